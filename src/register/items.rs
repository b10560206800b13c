//! An item of a list for each entry.

use std::collections::HashSet;

use super::fields::Labels;
use super::outline::{Outline, Place};
use super::{Entry, Field, Form, Reading, is_within};
use crate::document::{Block, Document, Kind, Mark};
use crate::text::Span;
use crate::vocabulary::Key;

/// An outermost item that may be an entry.
struct Candidate<'d> {
    block: usize,
    item: &'d Block,
    lead: &'d Block,
    is_done: Option<bool>,
    id: Option<Span>,
    /// The strong text it starts with, behind its ID.
    name: Option<Span>,
    place: Place,
}

/// What it takes to read items.
struct Items<'a, 'o> {
    text: &'a str,
    document: &'a Document,
    labels: &'o Labels<'a>,
    outline: &'o Outline,
    reading: Reading<'a>,
}

/// The entries among the items that stand apart from `known` entries.
pub(super) fn entries<'a>(
    text: &'a str,
    document: &'a Document,
    labels: &Labels<'a>,
    outline: &Outline,
    known: &[Entry],
    reading: Reading<'a>,
    leniency: Leniency,
) -> Vec<Entry> {
    let items = Items { text, document, labels, outline, reading };
    let is_apart = |candidate: &Candidate<'_>| !is_within(known, candidate.item.span);
    let candidates: Vec<Candidate<'_>> = items.candidates().filter(is_apart).collect();
    let ids: HashSet<&str> = known.iter().filter_map(|entry| Some(entry.id?.of(text))).collect();
    let is_new = |candidate: &&Candidate<'_>| {
        candidate.id.is_some_and(|id| !ids.contains(id.of(text))) && !candidate.place.is_other
    };
    let named: Vec<&Candidate<'_>> = candidates.iter().filter(is_new).collect();
    let chosen = match leniency {
        _ if !named.is_empty() => named,
        // Sections of entries that are lists, beside sections of entries that are headings.
        _ if !known.is_empty() => candidates.iter().filter(|c| items.is_in_list(c)).collect(),
        Leniency::Strict => Vec::new(),
        Leniency::Any => items.most_likely(&candidates),
    };
    chosen.into_iter().map(|candidate| items.entry(candidate)).collect()
}

/// Which items may be entries.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Leniency {
    /// Those with an ID of their own.
    Strict,
    /// Those that are most likely meant.
    Any,
}

/// Fewer items that name themselves are emphasis.
const FEW: usize = 3;

impl<'a> Items<'a, '_> {
    fn candidates(&self) -> impl Iterator<Item = Candidate<'a>> {
        let blocks = self.document.blocks.iter().enumerate();
        let items = blocks.filter(|(_, block)| !block.quoted && block.depth == 1);
        items.filter_map(|(at, item)| {
            let Kind::Item(is_done) = item.kind else { return None };
            let lead = self.document.blocks.get(at + 1)?;
            let is_lead = lead.kind == Kind::Paragraph && item.span.contains(lead.span);
            is_lead.then(|| {
                let id = self.id(lead);
                let name = strong_after(self.text, self.document, lead, id);
                let place = self.outline.place(at);
                Candidate { block: at, item, lead, is_done, id, name, place }
            })
        })
    }

    /// The ID that an item starts with, apart from its words: `**GAP-001** — …`, `GAP-001: …`.
    fn id(&self, lead: &Block) -> Option<Span> {
        let whole = lead.content.of(self.text);
        let inner = whole.trim_start_matches(|c: char| !c.is_alphanumeric());
        let id = self.reading.id.prefix(inner)?;
        // A legend explains `P0`, and `High`.
        let words = self.reading.vocabulary;
        if words.is_priority_word(id) || words.is_severity_word(id) {
            return None;
        }
        let before = &whole[..whole.len() - inner.len()];
        let after = inner[id.len()..].trim_start_matches(['*', '`', ']', ')', '~']);
        let is_parted = after.trim_start().starts_with([':', '—', '–', '-', '|', '·', '.'])
            || !before.is_empty()
            || after.is_empty();
        is_parted.then(|| lead.content.part(whole, id))
    }

    /// Whether an item stands in a numbered section whose list names its items.
    fn is_in_list(&self, candidate: &Candidate<'_>) -> bool {
        candidate.name.is_some()
            && !candidate.place.is_other
            && self.outline.is_in_list_section(candidate.block)
    }

    /// In a file without anything surer: items with boxes, items that name themselves, or the
    /// items under a heading that names what is kept track of.
    fn most_likely<'c>(&self, candidates: &'c [Candidate<'a>]) -> Vec<&'c Candidate<'a>> {
        let pick = |is_wanted: &dyn Fn(&Candidate<'a>) -> bool| -> Vec<&'c Candidate<'a>> {
            candidates
                .iter()
                .filter(|c| !c.place.is_other && !self.is_of_legend(c) && is_wanted(c))
                .collect()
        };
        let boxes = pick(&|candidate| candidate.is_done.is_some());
        if !boxes.is_empty() {
            return boxes;
        }
        let named = pick(&|candidate| candidate.name.is_some_and(|name| self.is_name(name)));
        let different: HashSet<&str> =
            named.iter().filter_map(|c| Some(c.name?.of(self.text))).collect();
        // Labels repeat from part to part, names do not.
        if named.len() >= FEW && different.len() * 2 > named.len() {
            return named;
        }
        let listed = pick(&|candidate| candidate.place.has_subject);
        if listed.len() >= FEW { listed } else { Vec::new() }
    }

    /// Whether an item explains a word: `**P0** — data is lost`.
    fn is_of_legend(&self, candidate: &Candidate<'a>) -> bool {
        let is_explained = |name: Span| self.reading.vocabulary.is_of_legend(name.of(self.text));
        candidate.is_done.is_none() && candidate.name.is_some_and(is_explained)
    }

    fn is_name(&self, name: Span) -> bool {
        let words = self.reading.vocabulary;
        words.key(name.of(self.text)).is_none_or(|key| !key.belongs_to_entry())
    }

    fn entry(&self, candidate: &Candidate<'a>) -> Entry {
        let Candidate { item, lead, id, name, ref place, .. } = *candidate;
        let text = self.text;
        // `**GAP-1 (P1)**: …`: what is marked with the ID is no part of the words.
        let strong = self.document.inlines(lead).iter().find(|inline| {
            id.is_some_and(|id| inline.mark == Mark::Strong && inline.span.contains(id))
        });
        let after = name.or(strong.map(|strong| strong.span)).or(id);
        let after = after.map_or(lead.content.start, |span| span.end);
        let marks: &[char] =
            &['*', '`', '~', ':', '：', '—', '–', '-', '·', ' ', '\t', '.', ']', ')'];
        let rest = Span { start: after.min(lead.content.end), end: lead.content.end };
        let words = rest.of(text).trim_start_matches(marks).trim_end();
        let words = if words.starts_with('`') { words } else { words.trim_end_matches(['~', '*']) };
        let rest = rest.part(rest.of(text), words);
        let heading = name.unwrap_or(rest);
        let mut fields: Vec<Field> = Vec::new();
        let field = |key, label, value| Field { key: Some(key), label, value, span: value };
        fields.extend(id.map(|id| field(Key::Id, id, id)));
        fields.extend(self.status(candidate));
        let mut inner = self.labels.fields_in(self.below(candidate));
        inner.retain(|field| field.key.is_some());
        // The first line is the title where nothing else is, and what stands below tells more.
        if name.is_some() || item.span.trim(text).end > lead.content.end {
            let start = if name.is_some() { rest.start } else { lead.content.end };
            let end = inner.first().map_or(item.span.end, |field| field.span.start);
            let body = Span { start, end: end.max(start) }.trim(text);
            self.take_body(body, heading, &mut fields);
        }
        let behind = inner.iter().map(|field| field.span.end);
        let before = inner.iter().skip(1).map(|field| field.span.start).chain([item.span.end]);
        let between = behind.zip(before).map(|(start, end)| Span { start, end: end.max(start) });
        let says = |span: &Span| span.of(text).contains(char::is_alphanumeric);
        let rest = between.map(|span| span.trim(text)).filter(says);
        fields.extend(rest.map(|value| field(Key::Symptom, heading, value)));
        fields.extend(inner);
        for &(key, value) in &place.values {
            if !fields.iter().any(|field| field.key == Some(key)) {
                fields.push(field(key, value, value));
            }
        }
        Entry {
            span: item.span.trim(text),
            heading,
            number: None,
            id,
            heading_id: None,
            area: place.area.clone(),
            title: heading,
            fields,
            form: Form::Item,
            repeats: Vec::new(),
        }
    }

    /// The blocks within an item, its leading text left out.
    fn below(&self, candidate: &Candidate<'_>) -> std::ops::Range<usize> {
        let from = candidate.block + 2;
        let blocks = &self.document.blocks[from.min(self.document.blocks.len())..];
        let end = blocks.partition_point(|block| block.span.start < candidate.item.span.end);
        from..from + end
    }

    /// Done or open, by the box.
    fn status(&self, candidate: &Candidate<'_>) -> Option<Field> {
        candidate.is_done?;
        let before = Span { start: candidate.item.span.start, end: candidate.lead.content.start };
        let whole = before.of(self.text);
        let tick = &whole[whole.find('[')?..=whole.rfind(']')?];
        let value = before.part(whole, tick);
        Some(Field { key: Some(Key::Status), label: value, value, span: value })
    }

    /// What an item says behind its name: the symptom, and what known labels within the line say.
    fn take_body(&self, body: Span, name: Span, fields: &mut Vec<Field>) {
        let whole = body.of(self.text);
        let mut cuts: Vec<(usize, usize)> = Vec::new();
        for (at, _) in whole.match_indices(": ") {
            let start = whole[..at].rfind(['.', '*', '\n', ';']).map_or(0, |before| before + 1);
            let label = whole[start..at].trim();
            let is_label =
                self.labels.key(label).is_some() || self.reading.vocabulary.is_tracking(label);
            if is_label && label.len() <= 40 {
                cuts.push((at - whole[start..at].trim_start().len(), at));
            }
        }
        let end = cuts.first().map_or(whole.len(), |&(start, _)| start);
        let marks: &[char] = &['*', ' ', '\n', '\t', '\r'];
        let symptom = body.part(whole, whole[..end].trim_matches(marks));
        if !symptom.is_empty() {
            fields.push(Field {
                key: Some(Key::Symptom),
                label: name,
                value: symptom,
                span: symptom,
            });
        }
        for (n, &(start, colon)) in cuts.iter().enumerate() {
            let end = cuts.get(n + 1).map_or(whole.len(), |&(next, _)| next);
            let label = body.part(whole, whole[start..colon].trim());
            let value = body.part(whole, whole[colon + 1..end].trim_matches(marks));
            let span = Span { start: label.start, end: value.end.max(label.end) };
            fields.push(Field { key: self.labels.key(label.of(self.text)), label, value, span });
        }
    }
}

/// What items that are no entries say.
#[derive(Debug, Default)]
pub(super) struct Asides {
    /// What words for states and levels mean: `- **P0** — data is lost`.
    pub legend: Vec<Field>,
    /// Names below a heading that gives them a priority: `1. **Paging** - it is slow`.
    pub ranked: Vec<Field>,
}

pub(super) fn asides(
    text: &str,
    document: &Document,
    outline: &Outline,
    entries: &[Entry],
    reading: Reading<'_>,
) -> Asides {
    let words = reading.vocabulary;
    let mut asides = Asides::default();
    for (at, lead) in document.blocks.iter().enumerate() {
        let is_lead = lead.kind == Kind::Paragraph && lead.depth == 1;
        if !is_lead || is_within(entries, lead.span) {
            continue;
        }
        let Some(label) = strong_name(text, document, lead) else { continue };
        let word = label.of(text);
        let is_value = words.is_of_legend(word);
        let rest = Span { start: label.end, end: lead.content.end };
        let marks: &[char] = &['*', ' ', ':', '：', '—', '–', '-', '='];
        let value = rest.part(rest.of(text), rest.of(text).trim_start_matches(marks).trim_end());
        let field = |value| Field { key: None, label, value, span: lead.content };
        if is_value {
            asides.legend.extend((!value.is_empty()).then(|| field(value)));
            continue;
        }
        let values = outline.place(at).values;
        let rank = values.iter().find(|(key, _)| *key == Key::Priority);
        asides.ranked.extend(rank.map(|&(_, rank)| field(rank)));
    }
    asides
}

/// The strong text that a block starts with, without its closing colon, when something else
/// follows it.
pub(super) fn strong_name(text: &str, document: &Document, lead: &Block) -> Option<Span> {
    strong_after(text, document, lead, None)
}

/// The first strong text behind an ID, or at the start where there is none.
fn strong_after(text: &str, document: &Document, lead: &Block, id: Option<Span>) -> Option<Span> {
    let from = id.map_or(lead.content.start, |id| id.end);
    let strong = document
        .inlines(lead)
        .iter()
        .find(|inline| inline.mark == Mark::Strong && inline.span.start >= from.saturating_sub(2));
    let strong = strong.filter(|inline| id.is_none_or(|id| !inline.span.contains(id)))?;
    let between = Span { start: from.min(strong.span.start), end: strong.span.start };
    let is_next = between.of(text).chars().all(|c| !c.is_alphanumeric() && c != '(');
    let inner = strong.inner(text);
    let name = inner.of(text);
    let bare = inner.part(name, name.trim_end().trim_end_matches([':', '：', '.']).trim());
    (is_next && !bare.is_empty()).then_some(bare)
}
