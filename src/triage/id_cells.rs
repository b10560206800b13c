//! The cells of a table that hold the IDs: in new rows in the form of the others, in rows of an entry
//! whose ID was changed by hand with the new one.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::draft::{TableDraft, same_case};
use crate::register::{Entry, Form, TriageRow, TriageTable, heading_links::anchor};
use crate::text::Span;
use crate::vocabulary::{Key, fold};

/// Of more rows or entries, IDs were changed by a program.
const MOST_CHANGED: usize = 16;

/// A shorter text may begin a title by chance.
pub(super) const LONG: usize = 8;

impl<'r> TableDraft<'r> {
    /// By the place of its row, each entry whose ID was changed or given at its heading and not in the table: the
    /// row says its title, or links to its heading.
    pub(super) fn renamed_rows(
        &self,
        entries: &HashMap<Cow<'_, str>, &'r Entry>,
    ) -> HashMap<Span, &'r Entry> {
        let register = self.input.register;
        let rows = || register.triage_rows().map(|own| own.row);
        let id_of = |row: &TriageRow| same_case(register.plain(row.id));
        let known: HashSet<Cow<'_, str>> = rows().map(id_of).collect();
        // A row without a section may be an entry itself.
        let is_free =
            |row: &TriageRow| entries.get(&id_of(row)).is_none_or(|entry| entry.is_row(row));
        let orphans: Vec<&TriageRow> =
            rows().filter(|row| is_free(row)).take(MOST_CHANGED + 1).collect();
        if orphans.is_empty() || orphans.len() > MOST_CHANGED {
            return HashMap::new();
        }
        let is_new = |entry: &&Entry| {
            let id = register.id(entry).map(same_case);
            entry.form == Form::Heading && id.is_some_and(|id| !known.contains(&id))
        };
        let new: Vec<&Entry> =
            self.input.listed().into_iter().filter(is_new).take(MOST_CHANGED + 1).collect();
        if new.len() > MOST_CHANGED {
            return HashMap::new();
        }
        let is_row_of = |row: &TriageRow, entry: &Entry| self.is_about(row, entry);
        let only = |row: &&TriageRow| {
            let mut all = new.iter().filter(|entry| is_row_of(row, entry));
            let entry = *all.next()?;
            let rows = orphans.iter().filter(|row| is_row_of(row, entry)).count();
            (all.next().is_none() && rows == 1).then_some((row.span, entry))
        };
        orphans.iter().filter_map(only).collect()
    }

    /// Whether a row with another ID says the title of an entry, or links to what its heading was.
    fn is_about(&self, row: &TriageRow, entry: &Entry) -> bool {
        let register = self.input.register;
        let title = fold(register.plain(entry.title));
        let says_title = |cell: &Span| {
            let text = fold(register.plain(*cell));
            text == title || (text.chars().count() >= LONG && title.starts_with(&text))
        };
        let old = register.plain(row.id);
        let links_to = || {
            if old.is_empty() {
                return None;
            }
            let heading = self.heading(entry).replace(register.id(entry)?, old);
            let target = anchor(&heading);
            self.id_cell(row)?.split_once("](#").map(|(_, rest)| rest.starts_with(&target))
        };
        let mut others = row.cells.iter().filter(|cell| !cell.contains(row.id));
        others.any(says_title) || links_to().unwrap_or_default()
    }

    /// The text of the cell that holds the ID of a row.
    fn id_cell(&self, row: &TriageRow) -> Option<&'r str> {
        let cell = row.cells.iter().find(|cell| cell.contains(row.id))?;
        Some(self.input.register.text(*cell))
    }

    fn heading(&self, entry: &Entry) -> &'r str {
        let register = self.input.register;
        register.text(register.source.line_at(entry.heading.start as usize))
    }

    /// What the cell for the ID says in a row that has another one.
    pub(super) fn changed_id(&self, row: &TriageRow, entry: &Entry) -> Option<String> {
        let register = self.input.register;
        let (old, new) = (register.plain(row.id), register.id(entry)?);
        if old.is_empty() {
            return Some(new.to_owned());
        }
        let cell = self.id_cell(row)?;
        if same_case(old) == same_case(new) {
            return None;
        }
        let text = cell.replace(&old.to_lowercase(), &new.to_lowercase());
        Some(text.replace(old, new))
    }

    /// What the cell for the ID says in the row of a new entry: a link, where most rows have one.
    pub(super) fn new_id(&self, table: &TriageTable, entry: &Entry) -> String {
        let id = self.input.cell(entry, Some(Key::Id));
        let register = self.input.register;
        let is_link = |row: &&TriageRow| {
            self.id_cell(row).is_some_and(|cell| cell.starts_with('[') && cell.contains("]("))
        };
        let linked: Vec<&TriageRow> = table.rows.iter().filter(is_link).collect();
        if linked.len() * 2 <= table.rows.len() {
            return id;
        }
        let like = |row: &&TriageRow| {
            let old = register.plain(row.id);
            let target = self.id_cell(row)?.split_once("](")?.1.strip_suffix(')')?;
            let heading =
                register.entry_of(old).map(|own| format!("#{}", anchor(self.heading(own))));
            if heading.as_deref() == Some(target) {
                return Some(format!("#{}", anchor(self.heading(entry))));
            }
            let small = target.replace(&old.to_lowercase(), &id.to_lowercase());
            Some(small.replace(old, &id)).filter(|own| own != target && !target.starts_with('#'))
        };
        match linked.iter().rev().find_map(like) {
            Some(target) => format!("[{id}]({target})"),
            None => id,
        }
    }
}
