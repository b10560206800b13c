//! Owners, environments and other free values that a translation has under other names: what the
//! entries show of them.

use std::borrow::Cow;

use super::align::EntryPair;
use super::counterparts::{Habit, Word, WordPair, is_name};
use super::pair::Pair;
use super::unknown_words::is_code;
use crate::vocabulary::{Key, fold, without_qualifier};

impl<'r> Pair<'r> {
    /// The names of two entries that can stand for each other, by their keys.
    pub(super) fn names_of(&self, entries: &EntryPair<'_>) -> Vec<(Key, WordPair)> {
        let keys = entries.leading.fields.iter().filter_map(|field| field.key);
        let names = keys.filter(|&key| is_name(key)).filter_map(|key| {
            let own = self.leading.value_of(entries.leading, key)?;
            let names = self.names(own, self.mirror.value_of(entries.mirror, key)?);
            Some(names?.into_iter().map(move |names| (key, names)))
        });
        names.flatten().collect()
    }

    /// The names in two values, each with that at its place in the other; nothing where they cannot
    /// stand for each other.
    fn names(&self, own: &str, theirs: &str) -> Option<Vec<WordPair>> {
        let [own, theirs] = [own, theirs].map(|text| self.parts(text));
        let (own, theirs) = (own?, theirs?);
        if own.len() != theirs.len() {
            return None;
        }
        own.into_iter().zip(theirs).map(|(own, theirs)| self.name_pair(own, theirs)).collect()
    }

    fn parts<'t>(&self, text: &'t str) -> Option<Vec<&'t str>> {
        let is_text = text.is_empty() || text.contains('\n');
        if is_text || self.words.placeholder(text).is_some() {
            return None;
        }
        Some(without_qualifier(text).split([',', ';', '/']).map(str::trim).collect())
    }

    fn name_pair(&self, own: &str, theirs: &str) -> Option<WordPair> {
        let names = [own, theirs].map(|text| match self.words.value(text) {
            Some(known) => Word::Known(known.to_owned()),
            None => Word::Unknown(fold(text)),
        });
        // An account and a number are the same in every language.
        let is_account = |text: &str| is_code(text) || text.contains(['@', '`']);
        let is_other = is_account(own) || is_account(theirs) || !digits(own).eq(digits(theirs));
        (names[0] == names[1] || !is_other).then_some(names)
    }

    /// Whether two values have names that stand for each other. One entry is enough where most entries
    /// have another name in the translation.
    pub(super) fn name_each_other(&self, key: Key, own: &str, theirs: &str) -> bool {
        let Some(names) = self.names(own, theirs).filter(|_| is_name(key)) else { return false };
        let counterparts = self.counterparts();
        let is_enough = |count: usize| {
            let is_habit = |habit: Habit| habit.other > habit.same;
            count > 1 || is_habit(counterparts.habit(key))
        };
        names.iter().all(|names| {
            let usage = || counterparts.usage(key, names);
            names[0] == names[1]
                || (!are_known(names) && usage().is_some_and(|usage| is_enough(usage.count)))
        })
    }

    /// Whether a name may be the translation of another, or that of somebody else.
    pub(super) fn is_doubtful_name(&self, key: Key, own: &str, theirs: &str) -> bool {
        let names = self.names(own, theirs).filter(|_| is_name(key)).unwrap_or_default();
        names.iter().any(|names| self.counterparts().is_doubtful(key, names))
    }

    /// The name that the translation has for one of the source.
    pub(super) fn other_name(&self, key: Key, own: &str) -> Option<String> {
        let parts = self.parts(own).filter(|_| is_name(key))?;
        if let [part] = parts[..] {
            return self.name_of_one(key, part).map(str::to_owned);
        }
        // Of several, those that it has under other names.
        let (mut text, mut rest) = (String::new(), own);
        let mut has_others = false;
        for part in parts {
            let (before, behind) = rest.split_once(part)?;
            let name = self.name_of_one(key, part);
            has_others |= name.is_some();
            text.extend([before, name.unwrap_or(part)]);
            rest = behind;
        }
        has_others.then(|| text + rest)
    }

    fn name_of_one(&self, key: Key, part: &str) -> Option<&'r str> {
        let name = Word::Unknown(fold(part));
        let mut known = self.counterparts().of_leading(key, &name);
        let (_, usage) = known.find(|(names, _)| names[0] != names[1])?;
        let theirs = self.mirror.value_of(self.alignment.pairs[usage.first].mirror, key)?;
        let theirs = without_qualifier(theirs);
        self.name_each_other(key, part, theirs).then_some(theirs)
    }

    /// Why a name stays that only one entry has, where the translation has names of its own: it may be
    /// the translation of the source's.
    pub(super) fn may_be_its_name(
        &self,
        key: Key,
        own: &str,
        theirs: &str,
    ) -> Option<Cow<'static, str>> {
        let names = if is_name(key) { self.names(own, theirs)? } else { return None };
        let counterparts = self.counterparts();
        let is_used_alone =
            |names: &WordPair| names[0] == names[1] || counterparts.usage(key, names).is_some();
        if !names.iter().all(is_used_alone) || counterparts.habit(key).other == 0 {
            return None;
        }
        let [own, theirs] = [own, theirs].map(without_qualifier);
        let language = &self.mirror.language;
        Some(
            format!(
                "not copied: `{theirs}` may be the name of `{own}` here; if so, add `vocabulary: \
                 {{ {language}: {{ values: {{ {own}: [{theirs}] }} }} }}` to the configuration"
            )
            .into(),
        )
    }
}

impl Pair<'_> {
    /// Whether a value has words of the source's language that are neither names nor codes: `nobody yet`,
    /// `waiting for legal`.
    pub(super) fn has_foreign_words(&self, key: Key, value: &str) -> bool {
        let is_other = self.leading.language != self.mirror.language;
        is_other
            && !key.is_typed()
            && self.words.value(value).is_none()
            && without_qualifier(value)
                .split([',', ';', '/', '+', '&'])
                .any(|part| self.is_phrase(part))
    }

    fn is_phrase(&self, part: &str) -> bool {
        let [own, theirs] = [self.leading, self.mirror].map(|register| &register.language);
        // What says that there is nothing is no name, in capitals it is a code: `N/A`.
        if self.words.placeholder(part).is_some() {
            let is_small = part.contains(char::is_lowercase);
            return is_small && !self.words.is_placeholder_of(theirs, part);
        }
        let mut words = part.split_whitespace().filter(|word| word.contains(char::is_alphabetic));
        let is_code = |word: &str| is_code(word) || word.contains(['@', '_', '`', '.', ':', '#']);
        let is_small = |word: &str| !word.contains(char::is_uppercase) && !is_code(word);
        let is_common = |word: &str| {
            self.words.is_word_of(own, word)
                && !self.words.is_word_of(theirs, word)
                && !self.words.is_connective(word)
        };
        let Some(first) = words.next().filter(|first| !is_code(first)) else { return false };
        let rest: Vec<&str> = words.collect();
        // A name in small letters is one word.
        let has_many = is_small(first) && rest.iter().any(|word| is_small(word));
        let are_small = rest.iter().all(|word| is_small(word));
        has_many
            || is_small(first) && rest.is_empty() && is_common(first)
            || !rest.is_empty() && are_small && rest.iter().any(|word| is_common(word))
    }
}

fn are_known(names: &WordPair) -> bool {
    names.iter().all(Word::is_known)
}

fn digits(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(char::is_ascii_digit)
}
