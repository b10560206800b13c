//! The document cut at its headings.

use std::ops::Range;

use rayon::prelude::*;

use crate::document::{BlockKind, Document};
use crate::register::read::cards::CardReader;
use crate::register::read::heading_text::{self, HeadingText};
use crate::register::read::heading_tree::{HeadingTree, TreeHeading};
use crate::register::read::labels::Labels;
use crate::register::read::outline;
use crate::register::read::paragraphs::{LeadName, lead_name, opens_entry};
use crate::register::read::strong::strong_name;
use crate::register::{Field, Reading};
use crate::vocabulary::Key;

/// A heading and the blocks under it, up to the next heading of any level.
pub(super) struct HeadedPart {
    /// The index of the heading's block.
    pub(crate) block: usize,
    pub(crate) level: u8,
    pub(crate) body: Range<usize>,
    pub(crate) text: HeadingText,
    pub(crate) fields: Vec<Field>,
    pub(crate) role: Role,
    /// Whether entries without headings are below it.
    pub(crate) holds_cards: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Entry,
    /// A sub-heading of the entry before it.
    Within,
    Other,
}

impl HeadedPart {
    /// Where its last block ends, rules left out.
    pub(super) fn end(&self, text: &str, document: &Document) -> usize {
        let blocks = &document.blocks[self.block..self.body.end];
        let last = blocks
            .iter()
            .filter(|block| block.kind != BlockKind::Rule)
            .max_by_key(|block| block.span.end);
        last.map_or(0, |block| block.span.trim(text).end as usize)
    }

    /// Finds entries without headings below it, where nothing says that it is an entry itself. Their
    /// fields are not its own.
    fn find_cards(&mut self, reader: CardReader<'_, '_>) {
        if !self.may_hold_entries() {
            return;
        }
        let Some(first) = reader.first(self.body.clone()) else { return };
        self.leave_fields_from(reader.document.blocks[first].span.start);
    }

    /// Whether nothing says that it is an entry but its fields, which may be those of entries without headings.
    fn may_hold_entries(&self) -> bool {
        self.text.id.is_none() && self.text.number.is_none() && self.fields.len() > 1
    }

    /// Leaves its fields to the entries without headings which start below it at some place, where it has none
    /// before.
    fn leave_fields_from(&mut self, start: u32) {
        self.holds_cards = self.fields.iter().all(|field| field.span.start >= start);
        if self.holds_cards {
            self.fields.retain(|field| field.key.is_some_and(Key::is_of_policy));
        }
    }

    /// Whether its heading names a known section, and no entry: `Triage`, `Notes`.
    pub(super) fn is_section(&self, text: &str, reading: Reading<'_>) -> bool {
        reading.vocabulary.section(self.text.rest.of(text)).is_some()
    }

    /// Whether its heading announces text about the register, or what is no entry.
    pub(super) fn is_aside(&self, text: &str, reading: Reading<'_>) -> bool {
        outline::announces_other(self.text.rest.of(text), reading.vocabulary)
    }

    /// Whether its heading announces what is no entry, and no notes either.
    pub(super) fn announces_aside(&self, text: &str, reading: Reading<'_>) -> bool {
        outline::is_aside(self.text.rest.of(text), reading.vocabulary)
    }

    /// How many dots its number has: `1.1` has one.
    pub(super) fn number_depth(&self, text: &str) -> Option<usize> {
        self.text.number.map(|number| number.of(text).matches('.').count())
    }
}

/// From this many headings on, the fields under them are read on all cores.
const WORTH_THREADS: usize = 2_000;

pub(super) fn parts<'a>(
    text: &'a str,
    document: &'a Document,
    labels: &Labels<'a>,
    reading: Reading<'a>,
) -> Vec<HeadedPart> {
    let headings = HeadingTree::of(document);
    let source = text;
    let part = |labels: &Labels<'a>, heading: &TreeHeading| {
        let block = &document.blocks[heading.block];
        let known = labels.known.and_then(|known| known.at(block.span.start));
        let (text, fields) = known.unwrap_or_else(|| {
            let text = heading_text::parse(block.content, text, reading);
            let fields = fields_below(labels, heading, text.id.is_some());
            (text, fields)
        });
        let (level, body) = (heading.level, heading.body());
        let role = Role::Other;
        let mut part = HeadedPart {
            block: heading.block,
            level,
            body,
            text,
            fields,
            role,
            holds_cards: false,
        };
        part.find_cards(CardReader { text: source, document, labels });
        part
    };
    let mut parts: Vec<HeadedPart> = if headings.len() < WORTH_THREADS || labels.known.is_some() {
        headings.iter().map(|heading| part(labels, heading)).collect()
    } else {
        // Each part goes right to its place in one list: there may be very many.
        let headings = headings.par_iter().with_min_len(WORTH_THREADS / 4);
        let labels = || Labels::new(text, document, reading.vocabulary);
        headings.map_init(labels, |labels, heading| part(labels, heading)).collect()
    };
    leave_to_paragraphs(text, document, &mut parts, reading);
    parts
}

/// Leaves the fields below headings to the paragraphs there that open with IDs in strong text, where a heading has
/// several of them: `**TD-1**: Imports fail`.
fn leave_to_paragraphs(
    text: &str,
    document: &Document,
    parts: &mut [HeadedPart],
    reading: Reading<'_>,
) {
    const SEVERAL: usize = 2;
    let opens = |at: &usize| {
        let block = &document.blocks[*at];
        let is_strong = || block.content.of(text).starts_with("**");
        let is_text = block.kind == BlockKind::Paragraph && block.depth == 0 && is_strong();
        let name = || strong_name(text, document, block).map(|name| name.of(text));
        let is_id = |name| matches!(lead_name(name, reading), Some(LeadName::Id));
        is_text && name().is_some_and(is_id) && opens_entry(text, document, block, reading)
    };
    let found: Vec<(usize, usize, usize)> = parts
        .iter()
        .enumerate()
        .filter(|(_, part)| part.may_hold_entries() && !part.holds_cards)
        .filter_map(|(at, part)| {
            let mut named = part.body.clone().filter(opens);
            Some((at, named.next()?, named.count() + 1))
        })
        .collect();
    if found.iter().any(|&(.., count)| count >= SEVERAL) {
        for (at, first, _) in found {
            parts[at].leave_fields_from(document.blocks[first].span.start);
        }
    }
}

/// The fields under a heading, also those in a quote or in YAML right below it. Above other headings, one without
/// an ID may be that of a section.
pub(in crate::register::read) fn fields_below(
    labels: &Labels<'_>,
    heading: &TreeHeading,
    has_id: bool,
) -> Vec<Field> {
    let next = labels.document.blocks.get(heading.body_end).map(|block| block.kind);
    let is_above = matches!(next, Some(BlockKind::Heading(level)) if level > heading.level);
    let mut fields = labels.fields_in(heading.body());
    if heading.level > 1 && (has_id || !is_above) {
        labels.add_boxed(heading.body(), &mut fields);
    }
    fields
}

/// Whether the first heading is the title: no other has its level or a higher one.
pub(super) fn has_title(parts: &[HeadedPart]) -> bool {
    let Some((first, rest)) = parts.split_first() else { return false };
    if rest.is_empty() {
        // A lone heading is the title of a register without entries, unless it has fields of one.
        let count = |key| first.fields.iter().filter(|field| field.key == Some(key)).count();
        // Several states are those of several things below it.
        let is_entry = first.text.id.is_some()
            || count(Key::Status) < 2
                && [Key::Id, Key::Status, Key::Symptom].into_iter().any(|key| count(key) > 0);
        return first.level == 1 && (!is_entry || first.holds_cards);
    }
    rest.iter().all(|part| part.level > first.level)
}
