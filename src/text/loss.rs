//! The characters that stand where letters were lost.

/// Whether a character stands for lost letters: a replacement or a stray control character.
pub(crate) fn marks_loss(c: char) -> bool {
    c == char::REPLACEMENT_CHARACTER || (c.is_ascii_control() && !matches!(c, '\t' | '\n' | '\r'))
}
