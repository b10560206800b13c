//! Words of an old entry that only say what a value is.

use crate::register::{Entry, Field, Register};
use crate::text::Span;
use crate::vocabulary::Vocabulary;

/// The words in front of a value without a label that say what it is: `by` of `by 2026-12-11`, `assigned to`.
pub(super) fn introduction(
    register: &Register<'_>,
    entry: &Entry,
    field: &Field,
    words: &Vocabulary,
) -> Option<Span> {
    const SIGNS: [char; 8] = [',', ';', '–', '—', '·', '|', '(', '.'];
    let is_bare = field.label == field.value && entry.span.contains(field.value);
    let key = field.key.filter(|_| is_bare)?;
    let line = register.source.line_at(field.value.start as usize);
    let start = line.start.max(entry.span.start).min(field.value.start);
    let before = Span { start, end: field.value.start };
    let text = register.text(before);
    let said = text.rsplit(SIGNS).next()?.rsplit(" - ").next()?;
    let said = said.trim_matches(['*', '_', ' ', '-']);
    (words.key(said) == Some(key)).then(|| before.part(text, said))
}
