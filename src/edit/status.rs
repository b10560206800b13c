//! A state or level as an entry gets it: in the words of its register, with the remark that was typed.

use crate::register::{
    Profile, Replacement, StatusMeaning, Struck, ValueParts, remark_behind, words_behind_sign,
};
use crate::triage::TableInput;
use crate::vocabulary::{Key, Vocabulary, fold};

/// The text of a status that means `state`, in the place of `old`.
pub(super) fn written(
    input: TableInput<'_>,
    old: Option<&str>,
    text: &str,
    state: StatusMeaning,
) -> String {
    let TableInput { register, vocabulary, policy, .. } = input;
    if is_struck_in_part(text) {
        return text.to_owned();
    }
    if let Some(own) = behind_sign(input, old, text, state) {
        return own;
    }
    let is_same = |word: &str| policy.meaning(word, vocabulary) == Some(state);
    let (word, remark) = word_and_remark(text, is_same);
    let (word, moment) = word_and_moment(word, vocabulary);
    // Where a legend explains signs, and the entry has one of them alone.
    let has_sign = old
        .is_some_and(|old| policy.explained(old).is_some() && !old.contains(char::is_alphanumeric));
    if let Some(sign) = policy.sign_of(state, vocabulary).filter(|_| has_sign) {
        return format!("{sign}{moment}{remark}");
    }
    let own = register.status_like(Replacement { old, new: text }, state, policy, vocabulary);
    let own = match state {
        // `Duplicate of G-012`: what is behind the words is a part of the sentence.
        StatusMeaning::Further(_) if remark.is_empty() && !is_word(text, vocabulary) => {
            return text.to_owned();
        }
        // A box has only two states.
        StatusMeaning::Further(_) if !is_same(own) => own.to_owned(),
        _ if own.starts_with('[') => {
            let written = register.in_own_words(Key::Status, own, policy, vocabulary);
            // A box takes no word that other entries have in a line.
            if written.starts_with('[') { written } else { own.to_owned() }
        }
        // The register itself states this word.
        _ if policy.declares_flow && fold(own) == fold(word) => {
            let is_stated = policy.flow.iter().any(|state| state == own);
            let written = register.as_written(Key::Status, word, policy, vocabulary);
            // `lint` holds a register with a form of its own to the spelling of its entries.
            let is_free = !is_stated || policy.profile == Profile::Generic;
            match written.filter(|written| *written == word || is_free) {
                Some(written) => written.to_owned(),
                None if is_of_language(input, Key::Status, word) => own.to_owned(),
                None => register.in_own_words(Key::Status, own, policy, vocabulary),
            }
        }
        _ => own_word_for(input, Key::Status, old, Typed { word, canonical: own }),
    };
    let is_typed_word = fold(&own) == fold(word);
    let moment = if is_typed_word { moment.to_owned() } else { numbers_of(moment) };
    own + &moment + remark
}

/// The text of a status that was typed with a sign, where the words behind that are the state: the sign stays where
/// the word of the register has none.
fn behind_sign(
    input: TableInput<'_>,
    old: Option<&str>,
    text: &str,
    state: StatusMeaning,
) -> Option<String> {
    let words = words_behind_sign(text)?;
    let is_state = input.policy.meaning(words, input.vocabulary) == Some(state);
    let own = is_state.then(|| written(input, old, words, state))?;
    let sign = text.split_whitespace().next()?;
    let is_bare = own.starts_with(char::is_alphanumeric);
    Some(if is_bare { format!("{sign} {own}") } else { own })
}

/// The text of a level that is known as `canonical`, in the place of `old`.
pub(super) fn level(
    input: TableInput<'_>,
    key: Key,
    old: Option<&str>,
    text: &str,
    canonical: &str,
) -> String {
    if is_struck_in_part(text) {
        return text.to_owned();
    }
    let is_value = |word: &str| input.policy.word_meaning(key, word, input.vocabulary).is_some();
    let (word, remark) = word_and_remark(text, is_value);
    own_word_for(input, key, old, Typed { word, canonical }) + remark
}

/// Whether a word is one that a register or its language has.
pub(super) fn is_at_home(input: TableInput<'_>, key: Key, text: &str) -> bool {
    let TableInput { register, vocabulary, policy, .. } = input;
    let meaning = |word: &str| policy.word_meaning(key, word, vocabulary);
    let (word, _) = word_and_remark(text, |word| meaning(word).is_some());
    register.as_written(key, word, policy, vocabulary).is_some() || is_of_language(input, key, word)
}

/// A word as somebody typed it, and the usual one for the same.
#[derive(Clone, Copy)]
struct Typed<'t> {
    word: &'t str,
    canonical: &'t str,
}

/// What was typed, as entries have it; else what the entry says already, if that is the same; else what
/// most entries say. Where none says it and no flow is stated, a word of the language stays as it is.
fn own_word_for(input: TableInput<'_>, key: Key, old: Option<&str>, typed: Typed<'_>) -> String {
    let TableInput { register, vocabulary, policy, .. } = input;
    let Typed { word, canonical } = typed;
    let meaning = |word: &str| policy.word_meaning(key, word, vocabulary);
    let is_value = |word: &str| meaning(word).is_some();
    let kept = || {
        let old = ValueParts::of(old?).word(is_value);
        policy.says_alike(key, old, canonical, vocabulary).then_some(old)
    };
    let own = register.as_written(key, word, policy, vocabulary);
    if let Some(own) = own.or_else(kept) {
        return own.to_owned();
    }
    let lacks_letters = || register.has_without_letters(key, word, policy, vocabulary);
    let is_kept = (policy.is_loose || lacks_letters())
        && is_of_language(input, key, word)
        && !is_alike(word, canonical);
    let text = if is_kept { word } else { canonical };
    let own = register.in_own_words(key, text, policy, vocabulary);
    let is_own = key == Key::Status && is_of_entry(vocabulary, old, word, &own);
    if is_own { word.to_owned() } else { own }
}

/// Whether a state was typed in the language of the entry's old one, and the register's usual word is of another:
/// registers may have entries in several languages.
fn is_of_entry(words: &Vocabulary, old: Option<&str>, typed: &str, usual: &str) -> bool {
    let Some(old) = old.filter(|_| fold(typed) != fold(usual)) else { return false };
    let old = words.languages_of_state(ValueParts::of(old).word(|word| words.is_status_word(word)));
    let is_of_old = |word: &str| words.languages_of_state(word).iter().any(|it| old.contains(it));
    is_of_old(typed) && !is_of_old(usual)
}

fn is_of_language(input: TableInput<'_>, key: Key, word: &str) -> bool {
    let TableInput { register, vocabulary, .. } = input;
    let canonical = match key {
        Key::Status => vocabulary.exact_status(word),
        Key::Severity => vocabulary.severity(word),
        _ => None,
    };
    canonical.is_some_and(|own| vocabulary.has_word_for(&register.language, key, own, word))
}

/// Whether two words have the same letters: `in-progress` is `In Progress`.
fn is_alike(one: &str, other: &str) -> bool {
    let [one, other] = [one, other].map(fold);
    let is_letter = |c: &char| c.is_alphanumeric();
    one.chars().filter(is_letter).eq(other.chars().filter(is_letter))
}

/// Whether somebody typed earlier values, too.
fn is_struck_in_part(text: &str) -> bool {
    ValueParts::of(text).struck != Struck::Nothing
}

fn word_and_remark(text: &str, is_value: impl Fn(&str) -> bool) -> (&str, &str) {
    let remark = remark_behind(text, is_value).unwrap_or_default();
    text.split_at(text.len() - remark.len())
}

/// The word for a state, and the version or the day behind it: `Fixed in 2.8.1 on 2026-03-01`.
fn word_and_moment<'t>(text: &'t str, words: &Vocabulary) -> (&'t str, &'t str) {
    let mut blanks = text.match_indices(' ').map(|(at, _)| at);
    let is_end = |at: &usize| {
        words.status_word_alone(&text[..*at]).is_some()
            && text[*at..].contains(|c: char| c.is_ascii_digit())
    };
    let is_whole = words.status_word_alone(text).is_some();
    text.split_at(blanks.find(is_end).filter(|_| !is_whole).unwrap_or(text.len()))
}

/// What is not in the words of one language: ` (2.8.1, 2026-03-01)`.
fn numbers_of(moment: &str) -> String {
    let numbers = moment.split([' ', ',']).filter(|it| it.contains(|c: char| c.is_ascii_digit()));
    let numbers: Vec<&str> = numbers.collect();
    if numbers.is_empty() { String::new() } else { format!(" ({})", numbers.join(", ")) }
}

fn is_word(text: &str, words: &Vocabulary) -> bool {
    words.status_word_alone(text).is_some() || !text.contains(' ')
}
