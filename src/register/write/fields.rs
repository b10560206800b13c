//! Edits of the fields of entries.

use std::cmp::Ordering;

use super::form::is_separate;
use super::rows::in_cell;
use crate::finding::Edit;
use crate::register::{Entry, Field, Form, Register};
use crate::text::{Span, link_targets, link_words};
use crate::vocabulary::{Key, Vocabulary};

/// What parts fields on one line, where no others show it.
const USUAL_SIGN: &str = " · ";

impl Register<'_> {
    /// The edit that adds a missing field to an entry: after the last of the fields that come before
    /// it in canonical order, in that field's form, with the label that this register uses.
    pub(crate) fn field_insertion(
        &self,
        entry: &Entry,
        key: Key,
        value: &str,
        vocabulary: &Vocabulary,
    ) -> Option<Edit> {
        let label = self.label_of(key, vocabulary);
        match &entry.form {
            Form::Row(row) => return self.cell_insertion(row, key, value),
            Form::Item if self.is_list_item(entry) => {
                return Some(self.item_insertion(entry, label, value));
            }
            Form::Item | Form::Heading => {}
        }
        // It would say a second time what is there already.
        if self.unread_label(entry, key, vocabulary).is_some() {
            return None;
        }
        if key == Key::Id
            && let Some(edit) = self.heading_id_insertion(entry, value)
        {
            return Some(edit);
        }
        // Where the others have theirs in the rows that sum them up, the section says nothing of it.
        if self.is_kept_in_triage(key) {
            return self.cell_edit(entry, key, value);
        }
        // A value from a summary or a heading has no line of its own in the entry.
        let is_line = |field: &&Field| {
            let has_label = field.label != field.value && field.span.contains(field.label);
            entry.span.contains(field.span) && has_label
        };
        let fields = || entry.fields.iter().filter(is_line);
        // Where no short value has a label, the line of values is the place for one.
        if !fields().any(|field| field.key.is_some_and(Key::is_short))
            && let Some(edit) = self.insertion_in_line(entry, key, value, vocabulary)
        {
            return Some(edit);
        }
        let is_before =
            |field: &&Field| field.key.is_some_and(|other| self.is_usually_before(other, key));
        if let Some(model) = fields().filter(is_before).max_by_key(|field| field.span.start) {
            return Some(self.insertion_after(entry, model, label, value));
        }
        // A tracked value goes to the others.
        let is_tracked =
            |field: &&Field| key.is_tracked() && field.key.is_some_and(Key::is_tracked);
        let is_own = |field: &&Field| field.key.is_some_and(Key::belongs_to_entry);
        let own = fields().find(is_tracked).or_else(|| fields().find(is_own));
        Some(match own.or_else(|| fields().next()) {
            Some(model) => self.insertion_before(entry, model, label, value),
            None => self.first_field(entry, label, value),
        })
    }

    /// Whether a field is before one of another key in most of the first entries; else in today's form.
    fn is_usually_before(&self, other: Key, key: Key) -> bool {
        const FIRST: usize = 20;
        let start = |entry: &Entry, key: Key| {
            let field = entry.field(key)?;
            (field.label != field.value && entry.span.contains(field.span))
                .then_some(field.span.start)
        };
        let first = self.entries.iter().take(FIRST);
        let both = first.filter_map(|entry| Some((start(entry, other)?, start(entry, key)?)));
        let (before, behind): (Vec<_>, Vec<_>) = both.partition(|it| it.0 < it.1);
        match before.len().cmp(&behind.len()) {
            Ordering::Equal => other < key,
            order => order == Ordering::Greater,
        }
    }

    /// The edit that adds a field right behind another of its entry, which has a line of its own there.
    pub(crate) fn field_insertion_behind(
        &self,
        entry: &Entry,
        model: &Field,
        label: &str,
        value: &str,
    ) -> Option<Edit> {
        let has_lines = match entry.form {
            Form::Heading => true,
            Form::Item => !self.is_list_item(entry),
            Form::Row(_) => false,
        };
        let is_line = has_lines
            && entry.span.contains(model.span)
            && model.label != model.value
            && !self.text(model.value).contains('\n');
        is_line.then(|| self.insertion_after(entry, model, label, value))
    }

    /// The edit that adds a field after another: on its line, if that has several, else below.
    fn insertion_after(&self, entry: &Entry, model: &Field, label: &str, value: &str) -> Edit {
        let source = self.source;
        let line = source.line_at(model.span.start as usize);
        if let Some(sign) = self.sign_on_line(entry, model).or_else(|| self.sign_of_others(model)) {
            let text = format!("{sign}{}", self.written_within(model, label, value));
            return Edit { span: Span::at(model.span.end as usize), text };
        }
        let written = self.line_like(model, line, label, value);
        let newline = source.newline_at(model.span.start as usize);
        let at = source.line_at(model.span.end as usize).end as usize;
        let gap = if self.is_loose(entry, model) {
            newline.repeat(2)
        } else {
            self.gap_after(model, newline)
        };
        Edit { span: Span::at(at), text: format!("{gap}{written}") }
    }

    /// What parts a field from the others on its line, if there are any.
    fn sign_on_line(&self, entry: &Entry, model: &Field) -> Option<&str> {
        let line = self.source.line_at(model.span.start as usize);
        let is_other = |it: &&Field| *it != model && line.contains(it.label);
        let others = || entry.fields.iter().filter(is_other);
        others().next()?;
        let behind =
            others().map(|it| it.span.start).filter(|&start| start >= model.span.end).min();
        let before = others().map(|it| it.span.end).filter(|&end| end <= model.span.start).max();
        let gap = behind.map(|start| Span { start: model.span.end, end: start });
        let gap = gap.or(before.map(|end| Span { start: end, end: model.span.start }));
        let is_sign = |sign: &&str| {
            !sign.trim().is_empty()
                && !sign.contains(|c: char| c.is_alphanumeric() || "*\n".contains(c))
        };
        Some(gap.map(|gap| self.text(gap)).filter(is_sign).unwrap_or(USUAL_SIGN))
    }

    /// Whether there are empty lines between a field and each of its neighbours.
    fn is_loose(&self, entry: &Entry, model: &Field) -> bool {
        let is_near = |pair: &&[Field]| pair.contains(model);
        let is_apart = |pair: &[Field]| {
            let (start, end) = (pair[0].span.end, pair[1].span.start);
            let gap = self.text(Span { start: start.min(end), end });
            gap.trim().is_empty() && gap.matches('\n').count() > 1
        };
        let mut pairs = entry.fields.windows(2).filter(is_near).peekable();
        let text = self.text(model.span);
        let is_item = is_separate(text) && !text.starts_with('|');
        is_item && pairs.peek().is_some() && pairs.all(is_apart)
    }

    /// The edit that adds a field before another: on a line of its own, or within the marks around that one.
    fn insertion_before(&self, entry: &Entry, model: &Field, label: &str, value: &str) -> Edit {
        if !self.line_marks(model).is_empty() {
            let sign = self.sign_on_line(entry, model).or_else(|| self.sign_of_others(model));
            let sign = sign.unwrap_or(USUAL_SIGN);
            let text = format!("{}{sign}", self.written_within(model, label, value));
            return Edit { span: Span::at(model.label.start as usize), text };
        }
        let line = self.source.line_at(model.span.start as usize);
        let written = self.line_like(model, line, label, value);
        let newline = self.source.newline_at(model.span.start as usize);
        // Without a hard break Markdown would join it with the line below.
        let is_broken = written.ends_with("  ") || written.ends_with('\\');
        let is_kept = is_separate(self.text(model.span)) || is_broken || self.is_unbroken(model);
        let gap = if is_kept { "" } else { "  " };
        Edit { span: Span::at(line.start as usize), text: format!("{written}{gap}{newline}") }
    }

    /// The edit that gives an entry its first field, under its heading.
    fn first_field(&self, entry: &Entry, label: &str, value: &str) -> Edit {
        let written = match self.line_in_marks() {
            Some(model) => self.written_like(model, label, value),
            None => format!("- **{label}:** {value}"),
        };
        let newline = self.source.newline_at(entry.heading.start as usize);
        let end = self.heading_end(entry);
        // A line right below would become part of the item.
        let next = self.source.line_at(self.source.next_line(end));
        let is_apart = next.start as usize <= end || self.text(next).trim().is_empty();
        let gap = if is_apart { "" } else { newline };
        let text = format!("{newline}{newline}{written}{gap}");
        Edit { span: Span::at(end), text }
    }

    /// The first field of a line that is emphasised as a whole, where most entries with headings have such lines.
    fn line_in_marks(&self) -> Option<&Field> {
        const FIRST: usize = 20;
        let headed = self.entries.iter().filter(|entry| entry.form == Form::Heading);
        let lines = headed.take(FIRST).filter_map(|entry| {
            let mut own = entry.fields.iter().filter(|field| entry.span.contains(field.span));
            own.find(|field| field.label != field.value && field.key.is_some())
        });
        let lines: Vec<&Field> = lines.collect();
        let is_marked = |field: &&&Field| !self.line_marks(field).is_empty();
        let marked: Vec<&&Field> = lines.iter().filter(is_marked).collect();
        (marked.len() * 2 > lines.len()).then(|| marked.first().map(|field| **field))?
    }

    /// What parts two fields that other entries have on one line, where that is emphasised as a whole.
    fn sign_of_others(&self, model: &Field) -> Option<&str> {
        if self.line_marks(model).is_empty() {
            return None;
        }
        let first = self.line_in_marks();
        let entry = first
            .and_then(|first| self.entries.iter().find(|entry| entry.span.contains(first.span)));
        entry
            .zip(first)
            .and_then(|(entry, first)| self.sign_on_line(entry, first))
            .or(Some(USUAL_SIGN))
    }

    /// Where an entry's heading ends, with the line that underlines it, if any.
    pub(crate) fn heading_end(&self, entry: &Entry) -> usize {
        let line = self.source.line_at(entry.heading.start as usize);
        if self.text(line).trim_start().starts_with('#') {
            return line.end as usize;
        }
        let below = self.source.line_at(self.source.next_line(line.start as usize));
        let is_underline = |c: char| c == '=' || c == '-';
        let is_marked = self.text(below).trim().chars().all(is_underline);
        if is_marked { below.end as usize } else { line.end as usize }
    }

    /// The edit that replaces the value of a field and keeps the marks around it; none where the
    /// value comes from elsewhere, or is a box and cannot hold the new one.
    pub(crate) fn value_edit(
        &self,
        entry: Option<&Entry>,
        field: &Field,
        text: &str,
    ) -> Option<Edit> {
        let is_box = |text: &str| text.starts_with('[') && text.ends_with(']');
        let is_no_box = is_box(self.text(field.value)) && !is_box(text);
        let is_fixed = |entry: &Entry| {
            self.is_inherited(entry, field) || (entry.form == Form::Item && is_no_box)
        };
        if entry.is_some_and(is_fixed) {
            return None;
        }
        // Marks around the old value would run into those of the new one.
        let has_marks = text.contains(['`', '*', '~', '[']) && !is_box(text);
        let text = if self.is_in_row(field.value) { in_cell(text) } else { text.to_owned() };
        if !field.value.is_empty() {
            let whole = || field.value.trim(self.source.text());
            if let Some(text) = self.in_link(field, &text) {
                return Some(Edit { span: whole(), text });
            }
            let span = if has_marks { whole() } else { self.bare_span(field.value) };
            let is_quoted = self.is_in_quotes(field.value);
            let text = if is_quoted { text } else { self.quoted_beside(field, &text).into_owned() };
            return Some(Edit { span, text });
        }
        let before = self.source.text()[..field.value.start as usize].chars().next_back();
        let gap = if before.is_some_and(char::is_whitespace) { "" } else { " " };
        Some(Edit { span: field.value, text: format!("{gap}{text}") })
    }

    /// A name or number in the place of one that is a link: the address follows where it holds the old one,
    /// else it is that of something else.
    fn in_link(&self, field: &Field, text: &str) -> Option<String> {
        let is_typed = field.key.is_none_or(Key::is_typed);
        let whole = self.text(field.value).trim();
        let (words, address) = link_words(whole).zip(link_targets(whole).first().copied())?;
        if is_typed || words == text {
            return None;
        }
        let is_name =
            |text: &str| !text.contains(|c: char| c.is_whitespace() || "/,;[]()".contains(c));
        let [old, new] = [words, text].map(|text| text.trim_start_matches('#'));
        let at = address.rfind(old).filter(|_| is_name(words) && is_name(text) && !old.is_empty());
        let address = at.and_then(|at| {
            let (before, after) = (&address[..at], &address[at + old.len()..]);
            let is_part = |c: char| c.is_alphanumeric();
            let is_whole = !before.ends_with(is_part) && !after.starts_with(is_part);
            is_whole.then(|| format!("{before}{new}{after}"))
        });
        Some(address.map_or(text.to_owned(), |address| format!("[{text}]({address})")))
    }

    /// Whether the value of a field is not in the entry, but in a heading above it, or is the marks
    /// that strike the entry out.
    pub(crate) fn is_inherited(&self, entry: &Entry, field: &Field) -> bool {
        let is_implied = field.label == field.value;
        is_implied && (!entry.span.contains(field.span) || self.text(field.value) == "~~")
    }
}
