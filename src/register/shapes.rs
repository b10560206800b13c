//! The entries of a file, whatever shape they are in.

use super::fields::Labels;
use super::headings::{self, Parts};
use super::items::{self, Asides};
use super::merge::{self, Group, TableKind};
use super::outline::Outline;
use super::profile::Profile;
use super::{Entry, Field, Form, Layout, Reading, is_within, rows, triage_table};
use crate::document::{Block, Document, Kind};
use crate::text::{Source, sort_by_place};
use crate::vocabulary::Key;

/// What was found in a file.
pub(super) struct Found {
    pub parts: Parts,
    pub profile: Profile,
    /// The tables that hold entries, or say more of them.
    pub layouts: Vec<Layout>,
    pub asides: Asides,
}

/// Looks for today's form first, and for the other shapes where that is not it.
pub(super) fn found(source: &Source, document: &Document, reading: Reading<'_>) -> Found {
    let text = source.text();
    let labels = Labels::new(text, document, reading.vocabulary);
    let strict = || headings::split(text, document, &labels, reading, headings::Leniency::None);
    let parts = strict();
    let profile = Profile::of(text, &parts.entries);
    let plain =
        |parts, profile| Found { parts, profile, layouts: Vec::new(), asides: Asides::default() };
    // One field below a heading may be a section's that says who owns its rows.
    let is_weak = parts.entries.iter().all(Entry::is_weak);
    if profile == Profile::BackendGap && !is_weak {
        return plain(parts, profile);
    }
    let mut other = other_shapes(source, document, &labels, reading, parts);
    if profile == Profile::Generic {
        // A register without entries is one of today's form that is still to be filled.
        if other.parts.entries.is_empty() {
            other.profile = Profile::BackendGap;
        }
        return other;
    }
    let is_other = other.parts.entries.iter().any(|entry| entry.form != Form::Heading);
    if is_other { other } else { plain(strict(), profile) }
}

/// The entries of a file that is not in today's form: headings by their numbers, rows and items;
/// the tables that hold them, and what the file says its words mean.
fn other_shapes<'a>(
    source: &'a Source,
    document: &'a Document,
    labels: &Labels<'a>,
    reading: Reading<'a>,
    strict: Parts,
) -> Found {
    let text = source.text();
    let outline = Outline::of(text, document, reading);
    let lenient = |leniency| headings::split(text, document, labels, reading, leniency);
    let items = |known: &[Entry], leniency| {
        items::entries(text, document, labels, &outline, known, reading, leniency)
    };
    let mut parts = match &strict.entries[..] {
        [] => strict,
        _ => lenient(headings::Leniency::Siblings(&outline)),
    };
    let mut layouts = Vec::new();
    let mut groups = rows::tables(text, document, &outline, reading);
    parts.entries.retain(|entry| !is_section(text, document, entry, &groups));
    let summary = triage_table::place(source, document, reading);
    groups.retain(|group| {
        let is_apart = |table: &Layout| {
            let is_summary = summary.is_some_and(|place| place.contains(table.span));
            !is_summary && !is_within(&parts.entries, table.span)
        };
        group.layout.as_ref().is_none_or(is_apart)
    });
    let listed = items(&parts.entries, items::Leniency::Strict);
    groups.push(Group { layout: None, kind: TableKind::Identified, entries: listed });
    merge::merge(text, groups, &mut parts.entries, &mut layouts);
    // Beside entries with names, a heading over a word or two of one kind is a section.
    if parts.entries.iter().any(|entry| entry.form != Form::Heading && entry.id.is_some()) {
        parts.entries.retain(|entry| {
            entry.form != Form::Heading || entry.number.is_some() || !entry.is_weak()
        });
    }
    // What is least sure makes entries only where nothing else does.
    if parts.entries.is_empty() {
        parts = lenient(headings::Leniency::Numbers(&outline));
        let listed = items(&parts.entries, items::Leniency::Any);
        parts.entries.extend(listed);
    }
    sort_by_place(&mut parts.entries, |entry| entry.span);
    for entry in parts.entries.iter_mut().filter(|entry| entry.form == Form::Heading) {
        inherit(document, &outline, entry);
    }
    let asides = items::asides(text, document, &outline, &parts.entries, reading);
    Found { parts, profile: Profile::Generic, layouts, asides }
}

/// Whether a heading that was taken for an entry is a section of rows or boxes: `M1: Alpha`, or one
/// that says who owns them all. `tables` are in the order of the file.
fn is_section(text: &str, document: &Document, entry: &Entry, tables: &[Group]) -> bool {
    let span = |group: &Group| group.layout.as_ref().map(|table| table.span);
    let first = tables.partition_point(|table| span(table) < Some(entry.span));
    let within = tables[first..].iter().take_while(|&table| {
        let table = span(table);
        table.is_some_and(|table| entry.span.contains(table))
    });
    let holds = |kind: TableKind| within.clone().any(|table| table.kind == kind);
    let first = document.blocks.partition_point(|block| block.span.start < entry.span.start);
    let mut below =
        document.blocks[first..].iter().take_while(|block| block.span.start < entry.span.end);
    let is_box = |block: &Block| {
        matches!(block.kind, Kind::Item(Some(_))) && entry.span.contains(block.span.trim(text))
    };
    // An ID with a hyphen is nobody's milestone.
    let is_named = entry.fields.iter().any(|field| field.key == Some(Key::Id))
        || entry.heading_id.is_some_and(|id| id.of(text).contains('-'));
    let says_little = entry.fields.len() <= 1;
    !is_named
        && (holds(TableKind::Identified)
            || (says_little && (holds(TableKind::Followed) || below.any(is_box))))
}

/// Gives an entry that is a heading the state and the levels that headings above it give.
fn inherit(document: &Document, outline: &Outline, entry: &mut Entry) {
    let block = document.blocks.partition_point(|block| block.span.start < entry.span.start);
    let Some(Kind::Heading(level)) = document.blocks.get(block).map(|block| block.kind) else {
        return;
    };
    for (key, value) in outline.place_above(block, level).values {
        if entry.field(key).is_none() {
            entry.fields.push(Field { key: Some(key), label: value, value, span: value });
        }
    }
}
