//! Folds words, so that `AÇIK`, `açık` and `Açık:` are looked up as one word.

use std::borrow::Cow;
use std::ops::{Deref, Range};

use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::text::lookalike::{self, Look};

/// A longer text is no word.
const LONGEST: usize = 64;

/// A text in the form under which it is looked up.
pub(crate) enum Folded {
    /// Short and plain, as most words are: it needs no memory of its own.
    Short {
        bytes: [u8; LONGEST],
        start: u8,
        end: u8,
    },
    Long(String),
}

/// The form under which a word is looked up: composed, lower case, one space between words,
/// one kind of apostrophe and dash, no emphasis marks and escapes, no closing colon or full stop.
///
/// The four letters `I İ ı i` become one: `I` is the capital of `ı` in Turkish and of `i` in English,
/// and registers mix both languages in one line. No two words of a vocabulary differ only in them.
pub(crate) fn fold(text: &str) -> String {
    match Folded::of(text) {
        Folded::Long(text) => text,
        short @ Folded::Short { .. } => (*short).to_owned(),
    }
}

impl Folded {
    pub(crate) fn of(text: &str) -> Self {
        short(text).unwrap_or_else(|| {
            let mut text = if is_simple(text) { text.to_ascii_lowercase() } else { folded(text) };
            let word = word_in(text.as_bytes());
            text.truncate(word.end);
            text.drain(..word.start);
            Self::Long(text)
        })
    }
}

impl Deref for Folded {
    type Target = str;

    fn deref(&self) -> &str {
        match self {
            Self::Short { bytes, start, end } => {
                let word = &bytes[usize::from(*start)..usize::from(*end)];
                std::str::from_utf8(word).unwrap_or_default()
            }
            Self::Long(text) => text,
        }
    }
}

/// Where the word is in a folded text: without a colon or full stop at its end, and without quotes
/// around it.
fn word_in(text: &[u8]) -> Range<usize> {
    let mut end = text.len();
    while let [.., b':' | b'.' | b' '] = &text[..end] {
        end -= 1;
    }
    // A word of nothing but dots (`...`) is itself, not an empty word.
    if end == 0 {
        end = text.len();
    }
    match &text[..end] {
        [b'"', _, .., b'"'] => 1..end - 1,
        _ => 0..end,
    }
}

/// For each byte of a plain text its lower case, for all others 0.
const PLAIN: [u8; 256] = {
    let mut plain = [0; 256];
    let mut byte = b' ';
    while byte <= b'~' {
        if byte != b'*' && byte != b'`' && byte != b'\\' {
            plain[byte as usize] = byte.to_ascii_lowercase();
        }
        byte += 1;
    }
    plain
};

/// A short text that differs from its folded form only in case and at its end.
fn short(text: &str) -> Option<Folded> {
    let mut bytes = [0; LONGEST];
    let own = bytes.get_mut(..text.len())?;
    let mut last = b' ';
    for (to, &from) in own.iter_mut().zip(text.as_bytes()) {
        let byte = PLAIN[usize::from(from)];
        if byte == 0 || (byte == b' ' && last == b' ') {
            return None;
        }
        *to = byte;
        last = byte;
    }
    if last == b' ' && !text.is_empty() {
        return None;
    }
    let word = word_in(own);
    Some(Folded::Short { bytes, start: word.start as u8, end: word.end as u8 })
}

/// Whether a text differs from its folded form only in case and at its end.
#[expect(clippy::needless_bitwise_bool, reason = "many bytes are compared in one step")]
fn is_simple(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_mark = |byte: u8| (byte == b'*') | (byte == b'`') | (byte == b'\\');
    let is_plain = |byte: u8| matches!(byte, b' '..=b'~') & !is_mark(byte);
    bytes.iter().fold(true, |all, &byte| all & is_plain(byte))
        && !bytes.windows(2).fold(false, |any, pair| any | (pair == b"  "))
        && !text.starts_with(' ')
        && !text.ends_with(' ')
}

fn folded(text: &str) -> String {
    // Latin letters, dashes, quotes and arrows are composed already; only texts with other characters
    // need the full check.
    let is_composed =
        |c| matches!(c, ..'\u{300}' | '\u{2010}'..='\u{2027}' | '\u{2190}'..='\u{21ff}');
    let composed: Cow<'_, str> = if text.chars().all(is_composed) || is_nfc(text) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.nfc().collect())
    };
    let mut out = String::with_capacity(composed.len());
    let mut blank = false;
    for (at, c) in composed.char_indices() {
        match c {
            '\\' if lookalike::is_escape(&composed[at + 1..]) => {}
            '*' | '`' | '\u{fe0f}' | '\u{307}' => {}
            c if !c.is_ascii() && is_left_out(c) => {}
            c if c.is_whitespace() => blank = true,
            c => {
                if blank && !out.is_empty() {
                    out.push(' ');
                }
                blank = false;
                push_folded(&mut out, c);
            }
        }
    }
    out
}

fn is_left_out(c: char) -> bool {
    is_arabic_mark(c) || lookalike::look(c) == Some(Look::Nothing)
}

/// Arabic writes its vowels or leaves them out, and stretches words.
const fn is_arabic_mark(c: char) -> bool {
    matches!(c, '\u{640}' | '\u{64b}'..='\u{652}' | '\u{670}')
}

fn push_folded(out: &mut String, c: char) {
    match c {
        c if c.is_ascii() => out.push(c.to_ascii_lowercase()),
        'İ' | 'ı' => out.push('i'),
        '’' | '‘' | 'ʼ' | '´' | '′' => out.push('\''),
        c => match lookalike::look(c) {
            Some(Look::Of(plain)) => out.push(plain.to_ascii_lowercase()),
            _ => out.extend(c.to_lowercase()),
        },
    }
}

/// The forms under which to look up a folded label: as it is, without its qualifier in parentheses,
/// without the suffixes that Turkish adds after an apostrophe.
pub(crate) fn forms(folded: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let bare = without_qualifier(folded);
    let stem = without_suffixes(bare);
    let bare = (bare != folded).then_some(Cow::Borrowed(bare));
    std::iter::once(Cow::Borrowed(folded)).chain(bare).chain(stem)
}

/// `verification (done when fixed)` → `verification`.
pub(crate) fn without_qualifier(text: &str) -> &str {
    match text.strip_suffix(')').and_then(|inner| inner.rfind('(')) {
        Some(at) if at > 0 => text[..at].trim_end(),
        _ => text,
    }
}

fn without_suffixes(text: &str) -> Option<Cow<'_, str>> {
    text.contains('\'').then(|| {
        let stems = text.split(' ').map(|word| word.split('\'').next().unwrap_or(word));
        Cow::Owned(stems.collect::<Vec<_>>().join(" "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_spacing_and_marks_are_folded() {
        for word in ["Açık", "AÇIK", " açık ", "**Açık**:", "Ac\u{327}ık"] {
            assert_eq!(fold(word), "açik", "{word:?}");
        }
        assert_eq!(fold("İLK  GÖRÜLME"), fold("İlk görülme"));
        assert_eq!(fold("..."), "...");
        assert_eq!(fold("مُغلَق"), fold("مغلق"));
        assert_eq!(
            ["\"Open\"", "\"", "\"\"", "Status：", "：", "Açık："].map(fold),
            ["open", "\"", "\"\"", "status", ":", "açik"]
        );
    }

    #[test]
    fn a_simple_text_only_changes_its_case() {
        let mut texts = vec![String::new()];
        for _ in 0..5 {
            let longer =
                texts.iter().flat_map(|t| "aA .:*\té".chars().map(move |c| format!("{t}{c}")));
            texts = longer.collect();
            for text in texts.iter().filter(|text| is_simple(text)) {
                assert_eq!(text.to_ascii_lowercase(), folded(text), "{text:?}");
                let long = folded(text);
                let word = &long[word_in(long.as_bytes())];
                assert_eq!(short(text).as_deref(), Some(word), "{text:?}");
            }
            assert!(texts.iter().all(|text| is_simple(text) || short(text).is_none()));
        }
        assert!(is_simple("First seen (UTC):") && !is_simple("...  ") && !is_simple("a  b"));
    }

    #[test]
    fn a_label_is_looked_up_without_qualifier_and_suffix() {
        let folded = fold("UI endpoint’leri (örnek)");
        let forms: Vec<_> = forms(&folded).collect();
        assert_eq!(forms, ["ui endpoint'leri (örnek)", "ui endpoint'leri", "ui endpoint"]);
    }
}
