//! What exists and what was finished long ago, which is no gap although it has states.

use super::{Candidate, Evidence, Members, TableLook};
use crate::document::BlockKind;
use crate::register::read::outline::{OutlineHeading, is_aside, is_of_notes};
use crate::text::Span;
use crate::values::is_version;
use crate::vocabulary::Key;

impl Evidence<'_, '_> {
    /// Whether the rows of a table say what exists: all are ticked off, and so are those of the tables like it;
    /// another section names the gaps, and none above these rows does.
    pub(super) fn is_inventory(&self, look: &TableLook, block: usize) -> bool {
        let (title, below) = self.outline.headings().split_at(1.min(self.outline.headings().len()));
        let names_gaps = |heading: &OutlineHeading| heading.meaning.has_subject;
        let has_value = |heading: &OutlineHeading| !heading.meaning.values.is_empty();
        let above = || {
            let nearest =
                below.partition_point(|heading| heading.place.block < block).checked_sub(1);
            std::iter::successors(nearest.map(|at| &below[at]), |heading| {
                heading.place.parent?.checked_sub(title.len()).map(|at| &below[at])
            })
        };
        look.is_ticked
            && below.iter().any(names_gaps)
            && !above().any(|heading| names_gaps(heading) || has_value(heading))
    }

    /// Whether all candidates are below headings that say that they are finished, in a file that calls nothing a
    /// gap and nothing open: the past phases of a plan.
    pub(super) fn are_finished(&self, candidates: &[Candidate]) -> bool {
        let is_gap_or_open = |heading: &OutlineHeading| {
            let meaning = &heading.meaning;
            let mut states = meaning.values.iter().filter(|(key, _)| *key == Key::Status);
            meaning.has_subject || states.any(|(_, state)| !self.is_repaired(*state))
        };
        self.known.is_empty()
            && !self.outline.headings().iter().any(is_gap_or_open)
            && candidates.iter().all(|candidate| self.is_finished(candidate))
    }

    /// Whether boxes are the steps of what the title announces, and nothing is called a gap: `Release checklist`.
    pub(super) fn is_of_steps(&self) -> bool {
        let headings = self.outline.headings();
        let title = headings.first().filter(|_| self.outline.is_titled);
        let words = self.reading.vocabulary;
        let says = |title: &OutlineHeading| self.block(title.place.block).content.of(self.text);
        title.is_some_and(|title| is_aside(says(title), words))
            && self.known.is_empty()
            && !headings.iter().any(|heading| heading.meaning.has_subject)
    }

    /// Whether the heading right above a candidate names a version: `v2.0 (in progress)`.
    pub(super) fn is_below_version(&self, candidate: &Candidate) -> bool {
        let heading = self.heading_above(candidate);
        heading.split([' ', '[', ']', '(', ')', '-']).any(is_version)
    }

    /// Whether the heading right above a list is that of notes about the entries.
    pub(super) fn is_below_notes(&self, candidate: &Candidate) -> bool {
        matches!(candidate.members, Members::Items(_))
            && is_of_notes(self.heading_above(candidate), self.reading.vocabulary)
    }

    /// The heading right above a candidate.
    fn heading_above(&self, candidate: &Candidate) -> &str {
        let Some(first) = self.first_block(candidate) else { return "" };
        let headings = self.outline.headings();
        let above = headings.partition_point(|heading| heading.place.block < first);
        let heading = headings[..above].last().map(|heading| self.block(heading.place.block));
        heading.map_or("", |block| block.content.of(self.text))
    }

    /// Whether the headings above a candidate say that it is finished, or its own do, and no box of it is open.
    pub(super) fn is_finished(&self, candidate: &Candidate) -> bool {
        if let Members::Headings(all) = &candidate.members {
            let heading = |at: usize| self.block(at).content.of(self.text);
            return all.iter().all(|&at| self.ends_repaired(heading(at)));
        }
        let is_list = matches!(candidate.members, Members::Items(_));
        let Some(first) = self.first_block(candidate).filter(|_| is_list) else { return false };
        let values = self.outline.context(first).values;
        let state = values.iter().find(|(key, _)| *key == Key::Status);
        let is_below_repaired = state.map_or_else(
            || self.ends_repaired(self.heading_above(candidate)),
            |&(_, state)| self.is_repaired(state),
        );
        is_below_repaired && !self.has_open_box(candidate)
    }

    /// Whether the last word or sign of a heading says that what it names is repaired.
    fn ends_repaired(&self, heading: &str) -> bool {
        let last = heading.split_whitespace().next_back();
        last.is_some_and(|last| self.reading.vocabulary.says_repaired(last))
    }

    fn is_repaired(&self, state: Span) -> bool {
        self.reading.vocabulary.says_repaired(state.of(self.text))
    }

    fn has_open_box(&self, candidate: &Candidate) -> bool {
        let Members::Items(items) = &candidate.members else { return false };
        items.iter().any(|&at| matches!(self.block(at).kind, BlockKind::Item(Some(false))))
    }

    /// The block at which the members of a candidate start.
    fn first_block(&self, candidate: &Candidate) -> Option<usize> {
        match &candidate.members {
            Members::Headings(all) | Members::Items(all) | Members::Paragraphs(all) => {
                all.first().copied()
            }
            Members::Table(start, _) => Some(self.document.block_from(*start)),
        }
    }
}
