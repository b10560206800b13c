//! A field in the form of another one of the register.

use super::rows::in_cell;
use crate::register::{Field, Register};
use crate::text::Span;

impl Register<'_> {
    /// What goes between a field and the line added after it, so that Markdown does not join them:
    /// a line break, with two spaces after plain text; an empty line after a value of several lines.
    pub(super) fn gap_after(&self, model: &Field, newline: &'static str) -> String {
        let text = self.text(model.span);
        let is_separate = is_separate(text);
        let line = self.text(self.source.line_at(model.span.end as usize));
        if is_separate {
            newline.to_owned()
        } else if text.contains('\n') {
            newline.repeat(2)
        } else if line.ends_with("  ") || line.ends_with('\\') || self.is_unbroken(model) {
            newline.to_owned()
        } else {
            format!("  {newline}")
        }
    }

    /// Whether the line of a field has neighbours and none of them is broken off by two spaces; of a field alone,
    /// whether that holds for one of the first entries.
    pub(super) fn is_unbroken(&self, model: &Field) -> bool {
        const FIRST: usize = 20;
        let in_first = || {
            let fields = self.entries.iter().take(FIRST).flat_map(|entry| &entry.fields);
            let mut lines = fields.filter(|field| field.label != field.value);
            lines.any(|field| self.is_unbroken_in_place(field) == Some(true))
        };
        self.is_unbroken_in_place(model).unwrap_or_else(in_first)
    }

    /// The same by the neighbours alone; nothing where there are none.
    fn is_unbroken_in_place(&self, model: &Field) -> Option<bool> {
        let source = self.source;
        let own = source.line_at(model.span.start as usize);
        let last = source.line_at(model.span.end as usize);
        let before = source.line_at((own.start as usize).saturating_sub(1));
        let after = source.line_at(source.next_line(last.start as usize));
        let is_text = |line: Span, is_other: bool| {
            let text = self.text(line).trim();
            is_other && !text.is_empty() && !text.starts_with('#')
        };
        let is_broken = |line: Span| {
            let text = self.text(line).trim_end_matches('\r');
            text.ends_with("  ") || text.ends_with('\\')
        };
        let has_before = is_text(before, before.start < own.start);
        let has_after = is_text(after, after.start > last.start);
        let is_alone = !has_before && !has_after;
        (!is_alone).then(|| !(is_broken(last) || has_before && is_broken(before)))
    }

    /// The marks that emphasise a line as a whole, in front of the label of a field: `*Status: open · Owner: Ada*`.
    pub(super) fn line_marks(&self, field: &Field) -> &str {
        let line = self.source.line_at(field.label.start as usize);
        let before = self.text(Span { end: field.label.start, ..line });
        let behind = self.text(Span { start: field.label.start, ..line });
        let marks = &before[before.trim_end_matches(['*', '_']).len()..];
        let inner = behind.trim_end().strip_suffix(marks).unwrap_or_default();
        let has_marks = || inner.match_indices(marks).any(|(at, _)| !is_within_word(inner, at));
        // The marks around a label alone are no marks of its line.
        let value = inner.get(field.label.len()..).unwrap_or_default();
        let has_value = value.contains(char::is_alphanumeric);
        if marks.is_empty() || !has_value || has_marks() { "" } else { marks }
    }

    /// A label and a value with the marks that `model` puts around its own, on a line of its own.
    pub(super) fn written_like(&self, model: &Field, label: &str, value: &str) -> String {
        let marks = self.line_marks(model);
        format!("{marks}{}{marks}", self.written_within(model, label, value))
    }

    /// The same without the marks that emphasise the line of `model` as a whole.
    pub(super) fn written_within(&self, model: &Field, label: &str, value: &str) -> String {
        let (label, value) =
            (&*self.label_beside(model, label), &*self.quoted_beside(model, value));
        let before = self.text(Span::new(model.span.start as usize, model.label.start as usize));
        let before = before.strip_suffix(self.line_marks(model)).unwrap_or(before);
        let line_end = self.source.line_at(model.label.end as usize).end;
        let has_value = model.label.end < model.value.start && model.value.start < line_end;
        let between = if has_value && !model.value.is_empty() {
            self.text(Span::new(model.label.end as usize, model.value.start as usize)).to_owned()
        } else {
            let marks = self.text(Span::new(model.label.end as usize, line_end as usize));
            marks.trim_end().to_owned()
        };
        // Without a space after `**Label:**`, Markdown does not see strong text.
        let is_separated = between.contains([':', '：', '—', '–', '-']);
        let newline = self.source.newline_at(model.span.start as usize);
        let gap = if between.ends_with(char::is_whitespace) {
            ""
        } else if is_separated {
            " "
        } else {
            // A label without a colon or dash has its value below.
            &newline.repeat(2)
        };
        if before.starts_with('|') {
            let after = Span { start: model.value.end.min(model.span.end), end: model.span.end };
            return format!("{before}{label}{between}{gap}{}{}", in_cell(value), self.text(after));
        }
        if value.starts_with(['\n', '\r']) {
            return format!("{before}{label}{}{value}", between.trim_end());
        }
        format!("{before}{label}{between}{gap}{value}")
    }

    /// The same with the indentation of `line`, and with the spaces at its end.
    pub(super) fn line_like(&self, model: &Field, line: Span, label: &str, value: &str) -> String {
        let indent = self.text(Span::new(line.start as usize, model.span.start as usize));
        let tail = self.text(Span::new(
            model.span.end as usize,
            self.source.line_at(model.span.end as usize).end as usize,
        ));
        let tail = if tail.trim().is_empty() { tail } else { "" };
        let indent = indent.strip_suffix(self.line_marks(model)).unwrap_or(indent);
        format!("{indent}{}{tail}", self.written_like(model, label, value))
    }
}

/// Whether the sign at a place has letters or digits on both sides, and is no mark: `in_progress`.
fn is_within_word(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    let behind = text[at..].trim_start_matches(['*', '_']).chars().next();
    [before, behind].iter().all(|c| c.is_some_and(char::is_alphanumeric))
}

/// Whether Markdown keeps a line separate from its neighbours: an item, or a row of a table.
pub(super) fn is_separate(text: &str) -> bool {
    text.starts_with(['-', '+', '|'])
        || text.starts_with("* ")
        || text.starts_with(|c: char| c.is_ascii_digit())
}
