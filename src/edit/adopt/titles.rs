//! Headings that say the title of their entry and nothing else that today's form would take for it.

use super::values::{self, without_path};
use crate::finding::Edit;
use crate::register::{Entry, Register, one_line};

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
        let title = without_path(&values::title(&title));
        let text =
            if entry.heading_id.is_some() { format!(": {title}") } else { format!(" {title}") };
        return Some(Edit { span: entry.heading, text });
    }
    let title = if entry.area.is_empty() { title } else { without_path(&title) };
    let is_new = title != heading && title != register.text(entry.title);
    (is_of_heading && is_new).then_some(Edit { span: entry.heading, text: title })
}
