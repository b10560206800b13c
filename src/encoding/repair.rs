//! Repairs text that was UTF-8 and was read in another encoding.

use std::ops::Range;

use super::byte_table::{ByteTable, ENCODINGS};
use crate::text::Span;

/// A broken stretch of text: UTF-8 that was read in another encoding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TextRepair {
    /// The broken text.
    pub(crate) span: Span,
    /// The original text.
    pub(crate) text: String,
    /// The encoding it was read in.
    pub(crate) encoding: &'static str,
}

/// How many times in a row a text may have been read in a wrong encoding.
const MOST_TIMES: usize = 4;

/// A text with all its broken places repaired, even if it was broken several times, and how many
/// places that are; none where no place is broken.
pub fn healed(text: &str) -> Option<(String, usize)> {
    let mut healed: Option<(String, usize)> = None;
    for _ in 0..MOST_TIMES {
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

/// The repairs of all places that were certainly UTF-8 before they were read in another encoding.
pub(crate) fn repairs(text: &str) -> Vec<TextRepair> {
    let bytes = text.as_bytes();
    let mut repairs = Vec::new();
    let mut at = 0;
    while let Some(run) = next_run(bytes, at) {
        let end = memchr::memchr(b'\n', &bytes[run.end..]).map_or(text.len(), |n| run.end + n);
        let certain = repairs_in(text, run.start, end, None);
        // A wrong encoding breaks the whole line: beside a certain place, doubtful ones are broken, too.
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

/// The next run of two or more characters above ASCII: a broken character has at least two. In text
/// that is not broken, such characters are nearly always single.
fn next_run(bytes: &[u8], from: usize) -> Option<Range<usize>> {
    const STEP: usize = 32;
    let starts = |at: usize| is_pair(bytes[at], bytes[at + 1]);
    let end = bytes.len().checked_sub(1)?;
    let mut at = from;
    // Many bytes are checked in one step.
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

/// The repairs of a line; `broken_by` is the encoding that certainly broke it, if known.
fn repairs_in(text: &str, from: usize, end: usize, broken_by: Option<&str>) -> Vec<TextRepair> {
    let mut repairs = Vec::new();
    let mut at = from;
    while let Some(run) = next_run(&text.as_bytes()[..end], at) {
        at = run.end;
        repair_run(text, run, broken_by, &mut repairs);
    }
    repairs
}

fn repair_run(
    text: &str,
    run: Range<usize>,
    broken_by: Option<&str>,
    repairs: &mut Vec<TextRepair>,
) {
    let (mut at, end) = (run.start, run.end);
    while at < end {
        // In reverse, because `max_by_key` takes the last of equals, and the first encoding is preferred.
        let before = repairs.last().filter(|last| last.span.end as usize == at);
        let before = before.map(|last| last.encoding);
        let read = (0..ENCODINGS.len()).rev().filter_map(|which| {
            let goes_on = [before, broken_by].contains(&Some(ENCODINGS[which].0));
            read_back(text, at, end, which, goes_on)
        });
        let best = read.max_by_key(|read| read.text_len);
        let Some(RestoredChar { text_len: len, char: restored, which }) = best else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
            continue;
        };
        let encoding = ENCODINGS[which].0;
        match repairs.last_mut() {
            Some(last) if last.span.end as usize == at && last.encoding == encoding => {
                last.span.end = (at + len) as u32;
                last.text.push(restored);
            }
            _ => repairs.push(TextRepair {
                span: Span::new(at, at + len),
                text: restored.to_string(),
                encoding,
            }),
        }
        at += len;
    }
}

/// A character read from broken text.
struct RestoredChar {
    /// How many bytes of the broken text it takes.
    text_len: usize,
    char: char,
    /// The index of the encoding in [`ENCODINGS`].
    which: usize,
}

/// Reads one character from the bytes of the text at `at` in an encoding, `which` of
/// [`ENCODINGS`]. `goes_on` says that the text right before it was broken in the same way.
fn read_back(
    text: &str,
    at: usize,
    end: usize,
    which: usize,
    goes_on: bool,
) -> Option<RestoredChar> {
    let table = &ByteTable::all()[which];
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
    // Where it could be sound text, its neighbour decides.
    let neighbour = if goes_on || read_back(text, at + len, end, which, true).is_some() {
        Neighbour::Broken
    } else if next.is_some_and(char::is_alphabetic) {
        Neighbour::Letter
    } else {
        Neighbour::None
    };
    reads_better(restored, [first, last], is_closing, neighbour).then_some(RestoredChar {
        text_len: len,
        char: restored,
        which,
    })
}

/// The text beside a restored character.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Neighbour {
    /// Text that was broken in the same way.
    Broken,
    /// A letter after it.
    Letter,
    None,
}

/// Whether a restored character is right, and not the broken text, of which `first` and `last` are
/// given. `is_closing` says that all of the text after its first character may end a word.
fn reads_better(
    restored: char,
    [first, last]: [char; 2],
    is_closing: bool,
    neighbour: Neighbour,
) -> bool {
    // A byte without a character in the encoding is shown as the control character of its number.
    if restored.is_control() && restored != last {
        return false;
    }
    // The restored character may itself be part of text that was broken before.
    let is_still_broken = || ByteTable::all().iter().any(|table| table.byte(restored).is_some());
    match restored {
        // Correct text has `Ã”` at the end of a quotation, but never within a word or beside broken
        // text.
        '\u{a0}'..='\u{17f}' => !is_closing || neighbour != Neighbour::None,
        // `ESPAÑ…` and `Bonn–Århus` are correct; a dash before a sign such as `∏` is not.
        '\u{400}'..='\u{45f}' | '\u{490}' | '\u{491}' => {
            let is_dash = matches!(first, '–' | '—');
            neighbour == Neighbour::Broken || !(is_closing || (is_dash && last.is_alphabetic()))
        }
        ..'\u{800}' => is_still_broken() && (!is_closing || neighbour != Neighbour::None),
        '\u{e000}'..='\u{f8ff}' | '\u{fffd}' => is_still_broken(),
        // `privé…”` is correct.
        _ => !is_closing || !first.is_alphabetic() || neighbour == Neighbour::Broken,
    }
}
