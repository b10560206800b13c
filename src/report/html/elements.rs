//! Small elements that several parts of a page have.

use jiff::civil::Date;

pub(super) fn time(day: Date) -> String {
    format!("<time datetime=\"{day}\">{day}</time>")
}

/// A text with a class; nothing for an empty text.
pub(super) fn span(class: &str, text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("<span class=\"{class}\">{text}</span>") }
}
