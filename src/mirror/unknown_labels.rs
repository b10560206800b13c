//! Labels that are in no vocabulary, under which one side has what the other has under a known one.

use std::collections::HashMap;

use super::align::EntryPair;
use super::pair::Pair;
use super::same_labels::SameLabels;
use crate::register::{Entry, Field, Register};
use crate::text::Ordered;
use crate::vocabulary::{Key, fold};

/// How often the other side has the same value under a key that this side lacks.
#[derive(Clone, Copy, Debug, Default)]
struct Votes {
    same: usize,
    seen: usize,
}

type Counted = HashMap<(usize, String, Key), Votes>;

impl<'r> Pair<'r> {
    fn registers(&self) -> [&'r Register<'r>; 2] {
        [self.leading, self.mirror]
    }

    /// The key of a field of a side, the leading one first: also where its label is in no vocabulary, and
    /// the values of other entries show which it is.
    pub(super) fn key_of(&self, side: usize, entry: &Entry, field: &Field) -> Option<Key> {
        field.key.or_else(|| {
            let label = fold(self.registers()[side].text(field.label));
            let known = self.same_labels().key(side, label)?;
            entry.field(known).is_none().then_some(known)
        })
    }

    fn same_labels(&self) -> &SameLabels {
        self.same_labels.get_or_init(|| self.count_labels())
    }

    /// The label, in no vocabulary, that the translation has for a key.
    pub(super) fn unknown_label(&self, key: Key) -> Option<&str> {
        self.same_labels().label(1, key)
    }

    fn count_labels(&self) -> SameLabels {
        let mut counted = Counted::new();
        for EntryPair { leading, mirror, .. } in &self.alignment.pairs {
            self.count(0, [leading, mirror], &mut counted);
            self.count(1, [leading, mirror], &mut counted);
        }
        let mut votes: Vec<_> = counted.into_iter().collect();
        votes.order_by(|(a, x), (b, y)| y.same.cmp(&x.same).then_with(|| a.cmp(b)));
        let mut known = SameLabels::default();
        for ((side, label, key), votes) in votes {
            if votes.same > 0 && votes.same * 2 >= votes.seen {
                known.add(side, label, key);
            }
        }
        known
    }

    /// Counts, for the unknown labels of a side of two entries, which keys that it lacks have their value.
    fn count(&self, side: usize, entries: [&Entry; 2], counted: &mut Counted) {
        let (own, other) = (entries[side], entries[1 - side]);
        if own.fields.iter().all(|field| field.key.is_some()) {
            return;
        }
        let registers = self.registers();
        let value = |side: usize, field: &Field| registers[side].bare(field.value);
        let lacking = other.fields.iter().filter(|field| {
            let is_lacking = |key: Key| key.is_short() && own.field(key).is_none();
            field.key.is_some_and(is_lacking) && !field.value.is_empty()
        });
        let near = |field: &Field| {
            let label = registers[side].text(field.label);
            self.words.nearest_label(label, Some(&registers[side].language)).map(|near| near.key)
        };
        let unknown = own.fields.iter().filter(|field| field.key.is_none());
        let unknown: Vec<(&Field, Option<Key>)> =
            unknown.map(|field| (field, near(field))).collect();
        for lacking in lacking {
            let Some(key) = lacking.key else { continue };
            // Another rule reports a label that is misspelt.
            for (field, _) in unknown.iter().filter(|(_, near)| *near != Some(key)) {
                let texts = [value(side, field), value(1 - side, lacking)];
                let is_same = self.policies[side].same_value(key, texts[0], texts[1], self.words);
                let label = fold(registers[side].text(field.label));
                let votes = counted.entry((side, label, key)).or_default();
                votes.seen += 1;
                votes.same += usize::from(is_same);
            }
        }
    }
}

/// Whether one side has a key or an unknown label that the other lacks, so that other entries show what a
/// label means.
pub(super) fn lacks_keys(entries: &EntryPair<'_>) -> bool {
    let is_lacking = |one: &Entry, other: &Entry| {
        let mut keys = one.fields.iter().filter_map(|field| field.key);
        keys.any(|key| key != Key::Id && other.field(key).is_none())
    };
    let unknown = |entry: &Entry| entry.fields.iter().filter(|f| f.key.is_none()).count();
    is_lacking(entries.leading, entries.mirror)
        || is_lacking(entries.mirror, entries.leading)
        || unknown(entries.leading) != unknown(entries.mirror)
}
