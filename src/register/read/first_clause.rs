//! The first clause of a text: a title for what has none.

use crate::text::Span;
use crate::values::is_of_number;

/// What ends a clause. In a shorter text, such a sign is part of the words.
const ENDS: [&str; 8] = [". ", "! ", "? ", "; ", ".\n", "。", "；", "\n\n"];

/// With fewer bytes, a text is no clause: `e.g. the`.
const SHORTEST: usize = 12;

/// The first clause of what a span covers.
pub(super) fn first_clause(text: &str, span: Span) -> Span {
    let whole = span.of(text);
    let mut from = 0;
    // A sign within code ends nothing.
    while let Some((at, end)) = next_end(whole, from) {
        let before = &whole[..at];
        let is_end = !whole[at..].starts_with('.') || !is_of_number(whole, at);
        if is_end && at >= SHORTEST && before.matches('`').count().is_multiple_of(2) {
            return span.part(whole, before.trim_end_matches(['.', ';', ' ']));
        }
        from = end;
    }
    span.part(whole, whole.trim_end().trim_end_matches('.'))
}

/// The next sign that may end a clause: where it starts and ends. A question mark is kept.
fn next_end(whole: &str, from: usize) -> Option<(usize, usize)> {
    let found = ENDS.iter().filter_map(|sign| {
        let at = from + whole[from..].find(sign)?;
        let keeps = usize::from(sign.starts_with(['?', '!']));
        Some((at + keeps, at + sign.len()))
    });
    found.min()
}
