//! One item as an entry: its title, the values on its first line, and the fields below it.

use std::ops::Range;

use super::ItemReader;
use super::candidate::Candidate;
use crate::document::{BlockKind, Mark};
use crate::register::read::comments::{span_of_words, without_comments};
use crate::register::read::first_clause::first_clause;
use crate::register::read::ids::{behind_link, id_in};
use crate::register::read::item_columns::ItemColumns;
use crate::register::read::item_words::symptom;
use crate::register::read::short_values::ItemTail;
use crate::register::read::sign_legend::is_sign;
use crate::register::{Entry, Field, Form};
use crate::text::Span;
use crate::vocabulary::Key;

impl<'a> ItemReader<'a, '_> {
    pub(super) fn entry(
        &self,
        candidate: &Candidate<'a>,
        below: Vec<Field>,
        columns: &ItemColumns<'_>,
    ) -> Entry {
        let Candidate { span, name, ref context, id, .. } = *candidate;
        let mut rest = self.rest(candidate);
        let sign = self.sign(candidate);
        let has_box = candidate.is_done.is_some() || sign.is_some_and(|it| self.is_box(it));
        let tail = self.tail_beside_box(candidate, (rest, has_box), columns);
        if let Some((_, sign)) = sign.filter(|(_, sign)| rest.contains(*sign)) {
            rest = Span { start: sign.end, end: rest.end }.trim(self.text);
        }
        let led = self.state_before_words(rest, name.is_some());
        if let Some((_, words)) = led {
            rest = words;
        }
        rest.end = tail.words.end.min(rest.end).max(rest.start);
        let words = before_closing_strike(self.text, rest);
        let title =
            name.unwrap_or_else(|| first_clause(self.text, self.words().before_labels(words)));
        let mut fields: Vec<Field> = Vec::new();
        fields.extend(id.map(|id| Field::unlabelled(Key::Id, id)));
        fields.extend(self.status(candidate));
        let is_free = |key| key != Key::Status || candidate.is_done.is_none();
        let value = candidate.value.filter(|&(key, _)| is_free(key));
        fields.extend(value.map(|(key, word)| Field::unlabelled(key, word)));
        fields.extend(sign.map(|(key, sign)| Field::unlabelled(key, sign)));
        let state = led.map(|(state, _)| state).or_else(|| self.struck_state(candidate));
        let state = state.or_else(|| self.state_below(candidate));
        add_state(&mut fields, self.closed_behind_strike(candidate), state);
        let heading = name.unwrap_or_else(|| self.words().before_values(words, &fields));
        if name.is_none() {
            self.words().add_short_fields(rest, &mut fields);
        }
        self.add_fields_below(candidate, (rest, title), below, &mut fields);
        self.words().add_remarks(rest, name.is_some(), &mut fields);
        add_tail(&mut fields, tail.fields, has_box);
        for &(key, value) in &context.values {
            Field::unlabelled(key, value).add_new(&mut fields);
        }
        let id = id.or_else(|| self.id_below(&fields));
        let no_ticket = || self.words().no_ticket(candidate.lead.content);
        let no_ticket = if id.is_none() { no_ticket() } else { None };
        fields.extend(no_ticket.map(|remark| Field::unlabelled(Key::Ticket, remark)));
        let overruled = context.overruled(&fields);
        let (span, area) = (span.trim(self.text), context.area.clone());
        Entry { heading, id, area, fields, overruled, ..Entry::titled(span, title, Form::Item) }
    }

    /// The same, where the last words may be a state that is more exact than the box of the item.
    fn tail_beside_box(
        &self,
        candidate: &Candidate<'a>,
        (rest, has_box): (Span, bool),
        columns: &ItemColumns<'_>,
    ) -> ItemTail {
        let is_named = candidate.name.is_some();
        let Some((words, state)) = self.boxed_state(candidate, rest, has_box) else {
            return self.tail(rest, is_named, columns);
        };
        let mut tail = self.tail(words, is_named, columns);
        tail.fields.retain(|field| field.key != Some(Key::Status));
        tail.fields.push(Field::unlabelled(Key::Status, state));
        tail
    }

    /// The values at the end of an item's first line, and the words before them.
    fn tail(&self, rest: Span, is_named: bool, columns: &ItemColumns<'_>) -> ItemTail {
        let (text, words) = (self.text, self.reading.vocabulary);
        let of_columns = columns.tail(text, rest, is_named, words);
        let is_owner = |name: &str| columns.is_owner(name);
        let of_columns = of_columns.or_else(|| columns.named_day(text, rest, words));
        of_columns.unwrap_or_else(|| ItemTail::of(text, rest, is_named, words, is_owner))
    }

    /// The ID that a field below an item gives.
    fn id_below(&self, fields: &[Field]) -> Option<Span> {
        let (text, pattern) = (self.text, self.reading.id);
        let field = fields.iter().find(|field| field.key == Some(Key::Id))?;
        let id = id_in(text, field.value, pattern);
        Some(id).filter(|id| pattern.prefix(id.of(text)) == Some(id.of(text)))
    }

    /// The sign that an item starts with and the file explains, and what it is a value of.
    fn sign(&self, candidate: &Candidate<'_>) -> Option<(Key, Span)> {
        let content = candidate.lead.content;
        let whole = content.of(self.text);
        let words = self.reading.vocabulary;
        // A box that Markdown does not know: `[~]`.
        let is_box = |it: &&str| {
            it.starts_with('[') && whole[it.len()..].starts_with(' ') && words.is_status_word(it)
        };
        if let Some(sign) = whole.get(..3).filter(is_box) {
            return Some((Key::Status, content.part(whole, sign)));
        }
        let first = whole.split_whitespace().next()?;
        let sign = first.trim_matches(['*', '_', '`', '[', ']', '(', ')', ':']);
        let key = self.outline.key_of_sign(sign, self.text, words).filter(|_| is_sign(sign))?;
        let is_free = key != Key::Status || candidate.is_done.is_none();
        is_free.then(|| (key, content.part(whole, sign)))
    }

    /// The first line of an item after its ID and its name.
    pub(super) fn rest(&self, candidate: &Candidate<'a>) -> Span {
        let Candidate { lead, id, name, value, .. } = *candidate;
        // `**GAP-1 (P1)**: …`: all of the strong text with the ID is left out.
        let strong = self.document.inlines(lead).iter().find(|inline| {
            id.is_some_and(|id| inline.mark == Mark::Strong && inline.span.contains(id))
        });
        let value = value.map(|(_, word)| word);
        let after = name.or(value).or(strong.map(|strong| strong.span)).or(id);
        let after = after.map_or(lead.content.start, |span| span.end.min(lead.content.end));
        let behind = Span { start: after, end: lead.content.end };
        let after = lead.content.end - behind_link(behind.of(self.text)).len() as u32;
        let marks: &[char] = &['*', '~', ':', '：', '—', '–', '-', '·', ' ', '\t', '.', ']', ')'];
        let rest = Span { start: after, end: lead.content.end };
        let rest = span_of_words(self.text, rest);
        let whole = rest.of(self.text);
        // The mark that closes code around an ID; a code span that starts the words stays whole.
        let is_closing = whole.matches('`').count() % 2 == 1;
        let behind = whole.strip_prefix('`').filter(|_| is_closing).unwrap_or(whole);
        let strong =
            behind.strip_prefix("__").filter(|rest| !rest.starts_with(char::is_alphanumeric));
        let words = strong.unwrap_or(behind).trim_start_matches(marks);
        let start = behind.len() - words.len();
        let words = words.trim_end();
        let words = if words.starts_with('`') { words } else { words.trim_end_matches(['~', '*']) };
        // The mark of emphasis that only the first words have: `*Sign-in* fails`.
        let is_open = behind[..start].ends_with('*') && words.matches('*').count() % 2 == 1;
        let start = start - usize::from(is_open);
        rest.part(whole, &behind[start..][..words.len() + usize::from(is_open)])
    }

    /// Adds the fields below the first line of an item, and the text before and between them.
    fn add_fields_below(
        &self,
        candidate: &Candidate<'a>,
        (rest, title): (Span, Span),
        mut inner: Vec<Field>,
        fields: &mut Vec<Field>,
    ) {
        let Candidate { span, lead, name, .. } = *candidate;
        let text = self.text;
        if inner.is_empty() {
            inner = self.fields_deeper(self.below(candidate));
        }
        // Without a name the first line is the title, and only what is below it is the body.
        if name.is_some() || span.trim(text).end > lead.content.end {
            let has_words = name.is_some() && !rest.is_empty();
            let start = if has_words { rest.start } else { lead.content.end };
            let end = inner.first().map_or(span.end, |field| field.span.start);
            let behind = Span { start: rest.end, end: lead.content.end.max(rest.end) };
            // The values at the end of the line are no text.
            let is_cut = has_words && behind.of(text).contains(char::is_alphanumeric);
            if is_cut {
                self.words().add_body(rest, title, fields);
            }
            let start = if is_cut { lead.content.end } else { start };
            let body = Span { start, end: end.max(start) }.trim(text);
            if !(is_cut && body.is_empty()) {
                self.words().add_body(body, title, fields);
            }
        }
        let behind = inner.iter().map(|field| field.span.end);
        let before = inner.iter().skip(1).map(|field| field.span.start).chain([span.end]);
        let between = behind.zip(before).map(|(start, end)| Span { start, end: end.max(start) });
        let has_words =
            |span: &Span| without_comments(span.of(text)).contains(char::is_alphanumeric);
        let texts = between.map(|span| span.trim(text)).filter(has_words);
        fields.extend(texts.map(|value| symptom(title, value)));
        fields.extend(inner);
    }

    /// The tracked fields below the items among some blocks.
    fn fields_deeper(&self, below: Range<usize>) -> Vec<Field> {
        let blocks = &self.document.blocks;
        let mut fields = Vec::new();
        let mut done = below.start;
        for at in below.clone().filter(|&at| matches!(blocks[at].kind, BlockKind::Item(_))) {
            let end = blocks[at].span.end;
            let length = blocks[at..below.end].partition_point(|block| block.span.start < end);
            let inner = at + 2..at + length;
            if at >= done && inner.start < inner.end {
                fields.extend(self.labels.fields_in(inner.clone()));
                done = inner.end;
            }
        }
        fields.retain(|field| field.key.is_some_and(Key::is_tracked));
        fields
    }

    /// The blocks within an item, its leading text left out.
    pub(in crate::register::read) fn below(&self, candidate: &Candidate<'_>) -> Range<usize> {
        if candidate.item.kind == BlockKind::Paragraph {
            return candidate.block..candidate.block;
        }
        let from = candidate.block + 2;
        let blocks = &self.document.blocks[from.min(self.document.blocks.len())..];
        let end = blocks.partition_point(|block| block.span.start < candidate.span.end);
        from..from + end
    }
}

/// The words before the marks that close what is struck out from before them: `~~**G-1** Imports fail~~ (May)`.
fn before_closing_strike(text: &str, words: Span) -> Span {
    let whole = words.of(text);
    let is_open_before = whole.matches("~~").count() % 2 == 1;
    let closing = whole.find("~~").filter(|&at| at > 0 && is_open_before);
    closing.map_or(words, |at| words.part(whole, whole[..at].trim_end()))
}

/// Adds the state of an item to its fields, where they have none. What says that nothing was repaired counts more
/// than a box.
fn add_state(fields: &mut Vec<Field>, closed: Option<Span>, other: Option<Span>) {
    if closed.is_some() {
        fields.retain(|field| field.key != Some(Key::Status));
    }
    let has_state = fields.iter().any(|field| field.key == Some(Key::Status));
    if let Some(state) = closed.or(other).filter(|_| !has_state) {
        fields.push(Field::unlabelled(Key::Status, state));
    }
}

/// Adds the values at the end of an item to its fields. A state among them is more exact than its box: `- [ ] Import
/// fails – @mia, blocked`.
fn add_tail(fields: &mut Vec<Field>, tail: Vec<Field>, has_box: bool) {
    if has_box && tail.iter().any(|it| it.key == Some(Key::Status)) {
        fields.retain(|field| field.key != Some(Key::Status));
    }
    for field in tail {
        field.add_new(fields);
    }
}
