//! The words of a table cell, without the marks around them.

use crate::text::Span;

/// The words of a cell without the marks, box or link around them.
pub(super) fn bare(text: &str) -> &str {
    let inner = text.trim_matches(['*', '`', '~', ' ', '\t']);
    let link = inner.strip_prefix('[').filter(|_| inner.ends_with([')', ']']));
    link.and_then(|link| Some(link.split_once("](")?.0))
        .unwrap_or(inner)
        .trim_matches(['*', '`', '~', ' '])
}

/// Whether a text is a box and nothing else: `[ ]`, `[x]`.
pub(super) fn is_box(text: &str) -> bool {
    text.len() == 3 && text.starts_with('[') && text.ends_with(']')
}

/// A text without the marks that emphasise all of it.
pub(super) fn bold(text: &str) -> &str {
    let inner = text.strip_prefix("**").and_then(|rest| rest.strip_suffix("**"));
    inner.filter(|inner| !inner.contains("**")).unwrap_or(text)
}

/// The text of a cell that is a link and nothing else.
pub(super) fn linked(text: &str) -> &str {
    let inner = text.strip_prefix('[').filter(|_| text.ends_with(')'));
    let parts = inner.and_then(|inner| inner.split_once("]("));
    parts.filter(|(_, target)| target.matches(')').count() == 1).map_or(text, |(name, _)| name)
}

/// The struck-out words at the start of a cell.
pub(super) fn struck(text: &str, cell: Span) -> Option<Span> {
    let whole = cell.of(text);
    let inner = whole.trim_start_matches('*').strip_prefix("~~")?;
    let (inner, _) = inner.split_once("~~")?;
    let inner = inner.trim_matches(['*', '`', ' ']);
    (!inner.is_empty()).then(|| cell.part(whole, inner))
}

/// The text after the last cell of a row, which Markdown drops: a `|` in some cell is not escaped.
pub(super) fn excess(text: &str, row: Span, cells: &[Span]) -> Option<Span> {
    let end = cells.last()?.end.max(row.start);
    if end >= row.end {
        return None;
    }
    let tail = Span { start: end, end: row.end };
    let text = tail.of(text);
    let beyond = text.trim_start().strip_prefix('|')?;
    let has_words = beyond.contains(|c: char| c != '|' && !c.is_whitespace());
    // A comment after a row is not meant to be shown.
    (has_words && !beyond.trim_start().starts_with("<!--"))
        .then(|| tail.part(text, beyond.trim().trim_end_matches('|').trim_end()))
}
