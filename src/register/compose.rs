//! Writes into a register in the manner in which it is written.

use super::compose_row::in_cell;
use super::{Entry, Field, Form, Register};
use crate::finding::Edit;
use crate::text::Span;
use crate::vocabulary::{Key, Vocabulary};

impl Register<'_> {
    /// The edit that gives an entry a field it lacks: after the last of the fields that come before
    /// it in canonical order, in that field's form, with the label this register uses elsewhere.
    pub fn field_insertion(
        &self,
        entry: &Entry,
        key: Key,
        value: &str,
        vocabulary: &Vocabulary,
    ) -> Option<Edit> {
        let label = self.label_of(key, vocabulary);
        match &entry.form {
            Form::Row(row) => return self.cell_insertion(row, key, value),
            Form::Item => return Some(self.item_insertion(entry, label, value)),
            Form::Heading => {}
        }
        // What a summary or a heading says is no line to write below.
        let is_line =
            |field: &&Field| entry.span.contains(field.span) && field.label != field.value;
        let fields = || entry.fields.iter().filter(is_line);
        let is_before = |field: &&Field| field.key.is_some_and(|other| other < key);
        let before = fields().filter(is_before).max_by_key(|field| field.span.start);
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
        let Some(model) = fields().find(is_own).or_else(|| fields().next()) else {
            return Some(self.first_field(entry, label, value));
        };
        let line = source.line_at(model.span.start as usize);
        let written = self.line_like(model, line, label, value);
        let newline = source.newline_at(model.span.start as usize);
        // Markdown would join it with the line below.
        let is_broken = written.ends_with("  ") || written.ends_with('\\');
        let is_apart = is_item(self.text(model.span)) || is_broken;
        let gap = if is_apart { "" } else { "  " };
        Some(Edit { span: Span::at(line.start as usize), text: format!("{written}{gap}{newline}") })
    }

    /// The edit that gives an entry its first field, under its heading.
    fn first_field(&self, entry: &Entry, label: &str, value: &str) -> Edit {
        let newline = self.source.newline_at(entry.heading.start as usize);
        let end = self.heading_end(entry);
        // A line right below would become part of the item.
        let next = self.source.line_at(self.source.next_line(end));
        let is_apart = next.start as usize <= end || self.text(next).trim().is_empty();
        let gap = if is_apart { "" } else { newline };
        let text = format!("{newline}{newline}- **{label}:** {value}{gap}");
        Edit { span: Span::at(end), text }
    }

    /// Where an entry's heading ends, the line below it that underlines it included.
    pub fn heading_end(&self, entry: &Entry) -> usize {
        let line = self.source.line_at(entry.heading.start as usize);
        if self.text(line).trim_start().starts_with('#') {
            return line.end as usize;
        }
        let below = self.source.line_at(self.source.next_line(line.start as usize));
        let is_underline = |c: char| c == '=' || c == '-';
        let is_marked = self.text(below).trim().chars().all(is_underline);
        if is_marked { below.end as usize } else { line.end as usize }
    }

    /// The edit that gives a field another value, the marks around the old one kept; none where
    /// the value is not the entry's own, or has no room for another.
    pub fn value_edit(&self, entry: Option<&Entry>, field: &Field, text: &str) -> Option<Edit> {
        let is_box = |text: &str| text.starts_with('[') && text.ends_with(']');
        let is_out_of_place = is_box(self.text(field.value)) && !is_box(text);
        let is_fixed = |entry: &Entry| {
            self.is_inherited(entry, field) || (entry.form == Form::Item && is_out_of_place)
        };
        if entry.is_some_and(is_fixed) {
            return None;
        }
        let text = if self.is_in_row(field.value) { in_cell(text) } else { text.to_owned() };
        if !field.value.is_empty() {
            return Some(Edit { span: self.bare_span(field.value), text });
        }
        let before = self.source.text()[..field.value.start as usize].chars().next_back();
        let gap = if before.is_some_and(char::is_whitespace) { "" } else { " " };
        Some(Edit { span: field.value, text: format!("{gap}{text}") })
    }

    /// The fields of a new entry, in the order, the form and with the blank lines of `model`.
    pub fn fields_like(
        &self,
        model: Option<&Entry>,
        values: &[(Key, String)],
        vocabulary: &Vocabulary,
    ) -> String {
        let newline = self.source.newline_at(model.map_or(0, |entry| entry.span.start as usize));
        let blank = newline.repeat(2);
        let mut out = self.table_head(model).to_owned();
        let mut before: Option<Key> = None;
        let mut is_long = false;
        for (key, value) in in_order_of(model, values) {
            let own = model.and_then(|entry| entry.field(key));
            let form = own.or_else(|| model?.fields.iter().find(|field| field.key.is_some()));
            let written = match form {
                Some(form) => {
                    let label = own.map(|field| self.text(field.label));
                    let label = label.or_else(|| self.own_label(key));
                    let label = label.unwrap_or_else(|| vocabulary.label(&self.language, key));
                    self.written_like(form, label, value)
                }
                None => format!("- **{}:** {value}", vocabulary.label(&self.language, key)),
            };
            if let Some(before) = before {
                let gap = model.and_then(|model| self.gap_between(model, before, key));
                out.push_str(gap.unwrap_or_else(|| {
                    let is_item = written.starts_with(['-', '+']) || written.starts_with("* ");
                    let starts_prose = before.is_tracked() && !key.is_tracked();
                    match (newline, is_item) {
                        _ if model.is_none() && starts_prose => &blank,
                        _ if is_long && !is_item => &blank,
                        (newline, true) => newline,
                        // Markdown would join what no two blanks keep apart.
                        ("\r\n", false) => "  \r\n",
                        (_, false) => "  \n",
                    }
                }));
            }
            out.push_str(&written);
            is_long = written.contains('\n');
            before = Some(key);
        }
        out
    }

    /// The header of the table that holds the fields of an entry, where one does.
    fn table_head(&self, model: Option<&Entry>) -> &str {
        let mut fields = model.into_iter().flat_map(|entry| &entry.fields);
        let row = fields.find(|field| self.text(field.span).starts_with('|'));
        let table = row.and_then(|row| self.tables.iter().find(|table| table.contains(row.span)));
        let Some(table) = table else { return "" };
        let header = self.source.next_line(table.start as usize);
        self.text(Span { start: table.start, end: self.source.next_line(header) as u32 })
    }

    /// What stands between two fields of an entry that follow each other.
    fn gap_between(&self, entry: &Entry, first: Key, second: Key) -> Option<&str> {
        let mut pairs = entry.fields.windows(2);
        let pair = pairs.find(|pair| pair[0].key == Some(first) && pair[1].key == Some(second));
        // Where others come between that the new entry lacks, the line that parts them counts.
        let (from, to) = if let Some(pair) = pair {
            (pair[0].span.end, pair[1].span.start)
        } else {
            let second = entry.fields.iter().position(|field| field.key == Some(second))?;
            let before = entry.fields.get(second.checked_sub(1)?)?;
            (before.span.end, entry.fields[second].span.start)
        };
        let gap = self.text(Span { start: from.min(to), end: to });
        let is_gap = |c: char| c.is_whitespace() || "·•|\\".contains(c);
        (gap.chars().all(is_gap) && !gap.is_empty()).then_some(gap)
    }

    /// The label of a key as this register writes it, else as its language does.
    pub fn label_of<'v>(&'v self, key: Key, vocabulary: &'v Vocabulary) -> &'v str {
        self.own_label(key).unwrap_or_else(|| vocabulary.label(&self.language, key))
    }

    /// How the register itself writes the label of a key.
    fn own_label(&self, key: Key) -> Option<&str> {
        let labels = self.own_labels.get_or_init(|| {
            let fields = self.entries.iter().rev().flat_map(|entry| entry.fields.iter().rev());
            // What a box, an ID or a heading says has no label.
            let labelled = fields.filter(|field| field.label != field.value);
            labelled.filter_map(|field| Some((field.key?, field.label))).collect()
        });
        labels.get(&key).map(|&label| self.text(label))
    }

    /// What keeps a bare line apart from the line that comes after it, which Markdown would join:
    /// two blanks; an empty line after a value of several lines. A list item needs neither.
    fn apart_from(&self, model: &Field, newline: &'static str) -> String {
        let text = self.text(model.span);
        let is_item = is_item(text);
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
        let is_parted = between.contains([':', '：', '—', '–', '-']);
        let newline = self.source.newline_at(model.span.start as usize);
        let gap = match () {
            () if between.ends_with(char::is_whitespace) => "",
            () if is_parted => " ",
            // A label alone has its value below.
            () => &newline.repeat(2),
        };
        if before.starts_with('|') {
            let after = Span { start: model.value.end.min(model.span.end), end: model.span.end };
            return format!("{before}{label}{between}{gap}{}{}", in_cell(value), self.text(after));
        }
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

/// Whether a line stands apart from its neighbours by itself: an item, or a row of a table.
fn is_item(text: &str) -> bool {
    text.starts_with(['-', '+', '|'])
        || text.starts_with("* ")
        || text.starts_with(|c: char| c.is_ascii_digit())
}

/// Values in the order of a model's fields; what the model lacks after what comes before it in
/// canonical order.
fn in_order_of<'v>(model: Option<&Entry>, values: &'v [(Key, String)]) -> Vec<(Key, &'v str)> {
    let place = |key: Key| model?.fields.iter().position(|field| field.key == Some(key));
    let mut ordered: Vec<(Key, &str)> = Vec::with_capacity(values.len());
    let mut known: Vec<&(Key, String)> =
        values.iter().filter(|(key, _)| place(*key).is_some()).collect();
    known.sort_by_key(|(key, _)| place(*key));
    ordered.extend(known.into_iter().map(|(key, value)| (*key, value.as_str())));
    let mut unknown: Vec<&(Key, String)> =
        values.iter().filter(|(key, _)| place(*key).is_none()).collect();
    unknown.sort_by_key(|(key, _)| *key);
    for (key, value) in unknown {
        let before = ordered.iter().enumerate().filter(|(_, (other, _))| other < key);
        let at = before.max_by_key(|(_, (other, _))| *other).map_or(0, |(at, _)| at + 1);
        ordered.insert(at, (*key, value));
    }
    ordered
}
