//! A report as Markdown: for a wiki, or the summary of a job.

use std::fmt::{self, Write};

use super::data::{Report, ReportEntry};
use super::marker::COMMENT_MARK;
use super::progress::Progress;
use super::words::ReportWords;
use crate::text::{as_code, harmless, in_cell};
use crate::timeline::short_commit;

/// The report; entries in the last state or closed without a repair are left out.
pub(crate) fn markdown(report: &Report) -> String {
    let mut out = String::new();
    // Writing to a string does not fail.
    let _ = write(report, report.language.words(), &mut out);
    out
}

fn write(report: &Report, words: &ReportWords, out: &mut String) -> fmt::Result {
    let title = report.title.as_deref().map_or(words.title.to_owned(), cell_of);
    write!(out, "{COMMENT_MARK}\n# {title}\n\n{} {}", words.on, report.day)?;
    if let Some(commit) = &report.commit {
        write!(out, ", {} `{}`", words.at_commit, short_commit(commit))?;
    }
    if let Some(condition) = &report.condition {
        write!(out, ", {} {}", words.only, as_code(condition))?;
    }
    out.push_str("\n\n");
    let mut rows = vec![vec![words.totals.to_owned(), words.total.to_owned(), String::new()]];
    for total in report.totals() {
        let trend =
            total.before.map(|before| words.trend(total.count, before, report.window.since));
        rows.push(vec![total.name, total.count.to_string(), trend.unwrap_or_default()]);
    }
    table(&rows, out)?;
    let ageing = report.has_ages().then(|| report.ageing());
    let kept = report.has_deadlines().then(|| report.kept());
    for bars in ageing.into_iter().chain(kept) {
        write!(out, "\n## {}\n\n", bars.title)?;
        table(&bars.figures(), out)?;
    }
    let is_closed =
        |entry: &&ReportEntry| matches!(entry.progress, Progress::Done | Progress::Closed);
    let open: Vec<&ReportEntry> = report.entries.iter().filter(|entry| !is_closed(entry)).collect();
    write!(out, "\n## {}\n\n", words.entries)?;
    if open.is_empty() {
        return writeln!(out, "{}", words.nothing);
    }
    let columns = words.columns.map(str::to_owned).to_vec();
    let rows: Vec<Vec<String>> = open.into_iter().map(|entry| row(report, words, entry)).collect();
    let used = report.used_columns();
    let shown = |row: Vec<String>| {
        row.into_iter().zip(used).filter(|(_, is_used)| *is_used).map(|(cell, _)| cell).collect()
    };
    let rows: Vec<Vec<String>> = std::iter::once(columns).chain(rows).map(shown).collect();
    table(&rows, out)
}

fn row(report: &Report, words: &ReportWords, entry: &ReportEntry) -> Vec<String> {
    let text_of = |text: Option<&str>| text.unwrap_or_default().to_owned();
    let due = entry.deadline.due.map_or(String::new(), |due| due.to_string());
    let standing = words.standing(entry.deadline.outcome, entry.deadline.days);
    let due = match standing {
        Some(standing) if due.is_empty() => standing,
        Some(standing) => format!("{due} ({standing})"),
        None => due,
    };
    vec![
        text_of(entry.id.as_deref()),
        title(entry),
        text_of(report.status(entry)),
        text_of(entry.priority.as_deref()),
        text_of(entry.owner.as_deref()),
        entry.first_seen.map_or(String::new(), |day| day.to_string()),
        due,
        words.translation(entry.translation.as_ref()).to_owned(),
    ]
}

/// The title, with the tickets that track the gap.
fn title(entry: &ReportEntry) -> String {
    let tickets: Vec<String> = entry.tickets.iter().map(|ticket| as_code(ticket)).collect();
    if tickets.is_empty() {
        entry.title.clone()
    } else {
        format!("{} ({})", entry.title, tickets.join(", "))
    }
}

/// A table; its first row is the header.
fn table(rows: &[Vec<String>], out: &mut String) -> fmt::Result {
    for (at, row) in rows.iter().enumerate() {
        let cells: Vec<String> = row.iter().map(|cell| cell_of(cell)).collect();
        writeln!(out, "| {} |", cells.join(" | "))?;
        if at == 0 {
            writeln!(out, "|{}", " --- |".repeat(row.len()))?;
        }
    }
    Ok(())
}

/// A text in a cell: on one line, with its pipes escaped, and without markup except code.
fn cell_of(text: &str) -> String {
    // A pipe that is escaped already stays as it is.
    let text = in_cell(&harmless(text).replace("\\|", "|"));
    let is_code_closed = text.matches('`').count().is_multiple_of(2);
    let parts = text.split('`').enumerate().map(|(at, part)| match at % 2 {
        1 if is_code_closed => part.to_owned(),
        _ => part.replace('[', "\\["),
    });
    parts.collect::<Vec<_>>().join("`")
}
