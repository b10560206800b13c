//! `gapreg list --format csv`: cells that no spreadsheet runs and no terminal obeys.

use std::borrow::Cow;
use std::io::{self, Write};

use super::json::List;
use super::table::{HEADINGS, row};
use crate::text::printable;

/// Writes the entries as comma-separated values; with `is_raw`, each value is what the register says.
pub(super) fn write(list: &List<'_>, is_raw: bool, out: &mut dyn Write) -> io::Result<()> {
    let cell = |text: &str| if is_raw { quoted(text) } else { quoted(&inert(text)) };
    writeln!(out, "Path,{}", HEADINGS.join(","))?;
    for register in &list.registers {
        for entry in &register.entries {
            let cells = row(entry).map(|text| cell(&text));
            writeln!(out, "{},{}", cell(register.path), cells.join(","))?;
        }
    }
    Ok(())
}

/// A text that is no formula: one that begins like it gets an apostrophe, which spreadsheets take for
/// the sign of a text. A sign alone is a value of its own.
fn inert(text: &str) -> Cow<'_, str> {
    let shown = printable(text);
    let begins = shown.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    if begins && shown.trim().chars().nth(1).is_some() { format!("'{shown}").into() } else { shown }
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
