//! The lists that items are in, and what the items beside one show.

use std::collections::HashMap;

use super::items::{Candidate, ItemReader};
use crate::vocabulary::Key;

impl ItemReader<'_, '_> {
    /// Which candidates have IDs, or are in a list most of whose items have some and have a box, say that they
    /// have none yet, or what became of them.
    pub(super) fn beside_ids(&self, candidates: &[Candidate<'_>], with_ids: &[bool]) -> Vec<bool> {
        const SEVERAL: usize = 2;
        let lists = self.lists(candidates);
        let mut counts: HashMap<usize, (usize, usize)> = HashMap::new();
        for (list, has_id) in lists.iter().zip(with_ids) {
            let count = counts.entry(*list).or_default();
            *count = (count.0 + 1, count.1 + usize::from(*has_id));
        }
        let is_beside = |at: usize| {
            let (all, known) = counts[&lists[at]];
            let it = &candidates[at];
            let is_free = it.id.is_none() && !it.context.is_other;
            let has_field = || {
                let mut fields = self.labels.fields_in(self.below(it)).into_iter();
                fields.any(|field| field.key.is_some_and(Key::is_copied))
            };
            let is_most = known >= SEVERAL && known * 10 >= all * 6;
            let has_none = || self.words().no_ticket(it.lead.content).is_some();
            let is_marked = || it.is_done.is_some() || has_none() || has_field();
            is_free && (is_most && is_marked() || known > 0 && self.is_like_those_with_ids(it))
        };
        (0..candidates.len()).map(|at| with_ids[at] || is_beside(at)).collect()
    }

    /// Whether an item without an ID says what those beside it say that have one: the heading above gives all a state
    /// or a level, and it is no label, no link and no name.
    fn is_like_those_with_ids(&self, it: &Candidate<'_>) -> bool {
        const FEWEST_WORDS: usize = 4;
        let line = it.lead.content.of(self.text);
        let label = line.split([':', '：']).next().unwrap_or(line).trim_matches(['*', '_', ' ']);
        !it.context.values.is_empty()
            && line.split_whitespace().count() >= FEWEST_WORDS
            && !(line.starts_with('[') && line.ends_with(')'))
            && self.reading.vocabulary.key(label).is_none()
    }

    /// The number of the list that each candidate is in.
    pub(super) fn lists(&self, candidates: &[Candidate<'_>]) -> Vec<usize> {
        let blocks = &self.document.blocks;
        let (mut list, mut before) = (0, 0);
        let number = |it: &Candidate<'_>| {
            let between = &blocks[before.min(it.block)..it.block];
            list += usize::from(between.iter().any(|block| block.depth == 0));
            before = it.block;
            list
        };
        candidates.iter().map(number).collect()
    }
}
