//! Which field of an entry is which of its translation.

use std::collections::{HashMap, HashSet, VecDeque};

use super::align::EntryPair;
use super::pair::Pair;
use crate::register::{Entry, Field, Register};
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
        let mut fields = Self::by_key(pair, own, theirs);
        if !fields.missing.is_empty() && !fields.extra.is_empty() {
            fields.drop_misspelt(pair);
        }
        fields
    }

    fn by_key(pair: &Pair<'r>, own: &'r Entry, theirs: &'r Entry) -> Self {
        let mut known: HashMap<Key, VecDeque<&Field>> = HashMap::new();
        for field in &theirs.fields {
            if let Some(key) = pair.key_of(1, theirs, field) {
                known.entry(key).or_default().push_back(field);
            }
        }
        let mut unknown = UnknownFields::of(pair, own, theirs);
        let mut fields = Self::default();
        for leading in &own.fields {
            let twin = match pair.key_of(0, own, leading) {
                Some(key) => known.get_mut(&key).and_then(VecDeque::pop_front),
                None => unknown.twins.pop_front().flatten(),
            };
            match twin {
                Some(mirror) => fields.pairs.push(FieldPair { leading, mirror }),
                // An ID in the heading is as good as one in a field.
                None if leading.key == Some(Key::Id) => {}
                None => fields.missing.push(leading),
            }
        }
        fields.extra = known.into_values().flatten().chain(unknown.left).collect();
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

/// The fields whose labels have no key.
struct UnknownFields<'r> {
    /// For each in the leading register, the one in the translation.
    twins: VecDeque<Option<&'r Field>>,
    /// Those that only the translation has.
    left: Vec<&'r Field>,
}

impl<'r> UnknownFields<'r> {
    /// Pairs those of one label, then the others in order, unless the leading entry has the label
    /// of the other elsewhere.
    fn of(pair: &Pair<'_>, own: &Entry, theirs: &'r Entry) -> Self {
        let is_unknown_own = |field: &&Field| pair.key_of(0, own, field).is_none();
        let is_unknown = |field: &&Field| pair.key_of(1, theirs, field).is_none();
        let label = |register: &Register<'_>, field: &Field| fold(register.text(field.label));
        let labels = own.fields.iter().filter(is_unknown_own);
        let labels = labels.map(|field| label(pair.leading, field));
        let labels: Vec<String> = labels.collect();
        let mut by_label: HashMap<String, VecDeque<&Field>> = HashMap::new();
        for field in theirs.fields.iter().filter(is_unknown) {
            by_label.entry(label(pair.mirror, field)).or_default().push_back(field);
        }
        let take = |label| by_label.get_mut(label).and_then(VecDeque::pop_front);
        let mut twins: VecDeque<_> = labels.iter().map(take).collect();
        let labels: HashSet<&String> = labels.iter().collect();
        let (mut doubled, mut free) = (Vec::new(), Vec::new());
        for (label, fields) in by_label {
            if labels.contains(&label) { doubled.extend(fields) } else { free.extend(fields) }
        }
        sort_by_place(&mut free, |field| field.span);
        let mut free = free.into_iter();
        for twin in twins.iter_mut().filter(|twin| twin.is_none()) {
            *twin = free.next();
        }
        Self { twins, left: free.chain(doubled).collect() }
    }
}
