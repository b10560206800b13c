//! Entries where the configuration declares them: nothing is guessed there.

mod columns;
mod headings;
mod repeats;
mod sections;
mod taken;

use std::collections::HashSet;

use super::completion::complete;
use super::entries::{FoundEntries, inherit};
use super::explanations::explanations;
use super::first_clause::first_clause;
use super::headings::{self as heading_parts, HeadingLeniency};
use super::items::ItemReader;
use super::keys_by_value::take_undeclared_keys;
use super::labels::Labels;
use super::outline::Outline;
use super::profile::profile;
use super::tables::{Grid, grids, rows_of};
use crate::document::{BlockKind, Document};
use crate::register::{
    Declaration, DeclarationMistake, DeclaredMembers, DeclaredPlace, Entry, EntryTable, Field,
    Form, Profile, Reading,
};
use crate::text::{Source, Span, sort_by_place};
use crate::vocabulary::Key;
pub(super) use sections::Sections;
use taken::Taken;

/// The entries of a file that a declaration is for, and the mistakes in it.
pub(super) fn find(
    source: &Source,
    document: &Document,
    reading: Reading<'_>,
    declaration: &Declaration,
) -> (FoundEntries, Vec<DeclarationMistake>) {
    let text = source.text();
    let mut reader = DeclaredReader {
        text,
        document,
        reading,
        declaration,
        outline: Outline::of(text, document, reading),
        sections: Sections::of(text, document, reading, &declaration.skipped),
        taken: Taken::default(),
        tables: Vec::new(),
        blocks: HashSet::new(),
        mistakes: Vec::new(),
        renamed: Vec::new(),
    };
    let mut entries = Vec::new();
    for place in &declaration.places {
        let mut found = reader.entries_in(place);
        reader.take_above(place, &mut found);
        reader.taken.extend(&found);
        entries.extend(found);
    }
    // Another place may have read the table.
    let mut lost = std::mem::take(&mut reader.renamed);
    lost.retain(|(table, _)| !reader.taken.touches(*table));
    lost.sort_by_key(|(table, _)| table.start);
    lost.dedup_by_key(|(table, _)| table.start);
    reader.mistakes.extend(lost.into_iter().map(|(_, mistake)| mistake));
    sort_by_place(&mut entries, |entry| entry.span);
    if declaration.is_merged {
        entries = repeats::merged(text, entries);
        reader.add_summaries(&mut entries);
    }
    let mistakes = std::mem::take(&mut reader.mistakes);
    (reader.finish(entries), mistakes)
}

/// Reads the places of a declaration, one after the other.
struct DeclaredReader<'a> {
    text: &'a str,
    document: &'a Document,
    reading: Reading<'a>,
    declaration: &'a Declaration,
    outline: Outline,
    sections: Sections,
    taken: Taken,
    /// The tables whose rows are entries.
    tables: Vec<EntryTable>,
    /// The blocks of headings that are entries.
    blocks: HashSet<usize>,
    mistakes: Vec<DeclarationMistake>,
    /// Tables that a place did not read, as a column has another name, each with that mistake.
    renamed: Vec<(Span, DeclarationMistake)>,
}

impl<'a> DeclaredReader<'a> {
    /// The entries that a place gives, without those that an earlier one gave.
    fn entries_in(&mut self, place: &DeclaredPlace) -> Vec<Entry> {
        self.expect_called(&place.under);
        let (text, document) = (self.text, self.document);
        let labels = Labels::new(text, document, self.reading.vocabulary).with_own(&place.fields);
        let mut found = match &place.members {
            DeclaredMembers::Headings { level, named } => {
                let blocks = self.heading_blocks(place, *level, named);
                let leniency = HeadingLeniency::Chosen(&blocks);
                let parts = heading_parts::split(text, document, &labels, self.reading, leniency);
                self.blocks.extend(&blocks);
                parts.entries
            }
            DeclaredMembers::Rows => return self.rows(place),
            DeclaredMembers::Items { depth, has_box } => {
                let blocks = self.sections.blocks_under(place).filter(|&at| {
                    let block = &document.blocks[at];
                    let is_wanted = match block.kind {
                        BlockKind::Item(done) => !*has_box || done.is_some(),
                        _ => false,
                    };
                    is_wanted && !block.quoted && block.depth == *depth
                });
                self.listed(&labels, &blocks.collect::<Vec<_>>())
            }
            DeclaredMembers::Paragraphs => {
                let blocks = self.sections.blocks_under(place).filter(|&at| {
                    let block = &document.blocks[at];
                    let is_bold = || block.content.of(text).starts_with("**");
                    let is_plain = block.kind == BlockKind::Paragraph && block.depth == 0;
                    is_plain && !block.quoted && is_bold()
                });
                self.listed(&labels, &blocks.collect::<Vec<_>>())
            }
        };
        found.retain(|entry| !self.is_skipped(entry));
        complete(text, document, &mut found, &self.outline, self.reading);
        for entry in &mut found {
            if entry.form == Form::Heading {
                inherit(document, &self.outline, entry);
            }
            take_declared_title(text, entry, place);
        }
        found
    }

    /// The items or paragraphs at some blocks, as entries.
    fn listed(&self, labels: &Labels<'a>, blocks: &[usize]) -> Vec<Entry> {
        let Self { text, document, outline, reading, .. } = self;
        let items = ItemReader { text, document, labels, outline, reading: *reading };
        let is_free = |entry: &Entry| !self.taken.touches(entry.span);
        items.chosen(blocks).into_iter().filter(is_free).collect()
    }

    /// The rows of the tables in a place that have all declared columns.
    fn rows(&mut self, place: &DeclaredPlace) -> Vec<Entry> {
        let mut found: Vec<Entry> = Vec::new();
        let mut fit = columns::Fit::of(place);
        let is_free = |grid: &Grid<'_>| {
            self.sections.is_under(grid.block, place) && !self.taken.touches(grid.table)
        };
        let grids = grids(self.text, self.document, self.reading);
        let grids: Vec<Grid<'_>> = grids.into_iter().filter(is_free).collect();
        for grid in &grids {
            fit.see(grid);
        }
        let line =
            |grid: &Grid<'_>| self.text[..grid.table.start as usize].matches('\n').count() + 1;
        let is_read = |grid: &Grid<'_>| fit.columns(grid, self.reading).is_some();
        let is_renamed = |grid: &Grid<'_>| fit.renamed(grid, 0).is_some();
        if !grids.iter().any(|grid| is_read(grid) || is_renamed(grid)) {
            self.mistakes.extend(fit.unread(&grids, line));
        }
        for grid in grids {
            let Some(columns) = fit.columns(&grid, self.reading) else {
                let renamed = fit.renamed(&grid, line(&grid));
                self.renamed.extend(renamed.map(|mistake| (grid.table, mistake)));
                continue;
            };
            let context = self.outline.context(grid.block);
            let Some(group) = rows_of(&grid, columns, context, self.reading) else { continue };
            let at = self.tables.len() as u32;
            self.tables.extend(group.table);
            found.extend(group.entries.into_iter().map(|mut entry| {
                if let Form::Row(row) = &mut entry.form {
                    row.table = at;
                }
                entry
            }));
        }
        self.mistakes.extend(fit.mistakes());
        found.retain(|entry| !self.is_skipped(entry));
        found
    }

    /// Gives entries the heading above them as the value that the place says it is.
    fn take_above(&self, place: &DeclaredPlace, entries: &mut [Entry]) {
        let Some(key) = place.above else { return };
        for entry in entries {
            let is_inherited = |field: &Field| {
                field.key == Some(key)
                    && field.label == field.value
                    && !entry.span.contains(field.value)
            };
            entry.fields.retain(|field| !is_inherited(field));
            let above = self.sections.above(entry.span).filter(|_| entry.field(key).is_none());
            entry.fields.extend(above.map(|words| Field::unlabelled(key, words)));
        }
    }

    /// Whether the declaration says of an entry that it is none, by its ID, title or first cell.
    fn is_skipped(&self, entry: &Entry) -> bool {
        let cell = match &entry.form {
            Form::Row(row) => row.cells.first().copied(),
            _ => None,
        };
        let named = [entry.id, entry.number, Some(entry.title), Some(entry.heading), cell];
        let mut named = named.into_iter().flatten().map(|span| span.of(self.text));
        named.any(|name| self.declaration.skipped.iter().any(|skipped| skipped.matches(name)))
    }

    /// What was found, with what the rest of the file says about it.
    fn finish(self, entries: Vec<Entry>) -> FoundEntries {
        let Self { text, document, reading, declaration, outline, mut tables, blocks, .. } = self;
        let labels = Labels::new(text, document, reading.vocabulary);
        let leniency = HeadingLeniency::Chosen(&blocks);
        let mut parts = heading_parts::split(text, document, &labels, reading, leniency);
        parts.entries = entries;
        let fields = || declaration.places.iter().flat_map(|place| &place.fields);
        let is_declared = |key: Key| fields().any(|field| field.key == key);
        let words = reading.vocabulary;
        take_undeclared_keys(text, &mut parts.entries, &mut tables, words, is_declared);
        // Labels of its own show that a register is not in today's form.
        let has_own_labels = declaration.places.iter().any(|it| !it.fields.is_empty());
        let is_of_headings = parts.entries.iter().all(|entry| entry.form == Form::Heading);
        let profile = if is_of_headings && !has_own_labels {
            profile(text, document, &parts.entries, reading.vocabulary)
        } else {
            Profile::Generic
        };
        let explanations = explanations(text, document, &outline, &parts.entries, reading);
        FoundEntries { parts, profile, tables, explanations, is_about: true, unread: Vec::new() }
    }
}

/// Makes the field that a place declares as the title the title of an entry.
fn take_declared_title(text: &str, entry: &mut Entry, place: &DeclaredPlace) {
    let is_declared = place.fields.iter().any(|field| field.key == Key::Gap);
    if let Some(field) = entry.field(Key::Gap).filter(|_| is_declared) {
        let title = first_clause(text, field.value);
        if !title.is_empty() {
            entry.title = title;
        }
    }
}
