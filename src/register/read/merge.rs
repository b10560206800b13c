//! Merges what several tables and lists of a file say about the same entries.

use std::collections::{HashMap, HashSet};

use super::cell::bare;
use super::group::{EntryCertainty, EntryGroup};
use super::refusals::Refusals;
use crate::register::heading_links::{anchor, link_targets};
use crate::register::{Entry, EntryTable, Field, Form, Refusal, UnreadKind};
use crate::text::sort_by_place;
use crate::vocabulary::{Key, Vocabulary, fold};

/// Merges what is found into the entries of a text.
pub(super) struct Merger<'a> {
    pub text: &'a str,
    pub words: &'a Vocabulary,
    pub refusals: &'a Refusals,
}

impl Merger<'_> {
    /// Merges rows and items into the entries that are known already: the row of a summary adds to its
    /// entry what that lacks, and repeats the rest; other rows and items are new entries where they are
    /// certain. Returns the groups of which nothing is known.
    pub(super) fn merge(
        &self,
        mut groups: Vec<EntryGroup>,
        entries: &mut Vec<Entry>,
        tables: &mut Vec<EntryTable>,
    ) -> Vec<EntryGroup> {
        let Self { text, words, refusals } = *self;
        forget_counts(text, &mut groups);
        // The longest text about an entry is the entry; shorter ones are summaries of it.
        groups
            .sort_by_cached_key(|group| std::cmp::Reverse((group.certainty, group.richness(text))));
        let mut known = EntryIndex::default();
        let mut unknown = Vec::new();
        for mut group in groups {
            known.update(text, entries);
            let place_of = |row: &Entry| known.place_of(text, row, entries);
            let places: Vec<Option<usize>> = group.entries.iter().map(place_of).collect();
            let repeated = places.iter().flatten().count();
            let is_summary = !group.is_register && repeated * 2 >= group.entries.len().max(1);
            let has_others = !known.ids.is_empty() || has_followed_up(entries);
            if !is_summary
                && has_others
                && let Some(why) = refusal(text, &group, &known)
            {
                if let Some(table) = &group.table {
                    let count = group.entries.len();
                    refusals.refuse(table.span, UnreadKind::Table, count, why);
                }
                continue;
            }
            if !is_summary && group.certainty < EntryCertainty::Tracked {
                unknown.push(group);
                continue;
            }
            if is_summary {
                forget_other_levels(text, &mut group, &places, entries, words);
            }
            let mut rows = Vec::with_capacity(group.entries.len());
            for (row, place) in group.entries.into_iter().zip(places) {
                let is_own = |at: &usize| is_summary || is_section_of(text, &entries[*at], &row);
                match place.filter(is_own) {
                    Some(place) if is_summary => add_row(text, &mut entries[place], row),
                    Some(place) => add_whole_row(text, &mut entries[place], row),
                    None => rows.push(row),
                }
            }
            add(EntryGroup { entries: rows, ..group }, entries, tables);
        }
        sort_by_place(entries, |entry| entry.span);
        unknown
    }
}

/// Takes the numbers of rows for no IDs where several tables count from 1 and the same number names other things.
fn forget_counts(text: &str, groups: &mut [EntryGroup]) {
    let is_count = |group: &EntryGroup| {
        let names = group.entries.iter().map(|entry| name(text, entry));
        let is_next = |(name, at): (Option<&str>, usize)| name == Some(at.to_string().as_str());
        group.table.is_some() && names.zip(1..).all(is_next)
    };
    let mut counts: Vec<&mut EntryGroup> =
        groups.iter_mut().filter(|group| is_count(group)).collect();
    let mut titles: HashSet<String> = HashSet::new();
    for group in &counts {
        let own = group.entries.iter().filter_map(|entry| title_letters(text, entry));
        let (known, new): (Vec<_>, Vec<_>) = own.partition(|title| titles.contains(title));
        // What another table says of the same things repeats them.
        if !known.is_empty() && known.len() >= new.len() {
            return;
        }
        titles.extend(new);
    }
    if counts.len() > 1 {
        for entry in counts.iter_mut().flat_map(|group| &mut group.entries) {
            (entry.id, entry.number) = (None, None);
            entry.fields.retain(|field| field.key != Some(Key::Id));
        }
    }
}

/// Takes the cells of a summary for no levels of its entries where their column has another name and most of
/// them differ: `Risk` of the repair beside `Severity` of the gap.
fn forget_other_levels(
    text: &str,
    group: &mut EntryGroup,
    places: &[Option<usize>],
    entries: &[Entry],
    words: &Vocabulary,
) {
    const FEWEST: usize = 3;
    for key in [Key::Priority, Key::Severity] {
        let pairs = group.entries.iter().zip(places);
        let pairs = pairs.filter_map(|(row, place)| Some((row, &entries[(*place)?])));
        let fields = pairs.filter_map(|(row, entry)| row.field(key).zip(entry.field(key)));
        let renamed =
            fields.filter(|(cell, own)| fold(cell.label.of(text)) != fold(own.label.of(text)));
        let differ = |(cell, own): &(&Field, &Field)| {
            let [cell, own] = [cell, own].map(|field| words.level(bare(field.value.of(text))));
            cell != own
        };
        let (other, same): (Vec<_>, Vec<_>) = renamed.partition(differ);
        if other.len() >= FEWEST && other.len() > same.len() {
            for field in group.entries.iter_mut().flat_map(|row| &mut row.fields) {
                field.key = field.key.filter(|own| *own != key);
            }
        }
    }
}

/// Joins rows with the sections that have their names, where most of these have their titles, too: sections are
/// found after the rows with IDs.
pub(super) fn join_rows(text: &str, entries: &mut Vec<Entry>) {
    const FEWEST: usize = 2;
    let of_form = |is_row: bool| {
        let mut places: HashMap<&str, Option<usize>> = HashMap::new();
        for (at, entry) in entries.iter().enumerate() {
            let is_wanted = match entry.form {
                Form::Row(_) => is_row,
                Form::Heading => !is_row,
                Form::Item => false,
            };
            if let Some(name) = name(text, entry).filter(|_| is_wanted) {
                places.entry(name).and_modify(|place| *place = None).or_insert(Some(at));
            }
        }
        places
    };
    let sections = of_form(false);
    let rows = of_form(true).into_iter().filter_map(|(name, row)| Some((name, row?)));
    let pairs = rows.filter_map(|(name, row)| Some((row, (*sections.get(name)?)?)));
    let pairs: HashMap<usize, usize> = pairs.collect();
    let title = |at: usize| entries[at].title.of(text);
    let alike = pairs.iter().filter(|(row, section)| are_alike(title(**section), title(**row)));
    let alike = alike.count();
    if alike < FEWEST || alike * 2 < pairs.len() {
        return;
    }
    let all = std::mem::take(entries).into_iter().enumerate();
    let (joined, kept): (Vec<_>, Vec<_>) = all.partition(|(at, _)| pairs.contains_key(at));
    let places: Vec<usize> = kept.iter().map(|(at, _)| *at).collect();
    entries.extend(kept.into_iter().map(|(_, entry)| entry));
    for (at, row) in joined {
        if let Ok(place) = places.binary_search(&pairs[&at]) {
            add_row(text, &mut entries[place], row);
        }
    }
}

/// Adds the members of a group as entries.
pub(super) fn add(group: EntryGroup, entries: &mut Vec<Entry>, tables: &mut Vec<EntryTable>) {
    let at = tables.len() as u32;
    tables.extend(group.table);
    entries.extend(group.entries.into_iter().map(|mut entry| {
        if let Form::Row(own) = &mut entry.form {
            own.table = at;
        }
        entry
    }));
}

/// Whether there are several entries with states.
fn has_followed_up(entries: &[Entry]) -> bool {
    const SEVERAL: usize = 3;
    entries.iter().filter(|entry| entry.field(Key::Status).is_some()).count() >= SEVERAL
}

/// Why the rows of a table beside entries with IDs or states are none: they have neither IDs nor states or
/// levels, or their titles are IDs of entries.
fn refusal(text: &str, group: &EntryGroup, known: &EntryIndex<'_>) -> Option<Refusal> {
    group.table.as_ref()?;
    let refers = |entry: &&Entry| known.ids.contains(bare(entry.title.of(text)));
    let has = |key: Key| group.entries.iter().any(|entry| entry.field(key).is_some());
    let has_level = [Key::Status, Key::Priority, Key::Severity].into_iter().any(has);
    if group.entries.iter().filter(refers).count() * 2 > group.entries.len() {
        return Some(Refusal::Known);
    }
    let is_bare = group.certainty == EntryCertainty::Tracked && !has_level;
    is_bare.then_some(Refusal::OthersCertain)
}

/// The known entries by name.
#[derive(Default)]
struct EntryIndex<'t> {
    places: HashMap<&'t str, Vec<usize>>,
    /// Those of headings by their titles; nothing where several have a title.
    titles: HashMap<String, Option<usize>>,
    ids: HashSet<&'t str>,
    /// How many entries it holds.
    count: usize,
}

impl<'t> EntryIndex<'t> {
    /// Adds the entries that are new.
    fn update(&mut self, text: &'t str, entries: &[Entry]) {
        for (at, entry) in entries.iter().enumerate().skip(self.count) {
            if let Some(name) = name(text, entry) {
                self.places.entry(name).or_default().push(at);
            }
            self.ids.extend(entry.id.map(|id| id.of(text)));
            if entry.form == Form::Heading
                && let Some(title) = title_letters(text, entry)
            {
                let place = self.titles.entry(title).and_modify(|place| *place = None);
                place.or_insert(Some(at));
            }
        }
        self.count = entries.len();
    }

    /// The entry that a row is about: by its name, else by its title. Of several with its name, the one
    /// that it links to, else the one with its title, else the first.
    fn place_of(&self, text: &str, row: &Entry, entries: &[Entry]) -> Option<usize> {
        let titled = || *self.titles.get(&title_letters(text, row)?)?;
        match name(text, row).map(|name| self.places.get(name)) {
            Some(Some(places)) if places.len() > 1 => {
                let linked = linked(text, row, places, entries);
                let titled = || titled().filter(|at| places.contains(at));
                let alike = || title_within(text, row, places, entries);
                linked.or_else(titled).or_else(alike).or(places.first().copied())
            }
            Some(places) => places?.first().copied(),
            None => titled(),
        }
    }
}

/// Of some entries, the one whose heading a row links to.
fn linked(text: &str, row: &Entry, places: &[usize], entries: &[Entry]) -> Option<usize> {
    let whole = row.span.of(text);
    let targets: Vec<&str> = link_targets(whole).map(|target| &whole[target]).collect();
    let is_linked = |at: &usize| {
        let heading = entries[*at].span.of(text).lines().next().unwrap_or_default();
        heading.starts_with('#') && targets.contains(&anchor(heading).as_str())
    };
    (!targets.is_empty()).then(|| only(places, is_linked))?
}

/// Of some entries, the one whose title has the words of a row, or the row its words.
fn title_within(text: &str, row: &Entry, places: &[usize], entries: &[Entry]) -> Option<usize> {
    let title = title_letters(text, row)?;
    let is_alike = |at: &usize| {
        let own = title_letters(text, &entries[*at]);
        own.is_some_and(|own| own.contains(&title) || title.contains(&own))
    };
    only(places, is_alike)
}

/// The only place of some that is meant.
fn only(places: &[usize], is_meant: impl Fn(&usize) -> bool) -> Option<usize> {
    let mut meant = places.iter().copied().filter(|at| is_meant(at));
    meant.next().filter(|_| meant.next().is_none())
}

/// Whether a section has the ID and the title of a row.
fn is_section_of(text: &str, section: &Entry, row: &Entry) -> bool {
    let id = |entry: &Entry| entry.id.map(|id| id.of(text));
    section.form == Form::Heading
        && id(row).is_some()
        && id(section) == id(row)
        && are_alike(section.title.of(text), row.title.of(text))
}

/// Whether one title holds the letters of the other.
fn are_alike(one: &str, other: &str) -> bool {
    let (one, other) = (letters(one), letters(other));
    one.contains(&other) || other.contains(&one)
}

/// The name of an entry: its ID, else its number. `#4` in a table is the section `Issue #4`, whose number is `4`.
fn name<'t>(text: &'t str, entry: &Entry) -> Option<&'t str> {
    let name = entry.id.or(entry.number)?.of(text);
    let number = name.strip_prefix('#');
    Some(number.filter(|it| it.bytes().all(|byte| byte.is_ascii_digit())).unwrap_or(name))
}

/// The letters and digits of a title, by which a row without a name is known; nothing where these are
/// few.
pub(super) fn title_letters(text: &str, entry: &Entry) -> Option<String> {
    const FEWEST: usize = 4;
    let letters = letters(entry.title.of(text));
    (letters.chars().count() >= FEWEST).then_some(letters)
}

/// The letters and digits of a text, in small letters.
pub(super) fn letters(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Adds the fields of a summary row to its entry.
pub(super) fn add_row(text: &str, entry: &mut Entry, row: Entry) {
    // A value from the heading above the summary is about the summary; the box of an item is its own.
    let (is_item, span) = (row.form == Form::Item, row.span);
    let is_worth = |field: &Field| {
        let is_own = field.label != field.value || is_item && span.contains(field.value);
        field.key != Some(Key::Id) && is_own && !bare(field.value.of(text)).is_empty()
    };
    for mut field in row.fields.into_iter().filter(is_worth) {
        let Some(key) = field.key else { continue };
        if entry.field(key).is_some() {
            entry.repeats.push(field);
        } else if let Some(own) = same_label(text, entry, &field) {
            // One line is one field, whatever key the column has by its cells.
            field.key = Some(own);
            entry.repeats.push(field);
        } else if !matches!(key, Key::Gap | Key::Symptom) {
            entry.fields.push(field);
        }
    }
}

/// Adds the fields of a row that is an entry itself to its section, those without a key included.
fn add_whole_row(text: &str, entry: &mut Entry, row: Entry) {
    let own = row.fields.iter().filter(|field| field.key.is_none());
    let own: Vec<Field> = own.cloned().collect();
    add_row(text, entry, row);
    entry.fields.extend(own);
}

/// The key that an entry has under the label of a field.
fn same_label(text: &str, entry: &Entry, field: &Field) -> Option<Key> {
    let label = fold(field.label.of(text));
    let is_same = |own: &&Field| own.label != own.value && fold(own.label.of(text)) == label;
    entry.fields.iter().find(is_same).and_then(|own| own.key)
}
