//! Text from files and arguments, made safe for a terminal.

use std::borrow::Cow;

/// The text with each character that a terminal could execute, or that changes the direction of
/// text, replaced by its number.
pub fn printable(text: &str) -> Cow<'_, str> {
    if !text.contains(is_harmful) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if is_harmful(c) {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// The same with an unchanged length in bytes, so that offsets stay valid. It replaces only the
/// control characters beyond ASCII; the drawing of messages handles all others.
pub(crate) fn printable_in_place(text: &str) -> Cow<'_, str> {
    let is_command = |c: char| matches!(c, '\u{80}'..='\u{9f}');
    if !text.contains(is_command) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| if is_command(c) { '¿' } else { c }).collect())
}

fn is_harmful(c: char) -> bool {
    (c.is_control() && c != '\t') || turns_text(c)
}

/// Whether a character turns the order of a text around.
pub(crate) fn turns_text(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_harmful_characters_change() {
        assert_eq!(printable("açık 🔒"), "açık 🔒");
        assert_eq!(printable_in_place("a\u{9b}31m"), "a¿31m");
        assert_eq!(printable("a\u{1b}[31m\u{202e}\n"), "a\\u{1b}[31m\\u{202e}\\u{a}");
    }
}
