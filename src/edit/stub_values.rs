//! The values of a stub: as the translation writes them.

use std::cell::RefCell;
use std::collections::HashMap;

use crate::mirror::Pair;
use crate::register::Replacement;
use crate::vocabulary::{Key, without_qualifier};

/// Writes values of the leading register in the words of the translation. The word that most entries have
/// is looked up once for each value.
pub(super) struct StubValues<'p, 'r> {
    pair: &'p Pair<'r>,
    own: RefCell<HashMap<(Key, String), String>>,
}

impl<'p, 'r> StubValues<'p, 'r> {
    pub(super) fn new(pair: &'p Pair<'r>) -> Self {
        Self { pair, own: RefCell::default() }
    }

    /// A value as the translation has it; `near` is that of an entry beside the new one.
    pub(super) fn value(&self, key: Key, text: &str, near: Option<&str>) -> String {
        let Pair { mirror, policies, words, .. } = *self.pair;
        let value = self.pair.translated(key, Replacement { old: near, new: text });
        let mut known = self.own.borrow_mut();
        let own = known.entry((key, value)).or_insert_with_key(|(key, value)| {
            mirror.in_own_words(*key, value, policies[1], words)
        });
        format!("{own}{}", remark_without_words(text, own))
    }
}

/// The remark behind a word where it is a day and so the same in each language: `fixed (2026-04-20)`.
fn remark_without_words<'t>(text: &'t str, copied: &str) -> &'t str {
    let remark = &text[without_qualifier(text).len()..];
    let is_lost = !remark.is_empty() && !copied.ends_with(')');
    if is_lost && !remark.contains(char::is_alphabetic) { remark } else { "" }
}
