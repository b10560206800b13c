//! The list above the sections of its file that names them: `- [x] 2. Imports fail` above `## 2. Imports fail`. A
//! section is the entry, and its box in the list is the state.

use std::collections::{HashMap, HashSet};

use super::item_states::box_of;
use crate::document::{BlockKind, Document};
use crate::register::{Entry, Field, Form};
use crate::text::Span;
use crate::vocabulary::{Key, fold};

/// One name alone may be there by chance.
const SEVERAL: usize = 2;

/// Gives entries that are headings the boxes of the list that names them, and drops the items of that list. The
/// numbers of other items are theirs.
pub(super) fn join(text: &str, document: &Document, entries: &mut Vec<Entry>) {
    let named = named_headings(text, document, entries);
    if named.len() >= SEVERAL {
        let dropped: HashSet<u32> = named.iter().map(|named| named.item.start).collect();
        for Named { heading, tick, .. } in named {
            if entries[heading].field(Key::Status).is_none() {
                entries[heading].fields.push(Field::unlabelled(Key::Status, tick));
            }
        }
        entries.retain(|entry| {
            !matches!(entry.form, Form::Item) || !dropped.contains(&entry.span.start)
        });
    }
    take_numbers(text, entries);
}

/// An item with a box that names an entry.
struct Named {
    /// The place of the entry.
    heading: usize,
    item: Span,
    tick: Span,
}

/// The items outside entries of headings whose words are the title of one.
fn named_headings(text: &str, document: &Document, entries: &[Entry]) -> Vec<Named> {
    let mut titles: HashMap<String, Option<usize>> = HashMap::new();
    let mut sections: Vec<Span> = Vec::new();
    for (at, entry) in entries.iter().enumerate().filter(|(_, it)| it.form == Form::Heading) {
        let place = titles.entry(fold(entry.title.of(text))).or_insert(Some(at));
        *place = place.filter(|&known| known == at);
        sections.push(entry.span);
    }
    let pairs = document.blocks.windows(2);
    let named = pairs.filter_map(|pair| {
        let [item, lead] = pair else { return None };
        let is_box = matches!(item.kind, BlockKind::Item(Some(_))) && !item.quoted;
        let item_span = item.span.trim(text);
        let above = sections.partition_point(|section| section.start <= item_span.start);
        let is_within = sections[..above].last().is_some_and(|it| it.contains(item_span));
        if !is_box || lead.kind != BlockKind::Paragraph || is_within {
            return None;
        }
        let heading = (*titles.get(&fold(name(lead.content.of(text))))?)?;
        let tick = box_of(text, item, lead)?;
        Some(Named { heading, item: item_span, tick })
    });
    named.collect()
}

/// The words of an item without its number, its link and its marks: `1. [Imports fail](#imports)`.
fn name(lead: &str) -> &str {
    let marks: &[char] = &['*', '_', ' '];
    let words = numbered(lead.trim_matches(marks)).map_or(lead, |(_, words)| words);
    let words = words.trim_matches(marks);
    let link = words.strip_prefix('[').and_then(|rest| rest.split_once("]("));
    let words = link.map_or(words, |(words, _)| words);
    numbered(words).map_or(words, |(_, words)| words).trim_end_matches('.')
}

/// The number that a text starts with, and the words behind it: `2. Imports fail`.
fn numbered(text: &str) -> Option<(&str, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at(digits);
    let words = rest.strip_prefix(['.', ')'])?.strip_prefix(' ')?;
    (digits > 0).then_some((number, words.trim_start()))
}

/// Takes the numbers that the titles of items start with, where they count on.
fn take_numbers(text: &str, entries: &mut [Entry]) {
    let is_item = |entry: &Entry| entry.form == Form::Item;
    let is_free = |entry: &Entry| is_item(entry) && entry.id.is_none() && entry.number.is_none();
    let of_entry = |entry: &Entry| {
        let (number, words) = numbered(entry.title.of(text)).filter(|_| is_free(entry))?;
        let part = |words| entry.title.part(entry.title.of(text), words);
        Some((part(number), part(words)))
    };
    let found: Vec<Option<(Span, Span)>> = entries.iter().map(of_entry).collect();
    let value = |(number, _): &(Span, Span)| number.of(text).parse::<u32>().unwrap_or_default();
    let values: Vec<u32> = found.iter().flatten().map(value).collect();
    let items = entries.iter().filter(|entry| is_item(entry)).count();
    let counts_on = values.windows(2).all(|pair| pair[0] < pair[1]);
    if values.len() < SEVERAL || values.len() * 2 < items || !counts_on {
        return;
    }
    for (entry, found) in entries.iter_mut().zip(found) {
        if let Some((number, words)) = found {
            entry.number = Some(number);
            if entry.heading.start == entry.title.start {
                entry.heading.start = words.start;
            }
            entry.title = words;
        }
    }
}
