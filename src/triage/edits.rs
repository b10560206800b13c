//! A draft as edits: of one drift, or of all that the table needs.

use std::collections::HashSet;

use super::draft::{CellChange, DraftRow, Drift, TableDraft};
use super::style::{StyledRow, TableStyle, delimiter_line, slot_of};
use crate::finding::Edit;
use crate::register::{Entry, TriageRow};
use crate::text::{Span, sort_by_place};

impl<'r> TableDraft<'r> {
    /// The edits that fix one drift and nothing else.
    pub(crate) fn fix_edits(&self, drift: &Drift<'r>) -> Vec<Edit> {
        match drift {
            Drift::Untracked(_, line) => vec![self.insertion(*line, *line + 1)],
            Drift::Orphan(row) | Drift::Closed(row, _) | Drift::Repeated(row, _) => {
                vec![self.removal(row)]
            }
            Drift::Stale(stale) if stale.is_newer || stale.is_withheld => Vec::new(),
            Drift::Stale(stale) => self.cell_edit(stale.line, stale.column).into_iter().collect(),
            Drift::Broken(..) | Drift::Unsound(..) => Vec::new(),
            Drift::Misplaced(..) => vec![self.reordered()],
            Drift::Unaligned => vec![self.aligned()],
        }
    }

    /// The edits that bring the rows of some entries up to date, and no other row.
    pub(crate) fn entry_edits(&self, ids: &[&str]) -> Vec<Edit> {
        let ids: HashSet<&str> = ids.iter().copied().collect();
        let is_meant =
            |entry: &Entry| self.input.register.id(entry).is_some_and(|id| ids.contains(id));
        let of_entries = self.drifts().iter().filter(|drift| match drift {
            Drift::Untracked(entry, _) | Drift::Closed(_, entry) => is_meant(entry),
            Drift::Stale(stale) => is_meant(stale.entry),
            _ => false,
        });
        let mut edits: Vec<Edit> = of_entries.flat_map(|drift| self.fix_edits(drift)).collect();
        // Each stale cell of a row that is written anew gives the same edit.
        edits.dedup();
        edits
    }

    /// The edits that make the table what it should be.
    pub(crate) fn edits(&self) -> Vec<Edit> {
        if self.input.options.is_aligned {
            let edit = self.aligned();
            let is_new = self.input.register.text(edit.span) != edit.text;
            return if is_new { vec![edit] } else { Vec::new() };
        }
        if self.is_reordered {
            return vec![self.reordered()];
        }
        let mut edits: Vec<Edit> = self.dropped().map(|row| self.removal(row)).collect();
        let mut is_in_run = false;
        for (at, line) in self.lines.iter().enumerate() {
            match line {
                DraftRow::New(_) if !is_in_run => {
                    let rest = self.lines[at..].iter().take_while(|line| line.old_row().is_none());
                    edits.push(self.insertion(at, at + rest.count()));
                }
                DraftRow::Old(row, changes) if self.is_short(row) => {
                    edits.extend((!changes.is_empty()).then(|| self.row_edit(row, changes)));
                }
                DraftRow::Old(_, changes) => {
                    let edit = |change: &CellChange| self.cell_edit(at, change.column);
                    edits.extend(changes.iter().filter_map(edit));
                }
                DraftRow::New(_) => {}
            }
            is_in_run = matches!(line, DraftRow::New(_));
        }
        sort_by_place(&mut edits, |edit| edit.span);
        joined(edits, self.input.register.source.text())
    }

    fn style(&self) -> &TableStyle<'r> {
        self.style.get_or_init(|| TableStyle::of(self.input.register, self.table))
    }

    fn dropped(&self) -> impl Iterator<Item = &'r TriageRow> {
        let kept: HashSet<u32> =
            self.lines.iter().filter_map(DraftRow::old_row).map(|row| row.span.start).collect();
        self.table.rows.iter().filter(move |row| !kept.contains(&row.span.start))
    }

    /// Inserts the new rows of some lines behind the last old row before them.
    fn insertion(&self, from: usize, to: usize) -> Edit {
        let register = self.input.register;
        let row = self.lines[..from].iter().rev().find_map(DraftRow::old_row);
        let above = row.map_or_else(
            || delimiter_line(register, self.table),
            |row| register.source.line_at(row.span.end as usize),
        );
        let style = self.style();
        let text = self.lines[from..to].iter().fold(String::new(), |text, line| {
            text + style.newline + style.prefix + &self.row_text(line, style)
        });
        Edit { span: Span::at(above.end as usize), text }
    }

    /// Removes a row with its line.
    fn removal(&self, row: &TriageRow) -> Edit {
        let source = self.input.register.source;
        let line = source.line_at(row.span.start as usize);
        let next = source.next_line(row.span.start as usize);
        let has_end = next > line.end as usize;
        let start = if has_end {
            line.start as usize
        } else {
            // The last line of a file may have no line end: the one before it is removed.
            source.text()[..line.start as usize].trim_end_matches(['\r', '\n']).len()
        };
        Edit { span: Span::new(start, next), text: String::new() }
    }

    /// Whether a row lacks the last of its cells.
    fn is_short(&self, row: &TriageRow) -> bool {
        row.cells.len() < self.table.columns.len()
            || row.cells.last().is_some_and(|cell| cell.start > row.span.end)
            || !self.has_all_pipes(row)
    }

    fn has_all_pipes(&self, row: &TriageRow) -> bool {
        // Each cell lies behind the pipe that ends the one before it.
        let text = self.input.register.text(row.span);
        row.cells.windows(2).all(|pair| {
            let (end, start) = (pair[0].end.max(row.span.start), pair[1].start);
            let (from, to) = (end - row.span.start, start.saturating_sub(row.span.start));
            from < to && text.get(from as usize..to as usize).is_some_and(|gap| gap.contains('|'))
        })
    }

    fn cell_edit(&self, line: usize, column: usize) -> Option<Edit> {
        let DraftRow::Old(row, changes) = &self.lines[line] else { return None };
        if self.is_short(row) {
            return Some(self.row_edit(row, changes));
        }
        let text = &changes.iter().find(|change| change.column == column)?.text;
        let cell = *row.cells.get(column)?;
        let style = self.style();
        // A backslash right before the pipe would escape it: there the blanks are written, too.
        if !cell.is_empty() && !style.is_padded() && !text.ends_with('\\') {
            return Some(Edit { span: cell, text: text.clone() });
        }
        let span = slot_of(self.input.register, row.span, &row.cells, column);
        Some(Edit { span, text: style.slot(column, text) })
    }

    fn row_edit(&self, row: &TriageRow, changes: &[CellChange]) -> Edit {
        let cells = self.cells(row, changes);
        Edit { span: row.span, text: self.style().row(cells.into_iter()) }
    }

    /// The cells of an old row, with its changes.
    fn cells<'c>(&'c self, row: &'c TriageRow, changes: &'c [CellChange]) -> Vec<&'c str> {
        let text = |column: usize| {
            let new = changes.iter().find(|change| change.column == column);
            let old = || row.cells.get(column).map_or("", |&cell| self.input.register.text(cell));
            new.map_or_else(old, |change| &*change.text)
        };
        (0..self.table.columns.len()).map(text).collect()
    }

    /// The cells of a new row.
    fn new_cells(&self, entry: &Entry) -> Vec<String> {
        let columns = self.table.columns.iter();
        columns.map(|column| self.input.cell(entry, column.key)).collect()
    }

    fn row_text(&self, line: &DraftRow<'_>, style: &TableStyle<'_>) -> String {
        match line {
            DraftRow::New(entry) => style.row(self.new_cells(entry).iter().map(String::as_str)),
            DraftRow::Old(row, changes) => {
                let text = style.row(self.cells(row, changes).into_iter());
                let tail = self.tail(row);
                if tail.is_empty() { text } else { format!("{text} {tail}") }
            }
        }
    }

    /// All rows in their order; those without changes as they are.
    fn reordered(&self) -> Edit {
        let (register, style) = (self.input.register, self.style());
        let above = delimiter_line(register, self.table);
        let last = self.table.rows.last().map_or(above.end, |row| row.span.end);
        let text = self.lines.iter().fold(String::new(), |text, line| {
            let row = match line {
                DraftRow::Old(row, changes) if changes.is_empty() => {
                    register.text(row.span).to_owned()
                }
                line => self.row_text(line, style),
            };
            text + style.newline + style.prefix + &row
        });
        Edit { span: Span { start: above.end, end: last }, text }
    }

    /// The whole table with padded columns; rows with too many cells as they are.
    fn aligned(&self) -> Edit {
        let register = self.input.register;
        let header: Vec<&str> =
            self.table.columns.iter().map(|column| register.text(column.span)).collect();
        let made: Vec<Vec<String>> = self
            .lines
            .iter()
            .map(|line| match line {
                DraftRow::New(entry) => self.new_cells(entry),
                DraftRow::Old(..) => Vec::new(),
            })
            .collect();
        let rows: Vec<StyledRow<'_>> = self
            .lines
            .iter()
            .zip(&made)
            .map(|(line, made)| match line {
                DraftRow::New(_) => StyledRow::Cells(made.iter().map(String::as_str).collect(), ""),
                DraftRow::Old(row, _) if row.excess.is_some() => {
                    StyledRow::Verbatim(register.text(row.span))
                }
                DraftRow::Old(row, changes) => {
                    StyledRow::Cells(self.cells(row, changes), self.tail(row))
                }
            })
            .collect();
        let style = self.style();
        let text = style.aligned(&header, &rows);
        let text = text.strip_prefix(style.prefix).unwrap_or(&text).to_owned();
        Edit { span: self.table.span, text }
    }

    /// The comment behind the last pipe of a row.
    fn tail(&self, row: &TriageRow) -> &'r str {
        if self.is_short(row) {
            return "";
        }
        let last = self.table.columns.len().saturating_sub(1);
        let slot = slot_of(self.input.register, row.span, &row.cells, last);
        let rest = self.input.register.text(Span { start: slot.end, end: row.span.end });
        rest.trim_start_matches('|').trim()
    }

    pub(super) fn is_unaligned(&self) -> bool {
        // Another drift is reported by itself, and its fix aligns the table as well.
        let edit = self.aligned();
        self.drifts().is_empty() && edit.text != self.input.register.text(edit.span)
    }
}

/// The edits in order, overlapping removals joined: the last row of a file is removed with the line
/// end before it, which also belongs to the removal of the row before it.
fn joined(edits: Vec<Edit>, text: &str) -> Vec<Edit> {
    let mut joined: Vec<Edit> = Vec::with_capacity(edits.len());
    for edit in edits {
        match joined.last_mut() {
            Some(last) if edit.text.is_empty() && edit.span.start < last.span.end => {
                last.span.end = last.span.end.max(edit.span.end);
                if last.span.end as usize == text.len() {
                    let before = text[..last.span.start as usize].trim_end_matches(['\r', '\n']);
                    last.span.start = before.len() as u32;
                }
            }
            _ => joined.push(edit),
        }
    }
    joined
}
