//! A new entry that is a paragraph, with its fields on lines below its title.

use crate::finding::Edit;
use crate::register::{Entry, Field, Register};
use crate::text::Span;
use crate::triage::TableInput;
use crate::vocabulary::Key;

/// Whether an entry is a paragraph with its fields on lines below its title.
pub(super) fn is_card(register: &Register<'_>, entry: &Entry) -> bool {
    let first = register.source.line_at(entry.span.start as usize);
    let is_below = |field: &Field| field.label != field.value && field.label.start > first.end;
    !register.is_list_item(entry) && entry.fields.iter().any(is_below)
}

/// The edit that adds such an entry behind another.
pub(super) fn card(
    input: TableInput<'_>,
    after: &Entry,
    title: &str,
    fields: &[(Key, String)],
) -> Edit {
    let register = input.register;
    let (of_title, below): (Vec<_>, Vec<_>) =
        fields.iter().cloned().partition(|(key, _)| matches!(key, Key::Id | Key::Gap));
    let first = register.item_like(after, title, &of_title, input.vocabulary);
    let body = register.fields_like(Some(after), &below, input.vocabulary);
    let newline = register.source.newline_at(after.span.start as usize);
    let text = format!("{newline}{newline}{first}{newline}{body}");
    Edit { span: Span::at(after.span.end as usize), text }
}
