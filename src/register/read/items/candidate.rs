//! The items that may be entries, each with the ID, the value and the name that it starts with.

use super::ItemReader;
use crate::document::{Block, BlockKind, Mark};
use crate::register::read::brackets::leading_values;
use crate::register::read::cell::struck;
use crate::register::read::loose_ids::{LooseItem, loose_ids};
use crate::register::read::outline::HeadingContext;
use crate::register::read::short_values::single_value;
use crate::register::read::strong::{strong_after, strong_behind};
use crate::register::read::title_parts::issue_number;
use crate::text::Span;
use crate::values::{is_quarter, parse_date};
use crate::vocabulary::Key;

/// An item of an outermost list, which may be an entry.
pub(in crate::register::read) struct Candidate<'d> {
    pub(in crate::register::read) block: usize,
    pub(in crate::register::read) item: &'d Block,
    /// The item, with the bullets that belong to it.
    pub(super) span: Span,
    pub(in crate::register::read) lead: &'d Block,
    pub(in crate::register::read) is_done: Option<bool>,
    pub(in crate::register::read) id: Option<Span>,
    /// The strong text that it starts with, after its ID and its value.
    pub(in crate::register::read) name: Option<Span>,
    /// The state or the level in strong text before its words: `**OPEN** — …`.
    pub(super) value: Option<(Key, Span)>,
    pub(in crate::register::read) context: HeadingContext,
}

impl<'a> ItemReader<'a, '_> {
    /// Takes the IDs of items that the others beside them show to be some: `- G-7 Imports fail`.
    pub(super) fn take_loose_ids(&self, candidates: &mut [Candidate<'_>]) {
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

    pub(super) fn candidates(&self) -> impl Iterator<Item = Candidate<'a>> {
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
    pub(super) fn candidate(&self, at: usize) -> Option<Candidate<'a>> {
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
        let word = code.or_else(|| {
            let strong = strong_after(self.text, self.document, lead, id)?;
            // `**(Closed)** …`
            let whole = strong.of(self.text);
            Some(strong.part(whole, whole.trim_matches(['(', ')', '[', ']'])))
        })?;
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
}
