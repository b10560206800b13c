//! Headings that say the title of their entry and nothing else that today's form would take for it.

use super::labels::title_label;
use super::lost::HeldWords;
use super::plans::own_field;
use super::short_titles::{short_title, without_path};
use crate::finding::Edit;
use crate::register::{Entry, Register, one_line};
use crate::text::Span;
use crate::vocabulary::{Key, Vocabulary};

/// The edit that makes the title of an old entry the text of its heading in the new register, where
/// today's form reads another one there: with a level or a state before it, with the signs of a menu
/// path in it, or none.
pub(super) fn retitled(
    register: &Register<'_>,
    entry: &Entry,
    old: &Register<'_>,
    old_entry: &Entry,
) -> Option<Edit> {
    let heading = register.text(entry.heading);
    let title = one_line(old.text(old_entry.title));
    let is_path = !old_entry.area.is_empty();
    if is_path || title.trim().is_empty() || heading.contains('\n') {
        return None;
    }
    let is_of_heading = old_entry.heading.contains(old_entry.title);
    if heading.trim().is_empty() {
        let title = without_path(&short_title(&title));
        let text =
            if entry.heading_id.is_some() { format!(": {title}") } else { format!(" {title}") };
        return Some(Edit { span: entry.heading, text });
    }
    let title = if entry.area.is_empty() { title } else { without_path(&title) };
    let is_new = title != heading && title != register.text(entry.title);
    (is_of_heading && is_new).then_some(Edit { span: entry.heading, text: title })
}

/// The edit that keeps the heading of an entry in a field, where its new title lacks words of it that the entry
/// has nowhere else.
pub(super) fn kept_heading(
    register: &Register<'_>,
    entry: &Entry,
    title: &str,
    words: &Vocabulary,
) -> Option<Edit> {
    let heading = one_line(register.text(entry.heading));
    let below = Span { start: entry.heading.end, end: entry.span.end };
    let held = HeldWords::of(&format!("{title}\n{}", register.text(below)), false);
    if !held.lack(&heading, words) {
        return None;
    }
    let label = title_label(&register.language, words);
    let models = [Key::Verification, Key::Symptom, Key::Status, Key::Id];
    let mut models = models.into_iter().filter_map(|key| own_field(entry, key));
    models.find_map(|model| register.field_insertion_behind(entry, model, &label, heading.trim()))
}
