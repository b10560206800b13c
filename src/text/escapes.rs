//! Signs that are escaped for Markdown.

use std::borrow::Cow;

use super::lookalike::{is_escape, may_have_escapes};

/// A text without the backslashes by which Markdown takes the sign behind them for itself; in code, they are signs
/// like any other.
pub(crate) fn without_escapes(text: &str) -> Cow<'_, str> {
    if !may_have_escapes(text) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['\\', '`']) {
        let (before, sign) = rest.split_at(at);
        out.push_str(before);
        let length = if sign.starts_with('`') {
            let code = code_at_start(sign);
            out.push_str(code);
            code.len()
        } else {
            let behind = &sign[1..];
            let kept = if is_escape(behind) { &behind[..1] } else { "\\" };
            out.push_str(kept);
            if is_escape(behind) { 2 } else { 1 }
        };
        rest = &sign[length..];
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The code that a text starts with, or the backticks that open none.
fn code_at_start(text: &str) -> &str {
    let fence = &text[..text.len() - text.trim_start_matches('`').len()];
    let mut at = fence.len();
    while let Some(found) = text[at..].find(fence) {
        let end = at + found;
        let length = text[end..].len() - text[end..].trim_start_matches('`').len();
        if length == fence.len() {
            return &text[..end + length];
        }
        at = end + length;
    }
    fence
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_left_out_of_what_is_shown() {
        for (text, shown) in [
            ("snake\\_case", "snake_case"),
            ("Won\\'t fix", "Won't fix"),
            ("Map \\#3 \\\\ `a\\_b` ``c`\\_d`` `\\_", "Map #3 \\ `a\\_b` ``c`\\_d`` `_"),
            ("C:\\temp\\", "C:\\temp\\"),
            ("plain", "plain"),
        ] {
            assert_eq!(without_escapes(text), shown);
        }
    }
}
