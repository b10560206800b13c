//! The labels that a register has after it is adopted, in place of those that it had.

use std::collections::BTreeMap;

use crate::register::{Entry, Register};
use crate::text::Ordered;
use crate::vocabulary::{Key, Vocabulary, fold};

/// A label, and the one that took its place.
pub type RenamedLabel = [String; 2];

/// The labels that are others now, in the order in which they occur.
pub(super) fn labels([old, new]: [&Register<'_>; 2], words: &Vocabulary) -> Vec<RenamedLabel> {
    let (before, after) = (written(old, words), written(new, words));
    let mut found: Vec<(u32, RenamedLabel)> = Vec::new();
    for (key, (place, label)) in &before {
        let Some((_, own)) = after.get(key) else { continue };
        if fold(label) != fold(own) {
            found.push((*place, [*label, *own].map(str::to_owned)));
        }
    }
    found.order_by_key(|(place, _)| *place);
    found.into_iter().map(|(_, labels)| labels).collect()
}

/// The levels that are written otherwise now, in the order in which they occur.
pub(super) fn levels([old, new]: [&Register<'_>; 2], entries: &[[&Entry; 2]]) -> Vec<RenamedLabel> {
    let mut found: Vec<RenamedLabel> = Vec::new();
    for [own, adopted] in entries {
        for key in [Key::Priority, Key::Severity] {
            let values = (old.value_of(own, key), new.value_of(adopted, key));
            let (Some(was), Some(is)) = values else { continue };
            let pair = [was, is].map(str::to_owned);
            if fold(was) != fold(is) && !found.contains(&pair) {
                found.push(pair);
            }
        }
    }
    found
}

/// The first label of each key, with its place.
fn written<'r>(register: &'r Register<'_>, words: &Vocabulary) -> BTreeMap<Key, (u32, &'r str)> {
    let mut labels = BTreeMap::new();
    for field in register.entries.iter().flat_map(|entry| &entry.fields) {
        let Some(key) = field.key.filter(|_| field.label != field.value) else { continue };
        let label = register.plain(field.label).trim_end_matches(':').trim();
        // A value may be read behind other words, such as the title.
        if words.key(label) == Some(key) {
            labels.entry(key).or_insert((field.label.start, label));
        }
    }
    labels
}
