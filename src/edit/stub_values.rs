//! The values of a stub: as the translation writes them.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;

use super::stub_links::StubLinks;
use crate::finding::{Edit, applied};
use crate::mirror::{Pair, in_language};
use crate::register::Replacement;
use crate::text::Span;
use crate::vocabulary::{Key, without_qualifier};

/// Writes values of the leading register in the words of the translation. The word that most entries have
/// is looked up once for each value.
pub(super) struct StubValues<'p, 'r> {
    pair: &'p Pair<'r>,
    own: RefCell<HashMap<(Key, String), String>>,
    /// Whether no entry of the translation has a value of a key.
    is_new: RefCell<HashMap<Key, bool>>,
    links: OnceCell<StubLinks>,
}

impl<'p, 'r> StubValues<'p, 'r> {
    pub(super) fn new(pair: &'p Pair<'r>) -> Self {
        Self { pair, own: RefCell::default(), is_new: RefCell::default(), links: OnceCell::new() }
    }

    /// A value as the translation has it; `near` is that of an entry beside the new one.
    pub(super) fn value(&self, key: Key, text: &str, near: Option<&str>) -> String {
        let Pair { mirror, policies, words, .. } = *self.pair;
        let value = self.pair.translated(key, Replacement { old: near, new: text });
        let word = without_qualifier(text);
        let is_said = || policies[1].says_alike(key, word, &value, words);
        if matches!(key, Key::Status | Key::Severity) && self.is_new(key) && is_said() {
            return text.to_owned();
        }
        let mut known = self.own.borrow_mut();
        let own = known.entry((key, value)).or_insert_with_key(|(key, value)| {
            mirror.in_own_words(*key, value, policies[1], words)
        });
        format!("{own}{}", lost_remark(text, own))
    }
}

impl StubValues<'_, '_> {
    /// Words of the leading register in a cell of the translation: a menu path as other entries have it, code in the
    /// folder of the language.
    pub(super) fn words(&self, key: Option<Key>, cell: Span, text: &str) -> String {
        let area = self.pair.translated_area(&[text]);
        let area = area.first().filter(|_| key == Some(Key::Area));
        if let Some(&area) = area {
            return area.to_owned();
        }
        let leading = self.pair.leading;
        let start = leading.text(cell).find(text).map_or(cell.start, |at| cell.start + at as u32);
        let code = leading.code_spans(cell).into_iter().map(|span| Edit {
            span: Span { start: span.start - start, end: span.end - start },
            text: in_language(leading, self.pair.mirror, leading.text(span)),
        });
        applied(text, &code.collect::<Vec<_>>())
    }

    /// The edits of the links to headings in a part of the leading register.
    pub(super) fn link_edits(&self, within: Span) -> Vec<Edit> {
        if !self.pair.leading.text(within).contains("](#") {
            return Vec::new();
        }
        self.links.get_or_init(|| StubLinks::of(self.pair)).edits(self.pair, within)
    }

    /// Whether no entry of the translation has a value of a key, so that nothing says in which words it writes those.
    fn is_new(&self, key: Key) -> bool {
        let mirror = self.pair.mirror;
        let lacks = || mirror.entries.iter().all(|entry| mirror.value_of(entry, key).is_none());
        *self.is_new.borrow_mut().entry(key).or_insert_with(lacks)
    }
}

/// The remark behind a word, which is translated with the rest of the stub: `fixed (by Ada)`.
fn lost_remark<'t>(text: &'t str, copied: &str) -> &'t str {
    let remark = &text[without_qualifier(text).len()..];
    if copied.ends_with(')') { "" } else { remark }
}
