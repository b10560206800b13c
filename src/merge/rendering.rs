//! What follows from the merged entries: the tracked cells of the triage table, and section numbers.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::documents::Documents;
use super::three::Side;
use crate::finding::Edit;
use crate::register::{Policy, Register};
use crate::settings::Settings;
use crate::text::Span;
use crate::triage::{NewerCells, TableDraft, TableInput};
use crate::vocabulary::Key;

/// A merged register, and the triple of each of its entries.
pub(super) struct Rendering<'r, 'v> {
    pub documents: &'r Documents<'v>,
    pub register: &'r Register<'r>,
    pub entries: &'r [usize],
    pub settings: &'r Settings,
}

impl Rendering<'_, '_> {
    /// The edits that make the table and the numbers follow.
    pub(super) fn edits(&self) -> Vec<Edit> {
        let mut edits = self.register.kept_aligned(self.cells());
        edits.extend(self.numbers());
        edits
    }

    /// The cells of values that a side changed, and the rows of entries that a side added.
    fn cells(&self) -> Vec<Edit> {
        let words = &self.settings.vocabulary;
        let policy = Policy::of(self.register, &self.settings.promise, words);
        let input = TableInput::new(self.register, &policy, words, &self.settings.triage);
        let Some(draft) = TableDraft::of(input) else { return Vec::new() };
        let mut changed: HashMap<String, HashSet<Key>> = HashMap::new();
        let mut ids: Vec<&str> = Vec::new();
        for (entry, &triple) in self.register.entries.iter().zip(self.entries) {
            let Some(id) = self.register.id(entry) else { continue };
            let keys = self.changed_keys(triple);
            if !keys.is_empty() {
                ids.push(id);
                changed.entry(id.to_ascii_uppercase()).or_default().extend(keys);
            }
        }
        let is_changed = |id: &str, key: Key| {
            let keys = changed.get(&id.to_ascii_uppercase());
            keys.is_some_and(|keys| {
                keys.contains(&key) || (key == Key::Impact && keys.contains(&Key::Severity))
            })
        };
        let mut kept = NewerCells::all_stale(self.register, &draft);
        kept.retain(|id, key| !is_changed(id, key));
        let draft = TableDraft::keeping(input, &kept);
        draft.map(|draft| draft.entry_edits(&ids)).unwrap_or_default()
    }

    /// The keys whose values are not what they were in all versions.
    fn changed_keys(&self, triple: usize) -> HashSet<Key> {
        let versions = [Side::Base, Side::Ours, Side::Theirs].map(|side| {
            let version = self.documents.entry(triple, side)?;
            let register = &version.version.register;
            let fields =
                version.entry.fields.iter().filter_map(move |field| {
                    Some((field.key?, register.given(version.entry, field)))
                });
            // Of a repeated field, the first counts.
            let fields: Vec<(Key, &str)> = fields.collect();
            Some(fields.into_iter().rev().collect::<HashMap<Key, &str>>())
        });
        let keys: HashSet<Key> =
            versions.iter().flatten().flat_map(|fields| fields.keys().copied()).collect();
        let value = |at: usize, key: &Key| {
            versions[at].as_ref().and_then(|fields| fields.get(key).copied())
        };
        let is_changed = |key: &Key| {
            let [base, ours, theirs] = [0, 1, 2].map(|at| value(at, key));
            base != ours || base != theirs
        };
        keys.into_iter().filter(is_changed).collect()
    }

    /// New numbers where both sides added sections and a number is there twice.
    fn numbers(&self) -> Vec<Edit> {
        let versions = self.documents.versions;
        let sides = [&versions.ours.register, &versions.theirs.register];
        let sides = sides.map(|register| Numbers::of(register));
        let own = Numbers::of(self.register);
        let mut edits = Vec::new();
        for (part, numbers) in &own.parts {
            let is_repeated = |numbers: &[(u64, Span)]| {
                let mut seen = HashSet::new();
                numbers.iter().any(|(number, _)| !seen.insert(*number))
            };
            if !is_repeated(numbers) || sides.iter().any(|side| is_repeated(side.of_part(part))) {
                continue;
            }
            let in_order =
                |numbers: &[(u64, Span)]| numbers.is_sorted_by_key(|(number, _)| *number);
            let new = if sides.iter().all(|side| in_order(side.of_part(part))) {
                counted_on(numbers)
            } else {
                behind_all(numbers)
            };
            for ((old, span), new) in numbers.iter().zip(new).filter(|((old, _), new)| old != new) {
                let start = span.end as usize - old.to_string().len();
                let span = Span::new(start.max(span.start as usize), span.end as usize);
                edits.push(Edit { span, text: new.to_string() });
            }
        }
        edits
    }
}

/// The numbers of entries, by what precedes their last part: `1.` of `1.7`.
struct Numbers<'r> {
    parts: BTreeMap<&'r str, Vec<(u64, Span)>>,
}

impl<'r> Numbers<'r> {
    fn of(register: &'r Register<'_>) -> Self {
        let mut parts: BTreeMap<&str, Vec<(u64, Span)>> = BTreeMap::new();
        for span in register.entries.iter().filter_map(|entry| entry.number) {
            if let Some((part, number)) = split_number(register.text(span)) {
                parts.entry(part).or_default().push((number, span));
            }
        }
        Self { parts }
    }

    fn of_part(&self, part: &str) -> &[(u64, Span)] {
        self.parts.get(part).map_or(&[], Vec::as_slice)
    }
}

/// Numbers in order, each above the one before it.
fn counted_on(numbers: &[(u64, Span)]) -> Vec<u64> {
    let next = numbers.iter().scan(None, |last: &mut Option<u64>, (number, _)| {
        let own = last.map_or(*number, |last| (last + 1).max(*number));
        *last = Some(own);
        Some(own)
    });
    next.collect()
}

/// Numbers in no order: one that is there already comes behind all.
fn behind_all(numbers: &[(u64, Span)]) -> Vec<u64> {
    let mut last = numbers.iter().map(|(number, _)| *number).max().unwrap_or(0);
    let mut seen = HashSet::new();
    let mut own = |number: u64| {
        if seen.insert(number) {
            return number;
        }
        last += 1;
        last
    };
    numbers.iter().map(|(number, _)| own(*number)).collect()
}

fn split_number(text: &str) -> Option<(&str, u64)> {
    let digits = text.bytes().rev().take_while(u8::is_ascii_digit).count();
    let (part, number) = text.split_at(text.len() - digits);
    Some((part, number.parse().ok()?))
}
