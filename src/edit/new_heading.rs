//! The heading of a new entry.

use super::heading_sign::new_sign;
use super::heading_state::HeadingState;
use crate::register::{Entry, Field, Register, anchors, heading_steps};
use crate::text::{Span, sort_by_place};
use crate::triage::TableInput;
use crate::vocabulary::Key;

/// The heading of the new entry, in the style of the one before it.
pub(super) fn heading(
    input: TableInput<'_>,
    (words, id): (&str, &str),
    model: Option<&Entry>,
    fields: &[(Key, String)],
) -> String {
    let register = input.register;
    let Some(model) = model else { return format!("### {}", words.trim()) };
    let line = register.source.line_at(model.span.start as usize);
    let line = Span { start: model.span.start, end: line.end }.trim(register.source.text());
    let start = model.area.first().map_or(model.title.start, |step| step.start);
    let place = Span { start, end: model.title.end };
    let steps = heading_steps(words);
    let arrow = match model.area.first() {
        Some(first) => {
            let next = model.area.get(1).unwrap_or(&model.title);
            register.text(Span { start: first.end, end: next.start })
        }
        None => " → ",
    };
    let mut parts: Vec<(Span, String)> = Vec::new();
    parts.extend((!has_title_below(register, model)).then(|| (place, steps.join(arrow))));
    parts.extend(model.number.map(|span| (span, next_number(register.text(span)))));
    parts.extend(model.heading_id.map(|span| (span, id.to_owned())));
    parts.extend(new_sign(input, model, fields));
    let state = fields.iter().find(|(key, _)| *key == Key::Status).map(|(_, state)| state.clone());
    parts.extend(HeadingState::of(register, model).map(|old| old.clause).zip(state));
    sort_by_place(&mut parts, |(span, _)| *span);
    let mut out = String::new();
    let mut at = line.start;
    // What strikes the model out is not copied.
    let unstruck = |text: &str| text.replace("~~", "");
    for (span, text) in parts {
        out.push_str(&unstruck(register.text(Span { start: at, end: span.start.max(at) })));
        out.push_str(&text);
        at = span.end;
    }
    let tail = unstruck(register.text(Span { start: at.min(line.end), end: line.end }));
    let own = register.id(model).and_then(|old| anchors::with_id(&tail, old, id));
    match tail.find('{') {
        // The anchor of the model is not that of another entry.
        Some(anchor) => out.push_str(own.as_deref().unwrap_or(tail[..anchor].trim_end())),
        None => out.push_str(&tail),
    }
    out
}

/// `1.7` after `1.6`.
fn next_number(number: &str) -> String {
    let (section, last) = number.rsplit_once('.').unwrap_or(("", number));
    let next = last.parse::<u64>().map_or(1, |last| last.saturating_add(1));
    if section.is_empty() { next.to_string() } else { format!("{section}.{next}") }
}

/// Whether the title of an entry is the value of a field, and not in its heading: `| Title | … |`.
pub(super) fn has_title_below(register: &Register<'_>, entry: &Entry) -> bool {
    let line = register.source.line_at(entry.span.start as usize);
    let holds_title = |field: &Field| {
        !line.contains(entry.title) && field.value.contains(entry.title)
            || entry.title.is_empty() && entry.span.contains(field.span)
    };
    entry.field(Key::Gap).is_some_and(holds_title)
}
