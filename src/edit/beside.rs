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
    let Some(field) = entry.field(key) else { return Ok(ValueInPlace { text: new, note: None }) };
    let old = input.register.unescaped(field.value);
    let (own, others) = old.split_at(other_sentences(input, key, &old));
    let ValueInPlace { text, note } = if field.label == field.value {
        without_label(input, key, own, new)
    } else {
        labelled(input, key, own, new)?
    };
    Ok(ValueInPlace { text: text + others, note })
}

/// Where the sentences behind a value begin of which one says another field: `parked. Priority high.`
fn other_sentences(input: TableInput<'_>, key: Key, old: &str) -> usize {
    let is_other = |sentence: &str| {
        let label = sentence.split([' ', ':', '：']).next().unwrap_or_default();
        input.vocabulary.key(label).is_some_and(|other| other != key)
    };
    let ends = old.match_indices(". ").map(|(at, end)| (at, &old[at + end.len()..]));
    let mut behind = ends.filter(|(_, rest)| rest.split(". ").any(is_other));
    let first = behind.next().filter(|_| key.is_typed());
    first.map_or(old.len(), |(at, _)| at)
}

/// A new value in the place of one behind a label.
fn labelled(
    input: TableInput<'_>,
    key: Key,
    old: &str,
    new: String,
) -> Result<ValueInPlace, FieldRefusal> {
    let mut parts = ValueParts::of(old);
    if new.contains(parts.comments.trim()) {
        parts.comments = "";
    }
    // A value that was struck out as a whole says nothing that could be struck out now.
    if new.contains("~~") || parts.current.is_empty() {
        return Ok(ValueInPlace { text: new + parts.comments, note: None });
    }
    let is_same = |text: &str| input.policy.same_value(key, &new, text, input.vocabulary);
    let remark = remark(input, key, parts.current)
        .or_else(|| words_behind(input, key, parts.current))
        .filter(|_| remark_place(&new).is_none() && words_behind(input, key, &new).is_none())
        .unwrap_or_default();
    let word = &parts.current[..parts.current.len() - remark.len()];
    let with_remark = format!("{new}{}", remark.trim_end());
    let is_struck = parts.struck != Struck::Nothing;
    let (text, note) = if is_same(word) {
        (parts.with_current(&with_remark), None)
    } else if remark.is_empty() && !is_struck && is_sentence(input, key, word) {
        let note = format!("`{word}` is taken out");
        (parts.with_current(&new), Some(note))
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
    let unclear = || FieldRefusal::StruckOut { name: name(), value: old.to_owned() };
    Ok(ValueInPlace { text: text.filter(is_read).ok_or_else(unclear)?, note })
}

/// Whether a value is several words of which no state or level is known.
fn is_sentence(input: TableInput<'_>, key: Key, value: &str) -> bool {
    const SEVERAL: usize = 3;
    key.is_typed()
        && value.split_whitespace().count() >= SEVERAL
        && !input.policy.is_understood(key, value, input.vocabulary)
}

/// A new value in the place of one that has no label, as those in the line of an item. A name in parentheses
/// behind it is one beside it: `— open (Ada)`.
fn without_label(input: TableInput<'_>, key: Key, old: &str, new: String) -> ValueInPlace {
    let own = remark(input, key, old).or_else(|| words_behind(input, key, old));
    let is_alone = remark_place(&new).is_none() && words_behind(input, key, &new).is_none();
    let Some(remark) = own.filter(|_| is_alone) else {
        return ValueInPlace { text: new, note: None };
    };
    let word = &old[..old.len() - remark.len()];
    let with_remark = format!("{new}{remark}");
    let is_same = input.policy.same_value(key, &new, word, input.vocabulary);
    if is_same || is_name(remark) {
        return ValueInPlace { text: with_remark, note: None };
    }
    let note = taken_out(input, key, [word, &with_remark, remark]);
    ValueInPlace { text: new, note: Some(note) }
}

/// Whether a remark is a name in parentheses: all of its words begin with a capital letter.
fn is_name(remark: &str) -> bool {
    let inner = remark.trim().strip_prefix('(').and_then(|it| it.strip_suffix(')'));
    let is_capital = |word: &str| {
        let word = word.trim_start_matches('@');
        word.starts_with(char::is_uppercase) && word.chars().all(|c| c.is_alphabetic() || c == '.')
    };
    inner.is_some_and(|inner| {
        inner.split([' ', ',']).all(|word| word.is_empty() || is_capital(word))
    })
}

/// Says that a remark about an old value is taken out.
pub(super) fn taken_out(
    input: TableInput<'_>,
    key: Key,
    [word, whole, remark]: [&str; 3],
) -> String {
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
    /// This is written.
    Written { text: &'n str, note: String },
}

/// What becomes of the remark behind a new value where it is in another language; nothing where it is the same
/// in each. A state that closes a gap without a repair keeps its reason.
pub(super) fn other_remark<'n>(
    input: TableInput<'_>,
    entry: &Entry,
    key: Key,
    new: &'n str,
) -> Option<OtherRemark<'n>> {
    let TableInput { register, policy, vocabulary, .. } = input;
    let whole = remark(input, key, new)?;
    let (path, typed) = (register.source.path(), whole.trim());
    let field = entry.field(key).filter(|field| field.label != field.value);
    let old = field.map(|field| register.unescaped(field.value)).unwrap_or_default();
    let current = ValueParts::of(&old).current;
    let is_same = policy.same_value(key, current, new, vocabulary);
    if let Some(own) = remark(input, key, current).filter(|_| is_same) {
        let own = own.trim();
        let note = format!("`{own}` stays in `{path}`: translate the new remark there");
        return Some(OtherRemark::HasOwn(note));
    }
    if !is_prose(typed) {
        return None;
    }
    let state = policy.meaning(new, vocabulary).filter(|_| key == Key::Status);
    Some(if state.is_some_and(|state| policy.is_closed_unrepaired(state)) {
        let note = format!("`{typed}` is in `{path}` as it was typed: translate it there");
        OtherRemark::Written { text: new, note }
    } else {
        let note = format!("`{typed}` is left out in `{path}`: write it there in its language");
        OtherRemark::Written { text: &new[..new.len() - whole.len()], note }
    })
}

/// Whether a remark has several words, one of them with a small letter: no name, number or day.
fn is_prose(remark: &str) -> bool {
    let words = remark.split(|c: char| !c.is_alphanumeric() && !"'’".contains(c));
    let words = words.filter(|word| word.chars().all(|c| c.is_alphabetic() || "'’".contains(c)));
    let starts_small = |word: &str| word.starts_with(|c: char| !c.is_uppercase());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.len() > 1 && words.into_iter().any(starts_small)
}

/// The words behind a state that no sign parts from it: ` since March`, ` 2026-08-17`.
fn words_behind<'o>(input: TableInput<'_>, key: Key, text: &'o str) -> Option<&'o str> {
    let words = input.vocabulary;
    let is_whole = key != Key::Status || words.exact_status(text).is_some();
    let mut blanks = text.match_indices(' ').map(|(at, _)| at);
    let end = blanks.find(|&at| words.exact_status(&text[..at]).is_some());
    end.filter(|_| !is_whole).map(|at| &text[at..])
}

/// The remark behind a value.
fn remark<'o>(input: TableInput<'_>, key: Key, text: &'o str) -> Option<&'o str> {
    let is_value = |value: &str| {
        input.policy.is_understood(key, value, input.vocabulary)
            && !input.soundness().objects_to(key, value)
    };
    remark_behind(text, is_value).filter(|_| key.is_typed())
}
