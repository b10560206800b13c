//! Signs that look like others: what word processors and chats put in the place of a hyphen, a
//! blank, a digit, a colon or a quote, and signs that are escaped for Markdown: `G\-001`.

use std::borrow::Cow;

/// What a sign looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Look {
    /// Like another sign.
    Of(char),
    /// Like nothing.
    Nothing,
}

/// What a sign looks like, where it is not what it looks like.
pub(crate) fn look(c: char) -> Option<Look> {
    if c < '\u{a0}' {
        return None;
    }
    let plain = match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '\u{a0}' | '\u{2007}' | '\u{202f}' | '\u{3000}' => ' ',
        '\u{2018}' | '\u{2019}' | '\u{2bc}' => '\'',
        '\u{201c}'..='\u{201e}' => '"',
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => return Some(Look::Nothing),
        // Wide letters, digits and signs are in the order of ASCII.
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0)?,
        _ => return None,
    };
    Some(Look::Of(plain))
}

/// Whether a text may hold a sign that looks like another: the first bytes of their encodings. Letters of
/// European languages have other ones.
#[expect(clippy::needless_bitwise_bool, reason = "many bytes are compared in one step")]
fn may_have_looks(text: &str) -> bool {
    let is_first = |byte: u8| {
        (byte == 0xc2) | (byte == 0xca) | (byte == 0xe2) | (byte == 0xe3) | (byte == 0xef)
    };
    text.bytes().fold(false, |any, byte| any | is_first(byte))
}

/// Whether a text holds a backslash, which may escape the sign behind it.
pub(crate) fn may_have_escapes(text: &str) -> bool {
    text.as_bytes().contains(&b'\\')
}

/// Whether a backslash in front of a text escapes its first sign for Markdown.
pub(crate) fn is_escape(behind: &str) -> bool {
    behind.starts_with(|c: char| c.is_ascii_punctuation())
}

/// A text as it looks.
pub(crate) fn plain(text: &str) -> Cow<'_, str> {
    let has_looks =
        || !text.is_ascii() && may_have_looks(text) && text.contains(|c| look(c).is_some());
    if !may_have_escapes(text) && !has_looks() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut is_escaped = false;
    for (at, c) in text.char_indices() {
        if c == '\\' && !is_escaped && is_escape(&text[at + 1..]) {
            is_escaped = true;
            continue;
        }
        is_escaped = false;
        match look(c) {
            None => out.push(c),
            Some(Look::Of(plain)) => out.push(plain),
            Some(Look::Nothing) => {}
        }
    }
    Cow::Owned(out)
}

/// The length of the start of a text that looks like a start of `length` bytes.
pub(crate) fn length_of_look(text: &str, length: usize) -> usize {
    let mut seen = 0;
    let mut is_escaped = false;
    for (at, c) in text.char_indices() {
        if seen >= length {
            return at;
        }
        if c == '\\' && !is_escaped && is_escape(&text[at + 1..]) {
            is_escaped = true;
            continue;
        }
        is_escaped = false;
        seen += match look(c) {
            None => c.len_utf8(),
            Some(Look::Of(plain)) => plain.len_utf8(),
            Some(Look::Nothing) => 0,
        };
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_what_they_look_like() {
        assert_eq!(plain("G\u{2011}001"), "G-001");
        assert_eq!(plain("In\u{a0}Progress\u{200b}"), "In Progress");
        assert_eq!(plain("\u{ff30}\u{ff11}\u{ff1a}"), "P1:");
        assert_eq!(plain("\u{201c}Open\u{201d}"), "\"Open\"");
        assert_eq!(plain("G\\-001"), "G-001");
        assert_eq!(plain("snake\\_case \\\\_ C:\\temp"), "snake_case \\_ C:\\temp");
        assert_eq!(length_of_look("G\\-001: late", "G-001".len()), "G\\-001".len());
        assert!(matches!(plain("Öncelik → P1"), Cow::Borrowed(_)));
    }

    #[test]
    fn every_look_is_seen_by_its_first_byte() {
        let looks = ('\0'..=char::MAX).filter(|c| look(*c).is_some());
        assert_eq!(looks.filter(|c| !may_have_looks(&c.to_string())).count(), 0);
    }

    #[test]
    fn a_start_is_found_by_its_look() {
        let text = "G\u{2011}\u{200b}001: Logs";
        assert_eq!(&text[..length_of_look(text, "G-001".len())], "G\u{2011}\u{200b}001");
        assert_eq!(length_of_look(text, 100), text.len());
    }
}
