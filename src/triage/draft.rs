//! Compares a table row by row with what it should be.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::OnceLock;

use super::input::TableInput;
use super::style::TableStyle;
use crate::register::{Division, Entry, Home, PartRow, Register, TriageRow, TriageTable};
use crate::text::Span;
use crate::vocabulary::Key;

/// One way in which the table and the entries disagree.
#[derive(Debug)]
pub enum Drift<'r> {
    /// An entry without a row, and the key of a column for which its value is not sound: no row is
    /// written.
    Unsound(&'r Entry, Key),
    /// An entry without a row, and the line of the draft that should be its row.
    Untracked(&'r Entry, usize),
    /// An entry without a row, where nothing says to which part of the table it belongs.
    Homeless(&'r Entry),
    /// An entry whose row somebody took out later than the entry was changed: none is written.
    TakenOut(&'r Entry),
    /// A row that belongs to another part of the table.
    Displaced(Displaced<'r>),
    /// A row without an entry.
    Orphan(&'r TriageRow),
    /// A row of an entry that is closed, where only open ones are listed.
    Closed(&'r TriageRow, &'r Entry),
    /// A second row of the same entry, and the ID in its first one.
    Repeated(&'r TriageRow, Span),
    /// A row of an ID that several entries have, beside that of the first: it stays, as it may be the
    /// row of any of them. `duplicate-id` reports them.
    Shared(&'r TriageRow),
    /// A row with more cells than the header, and the cells beyond.
    Broken(&'r TriageRow, Span),
    /// A cell that says something else than the entry.
    Stale(Stale<'r>),
    /// The fewest rows that are out of order, in their order.
    Misplaced(Vec<&'r TriageRow>),
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
    /// The entry whose title the row has, where that is another one: the row stays as it is.
    pub other: Option<&'r Entry>,
    pub(super) line: usize,
    pub(super) column: usize,
}

/// A row that belongs to another part of the table.
#[derive(Debug)]
pub struct Displaced<'r> {
    pub(crate) row: &'r TriageRow,
    pub(crate) entry: &'r Entry,
    /// The part that it is in, and the one that it belongs to.
    pub(crate) parts: [&'r TriageTable; 2],
    /// The key whose value says so.
    pub(crate) key: Key,
    /// The header of a column that the other part lacks: a text there would be lost.
    pub(crate) lost: Option<Span>,
    /// Whether the row was moved later than its entry was changed: it stays where it is.
    pub(crate) is_newer: bool,
    pub(super) line: usize,
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
    /// One of another part of the table, its changes in the columns of that.
    Moved(Box<MovedRow<'r>>),
    /// One that is missing.
    New(&'r Entry),
}

/// A row that comes from another part of the table.
#[derive(Debug)]
pub(super) struct MovedRow<'r> {
    pub row: &'r TriageRow,
    pub entry: &'r Entry,
    /// The part that it comes from.
    pub from: &'r TriageTable,
    pub changes: Vec<CellChange>,
}

/// A table of the register, and the lines of the draft that are its rows.
#[derive(Debug)]
pub(super) struct DraftPart<'r> {
    pub table: &'r TriageTable,
    pub lines: Range<usize>,
    pub is_reordered: bool,
    /// Read only when something is written.
    pub style: OnceLock<TableStyle<'r>>,
}

/// A row that stays in the table, in whichever part.
#[derive(Clone, Copy)]
pub(super) struct KeptRow<'r> {
    pub row: &'r TriageRow,
    /// The entry that it is the row of.
    pub entry: Option<&'r Entry>,
    /// The part that it is in.
    pub part: usize,
}

impl<'r> DraftPart<'r> {
    pub(super) fn style(&self, register: &'r Register<'r>) -> &TableStyle<'r> {
        self.style.get_or_init(|| TableStyle::of(register, self.table))
    }
}

/// What a table should be.
#[derive(Debug)]
pub struct TableDraft<'r> {
    pub(super) input: TableInput<'r>,
    pub(super) parts: Vec<DraftPart<'r>>,
    pub(super) lines: Vec<DraftRow<'r>>,
    pub(super) drifts: Vec<Drift<'r>>,
    pub(super) division: Division,
    /// By title, the entry that has it; nothing where several have it.
    pub(super) titles: OnceLock<HashMap<String, Option<&'r Entry>>>,
}

/// What people did to rows later than their entries were changed, by ID.
#[derive(Default)]
pub(super) struct Pinned {
    /// The rows that stay in the part that they are in.
    pub rows: HashSet<String>,
    /// The entries that get no row.
    pub taken_out: HashSet<String>,
}

impl<'r> TableDraft<'r> {
    /// What a table should be; nothing where it has no column of IDs, or no entry to sum up.
    pub(crate) fn of(input: TableInput<'r>) -> Option<Self> {
        Self::pinned(input, &Pinned::default())
    }

    /// The same, where the rows of some entries are as people left them.
    pub(super) fn pinned(input: TableInput<'r>, pinned: &Pinned) -> Option<Self> {
        let register = input.register;
        // Without entries, the table sums up something else.
        let is_glued = |table: &TriageTable| table.glued_header(register.source.text()).is_some();
        // `broken-triage-row` reports that nobody can tell what is a row.
        if register.triage.iter().any(is_glued) {
            return None;
        }
        if register.entries.is_empty() || !register.triage.iter().any(|table| table.has(Key::Id)) {
            return None;
        }
        let mut draft = Self {
            input,
            parts: Vec::with_capacity(register.triage.len()),
            lines: Vec::new(),
            drifts: Vec::new(),
            division: Division::of(input.divided()),
            titles: OnceLock::new(),
        };
        let kept = draft.sort_out();
        draft.place(&kept, pinned);
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
            DraftRow::Moved(moved) => moved.changes.len(),
            DraftRow::New(_) => 0,
        };
        self.lines.iter().map(changes).sum()
    }

    /// The rows that stay: the one of each entry, and those that name no entry or are a second row of
    /// one, unless the table is pruned. Those and the others are drifts.
    fn sort_out(&mut self) -> Vec<KeptRow<'r>> {
        let input = self.input;
        let entries: HashMap<Cow<'_, str>, &Entry> = input
            .register
            .entries
            .iter()
            .rev()
            .filter_map(|entry| Some((same_case(input.register.id(entry)?), entry)))
            .collect();
        let own = self.own_rows(&entries);
        let renamed = self.renamed_rows(&entries);
        let mut kept = Vec::with_capacity(own.len());
        for PartRow { part, row, .. } in input.register.triage_rows() {
            let id = same_case(input.register.plain(row.id));
            let nameless = KeptRow { row, entry: None, part };
            // A row of several entries is of none of them alone.
            if input.register.joint_ids(part, row).len() > 1 {
                kept.push(nameless);
                continue;
            }
            if id.is_empty() {
                let entry = renamed.get(&row.span).copied();
                kept.push(KeptRow { entry, ..nameless });
                continue;
            }
            let own = own.get(&id).map_or(row.id, |own| own.id);
            if own != row.id && input.register.sharers(&id).len() > 0 {
                self.drifts.push(Drift::Shared(row));
                kept.push(nameless);
                continue;
            }
            if own != row.id {
                self.drifts.push(Drift::Repeated(row, own));
                kept.extend((!input.prunes).then_some(nameless));
                continue;
            }
            if let Some(&entry) = renamed.get(&row.span) {
                kept.push(KeptRow { entry: Some(entry), ..nameless });
                continue;
            }
            match entries.get(&id) {
                // Nothing is taken out of a row that says what no section does.
                Some(entry) if entry.is_row(row) => kept.push(nameless),
                Some(entry) if !input.is_listed(entry) && entry.says_in(row) => {
                    kept.push(nameless);
                }
                None => {
                    self.drifts.push(Drift::Orphan(row));
                    kept.extend((!input.prunes).then_some(nameless));
                }
                Some(entry) if !input.is_listed(entry) => {
                    self.drifts.push(Drift::Closed(row, entry));
                }
                Some(entry) => kept.push(KeptRow { entry: Some(*entry), ..nameless }),
            }
        }
        kept
    }

    /// The row of each ID: of several, the first in the part that its entry belongs to, else the
    /// first.
    fn own_rows(
        &self,
        entries: &HashMap<Cow<'r, str>, &'r Entry>,
    ) -> HashMap<Cow<'r, str>, &'r TriageRow> {
        let mut own: HashMap<Cow<'r, str>, (usize, &TriageRow)> = HashMap::new();
        for PartRow { part, row, .. } in self.input.register.triage_rows() {
            let id = same_case(self.input.register.plain(row.id));
            if self.input.register.joint_ids(part, row).len() > 1 {
                continue;
            }
            let Some(&(first, _)) = own.get(&id) else {
                own.insert(id, (part, row));
                continue;
            };
            let shared = self.input.register.sharers(&id).next();
            if let Some(row) = shared.and_then(|entry| self.input.register.row_of(entry)) {
                own.insert(id, (row.part, row.row));
                continue;
            }
            let is_home = |entry: &&Entry| {
                first != part
                    && self.division.home(self.input.divided(), entry).map(|home| home.part)
                        == Some(part)
            };
            if entries.get(&id).is_some_and(is_home)
                && self.other_home(entries[&id], first).is_some()
            {
                own.insert(id, (part, row));
            }
        }
        own.into_iter().map(|(id, (_, row))| (id, row)).collect()
    }

    /// The part that an entry belongs to, where its row is in another one.
    pub(super) fn other_home(&self, entry: &Entry, part: usize) -> Option<Home> {
        self.division.other_home(self.input.divided(), entry, part)
    }
}

/// An ID in upper case: `g-001` is `G-001`.
pub(super) fn same_case(id: &str) -> Cow<'_, str> {
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
            Self::Moved(_) | Self::New(_) => None,
        }
    }
}
