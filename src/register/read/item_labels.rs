//! Labels within the words of an item: `Imports fail — owner: Ann, priority: P1`.

use std::ops::Range;

use crate::vocabulary::Key;

/// What may stand before the label of a short value, besides the end of a sentence.
const SEPARATORS: [&str; 13] =
    [", ", " — ", " – ", " - ", "→ ", "| ", "· ", "(", "（", ") ", "）", "、", "，"];

/// The labels within a text, each followed by a colon; `key` is that of a word, and `is_label` says of
/// words without a key whether they are one.
pub(super) fn labels_within<'t>(
    text: &'t str,
    key: impl Fn(&'t str) -> Option<Key>,
    is_label: impl Fn(&str) -> bool,
) -> Vec<Range<usize>> {
    const LONGEST: usize = 40;
    let mut labels = labels_in_code(text, &key);
    if !labels.is_empty() {
        return labels;
    }
    let mut colons: Vec<usize> = [": ", "：", ":* ", ":** "]
        .iter()
        .flat_map(|colon| text.match_indices(colon))
        .map(|(at, _)| at)
        .collect();
    colons.sort_unstable();
    for colon in colons {
        // `Resp.: Ann`
        let head = text[..colon].trim_end_matches('.');
        let sentence = head.rfind(['.', '*', '\n', ';']).map_or(0, |at| at + 1);
        // `_Cause: …_` is `*Cause: …*`.
        let signs: &[char] = &['_', ' ', '\t', '\r', '—', '–', '→'];
        let before = text[sentence..colon].trim_start_matches(signs);
        let behind = |sign: &&str| before.rfind(sign).map(|at| at + sign.len());
        let start = SEPARATORS.iter().filter_map(behind).max().unwrap_or(0);
        let near = &before[start..];
        let is_short = key(bare(near)).is_some_and(Key::is_short);
        let before = if is_short { near } else { before };
        let label = bare(before);
        if label.len() <= LONGEST && (key(label).is_some() || is_label(label)) {
            labels.push(colon - before.len()..colon);
        }
    }
    labels
}

/// The labels of short values that each stand in code with their value: `` `owner: Ann` `prio: high` ``; none
/// where one is alone.
fn labels_in_code<'t>(text: &'t str, key: impl Fn(&'t str) -> Option<Key>) -> Vec<Range<usize>> {
    const SEVERAL: usize = 2;
    let mut at = 0;
    let mut labels = Vec::new();
    for (place, piece) in text.split('`').enumerate() {
        let label = piece.split_once(": ").map_or("", |(label, _)| label);
        if place % 2 == 1 && key(label).is_some_and(Key::is_short) {
            labels.push(at..at + label.len());
        }
        at += piece.len() + 1;
    }
    if labels.len() < SEVERAL { Vec::new() } else { labels }
}

/// A label without the sign of an abbreviation.
pub(super) fn bare(label: &str) -> &str {
    label.trim_end().trim_end_matches('.').trim_start()
}

/// A text without what parts it from a label behind it.
pub(super) fn without_separator(text: &str) -> &str {
    let bare =
        text.trim_end_matches([' ', ',', ';', '—', '–', '-', '→', '(', '（', '|', '·', '、', '，']);
    // A dash alone is a value.
    if bare.is_empty() { text.trim_end_matches([' ', ',', ';', '|', '·']) } else { bare }
}

/// A value without the parenthesis that closes one before it: `(owner: Mia)`.
pub(super) fn without_closing<'t>(before: &str, value: &'t str) -> &'t str {
    let inner = up_to_closing(before, value);
    let behind = value[inner.len()..].trim_end_matches(['*', '_', '.', ' ']).trim_start();
    if matches!(behind, "" | ")" | "）") { inner } else { value }
}

/// A value up to the parenthesis that closes one before it, or up to the end of the code that it stands in,
/// whatever is behind that.
pub(super) fn up_to_closing<'t>(before: &str, value: &'t str) -> &'t str {
    if before.ends_with('`') {
        return value.split('`').next().unwrap_or(value).trim_end();
    }
    let count = |signs: [char; 2]| before.matches(signs).count();
    let is_open = count(['(', '（']) > count([')', '）']);
    closing(value).filter(|_| is_open).map_or(value, |end| value[..end].trim_end())
}

/// Where the parenthesis is that closes one in front of a text.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    text.char_indices().find_map(|(at, c)| match c {
        '(' | '（' => {
            depth += 1;
            None
        }
        ')' | '）' if depth == 0 => Some(at),
        ')' | '）' => {
            depth -= 1;
            None
        }
        _ => None,
    })
}
