//! A heading for each entry: which headings are entries, and what belongs to each.

use std::collections::HashSet;
use std::ops::Range;

use rayon::prelude::*;

use super::fields::Labels;
use super::heading::{self, HeadingText};
use super::numbered;
use super::outline::Outline;
use super::{Entry, Field, Form, Reading, SectionStart};
use crate::document::{Block, Document, Kind};
use crate::text::Span;
use crate::values::{IdPattern, split_id};
use crate::vocabulary::{Key, Section};

/// A document taken apart.
#[derive(Debug)]
pub(super) struct Parts {
    pub title: Option<Span>,
    pub metadata: Vec<Field>,
    pub policy_lines: Vec<Field>,
    pub entries: Vec<Entry>,
    pub section: Option<SectionStart>,
    pub gaps_end: Option<u32>,
}

/// A heading and the blocks under it, up to the next heading of any level.
pub(super) struct Part {
    pub block: usize,
    pub level: u8,
    pub body: Range<usize>,
    pub text: HeadingText,
    fields: Vec<Field>,
    pub role: Role,
}

/// What else may make an entry of a heading than an ID and known fields.
#[derive(Clone, Copy)]
pub(super) enum Leniency<'o> {
    /// Nothing else.
    None,
    /// A number among those of entries.
    Siblings(&'o Outline),
    /// A number.
    Numbers(&'o Outline),
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Entry,
    /// A sub-heading of the entry before it.
    Within,
    Other,
}

pub(super) fn split<'a>(
    text: &'a str,
    document: &'a Document,
    labels: &Labels<'a>,
    reading: Reading<'a>,
    leniency: Leniency<'_>,
) -> Parts {
    let mut parts = parts(text, document, labels, reading);
    let is_titled = has_title(&parts);
    assign_roles(text, &mut parts, is_titled, reading);
    let below = &mut parts[usize::from(is_titled)..];
    match leniency {
        Leniency::None => {}
        Leniency::Siblings(outline) => numbered::adopt_numbered(text, below, outline, reading),
        Leniency::Numbers(outline) => {
            numbered::number_entries(text, below, reading);
            numbered::adopt_numbered(text, below, outline, reading);
        }
    }

    let preamble_end = parts.first().map_or(document.blocks.len(), |part| part.block);
    let mut front = labels.fields_in(0..preamble_end);
    let mut split = Parts {
        title: parts.first().map(|part| document.blocks[part.block].content),
        metadata: Vec::new(),
        policy_lines: front.extract_if(.., |field| is_policy_line(field)).collect(),
        entries: Vec::new(),
        gaps_end: gaps_end(text, document, &parts, reading),
        section: first_section(document, &parts, usize::from(is_titled)),
    };
    let mut named_by_headings = Vec::new();
    for (at, mut part) in parts.into_iter().enumerate() {
        // What the register promises, it promises wherever it says so.
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
    split.metadata = front;
    add_where_missing(&mut split.entries, named_by_headings);
    drop_strange_ids(text, &mut split.entries, reading);
    for entry in &mut split.entries {
        finish(text, entry, reading);
        if !matches!(leniency, Leniency::None) {
            take_status(text, entry, reading);
        }
    }
    split
}

/// The heading over the first entry: the highest of those that lead down to it, the title left out.
fn first_section(document: &Document, parts: &[Part], from: usize) -> Option<SectionStart> {
    let mut at = parts.iter().position(|part| part.role == Role::Entry)?;
    while at > from && parts[at - 1].level < parts[at].level {
        at -= 1;
    }
    let offset = document.blocks[parts[at].block].span.start;
    Some(SectionStart { offset, level: parts[at].level })
}

/// Where the section for entries ends that a heading opens.
fn gaps_end(text: &str, document: &Document, parts: &[Part], reading: Reading<'_>) -> Option<u32> {
    let is_gaps =
        |part: &Part| reading.vocabulary.section(part.text.rest.of(text)) == Some(Section::Gaps);
    let at = parts.iter().position(is_gaps)?;
    let below = parts[at + 1..].iter().take_while(|part| part.level > parts[at].level);
    let last = below.last().unwrap_or(&parts[at]);
    Some(end_of(text, document, &document.blocks[last.block], &last.body) as u32)
}

/// A sub-heading is a label only where its entry says the same nowhere else.
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
    matches!(field.key, Some(Key::SlaDefault | Key::StatusFlow))
}

/// From this many headings on, the fields under them are looked for on all cores.
const WORTH_THREADS: usize = 2_000;

fn parts<'a>(
    text: &'a str,
    document: &'a Document,
    labels: &Labels<'a>,
    reading: Reading<'a>,
) -> Vec<Part> {
    let is_top = |block: &Block| !block.quoted && block.depth == 0;
    let mut headings: Vec<(usize, u8, usize)> = document
        .blocks
        .iter()
        .enumerate()
        .filter_map(|(at, block)| match block.kind {
            Kind::Heading(level) if is_top(block) => Some((at, level, 0)),
            _ => None,
        })
        .collect();
    let mut next = document.blocks.len();
    for (block, _, end) in headings.iter_mut().rev() {
        *end = std::mem::replace(&mut next, *block);
    }
    let part = |labels: &Labels<'a>, &(block, level, end): &(usize, u8, usize)| Part {
        block,
        level,
        body: block + 1..end,
        text: heading::parse(document.blocks[block].content, text, reading),
        fields: labels.fields_in(block + 1..end),
        role: Role::Other,
    };
    if headings.len() < WORTH_THREADS {
        return headings.iter().map(|heading| part(labels, heading)).collect();
    }
    let pieces = headings.par_chunks(WORTH_THREADS / 4).map(|headings| {
        let labels = Labels::new(text, document, reading.vocabulary);
        headings.iter().map(|heading| part(&labels, heading)).collect::<Vec<_>>()
    });
    pieces.collect::<Vec<_>>().into_iter().flatten().collect()
}

/// The first heading is the title when no other stands as high.
fn has_title(parts: &[Part]) -> bool {
    let Some((first, rest)) = parts.split_first() else { return false };
    if rest.is_empty() {
        // Alone, it is the title of a register that has no entry yet, unless it tracks something.
        let is_entry = first.text.id.is_some()
            || first
                .fields
                .iter()
                .any(|f| matches!(f.key, Some(Key::Id | Key::Status | Key::Symptom)));
        return first.level == 1 && !is_entry;
    }
    rest.iter().all(|part| part.level > first.level)
}

fn assign_roles(text: &str, parts: &mut [Part], is_titled: bool, reading: Reading<'_>) {
    let from = usize::from(is_titled);
    for least in [2, 1] {
        mark_entries(text, &mut parts[from..], least, reading);
        if parts.iter().any(|part| part.role == Role::Entry) {
            break;
        }
    }
    numbered::adopt_siblings(text, &mut parts[from..], reading);
}

/// Marks each heading that is surely an entry, and what lies under it.
fn mark_entries(text: &str, parts: &mut [Part], least_fields: usize, reading: Reading<'_>) {
    let mut inside: Option<u8> = None;
    for at in 0..parts.len() {
        let below = keys_below(text, &parts[at..]);
        let part = &mut parts[at];
        inside = inside.filter(|&level| part.level > level);
        let is_named = part.text.id.is_some();
        let is_listed = part.fields.iter().any(|f| f.key == Some(Key::Id));
        let has_id = is_named || is_listed;
        let is_entry = match inside {
            // Only an ID of its own makes an entry of a sub-heading.
            Some(_) => {
                (is_named && is_listed) || (has_id && distinct_keys(text, &part.fields) >= 2)
            }
            None => has_id || distinct_keys(text, &part.fields) >= least_fields || below,
        };
        let heading = part.text.rest.of(text);
        // `Routes` may be a part of a file, or what an entry is about.
        let section = reading.vocabulary.section(heading);
        let is_section =
            part.text.id.is_none() && section.is_some_and(|section| section != Section::Others);
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

/// Whether a numbered heading keeps its fields under sub-headings that are no entries of their
/// own: `### 1.1 …` over `#### Tracking` and `#### Problem`.
fn keys_below(text: &str, parts: &[Part]) -> bool {
    let Some((part, rest)) = parts.split_first() else { return false };
    if !part.text.number.is_some_and(|number| number.of(text).contains('.')) {
        return false;
    }
    let has_handle = |part: &Part| {
        part.text.number.is_some() || part.text.id.is_some() || !part.text.area.is_empty()
    };
    let below = || rest.iter().take_while(|below| below.level > part.level);
    let fields = part.fields.iter().chain(below().flat_map(|below| &below.fields));
    !below().any(has_handle) && distinct_keys(text, fields) >= 2
}

fn distinct_keys<'f>(text: &str, fields: impl IntoIterator<Item = &'f Field>) -> usize {
    let is_level = |key: Key| matches!(key, Key::Status | Key::Priority | Key::Severity);
    // A level has one word; under a list of them stands what they mean.
    let is_list = |value: &str| value.contains('\n') || value.starts_with("- ");
    let is_legend = |field: &Field, key| is_level(key) && is_list(field.value.of(text));
    let keys = fields.into_iter().filter_map(|field| {
        field.key.filter(|&key| key.belongs_to_entry() && !is_legend(field, key))
    });
    let mut keys: Vec<Key> = keys.collect();
    keys.sort_unstable();
    keys.dedup();
    keys.len()
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
        form: Form::Heading,
        repeats: Vec::new(),
    }
}

/// Where a part's last block ends that says something.
fn end_of(text: &str, document: &Document, heading: &Block, body: &Range<usize>) -> usize {
    let blocks = [heading].into_iter().chain(&document.blocks[body.clone()]);
    let said = blocks.filter(|block| block.kind != Kind::Rule);
    let last = said.max_by_key(|block| block.span.end);
    last.map_or(0, |block| block.span.trim(text).end as usize)
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
    // Up to what is surely something else: a field, a comment, a quote, a rule.
    let is_other = |block: &&Block| matches!(block.kind, Kind::Html | Kind::Rule) || block.quoted;
    let other = document.blocks[part.body.clone()].iter().find(is_other).map(|block| block.span);
    let field = part.fields.first().map(|field| field.span);
    let stop = other.into_iter().chain(field).map(|span| span.start as usize).min();
    let end = end_of(text, document, heading, &part.body);
    let end = stop.map_or(end, |stop| end.min(stop)).max(start);
    let value = Span::new(start, end).trim(text);
    (key.belongs_to_entry() && !value.is_empty()).then(|| Field {
        key: Some(key),
        label: heading.content,
        value,
        span: Span::new(heading.span.start as usize, end),
    })
}

/// The ID that a field or cell holds, without marks, link and qualifier: `[G-001](…)`,
/// `G-001 (JIRA-12)`.
pub(super) fn id_in(text: &str, value: Span, pattern: &IdPattern) -> Span {
    let whole = value.of(text);
    let inner = whole.trim_start_matches("- ").trim_matches(['`', '*', '~', ' ', '[', ']']);
    let inner = inner.split("](").next().unwrap_or(inner);
    let line = inner.lines().next().unwrap_or(inner).trim_end().trim_end_matches(['`', '*', '~']);
    let id =
        pattern.prefix(line).filter(|id| line[id.len()..].trim_start().starts_with(['(', '<']));
    let found = id.or_else(|| if pattern.matches(line) { None } else { decorated(line, pattern) });
    value.part(whole, found.unwrap_or(line))
}

/// The only ID in a text that holds no other words: `🔴 G-001`, `<a id="g-1"></a>G-001`,
/// `[G-001][r]`.
fn decorated<'t>(line: &'t str, pattern: &IdPattern) -> Option<&'t str> {
    let mut found = None;
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        if c == '<'
            && let Some(end) = rest.find('>')
        {
            rest = &rest[end + 1..];
        } else if let Some(target) = rest.strip_prefix("][").or_else(|| rest.strip_prefix("](")) {
            rest = target.split_once([']', ')']).map_or("", |(_, rest)| rest);
        } else if let Some(id) = pattern.prefix(rest) {
            if found.replace(id).is_some() {
                return None;
            }
            rest = &rest[id.len()..];
        } else if c.is_alphanumeric() {
            return None;
        } else {
            rest = &rest[c.len_utf8()..];
        }
    }
    found
}

/// Takes words such as `HTTP-404` for words again: an ID in a heading is of a family that the
/// fields use, or, where no field holds one, of a family that half of the headings use.
fn drop_strange_ids(text: &str, entries: &mut [Entry], reading: Reading<'_>) {
    let prefix = |id: Span| split_id(id.of(text)).map(|(prefix, ..)| prefix);
    let in_field = |entry: &Entry| {
        let field = entry.field(Key::Id).filter(|field| !field.value.is_empty())?;
        prefix(id_in(text, field.value, reading.id))
    };
    let known: HashSet<&str> = entries.iter().filter_map(in_field).collect();
    let in_headings = entries.iter().filter(|entry| entry.heading_id.is_some()).count();
    let is_common = in_headings * 2 >= entries.len();
    for entry in entries {
        let Some(id) = entry.heading_id else { continue };
        let is_own = if known.is_empty() {
            is_common
        } else {
            prefix(id).is_some_and(|prefix| known.contains(prefix))
        };
        if !is_own {
            entry.heading_id = None;
            entry.heading.start = id.start;
            match entry.area.first_mut() {
                Some(step) => step.start = id.start,
                None => entry.title.start = id.start,
            }
        }
    }
}

/// Settles what the fields tell about the entry as a whole.
fn finish(text: &str, entry: &mut Entry, reading: Reading<'_>) {
    split_impact(text, entry, reading);
    let field_id = entry.field(Key::Id).map(|field| id_in(text, field.value, reading.id));
    // Markdown takes the row of a table right below an empty field for its value.
    let is_given = |id: &Span| {
        let id = id.of(text);
        !id.is_empty() && !id.starts_with('|') && reading.vocabulary.placeholder(id).is_none()
    };
    entry.id = field_id.filter(is_given).or(entry.heading_id);
    entry.fields.shrink_to_fit();
}

/// The status at the end of a heading: `1.3 Onboarding — 🟡 mostly built`. Where `Current state`
/// is told in sentences, it is what is seen.
fn take_status(text: &str, entry: &mut Entry, reading: Reading<'_>) {
    const FEW_WORDS: usize = 4;
    let words = reading.vocabulary;
    let mut has_symptom = entry.field(Key::Symptom).is_some();
    for field in entry.fields.iter_mut().filter(|field| field.key == Some(Key::Status)) {
        let value = field.value.of(text);
        let is_known = words.status(value).or_else(|| words.leading_status(value)).is_some();
        if !is_known && value.split_whitespace().count() > FEW_WORDS {
            field.key = (!has_symptom).then_some(Key::Symptom);
            has_symptom = true;
        }
    }
    if entry.field(Key::Status).is_some() {
        return;
    }
    let whole = entry.title.of(text);
    let tail = [" — ", " – ", " - "].into_iter().find_map(|dash| whole.rsplit_once(dash));
    let Some((title, status)) = tail else { return };
    if reading.vocabulary.status(status).is_some() {
        let value = entry.title.part(whole, status.trim());
        entry.title = entry.title.part(whole, title.trim_end());
        entry.fields.push(Field { key: Some(Key::Status), label: value, value, span: value });
    }
}

/// One label, two keys: `Impact: High` in the tracked block is the severity, the sentence is the
/// impact. Told apart by value, and by place where the value does not tell.
fn split_impact(text: &str, entry: &mut Entry, reading: Reading<'_>) {
    if entry.field(Key::Severity).is_some() {
        return;
    }
    let is_impact = |field: &Field| field.key == Some(Key::Impact);
    let impacts: Vec<usize> =
        (0..entry.fields.len()).filter(|&at| is_impact(&entry.fields[at])).collect();
    let value = |at: usize| entry.fields[at].value.of(text);
    let is_prose =
        |field: &Field| field.key.is_some_and(|key| !key.is_tracked()) && !is_impact(field);
    let first_prose = entry.fields.iter().position(is_prose).unwrap_or(entry.fields.len());
    let by_value = impacts.iter().copied().find(|&at| is_level(value(at), reading));
    let by_place = || {
        let first = impacts.first().copied().filter(|&at| at < first_prose && impacts.len() > 1)?;
        let is_short = value(first).split_whitespace().count() <= 3;
        (is_short || reading.vocabulary.severity(value(first)).is_some()).then_some(first)
    };
    if let Some(at) = by_value.or_else(by_place) {
        entry.fields[at].key = Some(Key::Severity);
    }
}

fn is_level(value: &str, reading: Reading<'_>) -> bool {
    let words = value.split_whitespace().count();
    let vocabulary = reading.vocabulary;
    (words <= 3 && vocabulary.severity(value).is_some())
        || (words == 1 && vocabulary.nearest_severity(value).is_some())
}
