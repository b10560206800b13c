//! Writes into rows and items that are entries, and writes new ones like them.

use unicode_width::UnicodeWidthStr;

use super::{Entry, Field, Form, Register, Row};
use crate::finding::Edit;
use crate::text::{Span, sort_by_place};
use crate::vocabulary::{Key, Vocabulary};

impl Register<'_> {
    /// The edit that fills the empty cell of a row; none where the table has no such column.
    pub(super) fn cell_insertion(&self, row: &Row, key: Key, value: &str) -> Option<Edit> {
        let columns = &self.layouts.get(row.table as usize)?.columns;
        let at = columns.iter().position(|column| column.key == Some(key))?;
        let span = *row.cells.get(at)?;
        let (before, after) = self.source.text().split_at(span.start as usize);
        let is_close = |c: Option<char>| c == Some('|');
        let left = if is_close(before.chars().next_back()) { " " } else { "" };
        let right = if is_close(after.chars().next()) { " " } else { "" };
        // Beyond the last pipe of a short row there is no cell to fill.
        let is_cell = after.trim_start_matches([' ', '\t']).starts_with('|');
        is_cell.then(|| Edit { span, text: format!("{left}{}{right}", in_cell(value)) })
    }

    /// The edit that adds a field to an item, as an item below it.
    pub(super) fn item_insertion(&self, entry: &Entry, label: &str, value: &str) -> Edit {
        let newline = self.source.newline_at(entry.span.start as usize);
        let indent = " ".repeat(self.marker(entry).trim_end().len() + 1);
        let text = format!("{newline}{indent}- **{label}:** {value}");
        Edit { span: Span::at(entry.span.end as usize), text }
    }

    /// The sign of a list at the start of an item: `- `, `1. `.
    fn marker(&self, entry: &Entry) -> &str {
        let text = self.text(entry.span);
        text.find(char::is_whitespace).map_or("- ", |end| &text[..=end])
    }

    /// Whether a field is not the entry's own to change: its section says it, or the marks that
    /// strike it out.
    pub(super) fn is_inherited(&self, entry: &Entry, field: &Field) -> bool {
        let is_implied = field.label == field.value;
        is_implied && (!entry.span.contains(field.span) || self.text(field.value) == "~~")
    }

    /// Whether a span lies in a table whose rows are entries, where a pipe parts cells.
    pub(super) fn is_in_row(&self, span: Span) -> bool {
        self.layouts.iter().any(|layout| layout.span.contains(span))
            || self
                .entries
                .iter()
                .any(|entry| matches!(entry.form, Form::Row(_)) && entry.span.contains(span))
    }

    /// A new row in the manner of another.
    pub fn row_like(
        &self,
        model: &Entry,
        row: &Row,
        heading: &str,
        values: &[(Key, String)],
    ) -> String {
        let columns = self.layouts.get(row.table as usize).map_or(&[][..], |l| &l.columns);
        let line = self.text(model.span);
        let mut out = String::with_capacity(line.len());
        let mut at = model.span.start;
        for (column, &cell) in columns.iter().zip(&row.cells) {
            out.push_str(self.text(Span { start: at, end: cell.start.max(at) }));
            let given = column.key.and_then(|key| values.iter().find(|(known, _)| *known == key));
            let says = match given {
                Some((Key::Id, id)) => self.id_cell(model, cell, id, heading),
                Some((_, value)) => in_cell(value),
                None if cell.contains(model.title) && !model.title.is_empty() => in_cell(heading),
                None if model.number == Some(cell) => next_number(self.text(cell)),
                None => String::new(),
            };
            let room = self.text(cell).width() + self.blanks_after(cell).saturating_sub(1);
            let gap =
                if self.blanks_after(cell) > 1 { room.saturating_sub(says.width()) } else { 0 };
            let kept = if self.blanks_after(cell) > 1 { 1 } else { self.blanks_after(cell) };
            out.push_str(&says);
            out.push_str(&" ".repeat(gap + kept));
            at = cell.end + self.blanks_after(cell) as u32;
        }
        out + self.text(Span { start: at.min(model.span.end), end: model.span.end })
    }

    fn blanks_after(&self, cell: Span) -> usize {
        let after = &self.source.text()[cell.end as usize..];
        after.len() - after.trim_start_matches(' ').len()
    }

    /// The cell of an ID, decorated as the model's is, with the title where that stands beside it.
    fn id_cell(&self, model: &Entry, cell: Span, id: &str, heading: &str) -> String {
        let Some(old) = model.id.filter(|old| cell.contains(*old)) else { return id.to_owned() };
        let text = |start, end| self.text(Span { start, end }).replace('~', "");
        if cell.contains(model.heading) && model.heading.start >= old.end {
            let title = Span { start: old.end, end: model.heading.start };
            let rest = text(model.heading.end, cell.end);
            let between = text(title.start, title.end);
            return format!(
                "{}{id}{between}{}{rest}",
                text(cell.start, old.start),
                in_cell(heading)
            );
        }
        format!("{}{id}{}", text(cell.start, old.start), text(old.end, cell.end))
    }

    /// A new item in the manner of another.
    pub fn item_like(
        &self,
        model: &Entry,
        heading: &str,
        values: &[(Key, String)],
        vocabulary: &Vocabulary,
    ) -> String {
        let newline = self.source.newline_at(model.span.start as usize);
        let given = |key: Key| values.iter().find(|(known, _)| *known == key).map(|(_, v)| v);
        let has = |key: Key| model.field(key).is_some();
        let line = self.first_line(model.span);
        let end = model.heading.end.min(line.end);
        let mut parts: Vec<(Span, String)> = vec![(model.heading, heading.to_owned())];
        let id = given(Key::Id).cloned().unwrap_or_default();
        parts.extend(model.id.map(|span| (span, id)));
        let is_box = |field: &&Field| self.text(field.value).starts_with('[');
        let tick = model.field(Key::Status).filter(is_box).map(|field| field.value);
        parts.extend(tick.map(|span| (span, "[ ]".to_owned())));
        sort_by_place(&mut parts, |(span, _)| *span);
        let mut out = String::new();
        let mut at = model.span.start;
        for (span, text) in parts {
            out.push_str(self.text(Span { start: at, end: span.start.max(at) }));
            out.push_str(&text);
            at = span.end;
        }
        let tail = self.text(Span { start: end, end: line.end.max(end) });
        let marks = tail.find(|c: char| c.is_whitespace() || c.is_alphanumeric());
        out.push_str(&tail[..marks.unwrap_or(tail.len())]);
        let to_come = vocabulary.to_come(&self.language).to_owned();
        if has(Key::Symptom) {
            out.push(' ');
            out.push_str(given(Key::Symptom).unwrap_or(&to_come));
        }
        let out = match out.split_once('.') {
            // A list that counts goes on counting.
            Some((number, rest)) if number.parse::<u32>().is_ok() => {
                format!("{}.{rest}", next_number(number))
            }
            _ => out,
        };
        let indent = " ".repeat(self.marker(model).trim_end().len() + 1);
        let known = [Key::Id, Key::Status, Key::Symptom, Key::Gap, Key::Area];
        let others = values.iter().filter(|(key, _)| !known.contains(key));
        others.fold(out, |out, (key, value)| {
            let label = self.label_of(*key, vocabulary);
            format!("{out}{newline}{indent}- **{label}:** {value}")
        })
    }
}

/// A value as a cell holds it: on one line, its pipes escaped.
pub(super) fn in_cell(value: &str) -> String {
    let line = value.split_whitespace().collect::<Vec<_>>().join(" ");
    line.replace("\\|", "|").replace('|', "\\|")
}

fn next_number(number: &str) -> String {
    number.trim().parse::<u32>().map_or(String::new(), |n| n.saturating_add(1).to_string())
}
