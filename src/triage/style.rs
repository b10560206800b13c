//! How the lines of a table are written: pipes, blanks, indentation, widths.

use unicode_width::UnicodeWidthStr;

use crate::register::{Register, TriageRow, TriageTable};
use crate::text::Span;

/// How the text of a column is aligned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum ColumnAlignment {
    #[default]
    Unsaid,
    Left,
    Center,
    Right,
}

/// The style of one table.
#[derive(Debug)]
pub(super) struct TableStyle<'r> {
    /// The text before each row: indentation, and the signs of a quote.
    pub prefix: &'r str,
    pub newline: &'static str,
    pub sides: Vec<ColumnAlignment>,
    is_opened: bool,
    is_closed: bool,
    is_roomy: bool,
    /// Of a table whose columns are padded: the width of each.
    widths: Option<Vec<usize>>,
}

/// A column narrower than this cannot show to which side it is set.
const NARROWEST: usize = 3;

impl<'r> TableStyle<'r> {
    /// The usual style, for a new table.
    pub(super) fn usual(newline: &'static str, columns: usize) -> Self {
        Self {
            prefix: "",
            newline,
            sides: vec![ColumnAlignment::Unsaid; columns],
            is_opened: true,
            is_closed: true,
            is_roomy: true,
            widths: None,
        }
    }

    /// The style of a table that is there.
    pub(super) fn of(register: &'r Register<'_>, table: &TriageTable) -> Self {
        let source = register.source;
        let rule = delimiter_line(register, table);
        let text = register.text(rule);
        let inner = text.trim_start_matches([' ', '\t', '>']);
        let columns = table.columns.len();
        let mut sides: Vec<ColumnAlignment> =
            inner.trim().trim_matches('|').split('|').map(side).collect();
        sides.resize(columns, ColumnAlignment::Unsaid);
        let model = register.text(table.header(register.source));
        let is_opened = model.starts_with('|') || columns < 2;
        let first = model.strip_prefix('|').unwrap_or(model);
        Self {
            prefix: &text[..text.len() - inner.len()],
            newline: source.newline_at(table.span.start as usize),
            sides,
            is_opened,
            is_closed: ends_in_pipe(model) || columns < 2,
            is_roomy: if model.starts_with('|') {
                first.starts_with([' ', '\t'])
            } else {
                model.contains(" |")
            },
            widths: widths(register, table),
        }
    }

    /// A row of cells, without prefix and line end.
    pub(super) fn row<'c>(&self, cells: impl Iterator<Item = &'c str>) -> String {
        let cells: Vec<String> =
            cells.enumerate().map(|(column, cell)| self.slot(column, cell)).collect();
        let first = cells.first().map_or("", |cell| cell.trim());
        // Without a pipe before it, a first cell could open a block of another kind.
        let is_plain = first.starts_with(char::is_alphanumeric) && !starts_list(first);
        let mut row = cells.join("|");
        if !self.is_opened && is_plain {
            row.drain(..row.len() - row.trim_start().len());
        } else {
            row.insert(0, '|');
        }
        if self.is_closed || cells.last().is_some_and(|cell| cell.trim().is_empty()) {
            row.push('|');
        } else {
            row.truncate(row.trim_end().len());
        }
        row
    }

    /// The text between two pipes for a cell.
    pub(super) fn slot(&self, column: usize, cell: &str) -> String {
        let width = self.widths.as_ref().and_then(|widths| widths.get(column)).copied();
        if let Some(width) = width {
            return self.padded(column, cell, width);
        }
        // A backslash right before the pipe would escape it.
        let gap = if self.is_roomy || cell.ends_with('\\') { " " } else { "" };
        if self.is_roomy { format!(" {cell} ") } else { format!("{cell}{gap}") }
    }

    fn padded(&self, column: usize, cell: &str, width: usize) -> String {
        let room = width.saturating_sub(cell.width());
        let before = match self.sides.get(column) {
            Some(ColumnAlignment::Right) => room,
            Some(ColumnAlignment::Center) => room / 2,
            _ => 0,
        };
        format!(" {}{cell}{} ", " ".repeat(before), " ".repeat(room - before))
    }

    /// Whether the table's columns are padded.
    pub(super) fn is_padded(&self) -> bool {
        self.widths.is_some()
    }

    /// A whole table, its columns padded to the widest of their cells.
    pub(super) fn aligned(&self, header: &[&str], rows: &[StyledRow<'_>]) -> String {
        let cells = rows.iter().filter_map(|row| match row {
            StyledRow::Cells(cells, _) => Some(&cells[..]),
            StyledRow::Verbatim(_) => None,
        });
        let cells: Vec<&[&str]> = cells.chain([header]).collect();
        let width = |column: usize| {
            let widths = cells.iter().filter_map(|row| row.get(column)).map(|cell| cell.width());
            widths.max().unwrap_or(0).max(NARROWEST)
        };
        let widths: Vec<usize> = (0..header.len()).map(width).collect();
        let line = |row: &[&str]| {
            let mut line = "|".to_owned();
            for (column, &width) in widths.iter().enumerate() {
                let cell = row.get(column).copied().unwrap_or_default();
                line.push_str(&self.padded(column, cell, width));
                line.push('|');
            }
            line
        };
        let rule = widths.iter().zip(&self.sides).map(|(&width, &side)| dashes(side, width) + "|");
        let mut lines = vec![line(header), format!("|{}", rule.collect::<String>())];
        lines.extend(rows.iter().map(|row| match row {
            StyledRow::Cells(cells, "") => line(cells),
            StyledRow::Cells(cells, tail) => format!("{} {tail}", line(cells)),
            StyledRow::Verbatim(row) => (*row).to_owned(),
        }));
        let lines: Vec<String> =
            lines.iter().map(|line| format!("{}{line}", self.prefix)).collect();
        lines.join(self.newline)
    }
}

/// A row of a table whose columns are padded.
pub(super) enum StyledRow<'c> {
    /// Its cells, and the comment behind them.
    Cells(Vec<&'c str>, &'c str),
    /// One that stays as it is.
    Verbatim(&'c str),
}

/// The rule of hyphens under a column of a width, a blank on each side of it.
fn dashes(side: ColumnAlignment, width: usize) -> String {
    let (left, right) = match side {
        ColumnAlignment::Unsaid => ("-", "-"),
        ColumnAlignment::Left => (":", "-"),
        ColumnAlignment::Center => (":", ":"),
        ColumnAlignment::Right => ("-", ":"),
    };
    format!(" {left}{}{right} ", "-".repeat(width - 2))
}

fn side(cell: &str) -> ColumnAlignment {
    let cell = cell.trim();
    match (cell.starts_with(':'), cell.ends_with(':')) {
        (true, true) => ColumnAlignment::Center,
        (true, false) => ColumnAlignment::Left,
        (false, true) => ColumnAlignment::Right,
        (false, false) => ColumnAlignment::Unsaid,
    }
}

/// `1. …` at the start of a line is a list.
fn starts_list(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < text.len() && rest.starts_with(['.', ')'])
}

fn ends_in_pipe(row: &str) -> bool {
    let row = row.trim_end();
    row.strip_suffix('|').is_some_and(|rest| {
        let slashes = rest.len() - rest.trim_end_matches('\\').len();
        slashes.is_multiple_of(2)
    })
}

/// The line of hyphens under the header.
pub(super) fn delimiter_line(register: &Register<'_>, table: &TriageTable) -> Span {
    let source = register.source;
    source.line_at(source.next_line(table.span.start as usize))
}

/// The span between the pipes around a cell; empty, at the end of the row, in a row that is too short.
pub(super) fn slot_of(register: &Register<'_>, row: Span, cells: &[Span], column: usize) -> Span {
    let (text, end) = (register.source.text(), row.end as usize);
    let pipe_from = |from: usize| text.get(from..end)?.find('|').map(|at| from + at);
    let before = column.checked_sub(1).and_then(|before| cells.get(before));
    let start = before.map_or_else(
        || row.start as usize + usize::from(register.text(row).starts_with('|')),
        |before| pipe_from(before.end as usize).map_or(end, |pipe| pipe + 1),
    );
    let from = cells.get(column).map_or(start, |cell| cell.end as usize).max(start);
    Span::new(start, pipe_from(from).unwrap_or(end).max(start))
}

/// The widths of the columns, where the header, the rule under it and most rows have the same.
fn widths(register: &Register<'_>, table: &TriageTable) -> Option<Vec<usize>> {
    let header: Vec<Span> = table.columns.iter().map(|column| column.span).collect();
    let row = table.header(register.source);
    let of = |row: Span, cells: &[Span]| -> Vec<usize> {
        let width = |column| register.text(slot_of(register, row, cells, column)).width();
        (0..header.len()).map(width).collect()
    };
    let widths = of(row, &header);
    let rule = register.text(delimiter_line(register, table));
    let rule = rule.trim_matches([' ', '\t', '>', '\r']).trim_matches('|');
    if !rule.split('|').map(UnicodeWidthStr::width).eq(widths.iter().copied()) {
        return None;
    }
    let keeps_step = |row: &&TriageRow| of(row.span, &row.cells) == widths;
    let in_step = table.rows.iter().filter(keeps_step).count();
    (in_step * 2 > table.rows.len())
        .then(|| widths.into_iter().map(|width| width.saturating_sub(2)).collect())
}

/// A text as the cell of a table: on one line, each pipe escaped once.
pub fn cell_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut slashes = 0;
    for c in text.trim().chars() {
        match c {
            '\n' | '\r' => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            '|' if slashes % 2 == 0 => out.push_str("\\|"),
            c => out.push(c),
        }
        slashes = if c == '\\' { slashes + 1 } else { 0 };
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_never_breaks_the_table() {
        for (text, cell) in [
            ("a | b", "a \\| b"),
            ("`a|b`", "`a\\|b`"),
            ("a \\| b", "a \\| b"),
            ("a \\\\| b", "a \\\\\\| b"),
            ("one\r\ntwo\nthree", "one two three"),
            ("  x  ", "x"),
        ] {
            assert_eq!(cell_text(text), cell, "{text}");
        }
    }

    #[test]
    fn a_list_and_a_closing_pipe_are_known() {
        let starts = ["1. x", "12) x", "3 x", ". x", ") x", "x. y", "#"].map(starts_list);
        assert_eq!(starts, [true, true, false, false, false, false, false]);
        let ends = ["a |", "a \\|", "a \\\\|", "a", "|"].map(ends_in_pipe);
        assert_eq!(ends, [true, false, true, false, true]);
    }

    #[test]
    fn columns_are_padded_by_what_is_seen() {
        let mut style = TableStyle::usual("\n", 2);
        style.sides = vec![ColumnAlignment::Right, ColumnAlignment::Center];
        let table = style.aligned(
            &["ID", "Gap"],
            &[
                StyledRow::Cells(vec!["G-1", "日本"], ""),
                StyledRow::Cells(vec!["G-10", "ölü 🎉 x"], "<!-- c -->"),
                StyledRow::Verbatim("| G-2 | a | b |"),
            ],
        );
        insta::assert_snapshot!(table, @"
        |   ID |   Gap    |
        | ---: | :------: |
        |  G-1 |   日本   |
        | G-10 | ölü 🎉 x | <!-- c -->
        | G-2 | a | b |
        ");
    }
}
