//! Text that an encoding accident broke: what can be read back with certainty, and what is lost.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::OnceLock;

use encoding_rs::{Encoding, MACINTOSH, WINDOWS_1252, WINDOWS_1254};

use crate::text::Span;
use crate::vocabulary::Words;

/// A stretch of text that was UTF-8, read in another encoding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// The broken text.
    pub span: Span,
    /// What it was.
    pub text: String,
    /// The encoding it was taken for.
    pub encoding: &'static str,
}

/// The encodings that UTF-8 is commonly taken for. ISO-8859-9 by its label means Windows-1254.
static ENCODINGS: [(&str, &Encoding); 3] =
    [("Windows-1252", WINDOWS_1252), ("Mac Roman", MACINTOSH), ("Windows-1254", WINDOWS_1254)];

/// Which byte each character above ASCII is in an encoding, in the order of the characters.
struct Bytes([(char, u8); 128]);

impl Bytes {
    fn all() -> &'static [Bytes; 3] {
        static ALL: OnceLock<[Bytes; 3]> = OnceLock::new();
        ALL.get_or_init(|| ENCODINGS.map(|(_, encoding)| Self::of(encoding)))
    }

    fn of(encoding: &'static Encoding) -> Self {
        let mut bytes = std::array::from_fn(|at| {
            let byte = at as u8 + 128;
            let bytes = [byte];
            let read = encoding.decode_without_bom_handling(&bytes).0;
            (read.chars().next().unwrap_or('\0'), byte)
        });
        bytes.sort_unstable();
        Self(bytes)
    }

    fn byte(&self, c: char) -> Option<u8> {
        let at = self.0.binary_search_by_key(&c, |(known, _)| *known).ok()?;
        Some(self.0[at].1)
    }
}

/// How often a text may have been read wrongly, one time after the other.
const MOST_ACCIDENTS: usize = 4;

/// A text with everything read back that can be, however often it was broken; nothing where there
/// is nothing to read back. And how many places that are.
pub fn healed(text: &str) -> Option<(String, usize)> {
    let mut healed: Option<(String, usize)> = None;
    for _ in 0..MOST_ACCIDENTS {
        let text = healed.as_ref().map_or(text, |(text, _)| text);
        let repairs = repairs(text);
        if repairs.is_empty() {
            break;
        }
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        for repair in &repairs {
            out.push_str(&text[at..repair.span.start as usize]);
            out.push_str(&repair.text);
            at = repair.span.end as usize;
        }
        out.push_str(&text[at..]);
        let count = healed.as_ref().map_or(repairs.len(), |(_, count)| *count);
        healed = Some((out, count));
    }
    healed
}

/// Everything in a text that was certainly UTF-8 before it was read in another encoding.
pub fn repairs(text: &str) -> Vec<Repair> {
    let bytes = text.as_bytes();
    let mut repairs = Vec::new();
    let mut at = 0;
    while let Some(run) = next_run(bytes, at) {
        let end = memchr::memchr(b'\n', &bytes[run.end..]).map_or(text.len(), |n| run.end + n);
        let certain = repairs_in(text, run.start, end, None);
        // An accident breaks more than one place: beside what is certain, the doubtful is, too.
        let broken_by = certain.first().map(|repair| repair.encoding);
        repairs.extend(if broken_by.is_some() {
            repairs_in(text, run.start, end, broken_by)
        } else {
            certain
        });
        at = end;
    }
    repairs
}

/// The next run of two or more characters above ASCII, as which a broken character shows: one
/// alone, as nearly all letters of a sound text are, cannot have been two bytes.
fn next_run(bytes: &[u8], from: usize) -> Option<Range<usize>> {
    const STEP: usize = 32;
    let starts = |at: usize| is_pair(bytes[at], bytes[at + 1]);
    let end = bytes.len().checked_sub(1)?;
    let mut at = from;
    // Many bytes are looked at in one step.
    while let Some(window) = bytes.get(at..=at + STEP)
        && !window.iter().zip(&window[1..]).fold(false, |any, (&a, &b)| any | is_pair(a, b))
    {
        at += STEP;
    }
    let pair = (at..end).find(|&at| starts(at))?;
    let is_ascii = |byte: &u8| byte.is_ascii();
    let start = bytes[from..pair].iter().rposition(is_ascii).map_or(from, |at| from + at + 1);
    let len = bytes[pair..].iter().position(is_ascii);
    Some(start..len.map_or(bytes.len(), |len| pair + len))
}

/// Whether one character above ASCII ends and another starts between two bytes.
#[expect(clippy::needless_bitwise_bool, reason = "many bytes are compared in one step")]
fn is_pair(byte: u8, next: u8) -> bool {
    (byte >= 0x80) & (next >= 0xC0)
}

/// The repairs of a line, which `broken_by` is known to have broken.
fn repairs_in(text: &str, from: usize, end: usize, broken_by: Option<&str>) -> Vec<Repair> {
    let mut repairs = Vec::new();
    let mut at = from;
    while let Some(run) = next_run(&text.as_bytes()[..end], at) {
        at = run.end;
        repair_run(text, run, broken_by, &mut repairs);
    }
    repairs
}

fn repair_run(text: &str, run: Range<usize>, broken_by: Option<&str>, repairs: &mut Vec<Repair>) {
    let (mut at, end) = (run.start, run.end);
    while at < end {
        // Of equals the last counts: the order of preference runs backwards.
        let before = repairs.last().filter(|last| last.span.end as usize == at);
        let before = before.map(|last| last.encoding);
        let read = (0..ENCODINGS.len()).rev().filter_map(|which| {
            let goes_on = [before, broken_by].contains(&Some(ENCODINGS[which].0));
            read_back(text, at, end, which, goes_on)
        });
        let best = read.max_by_key(|&(len, ..)| len);
        let Some((len, restored, which)) = best else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
            continue;
        };
        let encoding = ENCODINGS[which].0;
        match repairs.last_mut() {
            Some(last) if last.span.end as usize == at && last.encoding == encoding => {
                last.span.end = (at + len) as u32;
                last.text.push(restored);
            }
            _ => repairs.push(Repair {
                span: Span::new(at, at + len),
                text: restored.to_string(),
                encoding,
            }),
        }
        at += len;
    }
}

/// Reads one character back from the bytes that the text at `at` stands for: how much text it
/// takes, the character, and the encoding. `goes_on` says that what stands right before it was
/// broken likewise.
fn read_back(
    text: &str,
    at: usize,
    end: usize,
    which: usize,
    goes_on: bool,
) -> Option<(usize, char, usize)> {
    let table = &Bytes::all()[which];
    let mut chars = text[at..end].char_indices();
    let (_, first) = chars.next()?;
    let lead = table.byte(first)?;
    let size = match lead {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return None,
    };
    let mut bytes = vec![lead];
    let mut len = first.len_utf8();
    let mut last = first;
    let mut is_closing = true;
    for _ in 1..size {
        let (_, c) = chars.next()?;
        bytes.push(table.byte(c).filter(|byte| (0x80..0xC0).contains(byte))?);
        len += c.len_utf8();
        last = c;
        is_closing &= matches!(c, '’' | '‘' | '“' | '”' | '–' | '—' | '…' | '»' | '›');
    }
    let restored = std::str::from_utf8(&bytes).ok()?.chars().next()?;
    let next = text[at + len..].chars().next();
    // What stands beside it decides where it could be two sound characters.
    let company = if goes_on || read_back(text, at + len, end, which, true).is_some() {
        Company::Broken
    } else if next.is_some_and(char::is_alphabetic) {
        Company::Letter
    } else {
        Company::None
    };
    reads_better(restored, [first, last], is_closing, company).then_some((len, restored, which))
}

/// What stands beside a character that was read back.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Company {
    /// Another that was broken likewise.
    Broken,
    /// A letter behind it.
    Letter,
    None,
}

/// Whether what was read back is what somebody wrote, and not sound characters that happen to
/// stand together, the first and the last of them; `is_closing` says that all behind the first
/// end a word.
fn reads_better(
    restored: char,
    [first, last]: [char; 2],
    is_closing: bool,
    company: Company,
) -> bool {
    // A byte that an encoding leaves open shows as a control character, and stands for itself.
    if restored.is_control() && restored != last {
        return false;
    }
    // What a first accident made of bytes may stand where a second one made bytes of it.
    let is_debris = || Bytes::all().iter().any(|table| table.byte(restored).is_some());
    match restored {
        // Sound text has `Ã”` where a quotation ends in a capital `Ã`, never within a word or
        // beside what is broken.
        '\u{a0}'..='\u{17f}' => !is_closing || company != Company::None,
        // `ESPAÑ…` and `Bonn–Århus` are sound; no dash stands before a sign such as `∏`.
        '\u{400}'..='\u{45f}' | '\u{490}' | '\u{491}' => {
            let is_dash = matches!(first, '–' | '—');
            company == Company::Broken || !(is_closing || (is_dash && last.is_alphabetic()))
        }
        ..'\u{800}' => is_debris() && (!is_closing || company != Company::None),
        '\u{e000}'..='\u{f8ff}' | '\u{fffd}' => is_debris(),
        // `privé…”` is sound.
        _ => !is_closing || !first.is_alphabetic() || company == Company::Broken,
    }
}

/// A text whose lines have lost letters, each as the newest of its older versions has it whole; and
/// how many lines that are. Nothing where no version knows better.
///
/// A line is known again by all of it that is ASCII: what an accident eats is the rest.
pub fn restored<E>(
    text: &str,
    versions: impl Iterator<Item = Result<String, E>>,
) -> Result<Option<(String, usize)>, E> {
    let mut wanted: HashMap<String, Option<String>> = HashMap::new();
    for line in text.lines().filter(|line| line.len() >= SHORTEST_KNOWN) {
        wanted.entry(remains(line)).or_insert(None);
    }
    for version in versions {
        for line in version?.lines().filter(|line| is_whole(line)) {
            if let Some(whole @ None) = wanted.get_mut(&remains(line)) {
                *whole = Some(line.to_owned());
            }
        }
    }
    let mut out = String::with_capacity(text.len());
    let mut count = 0;
    for line in text.split_inclusive('\n') {
        let inner = line.trim_end_matches(['\r', '\n']);
        let whole = wanted.get(&remains(inner)).and_then(Option::as_deref);
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

/// A shorter line could be any.
const SHORTEST_KNOWN: usize = 8;

/// What of a line an accident leaves.
fn remains(line: &str) -> String {
    line.chars().filter(|c| c.is_ascii() && (!c.is_control() || *c == '\t')).collect()
}

fn is_whole(line: &str) -> bool {
    line.len() >= SHORTEST_KNOWN
        && !line.is_ascii()
        && marks_of_loss(line, 0).is_empty()
        && repairs(line).is_empty()
}

/// Whether a line lacks letters that another, otherwise the same, has.
fn has_lost(line: &str, whole: &str) -> bool {
    let letters = |line: &str| line.chars().filter(|c| !c.is_ascii() && c.is_alphabetic()).count();
    letters(line) < letters(whole)
}

/// Replacement and stray control characters: the places where letters are gone. A run is told once,
/// and of a line only its first.
pub fn marks_of_loss(text: &str, from: usize) -> Vec<Span> {
    let is_loss =
        |c: char| c == '\u{fffd}' || (c.is_ascii_control() && !matches!(c, '\t' | '\n' | '\r'));
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = from;
    while let Some(start) = next_suspect(bytes, at) {
        let len: usize =
            text[start..].chars().take_while(|&c| is_loss(c)).map(char::len_utf8).sum();
        if len == 0 {
            at = start + text[start..].chars().next().map_or(1, char::len_utf8);
            continue;
        }
        found.push(Span::new(start, start + len));
        at = memchr::memchr(b'\n', &bytes[start..]).map_or(bytes.len(), |end| start + end);
    }
    found
}

/// The next byte that is, or may start, a mark of loss.
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

/// How much of a language a text must show before the absence of its letters means something.
const ENOUGH_LETTERS: usize = 200;
const ENOUGH_WORDS: usize = 3;

/// Whether a text in a language shows none of the letters that the language cannot do without.
pub fn has_lost_all(text: &str, words: &Words) -> bool {
    if words.letters.is_empty() || text.contains(|c| words.letters.contains(c)) {
        return false;
    }
    // An untranslated text has not lost what it never had: ask for words that need no such letter.
    let plain: HashSet<&str> =
        words.common.iter().map(String::as_str).filter(|word| word.is_ascii()).collect();
    let spoken =
        text.split(|c: char| !c.is_alphabetic()).filter(|word| plain.contains(word)).count();
    spoken >= ENOUGH_WORDS && text.chars().filter(|c| c.is_alphabetic()).count() >= ENOUGH_LETTERS
}

#[cfg(test)]
mod tests;
