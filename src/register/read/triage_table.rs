//! Finds and reads the triage table of a register.

use std::collections::HashSet;
use std::ops::Range;

use super::table_reader::{FoundTable, TableReader};
use super::triage_parts;
use crate::document::{Block, BlockKind, Document};
use crate::register::{Entry, Profile, Reading, TriageTable};
use crate::text::{Source, Span};
use crate::vocabulary::{Key, Section};

/// The comments before and after the triage table, for a table that is not under its heading.
const OPENING_MARK: &str = "gapreg:triage";
const CLOSING_MARK: &str = "/gapreg:triage";

/// What was found of the triage table.
pub(super) enum FoundTriage {
    /// Its parts, in order: one where it is not split.
    Parts(Vec<TriageTable>),
    /// A heading or a mark without a table, and where that ends.
    Place(u32),
    Nothing,
}

/// The table between the marks, the one under the triage heading, or else the first whose header
/// holds ID and Status; and the others that are parts of it.
pub(super) fn find(
    source: &Source,
    document: &Document,
    entries: &[Entry],
    profile: Profile,
    reading: Reading<'_>,
) -> FoundTriage {
    let reader = TableReader::new(source, document, entries, reading);
    let marked = marked(source, document);
    let scope: Vec<Range<usize>> = match &marked[..] {
        [] => std::iter::once(0..document.blocks.len()).collect(),
        places => places.iter().map(|place| place.blocks.clone()).collect(),
    };
    let place = marked.into_iter().next().or_else(|| under_heading(source, document, reading));
    let first = if let Some(place) = &place {
        table_in(&reader, place).or_else(|| table_below(&reader, place, &scope))
    } else {
        let all = || 0..document.blocks.len();
        let is_own_form = profile == Profile::BackendGap;
        let split = || triage_parts::first_split(&reader, all(), &scope);
        reader.first_summary(all()).or_else(|| split().filter(|_| is_own_form))
    };
    let is_named = place.is_some();
    let parts = first.map(|first| triage_parts::of(&reader, first, scope));
    let parts = parts.filter(|parts| is_named || is_of_most(source, parts, entries));
    match (parts, place) {
        (Some(parts), _) => FoundTriage::Parts(parts),
        (None, Some(place)) => FoundTriage::Place(place.start),
        (None, None) => FoundTriage::Nothing,
    }
}

/// Whether a table behind entries has rows of most of them. One of fewer says something about these few.
fn is_of_most(source: &Source, parts: &[TriageTable], entries: &[Entry]) -> bool {
    let start = parts.iter().map(|part| part.span.start).min();
    let is_behind = |entry: &Entry| start.is_some_and(|start| entry.span.start < start);
    if !entries.iter().any(is_behind) {
        return true;
    }
    let rows = parts.iter().flat_map(|part| &part.rows);
    let listed: HashSet<&str> = rows.map(|row| source.slice(row.id)).collect();
    let named = entries.iter().filter_map(|entry| entry.id.or(entry.number));
    let (with_row, without): (Vec<Span>, Vec<Span>) =
        named.partition(|&id| listed.contains(source.slice(id)));
    with_row.len() > without.len()
}

/// The first of the tables right in a place that has IDs, else the first.
fn table_in(reader: &TableReader<'_>, place: &TriagePlace) -> Option<FoundTable> {
    let mut tables: Vec<FoundTable> = reader.tables(place.blocks.clone(), true).collect();
    if tables.is_empty() {
        tables = reader.tables(place.blocks.clone(), false).collect();
    }
    // A mark says for sure that a table is the one.
    tables.retain(|found| place.level.is_none() || !reader.has_numbers(&found.table));
    let with_ids = tables.iter().position(|found| found.table.has(Key::Id)).unwrap_or(0);
    tables.into_iter().nth(with_ids)
}

/// The first summary under the headings below a triage heading.
fn table_below(
    reader: &TableReader<'_>,
    place: &TriagePlace,
    scope: &[Range<usize>],
) -> Option<FoundTable> {
    let (from, level) = (place.blocks.start, place.level?);
    let blocks = &reader.document.blocks;
    let is_end = |block: &Block| matches!(block.kind, BlockKind::Heading(own) if own <= level);
    let length = blocks[from..].iter().position(is_end);
    let below = from..length.map_or(blocks.len(), |length| from + length);
    let split = || triage_parts::first_split(reader, below.clone(), scope);
    reader.first_summary(below.clone()).or_else(split)
}

/// All between the marks of a triage table, or under its heading.
pub(super) fn place(source: &Source, document: &Document, reading: Reading<'_>) -> Option<Span> {
    let marked = marked(source, document).into_iter().next();
    let place = marked.or_else(|| under_heading(source, document, reading))?;
    let last = document.blocks[place.blocks].last();
    Some(Span {
        start: place.start,
        end: last.map_or(place.start, |b| b.span.end.max(place.start)),
    })
}

/// Where a triage table belongs.
struct TriagePlace {
    /// The end of the heading or mark above it.
    start: u32,
    /// The blocks below that.
    blocks: Range<usize>,
    /// The level of the heading.
    level: Option<u8>,
}

/// The places between marks.
fn marked(source: &Source, document: &Document) -> Vec<TriagePlace> {
    let find = |mark: &str, from: u32| {
        document.comments.iter().find(|&&comment| {
            let inner = source.slice(comment).trim_start_matches("<!--").trim_end_matches("-->");
            comment.start >= from && inner.trim() == mark
        })
    };
    let mut places = Vec::new();
    let mut from = 0;
    while let Some(opening) = find(OPENING_MARK, from) {
        let ends = [CLOSING_MARK, OPENING_MARK].map(|mark| find(mark, opening.end));
        let end = ends.into_iter().flatten().map(|end| end.start).min().unwrap_or(u32::MAX);
        let start = document.block_from(opening.end);
        let blocks = start..document.block_from(end).max(start);
        places.push(TriagePlace { start: opening.end, blocks, level: None });
        from = opening.end;
    }
    places
}

fn under_heading(
    source: &Source,
    document: &Document,
    reading: Reading<'_>,
) -> Option<TriagePlace> {
    let is_triage = |block: &Block| {
        matches!(block.kind, BlockKind::Heading(_))
            && block.depth == 0
            && !block.quoted
            && reading.vocabulary.section(source.slice(block.content)) == Some(Section::Triage)
    };
    let heading = document.blocks.iter().position(is_triage)?;
    let BlockKind::Heading(level) = document.blocks[heading].kind else { return None };
    let below = document.blocks.get(heading + 1..)?;
    let is_heading = |block: &Block| matches!(block.kind, BlockKind::Heading(_));
    let length = below.iter().position(is_heading).unwrap_or(below.len());
    let start = document.blocks[heading].span.trim(source.text()).end;
    let blocks = heading + 1..heading + 1 + length;
    Some(TriagePlace { start, blocks, level: Some(level) })
}
