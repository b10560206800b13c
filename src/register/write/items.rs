//! List items that are entries: their fields, and new items in the form of others.

use super::form::is_separate;
use super::rows::{next_number, with_own_address};
use crate::finding::Edit;
use crate::register::read::sign_legend::is_sign;
use crate::register::{Entry, Field, Form, Policy, Register};
use crate::text::{Span, sort_by_place};
use crate::vocabulary::{Key, KeyMap, KeySet, Vocabulary, fold};

/// So many blanks more than below an item make code of a line.
const CODE: usize = 4;

/// The values at the end of the line of an item, with what is before each, and their keys.
#[derive(Debug, Default)]
struct ItemEnd {
    text: String,
    keys: Vec<Key>,
}

impl Register<'_> {
    /// The edit that adds a field to an item, as an item below it.
    pub(crate) fn item_insertion(&self, entry: &Entry, label: &str, value: &str) -> Edit {
        let newline = self.source.newline_at(entry.span.start as usize);
        let text = format!("{newline}{}", self.line_below_item(entry, label, value));
        Edit { span: Span::at(entry.span.end as usize), text }
    }

    /// The line of a field below an item, in the form of those that it or another item has.
    fn line_below_item(&self, item: &Entry, label: &str, value: &str) -> String {
        let is_item = |other: &&Entry| other.form == Form::Item;
        let others = self.entries.iter().filter(is_item);
        let own = Span {
            start: self.source.line_at(item.span.start as usize).start,
            end: item.span.start,
        };
        let least = own.len() + self.indent_below(item).len();
        match std::iter::once(item).chain(others).find_map(|item| self.field_below(item)) {
            Some(model) => {
                let line = self.source.line_at(model.span.start as usize);
                let written = self.line_like(model, line, label, value);
                let bare = written.trim();
                let indent = written.len() - written.trim_start().len();
                // Below `2. `, a line needs another indentation than below `- `; four more blanks make code of it.
                if (least..least + CODE).contains(&indent) {
                    written.trim_end().to_owned()
                } else {
                    format!("{}{bare}", " ".repeat(least))
                }
            }
            None => format!("{}- **{label}:** {value}", " ".repeat(least)),
        }
    }

    /// The first field that an item has in a line of its own, below the first.
    fn field_below<'e>(&self, item: &'e Entry) -> Option<&'e Field> {
        let end = self.first_line(item.span).end;
        item.fields.iter().find(|field| {
            let has_label = field.label != field.value && field.span.contains(field.label);
            let is_below = item.span.contains(field.span) && field.span.start > end;
            has_label && is_below && field.key.is_some() && is_separate(self.text(field.span))
        })
    }

    /// Whether an entry is an item of a list, and no paragraph.
    pub(crate) fn is_list_item(&self, entry: &Entry) -> bool {
        let marker = self.text(entry.span).split_whitespace().next().unwrap_or_default();
        let number = marker.strip_suffix(['.', ')']);
        matches!(marker, "-" | "*" | "+")
            || number.is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
    }

    /// How far items below an item are indented.
    pub(crate) fn indent_below(&self, entry: &Entry) -> String {
        let text = self.text(entry.span);
        let marker = text.split(char::is_whitespace).next().unwrap_or_default();
        " ".repeat(marker.len() + 1)
    }

    /// A new item in the form of another.
    pub(crate) fn item_like(
        &self,
        model: &Entry,
        heading: &str,
        values: &[(Key, String)],
        vocabulary: &Vocabulary,
    ) -> String {
        let newline = self.source.newline_at(model.span.start as usize);
        let given = |key: Key| values.iter().find(|(known, _)| *known == key).map(|(_, v)| &**v);
        let sign = self.sign_of(given(Key::Status).unwrap_or_default(), vocabulary);
        let mut out =
            self.first_line_like(model, heading, given(Key::Id).unwrap_or_default(), sign);
        if model.field(Key::Symptom).is_some() {
            out.push(' ');
            let to_come = || vocabulary.to_come(&self.language);
            out.push_str(given(Key::Symptom).unwrap_or_else(to_come));
        }
        // The next number, in a numbered list.
        if let Some((number, rest)) = out.split_once('.')
            && number.parse::<u32>().is_ok()
        {
            out = format!("{}.{rest}", next_number(number));
        }
        let known = [Key::Id, Key::Status, Key::Symptom, Key::Gap, Key::Area];
        let has_line = |key: &Key| !known.contains(key) || self.is_below_item(model, *key);
        let mut further: Vec<&(Key, String)> =
            values.iter().filter(|(key, _)| has_line(key)).collect();
        if let Some(tail) = self.tail_like(model, &further) {
            out.push_str(&tail.text);
            further.retain(|(key, _)| !tail.keys.contains(key));
        }
        for (key, value) in further {
            let label = self.label_of(*key, vocabulary);
            out.extend([newline, &self.line_below_item(model, label, value)]);
        }
        out
    }

    /// The end of the line of a new item, in the form of the item that has the most of the given values there; the
    /// first is that in whose place it comes. Nothing where that has a line for each value, or a text.
    fn tail_like(&self, model: &Entry, values: &[&(Key, String)]) -> Option<ItemEnd> {
        if model.field(Key::Symptom).is_some_and(|text| self.is_on_first_line(model, text))
            || self.field_below(model).is_some()
        {
            return None;
        }
        let is_other = |other: &&Entry| other.form == Form::Item && other.span != model.span;
        let others = self.entries.iter().filter(is_other);
        let mut best: Option<ItemEnd> = None;
        for end in
            std::iter::once(model).chain(others).filter_map(|item| self.end_like(item, values))
        {
            if best.as_ref().is_none_or(|best| best.keys.len() < end.keys.len()) {
                best = Some(end);
            }
            if best.as_ref().is_some_and(|best| best.keys.len() == values.len()) {
                break;
            }
        }
        best
    }

    /// What is behind the title of an item on its first line, with other values: ` – owner: Mia, due 2027-01-15`.
    /// Nothing where it is not made of short values alone.
    fn end_like(&self, item: &Entry, values: &[&(Key, String)]) -> Option<ItemEnd> {
        let line = self.first_line(item.span);
        let is_behind = |value: &Span| {
            value.start >= item.heading.end && value.end <= line.end && !value.is_empty()
        };
        let fields = item.fields.iter().filter(|field| is_behind(&field.value));
        let mut parts: Vec<(Span, Option<Key>)> = fields.map(|it| (it.value, it.key)).collect();
        sort_by_place(&mut parts, |(span, _)| *span);
        let mut end = ItemEnd::default();
        let mut at = self.marks_behind_title(item).end;
        let mut first = None;
        for (span, key) in parts {
            let key = key.filter(|key| key.is_short() && span.start >= at)?;
            let lead = self.text(Span { start: at, end: span.start });
            at = span.end;
            let first = *first.get_or_insert(lead);
            let Some((_, value)) = values.iter().find(|(own, _)| *own == key) else { continue };
            // A value with such a sign would be read as two.
            if value.contains([',', ';', '(', ')', '–', '—', '·', '|']) {
                return None;
            }
            let is_word = |c: char| c.is_alphanumeric() || "!@#".contains(c);
            let words = |lead: &str| lead.find(is_word).unwrap_or(lead.len());
            if end.text.is_empty() {
                end.text.push_str(&first[..words(first)]);
                end.text.push_str(&lead[words(lead)..]);
            } else {
                end.text.push_str(lead);
            }
            end.text.push_str(value);
            end.keys.push(key);
        }
        let rest = self.text(Span { start: at, end: line.end.max(at) });
        if end.keys.is_empty() || rest.contains(char::is_alphanumeric) {
            return None;
        }
        end.text.push_str(rest.trim_end());
        Some(end)
    }

    /// The label of a key with what is between it and its value, where items have both on their first line.
    pub(crate) fn label_on_line(&self, key: Key) -> Option<&str> {
        let labels = self.derived.labels_on_lines.get_or_init(|| {
            let mut labels = KeyMap::default();
            for item in self.entries.iter().filter(|entry| entry.form == Form::Item) {
                // Of the fields of one key, the first counts.
                let mut seen = KeySet::default();
                for field in &item.fields {
                    let Some(key) = field.key.filter(|key| seen.insert(*key)) else { continue };
                    if !labels.contains_key(&key) && self.is_labelled_on_line(item, field) {
                        let label = Span { start: field.label.start, end: field.value.start };
                        labels.insert(key, label);
                    }
                }
            }
            labels
        });
        labels.get(&key).map(|&label| self.text(label))
    }

    fn is_labelled_on_line(&self, item: &Entry, field: &Field) -> bool {
        self.is_on_first_line(item, field)
            && item.span.contains(field.label)
            && field.label.end <= field.value.start
    }

    fn is_on_first_line(&self, item: &Entry, field: &Field) -> bool {
        let line = self.first_line(item.span);
        item.span.contains(field.value) && field.value.start < line.end
    }

    /// Whether an item has the ID or status in a line of its own, below the first.
    pub(crate) fn is_below_item(&self, item: &Entry, key: Key) -> bool {
        let end = self.first_line(item.span).end;
        let is_below = |field: &Field| item.span.contains(field.span) && field.span.start > end;
        item.form == Form::Item
            && matches!(key, Key::Id | Key::Status)
            && item.field(key).is_some_and(is_below)
    }

    /// The first line of an item up to its title, with another heading and ID, an open box, and the
    /// sign of a state.
    fn first_line_like(&self, model: &Entry, heading: &str, id: &str, sign: &str) -> String {
        let line = self.first_line(model.span);
        let mut parts: Vec<(Span, &str)> = vec![(model.heading, heading)];
        let own_id = model.id.filter(|span| span.end <= line.end);
        parts.extend(own_id.map(|span| (span, id)));
        let is_box = |field: &&Field| self.text(field.value).starts_with('[');
        let tick = model.field(Key::Status).filter(is_box).map(|field| field.value);
        parts.extend(tick.or_else(|| self.box_of(line)).map(|tick| (tick, "[ ]")));
        let old = model.field(Key::Status).filter(|field| is_sign(self.text(field.value)));
        parts.extend(old.map(|field| (field.value, sign)));
        sort_by_place(&mut parts, |(span, _)| *span);
        let mut out = String::new();
        let mut at = model.span.start;
        // What strikes the model out is not copied.
        let unstruck = |text: &str| text.replace("~~", "");
        for (span, text) in parts {
            out.push_str(&unstruck(self.text(Span { start: at, end: span.start.max(at) })));
            out.push_str(text);
            at = span.end;
        }
        let marks = self.text(self.marks_behind_title(model));
        let old = model.id.map_or("", |old| self.text(old));
        let line = out + &unstruck(marks);
        // Without marks, the ID of an item would be one of its words.
        with_own_address(&line, [old, id], ["[", "]"])
    }

    /// The marks right behind the title of an item on its first line. A comma parts the title from the values
    /// behind it.
    fn marks_behind_title(&self, item: &Entry) -> Span {
        let line = self.first_line(item.span);
        let start = item.heading.end.min(line.end);
        let tail = Span { start, end: line.end.max(start) };
        let text = self.text(tail);
        let marks = text.find(|c: char| c.is_whitespace() || c.is_alphanumeric());
        let marks = marks.map_or(text, |end| text[..end].trim_end_matches([',', ';']));
        tail.part(text, marks)
    }

    /// The box of an entry that is an item of a list.
    pub(crate) fn box_of_item(&self, entry: &Entry) -> Option<Span> {
        (entry.form == Form::Item).then(|| self.box_of(entry.span))?
    }

    /// What was meant for a box of an item and is none, as a blank is missing or is one too many: `[]`, `[ x]`, `[x]Lamp`.
    pub(crate) fn slip_of_box(&self, entry: &Entry) -> Option<Span> {
        const LONGEST: usize = 4;
        if entry.form != Form::Item {
            return None;
        }
        let text = self.text(entry.span);
        let rest = text[text.find(char::is_whitespace)?..].trim_start();
        let end = rest.find([']', ')']).filter(|&end| rest[..end].chars().count() <= LONGEST)?;
        let (opened, behind) = (rest.strip_prefix(['[', '('])?, &rest[end + 1..]);
        let inner = opened.get(..end.checked_sub(1)?)?;
        let is_sign = matches!(inner.trim(), "" | "x" | "X");
        // `[](…)` is a link, and `(x)` may be a letter.
        let is_box = if rest.starts_with('[') {
            let is_sound = matches!(inner, " " | "x" | "X") && behind.starts_with(' ');
            !is_sound && !behind.starts_with(['(', '[', ':', ']'])
        } else {
            !inner.is_empty() && inner.trim().is_empty()
        };
        (is_sign && is_box).then(|| entry.span.part(text, &rest[..=end]))
    }

    /// The edit that ticks the box of an item, or empties it, where it has another status, on a line of its own;
    /// nothing where the box says the same already, or is none for states.
    pub(crate) fn box_edit(
        &self,
        entry: &Entry,
        status: &str,
        (policy, words): (&Policy, &Vocabulary),
    ) -> Option<Edit> {
        let span = self.box_of_item(entry)?;
        // A word gets a line of its own.
        let is_line = !status.starts_with('[')
            || entry.field(Key::Status).is_none_or(|field| field.label != field.value);
        let is_over = |text: &str| policy.is_over_in_words(text, words);
        let [is, now] = [is_over(self.text(span))?, is_over(status)?];
        let text = if now { "[x]" } else { "[ ]" };
        // `[~]` beside `open`
        let state = |text: &str| policy.meaning(text, words);
        let is_other = || {
            let is_own = !matches!(self.text(span), "[ ]" | "[x]" | "[X]");
            is_own && !now && state(self.text(span)) != state(status)
        };
        (is_line && (is != now || is_other())).then(|| Edit { span, text: text.to_owned() })
    }

    /// The box behind the marker of an item, whatever is in it: one with a sign of its own says no status.
    fn box_of(&self, line: Span) -> Option<Span> {
        let text = self.text(line);
        let marker = text.find(char::is_whitespace)?;
        let rest = text[marker..].trim_start();
        let mut signs = rest.strip_prefix('[')?.chars();
        let sign = signs.next()?;
        let is_box = signs.as_str().starts_with("] ");
        let start = line.start as usize + text.len() - rest.len();
        is_box.then(|| Span::new(start, start + sign.len_utf8() + 2))
    }

    /// The sign that the file explains as a state, as an open one where none is given; nothing where it
    /// explains none so.
    fn sign_of<'v>(&'v self, state: &'v str, vocabulary: &Vocabulary) -> &'v str {
        let is_meant = |meaning: &str| {
            let means = |state: &str| vocabulary.status(meaning) == Some(state);
            if state.is_empty() {
                means("Open")
            } else {
                fold(meaning) == fold(state) || means(state)
            }
        };
        let explains = |sign: &&Field| is_meant(self.text(sign.value));
        let explained = || self.signs.iter().find(explains).map(|sign| self.text(sign.label));
        if is_sign(state) { state } else { explained().unwrap_or_default() }
    }
}
