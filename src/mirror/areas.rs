//! The menu paths of a register in its translation.

use super::align::EntryPair;
use super::marks::{UNTRANSLATED_MARK, mark_of};
use super::pair::Pair;
use crate::register::{Entry, Register};
use crate::vocabulary::{Key, fold};

impl<'r> Pair<'r> {
    /// The first steps of a menu path as the translation writes them, as far as entries that are
    /// translated show it.
    pub(crate) fn translated_area(&self, steps: &[&str]) -> Vec<&'r str> {
        let wanted: Vec<String> = steps.iter().map(|step| fold(step)).collect();
        let paths = |couple: &EntryPair<'r>| {
            [(self.leading, couple.leading), (self.mirror, couple.mirror)].map(area)
        };
        let couples = self.alignment.pairs.iter();
        let translated = couples
            .filter(|couple| mark_of(self.mirror, couple.mirror, UNTRANSLATED_MARK).is_none());
        // Of a path that is cut in another way, no step is known.
        let known = translated.map(paths).filter(|[own, theirs]| own.len() == theirs.len());
        let known = known.map(|[own, mut theirs]| {
            let alike = own.iter().zip(&wanted).take_while(|(own, step)| fold(own) == **step);
            theirs.truncate(alike.count());
            theirs
        });
        known.max_by_key(Vec::len).unwrap_or_default()
    }
}

/// The menu path of an entry: in its heading, else in a column.
fn area<'r>((register, entry): (&Register<'r>, &Entry)) -> Vec<&'r str> {
    if entry.area.is_empty() {
        return register.value_of(entry, Key::Area).into_iter().collect();
    }
    entry.area.iter().map(|step| register.text(*step)).collect()
}
