//! The IDs that entries had in an older version of their register.

use std::cell::OnceCell;
use std::collections::HashMap;

use super::{Entry, Register};

/// An older version of a register, in which entries are found under the IDs that they had then.
pub(crate) struct FormerIds<'o> {
    older: &'o Register<'o>,
    /// By title, the ID of the only entry that has it.
    by_title: OnceCell<HashMap<&'o str, Option<&'o str>>>,
}

impl<'o> FormerIds<'o> {
    pub(crate) fn of(older: &'o Register<'o>) -> Self {
        Self { older, by_title: OnceCell::new() }
    }

    /// The ID that an entry had: the same, or where none had that, the one of the entry with its title, which
    /// is not in use any more.
    pub(crate) fn id_of(&self, now: &Register<'_>, entry: &Entry) -> Option<&'o str> {
        let id = now.id(entry)?;
        if let Some(same) = self.older.entry_of(id) {
            return self.older.id(same);
        }
        let by_title = self.by_title.get_or_init(|| self.by_title());
        let then = by_title.get(now.text(entry.title)).copied().flatten();
        then.filter(|then| now.entry_of(then).is_none())
    }

    fn by_title(&self) -> HashMap<&'o str, Option<&'o str>> {
        let mut by_title = HashMap::new();
        for entry in &self.older.entries {
            let id = self.older.id(entry);
            by_title.entry(self.older.text(entry.title)).and_modify(|id| *id = None).or_insert(id);
        }
        by_title
    }
}
