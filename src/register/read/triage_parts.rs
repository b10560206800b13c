//! The parts of a triage table that is split: `Open` and `Closed`, one for each team or quarter.

use std::cell::LazyCell;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::table_reader::{FoundTable, TableReader};
use crate::document::BlockKind;
use crate::register::TriageTable;
use crate::text::{Span, sort_by_place};
use crate::vocabulary::{Key, KeySet, Section};

/// A line that is longer is a sentence, and no caption.
const LONGEST: usize = 60;

/// The first table, and the others among some blocks that are parts of the same.
pub(super) fn of(
    reader: &TableReader<'_>,
    first: FoundTable,
    scope: Vec<Range<usize>>,
) -> Vec<TriageTable> {
    let is_first = |found: &FoundTable| found.table.span == first.table.span;
    let tables = scope.into_iter().flat_map(|blocks| reader.tables(blocks, true));
    let others = tables.filter(|found| !is_first(found) && reader.is_apart(&found.table));
    let is_alike = |found: &FoundTable| {
        are_alike(&found.table, &first.table) || is_without_ids(reader, found, &first)
    };
    let alike: Vec<FoundTable> = others.filter(is_alike).collect();
    if alike.is_empty() {
        return vec![first.table];
    }
    let own = ids_of_entries(reader);
    let mut listed: HashSet<String> = ids(reader, &first.table).collect();
    let mut parts = vec![first];
    for found in alike {
        let ids: Vec<String> = ids(reader, &found.table).collect();
        let count = |known: &HashSet<String>| ids.iter().filter(|id| known.contains(*id)).count();
        // Rows of removed entries are an archive, rows that are there already another view.
        let is_of_entries = count(&own) * 2 >= ids.len() && count(&listed) * 2 <= ids.len();
        if is_of_entries && is_in_own_section(reader, found.block) {
            listed.extend(ids);
            parts.push(found);
        }
    }
    if parts.len() > 1 {
        sort_by_place(&mut parts, |part| part.table.span);
        name(reader, &mut parts);
    }
    parts.into_iter().map(|part| part.table).collect()
}

/// The first table with IDs of entries among some blocks that has other parts beside it: where the
/// captions say the state, no column does.
pub(super) fn first_split(
    reader: &TableReader<'_>,
    blocks: Range<usize>,
    scope: &[Range<usize>],
) -> Option<FoundTable> {
    let own = LazyCell::new(|| ids_of_entries(reader));
    let is_list = |found: &FoundTable| {
        let table = &found.table;
        let known = table.columns.iter().filter(|column| column.key.is_some()).count();
        table.has(Key::Id)
            && known > 1
            && ids(reader, table).next().is_some_and(|id| own.contains(&id))
    };
    let mut tables = reader.tables(blocks.clone(), true);
    let place = tables.find(|found| reader.is_apart(&found.table) && is_list(found))?.block;
    let again = || reader.tables(place..place + 1, true).next();
    (of(reader, again()?, scope.to_vec()).len() > 1).then(again)?
}

/// Whether a table is a part that has no column for IDs: its caption names a state, and its columns
/// are those of the first.
fn is_without_ids(reader: &TableReader<'_>, found: &FoundTable, first: &FoundTable) -> bool {
    let keys = found.table.columns.iter().filter_map(|column| column.key);
    let common = keys.filter(|&key| first.table.has(key)).count();
    let names_state = || {
        let caption = captions(reader, found.block).pop();
        let caption = caption.map_or("", |caption| reader.source.slice(caption));
        let mut words = caption.split(|c: char| !c.is_alphanumeric());
        words.any(|word| reader.reading.vocabulary.is_status_word(word))
    };
    !found.table.has(Key::Id)
        && first.table.has(Key::Id)
        && found.table.has(Key::Gap)
        && common > 1
        && names_state()
}

/// Whether two tables have most of their known columns in common, the ID among them.
fn are_alike(one: &TriageTable, other: &TriageTable) -> bool {
    let keys = |table: &TriageTable| -> KeySet {
        table.columns.iter().filter_map(|column| column.key).collect()
    };
    let (one, other) = (keys(one), keys(other));
    let common = one.intersection(&other).count();
    one.contains(&Key::Id)
        && other.contains(&Key::Id)
        && common > 1
        && common * 2 >= one.len().min(other.len())
}

/// The IDs of all entries, as `ids` gives them.
fn ids_of_entries(reader: &TableReader<'_>) -> HashSet<String> {
    let ids = reader.entries.iter().filter_map(|entry| entry.id);
    ids.map(|id| reader.source.plain(id).to_ascii_uppercase()).collect()
}

fn ids<'t>(
    reader: &'t TableReader<'_>,
    table: &'t TriageTable,
) -> impl Iterator<Item = String> + 't {
    let ids = table.rows.iter().map(|row| reader.source.plain(row.id));
    ids.filter(|id| !id.is_empty()).map(str::to_ascii_uppercase)
}

/// Whether the nearest heading above a block names no history, no legend and no notes.
fn is_in_own_section(reader: &TableReader<'_>, block: usize) -> bool {
    let section = reader.headings().nearest(block).and_then(|heading| {
        reader.reading.vocabulary.section(reader.source.slice(heading.content))
    });
    !matches!(section, Some(Section::Others | Section::Notes))
}

/// Gives each part its captions, without those that all of them have.
fn name(reader: &TableReader<'_>, parts: &mut [FoundTable]) {
    let captions: Vec<Vec<Span>> = parts.iter().map(|part| captions(reader, part.block)).collect();
    let mut counts: HashMap<Span, usize> = HashMap::new();
    for &caption in captions.iter().flatten() {
        *counts.entry(caption).or_default() += 1;
    }
    let is_shared = |caption: &Span| counts[caption] == captions.len();
    for (part, captions) in parts.iter_mut().zip(&captions) {
        let own = captions.iter().filter(|caption| !is_shared(caption));
        part.table.captions = own.copied().collect();
    }
}

/// The headings above a table and the line right above it, the outermost first.
fn captions(reader: &TableReader<'_>, table: usize) -> Vec<Span> {
    let above = reader.document.blocks[..table].iter().enumerate().rev();
    let near = above.take_while(|(_, block)| {
        !matches!(block.kind, BlockKind::Heading(_) | BlockKind::Table(_))
    });
    let mut captions: Vec<Span> = near
        .filter_map(|(at, block)| match block.kind {
            BlockKind::Paragraph if block.depth == 0 && !block.quoted => {
                caption(reader, block.content, at + 1 == table)
            }
            BlockKind::Html => summary(reader, block.span),
            _ => None,
        })
        .take(1)
        .collect();
    captions.extend(reader.headings().above(table).map(|heading| heading.content));
    captions.reverse();
    captions
}

/// A paragraph that is a caption: one that is bold, or a short line right above its table.
fn caption(reader: &TableReader<'_>, paragraph: Span, is_right_above: bool) -> Option<Span> {
    let text = reader.source.slice(paragraph);
    let (whole, last) = (text.trim(), text.trim().lines().next_back().unwrap_or_default());
    // Without a blank line between them, text and caption are one paragraph.
    let line = if is_right_above { last.trim() } else { whole };
    let is_bold = ["**", "__"].iter().any(|mark| {
        let rest = line.strip_prefix(mark).and_then(|rest| rest.split_once(mark));
        rest.is_some_and(|(inner, rest)| !inner.is_empty() && !rest.contains(char::is_alphabetic))
    });
    let is_short = line == whole && line.ends_with(':');
    let is_caption = line.chars().count() <= LONGEST && (is_bold || (is_right_above && is_short));
    is_caption.then(|| paragraph.part(text, line))
}

/// The summary of a `<details>`.
fn summary(reader: &TableReader<'_>, html: Span) -> Option<Span> {
    let text = reader.source.slice(html);
    let (_, rest) = text.split_once("<summary>")?;
    let (inner, _) = rest.split_once("</summary>")?;
    Some(html.part(text, inner.trim()))
}
