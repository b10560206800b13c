//! The state that an item says on a line of its own, beside its box: `- Status: in progress`.

use crate::register::{Entry, Field, Form};
use crate::text::Span;
use crate::vocabulary::{Key, Vocabulary};

/// A state with more words is a sentence.
const MOST_WORDS: usize = 3;

/// Takes the state that a line of an item says under its label for its status, and not its box.
pub(super) fn take_state_line(text: &str, entry: &mut Entry, words: &Vocabulary) {
    let is_status = |field: &Field| field.key == Some(Key::Status);
    let is_box = |field: &Field| {
        is_status(field) && field.label == field.value && field.value.of(text).starts_with('[')
    };
    let is_line = |field: &Field| {
        is_status(field) && field.label != field.value && says_state(text, field, words)
    };
    let has_both = || entry.fields.iter().any(is_box) && entry.fields.iter().any(is_line);
    if entry.form == Form::Item && has_both() {
        let line = entry.fields.iter().position(is_line).map(|at| entry.fields.remove(at));
        // What is no state, as in `Status: 404`, stays behind it.
        let at = entry.fields.iter().position(is_box).unwrap_or_default();
        entry.fields.extend(line);
        entry.fields.swap_remove(at);
    }
}

/// Whether a value is a state, or a slip of one, or is where a line has nothing but a few words for it: in
/// `- Status: 404`, and in a sentence, it may be the answer of a server.
fn says_state(text: &str, field: &Field, words: &Vocabulary) -> bool {
    let value = field.value.of(text).trim_matches(['*', '_', '`', ' ']);
    let start = text[..field.span.start as usize].rfind('\n').map_or(0, |at| at + 1);
    let before = Span { start: start as u32, end: field.span.start };
    let is_line = !before.of(text).contains(char::is_alphanumeric);
    let is_short = value.split_whitespace().count() <= MOST_WORDS
        && !value.starts_with(|c: char| c.is_ascii_digit());
    words.status_at_start(value).is_some()
        || words.nearest_status(value).is_some()
        || (is_line && is_short && value.contains(char::is_alphabetic))
}
