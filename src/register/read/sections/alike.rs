//! Which sections are built alike: they have labels or parts in common.

use std::collections::HashSet;

use super::facts::SectionFacts;
use super::shared_labels::counts;
use super::tree::{SEVERAL, has_children};
use crate::document::BlockKind;
use crate::vocabulary::{Key, fold};

impl SectionFacts<'_, '_, '_> {
    /// The sections that are built alike: they have a label that at least half of them have, or that
    /// is common in the whole document.
    pub(super) fn built_alike(&self, sections: &[usize]) -> HashSet<usize> {
        let own = |&at: &usize| &self.labels[at];
        let counts = counts(sections.iter().map(own));
        let is_common = |label: &String| {
            let count = counts.get(label.as_str()).copied().unwrap_or_default();
            (count > 1 && count * 2 >= sections.len()) || self.common_labels.contains(label)
        };
        let of_level = |at: usize, label: &String| {
            let common = self.level_labels.get(&self.sections[at].level);
            common.is_some_and(|common| common.contains(label))
        };
        // Beside sections with more in common, an owner is that of a section of another kind.
        let words = self.evidence.reading.vocabulary;
        let is_of_owner = |label: &String| words.key(label) == Some(Key::Owner);
        let common = |at: &usize| {
            let at = *at;
            own(&at).iter().filter(move |label| is_common(label) || of_level(at, label))
        };
        let most = sections.iter().map(|at| common(at).count()).max().unwrap_or_default();
        let is_alike = |at: &usize| {
            let count = common(at).count();
            count > 0 && (most < SEVERAL || !common(at).all(is_of_owner))
        };
        sections.iter().copied().filter(is_alike).collect()
    }

    /// Whether a section has several of the labels that most sections of its level have.
    pub(super) fn has_labels_of_level(&self, at: usize) -> bool {
        const SEVERAL: usize = 2;
        let common = self.level_labels.get(&self.sections[at].level);
        common.is_some_and(|common| self.labels[at].intersection(common).count() >= SEVERAL)
    }

    /// The sections of which a part is called as a part of most others is: `Symptom` below each.
    pub(super) fn with_common_parts(&self, sections: &[usize]) -> HashSet<usize> {
        // Parts that hold tables are sections of entries, as often as not.
        let is_text = |child: &usize| {
            let blocks = &self.evidence.document.blocks[self.sections[*child].body.clone()];
            !blocks.iter().any(|block| matches!(block.kind, BlockKind::Table(_)))
        };
        let parts = |at: &usize| -> HashSet<String> {
            let children = self.sections[*at].children.iter().filter(|child| is_text(child));
            children.map(|&child| fold(self.heading(child))).collect()
        };
        let parts: Vec<(usize, HashSet<String>)> =
            sections.iter().map(|at| (*at, parts(at))).filter(|(_, all)| !all.is_empty()).collect();
        let counts = counts(parts.iter().map(|(_, all)| all));
        let is_common = |name: &String| {
            let count = counts.get(name.as_str()).copied().unwrap_or_default();
            count > 1 && count * 2 >= parts.len()
        };
        let with = parts.iter().filter(|(_, all)| all.iter().any(is_common));
        with.map(|(at, _)| *at).collect()
    }

    /// The numbered ones of some sections that have a label of an entry in their list, where most numbered ones do:
    /// `- **Cause:** …`.
    pub(super) fn with_labels(&self, sections: &[usize]) -> Vec<usize> {
        const FEW: usize = 2;
        let words = self.evidence.reading.vocabulary;
        let is_of_entry = |label: &String| {
            let key = words.key(label);
            key.is_some_and(|key| key.belongs_to_entry() || key == Key::Gap)
                || words.is_tracking(label)
        };
        let numbered = || sections.iter().copied().filter(|&at| self.sections[at].is_numbered);
        let with: Vec<usize> = numbered()
            .filter(|&at| !has_children(&self.sections[at]))
            .filter(|&at| self.labels[at].iter().any(is_of_entry) || self.holds_fields(at))
            .collect();
        let are_most = with.len() >= FEW && with.len() * 2 > numbered().count();
        if are_most { with } else { Vec::new() }
    }

    /// Whether a section with a number holds the fields of an entry: half of its labels, and several, are those of
    /// other sections.
    pub(super) fn holds_fields(&self, at: usize) -> bool {
        const FEWEST: usize = 2;
        const MOST_WORDS: usize = 3;
        let own = &self.labels[at];
        let section = &self.sections[at];
        // `2. Known issues` holds entries that are called alike.
        let is_title = || self.heading(at).split_whitespace().count() > MOST_WORDS;
        let is_one = section.is_numbered && (!section.names_subject || is_title());
        is_one && own.len() >= FEWEST && {
            let shared = own.intersection(&self.shared_labels).count();
            shared >= FEWEST && shared * 2 >= own.len()
        }
    }
}
