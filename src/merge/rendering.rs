//! What follows from the merged entries: the tracked cells of the triage table, and their numbers.

use std::collections::{HashMap, HashSet};

use super::documents::Documents;
use super::three::Side;
use super::{numbers, padding};
use crate::finding::Edit;
use crate::register::{Policy, Register};
use crate::settings::Settings;
use crate::triage::{NewerCells, TableDraft, TableInput};
use crate::vocabulary::{Key, fold};

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
        let padding = padding::edits(self.register, &self.documents.versions.ours.register);
        // What is edited is padded already.
        let is_apart = |padding: &Edit| {
            let after = edits.partition_point(|edit| edit.span.end < padding.span.start);
            edits.get(after).is_none_or(|edit| padding.span.end < edit.span.start)
        };
        let padding: Vec<Edit> = padding.into_iter().filter(is_apart).collect();
        edits.extend(padding);
        let versions = self.documents.versions;
        let sides = [&versions.ours.register, &versions.theirs.register];
        edits.extend(numbers::edits(self.register, sides));
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
        let by_hand = [Side::Ours, Side::Theirs].map(|side| self.written_by_hand(side));
        kept.retain(|id, key| !is_changed(id, key) || by_hand.iter().any(|own| own.has(id, key)));
        let draft = TableDraft::keeping(input, &kept);
        draft.map(|draft| draft.entry_edits(&ids)).unwrap_or_default()
    }

    /// The cells that a side changed so that they contradict its entries: somebody meant them.
    fn written_by_hand(&self, side: Side) -> NewerCells {
        let versions = self.documents.versions;
        let [register, base] = [side, Side::Base].map(|side| &versions.get(side).register);
        let words = &self.settings.vocabulary;
        let policy = Policy::of(register, &self.settings.promise, words);
        let input = TableInput::new(register, &policy, words, &self.settings.triage);
        let Some(draft) = TableDraft::of(input) else { return NewerCells::default() };
        let cells = |register: &Register<'_>| -> HashMap<(String, Key), String> {
            let rows = register.triage_rows().flat_map(|part| {
                let id = register.plain(part.row.id).to_ascii_uppercase();
                let keys = part.table.columns.iter().filter_map(|column| column.key);
                keys.filter_map(move |key| Some(((id.clone(), key), part.cell(key)?)))
            });
            rows.map(|(name, cell)| (name, fold(register.bare(cell)))).collect()
        };
        let [own, before] = [register, base].map(cells);
        let mut by_hand = NewerCells::all_stale(register, &draft);
        by_hand.retain(|id, key| {
            let name = (id.to_owned(), key);
            before.get(&name).is_some_and(|before| own.get(&name).is_some_and(|own| own != before))
        });
        by_hand
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
}
