//! Days and numbers that go with a state when another is set: the day in `done 2026-05-03`.

use super::field::FieldValue;
use super::named::{name_of, named};
use super::target::EditTarget;
use crate::register::{Entry, Register};
use crate::text::{Source, listed};
use crate::vocabulary::Key;

/// What to say of the days and numbers that an entry had beside its state, and does not have any more. Those of
/// other values that were set are not named, nor are those in `notes`.
pub(super) fn note(
    target: EditTarget<'_>,
    entry: &Entry,
    values: &[FieldValue],
    (source, notes): (&Source, &[String]),
) -> Option<String> {
    let register = target.register;
    if !values.iter().any(|value| value.key == Key::Status) {
        return None;
    }
    let after = Register::parse(source, target.reading()).ok()?;
    let own = named(&after, name_of(register, entry)).next()?;
    let kept: Vec<&str> = numbers(after.text(own.span)).collect();
    let others = entry.fields.iter().filter(|field| {
        let is_set = |value: &FieldValue| Some(value.key) == field.key;
        field.key != Some(Key::Status) && values.iter().any(is_set)
    });
    let replaced: Vec<&str> =
        others.flat_map(|field| numbers(register.text(field.value))).collect();
    // A note begins with what it is about.
    let is_named = |number: &str| {
        let about = |note: &String| note.split('`').nth(1).is_some_and(|it| it.contains(number));
        notes.iter().any(about)
    };
    let mut lost: Vec<&str> = Vec::new();
    for number in numbers(register.text(entry.span)) {
        let is_lost = !kept.contains(&number) && !replaced.contains(&number);
        if is_lost && !lost.contains(&number) && !is_named(number) {
            lost.push(number);
        }
    }
    if lost.is_empty() {
        return None;
    }
    let are = if lost.len() == 1 { "is" } else { "are" };
    let quoted: Vec<String> = lost.iter().map(|number| format!("`{number}`")).collect();
    let quoted: Vec<&str> = quoted.iter().map(String::as_str).collect();
    let all = listed(&quoted);
    Some(format!("{all} {are} taken out with the old state: write in the register what is to stay"))
}

/// The words of a text that have digits, without the marks around them.
fn numbers(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| c.is_whitespace() || "()[]|".contains(c));
    let bare =
        words.map(|word| word.trim_matches(|c: char| !c.is_alphanumeric() && c != '#' && c != '@'));
    bare.filter(|word| word.contains(|c: char| c.is_ascii_digit()))
}
