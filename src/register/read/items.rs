//! An item of a list for each entry.

use std::collections::HashSet;
use std::ops::Range;

use super::brackets::leading_values;
use super::cell::struck;
use super::comments::{span_of_words, without_comments};
use super::first_clause::first_clause;
use super::heading_values::single_value;
use super::ids::{behind_link, id_in};
use super::item_columns::ItemColumns;
use super::item_tail::ItemTail;
use super::item_words::{ItemWords, symptom};
use super::labels::Labels;
use super::loose_ids::{LooseItem, loose_ids};
use super::outline::{HeadingContext, Outline};
use super::own_labels;
use super::sign_legend::is_sign;
use super::strong::{strong_after, strong_behind};
use super::title_parts::issue_number;
use crate::document::{Block, BlockKind, Document, Mark};
use crate::register::entry::is_within;
use crate::register::{Entry, Field, Form, Reading};
use crate::text::{RareList, Span};
use crate::values::{is_quarter, parse_date};
use crate::vocabulary::Key;

/// An item of an outermost list, which may be an entry.
pub(super) struct Candidate<'d> {
    pub(super) block: usize,
    pub(super) item: &'d Block,
    /// The item, with the bullets that belong to it.
    span: Span,
    pub(super) lead: &'d Block,
    pub(super) is_done: Option<bool>,
    pub(super) id: Option<Span>,
    /// The strong text that it starts with, after its ID and its value.
    pub(super) name: Option<Span>,
    /// The state or the level in strong text before its words: `**OPEN** — …`.
    value: Option<(Key, Span)>,
    pub(super) context: HeadingContext,
}

/// Reads the items of a document.
pub(super) struct ItemReader<'a, 'o> {
    pub(crate) text: &'a str,
    pub(crate) document: &'a Document,
    pub(crate) labels: &'o Labels<'a>,
    pub(crate) outline: &'o Outline,
    pub(crate) reading: Reading<'a>,
}

impl<'a> ItemReader<'a, '_> {
    /// The entries among the items outside the `known` entries.
    pub(super) fn entries(&self, known: &[Entry]) -> Vec<Entry> {
        let text = self.text;
        let is_apart = |candidate: &Candidate<'_>| !is_within(known, candidate.item.span);
        let mut candidates: Vec<Candidate<'_>> = self.candidates().filter(is_apart).collect();
        self.take_loose_ids(&mut candidates);
        let ids: HashSet<&str> =
            known.iter().filter_map(|entry| Some(entry.id?.of(text))).collect();
        let is_new = |candidate: &&Candidate<'_>| {
            let id = candidate.id.map(|id| id.of(text));
            id.is_some_and(|id| !ids.contains(id))
                && !candidate.context.is_other
                && self.says_something(candidate)
        };
        let with_ids: Vec<bool> = candidates.iter().map(|it| is_new(&it)).collect();
        let chosen = if with_ids.contains(&true) {
            let beside = self.beside_ids(&candidates, &with_ids);
            candidates.iter().zip(beside).filter(|(_, is_one)| *is_one).map(|(it, _)| it).collect()
        } else if known.is_empty() {
            Vec::new()
        } else {
            // Beside numbered sections whose entries are headings, those whose entries are items.
            candidates.iter().filter(|c| self.is_in_list(c)).collect()
        };
        self.entries_of(&chosen)
    }

    /// Some candidates as entries.
    fn entries_of(&self, candidates: &[&Candidate<'a>]) -> Vec<Entry> {
        let line = |it: &&Candidate<'a>| (self.rest(it), it.name.is_some());
        let lines: Vec<(Span, bool)> = candidates.iter().map(line).collect();
        let columns = ItemColumns::of(self.text, &lines, self.reading.vocabulary);
        let fields = |it: &&Candidate<'a>| self.labels.fields_in(self.below(it));
        let below = own_labels::kept(self.text, candidates.iter().map(fields).collect());
        let all = candidates.iter().zip(below);
        all.map(|(candidate, below)| self.entry(candidate, below, &columns)).collect()
    }

    /// What reads the words of its items.
    pub(super) fn words(&self) -> ItemWords<'a, '_> {
        let Self { text, labels, reading, .. } = *self;
        ItemWords { text, labels, vocabulary: reading.vocabulary }
    }

    /// Takes the IDs of items that the others beside them show to be some: `- G-7 Imports fail`.
    fn take_loose_ids(&self, candidates: &mut [Candidate<'_>]) {
        let lists = self.lists(candidates);
        let apart = candidates.iter().zip(lists).filter(|(it, _)| !it.context.is_other);
        let item = |(it, list): (&Candidate<'_>, usize)| LooseItem {
            list,
            lead: it.lead.content,
            id: it.id,
        };
        let items: Vec<LooseItem> = apart.map(item).collect();
        let ids = loose_ids(self.text, &items, self.reading);
        let candidates = candidates.iter_mut().filter(|it| !it.context.is_other);
        for (candidate, id) in candidates.zip(ids) {
            candidate.id = candidate.id.or(id);
            // In `**B1 Imports fail**`, the name is what is behind the ID.
            let behind = |name: &Span| id.filter(|id| name.contains(*id)).map(|id| id.end);
            if let Some((name, start)) = candidate.name.and_then(|it| Some((it, behind(&it)?))) {
                candidate.name = Some(Span { start, ..name }.trim(self.text));
            }
        }
    }

    /// Whether there is more in an item than its ID: `- BME280` is the name of a thing.
    fn says_something(&self, candidate: &Candidate<'_>) -> bool {
        let Candidate { item, id, .. } = *candidate;
        let after = Span { start: id.map_or(item.span.start, |id| id.end), end: item.span.end };
        after.of(self.text).contains(char::is_alphanumeric)
    }

    fn candidates(&self) -> impl Iterator<Item = Candidate<'a>> {
        let blocks = self.document.blocks.iter().enumerate();
        let items = blocks.filter(|(_, block)| !block.quoted && block.depth == 1);
        let items = items.filter(|(_, block)| matches!(block.kind, BlockKind::Item(_)));
        let own = items.filter(|(at, _)| !self.outline.led_bullets.holds(*at));
        own.filter_map(|(at, _)| self.candidate(at))
    }

    /// Whether an item says what holds for all entries: `Status flow: Open → Done`.
    fn is_promise(&self, lead: &Block) -> bool {
        let words = lead.content.of(self.text);
        let label = words.split_once(':').map(|(label, _)| label.trim_matches(['*', '_', ' ']));
        label.and_then(|label| self.reading.vocabulary.key(label)).is_some_and(Key::is_of_policy)
    }

    /// The item at a block, or the paragraph.
    fn candidate(&self, at: usize) -> Option<Candidate<'a>> {
        let item = &self.document.blocks[at];
        let (lead, is_done) = match item.kind {
            BlockKind::Item(is_done) => (self.document.blocks.get(at + 1)?, is_done),
            _ => (item, None),
        };
        let is_lead = lead.kind == BlockKind::Paragraph && item.span.contains(lead.span);
        // `- None so far` is all that its list says.
        let says_none = || self.reading.vocabulary.says_none(lead.content.of(self.text));
        (is_lead && !self.is_promise(lead) && !says_none()).then(|| {
            let id = self.id(lead);
            let value = self.strong_value(lead, id);
            let before = value.map_or(id, |(_, word)| Some(word));
            let name = strong_after(self.text, self.document, lead, before)
                .or_else(|| {
                    strong_behind(self.text, self.document, lead, id?, |it| self.is_value(it))
                })
                .or_else(|| struck(self.text, lead.content).filter(|_| id.is_none()));
            let name = name.filter(|name| parse_date(name.of(self.text)).is_none());
            let context = self.outline.context(at);
            let end = self.outline.led_bullets.end(at).unwrap_or(item.span.end);
            let span = Span { end, ..item.span };
            Candidate { block: at, item, span, lead, is_done, id, name, value, context }
        })
    }

    /// Whether a word is a state, a level or the label of a field.
    fn is_value(&self, word: &str) -> bool {
        let words = self.reading.vocabulary;
        single_value(word, words).or_else(|| words.key(word)).is_some()
    }

    /// The strong word behind an ID, or at the start, that is a state or a level and not all there is; at
    /// the start also a word in code.
    fn strong_value(&self, lead: &Block, id: Option<Span>) -> Option<(Key, Span)> {
        let first = self.document.inlines(lead).first();
        let code = first.filter(|it| it.mark == Mark::Code && it.span.start == lead.content.start);
        let code = code.map(|code| code.inner(self.text));
        let word = code.or_else(|| strong_after(self.text, self.document, lead, id))?;
        let key = single_value(word.of(self.text), self.reading.vocabulary)?;
        let behind = Span { start: word.end, end: lead.content.end };
        behind.of(self.text).contains(char::is_alphanumeric).then_some((key, word))
    }

    /// The ID that an item starts with, separated from its words: `**GAP-001** — …`, `GAP-001: …`.
    fn id(&self, lead: &Block) -> Option<Span> {
        let whole = lead.content.of(self.text);
        let inner = whole.trim_start_matches(|c: char| !c.is_alphanumeric());
        if let Some(number) = issue_number(whole, inner) {
            return Some(lead.content.part(whole, number));
        }
        let id = self.reading.id.prefix(inner)?;
        // `P0` and `High` are explained in a legend.
        let words = self.reading.vocabulary;
        // A quarter of a year is none either: `Q2: instant payouts`.
        let is_quarter = id.starts_with('Q') && is_quarter(id);
        if words.is_priority_word(id) || words.is_severity_word(id) || is_quarter {
            return None;
        }
        let before = &whole[..whole.len() - inner.len()];
        let after = inner[id.len()..].trim_start_matches(['*', '_', '`', ']', ')', '~']);
        // In `**S3 uploads fail**`, the marks are around the words.
        let is_of_words = before.ends_with(['*', '_'])
            && after.len() == inner[id.len()..].len()
            && !id.contains('-');
        let is_separated = after.trim_start().starts_with([':', '—', '–', '-', '|', '·', '.'])
            || !before.is_empty() && !is_of_words
            || after.is_empty()
            || leading_values(after, words).is_some();
        is_separated.then(|| lead.content.part(whole, id))
    }

    /// Whether an item is in a numbered section whose list gives each item a name.
    fn is_in_list(&self, candidate: &Candidate<'_>) -> bool {
        candidate.name.is_some()
            && !candidate.context.is_other
            && self.outline.is_in_list_section(candidate.block)
    }

    /// The items at some blocks, and the paragraphs, as entries.
    pub(super) fn chosen(&self, blocks: &[usize]) -> Vec<Entry> {
        let mut entries = self.paragraphs(blocks);
        let read: HashSet<u32> = entries.iter().map(|entry| entry.span.start).collect();
        let start = |at: usize| self.document.blocks[at].span.trim(self.text).start;
        let is_read = |at: usize| read.contains(&start(at));
        let blocks: Vec<usize> = blocks.iter().copied().filter(|&at| !is_read(at)).collect();
        entries.extend(self.chosen_items(&blocks));
        entries
    }

    /// The same, of those that do not open with an ID or a number in strong text.
    fn chosen_items(&self, blocks: &[usize]) -> Vec<Entry> {
        let mut from = 0;
        let mut group = None;
        let candidates = blocks.iter().filter_map(|&at| {
            let start = if at < from { 0 } else { from };
            group = self.group(start..at, group);
            from = at;
            let mut candidate = self.candidate(at)?;
            candidate.context.area.extend(group);
            // `**3.1** Imports fail`
            let is_number = |name: &Span| {
                let mut parts = name.of(self.text).split('.');
                parts.clone().count() > 1
                    && parts.all(|it| !it.is_empty() && it.bytes().all(|b| b.is_ascii_digit()))
            };
            if candidate.id.is_none() {
                candidate.id = candidate.name.take_if(|name| is_number(name));
            }
            Some(candidate)
        });
        let mut candidates: Vec<Candidate<'a>> = candidates.collect();
        self.take_loose_ids(&mut candidates);
        self.entries_of(&candidates.iter().collect::<Vec<_>>())
    }

    /// The words of the item that the item behind some blocks is in, `Payments` above `Refunds fail`; `known`
    /// are those of the item before.
    fn group(&self, before: Range<usize>, known: Option<Span>) -> Option<Span> {
        let depth = self.document.blocks[before.end].depth;
        let mut before = self.document.blocks[before].iter().rev();
        if depth < 2 {
            return None;
        }
        let Some(lead) = before.find(|block| block.depth < depth) else { return known };
        let whole = lead.content.of(self.text);
        let words = lead.content.part(whole, whole.trim_matches(['*', '_', '`', ' ']));
        (!words.is_empty()).then_some(words)
    }

    fn entry(
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
        let context_values =
            context.values.iter().map(|&(key, value)| Field::unlabelled(key, value));
        add_tail(&mut fields, tail.fields, has_box);
        add_new(&mut fields, context_values);
        let id = id.or_else(|| self.id_below(&fields));
        let no_ticket = || self.words().no_ticket(candidate.lead.content);
        let no_ticket = if id.is_none() { no_ticket() } else { None };
        fields.extend(no_ticket.map(|remark| Field::unlabelled(Key::Ticket, remark)));
        let overruled = context.overruled(&fields);
        Entry {
            span: span.trim(self.text),
            heading,
            number: None,
            id,
            heading_id: None,
            area: context.area.clone(),
            title,
            fields,
            form: Form::Item,
            repeats: RareList::default(),
            overruled,
            detail: None,
        }
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
    fn rest(&self, candidate: &Candidate<'a>) -> Span {
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
    pub(super) fn below(&self, candidate: &Candidate<'_>) -> Range<usize> {
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
    add_new(fields, tail);
}

/// Adds fields of keys that are not there yet.
fn add_new(fields: &mut Vec<Field>, others: impl IntoIterator<Item = Field>) {
    for field in others {
        if !fields.iter().any(|known| known.key == field.key) {
            fields.push(field);
        }
    }
}
