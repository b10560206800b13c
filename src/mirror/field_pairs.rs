//! Which field of an entry is which of its translation.

use std::collections::{HashMap, HashSet, VecDeque};

use super::align::EntryPair;
use super::pair::Pair;
use crate::register::{Field, Register};
use crate::text::sort_by_place;
use crate::vocabulary::{Key, fold};

/// A field and its translation.
#[derive(Clone, Copy)]
pub(super) struct FieldPair<'r> {
    pub leading: &'r Field,
    pub mirror: &'r Field,
}

/// The fields of an entry beside those of its translation.
#[derive(Default)]
pub(super) struct FieldPairs<'r> {
    pub pairs: Vec<FieldPair<'r>>,
    /// Those that the translation lacks.
    pub missing: Vec<&'r Field>,
    /// Those that only the translation has.
    pub extra: Vec<&'r Field>,
    /// Of those, the ones that repeat a label of the leading entry.
    doubled: Vec<&'r Field>,
}

impl<'r> FieldPairs<'r> {
    /// Pairs fields by key. Labels that have none are taken in order, as a translation has its own
    /// words for them.
    pub(super) fn of(pair: &Pair<'r>, entries: &EntryPair<'r>) -> Self {
        let EntryPair { leading: own, mirror: theirs, .. } = *entries;
        // Nearly every translation has the same fields in the same order.
        let both = own.fields.iter().zip(&theirs.fields);
        let is_alike = |(own, theirs): (&Field, &Field)| own.key.is_some() && own.key == theirs.key;
        if own.fields.len() == theirs.fields.len() && both.clone().all(is_alike) {
            let pairs = both.map(|(leading, mirror)| FieldPair { leading, mirror }).collect();
            return Self { pairs, ..Self::default() };
        }
        let mut fields = Self::by_key(pair, entries);
        if !fields.missing.is_empty() && !fields.extra.is_empty() {
            fields.drop_misspelt(pair);
        }
        fields
    }

    fn by_key(pair: &Pair<'r>, entries: &EntryPair<'r>) -> Self {
        let mut fields = Self::by_key_and_label(pair, entries);
        let found = pair.pair_left([&fields.missing, &fields.extra], entries);
        let (mut own, mut theirs) = (HashSet::new(), HashSet::new());
        for (leading, mirror) in found {
            let (leading, mirror) = (fields.missing[leading], fields.extra[mirror]);
            own.insert(leading.span.start);
            theirs.insert(mirror.span.start);
            fields.pairs.push(FieldPair { leading, mirror });
        }
        fields.missing.retain(|field| !own.contains(&field.span.start));
        fields.extra.retain(|field| !theirs.contains(&field.span.start));
        fields.extra.append(&mut fields.doubled);
        sort_by_place(&mut fields.extra, |field| field.span);
        if !own.is_empty() {
            let place =
                |own: &Field| entries.leading.fields.iter().position(|f| std::ptr::eq(f, own));
            fields.pairs.sort_by_cached_key(|fields| place(fields.leading));
        }
        fields
    }

    /// The fields with one key, and those with one label that has none.
    pub(super) fn by_key_and_label(pair: &Pair<'r>, entries: &EntryPair<'r>) -> Self {
        let EntryPair { leading: own, mirror: theirs, .. } = *entries;
        let mut known: HashMap<Key, VecDeque<&Field>> = HashMap::new();
        let mut labelled: HashMap<String, VecDeque<&Field>> = HashMap::new();
        let label = |register: &Register<'_>, field: &Field| fold(register.text(field.label));
        for field in &theirs.fields {
            match pair.key_of(1, theirs, field) {
                Some(key) => known.entry(key).or_default().push_back(field),
                None => labelled.entry(label(pair.mirror, field)).or_default().push_back(field),
            }
        }
        let mut fields = Self::default();
        let mut labels = HashSet::new();
        for leading in &own.fields {
            let twins = if let Some(key) = pair.key_of(0, own, leading) {
                known.get_mut(&key)
            } else {
                let label = label(pair.leading, leading);
                let twins = labelled.get_mut(&label);
                labels.insert(label);
                twins
            };
            match twins.and_then(VecDeque::pop_front) {
                Some(mirror) => fields.pairs.push(FieldPair { leading, mirror }),
                // An ID in the heading is as good as one in a field.
                None if leading.key == Some(Key::Id) => {}
                None => fields.missing.push(leading),
            }
        }
        fields.extra = known.into_values().flatten().collect();
        // One more of a label that the leading entry has is no translation of another.
        for (label, left) in labelled {
            let list =
                if labels.contains(&label) { &mut fields.doubled } else { &mut fields.extra };
            list.extend(left);
        }
        fields.extra.retain(|field| field.key != Some(Key::Id));
        sort_by_place(&mut fields.extra, |field| field.span);
        fields
    }

    /// Drops fields of which one side misspells the label: another rule reports the label.
    fn drop_misspelt(&mut self, pair: &Pair<'_>) {
        let meant = |register: &Register<'_>, field: &Field| {
            let label = register.text(field.label);
            let near = || pair.words.nearest_label(label, Some(&register.language));
            field.key.or_else(|| near().filter(|near| near.is_certain).map(|near| near.key))
        };
        let mut twins: HashMap<(Key, bool), VecDeque<u32>> = HashMap::new();
        for field in &self.extra {
            if let Some(key) = meant(pair.mirror, field) {
                twins.entry((key, field.key.is_none())).or_default().push_back(field.span.start);
            }
        }
        let mut dropped = HashSet::new();
        let mut missing = Vec::new();
        for &field in &self.missing {
            let key = meant(pair.leading, field);
            let twins = key.and_then(|key| twins.get_mut(&(key, field.key.is_some())));
            match twins.and_then(VecDeque::pop_front) {
                Some(twin) => {
                    dropped.insert(twin);
                }
                None => missing.push(field),
            }
        }
        self.missing = missing;
        self.extra.retain(|field| !dropped.contains(&field.span.start));
    }
}
