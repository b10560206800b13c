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

fn write_entries(
    register: &ListedRegister<'_>,
    width: Option<usize>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let shown = |row: Row| row.map(|cell| printable(&cell.replace('\n', " ")).into_owned());
    let rows: Vec<Row> = register.entries.iter().map(|entry| shown(row(entry))).collect();
    let heading = HEADINGS.map(str::to_owned);
    let widths: [usize; HEADINGS.len()] = std::array::from_fn(|column| {
        let cells = rows.iter().chain([&heading]).map(|row| row[column].width());
        cells.max().unwrap_or(0)
    });
    write_row(&heading, &widths, width, out, |cell| cell.dimmed().to_string())?;
    rows.iter().try_for_each(|row| write_row(row, &widths, width, out, str::to_owned))
}

fn write_row(
    row: &Row,
    widths: &[usize; HEADINGS.len()],
    width: Option<usize>,
    out: &mut dyn Write,
    style: impl Fn(&str) -> String,
) -> io::Result<()> {
    let (last, cells) = row.split_last().unwrap_or((&row[0], &[]));
    let mut used = 0;
    for (cell, &column) in cells.iter().zip(widths) {
        write!(out, "{}{}  ", style(cell), " ".repeat(column - cell.width()))?;
        used += column + 2;
    }
    let room = width.map_or(usize::MAX, |width| width.saturating_sub(used).max(20));
    writeln!(out, "{}", style(&cut(last, room)))
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
