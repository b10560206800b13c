//! The table of entries of a page.

use std::collections::{HashMap, HashSet};
use std::fmt::{self, Write};

use super::codes;
use super::controls::write_controls;
use super::elements::{span, time};
use crate::report::data::{Report, ReportEntry, Translation};
use crate::report::escape::{coded, escaped};
use crate::report::prose::rendered;
use crate::report::words::ReportWords;
use crate::timeline::{StepRecord, short_commit};

pub(super) fn write_entries(report: &Report, out: &mut String) -> fmt::Result {
    let words = report.language.words();
    let ReportWords { entries, columns, shown, none_shown, .. } = *words;
    let count = report.entries.len();
    write!(
        out,
        "<section>\n  \
         <h2 id=\"page-entries\" tabindex=\"-1\">{entries}</h2>\n"
    )?;
    write_controls(report, out)?;
    write!(
        out,
        "  <p class=\"count\" id=\"page-status\" role=\"status\" data-text=\"{shown}\" \
         data-none=\"{none_shown}\">{}</p>\n  \
         <div class=\"scroll\" role=\"region\" aria-labelledby=\"page-entries\" tabindex=\"0\">\n\
         <table class=\"entries\" id=\"page-table\" aria-labelledby=\"page-entries\">\n\
         <thead><tr>\n",
        shown.replace("{shown}", &count.to_string()).replace("{all}", &count.to_string())
    )?;
    let columns_hidden = report.used_columns().map(hidden);
    for (column, hidden) in columns.iter().zip(columns_hidden) {
        writeln!(out, "  <th scope=\"col\"{hidden}>{column}</th>")?;
    }
    writeln!(out, "</tr></thead>\n<tbody>")?;
    for (at, (entry, anchor)) in report.entries.iter().zip(anchors(report)).enumerate() {
        let number = at + 1;
        let row = EntryRow { report, entry, number, anchor: &anchor, hidden: columns_hidden };
        write_row(&row, out)?;
        write_detail(entry, words, out)?;
    }
    writeln!(out, "</tbody>\n</table>\n  </div>\n</section>")
}

/// A column in which no entry has anything keeps its place, and is not shown.
fn hidden(is_used: bool) -> &'static str {
    if is_used { "" } else { " hidden" }
}

/// An entry in the table.
struct EntryRow<'r> {
    report: &'r Report,
    entry: &'r ReportEntry,
    /// The place of the entry, from 1.
    number: usize,
    /// The name of the entry in the page's address.
    anchor: &'r str,
    /// For each column, whether it is hidden: asked once, as that looks at all entries.
    hidden: [&'static str; 8],
}

fn write_row(row: &EntryRow<'_>, out: &mut String) -> fmt::Result {
    let EntryRow { report, entry, number, anchor, hidden } = *row;
    let words = report.language.words();
    let text_of = |text: Option<&str>| escaped(text.unwrap_or_default());
    let (status, priority) = (text_of(report.status(entry)), text_of(entry.priority.as_deref()));
    let (owner, language) = (text_of(entry.owner.as_deref()), escaped(&entry.language));
    let id = entry.id.as_ref().map_or_else(|| number.to_string(), |id| escaped(id));
    let (deadline, translation) =
        (codes::outcome(entry.deadline.outcome), codes::translation(entry));
    writeln!(
        out,
        "<tr class=\"entry\" id=\"{}\" data-status=\"{status}\" data-priority=\"{priority}\" \
         data-owner=\"{owner}\" data-deadline=\"{deadline}\" data-translation=\"{translation}\" \
         data-progress=\"{}\">\n  \
         <th scope=\"row\">{id}</th>\n  \
         <td class=\"gap\"><span class=\"title\" lang=\"{language}\">{}</span> \
         <small lang=\"{language}\">{}</small></td>",
        anchor,
        codes::progress(entry),
        escaped(&entry.title),
        escaped(&entry.area),
    )?;
    let state = entry.state.map_or(String::new(), |state| state.to_string());
    let [_, _, rest @ ..] = hidden;
    write!(out, "  <td data-value=\"{state}\"{}>{}</td>\n  ", rest[0], span("status", &status))?;
    writeln!(out, "<td{}>{}</td>", rest[1], span("priority", &priority))?;
    writeln!(out, "  <td class=\"owner\"{}>{owner}</td>", rest[2])?;
    let seen = entry.first_seen.map_or(String::new(), time);
    writeln!(out, "  <td{}>{seen}</td>", rest[3])?;
    let due = entry.deadline.due.map_or(String::new(), |due| due.to_string());
    write!(out, "  <td class=\"due\" data-value=\"{due}\"{}>", rest[4])?;
    if let Some(due) = entry.deadline.due {
        write!(out, "{} ", time(due))?;
    }
    if let Some(standing) = words.standing(entry.deadline.outcome, entry.deadline.days) {
        write!(out, "<small>{standing}</small>")?;
    }
    let place =
        codes::TRANSLATIONS.iter().position(|code| *code == translation).unwrap_or_default();
    let word = span("translation", words.translation(entry.translation.as_ref()));
    writeln!(out, "</td>\n  <td data-value=\"{place}\"{}>{word}</td>\n</tr>", rest[5])
}

fn write_detail(entry: &ReportEntry, words: &ReportWords, out: &mut String) -> fmt::Result {
    let id = entry.id.as_ref().map_or(String::new(), |id| format!("{}: ", escaped(id)));
    let ReportWords { columns, history, no_commits, place, .. } = *words;
    write!(
        out,
        "<tr class=\"detail\"><td colspan=\"8\"><div>\n  <div class=\"text\" lang=\"{}\">\n\
         <h3 class=\"visually-hidden\">{id}{}</h3>\n{}  </div>\n  <div class=\"aside\">\n",
        escaped(&entry.language),
        escaped(&entry.title),
        rendered(&entry.text, words.table)
    )?;
    if let Some(translation) = &entry.translation {
        writeln!(out, "    <h4>{}</h4>", columns[7])?;
        match translation {
            Translation::UpToDate => {
                writeln!(out, "    <p>{}</p>", words.translation_sound)?;
            }
            Translation::Missing => {
                writeln!(out, "    <p>{}</p>", words.translation_missing)?;
            }
            Translation::Behind(lines) => lines
                .iter()
                .try_for_each(|line| writeln!(out, "    <p lang=\"en\">{}</p>", coded(line)))?,
        }
    }
    writeln!(out, "    <h4>{history}</h4>")?;
    if entry.history.is_empty() {
        writeln!(out, "    <p>{no_commits}</p>")?;
    } else {
        writeln!(out, "    <ol class=\"history\">")?;
        entry.history.iter().try_for_each(|step| write_step(step, words, out))?;
        writeln!(out, "    </ol>")?;
    }
    writeln!(
        out,
        "    <h4>{place}</h4>\n    <p class=\"place\"><code>{}</code></p>\n  </div>\n\
         </div></td></tr>",
        escaped(&entry.place)
    )
}

fn write_step(step: &StepRecord, words: &ReportWords, out: &mut String) -> fmt::Result {
    let commit = match &step.commit {
        Some(commit) => format!("<code>{}</code>", short_commit(commit)),
        None => words.uncommitted.to_owned(),
    };
    let changes = escaped(&words.changes(step));
    writeln!(out, "      <li>{} {commit} {changes}</li>", time(step.day))
}

/// A name for each entry in the page's address, by its ID. Names with `page-` in front are the
/// page's own.
fn anchors(report: &Report) -> Vec<String> {
    let mut taken = HashSet::new();
    // How often each name was asked for: many entries may have one ID.
    let mut asked: HashMap<String, usize> = HashMap::new();
    let anchors = report.entries.iter().enumerate().map(|(at, entry)| {
        let is_plain = |c: char| c.is_alphanumeric() || "-_.".contains(c);
        let plain = |id: &str| id.chars().map(|c| if is_plain(c) { c } else { '-' }).collect();
        let name: String = entry.id.as_deref().map_or_else(|| format!("entry-{}", at + 1), plain);
        let name = if name.starts_with("page-") { format!("entry-{name}") } else { name };
        let count = asked.entry(name.clone()).or_default();
        loop {
            *count += 1;
            let anchor = if *count == 1 { name.clone() } else { format!("{name}-again-{count}") };
            if taken.insert(anchor.clone()) {
                return anchor;
            }
        }
    });
    anchors.collect()
}
