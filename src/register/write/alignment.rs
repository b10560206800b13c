//! Tables whose columns are padded to one width, as formatters write them: they stay so, whatever is
//! written into their cells.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::finding::{Edit, applied};
use crate::register::Register;
use crate::text::{Span, sort_by_place};

impl Register<'_> {
    /// The same edits, with the columns of each table that they touch padded as they were. A table
    /// whose columns are not padded gets the edits as they are.
    pub(crate) fn kept_aligned(&self, mut edits: Vec<Edit>) -> Vec<Edit> {
        sort_by_place(&mut edits, |edit| edit.span);
        for &table in &self.tables {
            let region = self.region_of(table);
            let from = edits.partition_point(|edit| edit.span.end < region.start);
            let to = edits.partition_point(|edit| edit.span.start <= region.end);
            if from >= to {
                continue;
            }
            let is_own = |edit: &Edit| self.is_in_table(region, edit);
            let of_table: Vec<Edit> =
                edits[from..to].iter().filter(|edit| is_own(edit)).cloned().collect();
            if let Some(edit) = self.padded(region, &of_table) {
                let others = edits[from..to].iter().filter(|edit| !is_own(edit)).cloned();
                let mut joined: Vec<Edit> = others.chain([edit]).collect();
                sort_by_place(&mut joined, |edit| edit.span);
                edits.splice(from..to, joined);
            }
        }
        edits
    }

    /// The edit that pads a table as another one is padded; none where that has no common width, or
    /// nothing changes.
    pub(crate) fn padded_like(&self, table: Span, model: &str) -> Option<Edit> {
        let region = self.region_of(table);
        let text = Alignment::of(model)?.applied(self.text(region))?;
        (text != self.text(region)).then_some(Edit { span: region, text })
    }

    /// The lines of a table.
    pub(crate) fn lines_of(&self, table: Span) -> &str {
        self.text(self.region_of(table))
    }

    /// The lines of a table, with the end of the last one.
    pub(super) fn region_of(&self, table: Span) -> Span {
        let start = self.source.line_at(table.start as usize).start;
        let last = table.end.saturating_sub(1).max(table.start);
        Span { start, end: self.source.next_line(last as usize) as u32 }
    }

    /// Whether an edit changes the lines of a table, and not what is before or behind them.
    pub(super) fn is_in_table(&self, region: Span, edit: &Edit) -> bool {
        let is_before = edit.span.end <= region.start;
        let is_behind = edit.span.start == region.end
            && self.source.text()[..region.end as usize].ends_with('\n')
            && !edit.text.trim_start_matches(INDENT).starts_with('|');
        !is_before && !is_behind
    }

    /// The edit that does what some edits do to the lines of a table, and pads its columns; none where
    /// they were not padded, or where the edits write the whole table or more than it.
    fn padded(&self, region: Span, edits: &[Edit]) -> Option<Edit> {
        let old = self.text(region);
        let is_within = |edit: &Edit| region.contains(edit.span);
        let is_whole = |edit: &Edit| edit.span.contains(region.trim(self.source.text()));
        if edits.is_empty() || !edits.iter().all(is_within) || edits.iter().any(is_whole) {
            return None;
        }
        let alignment = Alignment::of(old)?;
        let shifted = edits.iter().map(|edit| {
            let start = edit.span.start - region.start;
            let end = edit.span.end - region.start;
            Edit { span: Span { start, end }, text: edit.text.clone() }
        });
        let shifted: Vec<Edit> = shifted.collect();
        let text = alignment.applied(&applied(old, &shifted))?;
        Some(Edit { span: region, text })
    }
}

/// Whether the columns of a table are padded as formatters do it.
pub(super) fn is_as_formatted(table: &str) -> bool {
    Alignment::of(table).is_some_and(|alignment| alignment.is_from_formatter())
}

/// What may be before the first pipe of a line.
const INDENT: [char; 3] = [' ', '\t', '>'];

/// A narrower column cannot show to which side it is set.
const NARROWEST: usize = 3;

/// How the columns of a table are padded.
pub(super) struct Alignment {
    /// What is padded: the cells as they are seen, or their characters.
    measure: fn(&str) -> usize,
    columns: Vec<Column>,
    /// Whether each column is as wide as the widest of its cells.
    is_tight: bool,
}

#[derive(Clone, Copy)]
struct Column {
    width: usize,
    /// Whether there are blanks before a cell, and behind it.
    pads: [bool; 2],
    /// Whether the rule under the header has colons at its ends.
    colons: [bool; 2],
    /// Whether there are blanks around the rule.
    is_spaced: bool,
}

/// The lines of a table but the second.
fn without_rule<'l, 't>(lines: &'l [Line<'t>]) -> impl Iterator<Item = &'l Line<'t>> {
    lines.iter().enumerate().filter(|(at, _)| *at != 1).map(|(_, line)| line)
}

impl Alignment {
    /// How a table is padded; nothing where its columns have no common width.
    pub(super) fn of(text: &str) -> Option<Self> {
        let lines: Vec<Line<'_>> = text.lines().map(Line::of).collect::<Option<_>>()?;
        let (header, rule) = (lines.first()?, lines.get(1)?);
        let is_even = |line: &Line<'_>| {
            line.slots.len() == rule.slots.len()
                && (line.tail.is_empty() || line.tail.trim_start().starts_with("<!--"))
        };
        if !lines.iter().all(is_even) || !rule.slots.iter().all(|slot| is_rule(slot)) {
            return None;
        }
        let measures: [fn(&str) -> usize; 3] = [UnicodeWidthStr::width, by_character, characters];
        let candidates = measures.into_iter().flat_map(|measure| {
            // Some editors pad on the right, whatever the rule says.
            [false, true].map(|is_left| {
                let slots = header.slots.iter().zip(&rule.slots);
                let columns = slots.map(|(header, rule)| {
                    Column::of(measure(header).saturating_sub(2), rule, is_left)
                });
                Self { measure, columns: columns.collect(), is_tight: false }
            })
        });
        for mut candidate in candidates {
            // Of a table that is not padded, the first row shows it.
            if !candidate.fits(&lines) {
                continue;
            }
            let needed = candidate.needed_widths(&lines);
            let mut columns = candidate.columns.iter().zip(&needed);
            candidate.is_tight = columns.all(|(own, &needed)| own.width == needed.max(NARROWEST));
            // A table without rows may be so by chance.
            let is_meant = lines.len() > 2 || candidate.is_from_formatter();
            if is_meant && candidate.written(text) == text {
                return Some(candidate);
            }
        }
        None
    }

    /// Whether the columns are as formatters write them.
    fn is_from_formatter(&self) -> bool {
        self.is_tight && self.columns.iter().all(|column| column.is_spaced)
    }

    /// The text of the table, padded: it may have more rows, and other cells.
    fn applied(mut self, text: &str) -> Option<String> {
        self.fit(text).then(|| self.written(text))
    }

    /// Makes the columns as wide as the rows of a text need; whether it has any.
    pub(super) fn fit(&mut self, text: &str) -> bool {
        let rows = text.lines().take_while(|line| is_row(line)).filter_map(Line::of);
        let rows: Vec<Line<'_>> =
            rows.filter(|row| row.slots.len() == self.columns.len()).collect();
        let widths: Vec<usize> = self.needed_widths(&rows);
        for (column, width) in self.columns.iter_mut().zip(widths) {
            column.width = width.max(if self.is_tight { NARROWEST } else { column.width });
        }
        rows.len() > 1
    }

    /// The text between two pipes for a cell, or for the rule under the header.
    pub(super) fn slot(&self, column: usize, cell: &str, is_rule: bool) -> String {
        let mut out = String::new();
        match self.columns.get(column) {
            Some(column) if is_rule => column.push_rule(&mut out),
            Some(column) => {
                column.push_cell(&mut out, cell.trim_matches([' ', '\t']), self.measure);
            }
            None => out.push_str(cell),
        }
        out
    }

    /// Some rows, padded; there is no header among them.
    pub(super) fn rows(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for whole in text.split_inclusive('\n') {
            let line = whole.trim_end_matches(['\r', '\n']);
            match Line::of(line).filter(|row| row.slots.len() == self.columns.len()) {
                Some(row) => self.push_row(&mut out, &row, false),
                None => out.push_str(line),
            }
            out.push_str(&whole[line.len()..]);
        }
        out
    }

    fn push_row(&self, out: &mut String, row: &Line<'_>, is_rule: bool) {
        out.push_str(row.prefix);
        for (column, slot) in row.slots.iter().enumerate() {
            out.push('|');
            out.push_str(&self.slot(column, slot, is_rule));
        }
        out.push('|');
        out.push_str(row.tail);
    }

    /// The widths that the cells of some lines need, the second of which is the rule.
    fn needed_widths(&self, lines: &[Line<'_>]) -> Vec<usize> {
        let width = |column: usize| {
            let slots = without_rule(lines).filter_map(|line| line.slots.get(column));
            slots.map(|slot| self.width(slot)).max()
        };
        (0..self.columns.len()).map(|at| width(at).unwrap_or(0)).collect()
    }

    /// Whether no cell of some lines is wider than its column.
    fn fits(&self, lines: &[Line<'_>]) -> bool {
        without_rule(lines).all(|line| {
            let mut columns = self.columns.iter().zip(&line.slots);
            columns.all(|(column, slot)| self.width(slot) <= column.width)
        })
    }

    /// The width of a cell without the blanks around it.
    fn width(&self, slot: &str) -> usize {
        (self.measure)(slot.trim_matches([' ', '\t']))
    }

    /// A table with its cells padded; what is no row of it stays as it is.
    fn written(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut is_table = true;
        for (at, whole) in text.split_inclusive('\n').enumerate() {
            let line = whole.trim_end_matches(['\r', '\n']);
            is_table &= is_row(line);
            let row =
                Line::of(line).filter(|row| is_table && row.slots.len() == self.columns.len());
            let Some(row) = row else {
                out.push_str(whole);
                continue;
            };
            self.push_row(&mut out, &row, at == 1);
            out.push_str(&whole[line.len()..]);
        }
        out
    }
}

impl Column {
    fn of(width: usize, rule: &str, is_left: bool) -> Self {
        let dashes = rule.trim();
        let colons = [dashes.starts_with(':'), dashes.ends_with(':')];
        let pads = match colons {
            _ if is_left => [false, true],
            [true, true] => [true, true],
            [false, true] => [true, false],
            _ => [false, true],
        };
        Self { width, pads, colons, is_spaced: rule.starts_with(' ') }
    }

    fn push_cell(&self, out: &mut String, cell: &str, measure: fn(&str) -> usize) {
        let room = self.width.saturating_sub(measure(cell));
        let before = match self.pads {
            [true, true] => room / 2,
            [true, false] => room,
            _ => 0,
        };
        out.extend(std::iter::repeat_n(' ', before + 1));
        out.push_str(cell);
        out.extend(std::iter::repeat_n(' ', room - before + 1));
    }

    fn push_rule(&self, out: &mut String) {
        let blanks = usize::from(self.is_spaced);
        let ends = self.colons.map(|is_colon| if is_colon { ':' } else { '-' });
        let dashes = self.width.saturating_sub(2 * blanks);
        out.extend(std::iter::repeat_n(' ', blanks).chain([ends[0]]));
        out.extend(std::iter::repeat_n('-', dashes).chain([ends[1]]));
        out.extend(std::iter::repeat_n(' ', blanks));
    }
}

/// A line of a table between its first and its last pipe.
pub(super) struct Line<'t> {
    prefix: &'t str,
    /// The texts between its pipes.
    pub slots: Vec<&'t str>,
    /// What is behind the last pipe.
    tail: &'t str,
}

impl<'t> Line<'t> {
    pub(super) fn of(line: &'t str) -> Option<Self> {
        let (start, mut from) = (line.find('|')?, line.find('|')? + 1);
        let mut slots = Vec::new();
        let mut is_escaped = false;
        for (at, byte) in line.bytes().enumerate().skip(from) {
            if byte == b'|' && !is_escaped {
                slots.push(&line[from..at]);
                from = at + 1;
            }
            is_escaped = byte == b'\\' && !is_escaped;
        }
        Some(Self { prefix: &line[..start], slots, tail: &line[from..] })
    }

    /// Where a slot starts in the line.
    pub(super) fn offset(&self, slot: &str) -> usize {
        slot.as_ptr() as usize - self.prefix.as_ptr() as usize
    }
}

/// Whether a line can be one of a table.
fn is_row(line: &str) -> bool {
    !line.trim_matches(INDENT).is_empty()
}

fn is_rule(slot: &str) -> bool {
    let dashes = slot.trim_matches(' ').trim_matches(':');
    !dashes.is_empty() && dashes.bytes().all(|byte| byte == b'-')
}

/// The width of each character alone: what looks like one sign may be several.
fn by_character(text: &str) -> usize {
    text.chars().map(|c| c.width().unwrap_or(0)).sum()
}

fn characters(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a table becomes when a cell of it gets another text.
    fn changed(table: &str, old: &str, new: &str) -> String {
        let text = table.replacen(old, new, 1);
        let padded = Alignment::of(table).and_then(|alignment| alignment.applied(&text));
        padded.unwrap_or(text)
    }

    #[test]
    fn columns_grow_and_shrink_with_their_widest_cell() {
        let table = r"
| ID    |  State  |          Gap |
| :---- | :-----: | -----------: |
| G-001 |  Open   |     Türkçe ğ |
| G-002 | Blocked |  a \| `b\|c` |
"
        .trim_start();
        insta::assert_snapshot!(changed(table, "Open", "In Progress"), @r"
        | ID    |    State    |          Gap |
        | :---- | :---------: | -----------: |
        | G-001 | In Progress |     Türkçe ğ |
        | G-002 |   Blocked   |  a \| `b\|c` |
        ");
        insta::assert_snapshot!(changed(table, "Blocked", "Open"), @r"
        | ID    |  State  |          Gap |
        | :---- | :-----: | -----------: |
        | G-001 |  Open   |     Türkçe ğ |
        | G-002 |  Open   |  a \| `b\|c` |
        ");
        insta::assert_snapshot!(changed(table, "Türkçe ğ", "日本 🎉"), @r"
        | ID    |  State  |          Gap |
        | :---- | :-----: | -----------: |
        | G-001 |  Open   |      日本 🎉 |
        | G-002 | Blocked |  a \| `b\|c` |
        ");
    }

    #[test]
    fn a_table_keeps_its_own_form() {
        let cases = [
            // Wider than needed: no column shrinks.
            ("|ID     |\n|-------|\n|G-1    |\n", "G-1", "G-1234567"),
            ("| ID     |\n|--------|\n| G-1    |\n", "G-1", "G-1234567"),
            ("| ID     |\r\n| ------ |\r\n| G-1    | <!-- c -->\r\n", "G-1", "G-1234567"),
            ("  > | ID  |\n  > | --: |\n  > | G-1 |", "G-1 |", "G-1 |\n  > | G-1234 |"),
            // Padded on the right in spite of the rule.
            ("| ID    |\n| ----: |\n| G-1   |\n", "G-1", "G-123"),
            // By characters.
            ("| 日本語 |\n| --- |\n| G-1 |\n", "G-1", "日本日本"),
            // Not padded.
            ("| ID | A |\n|---|---|\n| G-1 | b |\n", "b", "bcdef"),
            ("| ID  |\n| --- |\n| G-12 |\n", "G-12", "G"),
            ("ID  | A  \n--- | ---\nG-1 | b  \n", "b", "bcdef"),
        ];
        let shown = cases.map(|(table, old, new)| changed(table, old, new).replace('\r', "␍"));
        insta::assert_snapshot!(shown.join("\n"), @"
        |ID     |
        |-------|
        |G-1234567    |

        | ID        |
        |-----------|
        | G-1234567 |

        | ID        |␍
        | --------- |␍
        | G-1234567 | <!-- c -->␍

          > | ID     |
          > | -----: |
          > | G-1    |
          > | G-1234 |
        | ID    |
        | ----: |
        | G-123 |

        | 日本語  |
        | ---- |
        | 日本日本 |

        | ID | A |
        |---|---|
        | G-1 | bcdef |

        | ID  |
        | --- |
        | G |

        ID  | A  
        --- | ---
        G-1 | bcdef
        ");
    }

    #[test]
    fn what_is_no_row_stays() {
        let table = "| ID  |\n| --- |\n| G-1 |\n";
        let new = "G-1234 |\n| a | b |\nc\n\n| x |";
        insta::assert_snapshot!(changed(table, "G-1 |", new), @"
        | ID     |
        | ------ |
        | G-1234 |
        | a | b |
        c

        | x |
        ");
        for text in ["", "|", "| a |", "||\n||\n", "| ID |\n| -- |\n", "|\n|-|\n|\\|\n"] {
            assert_eq!(changed(text, "x", "y"), text);
        }
    }
}
