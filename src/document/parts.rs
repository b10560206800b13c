//! Parts of a text: a heading at the start of a line, below a blank line, ends every paragraph, list
//! and quote. Only code and HTML can go on over it.

use std::ops::Range;

/// Cuts a text before headings into parts of about a size.
pub(super) fn parts(text: &str, start: usize, size: usize) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut from = start;
    while text.len() - from > 2 * size {
        let cut = next_part(text, from + size, text.len());
        if cut == text.len() {
            break;
        }
        parts.push(from..cut);
        from = cut;
    }
    parts.push(from..text.len());
    parts
}

/// Where the next part starts, at the earliest at the line behind `from`.
pub(super) fn next_part(text: &str, from: usize, end: usize) -> usize {
    let bytes = &text.as_bytes()[..end];
    let from = from.min(end);
    let headings = memchr::memmem::find_iter(&bytes[from..], b"\n#").map(|at| from + at + 1);
    headings.into_iter().find(|&at| starts_part(bytes, at)).unwrap_or(end)
}

/// Whether a heading starts at `at`, a blank line before it.
pub(super) fn starts_part(bytes: &[u8], at: usize) -> bool {
    let before = &bytes[..at];
    let level = bytes[at..].iter().take_while(|&&byte| byte == b'#').count();
    (1..=6).contains(&level)
        && (before.ends_with(b"\n\n") || before.ends_with(b"\n\r\n"))
        && matches!(bytes.get(at + level), Some(b' ' | b'\t'))
}
