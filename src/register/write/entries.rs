//! The fields of a new entry.

use crate::register::{Entry, Field, Form, Register};
use crate::text::{Ordered, Span};
use crate::vocabulary::{Key, Vocabulary, fold};

impl Register<'_> {
    /// The fields of a new entry, in the order and the form of `model`, and with its empty lines.
    pub(crate) fn fields_like(
        &self,
        model: Option<&Entry>,
        values: &[(Key, String)],
        vocabulary: &Vocabulary,
    ) -> String {
        let newline = self.source.newline_at(model.map_or(0, |entry| entry.span.start as usize));
        let mut out = self.table_head(model).to_owned();
        let fence = model.and_then(|model| self.yaml_fence_of(model));
        out.extend(fence.into_iter().flat_map(|fence| [fence, newline]));
        let mut last: Option<(NewField<'_>, String)> = None;
        for field in self.new_fields(model, values, vocabulary) {
            let written = if let Some(own) = field.own {
                self.written_like(own, self.text(own.label), field.value)
            } else {
                let label = self.label_of(field.key, vocabulary);
                self.field_like(model, field.key, label, field.value)
            };
            if let Some((before, text)) = last {
                let starts_prose = before.is_tracked() && !field.is_tracked();
                // Right below an item, a paragraph would continue it.
                let is_below_item = is_item(&text) && !is_item(&written);
                let own = model.and_then(|model| {
                    let is_line = !text.contains('\n') && !is_below_item;
                    let of_lines = || self.gap_of_lines(model).filter(|_| is_line);
                    self.gap_between(model, &before, &field).or_else(of_lines)
                });
                match own {
                    Some(gap) => out.push_str(gap),
                    None if model.is_none() && starts_prose => out.push_str(&newline.repeat(2)),
                    None => out.push_str(&usual_gap(&text, &written, newline)),
                }
            }
            out.push_str(&written);
            last = Some((field, written));
        }
        let close = fence.map(|fence| fence.trim_end_matches(char::is_alphabetic));
        out.extend(close.into_iter().flat_map(|close| [newline, close]));
        out
    }

    /// A field of a new entry, in the form of the model's field of that key, else of its first field and
    /// with a label.
    fn field_like(&self, model: Option<&Entry>, key: Key, label: &str, value: &str) -> String {
        // A value that another place says of the entry, such as a row elsewhere, has no form here.
        let has_form = |field: &&Field| field.span.contains(field.label);
        let own = model.and_then(|entry| entry.field(key)).filter(has_form);
        let form =
            own.or_else(|| model?.fields.iter().filter(has_form).find(|field| field.key.is_some()));
        let Some(form) = form else {
            let gap = if value.starts_with(['\n', '\r']) { "" } else { " " };
            return format!("- **{label}:**{gap}{value}");
        };
        self.written_like(form, own.map_or(label, |field| self.text(field.label)), value)
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

    /// The end of the line between the first two fields of an entry that are on lines of one paragraph.
    fn gap_of_lines(&self, entry: &Entry) -> Option<&str> {
        let mut gaps = entry.fields.windows(2).filter_map(|pair| {
            let (from, to) = (pair[0].span.end, pair[1].span.start);
            (from < to).then(|| self.text(Span { start: from, end: to }))
        });
        gaps.find(|gap| {
            gap.matches('\n').count() == 1 && gap.chars().all(|c| c.is_whitespace() || c == '\\')
        })
    }

    /// The text between two successive fields of an entry.
    fn gap_between(
        &self,
        entry: &Entry,
        first: &NewField<'_>,
        second: &NewField<'_>,
    ) -> Option<&str> {
        let mut pairs = entry.fields.windows(2);
        let pair = pairs.find(|pair| first.is_like(&pair[0]) && second.is_like(&pair[1]));
        // Where the new entry lacks the fields between them, the text before the second counts.
        let (from, to) = if let Some(pair) = pair {
            (pair[0].span.end, pair[1].span.start)
        } else {
            let second = entry.fields.iter().position(|field| second.is_like(field))?;
            let before = entry.fields.get(second.checked_sub(1)?)?;
            (before.span.end, entry.fields[second].span.start)
        };
        let gap = self.text(Span { start: from.min(to), end: to });
        let is_gap = |c: char| c.is_whitespace() || "·•|\\".contains(c);
        (gap.chars().all(is_gap) && !gap.is_empty()).then_some(gap)
    }
}

/// A field of a new entry.
struct NewField<'v> {
    key: Key,
    value: &'v str,
    /// The field of the model whose label, which has no key, it repeats.
    own: Option<&'v Field>,
}

impl NewField<'_> {
    fn is_tracked(&self) -> bool {
        self.own.is_none() && self.key.is_tracked()
    }

    /// Whether it is a field of the model in a new entry.
    fn is_like(&self, field: &Field) -> bool {
        match self.own {
            Some(own) => own == field,
            None => field.key == Some(self.key),
        }
    }
}

impl Register<'_> {
    /// Values in the order of a model's fields, and between them the labels of the register's own that
    /// nearly all entries have, each with the word for what is still to come.
    fn new_fields<'v>(
        &'v self,
        model: Option<&'v Entry>,
        values: &'v [(Key, String)],
        vocabulary: &'v Vocabulary,
    ) -> Vec<NewField<'v>> {
        let place = |key: Key| model?.fields.iter().position(|field| field.key == Some(key));
        let known = in_order_of(place, values).into_iter();
        let mut fields: Vec<NewField<'v>> =
            known.map(|(key, value)| NewField { key, value, own: None }).collect();
        let Some(model) = model.filter(|model| model.form == Form::Heading) else { return fields };
        let value = vocabulary.to_come(&self.language);
        let mut at = 0;
        for own in &model.fields {
            if let Some(place) = fields[at..].iter().position(|field| field.is_like(own)) {
                at += place + 1;
            } else if own.key.is_none() && self.is_usual_label(own) && !self.is_said_twice(own) {
                fields.insert(at, NewField { key: Key::Symptom, value, own: Some(own) });
                at += 1;
            }
        }
        fields
    }

    /// Whether entries say under the label of a field, which has no key, what they say under a key, too: the
    /// owner of the row that sums an entry up.
    fn is_said_twice(&self, field: &Field) -> bool {
        let label = fold(self.text(field.label));
        let (mut all, mut same) = (0, 0);
        for entry in &self.entries {
            let own = entry.fields.iter().find(|own| {
                own.key.is_none() && fold(self.text(own.label)) == label && !own.value.is_empty()
            });
            let Some(own) = own.map(|own| self.bare(own.value)) else { continue };
            let mut others =
                entry.fields.iter().filter(|other| other.key.is_some_and(Key::is_short));
            all += 1;
            same += usize::from(others.any(|other| self.bare(other.value) == own));
        }
        same * 2 > all
    }

    /// Whether nearly all entries with sections have the label of a field, which has no key.
    fn is_usual_label(&self, field: &Field) -> bool {
        const SEVERAL: usize = 3;
        let label = fold(self.text(field.label));
        let sections = || self.entries.iter().filter(|entry| entry.form == Form::Heading);
        let has_label = |entry: &&Entry| {
            let mut own = entry.fields.iter().filter(|own| own.key.is_none());
            own.any(|own| fold(self.text(own.label)) == label)
        };
        let (count, all) = (sections().filter(has_label).count(), sections().count());
        all >= SEVERAL && count * 10 >= all * 9
    }
}

/// What separates two fields, so that Markdown does not join them.
fn usual_gap(before: &str, field: &str, newline: &str) -> String {
    if is_item(field) || field.starts_with('|') {
        newline.to_owned()
    } else if before.contains('\n') || is_item(before) {
        newline.repeat(2)
    } else {
        format!("  {newline}")
    }
}

/// Whether the text of a field is an item of a list.
fn is_item(field: &str) -> bool {
    field.starts_with(['-', '+']) || field.starts_with("* ")
}

/// Values in the order of a model's fields, which have these places; those that the model lacks come
/// after the field before them in canonical order.
fn in_order_of(place: impl Fn(Key) -> Option<usize>, values: &[(Key, String)]) -> Vec<(Key, &str)> {
    let mut ordered: Vec<(Key, &str)> = Vec::with_capacity(values.len());
    let mut known: Vec<&(Key, String)> =
        values.iter().filter(|(key, _)| place(*key).is_some()).collect();
    known.order_by_key(|(key, _)| place(*key));
    ordered.extend(known.into_iter().map(|(key, value)| (*key, value.as_str())));
    let mut unknown: Vec<&(Key, String)> =
        values.iter().filter(|(key, _)| place(*key).is_none()).collect();
    unknown.order_by_key(|(key, _)| *key);
    for (key, value) in unknown {
        let before = ordered.iter().enumerate().filter(|(_, (other, _))| other < key);
        let at = before.max_by_key(|(_, (other, _))| *other).map_or(0, |(at, _)| at + 1);
        ordered.insert(at, (*key, value));
    }
    ordered
}
