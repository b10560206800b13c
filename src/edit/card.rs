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

/// Whether an entry is a paragraph of values above one with its title: `**TD-1** · high · @ana · open`.
pub(super) fn is_card_of_values(register: &Register<'_>, entry: &Entry) -> bool {
    let first = register.source.line_at(entry.span.start as usize);
    let has_label =
        |field: &Field| field.label != field.value && field.key.is_some_and(Key::is_short);
    entry.id.is_some_and(|id| first.contains(id))
        && !entry.fields.iter().any(has_label)
        && entry.title.start > first.end
        && register.value_line(entry).is_some()
}

/// The edit that adds such an entry behind another, with the values that the line of that one has, of those that are
/// given; nothing where a given value needs another place.
pub(super) fn card_of_values(
    input: TableInput<'_>,
    after: &Entry,
    title: &str,
    fields: &[(Key, String)],
) -> Option<Edit> {
    let register = input.register;
    let line = register.value_line(after)?;
    let first = register.source.line_at(after.span.start as usize);
    let before = Span { start: after.span.start, end: line.values.first()?.value.start };
    let id = after.id.filter(|id| before.contains(*id))?;
    let given = |key: Key| fields.iter().find(|(own, _)| *own == key).map(|(_, text)| &**text);
    let behind = Span { start: id.end, ..before };
    let mut text = register.text(Span { end: id.start, ..before }).to_owned();
    text += given(Key::Id)?;
    // A word such as `due` belongs to the value that is behind it.
    let sign = register.text(behind);
    text += &sign[..sign.find(char::is_alphanumeric).unwrap_or(sign.len())];
    let of_line = line.values.iter().filter_map(|field| field.key);
    let mut keys: Vec<Key> = of_line.filter(|key| given(*key).is_some()).collect();
    for (key, _) in fields.iter().filter(|(key, _)| !matches!(key, Key::Id | Key::Gap)) {
        if !keys.contains(key) {
            keys.push(*key);
        }
    }
    let values: Option<Vec<String>> = keys
        .iter()
        .map(|&key| register.value_in_line(key, given(key)?, input.vocabulary))
        .collect();
    text += &values?.join(&line.sign);
    let newline = register.source.newline_at(after.span.start as usize);
    // The lines in between are as they are in the other one.
    let gap = register.text(Span { start: first.end, end: after.title.start });
    let gap: String = gap.chars().filter(|c| matches!(c, '\n' | '\r')).collect();
    let text = format!("{newline}{newline}{text}{gap}{title}");
    Some(Edit { span: Span::at(after.span.end as usize), text })
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
