//! What is between an entry and its neighbours: an anchor, blank lines, a rule.

use crate::register::{Entry, Form, Register, anchors};
use crate::text::Span;

/// The anchor above an entry, with the blank lines below it, for another ID.
pub(super) fn anchor_like(register: &Register<'_>, entry: &Entry, id: &str) -> Option<String> {
    let anchor = register.text(anchors::above(register, entry)?);
    anchors::with_id(anchor, register.id(entry)?, id)
}

/// The blank lines or rule between the entry before this one and this one; else between this one and
/// the next.
pub(super) fn gap_before_next(register: &Register<'_>, after: &Entry) -> Option<String> {
    let at = register.entries.iter().position(|entry| entry.span == after.span)?;
    let gap = |first: &Entry, second: &Entry| {
        let start = anchors::end_of(register, first);
        let second = anchors::above(register, second).map_or(second.span.start, |span| span.start);
        let span = Span { start, end: second.max(start) };
        let text = register.text(span);
        (is_gap(text) && text.contains('\n')).then(|| text.to_owned())
    };
    let before = at.checked_sub(1).and_then(|before| gap(&register.entries[before], after));
    before.or_else(|| gap(after, register.entries.get(at + 1)?))
}

/// Where the last entry of a file ends before a rule, where the words behind that close the file: they have no field.
pub(super) fn end_before_closing(register: &Register<'_>, entry: &Entry) -> Option<usize> {
    let is_last = register.entries.last().is_some_and(|last| last.span == entry.span);
    if entry.form != Form::Heading || !is_last {
        return None;
    }
    let whole = register.text(entry.span);
    let end =
        ["\n---\n", "\n***\n", "\n___\n"].into_iter().filter_map(|rule| whole.rfind(rule)).max()?;
    let before = whole[..end].trim_end_matches([' ', '\t', '\r']);
    // Right below words, it is the underline of a heading.
    let is_rule = before.ends_with('\n') && before.matches("```").count().is_multiple_of(2);
    let place = entry.span.start as usize + before.trim_end().len();
    let has_field = entry
        .fields
        .iter()
        .any(|field| field.span.start as usize > place && entry.has_within(field));
    (is_rule && !has_field).then_some(place)
}

/// Whether a text has only blank lines and rules.
pub(super) fn is_gap(text: &str) -> bool {
    text.lines().all(|line| matches!(line.trim(), "" | "---" | "***" | "___"))
}
