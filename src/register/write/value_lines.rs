//! Values in lines of values without labels: `**TD-1** · high · @ana · open`.

use crate::finding::Edit;
use crate::register::{Entry, Field, Form, Register};
use crate::text::Span;
use crate::vocabulary::{Key, Vocabulary};

/// One value alone may be part of a title.
const SEVERAL: usize = 2;

/// The marks of emphasis.
const MARKS: [char; 4] = ['*', '_', '`', '~'];

/// The line of values that a paragraph begins with.
pub(crate) struct ValueLine<'e> {
    /// The values, in their order.
    pub values: Vec<&'e Field>,
    /// What parts them: ` · `.
    pub sign: String,
}

impl Register<'_> {
    /// The line of values with which an entry begins that is a paragraph.
    pub(crate) fn value_line<'e>(&self, entry: &'e Entry) -> Option<ValueLine<'e>> {
        if entry.form != Form::Item || self.is_list_item(entry) {
            return None;
        }
        let first = self.source.line_at(entry.span.start as usize);
        let is_value = |field: &&Field| {
            field.label == field.value
                && first.contains(field.value)
                && entry.span.contains(field.value)
                && !matches!(field.key, None | Some(Key::Id | Key::Gap | Key::Symptom))
        };
        let mut values: Vec<&Field> = entry.fields.iter().filter(is_value).collect();
        values.sort_by_key(|field| field.value.start);
        let [one, other, ..] = *values else { return None };
        let between = Span { start: one.value.end, end: other.value.start };
        let between = self.text(between);
        let end = between.find(|c: char| c.is_alphanumeric() || c == '@');
        let sign = between[..end.unwrap_or(between.len())].to_owned();
        // Values in emphasis end inside of it.
        let last = self.text(Span { start: values.last()?.value.end, end: first.end });
        let is_sign = !sign.trim().is_empty() && !sign.contains(MARKS) && !last.starts_with(MARKS);
        (values.len() >= SEVERAL && is_sign).then_some(ValueLine { values, sign })
    }

    /// A value as such a line says it: a day behind the word for it, `due 2027-01-15`; nothing where it needs a label.
    pub(crate) fn value_in_line(
        &self,
        key: Key,
        value: &str,
        vocabulary: &Vocabulary,
    ) -> Option<String> {
        match key {
            Key::Status | Key::Priority | Key::Severity | Key::Owner => Some(value.to_owned()),
            Key::Due | Key::FirstSeen => {
                let label = || self.label_of(key, vocabulary).to_lowercase();
                let word = self.word_in_lines(key).unwrap_or_else(label);
                Some(format!("{word} {value}"))
            }
            _ => None,
        }
    }

    /// The word that the lines of other entries have in front of a value.
    fn word_in_lines(&self, key: Key) -> Option<String> {
        self.entries.iter().find_map(|entry| {
            let ValueLine { values, sign } = self.value_line(entry)?;
            let at = values.iter().position(|field| field.key == Some(key))?;
            let before = values.get(at.checked_sub(1)?)?;
            let between = Span { start: before.value.end, end: values[at].value.start };
            let word = self.text(between).strip_prefix(&*sign)?.trim();
            (!word.is_empty()).then(|| word.to_owned())
        })
    }

    /// The edit that adds a value at the end of the line of values of an entry.
    pub(super) fn insertion_in_line(
        &self,
        entry: &Entry,
        key: Key,
        value: &str,
        vocabulary: &Vocabulary,
    ) -> Option<Edit> {
        let ValueLine { values, sign } = self.value_line(entry)?;
        let written = self.value_in_line(key, value, vocabulary)?;
        let end = values.last()?.value.end as usize;
        Some(Edit { span: Span::at(end), text: format!("{sign}{written}") })
    }
}
