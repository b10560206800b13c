//! A paragraph for each entry, which opens with its ID or its number in strong text: `**G-3** Imports fail —
//! open — Mia`, `**1. Imports fail** (Mia, *open*)`, `**Gap 1.** Imports fail.`

use super::first_clause::first_clause;
use super::item_words::symptom;
use super::items::ItemReader;
use super::short_values::{key_of_part, keys_of_parts, value_of};
use super::strong::strong_name;
use crate::document::{Block, BlockKind, Document};
use crate::register::{Entry, Field, Form, Reading};
use crate::text::Span;
use crate::vocabulary::{Key, Vocabulary};

/// What parts the values behind a title.
const SIGNS: [&str; 5] = [" — ", " – ", " · ", " | ", " - "];

/// What may stand between an ID and the words behind it.
const MARKS: [char; 8] = [' ', ':', '：', '—', '–', '-', '.', '·'];

/// What the strong text at the start of a paragraph names an entry by.
pub(super) enum LeadName<'t> {
    /// An ID and nothing else.
    Id,
    /// A number, before the title.
    Numbered(&'t str),
    /// A word for a gap and a number: `Gap 1`.
    Named(&'t str),
    /// The same, or the number of an issue with its sign, before the title: `Gap 1. Imports fail`, `#3 Imports fail`.
    Titled(&'t str),
}

/// What the strong text of a paragraph names an entry by.
pub(super) fn lead_name<'t>(name: &'t str, reading: Reading<'_>) -> Option<LeadName<'t>> {
    let words = reading.vocabulary;
    if reading.id.prefix(name).is_some_and(|id| id.len() == name.len()) {
        return (!words.is_priority_word(name) && !words.is_severity_word(name))
            .then_some(LeadName::Id);
    }
    let digits = name.len() - name.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if digits > 0 && name[digits..].starts_with(['.', ')']) {
        return Some(LeadName::Numbered(&name[..digits]));
    }
    let (word, number) = name.split_once([' ', '\u{a0}'])?;
    let digits = |text: &'t str| {
        let number = &text[..text.bytes().take_while(u8::is_ascii_digit).count()];
        Some(number).filter(|number| !number.is_empty())
    };
    let has_words = |title: &str| title.contains(char::is_alphabetic);
    if let Some(own) = word.strip_prefix('#').filter(|own| digits(own) == Some(*own)) {
        return has_words(number).then_some(LeadName::Titled(&word[..=own.len()]));
    }
    let number = number.trim_start_matches(['#', ' ']);
    let own = digits(number).filter(|_| is_gap(word, words))?;
    match &number[own.len()..] {
        "" => Some(LeadName::Named(own)),
        title => (title.starts_with(['.', ':', '：', ')']) && has_words(title))
            .then_some(LeadName::Titled(own)),
    }
}

fn is_gap(word: &str, words: &Vocabulary) -> bool {
    words.is_subject(word) || words.key(word) == Some(Key::Gap)
}

/// The name that a paragraph opens with and that needs no other evidence, where words are behind it.
pub(super) fn opens_entry(
    text: &str,
    document: &Document,
    block: &Block,
    reading: Reading<'_>,
) -> bool {
    let is_top = block.kind == BlockKind::Paragraph && block.depth == 0;
    let Some(name) = strong_name(text, document, block).filter(|_| is_top) else { return false };
    let behind = Span { start: name.end, end: block.content.end };
    let line = behind.of(text).lines().next().unwrap_or_default();
    // A quote that says what became of it is no quotation.
    let words = reading.vocabulary;
    let is_state = |part: &str| words.is_status_word(part.trim_matches(['*', '_', '`', ' ']));
    let is_said = !block.quoted
        || SIGNS.iter().any(|sign| line.contains(sign) && line.split(sign).any(is_state));
    line.contains(char::is_alphabetic)
        && is_said
        && matches!(
            lead_name(name.of(text), reading),
            Some(LeadName::Id | LeadName::Named(_) | LeadName::Titled(_))
        )
}

/// What a paragraph says.
struct Parts {
    block: usize,
    id: Option<Span>,
    number: Option<Span>,
    title: Span,
    /// The values behind the title, without labels.
    values: Vec<Span>,
    body: Span,
    /// Where the entry ends.
    end: u32,
    /// Whether its title is in the strong text with its name.
    is_titled: bool,
    /// The fields in the lines below its title.
    fields: Vec<Field>,
}

impl ItemReader<'_, '_> {
    /// The entries that those of some blocks are which open so.
    pub(super) fn paragraphs(&self, blocks: &[usize]) -> Vec<Entry> {
        let parts: Vec<Parts> = blocks.iter().filter_map(|&at| self.parts(at)).collect();
        let lines: Vec<Vec<Span>> = parts.iter().map(|it| it.values.clone()).collect();
        let keys = keys_of_parts(self.text, &lines, self.reading.vocabulary);
        parts.into_iter().zip(keys).map(|(parts, keys)| self.paragraph(parts, &keys)).collect()
    }

    /// What the paragraph at a block says, if it opens with a name.
    fn parts(&self, at: usize) -> Option<Parts> {
        let (text, block) = (self.text, &self.document.blocks[at]);
        if block.kind != BlockKind::Paragraph {
            return None;
        }
        let name = strong_name(text, self.document, block)?;
        let strong = self.document.inlines(block).iter().find(|it| it.span.contains(name))?.span;
        let behind = Span { start: strong.end, end: block.content.end };
        let found = lead_name(name.of(text), self.reading)?;
        let span = |part: &str| name.part(name.of(text), part);
        let mut parts = Parts {
            block: at,
            id: None,
            number: None,
            title: name,
            values: Vec::new(),
            body: behind,
            end: block.span.end,
            is_titled: false,
            fields: Vec::new(),
        };
        match found {
            LeadName::Id => {
                parts.id = Some(name);
                self.split_line(&mut parts);
            }
            LeadName::Named(number) => {
                parts.number = Some(span(number));
                self.split_line(&mut parts);
            }
            LeadName::Titled(number) => {
                let at = name.of(text).find(number)? + number.len();
                let marks: &[char] = &['.', ':', '：', ')', ' ', '—', '–', '-'];
                parts.title = span(name.of(text)[at..].trim_start_matches(marks));
                if number.starts_with('#') {
                    parts.id = Some(span(number));
                } else {
                    parts.number = Some(span(number));
                }
                let whole = parts.body.of(text);
                parts.body = parts.body.part(whole, whole.trim_start_matches(MARKS).trim_end());
                parts.is_titled = true;
            }
            LeadName::Numbered(number) => {
                parts.number = Some(span(number));
                let title = name.of(text)[number.len()..].trim_start_matches(['.', ')', ' ']);
                parts.title = span(title);
                self.take_remark(&mut parts);
            }
        }
        (!parts.title.is_empty()).then_some(parts)
    }

    /// Takes the title from the words behind a name, and the values from the end of their line.
    fn split_line(&self, parts: &mut Parts) {
        let whole = parts.body.of(self.text);
        let start = whole.trim_start_matches(MARKS);
        let line = start.lines().next().unwrap_or_default().trim_end_matches(['\\', ' ']);
        let sign = SIGNS.into_iter().find(|sign| line.contains(sign));
        let mut pieces = sign.map_or(vec![line], |sign| line.split(sign).collect()).into_iter();
        let title = pieces.next().unwrap_or_default();
        let span = |part: &str| parts.body.part(whole, part.trim_matches(['*', '_', ' ']));
        let values: Vec<Span> = pieces.map(span).filter(|part| !part.is_empty()).collect();
        let below = start[line.len()..].trim_start_matches(['\\', ' ']);
        let rest = parts.body.part(whole, start);
        parts.fields = self.fields_below(parts.block, rest.start + line.len() as u32);
        let own = span(title);
        if let Some(text) = self.text_below(parts.block, own, &values) {
            let below = parts.body.part(whole, below.trim());
            parts.body = if below.is_empty() { text } else { below };
            parts.title = first_clause(self.text, parts.body);
            parts.end = text.end.max(parts.end);
            parts.values = std::iter::once(own).chain(values).collect();
        } else if values.is_empty() && !parts.fields.is_empty() {
            parts.title = parts.body.part(whole, line);
            parts.body = Span::at(rest.end as usize);
        } else if values.is_empty() {
            parts.title = first_clause(self.text, self.words().before_labels(rest));
            parts.body = rest;
        } else {
            parts.title = parts.body.part(whole, title.trim());
            parts.values = values;
            parts.body = parts.body.part(whole, below.trim());
        }
    }

    /// The text that says what an entry is about whose first line has nothing but values behind its ID: what is
    /// below up to the next entry or heading, `**G-1** · high · @mia · open`.
    fn text_below(&self, at: usize, first: Span, values: &[Span]) -> Option<Span> {
        let words = self.reading.vocabulary;
        let is_value = |part: &Span| key_of_part(part.of(self.text), words).is_some();
        let count = values.iter().filter(|part| is_value(part)).count();
        if !is_value(&first) || count == 0 || count < values.len() {
            return None;
        }
        let own = &self.document.blocks[at];
        let is_below = |block: &&Block| {
            let opens = block.kind == BlockKind::Paragraph
                && block.depth == 0
                && strong_name(self.text, self.document, block)
                    .is_some_and(|name| lead_name(name.of(self.text), self.reading).is_some());
            !opens && !matches!(block.kind, BlockKind::Heading(_) | BlockKind::Rule)
        };
        let mut below = self.document.blocks[at + 1..].iter().take_while(is_below);
        let has_lines = own.content.of(self.text).contains('\n');
        let first = below.next().or(Some(own).filter(|_| has_lines))?.span;
        let end = below.map(|block| block.span.end).max().unwrap_or(first.end).max(first.end);
        Some(Span { end, ..first }.trim(self.text))
    }

    /// The fields of a paragraph from some place on, where each of its further lines begins with a label.
    fn fields_below(&self, block: usize, from: u32) -> Vec<Field> {
        let block = &self.document.blocks[block];
        let below = Span { start: from, end: block.content.end };
        let Some((_, lines)) = below.of(self.text).split_once('\n') else { return Vec::new() };
        let start = below.part(below.of(self.text), lines).start;
        let fields = self.labels.fields_from(block, start);
        let opens = fields.first().is_some_and(|first| first.span.start == start);
        let is_known = fields.iter().any(|field| field.key.is_some_and(Key::belongs_to_entry));
        if opens && is_known && fields.len() == lines.lines().count() { fields } else { Vec::new() }
    }

    /// Takes the values in the parentheses right behind a title.
    fn take_remark(&self, parts: &mut Parts) {
        let whole = parts.body.of(self.text);
        let start = whole.trim_start_matches(MARKS);
        let remark = start.strip_prefix(['(', '（']).and_then(|it| it.split_once([')', '）']));
        let remark = remark.filter(|(inner, _)| !inner.contains('\n'));
        let behind = remark.map_or(start, |(_, behind)| behind.trim_start_matches(MARKS));
        let span = |part: &str| parts.body.part(whole, part.trim_matches(['*', '_', ' ']));
        let inner = remark.map_or("", |(inner, _)| inner);
        let values = inner.split([',', ';', '·', '、']).map(span);
        parts.values = values.filter(|part| !part.is_empty()).collect();
        parts.body = parts.body.part(whole, behind.trim());
    }

    fn paragraph(&self, parts: Parts, keys: &[Option<Key>]) -> Entry {
        let text = self.text;
        let Parts { block, id, number, title, values, body, end, is_titled, fields: below } = parts;
        let mut fields: Vec<Field> = Vec::new();
        fields.extend(id.map(|id| Field::unlabelled(Key::Id, id)));
        let values = values.iter().zip(keys);
        // `due 2026-04-02` has the word for what it is.
        let inner = |key: Key, value: Span| {
            let found = value_of(value.of(text), self.reading.vocabulary);
            let found = found.filter(|(said, _)| *said == key);
            found.map_or(value, |(_, inner)| value.part(value.of(text), inner))
        };
        fields.extend(values.map(|(&value, key)| match *key {
            Some(key) => Field::unlabelled(key, inner(key, value)),
            None => symptom(title, value),
        }));
        if !body.is_empty() {
            self.words().add_body(body, title, &mut fields);
        }
        fields.extend(below);
        if is_titled {
            self.words().add_pieces(body, &mut fields);
        }
        let context = self.outline.context(block);
        for (key, value) in context.values {
            Field::unlabelled(key, value).add_new(&mut fields);
        }
        let span = Span { end, ..self.document.blocks[block].span }.trim(text);
        let area = context.area;
        Entry { number, id, area, fields, ..Entry::titled(span, title, Form::Item) }
    }
}
