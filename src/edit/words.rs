//! The words that a register has for states and levels: which may be set, and what to say of others.

use std::borrow::Cow;

use crate::register::{Entry, Profile, StatusMeaning};
use crate::text::listed;
use crate::triage::TableInput;
use crate::vocabulary::{Key, fold, nearest, slip_of, without_qualifier};

/// More words are too many for a message.
const MOST_WORDS: usize = 8;

/// Why a word is not set.
pub(super) struct UnfitWord {
    /// What it is not.
    pub what: String,
    /// What to write instead.
    pub wanted: Cow<'static, str>,
    /// A word that may have been meant.
    pub near: Option<String>,
    /// Whether `lint` would not object to it.
    pub is_sound: bool,
}

/// A word that nobody else knows, as entries have it, a word for another kind of level, or any word where
/// that is forced, if `lint` does not object to it.
pub(super) fn own_word(
    input: TableInput<'_>,
    key: Key,
    text: &str,
    is_forced: bool,
) -> Option<String> {
    let soundness = input.soundness();
    let is_level = key != Key::Status && soundness.is_known(key, text);
    let own = soundness.as_in_use(key, text).or_else(|| level_in_use(input, key, text));
    let own = own.or_else(|| in_another_entry(input, key, text));
    let own = own.or_else(|| level_of_language(input, key, text));
    let own = own.or(Some(text).filter(|_| is_level || is_forced));
    own.filter(|own| !soundness.objects_to(key, own) || is_sound_twice(input, key, own))
        .map(str::to_owned)
}

/// A word that one entry has, and that is no slip of a known one.
fn in_another_entry<'r>(input: TableInput<'r>, key: Key, text: &str) -> Option<&'r str> {
    let folded = fold(text);
    let mut words = input
        .register
        .entries
        .iter()
        .filter_map(|entry| Some(without_qualifier(input.register.value_of(entry, key)?)));
    words.find(|word| fold(word) == folded && is_sound_twice(input, key, word))
}

/// Whether `lint` does not object to a word that two entries have.
fn is_sound_twice(input: TableInput<'_>, key: Key, word: &str) -> bool {
    let TableInput { register, vocabulary, .. } = input;
    let is_slip = match key {
        Key::Status => vocabulary.similar_status(word).is_some(),
        Key::Severity | Key::Priority => vocabulary.similar_severity(word).is_some(),
        _ => false,
    };
    let has_it = |text: &str| fold(without_qualifier(text)) == fold(word);
    let mut values = register.entries.iter().filter_map(|entry| register.value_of(entry, key));
    !is_slip && input.soundness().may_have_own_words(key) && values.any(has_it)
}

/// The word of the register's language for the level that a text of another one means.
fn level_of_language<'r>(input: TableInput<'r>, key: Key, text: &str) -> Option<&'r str> {
    let TableInput { register, vocabulary, .. } = input;
    let level = vocabulary.severity(text).filter(|_| key == Key::Priority)?;
    let is_own = vocabulary.has_word_for(&register.language, Key::Severity, level, text);
    vocabulary.severity_word(&register.language, level).filter(|_| !is_own)
}

/// The word that an entry has for the level that a text means: `Yüksek` for `High`.
fn level_in_use<'r>(input: TableInput<'r>, key: Key, text: &str) -> Option<&'r str> {
    let TableInput { register, vocabulary, .. } = input;
    let level = vocabulary.severity(text).filter(|_| key == Key::Priority)?;
    let mut used = register.entries.iter().filter_map(|entry| register.value_of(entry, key));
    used.find(|word| vocabulary.severity(word) == Some(level))
}

/// Why a text is no status that an entry may have.
pub(super) fn no_state(input: TableInput<'_>, text: &str) -> UnfitWord {
    let TableInput { register, vocabulary, policy, .. } = input;
    let what = match policy.meaning(text, vocabulary) {
        Some(_) => format!("`{text}` is not a state here"),
        None => format!("`{text}` is not a valid {}", vocabulary.name(Key::Status)),
    };
    let near = vocabulary.nearest_status(text).filter(|near| policy.allows(near, vocabulary));
    let near = near.map(|near| register.in_own_words(Key::Status, near, policy, vocabulary));
    let states = || register.states_in_own_words(policy, vocabulary);
    let of_flow = || format!("write a state of the status flow: {}", states());
    let own = own_words(input, Key::Status).filter(|_| !policy.declares_flow);
    let hint = "a state of your own goes under `flow` in gapreg.yaml, one beside the flow under `states`, another word for one under `vocabulary`";
    let near = near.or_else(|| near_own(input, Key::Status, text));
    let wanted = own.unwrap_or_else(of_flow);
    let has_it = |entry: &Entry| {
        register.value_of(entry, Key::Status).is_some_and(|own| fold(own) == fold(text))
    };
    let is_beside = || {
        matches!(policy.meaning(text, vocabulary), Some(StatusMeaning::Further(_)))
            || register.entries.iter().any(has_it)
    };
    let is_sound = !input.soundness().objects_to(Key::Status, text);
    if near.is_none() && is_beside() {
        let wanted = format!(
            "{wanted}; to have it beside the flow, declare it: `states: [{text}]` in gapreg.yaml, or `(or \
             **{text}**)` behind the flow in the register"
        );
        return UnfitWord { what, wanted: wanted.into(), near, is_sound };
    }
    refusal(input, UnfitWord { what, wanted: wanted.into(), near, is_sound }, hint)
}

/// Why a text is no level that an entry may have. `wanted` is an example of one.
pub(super) fn no_level(
    input: TableInput<'_>,
    key: Key,
    text: &str,
    wanted: &'static str,
) -> UnfitWord {
    let TableInput { register, vocabulary, policy, .. } = input;
    let what = format!("`{text}` is not a valid {}", vocabulary.name(key));
    let near = vocabulary.nearest_severity(text).filter(|_| key == Key::Severity);
    let near = near.map(|near| register.in_own_words(key, near, policy, vocabulary));
    let near = near.or_else(|| near_own(input, key, text));
    let wanted = own_words(input, key).map_or(Cow::Borrowed(wanted), Cow::Owned);
    let hint = "another word for one goes under `vocabulary` in gapreg.yaml";
    let is_sound = !input.soundness().objects_to(key, text);
    refusal(input, UnfitWord { what, wanted, near, is_sound }, hint)
}

/// The word of entries that a text may be a slip of.
fn near_own(input: TableInput<'_>, key: Key, text: &str) -> Option<String> {
    let own = input.soundness().words_in_use(key).into_iter();
    // A form of a state may deny it: `Unverified`.
    let near = if key == Key::Status { slip_of(text, own) } else { nearest(text, own) };
    near.map(str::to_owned)
}

/// What to write, where entries have words that are not the built-in ones.
fn own_words(input: TableInput<'_>, key: Key) -> Option<String> {
    let words = input.vocabulary;
    let is_built_in = |word: &str| match key {
        Key::Status => input.policy.flow.iter().any(|state| state == word),
        Key::Priority => words.priority(word) == Some(word),
        _ => words.severity(word) == Some(word),
    };
    let mut own = input.soundness().words_in_use(key);
    let is_own =
        input.policy.profile == Profile::Generic && !own.iter().all(|word| is_built_in(word));
    own.truncate(MOST_WORDS);
    if key == Key::Priority {
        own.sort_unstable();
    }
    is_own.then(|| format!("the entries here have {}", listed(&own)))
}

/// A refusal that says where words of one's own go, in a register with a form of its own.
fn refusal(input: TableInput<'_>, word: UnfitWord, hint: &str) -> UnfitWord {
    let has_hint = word.near.is_none() && input.policy.profile == Profile::Generic;
    let wanted = if has_hint { format!("{}; {hint}", word.wanted).into() } else { word.wanted };
    UnfitWord { wanted, ..word }
}
