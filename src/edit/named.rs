//! Entries and fields by the names that people type.

use crate::register::{Entry, Field, Form, Register};
use crate::vocabulary::{Key, Vocabulary, fold};

/// Every entry of an ID, in upper or lower case; of a number, or else of a title, where entries have no IDs.
pub(crate) fn named<'r>(register: &'r Register<'_>, id: &str) -> impl Iterator<Item = &'r Entry> {
    let number = id.trim_start_matches('#');
    let is_named = move |entry: &&Entry| match register.id(entry) {
        // A shell takes `#7` for a comment.
        Some(own) => own.eq_ignore_ascii_case(id) || own.strip_prefix('#') == Some(id),
        None => {
            entry.number.is_some_and(|own| register.text(own).trim_start_matches('#') == number)
        }
    };
    let is_name = register.entries.iter().any(|entry| is_named(&entry));
    let title = words(id);
    // Lists show a title with what is behind it.
    let has_title = move |entry: &&Entry| {
        let titles = [title_of(register, entry), register.text(entry.heading)];
        entry.id.is_none() && !title.is_empty() && titles.iter().any(|own| words(own) == title)
    };
    let is_title = !is_name && register.entries.iter().any(|entry| has_title(&entry));
    let is_it = move |entry: &&Entry| {
        if is_name {
            is_named(entry)
        } else if is_title {
            has_title(entry)
        } else {
            !number.is_empty() && number_of_item(register, entry) == Some(number)
        }
    };
    register.entries.iter().filter(is_it)
}

/// The number in front of an item without an ID, as its file has it: `2. Login fails`.
fn number_of_item<'r>(register: &Register<'r>, entry: &Entry) -> Option<&'r str> {
    let line = register.text(entry.span);
    let (number, behind) = line.split_at(line.find(|c: char| !c.is_ascii_digit())?);
    let is_item = entry.form == Form::Item && entry.id.is_none();
    (is_item && behind.starts_with(['.', ')'])).then_some(number)
}

/// What names an entry in its register: its ID, else its number, else its title.
pub(crate) fn name_of<'r>(register: &Register<'r>, entry: &Entry) -> &'r str {
    let name = entry.id.or(entry.number);
    name.map_or_else(|| title_of(register, entry), |name| register.plain(name))
}

/// The title of an entry, without the values at its end: `Login fails` of `Login fails — open`.
fn title_of<'r>(register: &Register<'r>, entry: &Entry) -> &'r str {
    let whole = register.text(entry.title);
    let is_value =
        |field: &&Field| field.key.is_some_and(Key::is_short) && entry.title.contains(field.value);
    let values = entry.fields.iter().filter(is_value);
    let first = values.map(|field| (field.value.start - entry.title.start) as usize).min();
    let before =
        whole[..first.unwrap_or(whole.len())].trim_end_matches(|c: char| !c.is_alphanumeric());
    if first.is_none() || before.is_empty() { whole } else { before }
}

/// The words of a title in any case, without the marks around them.
fn words(title: &str) -> String {
    let words: Vec<&str> =
        title.trim_matches(['*', '_', '`', '~', ' ']).split_whitespace().collect();
    fold(&words.join(" "))
}

/// The key that a word names: `status`, `EditTarget Version`, `öncelik`.
pub(crate) fn key_named(vocabulary: &Vocabulary, word: &str) -> Option<Key> {
    let word = word.trim().replace(['-', '_'], " ");
    vocabulary.key(&word).or_else(|| vocabulary.key_named(&word))
}
