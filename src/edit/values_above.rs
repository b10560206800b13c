//! What the headings above an entry say of it, and whether a new entry may be below them.

use super::field::{FieldRefusal, FieldValue};
use crate::register::{Entry, Register, StatusMeaning};
use crate::text::listed;
use crate::triage::TableInput;
use crate::vocabulary::Key;

/// The values that an entry has from the headings above it, and not from its own words.
pub(super) fn values_above<'r>(
    register: &Register<'r>,
    entry: &Entry,
) -> impl Iterator<Item = (Key, &'r str)> {
    let above = entry
        .fields
        .iter()
        .filter(|field| field.label == field.value && !entry.span.contains(field.span));
    above.filter_map(|field| Some((field.key?, register.text(field.value))))
}

/// Whether a value that somebody gave is the one that a heading says. A level may be called a priority or a
/// severity.
pub(super) fn is_said_above(
    input: TableInput<'_>,
    (key, above): (Key, &str),
    given: &FieldValue,
) -> bool {
    let words = input.vocabulary;
    let level = |text: &str| words.severity(text);
    let is_level =
        matches!((key, given.key), (Key::Severity, Key::Priority) | (Key::Priority, Key::Severity));
    (key == given.key && input.policy.same_value(key, above, given.text.trim(), words))
        || (is_level && level(above).is_some() && level(above) == level(given.text.trim()))
}

/// Whether a new entry may be below the headings above another one: they say what somebody gave, or no more
/// than that it is open.
pub(super) fn may_be_beside(input: TableInput<'_>, entry: &Entry, values: &[FieldValue]) -> bool {
    let TableInput { register, policy, vocabulary, .. } = input;
    let is_new = |text: &str| {
        policy.meaning(text, vocabulary) == Some(StatusMeaning::Flow(0))
            || vocabulary.status(text) == Some("Open")
    };
    let has_other = |key: Key| values.iter().any(|given| given.key == key);
    let is_said =
        |above: (Key, &str)| values.iter().any(|given| is_said_above(input, above, given));
    // `P1 — High`: somebody who gives one level means the heading.
    // A heading counts where the entry says something else, too.
    let overruled = entry.overruled.iter().map(|(key, above)| (*key, register.text(*above)));
    let all = || values_above(register, entry).chain(overruled.clone());
    let has_level = all().any(|above| above.0.is_level() && is_said(above));
    // Below `Open`, entries with states of their own may be in any open one.
    let is_any_open = |key: Key, above: &str| {
        let given = values.iter().find(|given| given.key == key && key == Key::Status);
        let is_open = given.is_some_and(|given| {
            let state = policy.meaning(&given.text, vocabulary);
            state.is_some_and(|state| !policy.is_over(state, vocabulary))
        });
        is_open && is_new(above) && entry.overruled.iter().any(|(own, _)| *own == key)
    };
    all().all(|(key, above)| {
        let is_unasked = !has_other(key)
            && match key {
                Key::Status => is_new(above),
                key => key.is_level() && has_level,
            };
        is_unasked || is_said((key, above)) || is_any_open(key, above)
    })
}

/// Why there is no place for a new entry: what the headings say that somebody would have to give.
pub(super) fn no_place_beside(input: TableInput<'_>, values: &[FieldValue]) -> FieldRefusal {
    let TableInput { register, vocabulary, .. } = input;
    let said = || {
        register.entries.iter().flat_map(|entry| {
            let overruled = entry.overruled.iter();
            let overruled = overruled.map(|(key, above)| (*key, register.text(*above)));
            values_above(register, entry).chain(overruled)
        })
    };
    let is_given = |key: Key| values.iter().any(|given| given.key == key);
    let keys = [Key::Priority, Key::Severity, Key::Status];
    let keys = || keys.into_iter().filter(|key| said().any(|(own, _)| own == *key));
    let key = keys().find(|key| !is_given(*key)).or_else(|| keys().next()).unwrap_or(Key::Status);
    let mut above: Vec<&str> = Vec::new();
    for (_, text) in said().filter(|(own, _)| *own == key) {
        if !above.contains(&text) {
            above.push(text);
        }
    }
    let name = vocabulary.name(key);
    let example = format!("{}={}", name.to_lowercase(), above.first().unwrap_or(&""));
    FieldRefusal::SaidAbove { name: name.to_owned(), values: listed(&above), example }
}
