//! Lost letters: where they are missing, and lines restored from older versions.

use std::collections::{HashMap, HashSet};

use super::repair::repairs;
use crate::text::{Span, marks_loss};
use crate::vocabulary::Words;

/// A text with its damaged lines as the newest older version has them, and how many lines those are;
/// none where no version has a damaged line in full.
///
/// Lines are matched by their ASCII characters, because only the others get lost.
pub(crate) fn restored<E>(
    text: &str,
    versions: impl Iterator<Item = Result<String, E>>,
) -> Result<Option<(String, usize)>, E> {
    let mut wanted: HashMap<String, WantedLine<'_>> = HashMap::new();
    for now in text.lines().filter(|line| line.len() >= SHORTEST_KNOWN) {
        wanted.entry(remains(now)).or_insert(WantedLine { now, found: FoundLine::None });
    }
    for version in versions {
        for line in version?.lines().filter(|line| is_whole(line)) {
            if let Some(wanted) = wanted.get_mut(&remains(line)) {
                wanted.take(line);
            }
        }
    }
    let mut out = String::with_capacity(text.len());
    let mut count = 0;
    for line in text.split_inclusive('\n') {
        let inner = line.trim_end_matches(['\r', '\n']);
        let whole = wanted.get(&remains(inner)).and_then(WantedLine::whole);
        match whole.filter(|whole| has_lost(inner, whole)) {
            Some(whole) => {
                out.push_str(whole);
                out.push_str(&line[inner.len()..]);
                count += 1;
            }
            None => out.push_str(line),
        }
    }
    Ok((count > 0).then_some((out, count)))
}

/// A line, and what older versions have in its place.
struct WantedLine<'t> {
    now: &'t str,
    found: FoundLine,
}

enum FoundLine {
    None,
    /// The same, with a question mark, which may be a lost letter at the end of a word.
    Same,
    /// What the newest version has that is not the same; nothing where no letter is lost.
    Other(Option<String>),
}

impl WantedLine<'_> {
    /// Takes the line of the next older version.
    fn take(&mut self, line: &str) {
        let is_same = line == self.now && line.contains('?');
        match self.found {
            FoundLine::None | FoundLine::Same if is_same => self.found = FoundLine::Same,
            FoundLine::None => self.found = FoundLine::Other(Some(line.to_owned())),
            // Somebody may have taken a letter out; a question mark in its place is none of theirs.
            FoundLine::Same => {
                let has_lost = marks(self.now) > marks(line);
                self.found = FoundLine::Other(has_lost.then(|| line.to_owned()));
            }
            FoundLine::Other(_) => {}
        }
    }

    fn whole(&self) -> Option<&str> {
        match &self.found {
            FoundLine::Other(line) => line.as_deref(),
            FoundLine::None | FoundLine::Same => None,
        }
    }
}

fn marks(line: &str) -> usize {
    line.matches('?').count()
}

/// In shorter lines, the ASCII characters match by chance.
const SHORTEST_KNOWN: usize = 8;

/// The characters of a line that do not get lost. A question mark may be where another one was.
fn remains(line: &str) -> String {
    let is_kept = |c: &char| c.is_ascii() && *c != '?' && (!c.is_control() || *c == '\t');
    line.chars().filter(is_kept).collect()
}

fn is_whole(line: &str) -> bool {
    line.len() >= SHORTEST_KNOWN
        && !line.is_ascii()
        && marks_of_loss(line, 0).is_empty()
        && words_with_marks(line).next().is_none()
        && repairs(line).is_empty()
}

/// Whether a line lacks letters that an otherwise equal line has. Its question marks are those of that
/// line, or more.
fn has_lost(line: &str, whole: &str) -> bool {
    let letters = |line: &str| line.chars().filter(|c| !c.is_ascii() && c.is_alphabetic()).count();
    let signs = |line: &str| line.chars().filter(|c| !c.is_ascii()).count();
    // An arrow or an apostrophe is a sign.
    let has_lost_signs = || marks(line) > marks(whole) && signs(line) < signs(whole);
    marks(line) >= marks(whole) && (letters(line) < letters(whole) || has_lost_signs())
}

/// How many words must have a question mark between their letters before that means anything.
const ENOUGH_MARKS: usize = 3;

/// The places of lost letters: those of [`marks_of_loss`], and the question marks within words where a
/// text has several. Of each line, the first of a kind is listed.
pub(crate) fn lost_letters(text: &str, from: usize) -> Vec<Span> {
    let mut found = marks_of_loss(text, from);
    let words: Vec<Span> = words_with_marks(&text[from..]).collect();
    let distinct: HashSet<&str> = words.iter().map(|word| word.of(&text[from..])).collect();
    if distinct.len() < ENOUGH_MARKS {
        return found;
    }
    let mut line_end = 0;
    for word in words {
        let (start, end) = (from + word.start as usize, from + word.end as usize);
        if start < line_end {
            continue;
        }
        line_end = text[end..].find('\n').map_or(text.len(), |length| end + length);
        found.extend(text[start..end].find('?').map(|at| Span::new(start + at, start + at + 1)));
    }
    found.sort_unstable();
    found
}

/// The words that have a question mark between two letters, and are no code, address or option:
/// `Do?rulama`.
fn words_with_marks(text: &str) -> impl Iterator<Item = Span> {
    let is_blank = |c: char| c.is_whitespace() || c == '|';
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let mark = from + memchr::memchr(b'?', &text.as_bytes()[from..])?;
            let before = text[from..mark].char_indices().rev().find(|(_, c)| is_blank(*c));
            let start = before.map_or(from, |(at, c)| from + at + c.len_utf8());
            from = text[mark..].find(is_blank).map_or(text.len(), |length| mark + length);
            if has_mark_within(&text[start..from]) {
                return Some(Span::new(start, from));
            }
        }
    })
}

/// Whether a word has a question mark between two letters, and nothing that words do not have.
fn has_mark_within(word: &str) -> bool {
    let word = word.trim_matches(|c: char| c.is_ascii_punctuation() && c != '`');
    let parts = word.split('?').filter(|part| !part.is_empty());
    let mut pairs = parts.clone().zip(parts.skip(1));
    word.chars().all(|c| c.is_alphabetic() || "?'’-".contains(c))
        && pairs.any(|(before, after)| {
            before.ends_with(char::is_alphabetic) && after.starts_with(char::is_alphabetic)
        })
}

/// The places of lost letters: replacement and stray control characters. Only the first run of each
/// line is listed.
pub(crate) fn marks_of_loss(text: &str, from: usize) -> Vec<Span> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = from;
    while let Some(start) = next_suspect(bytes, at) {
        let len: usize =
            text[start..].chars().take_while(|&c| marks_loss(c)).map(char::len_utf8).sum();
        if len == 0 {
            at = start + text[start..].chars().next().map_or(1, char::len_utf8);
            continue;
        }
        found.push(Span::new(start, start + len));
        at = memchr::memchr(b'\n', &bytes[start..]).map_or(bytes.len(), |end| start + end);
    }
    found
}

/// The next byte that is, or may start, such a character.
#[expect(clippy::needless_bitwise_bool, reason = "many bytes are compared in one step")]
fn next_suspect(bytes: &[u8], from: usize) -> Option<usize> {
    let is_suspect = |byte: u8| {
        let is_blank = (byte == b'\t') | (byte == b'\n') | (byte == b'\r');
        (byte == 0xEF) | (byte == 0x7F) | ((byte < 0x20) & !is_blank)
    };
    let mut at = from;
    for chunk in bytes[from..].chunks(64) {
        if chunk.iter().fold(false, |found, &byte| found | is_suspect(byte)) {
            return chunk.iter().position(|&byte| is_suspect(byte)).map(|offset| at + offset);
        }
        at += chunk.len();
    }
    None
}

/// How many letters and common words a text must have before missing letters mean anything.
const ENOUGH_LETTERS: usize = 200;
const ENOUGH_WORDS: usize = 3;

/// Whether a text in a language has none of the letters that any longer text in it has.
pub(crate) fn has_lost_all(text: &str, words: &Words) -> bool {
    if words.letters.is_empty() || text.contains(|c| words.letters.contains(c)) {
        return false;
    }
    // A text that is not translated has lost nothing: it must have words of the language.
    let plain: HashSet<&str> =
        words.common.iter().map(String::as_str).filter(|word| word.is_ascii()).collect();
    let spoken =
        text.split(|c: char| !c.is_alphabetic()).filter(|word| plain.contains(word)).count();
    spoken >= ENOUGH_WORDS && text.chars().filter(|c| c.is_alphabetic()).count() >= ENOUGH_LETTERS
}
