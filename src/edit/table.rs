//! A register with its triage table brought up to date.

use std::fmt;

use super::changes::{TableChanges, ValueChange, table_changes};
use super::shared_id::SharedId;
use super::verify::{Expectation, ExpectedTable, edited, verify};
use super::withheld::Withheld;
use crate::finding::{Edit, counted};
use crate::register::{Entry, Reading, Register};
use crate::text::Source;
use crate::triage::{
    Drift, NewerCells, Stale, TableDraft, TableInput, TableRefusal, homeless, insertion, stuck,
    table_without_ids, without_row,
};
use crate::vocabulary::Key;

/// What becomes of a register's table.
#[derive(Debug)]
pub enum TableOutcome {
    /// The register needs no table.
    Nothing(NoTable),
    /// The table stays as it is.
    Kept(Tally),
    /// It is written anew.
    Rewritten(Source, Tally),
    /// It cannot be written.
    Refused(TableRefusal),
}

/// Why a register needs no triage table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoTable {
    /// No entry has an ID.
    NoIds,
    /// Its entries are rows or items, which sum themselves up.
    IsList,
    /// It is a translation whose table is not compared, and has none.
    IsTranslation,
}

impl fmt::Display for NoTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoIds => "no entry has an ID, at most a number, which may change: `gapreg adopt` gives them IDs",
            Self::IsList => "the entries are rows or list items, which need no triage table",
            Self::IsTranslation => "a translation gets no table where `mirror-table` is off",
        })
    }
}

/// The differences between a table and its entries, counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Whether anything contradicts the entries; ages and last changes that grew old do not.
    pub is_stale: bool,
    /// Whether there was no table at all.
    pub is_new: bool,
    /// Rows added.
    pub added: usize,
    /// How many rows were moved to another part of the table.
    pub moved: usize,
    /// The IDs of rows removed.
    pub removed: Vec<String>,
    /// Cells that get another text.
    pub changed: usize,
    /// The IDs of rows that were put in order.
    pub reordered: Vec<String>,
    /// Rows that only people can put right.
    pub broken: usize,
    /// The IDs of rows that stay although they have no entry, or are second rows of one.
    pub orphans: Vec<String>,
    /// The rows that stay as several entries have their ID: each ID once.
    pub(crate) shared: Vec<SharedId>,
    /// What the cells say that are newer than their entries, and what their entries say.
    pub(crate) newer: Vec<ValueChange>,
    /// What is written.
    pub(crate) changes: TableChanges,
    /// What entries say that is not sound, and so is not written.
    pub withheld: Vec<Withheld>,
    /// Rows that are in another part of the table than they should, or in none, and why they are not
    /// moved.
    pub(crate) stuck: Vec<String>,
}

impl TableOutcome {
    /// What becomes of the table of a register.
    pub fn of(input: TableInput<'_>, reading: Reading<'_>) -> Self {
        Self::keeping(input, reading, NewerCells::default)
    }

    /// The same, with cells that are newer than their entries left as they are. They are asked for
    /// where a cell contradicts its entry.
    pub(crate) fn keeping(
        input: TableInput<'_>,
        reading: Reading<'_>,
        newer: impl FnOnce() -> NewerCells,
    ) -> Self {
        let register = input.register;
        if register.entries.iter().all(|entry| entry.id.is_none()) {
            return Self::Nothing(NoTable::NoIds);
        }
        if register.triage.is_empty() && register.is_list_of_ids() {
            return Self::Nothing(NoTable::IsList);
        }
        if register.triage.is_empty() {
            let other = table_without_ids(register).filter(|_| register.triage_place.is_none());
            if let Some(header) = other {
                let before = &register.source.text()[..header.start as usize];
                let line = before.matches('\n').count() + 1;
                return Self::Refused(TableRefusal::TitlesWithoutIds(line));
            }
            let edits: Vec<Edit> = insertion(input).into_iter().collect();
            let withheld: Vec<Withheld> = without_row(input)
                .into_iter()
                .map(|(entry, key)| Withheld::of(register, entry, key, input.vocabulary))
                .collect();
            let added = input.listed().len() - withheld.len();
            let tally = Tally { is_new: true, is_stale: true, added, withheld, ..Tally::default() };
            if edits.is_empty() {
                return Self::Kept(tally);
            }
            return written((input, &NewerCells::default()), reading, (&edits, false), tally);
        }
        let mut draft = match TableDraft::of_own_table(input) {
            Ok(draft) => draft,
            Err(refusal) => return Self::Refused(refusal),
        };
        let newer = if draft.has_disputes() { newer() } else { NewerCells::default() };
        draft.keep(&newer);
        let (edits, tally) = (draft.edits(), Tally::of(&draft, input));
        if edits.is_empty() {
            return Self::Kept(tally);
        }
        let is_new_id =
            |drift: &Drift<'_>| matches!(drift, Drift::Stale(stale) if stale.key == Key::Id);
        let has_new_id = draft.drifts().iter().any(is_new_id);
        written((input, &newer), reading, (&edits, has_new_id), tally)
    }
}

/// The register with the edits, if it reads back with the same entries and a table that is up to
/// date. Where a row gets the new ID of its entry, what it says may come to that.
fn written(
    (input, newer): (TableInput<'_>, &NewerCells),
    reading: Reading<'_>,
    (edits, has_new_id): (&[Edit], bool),
    tally: Tally,
) -> TableOutcome {
    let new = edited(input.register, edits);
    let table = ExpectedTable::UpToDate(input, newer);
    let touching: Vec<&Edit> = edits.iter().filter(|_| has_new_id).collect();
    let expected = Expectation { edits: &touching, table, ..Expectation::default() };
    let changes = verify(input.register, &new, reading, &expected)
        .map(|after| table_changes(input.register, &after, input.vocabulary));
    match changes {
        Ok(changes) => TableOutcome::Rewritten(new, Tally { changes, ..tally }),
        Err(_) => TableOutcome::Refused(TableRefusal::Unreadable),
    }
}

impl Tally {
    /// Whether something is left that only people can decide.
    pub(crate) fn is_undecided(&self) -> bool {
        self.broken > 0
            || !self.orphans.is_empty()
            || !self.shared.is_empty()
            || !self.newer.is_empty()
            || !self.withheld.is_empty()
            || !self.stuck.is_empty()
    }

    fn share(&mut self, shared: SharedId) {
        if !self.shared.contains(&shared) {
            self.shared.push(shared);
        }
    }

    /// Notes that the row of an entry has the title of another one.
    fn leave_row(&mut self, register: &Register<'_>, entries: [&Entry; 2]) {
        let [own, other] = entries.map(|entry| register.spoken_name(entry));
        let why = format!("the row of {own} has the title of {other}: it stays");
        if !self.stuck.contains(&why) {
            self.stuck.push(why);
        }
    }

    fn of(draft: &TableDraft<'_>, input: TableInput<'_>) -> Self {
        let (register, words) = (input.register, input.vocabulary);
        let is_stale = !draft.drifts().is_empty();
        let mut tally = Self { is_stale, changed: draft.changed(), ..Self::default() };
        for drift in draft.drifts() {
            match drift {
                Drift::Untracked(..) => tally.added += 1,
                Drift::TakenOut(entry) => tally.stuck.push(format!(
                    "{} gets no row: somebody took it out; `gapreg triage --overwrite` adds it",
                    register.spoken_name(entry)
                )),
                Drift::Stale(Stale { other: Some(other), entry, .. }) => {
                    tally.leave_row(register, [*entry, *other]);
                }
                Drift::Unsound(entry, key)
                | Drift::Stale(Stale { is_withheld: true, entry, key, .. }) => {
                    tally.withheld.push(Withheld::of(register, entry, *key, words));
                }
                Drift::Orphan(row) | Drift::Repeated(row, _) if !input.prunes => {
                    tally.orphans.push(register.text(row.id).to_owned());
                }
                Drift::Orphan(row) | Drift::Closed(row, _) | Drift::Repeated(row, _) => {
                    tally.removed.push(register.plain(row.id).to_owned());
                }
                Drift::Shared(row) => tally.share(SharedId::of(register, row)),
                Drift::Broken(..) => tally.broken += 1,
                Drift::Homeless(entry) => {
                    let reason = homeless(register);
                    tally
                        .stuck
                        .push(format!("{} gets no row: {reason}", register.spoken_name(entry)));
                }
                Drift::Displaced(row) => match stuck(register, row) {
                    Some(reason) => {
                        let id = register.spoken_name(row.entry);
                        let back = "; `gapreg triage --overwrite` moves it back";
                        let back = if row.is_newer { back } else { "" };
                        tally.stuck.push(format!("the row of {id} {reason}: it stays{back}"));
                    }
                    None => tally.moved += 1,
                },
                Drift::Misplaced(rows) => {
                    let ids = rows.iter().map(|row| register.plain(row.id).to_owned());
                    tally.reordered.extend(ids);
                }
                Drift::Stale(stale) if stale.is_newer => {
                    tally.newer.extend(ValueChange::of_newer_cell(
                        register,
                        stale,
                        input.vocabulary,
                    ));
                }
                Drift::Stale(_) | Drift::Unaligned => {}
            }
        }
        tally
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_new {
            return write!(f, "a new table of {}", counted(self.added, "row", "rows"));
        }
        let count = |count, one, many| (count > 0).then(|| counted(count, one, many));
        let parts = [
            count(self.added, "new row", "new rows"),
            count(self.changed, "cell changed", "cells changed"),
            count(self.moved, "row moved", "rows moved"),
            count(self.removed.len(), "row removed", "rows removed")
                .map(|rows| format!("{rows} ({})", self.removed.join(", "))),
            count(self.reordered.len(), "row put in order", "rows put in order")
                .map(|rows| format!("{rows} ({})", self.reordered.join(", "))),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        let rest = if parts.is_empty() { "columns aligned".to_owned() } else { parts.join(", ") };
        f.write_str(&rest)
    }
}
