//! What is known of an entry beside its row in the table.

use std::fmt::{self, Write};

use super::elements::time;
use crate::report::data::{EntryFinding, ReportEntry, ReportLink, Translation};
use crate::report::escape::{coded, escaped};
use crate::report::prose::rendered;
use crate::report::words::ReportWords;
use crate::timeline::{StepRecord, short_commit};

/// Writes the row below an entry: its text, and what is known beside it. Where a browser runs scripts, it
/// reads this only once it is asked for: a page with thousands of entries opens at once.
pub(super) fn write_detail(
    entry: &ReportEntry,
    words: &ReportWords,
    out: &mut String,
) -> fmt::Result {
    let id = entry.shown_id().map_or(String::new(), |id| format!("{}: ", escaped(&id)));
    let ReportWords { columns, history, no_commits, place, .. } = *words;
    write!(
        out,
        "<tr class=\"detail\"><td colspan=\"8\"><noscript><div>\n  <div class=\"text\" lang=\"{}\">\n\
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
    write_findings(entry, words, out)?;
    writeln!(out, "    <h4>{history}</h4>")?;
    if entry.history.is_empty() {
        writeln!(out, "    <p>{no_commits}</p>")?;
    } else {
        writeln!(out, "    <ol class=\"history\">")?;
        entry.history.iter().try_for_each(|step| write_step(step, words, out))?;
        writeln!(out, "    </ol>")?;
    }
    write_links(words.of_figures.tickets, &tickets(entry), out)?;
    write_links(words.of_figures.pages, &entry.pages, out)?;
    write_links(place, std::slice::from_ref(&entry.place), out)?;
    writeln!(out, "  </div>\n</div></noscript></td></tr>")
}

/// The tickets of an entry; those that are addresses lead there.
fn tickets(entry: &ReportEntry) -> Vec<ReportLink> {
    let link = |ticket: &String| {
        let is_address = ticket.starts_with("https://") || ticket.starts_with("http://");
        let url = (is_address && !ticket.contains(char::is_whitespace)).then(|| ticket.clone());
        ReportLink { text: ticket.clone(), url }
    };
    entry.tickets.iter().map(link).collect()
}

fn write_links(title: &str, links: &[ReportLink], out: &mut String) -> fmt::Result {
    if links.is_empty() {
        return Ok(());
    }
    writeln!(out, "    <h4>{title}</h4>")?;
    for ReportLink { text, url } in links {
        let code = format!("<code>{}</code>", escaped(text));
        let link = url.as_ref().map(|url| format!("<a href=\"{}\">{code}</a>", escaped(url)));
        writeln!(out, "    <p class=\"place\">{}</p>", link.unwrap_or(code))?;
    }
    Ok(())
}

/// What `gapreg check` finds in an entry.
fn write_findings(entry: &ReportEntry, words: &ReportWords, out: &mut String) -> fmt::Result {
    if entry.findings.is_empty() {
        return Ok(());
    }
    writeln!(out, "    <h4>{}</h4>\n    <ul class=\"findings\">", words.of_figures.findings)?;
    for EntryFinding { level, rule, message } in &entry.findings {
        let word = words.level(level);
        writeln!(
            out,
            "      <li class=\"{level}\"><strong>{word}</strong> <span lang=\"en\">{} \
             <code>{rule}</code></span></li>",
            coded(message)
        )?;
    }
    writeln!(out, "    </ul>")
}

fn write_step(step: &StepRecord, words: &ReportWords, out: &mut String) -> fmt::Result {
    let commit = match &step.commit {
        Some(commit) => format!("<code>{}</code>", short_commit(commit)),
        None => words.uncommitted.to_owned(),
    };
    let changes = escaped(&words.changes(step));
    writeln!(out, "      <li>{} {commit} {changes}</li>", time(step.day))
}
