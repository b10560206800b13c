//! The word that a register itself has for a value.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::register::{
    DATED, Entry, Field, Policy, Profile, Register, ValueParts, words_behind_sign,
};
use crate::values::{DateForm, DayReadings};
use crate::vocabulary::{Beside, Key, Vocabulary, fold};

/// A longer value says more than its word.
const LONGEST: usize = 24;

/// To look at all entries for each value would take time with the square of their number.
const FIRST: usize = 64;

impl<'s> Register<'s> {
    /// The form of the dates of its entries.
    pub(crate) fn date_form(&self, policy: &Policy, words: &Vocabulary) -> DateForm {
        let written = |key: Key, text: &'s str| {
            let day = policy.read_day(key, text, words).map(|day| day.text);
            // One that could be two days has a form as well.
            day.ok().or_else(|| DayReadings::of(text)?.either().map(|_| text))
        };
        let dates = |key: Key| {
            let texts = self.entries.iter().filter_map(move |entry| self.value_of(entry, key));
            texts.filter_map(move |text| written(key, text))
        };
        let form =
            DateForm::of(DATED.into_iter().flat_map(dates), policy.day_orders.shared().order);
        if policy.profile == Profile::Generic { form } else { form.without_words() }
    }

    /// A state, priority or severity in the word that most entries have for it; else in the language
    /// and the case of the words that they have for others. What was struck out of a value and the remark
    /// behind it are no part of the word.
    pub(crate) fn in_own_words(
        &self,
        key: Key,
        text: &str,
        policy: &Policy,
        words: &Vocabulary,
    ) -> String {
        if policy.word_meaning(key, text, words).is_none() {
            return text.to_owned();
        }
        let values: Vec<&str> = self.written_words(key, policy, words).collect();
        let means = |value: &&str| {
            policy.says_alike(key, value, text, words) && !lacks_letters(value, text)
        };
        if let Some(own) = most_frequent(values.iter().copied().filter(means), text) {
            return own.to_owned();
        }
        if let Some(own) = self.in_words_of_legend(key, text, policy, words) {
            return own;
        }
        // A file of boxes has no word yet, and is written in its language.
        let is_free = values.is_empty()
            && policy.profile == Profile::Generic
            && !policy.declares_flow
            && self.language != "en";
        let word = if is_free {
            self.usual_word(key, text, words)
        } else {
            self.word_of_language(key, text, &values, words)
        };
        self.in_case_of(key, word.unwrap_or(text), &values)
    }

    /// A word in the case of the words that the first entries have for the key: asked for each value that differs,
    /// all entries would take time with the square of their number.
    pub(crate) fn in_own_case(
        &self,
        key: Key,
        word: &str,
        policy: &Policy,
        words: &Vocabulary,
    ) -> String {
        let values: Vec<&str> = self.written_words(key, policy, words).take(FIRST).collect();
        self.in_case_of(key, word, &values)
    }

    /// A value in the language of the words that the first entries have for others, where they have such words: also
    /// asked for each value that differs.
    pub(crate) fn in_own_language<'v>(
        &self,
        key: Key,
        text: &'v str,
        policy: &Policy,
        words: &'v Vocabulary,
    ) -> Option<&'v str> {
        const FIRST: usize = 64;
        let values: Vec<&str> = self.written_words(key, policy, words).take(FIRST).collect();
        self.word_of_language(key, text, &values, words)
    }

    fn in_case_of(&self, key: Key, word: &str, values: &[&str]) -> String {
        let is_small = |value: &&str| !value.contains(char::is_uppercase);
        // German nouns keep their capital letter: `in Arbeit`.
        let has_small = self.language != "de";
        let are_small = has_small && !values.is_empty() && values.iter().all(is_small);
        let starts_small = |value: &&str| value.starts_with(char::is_lowercase);
        let begin_small = !values.is_empty() && values.iter().all(starts_small);
        let is_large = |value: &&str| value.len() > 1 && !value.contains(char::is_lowercase);
        // A Turkish `i` has another capital letter.
        let has_capitals = key == Key::Status && self.language != "tr";
        let are_large = has_capitals && !values.is_empty() && values.iter().all(is_large);
        // A code keeps its capital letters among words: `P1` beside `high`.
        let has_digit = |text: &str| text.contains(|c: char| c.is_ascii_digit());
        if has_digit(word) && !values.iter().any(|value| has_digit(value)) {
            return word.to_owned();
        }
        match (are_small, are_large) {
            (true, _) => word.to_lowercase(),
            (_, true) => word.to_uppercase(),
            _ if begin_small => with_small_start(word),
            _ => word.to_owned(),
        }
    }

    /// A state by the sign that the register explains as it, where its entries write such signs: with the words
    /// of the legend behind it, where most have words there.
    fn in_words_of_legend(
        &self,
        key: Key,
        text: &str,
        policy: &Policy,
        words: &Vocabulary,
    ) -> Option<String> {
        let state = policy.meaning(text, words).filter(|_| key == Key::Status)?;
        let is_meant = |sign: &&Field| policy.meaning(self.text(sign.label), words) == Some(state);
        let explained = self.signs.iter().find(is_meant)?;
        let (sign, meaning) = (self.text(explained.label), self.text(explained.value));
        let (mut alone, mut with_words) = (0, 0);
        for status in self.entries.iter().filter_map(|entry| self.value_of(entry, key)) {
            let status = status.trim_matches(['*', '`', ' ']);
            let first = status.split_whitespace().next().unwrap_or_default();
            if self.signs.iter().any(|known| fold(self.text(known.label)) == fold(first)) {
                let is_alone = first.len() == status.len();
                (alone, with_words) =
                    (alone + i32::from(is_alone), with_words + i32::from(!is_alone));
            }
        }
        match (alone, with_words) {
            (0, 0) => None,
            (alone, with_words) if alone >= with_words => Some(sign.to_owned()),
            _ => Some(format!("{sign} {meaning}")),
        }
    }

    /// A word as entries write it, if they do.
    pub(crate) fn as_written(
        &self,
        key: Key,
        word: &str,
        policy: &Policy,
        words: &Vocabulary,
    ) -> Option<&'s str> {
        let same = self.spellings(key, word, policy, words);
        let exact = same.iter().copied().find(|own| *own == word);
        exact.or_else(|| most_frequent(same.into_iter(), word))
    }

    /// A word as most entries write it, if they do; as it is, where the register states it.
    pub(crate) fn as_usual(
        &self,
        key: Key,
        word: &str,
        policy: &Policy,
        words: &Vocabulary,
    ) -> Option<&'s str> {
        if policy.declares_flow {
            return self.as_written(key, word, policy, words);
        }
        most_frequent(self.spellings(key, word, policy, words).into_iter(), word)
    }

    /// A word in each spelling that entries have for it, once for each entry.
    fn spellings(&self, key: Key, word: &str, policy: &Policy, words: &Vocabulary) -> Vec<&'s str> {
        let folded = fold(word);
        let own = self.written_words(key, policy, words);
        own.filter(|own| fold(own) == folded && !lacks_letters(own, word)).collect()
    }

    /// Whether an entry has a word without the letters that it is written with.
    pub(crate) fn has_without_letters(
        &self,
        key: Key,
        word: &str,
        policy: &Policy,
        words: &Vocabulary,
    ) -> bool {
        self.written_words(key, policy, words).any(|own| lacks_letters(own, word))
    }

    /// The word of each entry for a key, where it has one.
    pub(super) fn written_words(
        &self,
        key: Key,
        policy: &Policy,
        words: &Vocabulary,
    ) -> impl Iterator<Item = &'s str> {
        // A heading has a word for many entries: `Resolved ones`.
        let is_own = move |entry: &&Entry| {
            entry.field(key).is_some_and(|field| !self.is_inherited(entry, field))
        };
        let any_own = self.entries.iter().take(FIRST).any(|entry| is_own(&entry));
        let entries = self.entries.iter().filter(move |entry| !any_own || is_own(entry));
        let values = entries.filter_map(move |entry| self.value_of(entry, key));
        let is_value = move |text: &str| policy.word_meaning(key, text, words).is_some();
        let word = move |value: &'s str| {
            let word = ValueParts::of(value).word(is_value);
            if key == Key::Status { without_day(word, words) } else { word }
        };
        values.map(word).filter(|value| is_word(value))
    }

    /// The states for a reader, in the words of a register with a form of its own: `offen → erledigt
    /// (or vertagt)`.
    pub(crate) fn states_in_own_words(&self, policy: &Policy, words: &Vocabulary) -> String {
        if policy.profile != Profile::Generic {
            return policy.states_in_words();
        }
        let own = |state: &str| {
            let own = self.in_own_words(Key::Status, state, policy, words);
            // `✅ Fixed` is the declared `Fixed` with its sign.
            let is_declared = policy.declares_flow && own.ends_with(state);
            if is_declared { state.to_owned() } else { own }
        };
        let flow: Vec<String> = policy.flow.iter().map(|state| own(state)).collect();
        let further: Vec<String> = policy.stated_further().map(own).collect();
        let flow = flow.join(policy.between_states());
        match &further[..] {
            [] => flow,
            further => format!("{flow} (or {})", further.join(", ")),
        }
    }

    /// The word of the register's language, where its entries have such words.
    fn word_of_language<'v>(
        &self,
        key: Key,
        text: &'v str,
        values: &[&str],
        words: &'v Vocabulary,
    ) -> Option<&'v str> {
        let is_translated = |value: &&str| match key {
            Key::Status => self.is_translated(value, words),
            _ => words.severity(value).is_some_and(|word| !word.eq_ignore_ascii_case(value)),
        };
        let is_in_language = values.iter().any(is_translated);
        is_in_language.then(|| self.usual_word(key, text, words))?
    }

    /// The word of the register's language for a state or a level.
    fn usual_word<'v>(&self, key: Key, text: &'v str, words: &'v Vocabulary) -> Option<&'v str> {
        let own = match key {
            Key::Status => words.status(text),
            Key::Severity | Key::Priority => words.severity(text),
            _ => None,
        }?;
        if words.has_word_for(&self.language, key, own, text) {
            return Some(text);
        }
        match key {
            Key::Status => words
                .closed_word(&self.language, own, text)
                .or_else(|| words.status_word(&self.language, own)),
            _ => words.severity_word(&self.language, own),
        }
    }
}

impl Register<'_> {
    /// Whether a status is in the word of a language other than English: the usual one of any, or another
    /// one of the register's own.
    pub(super) fn is_translated(&self, status: &str, words: &Vocabulary) -> bool {
        let status = words_behind_sign(status).unwrap_or(status);
        let word = ValueParts::of(status).word(|word| words.exact_status(word).is_some());
        let usual = words.translated_status(word);
        let is_own = |state| words.has_word_for(&self.language, Key::Status, state, word);
        usual.is_some_and(|canonical| !canonical.eq_ignore_ascii_case(word))
            || (self.language != "en" && words.exact_status(word).is_some_and(is_own))
    }
}

/// The most frequent of some words; of several, the one that is written like `text`, else the first.
pub(super) fn most_frequent<'v>(
    values: impl Iterator<Item = &'v str>,
    text: &str,
) -> Option<&'v str> {
    let mut counts: BTreeMap<&str, (usize, Reverse<usize>)> = BTreeMap::new();
    for (at, value) in values.enumerate() {
        counts.entry(value).or_insert((0, Reverse(at))).0 += 1;
    }
    let most = counts.into_iter().max_by_key(|&(value, (count, at))| (count, value == text, at));
    most.map(|(value, _)| value)
}

/// Whether a word is another one without the letters beyond ASCII: `yapiliyor` for `yapılıyor`.
fn lacks_letters(word: &str, other: &str) -> bool {
    let beyond = |text: &str| text.chars().filter(|c| !c.is_ascii()).count();
    beyond(word) < beyond(other) && fold(word) == fold(other)
}

/// A state without the day or the version of one entry behind it, and without the word for those: `fixed` of `fixed
/// 2026-01-05`, of `fixed in 4.3` and of `fixed since`.
pub(crate) fn without_day<'t>(text: &'t str, words: &Vocabulary) -> &'t str {
    let without_sign =
        |word: &'t str| word.trim_start_matches(|c: char| !c.is_alphanumeric() && !c.is_ascii());
    let is_state = |word: &'t str| {
        let bare = without_sign(word).trim_start();
        !bare.is_empty() && words.status_word_alone(bare).is_some()
    };
    let is_exact = |word: &'t str| words.exact_status(without_sign(word).trim_start()).is_some();
    let blanks = || text.match_indices(' ').map(|(at, _)| at);
    if let Some(at) = blanks().find(|&at| is_exact(&text[..at]) && dates(&text[at + 1..], words)) {
        return &text[..at];
    }
    let Some(digit) = text.find(|c: char| c.is_ascii_digit()) else {
        let is_of_day = |word| matches!(words.beside(word), Some(Beside::Since | Beside::Plain));
        let parted = text.rsplit_once(' ').filter(|(_, last)| is_of_day(last));
        return parted.map_or(text, |(state, _)| state);
    };
    let before = text[..digit].trim_end_matches([' ', 'v', 'V']);
    let ends = blanks().filter(|&at| at < before.len()).chain([before.len()]);
    let ends: Vec<usize> = ends.filter(|&end| end > 0).collect();
    ends.into_iter().rev().map(|end| &before[..end]).find(|word| is_state(word)).unwrap_or(text)
}

/// Whether the words behind a state say since when it holds, as those of one entry do: `since March`.
fn dates(behind: &str, words: &Vocabulary) -> bool {
    let first = behind.split_whitespace().next().unwrap_or_default();
    let last = behind.split_whitespace().next_back().unwrap_or_default();
    let is_since = |word: &str| words.beside(word) == Some(Beside::Since);
    // `seit März`, `Mart'tan beri`
    is_since(first) || is_since(last)
}

fn with_small_start(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().into_iter().flat_map(char::to_lowercase);
    first.chain(letters).collect()
}

fn is_word(value: &str) -> bool {
    !value.is_empty()
        && value.chars().count() <= LONGEST
        && !value.contains(['\n', '(', '（', ',', '，', '—', '–', '[', ':', '：', ';', '|'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::UniqueMap;

    #[test]
    fn a_state_is_without_its_day() {
        let words = Vocabulary::with(&UniqueMap::default());
        for (text, state) in [
            ("fixed 2026-01-05", "fixed"),
            ("open since 2026-10-05", "open"),
            ("offen seit März", "offen"),
            ("fixed in 4.3", "fixed"),
            // What reads the state may have taken the day already.
            ("open since", "open"),
            ("in progress", "in progress"),
        ] {
            assert_eq!(without_day(text, &words), state, "{text}");
        }
    }
}
