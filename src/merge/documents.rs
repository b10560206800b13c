//! Three versions of a register, and what became of each of its entries.

use std::collections::HashSet;

use super::entry;
use super::entry_version::{EntryVersion, SameMeaning};
use super::identity::{Triple, place};
use super::moved_row::{are_apart, are_moved_apart};
use super::piece::Piece;
use super::three::{Side, Three};
use super::version::Version;
use crate::values::split_id;

/// Three versions, and what they have in common.
pub(super) struct Documents<'v> {
    pub versions: &'v Three<Version<'v>>,
    pub triples: &'v [Triple],
    /// The entries that have one ID, as nobody can say which of the two moves.
    pub tied: &'v HashSet<usize>,
    pub means_same: SameMeaning<'v>,
}

impl<'v> Documents<'v> {
    /// An entry in one version.
    pub(super) fn entry(&self, triple: usize, side: Side) -> Option<EntryVersion<'v>> {
        let at = place(&self.triples[triple], side)?;
        let version = self.versions.get(side);
        let (entry, lines) = (&version.register.entries[at], version.entries[at].clone());
        Some(EntryVersion { version, entry, lines })
    }

    /// Whether a side that still has an entry left it as it was.
    pub(super) fn is_untouched(&self, triple: usize, side: Side) -> bool {
        let (base, own) = (self.entry(triple, Side::Base), self.entry(triple, side));
        base.zip(own).is_some_and(|(base, own)| base.is_same(&own))
    }

    /// Whether an entry that their side added comes before one that ours added at the same place: in the
    /// order of their IDs, as the register has it, so that a translation comes to the same order.
    pub(super) fn is_before(&self, theirs: usize, ours: usize) -> bool {
        let [own, other] = [(ours, Side::Ours), (theirs, Side::Theirs)].map(|(triple, side)| {
            let is_new = self.triples[triple].base.is_none();
            let at = place(&self.triples[triple], side).filter(|_| is_new)?;
            split_id(self.versions.get(side).id(at)?)
        });
        let Some(((prefix, own, _), (other_prefix, other, _))) = own.zip(other) else {
            return false;
        };
        prefix == other_prefix && if self.is_falling() { other > own } else { other < own }
    }

    /// Whether the highest IDs come first.
    fn is_falling(&self) -> bool {
        let base = &self.versions.base;
        let number = |at: usize| Some(split_id(base.id(at)?)?.1);
        let ends = number(0).zip(base.entries.len().checked_sub(1).and_then(number));
        ends.is_some_and(|(first, last)| first > last)
    }

    /// Whether one side removed an entry that the other changed.
    pub(super) fn is_disputed(&self, triple: usize) -> bool {
        match self.triples[triple] {
            Three { base: Some(_), ours: Some(_), theirs: None } => {
                !self.is_untouched(triple, Side::Ours)
            }
            Three { base: Some(_), ours: None, theirs: Some(_) } => {
                !self.is_untouched(triple, Side::Theirs)
            }
            _ => false,
        }
    }

    /// Whether the versions of an entry are in conflict, and one of both cannot be where the other is: a row of
    /// another table, or one below a heading that says another state.
    pub(super) fn is_split(&self, triple: usize) -> bool {
        let versions = Side::ALL.map(|side| self.entry(triple, side));
        let [base, Some(ours), Some(theirs)] = versions else { return false };
        if !are_apart(&ours, &theirs) {
            return false;
        }
        let versions = Three { base, ours: Some(ours), theirs: Some(theirs) };
        let is_conflict = |piece: &Piece<'_>| matches!(piece, Piece::Conflict(_));
        self.tied.contains(&triple)
            || are_moved_apart(&versions)
            || entry::merge(&versions, self.means_same).iter().any(is_conflict)
    }
}
