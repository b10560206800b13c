//! Text in HTML.

use crate::text::printable;

/// A text with all characters escaped that mean something in HTML, also in an attribute.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in printable(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

/// A sentence in which the parts between backticks are code.
pub(super) fn coded(text: &str) -> String {
    let parts = escaped(text);
    let mut out = String::new();
    let mut is_code = false;
    let count = parts.matches('`').count();
    for (at, part) in parts.split('`').enumerate() {
        if at > 0 && (is_code || at < count || count.is_multiple_of(2)) {
            out.push_str(if is_code { "</code>" } else { "<code>" });
            is_code = !is_code;
        } else if at > 0 {
            out.push('`');
        }
        out.push_str(part);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{coded, escaped};

    #[test]
    fn text_stays_text_and_code_between_backticks_is_code() {
        assert_eq!(escaped("<a href=\"x\">&\u{1b}"), "&lt;a href=&quot;x&quot;&gt;&amp;\\u{1b}");
        assert_eq!(coded("`a<b>`: says `x`"), "<code>a&lt;b&gt;</code>: says <code>x</code>");
        assert_eq!(coded("one ` alone"), "one ` alone");
    }
}
