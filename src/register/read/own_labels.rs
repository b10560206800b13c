//! The fields below items, those with labels of the team's own among them: `- Harbour: North` below several.

use std::collections::HashMap;

use crate::register::Field;
use crate::vocabulary::fold;

/// So many items have a label of the team's own.
const SEVERAL: usize = 2;

/// A longer text before a colon is a sentence.
const MOST_WORDS: usize = 3;

/// The fields below some items, of all those that were found there. A label without a meaning is one where several
/// items have it, once each, beside known ones.
pub(super) fn kept(text: &str, found: Vec<Vec<Field>>) -> Vec<Vec<Field>> {
    let mut all = found;
    let label = |field: &Field| {
        let label = field.label.of(text);
        let is_word = field.key.is_none() && label.split_whitespace().count() <= MOST_WORDS;
        is_word.then(|| fold(label))
    };
    // How many items have each label, and whether one of them has it again.
    let mut counts: HashMap<String, (usize, bool)> = HashMap::new();
    for fields in all.iter().filter(|fields| fields.iter().any(|field| field.key.is_some())) {
        let mut own: Vec<String> = fields.iter().filter_map(label).collect();
        own.sort_unstable();
        for same in own.chunk_by(|one, next| one == next) {
            let count = counts.entry(same[0].clone()).or_default();
            *count = (count.0 + 1, count.1 || same.len() > 1);
        }
    }
    let is_own = |field: &Field| {
        let count = label(field).and_then(|label| counts.get(&label));
        count.is_some_and(|(count, is_again)| *count >= SEVERAL && !is_again)
    };
    for fields in &mut all {
        fields.retain(|field| field.key.is_some() || is_own(field));
        // Alone, such a label says nothing of the item.
        if fields.iter().all(|field| field.key.is_none()) {
            fields.clear();
        }
    }
    all
}
