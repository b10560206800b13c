//! The entries of a file, of whatever shape.

use std::collections::HashSet;

use super::cards::CardReader;
use super::cell::bare;
use super::comments::span_of_words;
use super::completion::{complete, join_words, take_level_before_id};
use super::details;
use super::explanations::{Explanations, explanations};
use super::group::{EntryCertainty, EntryGroup};
use super::headings::{self, DocumentParts, HeadingLeniency};
use super::index_list;
use super::items::ItemReader;
use super::keys_by_value::{drop_other_owners, take_keys};
use super::known_parts::KnownParts;
use super::labels::Labels;
use super::merge::{Merger, add, join_rows};
use super::numbers;
use super::outline::{HeadingContext, Outline, announces_other, heading_meaning};
use super::paragraphs::opens_entry;
use super::profile::profile;
use super::refusals::Refusals;
use super::repetitions::{drop_indexes, drop_listed_again, drop_mentions, drop_references};
use super::sections::{self, Chosen, Evidence, TableLook};
use super::table_looks::{
    header, headers_of_ranks, is_ticked, numbered_headings, ranks_headings, repeated_headers,
    table_look,
};
use super::title_parts::take_struck;
use super::whole_entries::WholeEntries;
use super::{tables, triage_table};
use crate::document::{Block, BlockKind, Document};
use crate::register::entry::is_within;
use crate::register::{
    Entry, EntryTable, Field, Form, Profile, Reading, Refusal, Unread, UnreadKind,
};
use crate::text::{Source, Span, sort_by_place};
use crate::vocabulary::{Key, Vocabulary, fold};

/// From this many entries on, they show how entries of a file are built.
const SEVERAL: usize = 3;

/// The entries of a file, and what was found with them.
pub(super) struct FoundEntries {
    pub(crate) parts: DocumentParts,
    pub(crate) profile: Profile,
    /// The tables whose rows are entries, or summarise entries.
    pub(crate) tables: Vec<EntryTable>,
    pub(crate) explanations: Explanations,
    /// Whether headings above most entries name what registers track.
    pub(crate) is_about: bool,
    /// What could be entries and was not taken for any.
    pub(crate) unread: Vec<Unread>,
}

impl FoundEntries {
    /// The entries of a file whose only shape is headings.
    fn of_headings(
        text: &str,
        mut parts: DocumentParts,
        profile: Profile,
        reading: Reading<'_>,
    ) -> Self {
        join_words(text, &mut parts.entries);
        for entry in &mut parts.entries {
            take_level_before_id(text, entry, reading.vocabulary);
            take_struck(text, entry, reading);
        }
        drop_other_owners(text, &mut parts.entries, reading.vocabulary);
        Self {
            parts,
            profile,
            tables: Vec::new(),
            explanations: Explanations::default(),
            is_about: false,
            unread: Vec::new(),
        }
    }
}

/// Looks for today's form first, and for other shapes where the file is not in it.
pub(super) fn find(
    source: &Source,
    document: &Document,
    reading: Reading<'_>,
    known: Option<&KnownParts>,
) -> FoundEntries {
    let text = source.text();
    let labels = Labels::new(text, document, reading.vocabulary).with_known(known);
    let strict = || headings::split(text, document, &labels, reading, HeadingLeniency::None);
    let parts = strict();
    let profile = profile(text, document, &parts.entries, reading.vocabulary);
    // A lone field below a heading may be a section's, such as the owner of its rows.
    let is_weak = parts.entries.iter().all(Entry::is_weak);
    if profile == Profile::BackendGap && !is_weak {
        return FoundEntries::of_headings(text, parts, profile, reading);
    }
    let mut other = other_shapes(source, document, &labels, reading, parts);
    if profile == Profile::Generic {
        // A register without entries is a new one of today's form.
        if other.parts.entries.is_empty() {
            other.profile = Profile::BackendGap;
        }
        return other;
    }
    let is_other = other.parts.entries.iter().any(|entry| entry.form != Form::Heading);
    if is_other { other } else { FoundEntries::of_headings(text, strict(), profile, reading) }
}

/// The entries of a file that is not in today's form: headings by their numbers, rows and items.
fn other_shapes<'a>(
    source: &'a Source,
    document: &'a Document,
    labels: &Labels<'a>,
    reading: Reading<'a>,
    strict: DocumentParts,
) -> FoundEntries {
    let text = source.text();
    let outline = Outline::of(text, document, reading).named_by(source.path(), reading.vocabulary);
    let refusals = Refusals::default();
    let refused = &refusals;
    let reader = ShapeReader { text, document, labels, outline: &outline, reading, refused };
    let mut parts = match &strict.entries[..] {
        [] => strict,
        _ => reader.headings(HeadingLeniency::Siblings(&outline)),
    };
    let mut groups = reader.groups(source, &mut parts);
    reader.refuse_ranks(&mut groups, &parts.entries);
    let headers = repeated_headers(text, &groups);
    let (mut identified, groups): (Vec<_>, Vec<_>) =
        groups.into_iter().partition(|group| group.certainty == EntryCertainty::Identified);
    let mut tables = Vec::new();
    details::take(text, &mut identified, &mut parts.entries);
    reader.merger().merge(identified, &mut parts.entries, &mut tables);
    // Beside rows and items with IDs, a heading with fields of one key only is a section.
    if parts.entries.iter().any(|entry| entry.form != Form::Heading && entry.id.is_some()) {
        parts.entries.retain(|entry| {
            entry.form != Form::Heading || entry.number.is_some() || !entry.is_weak()
        });
    }
    reader.add_likely(&mut parts, groups, &headers, &mut tables);
    drop_references(text, &mut parts.entries, reading);
    drop_listed_again(text, &mut parts.entries);
    index_list::join(text, document, &mut parts.entries);
    parts.entries.retain(|entry| !is_template(entry.heading.of(text)));
    for entry in parts.entries.iter_mut().filter(|entry| entry.form == Form::Heading) {
        inherit(document, &outline, entry);
    }
    complete(text, document, &mut parts.entries, &outline, reading);
    join_rows(text, &mut parts.entries);
    drop_indexes(text, document, &outline, &mut parts.entries, reading);
    drop_mentions(text, &mut parts.entries, reading);
    leave_out_comments(text, &mut parts.entries);
    take_keys(text, &mut parts.entries, &mut tables, reading.vocabulary);
    let explanations = explanations(text, document, &outline, &parts.entries, reading);
    let is_about = is_about(text, document, &outline, &parts.entries, reading.vocabulary);
    let unread = refusals.unread(text, &parts.entries, &tables);
    FoundEntries { parts, profile: Profile::Generic, tables, explanations, is_about, unread }
}

/// Reads the entries of a file that is not in today's form.
struct ShapeReader<'a, 'o> {
    text: &'a str,
    document: &'a Document,
    labels: &'o Labels<'a>,
    outline: &'o Outline,
    reading: Reading<'a>,
    refused: &'o Refusals,
}

impl<'a> ShapeReader<'a, '_> {
    fn headings(&self, leniency: HeadingLeniency<'_>) -> DocumentParts {
        headings::split(self.text, self.document, self.labels, self.reading, leniency)
    }

    fn items(&self) -> ItemReader<'a, '_> {
        let Self { text, document, labels, outline, reading, .. } = *self;
        ItemReader { text, document, labels, outline, reading }
    }

    /// The rows of each table, and the items with IDs. Headings that hold entries are taken out of
    /// `parts`.
    fn groups(&self, source: &Source, parts: &mut DocumentParts) -> Vec<EntryGroup> {
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
    fn add_likely(
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

    fn merger(&self) -> Merger<'_> {
        Merger { text: self.text, words: self.reading.vocabulary, refusals: self.refused }
    }

    /// Takes the tables out that rank known entries, or numbered sections.
    fn refuse_ranks(&self, groups: &mut Vec<EntryGroup>, known: &[Entry]) {
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
        let blocks = &self.document.blocks;
        let block = blocks.partition_point(|block| block.span.start < entry.span.start);
        match blocks.get(block).map(|block| block.kind) {
            Some(BlockKind::Heading(level)) => self.outline.context_above(block, level),
            _ => HeadingContext::default(),
        }
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
        let block = self.document.blocks.partition_point(|block| block.span.start < start);
        let is_aside = self.outline.context(block).is_other;
        let why = if is_aside { Refusal::Aside } else { Refusal::OthersCertain };
        self.refused.refuse(table.span, UnreadKind::Table, group.entries.len(), why);
    }
}

/// Takes the comments at the edges of titles and cells for no part of them.
fn leave_out_comments(text: &str, entries: &mut [Entry]) {
    let trim = |span: &mut Span| *span = span_of_words(text, *span);
    for entry in entries.iter_mut().filter(|entry| entry.form != Form::Heading) {
        trim(&mut entry.heading);
        trim(&mut entry.title);
        let is_row = matches!(entry.form, Form::Row(_));
        entry.fields.iter_mut().filter(|_| is_row).for_each(|field| trim(&mut field.value));
    }
}

/// Whether a heading says in angle brackets what is to be written there: `<short title>`.
fn is_template(heading: &str) -> bool {
    let inner = heading.trim().strip_prefix('<').and_then(|rest| rest.strip_suffix('>'));
    inner.is_some_and(|inner| inner.contains(' ') && !inner.contains(['<', '>', '/', '=']))
}

/// The states and levels of entries, folded.
fn values(text: &str, entries: &[Entry]) -> HashSet<String> {
    let is_value =
        |field: &&Field| matches!(field.key, Some(Key::Status | Key::Priority | Key::Severity));
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
    let block = document.blocks.partition_point(|block| block.span.start <= entry.span.start);
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
    let first = document.blocks.partition_point(|block| block.span.start < entry.span.start);
    let mut within =
        document.blocks[first..].iter().take_while(|block| block.span.start < entry.span.end);
    let is_box = |block: &Block| {
        matches!(block.kind, BlockKind::Item(Some(_))) && entry.span.contains(block.span.trim(text))
    };
    within.any(is_box)
}

/// Whether headings above most entries name what registers track, or their own names do.
fn is_about(
    text: &str,
    document: &Document,
    outline: &Outline,
    entries: &[Entry],
    words: &Vocabulary,
) -> bool {
    let has_subject = |entry: &&Entry| {
        let block = document.blocks.partition_point(|block| block.span.start < entry.span.start);
        let level = match document.blocks.get(block).map(|block| block.kind) {
            Some(BlockKind::Heading(level)) => level,
            _ => u8::MAX,
        };
        outline.context_above(block, level).has_subject
    };
    // `**Gap 1.** …` says so itself.
    let names_itself = |entry: &&Entry| {
        let start = entry.span.start as usize
            ..entry.number.map_or(entry.span.start, |it| it.start) as usize;
        let before = text[start].trim_matches(['*', '_', '#', ' ', '\u{a0}']);
        entry.form == Form::Item && words.is_subject(before)
    };
    let is_about = |entry: &&Entry| has_subject(entry) || names_itself(entry);
    entries.iter().filter(is_about).count() * 2 > entries.len()
}

/// Gives an entry that is a heading the state and the levels that the headings above it give.
pub(super) fn inherit(document: &Document, outline: &Outline, entry: &mut Entry) {
    let block = document.blocks.partition_point(|block| block.span.start < entry.span.start);
    let Some(BlockKind::Heading(level)) = document.blocks.get(block).map(|block| block.kind) else {
        return;
    };
    for (key, value) in outline.context_above(block, level).values {
        if entry.field(key).is_none() {
            entry.fields.push(Field::unlabelled(key, value));
        } else {
            entry.overruled.push((key, value));
        }
    }
}
