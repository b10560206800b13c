//! The texts in which states are named: sentences, their parts, and lists.

use crate::text::find_sign;
use crate::vocabulary::Vocabulary;

/// The signs around names.
pub(super) const MARKS: [char; 4] = ['*', '`', '_', ' '];

/// The signs between names.
pub(super) const SEPARATORS: [char; 20] = [
    ',', ';', '/', '|', '(', ')', ':', '·', '–', '—', '"', '、', '，', '；', '：', '\n', '+', '&',
    '=', '→',
];

/// Part of a sentence that may be the name of a state.
pub(super) struct Segment<'t> {
    pub(super) text: &'t str,
    /// Whether it is bold or code.
    pub(super) is_marked: bool,
}

/// The parts of a sentence between separators, marks and words such as `or`.
pub(super) fn segments<'t>(text: &'t str, words: &Vocabulary) -> Vec<Segment<'t>> {
    let mut segments = Vec::new();
    let mut is_marked = false;
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(['*', '`']).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        for part in piece.split(SEPARATORS) {
            let parts = without_connectives(part, words).into_iter();
            segments.extend(parts.map(|text| Segment { text, is_marked }));
        }
        let unmarked = after.trim_start_matches(['*', '`']);
        is_marked ^= unmarked.len() < after.len();
        rest = unmarked;
    }
    segments
}

/// The parts of a text between words such as `or`.
fn without_connectives<'t>(text: &'t str, words: &Vocabulary) -> Vec<&'t str> {
    let trimmed = |text: &'t str| text.trim_matches(|c: char| MARKS.contains(&c) || c == '.');
    let mut parts = Vec::new();
    let (mut start, mut at) = (0, 0);
    while at < text.len() {
        let is_start = at == 0 || text.as_bytes()[at - 1] == b' ';
        if is_start
            && let Some(len) = connective_len(&text[at..], words)
            && !starts_with_state(&text[at..], len, words)
        {
            parts.push(trimmed(&text[start..at]));
            at += len;
            start = at;
        } else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    parts.push(trimmed(&text[start..]));
    parts.retain(|part| !part.is_empty());
    parts
}

/// Whether a text starts with the name of a state that is longer than a word of a given length: `En cours`,
/// in which Dutch has its `en`.
fn starts_with_state(text: &str, word: usize, words: &Vocabulary) -> bool {
    const MOST: usize = 3;
    let blanks = text.match_indices(' ').map(|(at, _)| at).take(MOST);
    let mut ends = blanks.chain([text.len()]).filter(|&end| end > word);
    ends.any(|end| words.status_word_alone(text[..end].trim_end_matches(['.', ' '])).is_some())
}

/// The length of the word such as `or` or `ya da` that a text starts with.
pub(super) fn connective_len(text: &str, words: &Vocabulary) -> Option<usize> {
    const LONGEST: usize = 3;
    // Chinese and Korean have no blank behind it.
    let is_wide = |c: char| c >= '\u{2e80}';
    let first = text.chars().next()?;
    if is_wide(first) {
        let ends = text.char_indices().map(|(at, c)| at + c.len_utf8()).take(LONGEST);
        return ends.filter(|&end| words.is_connective(&text[..end])).last();
    }
    let blanks = text.match_indices([' ', ':', ',']).map(|(at, _)| at).take(LONGEST);
    let ends = blanks.chain([text.len()]);
    ends.filter(|&end| end > 0 && words.is_connective(text[..end].trim_end())).last()
}

/// Where the name of a state ends that a text starts with.
pub(super) fn name_end(text: &str) -> usize {
    let signs = ['*', '`', '(', '（', ';', '|', ',', '\n', '。', '，', '；'];
    let dashes = [" – ", " — ", " - ", ": "].into_iter().filter_map(|dash| find_sign(text, dash));
    let dot = text.match_indices('.').map(|(at, _)| at).find(|&at| is_stop(text, at));
    dashes.chain(dot).chain(text.find(signs)).min().unwrap_or(text.len())
}

/// Whether the dot at a place ends a sentence.
fn is_stop(text: &str, at: usize) -> bool {
    text[at + 1..].chars().next().is_none_or(|next| next.is_whitespace() || next == '*')
}

pub(super) fn ends_sentence(text: &str) -> bool {
    let dots = text.match_indices('.').map(|(at, _)| at);
    let mut stops = dots.filter(|&at| is_stop(text, at));
    stops.any(|at| text[at + 1..].contains(char::is_alphanumeric)) || text.contains('。')
}

/// Where the sentence ends that a text starts with, or a parenthesis starts in it.
pub(super) fn sentence_end(text: &str) -> usize {
    let dot = text.match_indices('.').map(|(at, _)| at).find(|&at| is_stop(text, at));
    let sign = text.char_indices().skip(1).find(|(_, c)| matches!(c, '(' | '（' | '。'));
    dot.into_iter().chain(sign.map(|(at, _)| at)).min().unwrap_or(text.len()).max(1)
}

pub(super) fn in_parentheses(text: &str) -> Option<&str> {
    let inner = text.strip_prefix(['(', '（'])?.strip_suffix([')', '）'])?;
    (!inner.contains(['(', '（'])).then_some(inner)
}

/// The text before the first list in a value, and the list.
pub(super) fn parted(value: &str) -> (&str, &str) {
    let mut at = 0;
    for line in value.split_inclusive('\n') {
        if marker_len(line).is_some() {
            break;
        }
        at += line.len();
    }
    value.split_at(at)
}

/// The lines of a paragraph as one text. Lines that an arrow joins are one line; a hard break ends a
/// sentence.
pub(super) fn joined(paragraph: &str) -> String {
    let arrows = ["→", "➜", "=>", "->"];
    let mut out = String::new();
    for line in paragraph.lines() {
        let text =
            line.trim_start_matches([' ', '\t', '>']).trim_end_matches(['\\', ' ', '\t', '\r']);
        let is_arrow = arrows
            .iter()
            .any(|arrow| out.trim_end_matches(MARKS).ends_with(arrow) || text.starts_with(arrow));
        if !out.is_empty() {
            out.push(if is_arrow { ' ' } else { '\n' });
        }
        out.push_str(text);
        if line.ends_with("  ") && !text.ends_with(['.', '→']) {
            out.push('.');
        }
    }
    out
}

/// The texts of the items of a list that a text starts with, after at most one line that introduces
/// it; of a table, the first cells of its rows.
pub(super) fn items(text: &str) -> impl Iterator<Item = &str> {
    const MOST: usize = 32;
    let mut is_intro_allowed = true;
    let mut is_started = false;
    let lines = text.lines().map(|line| line.trim_start_matches('>'));
    let lines = lines.skip_while(|line| line.trim_matches([' ', '.', '*', '_']).is_empty());
    let lines = lines.map_while(move |line| {
        if let Some(row) = line.trim_start().strip_prefix('|') {
            // The first row is the header, and a line of hyphens is below it.
            let cell = row.split('|').next().unwrap_or_default().trim();
            let is_row = is_started && cell.contains(char::is_alphanumeric);
            is_started = true;
            return Some(is_row.then_some(cell));
        }
        if let Some(len) = marker_len(line) {
            is_started = true;
            return Some(Some(line.trim_start()[len..].trim()));
        }
        let is_continued = is_started && line.starts_with([' ', '\t']);
        let is_intro = is_intro_allowed && !is_started && line.trim_end().ends_with([':', '：']);
        is_intro_allowed &= !is_intro;
        (line.trim().is_empty() || is_continued || is_intro).then_some(None)
    });
    lines.flatten().take(MOST)
}

/// The length of the sign in front of an item, from its first sign on.
pub(super) fn marker_len(line: &str) -> Option<usize> {
    let text = line.trim_start_matches([' ', '\t', '>']);
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = &text[digits..];
    let is_sign =
        if digits > 0 { rest.starts_with(['.', ')']) } else { rest.starts_with(['-', '*', '+']) };
    (is_sign && rest[1..].starts_with([' ', '\t'])).then_some(digits + 1)
}

/// What an item names, before it explains that.
pub(super) fn head(item: &str) -> &str {
    let ends = [":", "：", " — ", " – ", " - ", "(", "（", " = "];
    let end = ends.into_iter().filter_map(|end| find_sign(item, end)).min().unwrap_or(item.len());
    &item[..end]
}
