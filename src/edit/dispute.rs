//! Cells that contradict their entries, and which of the two sides was changed last.

use memchr::memmem;

use super::named::named;
use super::target::EditTarget;
use crate::register::{Entry, FormerIds, Register, TriageTable};
use crate::text::Source;
use crate::triage::{Displaced, Stale, TableInput};
use crate::vocabulary::Key;

/// The older texts of a register on one line of history, the newest first.
pub(crate) trait TextLine: Sized {
    type Error;

    /// The next older text, which is read only when it is asked for.
    fn next_text(&mut self) -> Result<Option<String>, Self::Error>;

    /// The line that the version at a place merged into this one, if it did. It was read before.
    fn merged(&mut self, at: usize) -> Result<Option<MergedLine<Self>>, Self::Error>;
}

/// A line of history that was merged into another one.
pub(crate) struct MergedLine<L> {
    pub line: L,
    /// The text from which both lines come.
    pub fork: Option<String>,
}

/// As many merges are followed into their branches, one within the other.
pub(super) const MOST_MERGES: usize = 16;

/// A contradiction, and which of its two sides was changed last.
pub(super) struct Dispute<'d, 'r> {
    pub id: &'r str,
    pub entry: &'r Entry,
    /// The key of the entry's field.
    pub field: Key,
    pub place: DisputedPlace<'d, 'r>,
    pub newer: Option<ChangedSide>,
}

/// What contradicts an entry.
#[derive(Clone, Copy)]
pub(super) enum DisputedPlace<'d, 'r> {
    Cell(&'d Stale<'r>),
    /// The part of the table that its row is in.
    Part(&'d Displaced<'r>),
    /// The table has no row for it.
    NoRow,
}

impl DisputedPlace<'_, '_> {
    /// The key of the column, or the one whose value says which part it is.
    pub(super) fn key(&self) -> Key {
        match self {
            Self::Cell(stale) => stale.key,
            Self::Part(displaced) => displaced.key,
            Self::NoRow => Key::Id,
        }
    }

    /// Whether it was the same in an older version. Another spelling of the same value is no change.
    fn is_same_in(&self, older: &Register<'_>, input: TableInput<'_>, id: &str) -> bool {
        let now = input.register;
        match self {
            // A row that was not there yet says as much as one whose cell is empty.
            Self::Cell(Stale { key, field, cell, .. }) => {
                let (then, now) = (cell_of(older, id, *key).unwrap_or(""), now.bare(*cell));
                then == now || input.policy.same_value(*field, then, now, input.vocabulary)
            }
            Self::NoRow => older.row_named(id).is_none(),
            Self::Part(row) => {
                let caption = |part: &TriageTable, of: &Register<'_>| {
                    part.caption(of.source.text()).unwrap_or_default().to_owned()
                };
                let was = older.row_named(id).map(|own| caption(own.table, older));
                was.is_some_and(|was| was == caption(row.parts[0], now))
            }
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum ChangedSide {
    Table,
    Entry,
    /// Both at once.
    Both,
    /// Each on a branch of its own: neither is the later one.
    Apart,
}

/// With more disputes than this, it is quicker to read a version than to search it.
const FEW: usize = 8;

impl Dispute<'_, '_> {
    /// Whether an older text has the entry and the row as they are. That is seen without reading it.
    fn is_in(&self, older: &str, now: &Register<'_>) -> bool {
        let DisputedPlace::Cell(stale) = self.place else { return false };
        let row = now.text(now.source.line_at(stale.cell.start as usize));
        let has = |part: &str| memmem::find(older.as_bytes(), part.as_bytes()).is_some();
        has(row) && has(now.text(self.entry.span))
    }

    /// Whether the cell is a person's, whom no entry overrules.
    pub(super) fn is_of_table(&self) -> bool {
        let is_both = self.newer == Some(ChangedSide::Both);
        matches!(self.newer, Some(ChangedSide::Table | ChangedSide::Apart))
            || (is_both && matches!(self.place, DisputedPlace::NoRow))
    }
}

/// Finds out which side of each dispute was changed last on a line of history, and on the lines that
/// were merged into it.
pub(super) fn settle<L: TextLine>(
    target: EditTarget<'_>,
    line: &mut L,
    mut open: Vec<&mut Dispute<'_, '_>>,
    merges: usize,
) -> Result<(), L::Error> {
    let mut count = 0;
    while !open.is_empty()
        && let Some(text) = line.next_text()?
    {
        count += 1;
        if open.len() <= FEW && open.iter().all(|dispute| dispute.is_in(&text, target.register)) {
            continue;
        }
        let source = Source::new(target.register.source.path().clone(), text);
        if let Ok(older) = Register::parse(&source, target.reading()) {
            let former = FormerIds::of(&older);
            let changed: Vec<_> = open
                .extract_if(.., |dispute| {
                    dispute.newer = newer_side((&older, &former), target.table_input(), dispute);
                    dispute.newer.is_some()
                })
                .collect();
            // The version before this one made the change, or the working tree did.
            if count > 1 {
                settle_merged(target, line, count - 2, changed, merges)?;
            }
        }
    }
    Ok(())
}

/// What came by a merge is not newer than what the line had before it: it is as old as on its own
/// branch.
fn settle_merged<L: TextLine>(
    target: EditTarget<'_>,
    line: &mut L,
    at: usize,
    mut changed: Vec<&mut Dispute<'_, '_>>,
    merges: usize,
) -> Result<(), L::Error> {
    changed.retain(|dispute| dispute.newer != Some(ChangedSide::Table));
    if changed.is_empty() || merges == 0 {
        return Ok(());
    }
    let Some(MergedLine { line: mut branch, fork }) = line.merged(at)? else { return Ok(()) };
    let fork = fork.map(|text| Source::new(target.register.source.path().clone(), text));
    let fork = fork.as_ref().and_then(|source| Register::parse(source, target.reading()).ok());
    let (came_alone, mut came_both): (Vec<_>, Vec<_>) =
        changed.into_iter().partition(|dispute| dispute.newer == Some(ChangedSide::Entry));
    for dispute in came_alone {
        let former = fork.as_ref().map(|fork| (fork, FormerIds::of(fork)));
        let side = former
            .as_ref()
            .map(|(fork, former)| newer_side((fork, former), target.table_input(), dispute));
        if side == Some(Some(ChangedSide::Both)) {
            dispute.newer = Some(ChangedSide::Apart);
        }
    }
    for dispute in &mut came_both {
        dispute.newer = None;
    }
    settle(
        target,
        &mut branch,
        came_both.iter_mut().map(|dispute| &mut **dispute).collect(),
        merges - 1,
    )?;
    for dispute in came_both.into_iter().filter(|dispute| dispute.newer.is_none()) {
        dispute.newer = Some(ChangedSide::Both);
    }
    Ok(())
}

/// Which side of a dispute an older version differs in, if it differs in any. Another spelling of
/// the same value is no change.
fn newer_side(
    (older, former): (&Register<'_>, &FormerIds<'_>),
    input: TableInput<'_>,
    dispute: &Dispute<'_, '_>,
) -> Option<ChangedSide> {
    let (now, Dispute { id, entry, field, .. }) = (input.register, dispute);
    let id = former.id_of(now, entry).unwrap_or(id);
    let is_place_same = dispute.place.is_same_in(older, input, id);
    let then = older.entry_of(id).or_else(|| named(older, id).next());
    // What is made of several values is compared as it is made.
    if !field.is_copied() {
        let key = dispute.place.key();
        let made = then.and_then(|then| TableInput { register: older, ..input }.says(then, key));
        return changed_side(is_place_same, made == input.says(entry, key));
    }
    let is_same =
        |a: &str, b: &str| a == b || input.policy.same_value(*field, a, b, input.vocabulary);
    let then = then.and_then(|then| older.value_of(then, *field));
    let is_value_same = match (then, now.value_of(entry, *field)) {
        (Some(then), Some(now)) => is_same(then, now),
        (then, now) => then == now,
    };
    changed_side(is_place_same, is_value_same)
}

fn changed_side(is_place_same: bool, is_value_same: bool) -> Option<ChangedSide> {
    match (is_place_same, is_value_same) {
        (true, true) => None,
        (false, true) => Some(ChangedSide::Table),
        (true, false) => Some(ChangedSide::Entry),
        (false, false) => Some(ChangedSide::Both),
    }
}

fn cell_of<'s>(register: &Register<'s>, id: &str, key: Key) -> Option<&'s str> {
    Some(register.bare(register.row_named(id)?.cell(key)?))
}
