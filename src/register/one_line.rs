//! Values of several lines, written on one.

use std::borrow::Cow;

use super::{Entry, Field, Register};
use crate::text::{Span, without_escapes};
use crate::vocabulary::Key;

impl Register<'_> {
    /// A value on one line: broken lines joined, the items of a list separated by semicolons.
    pub(crate) fn line_of(&self, field: &Field) -> String {
        one_line(&self.value(field))
    }

    /// A value as people mean it.
    pub(crate) fn shown(&self, field: &Field) -> Cow<'_, str> {
        match self.value(field) {
            Cow::Borrowed(_) => self.unescaped(field.value),
            Cow::Owned(several) => Cow::Owned(several),
        }
    }

    /// The value of an entry's field of that key, as people mean it.
    pub(crate) fn shown_value_of(&self, entry: &Entry, key: Key) -> Option<String> {
        let value = self.value_of(entry, key)?;
        let field = entry.field(key)?.value;
        Some(self.unescaped(field.part(self.text(field), value)).into_owned())
    }

    /// A text as readers see it: without the escapes of Markdown. It is not for a file.
    pub(crate) fn readable(&self, span: Span) -> Cow<'_, str> {
        // In a row, a pipe is escaped in code, too.
        let text = self.unescaped(span);
        match without_escapes(&text) {
            Cow::Owned(text) => Cow::Owned(text),
            Cow::Borrowed(_) => text,
        }
    }

    /// The title of an entry as readers see it, on one line.
    pub(crate) fn readable_title(&self, entry: &Entry) -> Cow<'_, str> {
        on_one_line(self.readable(self.without_comment(entry.title)))
    }

    /// A value as readers see it, with its lines.
    pub(crate) fn readable_value(&self, field: &Field) -> Cow<'_, str> {
        let value = self.shown(field);
        match without_escapes(&value) {
            Cow::Owned(text) => Cow::Owned(text),
            Cow::Borrowed(_) => value,
        }
    }

    /// The title of an entry, as it was before it was wrapped.
    pub(crate) fn title_of(&self, entry: &Entry) -> Cow<'_, str> {
        on_one_line(self.unescaped(self.without_comment(entry.title)))
    }

    /// The heading of an entry as readers see it, with its menu path, on one line.
    pub(crate) fn readable_heading(&self, entry: &Entry) -> Cow<'_, str> {
        on_one_line(self.readable(self.without_comment(entry.heading)))
    }

    /// A part without the comment at its end, such as the mark of what waits for a translation.
    fn without_comment(&self, part: Span) -> Span {
        let whole = self.text(part);
        let start = whole.rfind("<!--").filter(|_| whole.ends_with("-->"));
        part.part(whole, start.map_or(whole, |start| whole[..start].trim_end()))
    }
}

/// A text that was wrapped, as it was before.
pub(crate) fn on_one_line(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.contains('\n') {
        Cow::Owned(text.split_whitespace().collect::<Vec<_>>().join(" "))
    } else {
        text
    }
}

/// A text on one line: broken lines joined, the items of a list separated by semicolons.
pub(crate) fn one_line(value: &str) -> String {
    if !value.contains('\n') {
        return without_marker(value.trim()).to_owned();
    }
    let mut out = String::with_capacity(value.len());
    for line in value.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let item = without_marker(line);
        if !out.is_empty() {
            out.push_str(if item.len() < line.len() { "; " } else { " " });
        }
        out.push_str(item.trim_end_matches('\\').trim_end());
    }
    out
}

/// A line without the bullet, number or quote sign before it.
pub(crate) fn without_marker(line: &str) -> &str {
    let bullet = ["- ", "* ", "+ ", "> "].into_iter().find_map(|mark| line.strip_prefix(mark));
    let numbered = || {
        let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
        let is_number = rest.len() < line.len() && line.len() - rest.len() <= 3;
        rest.strip_prefix(['.', ')']).filter(|rest| is_number && rest.starts_with(' '))
    };
    bullet.or_else(numbered).unwrap_or(line).trim_start()
}
