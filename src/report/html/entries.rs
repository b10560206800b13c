//! The tables of entries of a page: what is left to do, and folded away what is closed.

use std::fmt::{self, Write};

use super::codes;
use super::controls::write_controls;
use super::details::write_detail;
use super::elements::{span, time};
use crate::report::data::{Report, ReportEntry};
use crate::report::escape::escaped;
use crate::report::plot::Tone;
use crate::report::words::{ReportWords, filled};

pub(super) fn write_entries(report: &Report, anchors: &[String], out: &mut String) -> fmt::Result {
    let words = report.language.words();
    let ReportWords { entries, shown, none_shown, .. } = *words;
    let count = report.entries.len().to_string();
    writeln!(out, "<section>\n  <h2 id=\"page-entries\" tabindex=\"-1\">{entries}</h2>")?;
    write_controls(report, out)?;
    writeln!(
        out,
        "  <p class=\"count\" id=\"page-status\" role=\"status\" data-text=\"{shown}\" \
         data-none=\"{none_shown}\">{}</p>",
        shown.replace("{shown}", &count).replace("{all}", &count)
    )?;
    let hidden = report.used_columns().map(hidden);
    let rows = report.entries.iter().zip(anchors).enumerate();
    let rows = rows.map(|(at, (entry, anchor))| EntryRow {
        report,
        entry,
        number: at + 1,
        anchor,
        hidden,
    });
    let (closed, open): (Vec<_>, Vec<_>) = rows.partition(|row| row.entry.progress.is_closed());
    let (accepted, open): (Vec<_>, Vec<_>) =
        open.into_iter().partition(|row| row.entry.is_accepted());
    // Where nothing is left to do, the table says so.
    let table = EntryTable { id: "page-table", label: "page-entries", rows: &open, hidden };
    table.write(words, out)?;
    if !accepted.is_empty() {
        let title = filled(words.of_figures.accepted_entries, &[&accepted.len()]);
        writeln!(out, "  <h3 class=\"accepted\" id=\"page-accepted\">{title}</h3>")?;
        let (id, label) = ("page-accepted-table", "page-accepted");
        EntryTable { id, label, rows: &accepted, hidden }.write(words, out)?;
    }
    if !closed.is_empty() {
        let title = filled(words.of_figures.closed_entries, &[&closed.len()]);
        writeln!(
            out,
            "  <details class=\"fold\">\n  <summary><h3 id=\"page-closed\">{title}</h3></summary>"
        )?;
        let (id, label) = ("page-closed-table", "page-closed");
        EntryTable { id, label, rows: &closed, hidden }.write(words, out)?;
        writeln!(out, "  </details>")?;
    }
    writeln!(out, "</section>")
}

/// A table of some of the entries.
struct EntryTable<'r> {
    id: &'static str,
    /// The id of its heading.
    label: &'static str,
    rows: &'r [EntryRow<'r>],
    /// For each column, whether it is hidden: asked once, as that looks at all entries.
    hidden: [&'static str; 8],
}

impl EntryTable<'_> {
    fn write(&self, words: &ReportWords, out: &mut String) -> fmt::Result {
        let Self { id, label, rows, hidden } = self;
        write!(
            out,
            "  <div class=\"scroll\" role=\"region\" aria-labelledby=\"{label}\" tabindex=\"0\">\n\
             <table class=\"entries\" id=\"{id}\" aria-labelledby=\"{label}\">\n<thead><tr>\n"
        )?;
        for (column, hidden) in words.columns.iter().zip(hidden) {
            writeln!(out, "  <th scope=\"col\"{hidden}>{column}</th>")?;
        }
        writeln!(out, "</tr></thead>\n<tbody>")?;
        for (at, row) in rows.iter().enumerate() {
            write_row(row, if at < FIRST_ROWS { "entry" } else { "entry later" }, out)?;
            write_detail(row.entry, words, out)?;
        }
        if rows.is_empty() {
            writeln!(out, "<tr><td colspan=\"8\">{}</td></tr>", words.nothing)?;
        }
        writeln!(out, "</tbody>\n</table>\n  </div>")?;
        if rows.len() > FIRST_ROWS {
            let name = filled(words.show_all, &[&rows.len()]);
            writeln!(
                out,
                "  <p class=\"rest js-only\"><button type=\"button\">{name}</button></p>"
            )?;
        }
        Ok(())
    }
}

/// As many rows are laid out when the page opens.
const FIRST_ROWS: usize = 100;

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
    hidden: [&'static str; 8],
}

fn write_row(row: &EntryRow<'_>, class: &str, out: &mut String) -> fmt::Result {
    let EntryRow { report, entry, number, anchor, hidden } = *row;
    let words = report.language.words();
    let text_of = |text: Option<&str>| escaped(text.unwrap_or_default());
    let (status, priority) = (text_of(report.status(entry)), text_of(entry.priority.as_deref()));
    let (owner, language) = (text_of(entry.owner.as_deref()), escaped(&entry.language));
    let id = entry.id.as_ref().map_or_else(|| number.to_string(), |id| escaped(id));
    let id = match &entry.repository {
        Some(repository) => format!("{id} <small>{}</small>", escaped(repository)),
        None => id,
    };
    let (deadline, translation) =
        (codes::outcome(entry.deadline.outcome), codes::translation(entry));
    writeln!(
        out,
        "<tr class=\"{class}\" id=\"{}\" data-status=\"{status}\" data-priority=\"{priority}\" \
         data-owner=\"{owner}\" data-deadline=\"{deadline}\" data-translation=\"{translation}\" \
         data-progress=\"{}\">\n  \
         <th scope=\"row\">{id}</th>\n  \
         <td class=\"gap\"><span class=\"title\" lang=\"{language}\">{}</span> \
         <small lang=\"{language}\">{}</small>{}</td>",
        anchor,
        codes::progress(entry),
        escaped(&entry.title),
        escaped(&entry.area),
        brief(row),
    )?;
    let place = entry.state.map_or(String::new(), |state| state.to_string());
    let [_, _, rest @ ..] = hidden;
    write!(
        out,
        "  <td class=\"of-status\" data-value=\"{place}\"{}>{}</td>\n  ",
        rest[0],
        state(row)
    )?;
    writeln!(out, "<td{}>{}</td>", rest[1], span("priority", &priority))?;
    writeln!(out, "  <td class=\"of-owner\"{}>{owner}</td>", rest[2])?;
    let seen = entry.first_seen.map_or(String::new(), time);
    writeln!(out, "  <td{}>{seen}</td>", rest[3])?;
    let due = entry.deadline.due.map_or(String::new(), |due| due.to_string());
    writeln!(
        out,
        "  <td class=\"of-due due\" data-value=\"{due}\"{}>{}</td>",
        rest[4],
        due_of(row)
    )?;
    let place =
        codes::TRANSLATIONS.iter().position(|code| *code == translation).unwrap_or_default();
    let word = span("translation", words.translation(entry.translation.as_ref()));
    writeln!(out, "  <td data-value=\"{place}\"{}>{word}</td>\n</tr>", rest[5])
}

/// The status, with a sign in the colour that the state has in the plots.
fn state(row: &EntryRow<'_>) -> String {
    let status = escaped(row.report.status(row.entry).unwrap_or_default());
    if status.is_empty() {
        return status;
    }
    let tone = Tone::Nth(row.entry.state.unwrap_or(row.report.flow.len())).class();
    format!("<span class=\"status\"><span class=\"sign {tone}\"></span>{status}</span>")
}

/// The day on which an entry is due, and how far away that is.
fn due_of(row: &EntryRow<'_>) -> String {
    let deadline = &row.entry.deadline;
    let due = deadline.due.map(time);
    let words = row.report.language.words();
    let standing = words.standing(deadline.outcome, deadline.days);
    let standing = standing.map(|standing| format!("<small>{standing}</small>"));
    due.into_iter().chain(standing).collect::<Vec<_>>().join(" ")
}

/// What a phone shows instead of the columns for which it has no room.
fn brief(row: &EntryRow<'_>) -> String {
    let owner = row.entry.owner.as_deref().map(escaped).unwrap_or_default();
    let priority = row.entry.priority.as_deref().map(escaped).unwrap_or_default();
    let due = span("due", &due_of(row));
    let parts = [state(row), due, span("priority", &priority), span("owner", &owner)];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    if parts.is_empty() {
        return String::new();
    }
    format!("<span class=\"brief\">{}</span>", parts.join(" "))
}
