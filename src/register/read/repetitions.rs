//! Rows and items that are no entries, as they name others or say again what these say.

use std::collections::HashSet;

use super::ids::ids_of_cell;
use super::outline::Outline;
use crate::document::Document;
use crate::register::{Entry, Field, Form, Reading};
use crate::text::char_start;
use crate::vocabulary::Key;

/// Drops the rows whose cell for the ID names several entries and nothing else: they are about those.
pub(super) fn drop_references(text: &str, entries: &mut Vec<Entry>, reading: Reading<'_>) {
    let is_row = |entry: &&Entry| matches!(entry.form, Form::Row(_));
    let ids = entries.iter().filter_map(|entry| Some(entry.id?.of(text)));
    let known: HashSet<String> = ids.map(str::to_owned).collect();
    entries.retain(|entry| {
        let cell = entry.field(Key::Id).filter(|_| entry.id.is_none() && is_row(&entry));
        let ids = cell.and_then(|field| ids_of_cell(field.value.of(text), reading));
        ids.is_none_or(|ids| !ids.iter().all(|id| known.contains(*id)))
    });
}

/// Drops the items that say again what an item above says, of a tracker's issue with the same state and levels: a list
/// by label has an issue below each of its labels.
pub(super) fn drop_listed_again(text: &str, entries: &mut Vec<Entry>) {
    let mut seen: HashSet<(&str, Vec<&str>)> = HashSet::new();
    entries.retain(|entry| {
        let is_issue = entry.id.is_some_and(|id| id.of(text).starts_with('#'));
        let is_value = |field: &&Field| field.key.is_some_and(Key::is_state_or_level);
        let values = entry.fields.iter().filter(is_value).map(|field| field.value.of(text));
        entry.form != Form::Item
            || !is_issue
            || seen.insert((entry.span.of(text), values.collect()))
    });
}

/// Drops the items that name other entries and say nothing else, and the headings beside those above them: a list by
/// subject has `- Issue #7, #12`.
pub(super) fn drop_indexes(
    text: &str,
    document: &Document,
    outline: &Outline,
    entries: &mut Vec<Entry>,
    reading: Reading<'_>,
) {
    let names = entries.iter().filter_map(|entry| entry.id.or(entry.number));
    let known: HashSet<&str> = names.map(|span| span.of(text).trim_start_matches('#')).collect();
    let is_bare = |entry: &Entry| entry.id.is_none() && entry.fields.is_empty();
    // The heading above the one that an entry is or is below.
    let parent = |entry: &Entry| {
        let block = document.block_from(entry.span.start + 1);
        let headings = outline.headings();
        let own = headings.partition_point(|heading| heading.place.block < block).checked_sub(1)?;
        headings[own].place.parent
    };
    let mut indexes: HashSet<usize> = HashSet::new();
    entries.retain(|entry| {
        let is_reference = is_bare(entry)
            && match entry.form {
                Form::Item => names_entries(entry.title.of(text), &known, reading),
                Form::Heading => holds_names(entry.span.of(text), &known, reading),
                Form::Row(_) => false,
            };
        if is_reference {
            indexes.extend(parent(entry));
        }
        !is_reference
    });
    if indexes.is_empty() {
        return;
    }
    entries.retain(|entry| {
        let is_of_index = || parent(entry).is_some_and(|parent| indexes.contains(&parent));
        entry.form != Form::Heading || !is_bare(entry) || entry.number.is_some() || !is_of_index()
    });
}

/// Drops the items of a page of a manual: each names the entry of a register that is about it, by a link to the file of
/// that.
pub(super) fn drop_mentions(text: &str, entries: &mut Vec<Entry>, reading: Reading<'_>) {
    /// No ID is longer.
    const LONGEST: usize = 80;
    let names_other = |entry: &Entry| {
        let whole = entry.span.of(text);
        let links = whole.match_indices("](").filter_map(|(at, _)| {
            let near = &whole[char_start(whole, at.saturating_sub(LONGEST))..at];
            let id = near.rsplit_once('[')?.1;
            let target = whole[at + 2..].split([')', '#', ' ']).next()?;
            Some((id, target))
        });
        let is_of_file = |target: &str| target.ends_with(".md") && !target.contains("://");
        let mut links = links.filter(|(id, target)| reading.id.matches(id) && is_of_file(target));
        entry.form == Form::Item && entry.id.is_none() && links.next().is_some()
    };
    if entries.iter().all(names_other) {
        entries.clear();
    }
}

/// Whether all that is below a heading are bullets that name known entries.
fn holds_names(section: &str, known: &HashSet<&str>, reading: Reading<'_>) -> bool {
    let mut lines =
        section.lines().skip(1).map(str::trim).filter(|line| !line.is_empty()).peekable();
    let is_name = |line: &str| {
        let item = line.strip_prefix(['-', '*', '+']);
        item.is_some_and(|item| names_entries(item.trim(), known, reading))
    };
    lines.peek().is_some() && lines.all(is_name)
}

/// Whether a text names known entries, with no more words than one for what they are.
fn names_entries(text: &str, known: &HashSet<&str>, reading: Reading<'_>) -> bool {
    let is_name = |part: &&str| {
        let number = part.strip_prefix('#').filter(|it| it.bytes().all(|b| b.is_ascii_digit()));
        let id = || reading.id.matches(part).then_some(*part);
        number.or_else(id).is_some_and(|name| known.contains(name))
    };
    let parts = text.split([' ', ',', ';', '、', '，', '・', '&', '/', '*']);
    let (names, others): (Vec<&str>, Vec<&str>) =
        parts.filter(|part| !part.is_empty()).partition(is_name);
    !names.is_empty() && others.len() <= 1 && others.iter().all(|word| text.starts_with(word))
}
