//! `gapreg list --format csv`: cells that no spreadsheet runs and no terminal obeys.

use std::borrow::Cow;
use std::io::{self, Write};

use super::columns::Columns;
use super::json::List;
use super::row::rows;
use super::table::{HEADINGS, row};
use crate::text::printable;

/// Writes the entries as comma-separated values; with `is_raw`, each value is what the register says.
pub(super) fn write(list: &List<'_>, is_raw: bool, out: &mut dyn Write) -> io::Result<()> {
    let cell = |text: &str| if is_raw { quoted(text) } else { quoted(&inert(text)) };
    let has_repositories = list.names_repositories();
    let heading = if has_repositories { ",Repository" } else { "" };
    writeln!(out, "Path,{}{heading}", HEADINGS.join(","))?;
    for register in &list.registers {
        for entry in &register.entries {
            let cells = row(entry).map(|text| cell(&text));
            let repository = register.repository.as_deref().unwrap_or_default();
            let more =
                if has_repositories { format!(",{}", cell(repository)) } else { String::new() };
            writeln!(out, "{},{}{more}", cell(register.path), cells.join(","))?;
        }
    }
    Ok(())
}

/// Writes some columns of the entries in the same way.
pub(super) fn write_columns(
    list: &List<'_>,
    columns: &Columns,
    is_raw: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let cell = |text: &str| if is_raw { quoted(text) } else { quoted(&inert_lines(text)) };
    let line = |cells: Vec<String>| cells.join(",");
    writeln!(out, "{}", line(columns.headings.iter().map(|name| cell(name)).collect()))?;
    for row in rows(list) {
        let cells = columns.cells(row).iter().map(|text| cell(text)).collect();
        writeln!(out, "{}", line(cells))?;
    }
    Ok(())
}

/// The same as [`inert`] for a text of several lines, which stay.
fn inert_lines(text: &str) -> String {
    let lines: Vec<Cow<'_, str>> = text.lines().map(printable).collect();
    inert_start(&lines.join("\n")).into_owned()
}

/// A text that is no formula: one that begins like it gets an apostrophe, which spreadsheets take for
/// the sign of a text. A sign alone is a value of its own.
fn inert(text: &str) -> Cow<'_, str> {
    match printable(text) {
        Cow::Borrowed(shown) => inert_start(shown),
        Cow::Owned(shown) => inert_start(&shown).into_owned().into(),
    }
}

fn inert_start(shown: &str) -> Cow<'_, str> {
    let begins = shown.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    let is_sign = shown.trim().chars().nth(1).is_none();
    if begins && !is_sign { format!("'{shown}").into() } else { shown.into() }
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_is_a_text() {
        for text in ["=1+1", "+cmd", "-2", "@SUM(A1)", "  =1+1", "＝1"] {
            assert_eq!(inert(text), format!("'{text}"));
        }
        for text in ["-", "+", "a=b", "P1", "", "2026-01-04"] {
            assert_eq!(inert(text), text);
        }
        assert_eq!(inert("a\u{1b}[31m"), "a\\u{1b}[31m");
        assert_eq!(quoted("'=A1,\"b\""), "\"'=A1,\"\"b\"\"\"");
    }
}
