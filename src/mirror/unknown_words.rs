//! Words of a register or its translation that are in no vocabulary: what the entries show of them.

use super::align::EntryPair;
use super::counterparts::{CountedWords, Counterparts, Word, WordPair};
use super::pair::Pair;
use crate::vocabulary::{Key, fold, without_qualifier};

/// The keys whose values are words.
const KEYS: [Key; 3] = [Key::Status, Key::Priority, Key::Severity];

impl<'r> Pair<'r> {
    pub(super) fn counterparts(&self) -> &Counterparts {
        self.counterparts.get_or_init(|| {
            let mut counted = CountedWords::default();
            for (at, entries) in self.alignment.pairs.iter().enumerate() {
                for key in KEYS {
                    self.words_of(key, entries).into_iter().for_each(|w| counted.add(key, w, at));
                }
                self.names_of(entries).into_iter().for_each(|(key, w)| counted.add(key, w, at));
                self.own_texts(entries).for_each(|(key, is_same)| counted.add_text(key, is_same));
            }
            counted.counterparts()
        })
    }

    /// The fields of a register's own that two entries have, and whether both say the same; codes left out.
    fn own_texts<'e>(
        &'e self,
        entries: &'e EntryPair<'_>,
    ) -> impl Iterator<Item = (Key, bool)> + 'e {
        let own = entries.leading.fields.iter().filter_map(|field| field.key);
        let own = own.filter(|key| matches!(key, Key::Custom(_)));
        own.filter_map(|key| {
            let own = self.leading.value_of(entries.leading, key)?;
            let theirs = self.mirror.value_of(entries.mirror, key)?;
            let is_spoken = !is_of_code(own) && !is_of_code(theirs);
            is_spoken.then_some((key, own == theirs))
        })
    }

    /// The word of a side, the leading one first.
    fn word(&self, side: usize, key: Key, text: &str) -> Option<Word> {
        let (policy, words) = (self.policies[side], self.words);
        if text.is_empty() || text.contains('\n') || words.placeholder(text).is_some() {
            return None;
        }
        let known = match key {
            Key::Status => policy.meaning(text, words).map(|state| policy.state_name(state)),
            Key::Priority => words.priority(text),
            _ => words.severity(text),
        };
        if is_code(text) {
            return Some(Word::Known(text.to_owned()));
        }
        let unknown = || Word::Unknown(fold(without_qualifier(text)));
        Some(known.map_or_else(unknown, |known| Word::Known(known.to_owned())))
    }

    fn words_of(&self, key: Key, entries: &EntryPair<'_>) -> Option<WordPair> {
        let own = self.word(0, key, self.leading.value_of(entries.leading, key)?)?;
        Some([own, self.word(1, key, self.mirror.value_of(entries.mirror, key)?)?])
    }

    /// Whether a word of a side is not known.
    pub(super) fn is_unknown(&self, side: usize, key: Key, text: &str) -> bool {
        KEYS.contains(&key) && self.word(side, key, text).is_some_and(|word| !word.is_known())
    }

    /// Whether two words, one of which is not known, stand for each other in the entries. One entry is
    /// enough where neither word may be a mistake.
    pub(super) fn stand_for_each_other(&self, key: Key, own: &str, theirs: &str) -> bool {
        if !self.is_unknown(0, key, own) && !self.is_unknown(1, key, theirs) {
            return false;
        }
        let words = self.word(0, key, own).zip(self.word(1, key, theirs));
        let usage = words.and_then(|(a, b)| self.counterparts().usage(key, &[a, b]));
        // A word that both registers have in one language is no translation of another.
        let is_untranslated = self.is_unknown(0, key, own)
            && !self.is_unknown(1, key, theirs)
            && !self.would_lose_a_word(key, own, theirs);
        let is_mistake = || {
            is_untranslated
                || self.may_be_a_mistake(0, key, own)
                || self.may_be_a_mistake(1, key, theirs)
        };
        usage.is_some_and(|usage| usage.count > 1 || !is_mistake())
    }

    /// Whether an unknown word may be a slip, or stands where the flow of its register has none.
    fn may_be_a_mistake(&self, side: usize, key: Key, text: &str) -> bool {
        if !self.is_unknown(side, key, text) {
            return false;
        }
        match key {
            Key::Status => {
                self.policies[side].declares_flow || self.words.nearest_status(text).is_some()
            }
            Key::Severity => self.words.nearest_severity(text).is_some(),
            _ => false,
        }
    }

    /// The word that the translation has for one of the source that is not known.
    pub(super) fn counterpart(&self, key: Key, own: &str) -> Option<&'r str> {
        if !self.is_unknown(0, key, own) {
            return None;
        }
        let word = self.word(0, key, own)?;
        let (_, usage) = self.counterparts().of_leading(key, &word).next()?;
        let entries = &self.alignment.pairs[usage.first];
        let theirs = self.mirror.value_of(entries.mirror, key).map(without_qualifier);
        theirs.filter(|theirs| self.stand_for_each_other(key, own, theirs))
    }

    /// Whether a known word of the translation's language would give way to one that is not known there.
    pub(super) fn would_lose_a_word(&self, key: Key, own: &str, theirs: &str) -> bool {
        let is_translated = |word: Word| matches!(word, Word::Known(meaning) if fold(&meaning) != fold(without_qualifier(theirs)));
        self.is_unknown(0, key, own) && self.word(1, key, theirs).is_some_and(is_translated)
    }

    /// Whether it depends on other entries how two entries compare, as a word of them is not known.
    pub(super) fn has_unknown_words(&self, entries: &EntryPair<'_>) -> bool {
        let is_unknown = |key: Key| {
            let [Word::Known(_), Word::Known(_)] = self.words_of(key, entries)? else {
                return Some(true);
            };
            Some(false)
        };
        KEYS.into_iter().any(|key| is_unknown(key).unwrap_or(false))
            || self.names_of(entries).iter().any(|(_, names)| names[0] != names[1])
    }
}

/// Whether a text is no word, and so the same in every language: `3`, `S2`, `★★`.
pub(super) fn is_code(text: &str) -> bool {
    let is_one = !text.contains(char::is_whitespace);
    !text.contains(char::is_alphabetic) || (is_one && text.contains(|c: char| c.is_ascii_digit()))
}

/// Whether all words of a text are codes, so that each language has the same: `API 2.8`, `` `GET /lots` ``.
pub(super) fn is_of_code(text: &str) -> bool {
    let plain: String = text.split('`').step_by(2).collect();
    plain.split_whitespace().all(|word| {
        let is_short_name = || word.len() > 1 && !word.contains(char::is_lowercase);
        is_code(word) || word.contains(['@', '/', '_']) || is_short_name()
    })
}
