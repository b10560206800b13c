//! Text as part of an address.

use std::fmt::Write as _;

/// A text as part of an address: all but ASCII letters, digits and some signs by number.
pub(crate) fn percent_encoded(text: &str, signs: &[u8]) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || signs.contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}
