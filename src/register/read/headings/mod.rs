//! A heading for each entry: which headings are entries, and what belongs to each.

mod counted_ids;
mod numbered;
mod part;
mod roles;
mod settle;

use std::collections::HashSet;

use super::cards::CardReader;
use super::heading_text::HeadingText;
use super::labels::Labels;
use super::legend::is_legend;
use super::outline::Outline;
use crate::document::{Block, BlockKind, Document};
use crate::register::{Entry, Field, Form, Reading, SectionStart};
use crate::text::Span;
use crate::vocabulary::{Key, Section};
use part::{HeadedPart, Role};

pub(super) use part::fields_below;

/// What the headings of a document, and the blocks under them, say.
#[derive(Debug)]
pub(super) struct DocumentParts {
    pub(crate) title: Option<Span>,
    pub(crate) metadata: Vec<Field>,
    pub(crate) policy_lines: Vec<Field>,
    pub(crate) entries: Vec<Entry>,
    pub(crate) section: Option<SectionStart>,
    pub(crate) gaps_end: Option<u32>,
}

/// What makes an entry of a heading, beside an ID and known fields.
#[derive(Clone, Copy)]
pub(super) enum HeadingLeniency<'o> {
    /// Nothing else.
    None,
    /// A number, if it continues the numbers of entries.
    Siblings(&'o Outline),
    /// Being one of these blocks, and nothing else.
    Chosen(&'o HashSet<usize>),
}

pub(super) fn split<'a>(
    text: &'a str,
    document: &'a Document,
    labels: &Labels<'a>,
    reading: Reading<'a>,
    leniency: HeadingLeniency<'_>,
) -> DocumentParts {
    let mut parts = part::parts(text, document, labels, reading);
    let is_chosen = |part: &HeadedPart| match leniency {
        HeadingLeniency::Chosen(blocks) => blocks.contains(&part.block),
        _ => false,
    };
    let is_titled = part::has_title(&parts) && !parts.first().is_some_and(is_chosen);
    let below_title = &mut parts[usize::from(is_titled)..];
    counted_ids::adopt(text, document, below_title, reading);
    if let HeadingLeniency::Chosen(blocks) = leniency {
        roles::choose(text, below_title, blocks, reading);
    } else {
        roles::assign_roles(text, below_title, reading);
        numbered::adopt_siblings(text, below_title, reading);
    }
    if let HeadingLeniency::Siblings(outline) = leniency {
        numbered::adopt_numbered(text, below_title, outline, reading);
        numbered::adopt_named(text, below_title, reading);
    }

    let preamble_end = parts.first().map_or(document.blocks.len(), |part| part.block);
    let cards = CardReader { text, document, labels };
    let mut front = labels.fields_in(0..cards.first(0..preamble_end).unwrap_or(preamble_end));
    let mut split = DocumentParts {
        title: parts.first().map(|part| document.blocks[part.block].content),
        metadata: Vec::new(),
        policy_lines: front.extract_if(.., |field| is_policy_line(field)).collect(),
        entries: Vec::new(),
        gaps_end: gaps_end(text, document, &parts, reading),
        section: first_section(document, &parts, usize::from(is_titled)),
    };
    let mut named_by_headings = Vec::new();
    for (at, mut part) in parts.into_iter().enumerate() {
        // A policy line counts wherever it is in the file.
        split.policy_lines.extend(part.fields.extract_if(.., |field| is_policy_line(field)));
        match part.role {
            Role::Entry => split.entries.push(entry(text, document, part)),
            Role::Within => {
                let at = split.entries.len() - 1;
                let named = field_of_heading(text, document, labels, &part);
                named_by_headings.extend(named.map(|field| (at, field)));
                add_part(text, document, &mut split.entries[at], part);
            }
            Role::Other if at == 0 => front.append(&mut part.fields),
            Role::Other => {}
        }
    }
    front.retain(|field| !is_legend(text, field, reading.vocabulary));
    split.metadata = front;
    add_where_missing(&mut split.entries, named_by_headings);
    settle::settle(text, &mut split.entries, reading);
    if !matches!(leniency, HeadingLeniency::None) {
        settle::read_statuses(text, &mut split.entries, reading);
    }
    split
}

/// The heading over the first entry: the highest of those above it, the title left out.
fn first_section(document: &Document, parts: &[HeadedPart], from: usize) -> Option<SectionStart> {
    let mut at = parts.iter().position(|part| part.role == Role::Entry)?;
    while at > from && parts[at - 1].level < parts[at].level {
        at -= 1;
    }
    let offset = document.blocks[parts[at].block].span.start;
    Some(SectionStart { offset, level: parts[at].level })
}

/// Where the section under the heading for entries ends.
fn gaps_end(
    text: &str,
    document: &Document,
    parts: &[HeadedPart],
    reading: Reading<'_>,
) -> Option<u32> {
    let is_gaps = |part: &HeadedPart| {
        reading.vocabulary.section(part.text.rest.of(text)) == Some(Section::Gaps)
    };
    let at = parts.iter().position(is_gaps)?;
    let below = parts[at + 1..].iter().take_while(|part| part.level > parts[at].level);
    Some(below.last().unwrap_or(&parts[at]).end(text, document) as u32)
}

/// Adds the fields that sub-headings name, where the entry has no other field of the key.
fn add_where_missing(entries: &mut [Entry], named_by_headings: Vec<(usize, Field)>) {
    for (at, field) in named_by_headings {
        let entry = &mut entries[at];
        if field.key.is_some_and(|key| entry.field(key).is_none()) {
            let place = entry.fields.partition_point(|other| other.span.start < field.span.start);
            entry.fields.insert(place, field);
        }
    }
}

fn is_policy_line(field: &Field) -> bool {
    field.key.is_some_and(Key::is_of_policy)
}

fn entry(text: &str, document: &Document, part: HeadedPart) -> Entry {
    let start = document.blocks[part.block].span.start as usize;
    let span = Span::new(start, part.end(text, document));
    let HeadingText { number, id, rest, area, title } = part.text;
    Entry {
        heading: rest,
        number,
        heading_id: id,
        area,
        fields: part.fields,
        ..Entry::titled(span, title, Form::Heading)
    }
}

/// Adds the fields under a sub-heading to the entry, those with unknown labels left out: there they
/// are list items of the text.
fn add_part(text: &str, document: &Document, entry: &mut Entry, part: HeadedPart) {
    entry.span.end = entry.span.end.max(part.end(text, document) as u32);
    entry.fields.extend(part.fields.into_iter().filter(|field| field.key.is_some()));
}

/// The field whose label is a sub-heading, `#### Symptom`, and whose value follows it.
fn field_of_heading<'a>(
    text: &'a str,
    document: &Document,
    labels: &Labels<'a>,
    part: &HeadedPart,
) -> Option<Field> {
    let heading = &document.blocks[part.block];
    let key = labels.key(heading.content.of(text))?;
    let start = heading.span.end as usize;
    // The value ends before a field, a comment, a quote or a rule.
    let is_other =
        |block: &&Block| matches!(block.kind, BlockKind::Html | BlockKind::Rule) || block.quoted;
    let other = document.blocks[part.body.clone()].iter().find(is_other).map(|block| block.span);
    let field = part.fields.first().map(|field| field.span);
    let stop = other.into_iter().chain(field).map(|span| span.start as usize).min();
    let end = part.end(text, document);
    let end = stop.map_or(end, |stop| end.min(stop)).max(start);
    let value = Span::new(start, end).trim(text);
    (key.belongs_to_entry() && !value.is_empty()).then(|| Field {
        key: Some(key),
        label: heading.content,
        value,
        span: Span::new(heading.span.start as usize, end),
    })
}
