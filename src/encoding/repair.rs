//! Repairs text that was UTF-8 and was read in another encoding.

use std::collections::HashSet;
use std::ops::Range;

use super::byte_table::{ByteTable, ENCODINGS};
use crate::text::{Ordered, Span};

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
    // Where one layer was certainly broken, so are the layers below it.
    let mut proof = Proof::default();
    for _ in 0..MOST_TIMES {
        let text = healed.as_ref().map_or(text, |(text, _)| text);
        let repairs = repairs_with(text, &mut proof);
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
    repairs_with(text, &mut Proof::default())
}

/// The same for a text of which some encodings are known to have broken it. A pair of signs alone
/// may be sound, so what is not certain by itself counts only where the rest of the text is broken.
fn repairs_with(text: &str, proof: &mut Proof) -> Vec<TextRepair> {
    let bytes = text.as_bytes();
    let mut repairs = Vec::new();
    let mut doubtful = Vec::new();
    let mut at = 0;
    while let Some(run) = next_run(bytes, at) {
        let end = memchr::memchr(b'\n', &bytes[run.end..]).map_or(text.len(), |n| run.end + n);
        let found = repairs_in(text, run.start, end, None);
        // A wrong encoding breaks the whole line: beside a certain place, doubtful ones are broken, too.
        match found.iter().find(|place| place.is_certain) {
            Some(certain) => {
                let encoding = certain.repair.encoding;
                proof.add(encoding);
                repairs.extend(repairs_in(text, run.start, end, Some(encoding)));
            }
            None => doubtful.extend(found),
        }
        at = end;
    }
    proof.add_by_number(&doubtful);
    doubtful.retain(|place| proof.holds_for(place.repair.encoding));
    repairs.extend(doubtful);
    repairs.order_by_key(|place| place.repair.span);
    repairs.into_iter().map(|place| place.repair).collect()
}

/// A place that may be broken.
#[derive(Debug)]
struct Place {
    repair: TextRepair,
    /// Whether it cannot be sound text, whatever the rest of the text says.
    is_certain: bool,
}

/// Which encodings have certainly broken a text.
#[derive(Clone, Copy, Debug, Default)]
struct Proof {
    is_windows: bool,
    is_mac: bool,
}

/// The place of Mac Roman among [`ENCODINGS`].
const MAC: usize = 1;

/// So many different restored characters are no chance, even if each of them could be.
const ENOUGH_DOUBTFUL: usize = 4;

impl Proof {
    fn add(&mut self, encoding: &str) {
        *(if is_mac(encoding) { &mut self.is_mac } else { &mut self.is_windows }) = true;
    }

    fn holds_for(self, encoding: &str) -> bool {
        if is_mac(encoding) { self.is_mac } else { self.is_windows }
    }

    fn add_by_number(&mut self, doubtful: &[Place]) {
        for name in [ENCODINGS[0].0, ENCODINGS[MAC].0] {
            let of_family =
                doubtful.iter().filter(|place| is_mac(place.repair.encoding) == is_mac(name));
            let different: HashSet<char> =
                of_family.flat_map(|place| place.repair.text.chars()).collect();
            if different.len() >= ENOUGH_DOUBTFUL {
                self.add(name);
            }
        }
    }
}

/// The two Windows encodings differ in six characters only.
fn is_mac(encoding: &str) -> bool {
    encoding == ENCODINGS[MAC].0
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
fn repairs_in(text: &str, from: usize, end: usize, broken_by: Option<&str>) -> Vec<Place> {
    let mut repairs = Vec::new();
    let mut at = from;
    while let Some(run) = next_run(&text.as_bytes()[..end], at) {
        at = run.end;
        repair_run(text, run, broken_by, &mut repairs);
    }
    repairs
}

fn repair_run(text: &str, run: Range<usize>, broken_by: Option<&str>, repairs: &mut Vec<Place>) {
    let (mut at, end) = (run.start, run.end);
    while at < end {
        // In reverse, because `max_by_key` takes the last of equals, and the first encoding is preferred.
        let before = repairs.last().map(|place| &place.repair);
        let before = before.filter(|last| last.span.end as usize == at).map(|last| last.encoding);
        let read = (0..ENCODINGS.len()).rev().filter_map(|which| {
            let goes_on = [before, broken_by].contains(&Some(ENCODINGS[which].0));
            read_back(text, at, end, which, goes_on)
        });
        let is_torn = before.is_none() && is_within_character(text, at);
        // One encoding broke the whole, even where another one reads more.
        let known = before.or(broken_by);
        let is_usual = |which: usize| known.is_some_and(|known| is_mac(known) == (which == MAC));
        let best =
            read.filter(|_| !is_torn).max_by_key(|read| (is_usual(read.which), read.text_len));
        let Some(RestoredChar { text_len: len, char: restored, which, is_certain }) = best else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
            continue;
        };
        let encoding = ENCODINGS[which].0;
        match repairs.last_mut() {
            Some(Place { repair: last, is_certain: is_last_certain })
                if last.span.end as usize == at && last.encoding == encoding =>
            {
                last.span.end = (at + len) as u32;
                last.text.push(restored);
                *is_last_certain |= is_certain;
            }
            _ => {
                let span = Span::new(at, at + len);
                let repair = TextRepair { span, text: restored.to_string(), encoding };
                repairs.push(Place { repair, is_certain });
            }
        }
        at += len;
    }
}

/// Whether the character at a place goes on with one that starts before it, in some encoding, and that
/// was not read: nothing starts there.
fn is_within_character(text: &str, at: usize) -> bool {
    let (before, after) = (text[..at].chars().next_back(), text[at..].chars().next());
    let Some((before, after)) = before.zip(after) else { return false };
    ByteTable::all().iter().any(|table| {
        let bytes = [before, after].map(|c| table.byte(c));
        matches!(bytes, [Some(0xC2..=0xF4), Some(0x80..=0xBF)])
    })
}

/// A character read from broken text.
struct RestoredChar {
    /// How many bytes of the broken text it takes.
    text_len: usize,
    char: char,
    /// The index of the encoding in [`ENCODINGS`].
    which: usize,
    /// Whether the broken text cannot be sound.
    is_certain: bool,
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
    let broken = BrokenForm { size, ends: [first, last], is_closing, neighbour };
    reads_better(restored, &broken).then(|| RestoredChar {
        text_len: len,
        char: restored,
        which,
        is_certain: is_certain(restored, &broken, text[..at].chars().next_back(), next),
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

/// A broken character as it is in the text.
struct BrokenForm {
    /// How many characters it has.
    size: usize,
    /// The first and the last of them.
    ends: [char; 2],
    /// Whether all of it after its first character may end a word.
    is_closing: bool,
    neighbour: Neighbour,
}

/// Whether a broken form cannot be sound text, by the characters before and after it. Two signs can,
/// as in `§7–§10`, `Å™` and `Â§`, unless they are within a word.
fn is_certain(
    restored: char,
    broken: &BrokenForm,
    before: Option<char>,
    next: Option<char>,
) -> bool {
    if broken.neighbour == Neighbour::Broken {
        return !broken.is_closing || broken.size > 2;
    }
    if broken.size > 2 {
        return !broken.is_closing;
    }
    let is_small = |c: Option<char>| c.is_some_and(|c| c.is_ascii_lowercase());
    let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    let is_within = is_letter(before) && is_letter(next);
    let is_at_small = is_small(before) || (is_small(next) && restored.is_alphabetic());
    match broken.ends[0].is_alphabetic() {
        _ if !matches!(restored, '\u{a0}'..='\u{17f}') => false,
        // No word has a capital after a small letter, nor a sign between its letters.
        true if broken.is_closing => {
            // `Ã` is no word that a dash or a quotation mark could follow.
            let starts_word = broken.ends[0] == 'Ã' && !before.is_some_and(char::is_alphanumeric);
            is_small(before) && is_letter(next) || starts_word && is_small(next)
        }
        true => is_within || is_at_small,
        false => !broken.is_closing && is_small(before) && is_small(next),
    }
}

/// Whether a restored character is right, and not the broken text.
fn reads_better(restored: char, broken: &BrokenForm) -> bool {
    let &BrokenForm { ends: [first, last], is_closing, neighbour, .. } = broken;
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
