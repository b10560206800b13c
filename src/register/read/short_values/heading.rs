//! The states and levels in the words of a heading or of another short text.

use super::split::split_outside;
use crate::vocabulary::{Key, Vocabulary};

/// The signs between the parts of a heading, such as its words and a status.
pub(in crate::register::read) const SEPARATORS: [&str; 7] =
    [" — ", " – ", " - ", ": ", "：", " · ", " | "];

/// The parts of a heading between its separators; those in parentheses part nothing.
pub(in crate::register::read) fn parts(text: &str) -> Vec<&str> {
    let parts = split_outside(text, &SEPARATORS).into_iter().map(str::trim);
    parts.filter(|part| !part.is_empty()).collect()
}

pub(in crate::register::read) fn tokens(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
        .filter(|word| !word.is_empty())
}

/// The status, priority and severity that some words give, `Closed critical gaps`; nothing where
/// one of the words means something else, `High availability`.
pub(in crate::register::read) fn values_of<'t>(
    text: &'t str,
    vocabulary: &Vocabulary,
) -> Option<Vec<(Key, &'t str)>> {
    if let Some(key) = single_value(text, vocabulary) {
        // `Live` and `Testing` name an environment, too.
        let is_place = key == Key::Status && vocabulary.names_place(text);
        return (!is_place).then(|| vec![(key, text)]);
    }
    let mut values: Vec<(Key, &str)> = Vec::new();
    let mut levels = 0;
    let mut is_of_priority = false;
    let is_name = is_named_by_initials(text, vocabulary);
    // A day says nothing of its own.
    let is_word = |word: &&str| !word.bytes().all(|byte| byte.is_ascii_digit());
    for word in tokens(text).filter(is_word) {
        is_of_priority |= vocabulary.key(word) == Some(Key::Priority);
        // `Missing features` names what is listed; `Missing` is no status there.
        let is_subject = vocabulary.is_subject(word) || vocabulary.is_filler(word);
        match single_value(word, vocabulary).filter(|key| *key != Key::Status || !is_subject) {
            Some(Key::Severity) => {
                levels += 1;
                values.push((Key::Severity, word));
            }
            Some(Key::Status) if is_name || vocabulary.names_place(word) => return None,
            Some(key) if !values.iter().any(|&(known, _)| known == key) => values.push((key, word)),
            Some(_) => {}
            None if is_subject => {}
            None => return None,
        }
    }
    // `Critical/important gaps` has two levels: which entry has which is not known.
    values.retain(|&(key, _)| key != Key::Severity || levels == 1);
    for (key, _) in &mut values {
        if *key == Key::Severity && is_of_priority {
            *key = Key::Priority;
        }
    }
    (!values.is_empty()).then_some(values)
}

/// Whether some words end in initials which name a part of the product: `Open API`.
fn is_named_by_initials(text: &str, vocabulary: &Vocabulary) -> bool {
    let is_upper = |word: &str| word.chars().all(char::is_uppercase);
    let last = tokens(text).last().filter(|last| is_upper(last) && !vocabulary.is_subject(last));
    last.is_some() && tokens(text).next().is_some_and(|first| !is_upper(first))
}

/// The key that a word alone is a value of.
pub(in crate::register::read) fn single_value(word: &str, vocabulary: &Vocabulary) -> Option<Key> {
    const LONGEST: usize = 40;
    if word.len() > LONGEST {
        None
    } else if vocabulary.is_severity_word(word) {
        // `Blocker`, which is both, is a severity rather than a priority.
        Some(Key::Severity)
    } else if vocabulary.is_priority_word(word) {
        Some(Key::Priority)
    } else if vocabulary.is_status_word(word) {
        Some(Key::Status)
    } else {
        None
    }
}
