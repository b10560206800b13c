//! The entries of a file that is not in today's form, shape by shape: those with IDs, and those that the evidence of
//! their sections makes some.

use std::collections::HashSet;

use super::cards::CardReader;
use super::cell::bare;
use super::group::{EntryCertainty, EntryGroup};
use super::headings::{self, DocumentParts, HeadingLeniency};
use super::items::ItemReader;
use super::labels::Labels;
use super::merge::{Merger, add};
use super::outline::{HeadingContext, Outline, announces_other, heading_meaning};
use super::paragraphs::opens_entry;
use super::refusals::Refusals;
use super::sections::{self, Chosen, Evidence, TableLook};
use super::table_looks::{
    header, headers_of_ranks, is_ticked, numbered_headings, ranks_headings, table_look,
};
use super::whole_entries::WholeEntries;
use super::{numbers, tables, triage_table};
use crate::document::{Block, BlockKind, Document};
use crate::register::entry::is_within;
use crate::register::{Entry, EntryTable, Field, Form, Reading, Refusal, UnreadKind};
use crate::text::{Source, Span, sort_by_place};
use crate::vocabulary::{Key, fold};

/// From this many entries on, they show how entries of a file are built.
const SEVERAL: usize = 3;

/// Reads the entries of a file that is not in today's form.
pub(super) struct ShapeReader<'a, 'o> {
    pub(super) text: &'a str,
    pub(super) document: &'a Document,
    pub(super) labels: &'o Labels<'a>,
    pub(super) outline: &'o Outline,
    pub(super) reading: Reading<'a>,
    pub(super) refused: &'o Refusals,
}

impl<'a> ShapeReader<'a, '_> {
    pub(super) fn headings(&self, leniency: HeadingLeniency<'_>) -> DocumentParts {
        headings::split(self.text, self.document, self.labels, self.reading, leniency)
    }

    fn items(&self) -> ItemReader<'a, '_> {
        let Self { text, document, labels, outline, reading, .. } = *self;
        ItemReader { text, document, labels, outline, reading }
    }

    /// The rows of each table, and the items with IDs. Headings that hold entries are taken out of
    /// `parts`.
    pub(super) fn groups(&self, source: &Source, parts: &mut DocumentParts) -> Vec<EntryGroup> {
        let Self { text, document, outline, reading, .. } = *self;
        let mut groups = tables::groups(text, document, outline, reading, self.refused);
        let rows = groups.iter().flat_map(|group| &group.entries);
        let listed: HashSet<&str> = rows.filter_map(|row| Some(row.id?.of(text))).collect();
        parts.entries.retain(|entry| {
            let is_listed = entry.heading_id.is_some_and(|id| listed.contains(id.of(text)));
            is_listed || !is_section(text, document, entry, &groups)
        });
        let summary = triage_table::place(source, document, reading);
        groups.retain(|group| {
            let names =
                group.entries.iter().filter_map(|row| Some(row.id.or(row.number)?.of(text)));
            let repeats = || numbers::are_of_entries(names, &parts.entries, text);
            let is_apart = |table: &EntryTable| {
                let is_summary =
                    summary.is_some_and(|place| place.contains(table.span)) && !repeats();
                !is_summary && !is_within(&parts.entries, table.span)
            };
            group.table.as_ref().is_none_or(is_apart)
        });
        let mut entries =
            CardReader { text, document, labels: self.labels }.entries(outline, reading);
        entries.retain(|entry| !is_within(&parts.entries, entry.span));
        groups.push(EntryGroup::of_ids(entries));
        let entries = self.items().entries(&parts.entries);
        groups.push(EntryGroup::of_ids(entries));
        groups
    }

    /// Adds the entries that only the evidence of their sections makes one.
    pub(super) fn add_likely(
        &self,
        parts: &mut DocumentParts,
        mut groups: Vec<EntryGroup>,
        headers: &HashSet<String>,
        tables: &mut Vec<EntryTable>,
    ) {
        let whole = WholeEntries::of(self.text, self.document, self.reading);
        // A heading with a field of one key may hold entries as well as be one.
        let (weak, sure): (Vec<Entry>, Vec<Entry>) =
            std::mem::take(&mut parts.entries).into_iter().partition(|entry| {
                entry.form == Form::Heading
                    && entry.is_weak()
                    && !self.owns_its_parts(entry, &whole)
            });
        // `3. Metrics` is the name of a gap beside others that have a number and a state.
        let is_followed_up = |it: &Entry| it.number.is_some() && it.field(Key::Status).is_some();
        let are_several = weak.iter().filter(|it| is_followed_up(it)).count() >= SEVERAL;
        let is_free = |it: &Entry| {
            are_several && is_followed_up(it) && !self.above(it).is_other || !self.is_aside(it)
        };
        let mut weak: Vec<Entry> = weak.into_iter().filter(is_free).collect();
        // One of them alone is an entry only with a state, or below words that say so.
        let is_alone = sure.is_empty() && weak.len() == 1;
        weak.retain(|entry| {
            !is_alone || entry.field(Key::Status).is_some() || self.above(entry).has_subject
        });
        parts.entries = sure;
        let chosen = self.chosen(&parts.entries, &groups, headers);
        let more = self.headings(HeadingLeniency::Chosen(&chosen.headings));
        parts.section = parts.section.into_iter().chain(more.section).min_by_key(|it| it.offset);
        parts.entries.extend(more.entries);
        // An item that starts with the ID of a row is about that.
        let ids: HashSet<&str> =
            parts.entries.iter().filter_map(|entry| Some(entry.id?.of(self.text))).collect();
        let mut items = self.items().chosen(&chosen.items);
        items.retain(|item| item.id.is_none_or(|id| !ids.contains(id.of(self.text))));
        parts.entries.extend(items);
        // What says more about a row is no entry.
        let mut details: Vec<Span> = parts.entries.iter().filter_map(|it| it.detail).collect();
        sort_by_place(&mut details, |it| *it);
        let is_detail = |entry: &Entry| {
            let before = details.partition_point(|it| it.start <= entry.span.start);
            before.checked_sub(1).is_some_and(|at| details[at].contains(entry.span))
        };
        parts.entries.retain(|entry| !is_detail(entry));
        weak.retain(|entry| !is_detail(entry));
        sort_by_place(&mut parts.entries, |entry| entry.span);
        // Beside several with more fields, one without a number is a section.
        let full = parts.entries.iter().filter(|entry| !entry.is_weak()).count();
        weak.retain(|entry| full < SEVERAL || entry.number.is_some());
        add_apart(&mut parts.entries, weak);
        for group in &mut groups {
            let start = group.table.as_ref().map(|table| table.span.start);
            if start.is_some_and(|start| chosen.tables.contains(&start)) {
                group.certainty = EntryCertainty::Chosen;
            }
        }
        let unknown = self.merger().merge(groups, &mut parts.entries, tables);
        for group in &unknown {
            self.refuse(group);
        }
        // Rows under `Summary` are entries only where there is nothing that they sum up.
        if parts.entries.is_empty() {
            let is_wanted = |group: &EntryGroup| group.certainty == EntryCertainty::Perhaps;
            let rest = unknown.into_iter().filter(is_wanted);
            rest.for_each(|group| add(group, &mut parts.entries, tables));
        }
        sort_by_place(&mut parts.entries, |entry| entry.span);
    }

    pub(super) fn merger(&self) -> Merger<'_> {
        Merger { text: self.text, words: self.reading.vocabulary, refusals: self.refused }
    }

    /// Takes the tables out that rank known entries, or numbered sections.
    pub(super) fn refuse_ranks(&self, groups: &mut Vec<EntryGroup>, known: &[Entry]) {
        let ranks = headers_of_ranks(self.text, groups, known);
        let numbered = numbered_headings(self.text, self.document, self.outline);
        let is_rank = |group: &mut EntryGroup| {
            group.table.as_ref().is_some_and(|it| ranks.contains(&header(self.text, it)))
                || ranks_headings(self.text, group, &numbered)
        };
        for group in groups.extract_if(.., is_rank) {
            let count = group.entries.len();
            let Some(table) = group.table else { continue };
            self.refused.refuse(table.span, UnreadKind::Table, count, Refusal::Known);
        }
    }

    fn owns_its_parts(&self, entry: &Entry, whole: &WholeEntries<'_>) -> bool {
        let is_one = whole.owns_its_parts(entry);
        let names_gaps = heading_meaning(entry.heading.of(self.text), self.reading);
        is_one && !names_gaps.has_subject && !names_gaps.is_frame && !self.is_aside(entry)
    }

    /// Whether the heading of an entry, or one above it, announces what is no entry, or its heading is the
    /// label of a field: `Contact`.
    fn is_aside(&self, entry: &Entry) -> bool {
        let words = self.reading.vocabulary;
        let heading = entry.heading.of(self.text);
        announces_other(heading, words)
            || words.key(heading).is_some_and(Key::is_short)
            || self.above(entry).is_other
    }

    /// What the headings above an entry say that is one itself.
    fn above(&self, entry: &Entry) -> HeadingContext {
        self.outline.above_heading(self.document, entry).unwrap_or_default()
    }

    fn chosen(&self, known: &[Entry], groups: &[EntryGroup], headers: &HashSet<String>) -> Chosen {
        let Self { text, document, outline, reading, refused, .. } = *self;
        // A table that names known entries is about them.
        let ids: HashSet<&str> =
            known.iter().filter_map(|entry| Some(entry.id?.of(text))).collect();
        let is_about_known = |group: &&EntryGroup| {
            group.entries.iter().any(|entry| ids.contains(bare(entry.title.of(text))))
        };
        let (about, groups): (Vec<&EntryGroup>, Vec<_>) = groups.iter().partition(is_about_known);
        for table in about.iter().filter_map(|group| group.table.as_ref().zip(Some(group))) {
            let (EntryTable { span, .. }, group) = table;
            refused.refuse(*span, UnreadKind::Table, group.entries.len(), Refusal::Known);
        }
        let words = reading.vocabulary;
        let unticked = groups.iter().filter(|group| !is_ticked(text, group, words));
        let unticked: HashSet<String> =
            unticked.filter_map(|group| Some(header(text, group.table.as_ref()?))).collect();
        let looks: Vec<TableLook> = groups
            .into_iter()
            .filter_map(|group| {
                let look = table_look(text, group, headers, words)?;
                let header = header(text, group.table.as_ref()?);
                Some(TableLook { is_ticked: !unticked.contains(&header), ..look })
            })
            .collect();
        let refusals = refused;
        let opens = |block: &&Block| opens_entry(text, document, block, reading);
        let openings = document.blocks.iter().filter(opens).count();
        sections::choose(Evidence {
            openings,
            text,
            document,
            outline,
            reading,
            known,
            ids: &ids,
            values: &values(text, known),
            tables: &looks,
            waits_for_rows: tables::wait_for_rows(text, document, reading),
            refusals,
        })
    }

    /// Keeps that the rows of a table are no entries, where no other place has said why.
    fn refuse(&self, group: &EntryGroup) {
        let Some(table) = group.table.as_ref() else { return };
        let start = table.span.start;
        if self.refused.has(start) {
            return;
        }
        let block = self.document.block_from(start);
        let is_aside = self.outline.context(block).is_other;
        let why = if is_aside { Refusal::Aside } else { Refusal::OthersCertain };
        self.refused.refuse(table.span, UnreadKind::Table, group.entries.len(), why);
    }
}

/// The states and levels of entries, folded.
fn values(text: &str, entries: &[Entry]) -> HashSet<String> {
    let is_value = |field: &&Field| field.key.is_some_and(Key::is_state_or_level);
    let fields = entries.iter().flat_map(|entry| &entry.fields).filter(is_value);
    fields.map(|field| fold(bare(field.value.of(text)))).collect()
}

/// Adds the entries that neither lie in others nor hold others.
fn add_apart(entries: &mut Vec<Entry>, more: Vec<Entry>) {
    let is_apart = |entry: &Entry| {
        let after = entries.partition_point(|other| other.span.start < entry.span.start);
        !is_within(entries, entry.span)
            && entries.get(after).is_none_or(|next| next.span.start >= entry.span.end)
    };
    let apart: Vec<Entry> = more.into_iter().filter(is_apart).collect();
    entries.extend(apart);
    sort_by_place(entries, |entry| entry.span);
}

/// Whether a heading that was taken for an entry is a section of rows or boxes: `M1: Alpha`, or one
/// with the owner of them all. `tables` are in the order of the file.
fn is_section(text: &str, document: &Document, entry: &Entry, tables: &[EntryGroup]) -> bool {
    // `M1` names a milestone, an ID with a hyphen does not.
    // An ID names an entry, unless it stands right above a table and says nothing else:
    // `EPIC-02 Reports`.
    let block = document.block_from(entry.span.start + 1);
    let below = document.blocks.get(block).map(|block| block.kind);
    let is_bare = entry.fields.is_empty() && matches!(below, Some(BlockKind::Table(_)));
    let is_named = entry.fields.iter().any(|field| field.key == Some(Key::Id))
        || (!is_bare && entry.heading_id.is_some_and(|id| id.of(text).contains('-')));
    if is_named {
        return false;
    }
    let span = |group: &EntryGroup| group.table.as_ref().map(|table| table.span);
    let first = tables.partition_point(|table| span(table) < Some(entry.span));
    let is_inside =
        |table: &&EntryGroup| span(table).is_some_and(|table| entry.span.contains(table));
    let within = tables[first..].iter().take_while(is_inside);
    let holds = |certainty| within.clone().any(|table| table.certainty == certainty);
    let has_few_fields = entry.fields.iter().filter(|field| field.key.is_some()).count() <= 1;
    holds(EntryCertainty::Identified)
        || (has_few_fields
            && (holds(EntryCertainty::Tracked) || holds_boxes(text, document, entry)))
}

/// Whether there are list items with boxes within an entry.
fn holds_boxes(text: &str, document: &Document, entry: &Entry) -> bool {
    let first = document.block_from(entry.span.start);
    let mut within =
        document.blocks[first..].iter().take_while(|block| block.span.start < entry.span.end);
    let is_box = |block: &Block| {
        matches!(block.kind, BlockKind::Item(Some(_))) && entry.span.contains(block.span.trim(text))
    };
    within.any(is_box)
}
