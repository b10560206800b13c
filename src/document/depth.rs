//! Rejects text that is nested so deeply that parsing takes too long.

use std::ops::Range;

use crate::text::{Source, Span};

/// How many list items and block quotes may open on one line. Real files have up to three; the
/// parser's time grows with the product of depth and lines.
const DEEPEST: usize = 100;

/// The error for a line that opens more list items and quotes than are allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooDeep {
    /// The markers.
    pub(crate) span: Span,
}

pub(super) fn check_depth(source: &Source) -> Result<(), TooDeep> {
    check_lines(source, source.body_start()..source.text().len())
}

/// Checks the lines of a part of a text.
pub(super) fn check_lines(source: &Source, part: Range<usize>) -> Result<(), TooDeep> {
    let bytes = source.text().as_bytes();
    let mut start = part.start;
    while start < part.end {
        if let Some(end) = deep_markers(bytes, start) {
            return Err(TooDeep { span: Span::new(start, end) });
        }
        start = source.next_line(start);
    }
    Ok(())
}

/// Where the markers at the start of a line end, when there are too many of them.
fn deep_markers(bytes: &[u8], start: usize) -> Option<usize> {
    let (mut at, mut depth) = (start, 0);
    loop {
        while matches!(bytes.get(at), Some(b' ' | b'\t')) {
            at += 1;
        }
        at += marker_len(&bytes[at..])?;
        depth += 1;
        if depth > DEEPEST {
            return Some(at);
        }
    }
}

fn marker_len(bytes: &[u8]) -> Option<usize> {
    let ends_marker =
        |at: usize| matches!(bytes.get(at), None | Some(b' ' | b'\t' | b'\n' | b'\r'));
    match bytes.first()? {
        b'>' => Some(1),
        b'-' | b'+' | b'*' if ends_marker(1) => Some(1),
        b'0'..=b'9' => {
            let digits = bytes.iter().take(9).take_while(|b| b.is_ascii_digit()).count();
            (matches!(bytes.get(digits), Some(b'.' | b')')) && ends_marker(digits + 1))
                .then_some(digits + 1)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_rejected(text: String) -> bool {
        check_depth(&Source::new("a.md", text)).is_err()
    }

    #[test]
    fn only_extreme_depth_is_rejected() {
        assert!(!is_rejected("> ".repeat(100)));
        assert!(is_rejected("> ".repeat(101)));
        assert!(is_rejected(format!("fine\n{}", "- 1. ".repeat(60))));
        assert!(!is_rejected("---\n".repeat(500) + &"*".repeat(500) + &"\n1.5.".repeat(300)));
    }
}
