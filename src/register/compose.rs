//! Writes into a register in the manner in which it is written.

use super::{Entry, Field, Register};
use crate::finding::Edit;
use crate::text::Span;
use crate::vocabulary::{Key, Vocabulary};

impl Register<'_> {
    /// The edit that gives an entry a field it lacks: after the field that comes before it in
    /// canonical order, in that field's form, with the label this register uses elsewhere.
    pub fn field_insertion(
        &self,
        entry: &Entry,
        key: Key,
        value: &str,
        vocabulary: &Vocabulary,
    ) -> Option<Edit> {
        let label = self.own_label(key).unwrap_or_else(|| vocabulary.label(&self.language, key));
        let is_before = |field: &&Field| field.key.is_some_and(|other| other < key);
        let before = entry.fields.iter().filter(is_before).max_by_key(|field| field.key);
        let source = self.source;
        if let Some(model) = before {
            let line = source.line_at(model.span.start as usize);
            let last_line = source.line_at(model.span.end as usize);
            if self.is_beside_another(entry, model) {
                let text = format!(" · {}", self.written_like(model, label, value));
                return Some(Edit { span: Span::at(model.span.end as usize), text });
            }
            let written = self.line_like(model, line, label, value);
            let newline = source.newline_at(model.span.start as usize);
            let at = Span::at(last_line.end as usize);
            let gap = self.apart_from(model, newline);
            return Some(Edit { span: at, text: format!("{gap}{written}") });
        }
        let is_own = |field: &&Field| field.key.is_some_and(Key::belongs_to_entry);
        let Some(model) = entry.fields.iter().find(is_own).or_else(|| entry.fields.first()) else {
            return self.first_field(entry, label, value);
        };
        let line = source.line_at(model.span.start as usize);
        let written = self.line_like(model, line, label, value);
        let newline = source.newline_at(model.span.start as usize);
        Some(Edit { span: Span::at(line.start as usize), text: format!("{written}{newline}") })
    }

    /// The edit that gives an entry its first field, under its heading.
    fn first_field(&self, entry: &Entry, label: &str, value: &str) -> Option<Edit> {
        let line = self.source.line_at(entry.heading.start as usize);
        // Under a heading that is underlined there is no place right below its line.
        let is_marked = self.text(line).trim_start().starts_with('#');
        let newline = self.source.newline_at(line.start as usize);
        let text = format!("{newline}{newline}- **{label}:** {value}");
        is_marked.then(|| Edit { span: Span::at(line.end as usize), text })
    }

    /// How the register itself writes the label of a key.
    fn own_label(&self, key: Key) -> Option<&str> {
        let labels = self.own_labels.get_or_init(|| {
            let fields = self.entries.iter().rev().flat_map(|entry| entry.fields.iter().rev());
            fields.filter_map(|field| Some((field.key?, field.label))).collect()
        });
        labels.get(&key).map(|&label| self.text(label))
    }

    /// What keeps a bare line apart from the line that comes after it, which Markdown would join:
    /// two blanks; an empty line after a value of several lines. A list item needs neither.
    fn apart_from(&self, model: &Field, newline: &'static str) -> String {
        let text = self.text(model.span);
        let is_item = text.starts_with(['-', '+'])
            || text.starts_with("* ")
            || text.starts_with(|c: char| c.is_ascii_digit());
        let line = self.text(self.source.line_at(model.span.end as usize));
        if is_item {
            newline.to_owned()
        } else if text.contains('\n') {
            newline.repeat(2)
        } else if line.ends_with("  ") || line.ends_with('\\') {
            newline.to_owned()
        } else {
            format!("  {newline}")
        }
    }

    fn is_beside_another(&self, entry: &Entry, model: &Field) -> bool {
        let line = self.source.line_at(model.span.start as usize);
        entry.fields.iter().any(|other| other != model && line.contains(other.label))
    }

    /// A label and a value with the marks that `model` puts around its own.
    fn written_like(&self, model: &Field, label: &str, value: &str) -> String {
        let before = self.text(Span::new(model.span.start as usize, model.label.start as usize));
        let line_end = self.source.line_at(model.label.end as usize).end;
        let has_value = model.label.end < model.value.start && model.value.start < line_end;
        let between = if has_value && !model.value.is_empty() {
            self.text(Span::new(model.label.end as usize, model.value.start as usize)).to_owned()
        } else {
            let marks = self.text(Span::new(model.label.end as usize, line_end as usize));
            marks.trim_end().to_owned()
        };
        // Strong text that ends in a colon is none when a letter follows at once.
        let gap = if between.ends_with(char::is_whitespace) { "" } else { " " };
        format!("{before}{label}{between}{gap}{value}")
    }

    fn line_like(&self, model: &Field, line: Span, label: &str, value: &str) -> String {
        let indent = self.text(Span::new(line.start as usize, model.span.start as usize));
        let tail = self.text(Span::new(
            model.span.end as usize,
            self.source.line_at(model.span.end as usize).end as usize,
        ));
        let tail = if tail.trim().is_empty() { tail } else { "" };
        format!("{indent}{}{tail}", self.written_like(model, label, value))
    }
}
