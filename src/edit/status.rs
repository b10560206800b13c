//! A status as an entry gets it: in the words of its register, with the remark that was typed.

use super::beside::typed_remark;
use crate::register::StatusMeaning;
use crate::triage::TableInput;
use crate::vocabulary::{Key, Vocabulary};

/// The text of a status that means `state`, in the place of `old`.
pub(super) fn written(
    input: TableInput<'_>,
    old: Option<&str>,
    text: &str,
    state: StatusMeaning,
) -> String {
    let TableInput { register, vocabulary, policy, .. } = input;
    let is_same = |word: &str| policy.meaning(word, vocabulary) == Some(state);
    let remark = typed_remark(text, is_same);
    let own = register.status_like(old, state, policy, vocabulary);
    let own = match state {
        // `Duplicate of G-012`: what is behind the words is a part of the sentence.
        StatusMeaning::Further(_) if remark.is_none() && !is_word(text, vocabulary) => {
            return text.to_owned();
        }
        // A box has only two states.
        StatusMeaning::Further(_) if !is_same(own) => own.to_owned(),
        _ => register.in_own_words(Key::Status, own, policy, vocabulary),
    };
    own + remark.unwrap_or_default()
}

fn is_word(text: &str, words: &Vocabulary) -> bool {
    words.status_word_alone(text).is_some() || !text.contains(' ')
}
