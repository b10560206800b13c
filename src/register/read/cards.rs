//! Entries that have no heading: paragraphs whose first line is a title in strong text, with fields
//! below it, or that are fields of which one is the title; and summaries in HTML with fields below.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::heading_text::{self, HeadingText};
use super::ids::id_in;
use super::item_words::symptom;
use super::labels::Labels;
use super::outline::{Outline, announces_other};
use super::short_values::RemarkValues;
use super::strong::strong_name;
use crate::document::{Block, BlockKind, Document, Mark};
use crate::register::{Entry, Field, Form, Reading};
use crate::text::Span;
use crate::vocabulary::{Key, KeyMap};

/// What closes the part of a page that a summary stands above.
const CLOSING: &str = "</details>";

/// What may part the number of a title from its words.
const SEPARATORS: [char; 6] = [':', '：', '—', '–', '-', ' '];

/// From this many on, cards are no chance.
const SEVERAL: usize = 2;

/// The same, of those whose titles have a label that is not known.
const MANY: usize = 3;

/// Reads the cards of a document.
#[derive(Clone, Copy)]
pub(super) struct CardReader<'a, 'l> {
    pub(super) text: &'a str,
    pub(super) document: &'a Document,
    pub(super) labels: &'l Labels<'a>,
}

/// A paragraph that starts an entry, and the blocks that belong to it.
struct Card {
    blocks: Range<usize>,
    start: CardStart,
    fields: Vec<Field>,
}

/// Where the title of a card is, and where in its paragraph fields start.
pub(super) struct CardStart {
    pub(super) heading: Span,
    /// The number of a title that is no more than one, `Gap 1`.
    pub(super) number: Option<Span>,
    pub(super) fields: Option<u32>,
    /// Whether fields define it as a list of definitions does.
    pub(super) is_term: bool,
    /// Whether it starts with the fields of its ID and its title.
    pub(super) is_record: bool,
    /// Whether it is a title in strong text above its fields.
    pub(super) is_titled: bool,
    /// The label of its title, where that is not known.
    pub(super) label: Option<Span>,
    /// The fields that a remark at its end gives, and the words before that.
    pub(super) remark: Vec<Field>,
}

impl CardStart {
    pub(super) fn new(heading: Span) -> Self {
        let (number, fields, label) = (None, None, None);
        let (is_term, is_record, is_titled) = (false, false, false);
        let remark = Vec::new();
        Self { heading, number, fields, is_term, is_record, is_titled, label, remark }
    }
}

impl CardReader<'_, '_> {
    /// The cards of the document as entries.
    pub(super) fn entries(self, outline: &Outline, reading: Reading<'_>) -> Vec<Entry> {
        let mut entries = Vec::new();
        let mut all: Vec<Vec<Card>> = self.bodies().map(|body| self.cards(body)).collect();
        // Where others have several, one with an ID may be alone below its heading.
        if all.iter().any(|cards| !cards.is_empty()) {
            for (cards, body) in all.iter_mut().zip(self.bodies()).filter(|it| it.0.is_empty()) {
                cards.extend(self.found(body).into_iter().filter(|card| {
                    let title = card.start.heading.of(self.text);
                    reading.id.prefix(title).is_some() && !card.tracked().is_empty()
                }));
            }
        }
        let titles = all.iter().flatten().filter(|card| card.start.is_titled);
        let titles: Vec<&str> = titles.map(|card| card.start.heading.of(self.text)).collect();
        let have_ids = start_with_ids(&titles, reading);
        for cards in all {
            for card in cards {
                let context = outline.context(card.blocks.start);
                if !context.is_other {
                    let mut entry = self.entry(card, have_ids, reading);
                    entry.area.splice(0..0, context.area);
                    for (key, value) in context.values {
                        if entry.field(key).is_none() {
                            entry.fields.push(Field::unlabelled(key, value));
                        }
                    }
                    entries.push(entry);
                }
            }
        }
        entries
    }

    /// The first block of the cards among some blocks without headings.
    pub(super) fn first(self, blocks: Range<usize>) -> Option<usize> {
        self.cards(blocks).first().map(|card| card.blocks.start)
    }

    /// The runs of blocks between the headings.
    fn bodies(self) -> impl Iterator<Item = Range<usize>> {
        let is_heading = |block: &Block| {
            matches!(block.kind, BlockKind::Heading(_)) && block.depth == 0 && !block.quoted
        };
        let mut from = 0;
        self.document.blocks.split(move |block| is_heading(block)).map(move |body| {
            let start = from;
            from += body.len() + 1;
            start..start + body.len()
        })
    }

    /// What may be cards among some blocks without headings, each with its fields.
    fn found(self, blocks: Range<usize>) -> Vec<Card> {
        let mut starts: Vec<(usize, CardStart)> =
            blocks.clone().filter_map(|at| Some((at, self.start(at, blocks.end)?))).collect();
        let titled = starts.iter().filter(|(_, start)| start.is_titled).map(|(at, _)| *at);
        let slips = self.titles_without_marks(blocks.clone(), &titled.collect::<Vec<_>>());
        if !slips.is_empty() {
            starts.extend(slips);
            starts.sort_by_key(|(at, _)| *at);
        }
        let mut cards: Vec<Card> = Vec::new();
        let mut end = blocks.end;
        while let Some((at, start)) = starts.pop() {
            let blocks = at..self.end(at + 1..end);
            let fields = self.fields(&start, blocks.clone());
            cards.push(Card { blocks, start, fields });
            end = at;
        }
        cards.reverse();
        cards
    }

    /// The cards among some blocks without headings: several with a field of one key that is tracked.
    fn cards(self, blocks: Range<usize>) -> Vec<Card> {
        let mut cards = self.found(blocks);
        let mut counts: KeyMap<usize> = KeyMap::default();
        for key in cards.iter().flat_map(Card::tracked) {
            *counts.entry(key).or_default() += 1;
        }
        let has_fields = |card: &Card| {
            let count = card.tracked().iter().filter_map(|key| counts.get(key)).max();
            count.is_some_and(|&count| count >= SEVERAL)
        };
        // Among summaries with IDs and fields, one with an ID alone is an entry, too.
        let is_named = |card: &Card| {
            let first = card.start.heading.of(self.text).split(' ').next().unwrap_or_default();
            let is_summary = self.document.blocks[card.blocks.start].kind == BlockKind::Html;
            is_summary && is_handle(first.trim_matches(['[', ']', ':', '`', '*']))
        };
        let known = cards.iter().filter(|card| is_named(card) && has_fields(card)).count();
        let records = cards.iter().filter(|card| card.start.is_record).count();
        cards.retain(|card| {
            has_fields(card)
                || known >= SEVERAL && is_named(card)
                || records >= SEVERAL && card.start.is_record
        });
        let mut labels: HashMap<&str, usize> = HashMap::new();
        for label in cards.iter().filter_map(|card| card.start.label) {
            *labels.entry(label.of(self.text)).or_default() += 1;
        }
        cards.retain(|card| {
            let label = card.start.label.and_then(|label| labels.get(label.of(self.text)));
            label.is_none_or(|&count| count >= MANY)
        });
        cards
    }

    /// Where the blocks of a card end: before a rule, HTML, or the caption of something else.
    fn end(self, blocks: Range<usize>) -> usize {
        let is_end = |&at: &usize| {
            matches!(self.document.blocks[at].kind, BlockKind::Rule | BlockKind::Html)
                || self.labels.is_caption_of_aside(at)
        };
        blocks.clone().find(is_end).unwrap_or(blocks.end)
    }

    fn fields(self, start: &CardStart, blocks: Range<usize>) -> Vec<Field> {
        if !start.remark.is_empty() {
            return start.remark.clone();
        }
        let paragraph = &self.document.blocks[blocks.start];
        let own = start.fields.map(|from| self.labels.fields_from(paragraph, from));
        let mut fields: Vec<Field> = own.into_iter().flatten().collect();
        fields.extend(self.labels.fields_in(blocks.start + 1..blocks.end));
        fields.retain(|field| !field.key.is_some_and(Key::is_of_policy));
        fields
    }

    /// The start of a card at a block; `end` is the end of those that may belong to it.
    fn start(self, at: usize, end: usize) -> Option<CardStart> {
        let block = &self.document.blocks[at];
        if block.depth > 0 || block.quoted {
            return None;
        }
        match block.kind {
            BlockKind::Paragraph => self
                .titled(block, at + 1..end)
                .or_else(|| self.bare(block))
                .or_else(|| self.defined(block))
                .or_else(|| self.explained(block)),
            BlockKind::Html => {
                let heading = summary(self.text, block.span)?;
                Some(CardStart::new(heading))
            }
            _ => None,
        }
    }

    /// A first line in strong text, or one that starts with an ID in it, with fields of an entry right below.
    fn titled(self, block: &Block, below: Range<usize>) -> Option<CardStart> {
        let strong = self.document.inlines(block).first()?;
        let name = strong_name(self.text, self.document, block)?;
        let is_first = strong.mark == Mark::Strong && strong.span.start == block.content.start;
        let words = name.of(self.text);
        let is_title =
            self.labels.key(words).is_none() && !announces_other(words, self.labels.vocabulary);
        if !is_first || !is_title {
            return None;
        }
        let behind = Span { start: strong.span.end, end: block.content.end };
        let (line, more) = match behind.of(self.text).split_once('\n') {
            Some((line, _)) => (line, Some(behind.start + line.len() as u32 + 1)),
            None => (behind.of(self.text), None),
        };
        let fields = match more {
            Some(from) => self.labels.fields_from(block, from),
            None => self.labels.fields_in(self.first_text(below)),
        };
        let next = fields.first()?;
        let lines =
            Span { start: behind.end.min(more.unwrap_or(behind.end)), end: next.span.start };
        let is_next = lines.of(self.text).trim_matches(['>', ' ', '\n', '\r', '\t']).is_empty();
        let is_known = fields.iter().any(|field| field.key.is_some_and(Key::belongs_to_entry));
        if !is_next || !is_known {
            return None;
        }
        let words = line.trim().trim_end_matches('\\').trim_end();
        let number = self.number(name);
        let heading = match (words, number) {
            // `**Gap 1**` above `**What:** …`.
            ("", Some(_)) if !next.key.is_some_and(Key::is_short) => next.value,
            ("", _) => name,
            (_, Some(_)) => behind.part(behind.of(self.text), words.trim_start_matches(SEPARATORS)),
            // `**KI-1** Login fails`.
            _ if is_handle(name.of(self.text)) => Span {
                start: block.content.start,
                end: behind.start + line.trim_end().len() as u32,
            },
            _ => return None,
        };
        Some(CardStart { number, fields: more, is_titled: true, ..CardStart::new(heading) })
    }

    /// The number of a title that is a word for a gap and a number: `Gap 1`.
    fn number(self, name: Span) -> Option<Span> {
        let whole = name.of(self.text);
        let (word, number) = whole.split_once(' ')?;
        let words = self.labels.vocabulary;
        let is_subject = words.is_subject(word) || words.key(word) == Some(Key::Gap);
        let digits = number.trim_start_matches(['#', ' ']);
        let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        (is_subject && is_number).then(|| name.part(whole, digits))
    }

    /// The first paragraph, list or the like among some blocks.
    pub(super) fn first_text(self, blocks: Range<usize>) -> Range<usize> {
        let mut tops = blocks.clone().skip(1).filter(|&at| {
            let block = &self.document.blocks[at];
            block.depth == 0
        });
        blocks.start..tops.next().unwrap_or(blocks.end)
    }

    /// A paragraph that starts with the title or the ID, of fields of several keys.
    fn bare(self, block: &Block) -> Option<CardStart> {
        const FEWEST: usize = 3;
        const FEWEST_NAMED: usize = 2;
        let text = block.content.of(self.text);
        text.split_once([':', '：']).filter(|(label, _)| !label.contains('\n'))?;
        let fields = self.labels.fields_from(block, block.content.start);
        let first = fields.first()?;
        let is_named = matches!(first.key, Some(Key::Gap | Key::Id));
        let title = fields.iter().find(|field| field.key == Some(Key::Gap));
        // Nobody may know the label of the title; cards that all start with it show it.
        let has = |key: Key| fields.iter().any(|field| field.key == Some(key));
        let is_followed_up =
            has(Key::Status) && (has(Key::Severity) || has(Key::Priority) || has(Key::Owner));
        let own = Some(first).filter(|_| first.key.is_none() && is_followed_up);
        let title = title.filter(|_| is_named).or(own)?;
        let is_first = first.span.start == block.content.start;
        let is_record = first.key == Some(Key::Id) && !first.value.is_empty() && own.is_none();
        let fewest = if is_record { FEWEST_NAMED } else { FEWEST };
        (is_first && fields.len() >= fewest && !title.value.is_empty()).then_some(CardStart {
            fields: Some(block.content.start),
            label: own.map(|own| own.label),
            is_record,
            ..CardStart::new(if is_record { self.first_line(title.value) } else { title.value })
        })
    }

    /// The first line of a value; below that of a record, a label may be without a value.
    fn first_line(self, value: Span) -> Span {
        let whole = value.of(self.text);
        value.part(whole, whole.lines().next().unwrap_or(whole).trim_end())
    }

    /// A term that fields define: `G-3 Imports fail` above `: **Status:** open`.
    fn defined(self, block: &Block) -> Option<CardStart> {
        let text = block.content.of(self.text);
        let (line, below) = text.split_once('\n')?;
        if !below.trim_start().starts_with(": ") {
            return None;
        }
        let from = block.content.end - below.len() as u32;
        let next = self.labels.fields_from(block, from).into_iter().next()?;
        let is_next = Span { start: from, end: next.span.start }.of(self.text).trim().is_empty();
        let is_known = next.key.is_some_and(Key::belongs_to_entry);
        let heading = block.content.part(text, line.trim().trim_matches(['*', '_']));
        let start = CardStart { fields: Some(from), is_term: true, ..CardStart::new(heading) };
        (is_next && is_known && !heading.is_empty()).then_some(start)
    }

    /// A term whose definition ends in values: `Exports` above `: They are cut off. *(G-3, open, P2, Mia)*`.
    fn explained(self, block: &Block) -> Option<CardStart> {
        let text = block.content.of(self.text);
        let (line, below) = text.split_once('\n')?;
        below.trim_start().strip_prefix(": ")?;
        let remark = RemarkValues::at_end(below, self.labels.vocabulary)?;
        let heading = block.content.part(text, line.trim().trim_matches(['*', '_']));
        let id = remark.id.map(|id| block.content.part(text, id));
        let fields = remark.values.into_iter();
        let fields =
            fields.map(|(key, part)| Field::unlabelled(key, block.content.part(text, part)));
        let words = remark.words.trim_start().trim_start_matches([':', ' ']);
        let words = symptom(heading, block.content.part(text, words));
        let fields = id.map(|id| Field::unlabelled(Key::Id, id)).into_iter().chain(fields);
        let remark = fields.chain([words]).collect();
        (!heading.is_empty()).then_some(CardStart {
            is_term: true,
            remark,
            ..CardStart::new(heading)
        })
    }

    /// What is between the fields of a card, below its title.
    fn texts(self, blocks: Range<usize>, heading: Span, fields: &[Field]) -> Vec<Field> {
        let within = &self.document.blocks[blocks];
        let end = within.iter().map(|block| block.span.end).max().unwrap_or(heading.end);
        let line = Span { start: heading.end, end };
        let title = line.of(self.text).split('\n').next().unwrap_or_default();
        let mut at = heading.end + title.len() as u32;
        let mut texts = Vec::new();
        for field in fields.iter().map(|field| field.span).chain([Span::at(end as usize)]) {
            let between = Span { start: at.min(end), end: field.start.max(at).min(end) };
            let whole = between.of(self.text);
            // The sign that ends the field before it says nothing.
            let words = whole.trim_start_matches(|c: char| c.is_whitespace() || ".,;".contains(c));
            let between = between.part(whole, words.trim_end());
            if between.of(self.text).contains(char::is_alphanumeric) {
                texts.push(symptom(heading, between));
            }
            at = at.max(field.end);
        }
        texts
    }

    fn entry(self, card: Card, have_ids: bool, reading: Reading<'_>) -> Entry {
        let Card { blocks, start, mut fields } = card;
        let heading = start.heading;
        let mut read = heading_text::parse(heading, self.text, reading);
        let any = heading_text::parse_with_any_id(heading, self.text, reading);
        // Of a term that fields define, all of the first word is the ID.
        let is_id_first = start.is_term || have_ids && start.is_titled;
        if is_id_first && any.id.is_some_and(|id| id.of(self.text).contains('-')) {
            read = any;
        }
        let HeadingText { number, id, rest, area, title } = read;
        let named = fields.iter().find(|field| field.key == Some(Key::Id));
        let named = named.map(|field| id_in(self.text, field.value, reading.id));
        if let Some(id) = id.filter(|_| named.is_none()) {
            fields.insert(0, Field::unlabelled(Key::Id, id));
        }
        if start.remark.is_empty() {
            let texts = self.texts(blocks.clone(), heading, &fields);
            fields.extend(texts);
        }
        let first = &self.document.blocks[blocks.start];
        let within = &self.document.blocks[blocks.clone()];
        let end = within.iter().map(|block| block.span.end).max().unwrap_or(first.span.end);
        let closing = self.document.blocks.get(blocks.end).map(|block| block.span);
        let closing = closing
            .filter(|it| first.kind == BlockKind::Html && it.of(self.text).trim() == CLOSING);
        let end = closing.map_or(end, |closing| closing.end);
        let span = Span { start: first.span.start, end }.trim(self.text);
        Entry {
            heading: rest,
            number: start.number.or(number),
            id: named.or(id),
            area,
            fields,
            ..Entry::titled(span, title, Form::Item)
        }
    }
}

/// The words of the summary in a block of HTML, without the tags around them.
fn summary(text: &str, html: Span) -> Option<Span> {
    let whole = html.of(text);
    let (_, rest) = whole.split_once("<summary")?;
    let (inner, _) = rest.split_once('>')?.1.split_once("</summary>")?;
    let mut words = inner.trim();
    while let Some((_, behind)) = words.strip_prefix('<').and_then(|tag| tag.split_once('>')) {
        words = behind.trim_start();
    }
    while let Some(at) = words.rfind("</").filter(|_| words.ends_with('>')) {
        words = words[..at].trim_end();
    }
    let is_line = !words.contains('\n') && words.contains(char::is_alphanumeric);
    is_line.then(|| html.part(whole, words))
}

/// Whether most titles start with an ID, hardly any with that of another: `B-1 Imports fail`.
fn start_with_ids(titles: &[&str], reading: Reading<'_>) -> bool {
    let prefixes = titles.iter().filter_map(|&title| reading.id.prefix(title));
    let ids: Vec<&str> = prefixes.filter(|id| id.contains('-')).collect();
    let different: HashSet<&str> = ids.iter().copied().collect();
    ids.len() >= SEVERAL && ids.len() * 3 >= titles.len() * 2 && different.len() * 2 > ids.len()
}

/// Whether a text is one word with a number at its end, as IDs are.
fn is_handle(text: &str) -> bool {
    const LONGEST: usize = 20;
    text.len() <= LONGEST
        && !text.contains(' ')
        && text.starts_with(char::is_alphabetic)
        && text.ends_with(|c: char| c.is_ascii_digit())
}

impl Card {
    /// The keys of its fields that are tracked, each once.
    fn tracked(&self) -> Vec<Key> {
        let keys = self.fields.iter().filter_map(|field| field.key);
        let mut keys: Vec<Key> = keys
            .filter(|key| matches!(key, Key::Status | Key::Priority | Key::Severity | Key::Owner))
            .collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }
}
