//! A heading for each entry: which headings are entries, and what belongs to each.

use std::ops::Range;

use super::fields::Labels;
use super::heading::{self, HeadingText};
use super::{Entry, Field, Reading};
use crate::document::{Block, Document, Kind};
use crate::text::Span;
use crate::vocabulary::{Key, Section};

/// A document taken apart.
#[derive(Debug)]
pub(super) struct Parts {
    pub title: Option<Span>,
    pub metadata: Vec<Field>,
    pub policy_lines: Vec<Field>,
    pub entries: Vec<Entry>,
    /// Where the first entry starts, or the end of the text.
    pub first_entry: usize,
}

/// A heading and the blocks under it, up to the next heading of any level.
struct Part {
    block: usize,
    level: u8,
    body: Range<usize>,
    text: HeadingText,
    fields: Vec<Field>,
    role: Role,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Entry,
    /// A sub-heading of the entry before it.
    Within,
    Other,
}

pub(super) fn split<'a>(
    text: &'a str,
    document: &Document,
    labels: &Labels<'a>,
    reading: Reading<'_>,
) -> Parts {
    let mut parts = parts(text, document, labels, reading);
    let is_titled = has_title(&parts);
    assign_roles(text, &mut parts, is_titled, reading);

    let preamble_end = parts.first().map_or(document.blocks.len(), |part| part.block);
    let mut front = labels.fields_in(0..preamble_end);
    let mut split = Parts {
        title: parts.first().map(|part| document.blocks[part.block].content),
        metadata: Vec::new(),
        policy_lines: Vec::new(),
        entries: Vec::new(),
        first_entry: text.len(),
    };
    let mut named_by_headings = Vec::new();
    for (at, part) in parts.into_iter().enumerate() {
        match part.role {
            Role::Entry => {
                let start = document.blocks[part.block].span.start as usize;
                split.first_entry = split.first_entry.min(start);
                split.entries.push(entry(text, document, part));
            }
            Role::Within => {
                let at = split.entries.len() - 1;
                let named = field_of_heading(text, document, labels, &part);
                named_by_headings.extend(named.map(|field| (at, field)));
                add_part(text, document, &mut split.entries[at], part);
            }
            Role::Other => {
                let (policy, others): (Vec<_>, Vec<_>) =
                    part.fields.into_iter().partition(is_policy_line);
                split.policy_lines.extend(policy);
                if at == 0 {
                    front.extend(others);
                }
            }
        }
    }
    let (policy, metadata): (Vec<_>, Vec<_>) = front.into_iter().partition(is_policy_line);
    split.policy_lines.splice(0..0, policy);
    split.metadata = metadata;
    // A sub-heading is a label only where the entry says the same nowhere else.
    for (at, field) in named_by_headings {
        let entry = &mut split.entries[at];
        if field.key.is_some_and(|key| entry.field(key).is_none()) {
            let place = entry.fields.partition_point(|other| other.span.start < field.span.start);
            entry.fields.insert(place, field);
        }
    }
    for entry in &mut split.entries {
        finish(text, entry, reading);
    }
    split
}

fn is_policy_line(field: &Field) -> bool {
    matches!(field.key, Some(Key::SlaDefault | Key::StatusFlow))
}

fn parts(text: &str, document: &Document, labels: &Labels<'_>, reading: Reading<'_>) -> Vec<Part> {
    let is_top = |block: &Block| !block.quoted && block.depth == 0;
    let headings: Vec<(usize, u8)> = document
        .blocks
        .iter()
        .enumerate()
        .filter_map(|(at, block)| match block.kind {
            Kind::Heading(level) if is_top(block) => Some((at, level)),
            _ => None,
        })
        .collect();
    let ends = headings.iter().skip(1).map(|&(at, _)| at).chain([document.blocks.len()]);
    headings
        .iter()
        .zip(ends)
        .map(|(&(block, level), end)| Part {
            block,
            level,
            body: block + 1..end,
            text: heading::parse(document.blocks[block].content, text, reading.id),
            fields: labels.fields_in(block + 1..end),
            role: Role::Other,
        })
        .collect()
}

/// The first heading is the title when no other stands as high.
fn has_title(parts: &[Part]) -> bool {
    let Some((first, rest)) = parts.split_first() else { return false };
    !rest.is_empty() && rest.iter().all(|part| part.level > first.level)
}

fn assign_roles(text: &str, parts: &mut [Part], is_titled: bool, reading: Reading<'_>) {
    let from = usize::from(is_titled);
    for least in [2, 1] {
        mark_entries(text, &mut parts[from..], least, reading);
        if parts.iter().any(|part| part.role == Role::Entry) {
            break;
        }
    }
    adopt_siblings(text, &mut parts[from..], reading);
}

/// Marks each heading that is surely an entry, and what lies under it.
fn mark_entries(text: &str, parts: &mut [Part], least_fields: usize, reading: Reading<'_>) {
    let mut inside: Option<u8> = None;
    for part in parts {
        inside = inside.filter(|&level| part.level > level);
        let has_id = part.text.id.is_some() || part.fields.iter().any(|f| f.key == Some(Key::Id));
        let is_entry = match inside {
            // Only an ID of its own makes an entry of a sub-heading.
            Some(_) => has_id && distinct_keys(part) >= 2,
            None => has_id || distinct_keys(part) >= least_fields,
        };
        let heading = part.text.rest.of(text);
        let is_section = part.text.id.is_none() && reading.vocabulary.section(heading).is_some();
        part.role = if is_entry && !is_section {
            inside = Some(part.level);
            Role::Entry
        } else if inside.is_some() {
            Role::Within
        } else {
            Role::Other
        };
    }
}

fn distinct_keys(part: &Part) -> usize {
    let keys =
        part.fields.iter().filter_map(|field| field.key).filter(|key| key.belongs_to_entry());
    let mut keys: Vec<Key> = keys.collect();
    keys.sort_unstable();
    keys.dedup();
    keys.len()
}

/// A heading among entries, of their level and numbered as they are, is an entry whose fields
/// somebody forgot.
fn adopt_siblings(text: &str, parts: &mut [Part], reading: Reading<'_>) {
    let depth_of = |part: &Part| part.text.number.map(|n| n.of(text).matches('.').count());
    let Some(model) = parts.iter().find(|part| part.role == Role::Entry) else { return };
    let (level, depth) = (model.level, depth_of(model));
    // A lone number (`2)`) counts sections as often as entries.
    if depth.is_none_or(|dots| dots == 0) {
        return;
    }
    let mut inside = false;
    for part in parts {
        if part.level <= level {
            let is_sibling = part.role == Role::Other
                && part.level == level
                && depth_of(part) == depth
                && reading.vocabulary.section(part.text.rest.of(text)) != Some(Section::Notes);
            if is_sibling {
                part.role = Role::Entry;
            }
            inside = is_sibling;
        } else if inside && part.role == Role::Other {
            part.role = Role::Within;
        }
    }
}

fn entry(text: &str, document: &Document, part: Part) -> Entry {
    let heading = &document.blocks[part.block];
    let HeadingText { number, id, rest, area, title } = part.text;
    Entry {
        span: Span::new(heading.span.start as usize, end_of(text, document, heading, &part.body)),
        heading: rest,
        number,
        id: None,
        heading_id: id,
        area,
        title,
        fields: part.fields,
    }
}

/// Where a part's last block ends that says something.
fn end_of(text: &str, document: &Document, heading: &Block, body: &Range<usize>) -> usize {
    let blocks = document.blocks[body.clone()].iter().chain([heading]);
    let said = blocks.filter(|block| block.kind != Kind::Rule);
    said.map(|block| block.span.trim(text).end as usize).max().unwrap_or_default()
}

/// Adds what stands under a sub-heading. Its list items are content unless the vocabulary knows
/// their labels.
fn add_part(text: &str, document: &Document, entry: &mut Entry, part: Part) {
    let end = end_of(text, document, &document.blocks[part.block], &part.body);
    entry.span.end = entry.span.end.max(end as u32);
    entry.fields.extend(part.fields.into_iter().filter(|field| field.key.is_some()));
}

/// The field that a sub-heading makes of what follows it, when it is a label: `#### Symptom`.
fn field_of_heading<'a>(
    text: &'a str,
    document: &Document,
    labels: &Labels<'a>,
    part: &Part,
) -> Option<Field> {
    let heading = &document.blocks[part.block];
    let key = labels.key(heading.content.of(text))?;
    let start = heading.span.end as usize;
    let end = end_of(text, document, heading, &part.body).max(start);
    Some(Field {
        key: Some(key),
        label: heading.content,
        value: Span::new(start, end).trim(text),
        span: Span::new(heading.span.start as usize, end),
    })
}

/// Settles what the fields tell about the entry as a whole.
fn finish(text: &str, entry: &mut Entry, reading: Reading<'_>) {
    split_impact(text, entry, reading);
    let bare = |span: Span| {
        let whole = span.of(text);
        let inner = whole.trim_matches(['`', '*', '~', ' ', '[', ']']);
        // Of a link, its text.
        let inner = inner.split("](").next().unwrap_or(inner);
        span.part(whole, inner.lines().next().unwrap_or(inner).trim_end())
    };
    let field_id = entry.field(Key::Id).map(|field| bare(field.value));
    let is_given =
        |id: &Span| !id.is_empty() && reading.vocabulary.placeholder(id.of(text)).is_none();
    entry.id = field_id.filter(is_given).or(entry.heading_id);
    entry.fields.shrink_to_fit();
}

/// One label, two keys: `Impact: High` in the tracked block is the severity, the sentence below
/// is the impact. Told apart by value, and by place where the value does not tell.
fn split_impact(text: &str, entry: &mut Entry, reading: Reading<'_>) {
    let prose = entry
        .fields
        .iter()
        .position(|f| f.key.is_some_and(|k| !k.is_tracked()) && f.key != Some(Key::Impact));
    let impacts: Vec<usize> =
        (0..entry.fields.len()).filter(|&at| entry.fields[at].key == Some(Key::Impact)).collect();
    let Some(&first) = impacts.first() else { return };
    let value = entry.fields[first].value.of(text);
    let is_short = value.split_whitespace().count() <= 3;
    let is_tracked = prose.is_none_or(|prose| first < prose) && is_short && impacts.len() > 1;
    let has_severity = entry.field(Key::Severity).is_some();
    if !has_severity && (is_tracked || is_level(value, reading)) {
        entry.fields[first].key = Some(Key::Severity);
    }
}

fn is_level(value: &str, reading: Reading<'_>) -> bool {
    let words = value.split_whitespace().count();
    let vocabulary = reading.vocabulary;
    (words <= 3 && vocabulary.severity(value).is_some())
        || (words == 1 && vocabulary.nearest_severity(value).is_some())
}
