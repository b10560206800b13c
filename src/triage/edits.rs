//! A draft as edits: of one drift, or of all that the table needs.

use std::collections::HashSet;

use super::draft::{CellChange, DraftPart, DraftRow, Drift, TableDraft};
use super::style::{StyledRow, delimiter_line, slot_of};
use crate::finding::Edit;
use crate::register::{Entry, TableColumn, TriageRow, TriageTable};
use crate::text::{Span, sort_by_place};
use crate::vocabulary::Key;

impl<'r> TableDraft<'r> {
    /// The edits that fix one drift and nothing else.
    pub(crate) fn fix_edits(&self, drift: &Drift<'r>) -> Vec<Edit> {
        match drift {
            Drift::Untracked(_, line) => vec![self.insertion(*line, *line + 1)],
            Drift::Orphan(row) | Drift::Closed(row, _) | Drift::Repeated(row, _) => {
                vec![self.removal(row)]
            }
            Drift::Stale(stale) if stale.is_newer || stale.is_withheld => Vec::new(),
            Drift::Stale(stale) => self.cell_edits(stale.line, stale.column),
            Drift::Displaced(displaced) => self.move_edits(displaced.line),
            Drift::Broken(..)
            | Drift::Unsound(..)
            | Drift::Homeless(_)
            | Drift::TakenOut(_)
            | Drift::Shared(_) => Vec::new(),
            Drift::Misplaced(rows) => {
                let holds = |part: &&DraftPart<'r>| part.table.span.contains(rows[0].span);
                let part = self.parts.iter().find(holds);
                part.map(|part| self.reordered(part)).into_iter().collect()
            }
            Drift::Unaligned => self.parts.iter().filter_map(|part| self.alignment(part)).collect(),
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
            Drift::Displaced(displaced) => is_meant(displaced.entry),
            _ => false,
        });
        let mut edits: Vec<Edit> = Vec::new();
        for edit in of_entries.flat_map(|drift| self.fix_edits(drift)) {
            // Each stale cell of a row that is written anew or moved gives the same edits.
            if !edits.iter().rev().take(2).any(|other| *other == edit) {
                edits.push(edit);
            }
        }
        edits
    }

    /// The edits that make the table what it should be.
    pub(crate) fn edits(&self) -> Vec<Edit> {
        if self.input.options.is_aligned {
            return self.parts.iter().filter_map(|part| self.alignment(part)).collect();
        }
        let mut edits: Vec<Edit> =
            self.parts.iter().flat_map(|part| self.part_edits(part)).collect();
        sort_by_place(&mut edits, |edit| edit.span);
        joined(edits, self.input.register.source.text())
    }

    fn part_edits(&self, part: &DraftPart<'r>) -> Vec<Edit> {
        if part.is_reordered {
            return vec![self.reordered(part)];
        }
        let mut edits: Vec<Edit> = self.dropped(part).map(|row| self.removal(row)).collect();
        let mut is_in_run = false;
        for at in part.lines.clone() {
            match &self.lines[at] {
                DraftRow::Old(row, changes) if self.is_short(row, part.table) => {
                    edits.extend((!changes.is_empty()).then(|| self.row_edit(part, row, changes)));
                }
                DraftRow::Old(_, changes) => {
                    edits.extend(
                        changes.iter().flat_map(|change| self.cell_edits(at, change.column)),
                    );
                }
                DraftRow::New(_) | DraftRow::Moved(_) if !is_in_run => {
                    let rest = self.lines[at..part.lines.end].iter();
                    let rest = rest.take_while(|line| line.old_row().is_none());
                    edits.push(self.insertion(at, at + rest.count()));
                }
                DraftRow::New(_) | DraftRow::Moved(_) => {}
            }
            is_in_run = self.lines[at].old_row().is_none();
        }
        edits
    }

    /// The rows of a part that do not stay in it.
    fn dropped<'d>(&'d self, part: &'d DraftPart<'r>) -> impl Iterator<Item = &'r TriageRow> + 'd {
        let lines = self.lines[part.lines.clone()].iter();
        let kept: HashSet<u32> =
            lines.filter_map(DraftRow::old_row).map(|row| row.span.start).collect();
        part.table.rows.iter().filter(move |row| !kept.contains(&row.span.start))
    }

    /// The part that a line belongs to.
    fn part_of(&self, line: usize) -> &DraftPart<'r> {
        let at = self.parts.partition_point(|part| part.lines.end <= line);
        &self.parts[at.min(self.parts.len() - 1)]
    }

    /// Moves the row of a line from another part.
    fn move_edits(&self, line: usize) -> Vec<Edit> {
        match &self.lines[line] {
            DraftRow::Moved(moved) => vec![self.removal(moved.row), self.insertion(line, line + 1)],
            DraftRow::Old(..) | DraftRow::New(_) => Vec::new(),
        }
    }

    /// Inserts the new rows of some lines of a part behind the last old row before them.
    fn insertion(&self, from: usize, to: usize) -> Edit {
        let register = self.input.register;
        let part = self.part_of(from);
        let row = self.lines[part.lines.start..from].iter().rev().find_map(DraftRow::old_row);
        let above = row.map_or_else(
            || delimiter_line(register, part.table),
            |row| register.source.line_at(row.span.end as usize),
        );
        let style = part.style(register);
        let text = self.lines[from..to].iter().fold(String::new(), |text, line| {
            text + style.newline + style.prefix + &self.row_text(part, line)
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
    fn is_short(&self, row: &TriageRow, table: &TriageTable) -> bool {
        row.cells.len() < table.columns.len()
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

    /// The edits that change a cell of a line.
    fn cell_edits(&self, line: usize, column: usize) -> Vec<Edit> {
        let DraftRow::Old(row, changes) = &self.lines[line] else { return self.move_edits(line) };
        let part = self.part_of(line);
        if self.is_short(row, part.table) {
            return vec![self.row_edit(part, row, changes)];
        }
        let change = changes.iter().find(|change| change.column == column);
        let Some((change, &cell)) = change.zip(row.cells.get(column)) else { return Vec::new() };
        let (text, style) = (&change.text, part.style(self.input.register));
        // A backslash right before the pipe would escape it: there the blanks are written, too.
        if !cell.is_empty() && !style.is_padded() && !text.ends_with('\\') {
            return vec![Edit { span: cell, text: text.clone() }];
        }
        let span = slot_of(self.input.register, row.span, &row.cells, column);
        vec![Edit { span, text: style.slot(column, text) }]
    }

    fn row_edit(&self, part: &DraftPart<'r>, row: &TriageRow, changes: &[CellChange]) -> Edit {
        let cells = self.cells(part.table, row, changes);
        let text = part.style(self.input.register).row(cells.into_iter());
        Edit { span: row.span, text }
    }

    /// The cells of an old row, with its changes.
    fn cells<'c>(
        &'c self,
        table: &TriageTable,
        row: &'c TriageRow,
        changes: &'c [CellChange],
    ) -> Vec<&'c str> {
        let text = |column: usize| {
            let new = changes.iter().find(|change| change.column == column);
            let old = || row.cells.get(column).map_or("", |&cell| self.input.register.text(cell));
            new.map_or_else(old, |change| &*change.text)
        };
        (0..table.columns.len()).map(text).collect()
    }

    /// The cells of a new row, or of one that comes from another part.
    fn new_cells(&self, table: &TriageTable, line: &DraftRow<'_>) -> Vec<String> {
        let text = self.input.register.source.text();
        let cell = |column: &TableColumn| match line {
            DraftRow::Moved(moved) => match moved.from.column_like(*column, text) {
                Some(at) => self.cells(moved.from, moved.row, &moved.changes)[at].to_owned(),
                None => self.input.cell(moved.entry, column.key),
            },
            DraftRow::New(entry) if column.key == Some(Key::Id) => self.new_id(table, entry),
            DraftRow::New(entry) => self.input.cell(entry, column.key),
            DraftRow::Old(..) => String::new(),
        };
        table.columns.iter().map(cell).collect()
    }

    fn row_text(&self, part: &DraftPart<'r>, line: &DraftRow<'_>) -> String {
        let style = part.style(self.input.register);
        let (text, tail) = match line {
            DraftRow::New(_) => {
                (style.row(self.new_cells(part.table, line).iter().map(String::as_str)), "")
            }
            DraftRow::Moved(moved) => {
                let cells = self.new_cells(part.table, line);
                let tail = self.tail(moved.from, moved.row);
                (style.row(cells.iter().map(String::as_str)), tail)
            }
            DraftRow::Old(row, changes) => {
                let cells = self.cells(part.table, row, changes);
                (style.row(cells.into_iter()), self.tail(part.table, row))
            }
        };
        if tail.is_empty() { text } else { format!("{text} {tail}") }
    }

    /// All rows of a part in their order; those without changes as they are.
    fn reordered(&self, part: &DraftPart<'r>) -> Edit {
        let (register, style) = (self.input.register, part.style(self.input.register));
        let above = delimiter_line(register, part.table);
        let last = part.table.rows.last().map_or(above.end, |row| row.span.end);
        let lines = self.lines[part.lines.clone()].iter();
        let text = lines.fold(String::new(), |text, line| {
            let row = match line {
                DraftRow::Old(row, changes) if changes.is_empty() => {
                    register.text(row.span).to_owned()
                }
                line => self.row_text(part, line),
            };
            text + style.newline + style.prefix + &row
        });
        Edit { span: Span { start: above.end, end: last }, text }
    }

    /// The edit that aligns a part, where that is another text.
    fn alignment(&self, part: &DraftPart<'r>) -> Option<Edit> {
        let edit = self.aligned(part);
        Some(edit).filter(|edit| edit.text != self.input.register.text(edit.span))
    }

    /// The whole table of a part with padded columns; rows with too many cells as they are.
    fn aligned(&self, part: &DraftPart<'r>) -> Edit {
        let register = self.input.register;
        let table = part.table;
        let header: Vec<&str> =
            table.columns.iter().map(|column| register.text(column.span)).collect();
        let lines = &self.lines[part.lines.clone()];
        let made: Vec<Vec<String>> = lines.iter().map(|line| self.new_cells(table, line)).collect();
        let rows: Vec<StyledRow<'_>> = lines
            .iter()
            .zip(&made)
            .map(|(line, made)| match line {
                DraftRow::New(_) => StyledRow::Cells(made.iter().map(String::as_str).collect(), ""),
                DraftRow::Moved(moved) => {
                    let cells = made.iter().map(String::as_str).collect();
                    StyledRow::Cells(cells, self.tail(moved.from, moved.row))
                }
                DraftRow::Old(row, _) if row.excess.is_some() => {
                    StyledRow::Verbatim(register.text(row.span))
                }
                DraftRow::Old(row, changes) => {
                    StyledRow::Cells(self.cells(table, row, changes), self.tail(table, row))
                }
            })
            .collect();
        let style = part.style(register);
        let text = style.aligned(&header, &rows);
        let text = text.strip_prefix(style.prefix).unwrap_or(&text).to_owned();
        Edit { span: table.span, text }
    }

    /// The comment behind the last pipe of a row.
    fn tail(&self, table: &TriageTable, row: &TriageRow) -> &'r str {
        if self.is_short(row, table) {
            return "";
        }
        let last = table.columns.len().saturating_sub(1);
        let slot = slot_of(self.input.register, row.span, &row.cells, last);
        let rest = self.input.register.text(Span { start: slot.end, end: row.span.end });
        rest.trim_start_matches('|').trim()
    }

    pub(super) fn is_unaligned(&self) -> bool {
        // Another drift is reported by itself, and its fix aligns the table as well.
        self.drifts().is_empty() && self.parts.iter().any(|part| self.alignment(part).is_some())
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
