//! Entries as rows: for a terminal, for Markdown, for a spreadsheet.

use std::io::{self, Write};

use owo_colors::OwoColorize;
use unicode_width::UnicodeWidthStr;

use super::json::{List, ListedEntry, ListedRegister};
use crate::finding::{counted, in_lines};
use crate::output::printable;
use crate::text::{harmless, in_cell};

pub(super) const HEADINGS: [&str; 7] =
    ["ID", "Status", "Priority", "Owner", "SLA", "First Seen", "Gap"];

type Row = [String; HEADINGS.len()];

pub(super) fn row(entry: &ListedEntry<'_>) -> Row {
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    [
        text(entry.id.or(entry.number)),
        entry.status.clone().unwrap_or_else(|| text(entry.status_text.as_deref())),
        text(entry.priority.as_deref()),
        text(entry.owner.as_deref()),
        text(entry.sla.as_deref()),
        text(entry.first_seen.as_deref()),
        entry.heading.to_string(),
    ]
}

/// Columns as wide as their widest cell; the last is cut to the terminal's width.
///
/// Of a list that `is_choice`, registers without an entry in it are left out.
pub(crate) fn write_columns(
    list: &List<'_>,
    is_choice: bool,
    width: Option<usize>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let is_shown = |register: &&ListedRegister<'_>| {
        !register.is_elsewhere && (!is_choice || !register.entries.is_empty())
    };
    for (at, register) in list.registers.iter().filter(is_shown).enumerate() {
        if at > 0 {
            writeln!(out)?;
        }
        write_register(register, width, out)?;
    }
    Ok(())
}

fn write_register(
    register: &ListedRegister<'_>,
    width: Option<usize>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let all = counted(register.total, "entry", "entries");
    let listed = register.entries.len();
    let entries = if listed == register.total { all } else { format!("{listed} of {all}") };
    let also = register.also_in.iter().map(|language| format!(" and {language}"));
    let language = format!("{}{}", register.language, also.collect::<String>());
    let path = printable(register.path);
    let repository = register.repository.as_deref().map(|name| format!("{}: ", printable(name)));
    let heading = format!("{}{path}", repository.unwrap_or_default());
    writeln!(out, "{} {}", heading.bold(), format_args!("({language}, {entries})").dimmed())?;
    if !register.entries.is_empty() {
        write_entries(register, width, out)?;
    }
    let unread = register.unread.as_deref().unwrap_or_default();
    if !unread.is_empty() {
        writeln!(out, "{}", "not taken for entries:".dimmed())?;
    }
    unread.iter().try_for_each(|it| {
        let lines = in_lines(it.start.line, it.end.line);
        writeln!(out, "  {}, {lines}: {}", it.what, it.why)
    })
}

/// The columns that some entry has something in, the level and the day on which it is due among them.
fn write_entries(
    register: &ListedRegister<'_>,
    width: Option<usize>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut rows: Vec<TerminalRow> = register.entries.iter().map(terminal_row).collect();
    let heading = TERMINAL_HEADINGS.map(str::to_owned);
    let is_used = |column: &usize| rows.iter().any(|row| !row[*column].is_empty());
    let mut columns: Vec<usize> = (0..TITLE).filter(is_used).collect();
    columns.push(TITLE);
    rows.insert(0, heading);
    let widest = |&column: &usize| rows.iter().map(|row| row[column].width()).max().unwrap_or(0);
    let columns: Vec<(usize, usize)> = columns.iter().map(|at| (*at, widest(at))).collect();
    rows.iter().enumerate().try_for_each(|(at, row)| {
        let style = |cell: &str| if at == 0 { cell.dimmed().to_string() } else { cell.to_owned() };
        write_row(row, &columns, width, out, style)
    })
}

const TERMINAL_HEADINGS: [&str; 9] =
    ["ID", "Status", "Priority", "Severity", "Owner", "SLA", "First Seen", "Due", "Gap"];

/// The last column, which is cut where a line is too long.
const TITLE: usize = TERMINAL_HEADINGS.len() - 1;

type TerminalRow = [String; TERMINAL_HEADINGS.len()];

fn terminal_row(entry: &ListedEntry<'_>) -> TerminalRow {
    let [id, status, priority, owner, sla, first_seen, title] = row(entry);
    let status = entry.own_state.map_or(status, str::to_owned);
    let due = entry.due.map(|day| day.to_string()).unwrap_or_default();
    let severity = entry.severity.as_deref().unwrap_or_default().to_owned();
    [id, status, priority, severity, owner, sla, first_seen, due, title]
        .map(|cell| printable(&cell.replace('\n', " ")).into_owned())
}

/// Writes the cells of some columns, each as wide as given.
fn write_row(
    row: &TerminalRow,
    columns: &[(usize, usize)],
    width: Option<usize>,
    out: &mut dyn Write,
    style: impl Fn(&str) -> String,
) -> io::Result<()> {
    let mut used = 0;
    for &(at, column) in columns.iter().filter(|(at, _)| *at < TITLE) {
        write!(out, "{}{}  ", style(&row[at]), " ".repeat(column - row[at].width()))?;
        used += column + 2;
    }
    let room = width.map_or(usize::MAX, |width| width.saturating_sub(used).max(20));
    writeln!(out, "{}", style(&cut(&row[TITLE], room)))
}

/// A text cut to a display width.
fn cut(text: &str, room: usize) -> String {
    if text.width() <= room {
        return text.to_owned();
    }
    let mut out = String::new();
    for c in text.chars() {
        if out.width() + c.to_string().width() >= room {
            break;
        }
        out.push(c);
    }
    out + "…"
}

pub(crate) fn write_markdown(list: &List<'_>, out: &mut dyn Write) -> io::Result<()> {
    let has_repositories = list.names_repositories();
    let (heading, rule) = if has_repositories { ("| Repository ", "| --- ") } else { ("", "") };
    writeln!(out, "{heading}| {} |", HEADINGS.join(" | "))?;
    writeln!(out, "{rule}|{}", " --- |".repeat(HEADINGS.len()))?;
    for register in &list.registers {
        let name = register.repository.as_deref().unwrap_or_default();
        let first = has_repositories.then(|| format!("| {} ", in_cell(&harmless(name))));
        for entry in &register.entries {
            let cells = row(entry).map(|cell| in_cell(&harmless(&cell)));
            writeln!(out, "{}| {} |", first.as_deref().unwrap_or_default(), cells.join(" | "))?;
        }
    }
    Ok(())
}
