//! The levels that a file has of its own: words in the first column of a legend, beside levels that are known.

use super::cell::bare;
use super::short_values::single_value;
use crate::document::{Document, Table};
use crate::vocabulary::{Key, Vocabulary};

/// The words of a file for levels, each with the key of those beside it.
#[derive(Default)]
pub(super) struct OwnLevels<'t>(Vec<(&'t str, Key)>);

impl<'t> OwnLevels<'t> {
    /// Those in the tables of a document whose first column has the label of a level.
    pub(super) fn of(text: &'t str, document: &Document, words: &Vocabulary) -> Self {
        let is_legend = |table: &&Table| {
            let header = table.header().first().map(|cell| bare(cell.of(text)));
            table.header().len() == 2
                && header.and_then(|header| words.key(header)).is_some_and(Key::is_level)
        };
        let mut own = Vec::new();
        for table in document.tables.iter().filter(is_legend) {
            let cells = table.rows().iter().filter_map(|row| row.cells.first());
            let cells: Vec<&str> = cells.map(|cell| bare(cell.of(text))).collect();
            let known = cells.iter().find_map(|cell| single_value(cell, words));
            if let Some(key) = known.filter(|key| key.is_level()) {
                own.extend(cells.into_iter().map(|cell| (cell, key)));
            }
        }
        Self(own)
    }

    /// The key of a word.
    pub(super) fn key(&self, word: &str) -> Option<Key> {
        self.0.iter().find(|(own, _)| own.eq_ignore_ascii_case(word)).map(|&(_, key)| key)
    }
}
