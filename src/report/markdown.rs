//! A report as Markdown: short enough for a mail, a pull request or the summary of a job.

use std::fmt::{self, Write};

use super::data::{Report, ReportEntry};
use super::figures::LifeEntry;
use super::marker::COMMENT_MARK;
use super::words::{ReportWords, filled};
use crate::text::{as_code, harmless, in_cell, without_escaped_pipes};
use crate::timeline::short_commit;
use crate::values::ticket_of_address;

/// As many entries are listed: who wants all opens the page.
const MOST_ENTRIES: usize = 50;
/// As many months are listed: the newest.
const MOST_MONTHS: usize = 6;
/// As many entries are named in a line.
const MOST_NAMES: usize = 12;

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
    if let Some(commit) = report.commit() {
        write!(out, ", {} `{}`", words.at_commit, short_commit(commit))?;
    }
    if let Some(condition) = &report.condition {
        write!(out, ", {} {}", words.only, as_code(condition))?;
    }
    out.push_str("\n\n");
    write_commits(report, words, out)?;
    let mut rows = vec![vec![words.totals.to_owned(), words.total.to_owned(), String::new()]];
    for total in report.totals() {
        let since = report.window.since;
        let trend = total.before.map(|before| words.trend(total.count, before, since));
        rows.push(vec![total.name, total.count.to_string(), trend.unwrap_or_default()]);
    }
    table(&rows, out)?;
    write_changes(report, words, out)?;
    write_entries(report, words, out)?;
    for small in report.tables() {
        write!(out, "\n## {}\n\n", small.title)?;
        table(&small.rows, out)?;
    }
    let deadlines = report.kept_by_month();
    if deadlines.table.len() > 1 {
        write!(out, "\n## {}\n\n", deadlines.title)?;
        // The newest months: with the first row, which is the header.
        let rows: Vec<Vec<String>> = deadlines.table;
        let older = rows.len().saturating_sub(MOST_MONTHS + 1);
        let newest = rows.into_iter().enumerate();
        let newest = newest.filter(|(at, _)| *at == 0 || *at > older).map(|(_, row)| row);
        table(&newest.collect::<Vec<_>>(), out)?;
    }
    if report.has_deadlines() {
        let kept = report.kept();
        write!(out, "\n## {}\n\n", kept.title)?;
        table(&kept.figures(), out)?;
    }
    Ok(())
}

/// The newest commit of each repository, where there are several.
fn write_commits(report: &Report, words: &ReportWords, out: &mut String) -> fmt::Result {
    let named = report.commits.iter().filter_map(|own| Some((own.repository.as_ref()?, own)));
    let named: Vec<_> = named.collect();
    for (repository, own) in &named {
        let commit = short_commit(&own.commit);
        writeln!(out, "- {}, {} `{commit}`", cell_of(repository), words.at_commit)?;
    }
    if named.is_empty() { Ok(()) } else { writeln!(out) }
}

/// What happened since a day: with `--since`, as the totals say the rest.
fn write_changes(report: &Report, words: &ReportWords, out: &mut String) -> fmt::Result {
    let (Some(since), changes) = (report.window.since, &report.figures.changes) else {
        return Ok(());
    };
    let lists = [
        (words.of_figures.new, &changes.added),
        (words.of_figures.fixed, &changes.fixed),
        (words.of_figures.verified, &changes.verified),
        (words.of_figures.reopened, &changes.reopened),
        (words.unrepaired, &changes.closed),
        (words.of_figures.removed, &changes.removed),
    ];
    write!(out, "\n## {}\n\n", filled(words.of_figures.changes, &[&since]))?;
    let mut is_empty = true;
    for (name, entries) in lists.into_iter().filter(|(_, entries)| !entries.is_empty()) {
        is_empty = false;
        writeln!(out, "- {name}: {} ({})", entries.len(), names(entries, words))?;
    }
    if is_empty { writeln!(out, "{}", words.nothing) } else { Ok(()) }
}

/// The IDs of some entries, or their titles where they have none.
fn names(entries: &[LifeEntry], words: &ReportWords) -> String {
    let name = |entry: &LifeEntry| {
        let name = entry.id.as_deref().unwrap_or(&entry.title);
        let repository = entry.repository.as_deref();
        cell_of(&repository.map_or(name.to_owned(), |repository| format!("{repository} {name}")))
    };
    let mut names: Vec<String> = entries.iter().take(MOST_NAMES).map(name).collect();
    if entries.len() > MOST_NAMES {
        names.push(filled(words.of_figures.more, &[&(entries.len() - MOST_NAMES)]));
    }
    names.join(", ")
}

/// The entries that are not closed, late ones first; then those that are accepted for now.
fn write_entries(report: &Report, words: &ReportWords, out: &mut String) -> fmt::Result {
    let left = report.entries.iter().filter(|entry| !entry.progress.is_closed());
    let (accepted, left): (Vec<_>, Vec<_>) = left.partition(|entry| entry.is_accepted());
    write!(out, "\n## {}\n\n", words.entries)?;
    if left.is_empty() {
        writeln!(out, "{}", words.nothing)?;
    } else {
        write_table_of(&left, report, words, out)?;
    }
    if accepted.is_empty() {
        return Ok(());
    }
    let title = filled(words.of_figures.accepted_entries, &[&accepted.len()]);
    write!(out, "\n### {title}\n\n")?;
    write_table_of(&accepted, report, words, out)
}

fn write_table_of(
    entries: &[&ReportEntry],
    report: &Report,
    words: &ReportWords,
    out: &mut String,
) -> fmt::Result {
    let columns = words.columns.map(str::to_owned).to_vec();
    let count = entries.len();
    let rows = entries.iter().take(MOST_ENTRIES).map(|entry| row(report, words, entry));
    let used = report.used_columns();
    let shown = |row: Vec<String>| {
        row.into_iter().zip(used).filter(|(_, is_used)| *is_used).map(|(cell, _)| cell).collect()
    };
    let rows: Vec<Vec<String>> = std::iter::once(columns).chain(rows).map(shown).collect();
    table(&rows, out)?;
    if count > MOST_ENTRIES {
        writeln!(out, "\n{}", filled(words.of_figures.more, &[&(count - MOST_ENTRIES)]))?;
    }
    Ok(())
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
        entry.shown_id().unwrap_or_default(),
        title(entry),
        text_of(report.status(entry)),
        text_of(entry.priority.as_deref()),
        text_of(entry.owner.as_deref()),
        entry.first_seen.map_or(String::new(), |day| day.to_string()),
        due,
        words.translation(entry.translation.as_ref()).to_owned(),
    ]
}

/// The title, with the names of the tickets that track the gap.
fn title(entry: &ReportEntry) -> String {
    let name = |ticket: &String| match ticket_of_address(ticket) {
        Some(name) => as_code(&name.to_string()),
        None => as_code(ticket),
    };
    let tickets: Vec<String> = entry.tickets.iter().map(name).collect();
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
    let text = in_cell(&without_escaped_pipes(&harmless(text)));
    let is_code_closed = text.matches('`').count().is_multiple_of(2);
    let parts = text.split('`').enumerate().map(|(at, part)| match at % 2 {
        1 if is_code_closed => part.to_owned(),
        _ => part.replace('[', "\\["),
    });
    parts.collect::<Vec<_>>().join("`")
}
