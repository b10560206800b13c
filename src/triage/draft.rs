//! Compares a table row by row with what it should be.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::OnceLock;

use super::cells::Correction;
use super::input::TableInput;
use super::style::TableStyle;
use crate::register::{Entry, Register, TriageRow, TriageTable};
use crate::text::Span;
use crate::values::subsequence;
use crate::vocabulary::Key;

/// One way in which the table and the entries disagree.
#[derive(Debug)]
pub enum Drift<'r> {
    /// An entry without a row, and the key of a column for which its value is not sound: no row is
    /// written.
    Unsound(&'r Entry, Key),
    /// An entry without a row, and the line of the draft that should be its row.
    Untracked(&'r Entry, usize),
    /// A row without an entry.
    Orphan(&'r TriageRow),
    /// A row of an entry that is closed, where only open ones are listed.
    Closed(&'r TriageRow, &'r Entry),
    /// A second row of the same entry, and the ID in its first one.
    Repeated(&'r TriageRow, Span),
    /// A row with more cells than the header, and the cells beyond.
    Broken(&'r TriageRow, Span),
    /// A cell that says something else than the entry.
    Stale(Stale<'r>),
    /// Rows that are out of order: the first of them, and how many there are.
    Misplaced(&'r TriageRow, usize),
    /// Columns that are not padded to one width, where they should be.
    Unaligned,
}

/// A cell that says something else than the entry.
#[derive(Debug)]
pub struct Stale<'r> {
    /// The entry.
    pub entry: &'r Entry,
    /// The key of the column.
    pub key: Key,
    /// The key of the entry's field that the cell shows: a column of impacts may hold levels.
    pub field: Key,
    /// The cell; empty, at the end of the row, when the row is too short.
    pub cell: Span,
    /// The value in the entry.
    pub value: Option<Span>,
    /// What the cell should say.
    pub text: String,
    /// Whether what it says is sound, and what the entry says is not.
    pub is_doubtful: bool,
    /// Whether the cell was changed later than the entry: it stays as it is.
    pub is_newer: bool,
    /// Whether what the entry says must not be written, as it is not sound.
    pub is_withheld: bool,
    pub(super) line: usize,
    pub(super) column: usize,
}

impl Stale<'_> {
    /// What the entry says: its value, or the text that is made of it.
    pub(crate) fn of_entry<'s>(&'s self, register: &Register<'s>) -> &'s str {
        let value = self.value.filter(|_| self.field.is_copied());
        value.map_or(&self.text, |value| register.bare(value))
    }
}

/// A cell that should say something else.
#[derive(Debug)]
pub(super) struct CellChange {
    pub column: usize,
    pub text: String,
}

/// A row of the table as it should be.
#[derive(Debug)]
pub(super) enum DraftRow<'r> {
    /// One that is there, with the cells that should say something else.
    Old(&'r TriageRow, Vec<CellChange>),
    /// One that is missing.
    New(&'r Entry),
}

/// What a table should be.
#[derive(Debug)]
pub struct TableDraft<'r> {
    pub(super) input: TableInput<'r>,
    pub(crate) table: &'r TriageTable,
    pub(super) lines: Vec<DraftRow<'r>>,
    pub(super) drifts: Vec<Drift<'r>>,
    pub(super) is_reordered: bool,
    /// Read only when something is written.
    pub(super) style: OnceLock<TableStyle<'r>>,
}

impl<'r> TableDraft<'r> {
    /// What a table should be; nothing where it has no column of IDs, or no entry to sum up.
    pub(crate) fn of(input: TableInput<'r>, table: &'r TriageTable) -> Option<Self> {
        // Without entries, the table sums up something else.
        if !table.has(Key::Id) || input.register.entries.is_empty() {
            return None;
        }
        let mut draft = Self {
            input,
            table,
            lines: Vec::new(),
            drifts: Vec::new(),
            is_reordered: false,
            style: OnceLock::new(),
        };
        let kept = draft.sort_out();
        draft.place(&kept);
        draft.find_misplaced();
        if input.options.is_aligned && draft.is_unaligned() {
            draft.drifts.push(Drift::Unaligned);
        }
        Some(draft)
    }

    /// Where the table and the entries disagree.
    pub(crate) fn drifts(&self) -> &[Drift<'r>] {
        &self.drifts
    }

    /// How many cells should say something else, those that only grew old included.
    pub(crate) fn changed(&self) -> usize {
        let changes = |line: &DraftRow<'_>| match line {
            DraftRow::Old(_, changes) => changes.len(),
            DraftRow::New(_) => 0,
        };
        self.lines.iter().map(changes).sum()
    }

    /// The rows that stay: each entry's first, and those that name no entry or are a second row of
    /// one, unless the table is pruned. Those and the others are drifts.
    fn sort_out(&mut self) -> Vec<(&'r TriageRow, Option<&'r Entry>)> {
        let input = self.input;
        let entries: HashMap<Cow<'_, str>, &Entry> = input
            .register
            .entries
            .iter()
            .rev()
            .filter_map(|entry| Some((same_case(input.register.id(entry)?), entry)))
            .collect();
        let mut seen: HashMap<Cow<'_, str>, Span> = HashMap::with_capacity(self.table.rows.len());
        let mut kept = Vec::with_capacity(self.table.rows.len());
        for row in &self.table.rows {
            let id = same_case(input.register.plain(row.id));
            if id.is_empty() {
                kept.push((row, None));
                continue;
            }
            if let Some(&first) = seen.get(&id) {
                self.drifts.push(Drift::Repeated(row, first));
                kept.extend((!input.prunes).then_some((row, None)));
                continue;
            }
            let entry = entries.get(&id);
            seen.insert(id, row.id);
            match entry {
                None => {
                    self.drifts.push(Drift::Orphan(row));
                    kept.extend((!input.prunes).then_some((row, None)));
                }
                Some(entry) if !input.is_listed(entry) => {
                    self.drifts.push(Drift::Closed(row, entry));
                }
                Some(entry) => kept.push((row, Some(*entry))),
            }
        }
        kept
    }

    /// Puts a line for each entry in order; a row that names none stays behind the one it follows.
    fn place(&mut self, kept: &[(&'r TriageRow, Option<&'r Entry>)]) {
        let input = self.input;
        let id = |row: &TriageRow| same_case(input.register.plain(row.id));
        let by_id: HashMap<Cow<'_, str>, usize> = kept
            .iter()
            .enumerate()
            .filter(|(_, (_, entry))| entry.is_some())
            .map(|(at, (row, _))| (id(row), at))
            .collect();
        let nameless = |from: usize| {
            let rows = kept[from..].iter().take_while(|(_, entry)| entry.is_none());
            rows.map(|(row, _)| DraftRow::Old(row, Vec::new()))
        };
        let rows: Vec<&Entry> = kept.iter().filter_map(|(_, entry)| *entry).collect();
        let listed = input.in_order_of(&rows, input.listed());
        let mut lines: Vec<DraftRow<'r>> = Vec::with_capacity(listed.len());
        lines.extend(nameless(0));
        for entry in listed {
            let at = input.register.id(entry).and_then(|id| by_id.get(&same_case(id)));
            let Some(&at) = at else {
                if let Some(key) = self.unsound_column(entry) {
                    self.drifts.push(Drift::Unsound(entry, key));
                    continue;
                }
                self.drifts.push(Drift::Untracked(entry, lines.len()));
                lines.push(DraftRow::New(entry));
                continue;
            };
            let row = kept[at].0;
            let changes = if let Some(excess) = row.excess {
                self.drifts.push(Drift::Broken(row, excess));
                Vec::new()
            } else {
                self.compare(row, entry, lines.len())
            };
            lines.push(DraftRow::Old(row, changes));
            lines.extend(nameless(at + 1));
        }
        self.lines = lines;
    }

    /// The key of the first column for which an entry has a value that is not sound.
    fn unsound_column(&self, entry: &Entry) -> Option<Key> {
        let mut keys = self.table.columns.iter().filter_map(|column| column.key);
        keys.find(|&key| self.input.is_unsound(entry, key))
    }

    /// The cells of a row that should say something else; those that contradict the entry are
    /// drifts.
    fn compare(&mut self, row: &'r TriageRow, entry: &'r Entry, line: usize) -> Vec<CellChange> {
        let mut changes = Vec::new();
        for (column, head) in self.table.columns.iter().enumerate() {
            let cell = row.cells.get(column).copied().filter(|cell| cell.start <= row.span.end);
            // A cell that a short row lacks is missing at the end of the row.
            let cell = cell.unwrap_or(Span::at(row.span.end as usize));
            let Some(key) = head.key else { continue };
            let Some(correction) = self.input.correction(entry, key, cell) else { continue };
            let Correction { text, field, value, is_dated, is_doubtful, is_withheld } = correction;
            if !is_dated {
                self.drifts.push(Drift::Stale(Stale {
                    entry,
                    key,
                    field,
                    cell,
                    value,
                    text: text.clone(),
                    is_doubtful,
                    is_newer: false,
                    is_withheld,
                    line,
                    column,
                }));
            }
            if is_withheld {
                continue;
            }
            changes.push(CellChange { column, text });
        }
        changes
    }

    /// Finds the fewest rows that would have to move.
    fn find_misplaced(&mut self) {
        let rows: Vec<&TriageRow> = self.lines.iter().filter_map(DraftRow::old_row).collect();
        if rows.is_sorted_by_key(|row| row.span) {
            return;
        }
        self.is_reordered = true;
        let in_order = subsequence::longest_increasing(
            &rows.iter().map(|row| row.span.start).collect::<Vec<_>>(),
        );
        let stray = rows.into_iter().filter(|row| !in_order.contains(&row.span.start));
        let count = stray.clone().count();
        let first = stray.min_by_key(|row| row.span);
        self.drifts.extend(first.map(|row| Drift::Misplaced(row, count)));
    }
}

/// An ID in upper case: `g-001` is `G-001`.
fn same_case(id: &str) -> Cow<'_, str> {
    if id.bytes().any(|b| b.is_ascii_lowercase()) {
        Cow::Owned(id.to_ascii_uppercase())
    } else {
        Cow::Borrowed(id)
    }
}

impl<'r> DraftRow<'r> {
    pub(super) fn old_row(&self) -> Option<&'r TriageRow> {
        match self {
            Self::Old(row, _) => Some(row),
            Self::New(_) => None,
        }
    }
}
