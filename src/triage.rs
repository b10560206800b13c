//! The triage table against the entries: what it forgets, what it invents, where it lies.

use std::collections::HashMap;

use crate::register::{Entry, Policy, Register, TriageRow, TriageTable};
use crate::text::Span;
use crate::values::{self, Sla};
use crate::vocabulary::{Key, Vocabulary, fold};

/// One way in which the table and the entries disagree.
#[derive(Debug)]
pub enum Drift<'r> {
    /// An entry without a row.
    Untracked(&'r Entry),
    /// A row without an entry.
    Orphan(&'r TriageRow),
    /// A second row of the same entry; the first one's ID.
    Repeated(&'r TriageRow, Span),
    /// A cell that says something else than the entry's field.
    Stale {
        /// The entry.
        entry: &'r Entry,
        /// The key of the column.
        key: Key,
        /// The cell.
        cell: Span,
        /// The value in the entry.
        value: Span,
    },
}

/// Everything in which the triage table of a register disagrees with its entries.
pub fn drifts<'r>(
    register: &'r Register<'_>,
    table: &'r TriageTable,
    policy: &Policy,
    vocabulary: &Vocabulary,
) -> Vec<Drift<'r>> {
    // Where nothing is an entry, the table is not a summary of any.
    if !table.has(Key::Id) || register.entries.is_empty() {
        return Vec::new();
    }
    let entries: HashMap<&str, &Entry> =
        register.entries.iter().rev().filter_map(|e| Some((register.id(e)?, e))).collect();
    let mut rows: HashMap<&str, Span> = HashMap::with_capacity(table.rows.len());
    let mut drifts = Vec::new();
    for row in &table.rows {
        let id = register.text(row.id);
        if id.is_empty() {
            continue;
        }
        if let Some(&first) = rows.get(id) {
            drifts.push(Drift::Repeated(row, first));
            continue;
        }
        rows.insert(id, row.id);
        match entries.get(id) {
            None => drifts.push(Drift::Orphan(row)),
            Some(entry) => {
                let cells = Cells { register, table, policy, vocabulary };
                cells.compare(row, entry, &mut drifts);
            }
        }
    }
    let untracked = register
        .entries
        .iter()
        .filter(|entry| register.id(entry).is_some_and(|id| !rows.contains_key(id)));
    drifts.extend(untracked.map(Drift::Untracked));
    drifts
}

/// Whether a column repeats a value of the entry, rather than a text written for the table.
fn is_copied(key: Key) -> bool {
    key != Key::Id && (key.is_tracked() || key == Key::ResolutionOwner)
}

struct Cells<'a, 'r> {
    register: &'r Register<'r>,
    table: &'r TriageTable,
    policy: &'a Policy,
    vocabulary: &'a Vocabulary,
}

impl<'r> Cells<'_, 'r> {
    fn compare(&self, row: &'r TriageRow, entry: &'r Entry, drifts: &mut Vec<Drift<'r>>) {
        for (column, &cell) in self.table.columns.iter().zip(&row.cells) {
            let Some(key) =
                column.key.map(|key| self.meant(key, cell)).filter(|&key| is_copied(key))
            else {
                continue;
            };
            let Some(field) = entry.field(key).filter(|field| !field.value.is_empty()) else {
                continue;
            };
            // A cell that a short row lacks is missed at the end of the row.
            let cell =
                if cell.start > row.span.end { Span::at(row.span.end as usize) } else { cell };
            if !self.says_the_same(key, cell, field.value) {
                drifts.push(Drift::Stale { entry, key, cell, value: field.value });
            }
        }
    }

    /// A column headed `Impact` whose cell is a level repeats the severity.
    fn meant(&self, key: Key, cell: Span) -> Key {
        let is_level = || self.vocabulary.severity(self.register.bare(cell)).is_some();
        if key == Key::Impact && is_level() { Key::Severity } else { key }
    }

    fn says_the_same(&self, key: Key, cell: Span, value: Span) -> bool {
        let [cell, value] = [cell, value].map(|span| self.register.bare(span));
        if cell == value {
            return true;
        }
        let same = |a: Option<&str>, b: Option<&str>| a.is_some() && a == b;
        let words = self.vocabulary;
        let is_same_value = match key {
            Key::Status => {
                let [cell, value] = [cell, value].map(|text| self.policy.state(text, words));
                cell.is_some() && cell == value
            }
            Key::Priority => same(words.priority(cell), words.priority(value)),
            Key::Severity => same(words.severity(cell), words.severity(value)),
            Key::Sla => match [cell, value].map(|text| Sla::parse(text, words)) {
                [Some((cell, _)), Some((value, _))] => cell.equals(value),
                _ => false,
            },
            Key::FirstSeen => match [cell, value].map(values::parse_date) {
                [Some(cell), Some(value)] => cell == value,
                _ => false,
            },
            _ => false,
        };
        is_same_value || fold(&cell.replace("\\|", "|")) == fold(value)
    }
}
