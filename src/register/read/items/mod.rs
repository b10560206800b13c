//! An item of a list for each entry.

mod candidate;
mod entry;

use std::collections::HashSet;
use std::ops::Range;

use super::item_columns::ItemColumns;
use super::item_words::ItemWords;
use super::labels::Labels;
use super::outline::Outline;
use super::own_labels;
use crate::document::Document;
use crate::register::entry::is_within;
use crate::register::{Entry, Reading};
use crate::text::Span;

pub(super) use candidate::Candidate;

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

    /// Whether there is more in an item than its ID: `- BME280` is the name of a thing.
    fn says_something(&self, candidate: &Candidate<'_>) -> bool {
        let Candidate { item, id, .. } = *candidate;
        let after = Span { start: id.map_or(item.span.start, |id| id.end), end: item.span.end };
        after.of(self.text).contains(char::is_alphanumeric)
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
}
