//! A report as Markdown: for a wiki, or the summary of a job.

use std::fmt::{self, Write};

use super::words::Words;
use super::{Gap, Progress, Report};
use crate::text::printable;
use crate::timeline::short_commit;

/// Tells that a report stands in a file.
pub(super) const MARK: &str = "<!-- gapreg report -->";

/// The report; of the entries, those that are not done.
pub fn markdown(report: &Report) -> String {
    let mut out = String::new();
    // Writing to a string does not fail.
    let _ = write(report, report.tongue.words(), &mut out);
    out
}

fn write(report: &Report, words: &Words, out: &mut String) -> fmt::Result {
    write!(out, "{MARK}\n# {}\n\n{} {}", words.title, words.on, report.day)?;
    if let Some(commit) = &report.commit {
        write!(out, ", {} `{}`", words.at_commit, short_commit(commit))?;
    }
    out.push_str("\n\n");
    let mut rows = vec![vec![words.totals.to_owned(), words.total.to_owned(), String::new()]];
    for total in report.totals() {
        let trend = total.then.map(|then| words.trend(total.count, then));
        rows.push(vec![total.name, total.count.to_string(), trend.unwrap_or_default()]);
    }
    table(&rows, out)?;
    for (title, figures) in [
        (report.ageing().title, report.ageing().figures()),
        (report.kept().title, report.kept().figures()),
    ] {
        write!(out, "\n## {title}\n\n")?;
        table(&figures, out)?;
    }
    let open: Vec<&Gap> = report.gaps.iter().filter(|gap| gap.progress != Progress::Done).collect();
    write!(out, "\n## {}\n\n", words.entries)?;
    if open.is_empty() {
        return writeln!(out, "{}", words.nothing);
    }
    let columns = words.columns.map(str::to_owned).to_vec();
    let rows: Vec<Vec<String>> = open.into_iter().map(|gap| row(report, words, gap)).collect();
    table(&[vec![columns], rows].concat(), out)
}

fn row(report: &Report, words: &Words, gap: &Gap) -> Vec<String> {
    let said = |text: Option<&str>| text.unwrap_or_default().to_owned();
    let due = gap.deadline.due.map_or(String::new(), |due| due.to_string());
    let standing = words.standing(gap.deadline.outcome, gap.deadline.days);
    let due = match standing {
        Some(standing) if due.is_empty() => standing,
        Some(standing) => format!("{due} ({standing})"),
        None => due,
    };
    vec![
        said(gap.id.as_deref()),
        gap.title.clone(),
        said(report.status(gap)),
        said(gap.priority.as_deref()),
        said(gap.owner.as_deref()),
        gap.first_seen.map_or(String::new(), |day| day.to_string()),
        due,
        words.step(gap.translation.as_ref()).to_owned(),
    ]
}

/// A table, headed by its first row.
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

/// A text as it stands in a cell: on one line, its pipes escaped, and nothing in it but words and
/// code.
fn cell_of(text: &str) -> String {
    let text = printable(text).replace(['\n', '\r'], " ");
    // A pipe that is escaped already stays as it is.
    let text = text.replace("\\|", "|").replace('|', "\\|");
    let is_code_closed = text.matches('`').count().is_multiple_of(2);
    let parts = text.split('`').enumerate().map(|(at, part)| match at % 2 {
        1 if is_code_closed => part.to_owned(),
        _ => part.replace('<', "&lt;").replace('[', "\\["),
    });
    parts.collect::<Vec<_>>().join("`")
}
