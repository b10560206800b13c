//! What a person wrote beside a value stays where the value becomes another one.

use crate::register::Entry;
use crate::triage::TableInput;
use crate::vocabulary::Key;

/// What separates a remark from the value in front of it.
const REMARK_SIGNS: [&str; 7] = [" (", ": ", "; ", ", ", " – ", " — ", " - "];

/// A new value with what is behind the old one: a remark, unless a new one was typed, and comments.
pub(super) fn kept(input: TableInput<'_>, entry: &Entry, key: Key, new: String) -> String {
    let Some(field) = entry.field(key).filter(|field| field.label != field.value) else {
        return new;
    };
    let old = input.register.unescaped(field.value);
    let (old, comments) = split_comments(&old);
    let remark = remark(input, key, old, &new).unwrap_or_default();
    let with_remark = format!("{new}{remark}");
    let comments: String = comments.iter().filter(|own| !new.contains(**own)).copied().collect();
    // A remark that takes the new value back is none of it.
    let is_same = |text: &str| input.policy.same_value(key, &new, text, input.vocabulary);
    let with_remark = if is_same(&with_remark) { with_remark } else { new };
    with_remark + &comments
}

/// The remark behind the words for a value: ` (vendor)` in `Blocked (vendor)`.
pub(super) fn typed_remark(text: &str, is_value: impl Fn(&str) -> bool) -> Option<&str> {
    let (word, remark) = text.split_at(remark_place(text)?);
    is_value(word).then_some(remark)
}

fn remark_place(text: &str) -> Option<usize> {
    REMARK_SIGNS.into_iter().filter_map(|sign| text.find(sign)).min()
}

/// The remark behind an old value, where the new one has none.
fn remark<'o>(input: TableInput<'_>, key: Key, old: &'o str, new: &str) -> Option<&'o str> {
    if !key.is_typed() || remark_place(new).is_some() {
        return None;
    }
    let is_value = |value: &str| {
        input.policy.is_understood(key, value, input.vocabulary)
            && !input.soundness().objects_to(key, value)
    };
    typed_remark(old, is_value).map(str::trim_end)
}

/// A text up to the comments at its end, and these with the blanks before them.
fn split_comments(text: &str) -> (&str, Vec<&str>) {
    let mut text = text.trim_end();
    let mut comments = Vec::new();
    while text.ends_with("-->") {
        let Some(start) = text.rfind("<!--") else { break };
        let before = text[..start].trim_end();
        comments.insert(0, &text[before.len()..]);
        text = before;
    }
    (text, comments)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_at_the_end() {
        assert_eq!(
            split_comments("Open <!-- a --> <!-- b -->"),
            ("Open", vec![" <!-- a -->", " <!-- b -->"])
        );
        assert_eq!(split_comments("Open -->"), ("Open -->", vec![]));
        assert_eq!(split_comments("Open"), ("Open", vec![]));
    }
}
