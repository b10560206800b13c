//! Document → register. Each shape of entries has a file: headings, tables, items.

mod boxed_state;
mod brackets;
mod candidates;
mod card_slips;
mod cards;
mod cell;
mod closing_remarks;
mod comments;
mod completion;
mod declared;
mod details;
mod entries;
mod explanations;
mod fields;
mod first_clause;
mod group;
mod heading_text;
mod heading_tree;
mod headings;
mod ids;
mod index_list;
mod item_columns;
mod item_labels;
mod item_lists;
mod item_states;
mod item_words;
mod items;
mod keys_by_value;
mod known_parts;
mod labels;
mod language;
mod led_bullets;
mod legend;
mod listed;
mod loose_ids;
mod lost_breaks;
mod marked_labels;
mod merge;
mod numbers;
mod odd_ids;
mod opening;
mod outline;
mod own_labels;
mod own_levels;
mod pairs;
mod paragraphs;
mod part_reader;
mod profile;
mod prose_flow;
mod recognised;
mod refusals;
mod repetitions;
mod sections;
mod separators;
mod shape_reader;
mod short_values;
mod siblings;
pub(super) mod sign_legend;
mod sla_section;
mod state_lines;
mod strong;
mod table_looks;
mod table_reader;
mod tables;
mod title_column;
mod title_parts;
mod triage_parts;
mod triage_table;
mod whole_entries;

use std::collections::{HashMap, HashSet};

use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::{Derived, Entry, Field, Form, Profile, Reading, Register, Shape, TriageTable, Unread};
use crate::document::{Document, TooDeep};
use crate::text::Source;
use crate::vocabulary::{Key, Vocabulary, fold};
use entries::FoundEntries;
use keys_by_value::take_deadline_columns;
use language::RegisterLanguage;
use triage_table::FoundTriage;

pub(crate) use candidates::Candidate;
pub(crate) use heading_text::{arrow_steps, heading_steps, without_anchor};
pub(super) use known_parts::KnownParts;
pub(crate) use language::of_words as written_language;
pub(crate) use outline::{HeadingMeaning, heading_meaning};
pub(super) use part_reader::PartReader;

/// The fields in some blocks of a text that is no register: those at the labels that a vocabulary knows,
/// and at labels in strong text.
pub(crate) fn fields_in(
    text: &str,
    document: &Document,
    vocabulary: &Vocabulary,
    blocks: Range<usize>,
) -> Vec<Field> {
    labels::Labels::new(text, document, vocabulary).fields_in(blocks)
}

/// The entries of a file that says nothing of where they are, and what is among them and is none.
fn guessed(
    source: &Source,
    document: &Document,
    reading: Reading<'_>,
    known: Option<&KnownParts>,
) -> FoundEntries {
    let mut found = entries::find(source, document, reading, known);
    let FoundEntries { parts, unread, .. } = &mut found;
    siblings::add_unread(source.text(), document, &parts.entries, reading, unread);
    let is_listed =
        || reading.declarations.is_some_and(|all| all.lists(source.path(), reading.cwd));
    if parts.entries.is_empty() && is_listed() {
        return listed::find(source, document, reading, unread).unwrap_or(found);
    }
    found
}

/// How many registers this process has read.
static READS: AtomicUsize = AtomicUsize::new(0);

/// How many registers this process has read. A test holds each command to reading each once.
#[doc(hidden)]
pub fn reads() -> usize {
    READS.load(Ordering::Relaxed)
}

impl<'s> Register<'s> {
    /// Reads a register of the run, which is done once in a run.
    pub fn read(source: &'s Source, reading: Reading<'_>) -> Result<Self, TooDeep> {
        READS.fetch_add(1, Ordering::Relaxed);
        Self::parse(source, reading)
    }

    /// Reads a text that is no register of the run: one of another revision, or one that is about to
    /// be written and is read back.
    pub(crate) fn parse(source: &'s Source, reading: Reading<'_>) -> Result<Self, TooDeep> {
        let document = Document::read(source)?;
        Ok(Self::of_document(source, &document, reading, None))
    }

    /// Makes a register of the blocks of a source. What is under its headings may be known.
    pub(super) fn of_document(
        source: &'s Source,
        document: &Document,
        reading: Reading<'_>,
        known: Option<&KnownParts>,
    ) -> Self {
        match lost_breaks::parted(source.text(), document, reading.vocabulary) {
            // What is known of headings was read without that.
            Some(parted) => Self::of_blocks(source, &parted, reading, None),
            None => Self::of_blocks(source, document, reading, known),
        }
    }

    /// The same of blocks in which each title is apart from what is above it.
    fn of_blocks(
        source: &'s Source,
        document: &Document,
        reading: Reading<'_>,
        known: Option<&KnownParts>,
    ) -> Self {
        let declaration = reading.declaration(source.path());
        let (found, mistakes) = match declaration {
            Some(declaration) => declared::find(source, document, reading, declaration),
            None => (guessed(source, document, reading, known), Vec::new()),
        };
        let FoundEntries { mut parts, profile, tables, explanations, is_about, unread } = found;
        parts.entries.shrink_to_fit();
        prose_flow::add(&mut parts, source, document, reading);
        sla_section::add(&mut parts, source, document, reading);
        let (triage, triage_place) =
            match triage_table::find(source, document, &parts.entries, profile, reading) {
                FoundTriage::Parts(mut tables) => {
                    keep_summaries(&mut tables, source, profile, &parts.entries);
                    title_column::find(&mut tables, source, &parts.entries);
                    take_deadline_columns(&mut tables, source.text(), &parts.entries);
                    (tables, None)
                }
                FoundTriage::Place(at) => (Vec::new(), Some(at)),
                FoundTriage::Nothing => (Vec::new(), None),
            };
        let RegisterLanguage { code, tag } = language::of(source, parts.title, reading);
        let of_title = heading_meaning(parts.title.map_or("", |it| source.slice(it)), reading);
        let is_recognised = declaration.is_some()
            || is_about
            || !triage.is_empty()
            || triage_place.is_some()
            || !parts.policy_lines.is_empty()
            || parts.gaps_end.is_some()
            || of_title.has_subject
            || recognised::have_most_marks(&parts.entries, of_title.is_other);
        let is_table = |it: &Unread| triage.iter().any(|table| table.span.contains(it.span));
        let unread = unread.into_iter().filter(|it| !is_table(it)).collect();
        Self {
            source,
            language: code,
            tag,
            title: parts.title,
            is_recognised,
            shape: Shape::of(&parts.entries),
            profile,
            metadata: parts.metadata,
            policy_lines: parts.policy_lines,
            triage,
            triage_place,
            section: parts.section,
            gaps_end: parts.gaps_end,
            entries: parts.entries,
            versions: Vec::new(),
            unclosed: document.unclosed(source),
            comments: document.comments.clone(),
            tables: document.tables.iter().map(|table| table.span).collect(),
            unread,
            entry_tables: tables,
            legend: explanations.legend,
            ranked: explanations.ranked,
            signs: explanations.signs,
            mistakes,
            declared_states: declaration.map_or_else(Vec::new, |it| it.states.clone()),
            derived: Derived::default(),
        }
    }
}

/// Keeps the tables that summarise entries. Tables with one header are parts of the same, whatever they sum up by
/// themselves.
fn keep_summaries(
    tables: &mut Vec<TriageTable>,
    source: &Source,
    profile: Profile,
    entries: &[Entry],
) {
    let header = |table: &TriageTable| -> Vec<String> {
        table.columns.iter().map(|column| fold(source.slice(column.span))).collect()
    };
    if profile == Profile::BackendGap {
        return;
    }
    let headers: Vec<Vec<String>> = tables.iter().map(header).collect();
    let mut families: HashMap<&[String], Vec<&TriageTable>> = HashMap::new();
    for (table, header) in tables.iter().zip(&headers) {
        families.entry(header).or_default().push(table);
    }
    let rows: Vec<&Entry> =
        entries.iter().filter(|entry| matches!(entry.form, Form::Row(_))).collect();
    let are_all_rows = rows.len() == entries.len();
    let summaries: HashSet<&[String]> = families
        .into_iter()
        .filter(|(_, family)| are_summaries(family, &rows, are_all_rows))
        .map(|(header, _)| header)
        .collect();
    let mut is_summary = headers.iter().map(|header| summaries.contains(&**header));
    tables.retain(|_| is_summary.next().unwrap_or_default());
}

/// Whether tables summarise the entries, of which some are rows: their rows have IDs, and at most half of them are entries
/// themselves, as they have no section, or none of one table is. A table without rows summarises no rows of other
/// tables: it waits for entries.
fn are_summaries(tables: &[&TriageTable], entry_rows: &[&Entry], are_all_rows: bool) -> bool {
    const SEVERAL: usize = 2;
    // Entries are in the order of the file.
    let own = |table: &&TriageTable| {
        let from = entry_rows.partition_point(|entry| entry.span.start < table.span.start);
        entry_rows[from..].partition_point(|entry| table.span.contains(entry.span))
    };
    let rows = tables.iter().map(|table| table.rows.len()).sum::<usize>();
    let is_empty = || rows == 0 && are_all_rows;
    let is_whole = |table: &&TriageTable| own(table) == 0 && table.rows.len() >= SEVERAL;
    let has_few = || tables.iter().map(own).sum::<usize>() * 2 <= rows;
    tables.iter().all(|table| table.has(Key::Id))
        && !is_empty()
        && (has_few() || tables.iter().any(is_whole))
}
