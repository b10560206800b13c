//! What a person wrote beside a value, where the value becomes another one: what was struck out and
//! comments stay, and a remark stays or is named.

use super::field::FieldRefusal;
use crate::register::{Entry, Struck, ValueParts, remark_behind, remark_place};
use crate::triage::TableInput;
use crate::vocabulary::Key;

/// A new value with what is beside the old one.
pub(super) struct ValueInPlace {
    pub text: String,
    /// What to say of the remark behind the old value, where it may be wrong behind the new one.
    pub note: Option<String>,
}

/// A new value in the place of that of an entry. Where the entry strikes out what held before, the old
/// value is struck out, too.
pub(super) fn in_place(
    input: TableInput<'_>,
    entry: &Entry,
    key: Key,
    new: String,
) -> Result<ValueInPlace, FieldRefusal> {
    let Some(field) = entry.field(key).filter(|field| field.label != field.value) else {
        return Ok(ValueInPlace { text: new, note: None });
    };
    let old = input.register.unescaped(field.value);
    let mut parts = ValueParts::of(&old);
    if new.contains(parts.comments.trim()) {
        parts.comments = "";
    }
    // A value that was struck out as a whole says nothing that could be struck out now.
    if new.contains("~~") || parts.current.is_empty() {
        return Ok(ValueInPlace { text: new + parts.comments, note: None });
    }
    let is_same = |text: &str| input.policy.same_value(key, &new, text, input.vocabulary);
    let remark = remark(input, key, parts.current).filter(|_| remark_place(&new).is_none());
    let remark = remark.unwrap_or_default();
    let word = &parts.current[..parts.current.len() - remark.len()];
    let with_remark = format!("{new}{}", remark.trim_end());
    let is_struck = parts.struck != Struck::Nothing;
    let (text, note) = if is_same(word) {
        (parts.with_current(&with_remark), None)
    } else if remark.is_empty() || is_struck {
        (parts.followed_by(&new), None)
    } else if key != Key::Status && is_same(&with_remark) {
        let note =
            format!("`{}` was written behind `{word}` and stays behind `{new}`", remark.trim());
        (parts.with_current(&with_remark), Some(note))
    } else {
        (parts.with_current(&new), Some(taken_out(input, key, [word, &with_remark, remark])))
    };
    // A word that nobody else knows may have any other meaning where something stands in front of it.
    let is_known = match key {
        Key::Status | Key::Priority | Key::Severity => {
            input.policy.word_meaning(key, &new, input.vocabulary).is_some()
        }
        _ => key.is_typed(),
    };
    let is_read = |text: &String| !is_struck || !is_known || is_same(text);
    let name = || input.vocabulary.name(key).to_owned();
    let unclear = || FieldRefusal::StruckOut { name: name(), value: old.clone().into_owned() };
    Ok(ValueInPlace { text: text.filter(is_read).ok_or_else(unclear)?, note })
}

/// Says that a remark about an old value is taken out.
fn taken_out(input: TableInput<'_>, key: Key, [word, whole, remark]: [&str; 3]) -> String {
    let name = input.vocabulary.name(key).to_lowercase().replace(' ', "-");
    let remark = remark.trim();
    format!(
        "`{remark}` was written behind `{word}` and is taken out; `{name}=\"{whole}\"` keeps it"
    )
}

/// What becomes of a remark that was typed in the language of another register.
pub(super) enum OtherRemark<'n> {
    /// The entry says the value already, with a remark of its own, which stays.
    HasOwn(String),
    /// The value is written without the remark.
    LeftOut { text: &'n str, note: String },
}

/// What becomes of the remark behind a new value where it is in another language; nothing where no words are
/// in it.
pub(super) fn other_remark<'n>(
    input: TableInput<'_>,
    entry: &Entry,
    key: Key,
    new: &'n str,
) -> Option<OtherRemark<'n>> {
    let typed = remark(input, key, new).filter(|remark| has_words(remark))?;
    let path = input.register.source.path();
    let left_out = || {
        let note =
            format!("`{}` is left out in `{path}`: write it there in its language", typed.trim());
        OtherRemark::LeftOut { text: &new[..new.len() - typed.len()], note }
    };
    let Some(field) = entry.field(key).filter(|field| field.label != field.value) else {
        return Some(left_out());
    };
    let old = input.register.unescaped(field.value);
    let current = ValueParts::of(&old).current;
    let own = remark(input, key, current)
        .filter(|_| input.policy.same_value(key, current, new, input.vocabulary));
    Some(own.map_or_else(left_out, |own| {
        let own = own.trim();
        OtherRemark::HasOwn(format!("`{own}` stays in `{path}`: translate the new remark there"))
    }))
}

/// Whether a remark has words of a language, and not only names, numbers and days.
fn has_words(remark: &str) -> bool {
    let mut words = remark.split(|c: char| !c.is_alphanumeric());
    let is_word = |word: &str| {
        let starts = word.starts_with(|c: char| c.is_alphabetic() && !c.is_uppercase());
        starts && !word.contains(|c: char| c.is_ascii_digit())
    };
    words.any(|word| is_word(word) && (word.len() > 1 || !word.is_ascii()))
}

/// The remark behind a value.
fn remark<'o>(input: TableInput<'_>, key: Key, text: &'o str) -> Option<&'o str> {
    let is_value = |value: &str| {
        input.policy.is_understood(key, value, input.vocabulary)
            && !input.soundness().objects_to(key, value)
    };
    remark_behind(text, is_value).filter(|_| key.is_typed())
}
