//! The words of a text in which endpoints are looked for.

use std::ops::Range;

/// A word between blanks and the marks of code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct EndpointWord {
    pub place: Range<usize>,
    pub is_code: bool,
    /// Whether it is the target of a link: `(/docs/a.md)` in `[page](/docs/a.md)`.
    pub is_target: bool,
}

/// No path is longer than this.
const LONGEST_WORD: usize = 2_000;

/// The words of a text, in order, without the marks and the punctuation around them.
pub(super) fn endpoint_words(text: &str) -> Vec<EndpointWord> {
    let mut words = Vec::new();
    let mut rest = 0;
    while let Some(code) = next_code(text, rest) {
        add_words(text, rest..code.start, false, &mut words);
        add_words(text, code.clone(), true, &mut words);
        let after = &text[code.end..];
        rest = code.end + after.len() - after.trim_start_matches('`').len();
    }
    add_words(text, rest..text.len(), false, &mut words);
    words
}

/// The inside of the next code span at or after `from`.
fn next_code(text: &str, from: usize) -> Option<Range<usize>> {
    let mut at = from;
    loop {
        let start = at + memchr::memchr(b'`', &text.as_bytes()[at..])?;
        let length = backticks(text, start);
        let inner = start + length;
        let mut end = inner;
        while let Some(next) = memchr::memchr(b'`', &text.as_bytes()[end..]) {
            end += next;
            let closing = backticks(text, end);
            if closing == length {
                return Some(inner..end);
            }
            end += closing;
        }
        // No run of this length closes it: its marks are text.
        if length > 1 || !text[inner..].contains('`') {
            return None;
        }
        at = inner;
    }
}

fn backticks(text: &str, at: usize) -> usize {
    text.as_bytes()[at..].iter().take_while(|byte| **byte == b'`').count()
}

fn add_words(text: &str, within: Range<usize>, is_code: bool, words: &mut Vec<EndpointWord>) {
    let part = &text[within.clone()];
    let is_gap = |c: char| c.is_whitespace() || (!is_code && c == '`');
    for word in part.split(is_gap).filter(|word| (1..=LONGEST_WORD).contains(&word.len())) {
        let start = within.start + (word.as_ptr() as usize - part.as_ptr() as usize);
        let (inner, is_target) = if is_code { (in_code(word), false) } else { in_prose(word) };
        if !inner.is_empty() {
            let start = start + (inner.as_ptr() as usize - word.as_ptr() as usize);
            words.push(EndpointWord { place: start..start + inner.len(), is_code, is_target });
        }
    }
}

fn in_code(word: &str) -> &str {
    let word = word.trim_start_matches(['"', '\'']);
    let trimmed = word.trim_end_matches([',', ';', '"', '\'']);
    // A comma alone joins methods.
    if trimmed.is_empty() { word } else { trimmed }
}

/// A word of prose without the signs around it, and whether it is the target of a link.
fn in_prose(word: &str) -> (&str, bool) {
    if let Some((_, target)) = word.split_once("](") {
        return (target.split(')').next().unwrap_or(target), true);
    }
    let mut inner = word.trim_start_matches(|c| "*_\"'([“”‘’«„•–—-".contains(c));
    // A bracket that begins a word and is closed in it belongs to it: `(:locale)/users`.
    loop {
        let before = inner;
        if !inner.ends_with("&gt;") {
            inner = inner.trim_end_matches(|c| "_\"',;:!“”‘’»–—".contains(c));
        }
        inner = without_stop(without_emphasis(inner));
        for (open, close) in [('(', ')'), ('[', ']')] {
            let is_open = inner.matches(open).count() < inner.matches(close).count();
            inner = if is_open { inner.trim_end_matches(close) } else { inner };
        }
        if inner == before {
            return (inner, false);
        }
    }
}

/// Without the asterisks of emphasis; one behind a slash represents any path.
fn without_emphasis(word: &str) -> &str {
    let bare = word.trim_end_matches('*');
    if bare.ends_with('/') && bare.len() > 1 {
        &word[..word.len().min(bare.len() + 1)]
    } else {
        bare
    }
}

/// Without the full stop or question mark at its end; three of them are kept.
fn without_stop(word: &str) -> &str {
    let bare = word.trim_end_matches(['.', '?']);
    if word[bare.len()..].starts_with("...") { &word[..bare.len() + 3] } else { bare }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_lose_what_is_around_them() {
        let text =
            "See (GET /a), **`POST /b`**; [page](/c.md) /d/... /e/** `x, y`. ``q`z`` /f/(:id).";
        let words = endpoint_words(text);
        let shown: Vec<_> = words.iter().map(|word| &text[word.place.clone()]).collect();
        assert_eq!(
            shown,
            [
                "See", "GET", "/a", "POST", "/b", "/c.md", "/d/...", "/e/*", "x", "y", "q`z",
                "/f/(:id)"
            ]
        );
        assert!(words[5].is_target && words[3].is_code && !words[1].is_code);
    }
}
