//! The triage table of a register against that of its translation.

use std::collections::{HashMap, HashSet};

use super::contradiction::{Contradiction, ContradictionKind};
use super::pair::Pair;
use crate::finding::Edit;
use crate::register::{Replacement, TriageRow, TriageTable};
use crate::text::Span;
use crate::values::subsequence;
use crate::vocabulary::Key;

/// Adds what the tables contradict each other in to what is `found` about the entries.
pub(super) fn compare(pair: &Pair<'_>, found: &mut Vec<Contradiction>) {
    let (leading, mirror) = (pair.leading, pair.mirror);
    let (own, theirs) = match (&leading.triage, &mirror.triage) {
        (Some(own), Some(theirs)) => (own, theirs),
        (Some(own), None) if !mirror.entries.is_empty() => {
            let message = "the translation has no triage table";
            let one = Contradiction::new(ContradictionKind::Table, pair.mirror_top(), message);
            found.push(one.leading(own.header(leading.source), "the source has one"));
            return;
        }
        (None, Some(theirs)) if !leading.entries.is_empty() => {
            let message = "the source has no triage table";
            found.push(Contradiction::new(
                ContradictionKind::Table,
                theirs.header(mirror.source),
                message,
            ));
            return;
        }
        _ => return,
    };
    compare_columns(pair, own, theirs, found);
    if own.has(Key::Id) && theirs.has(Key::Id) {
        let rows = TableComparison::of(pair, own, theirs, found).compare();
        found.extend(rows);
    }
}

fn compare_columns(
    pair: &Pair<'_>,
    own: &TriageTable,
    theirs: &TriageTable,
    found: &mut Vec<Contradiction>,
) {
    let known = |table: &TriageTable| -> Vec<(Key, Span)> {
        table.columns.iter().filter_map(|column| Some((column.key?, column.span))).collect()
    };
    let (own, their_columns) = (known(own), known(theirs));
    let has = |columns: &[(Key, Span)], key: Key| columns.iter().any(|(known, _)| *known == key);
    for &(key, span) in own.iter().filter(|(key, _)| !has(&their_columns, *key)) {
        let message = format!("the translation's table has no column {}", pair.words.name(key));
        let place = theirs.header(pair.mirror.source);
        let one = Contradiction::new(ContradictionKind::Table, place, message).key(key);
        found.push(one.leading(span, "the source has it"));
    }
    for &(key, span) in their_columns.iter().filter(|(key, _)| !has(&own, *key)) {
        let message = format!("the source's table has no column {}", pair.words.name(key));
        found.push(Contradiction::new(ContradictionKind::Table, span, message).key(key));
    }
}

/// Compares the rows of two tables.
struct TableComparison<'p, 'r> {
    pair: &'p Pair<'r>,
    own: &'r TriageTable,
    theirs: &'r TriageTable,
    /// The entries that only one side has: a finding about the entry is one about its row.
    unpaired: HashSet<String>,
    /// The entries and keys whose values contradict each other: a finding about the value is one
    /// about its cell.
    values: HashSet<(String, Key)>,
    /// For the IDs of the mirror that the leading register lacks, those of their leading entries.
    leading_ids: HashMap<&'r str, &'r str>,
}

/// A row and its translation.
#[derive(Clone, Copy)]
struct RowPair<'r> {
    id: &'r str,
    own: &'r TriageRow,
    theirs: &'r TriageRow,
}

impl<'p, 'r> TableComparison<'p, 'r> {
    fn of(
        pair: &'p Pair<'r>,
        own: &'r TriageTable,
        theirs: &'r TriageTable,
        found: &[Contradiction],
    ) -> Self {
        let is_of_entry = |one: &&Contradiction| {
            matches!(one.kind, ContradictionKind::Missing | ContradictionKind::Extra)
        };
        let unpaired = found.iter().filter(is_of_entry).filter_map(|one| one.entry.clone());
        // The row of a crossed ID is one of another entry.
        let crossed = pair.alignment.crossed.iter();
        let crossed = crossed.filter_map(|one| Some(pair.leading.id(one.leading)?.to_owned()));
        let unpaired = unpaired.chain(crossed);
        let values = found.iter().filter(|one| one.kind == ContradictionKind::Value);
        let values = values.filter_map(|one| Some((one.entry.clone()?, one.key?)));
        let (leading, mirror) = (pair.leading, pair.mirror);
        let known: HashSet<&str> = leading.entries.iter().filter_map(|e| leading.id(e)).collect();
        let ids = pair.alignment.pairs.iter();
        let ids = ids.filter_map(|e| Some((mirror.id(e.mirror)?, leading.id(e.leading)?)));
        Self {
            pair,
            own,
            theirs,
            unpaired: unpaired.collect(),
            values: values.collect(),
            leading_ids: ids.filter(|(theirs, _)| !known.contains(theirs)).collect(),
        }
    }

    fn compare(&self) -> Vec<Contradiction> {
        let mut found = Vec::new();
        let mut rows = Vec::new();
        // Of several rows of one ID, the first counts.
        let by_id = self.theirs.rows.iter().rev().map(|row| (self.leading_id(row), row));
        let by_id: HashMap<&str, &TriageRow> = by_id.collect();
        for own in &self.own.rows {
            let id = self.pair.leading.plain(own.id);
            if id.is_empty() || self.unpaired.contains(id) {
                continue;
            }
            let Some(&theirs) = by_id.get(id) else {
                found.push(self.missing_row(own));
                continue;
            };
            let row = RowPair { id, own, theirs };
            rows.push(row);
            if own.excess.is_none() && theirs.excess.is_none() {
                found.extend(self.compare_cells(row));
            }
        }
        found.extend(self.extra_rows());
        found.extend(moved_rows(&rows));
        found
    }

    /// The ID of a row of the mirror, as the leading register has it.
    fn leading_id(&self, row: &TriageRow) -> &'r str {
        let id = self.pair.mirror.plain(row.id);
        self.leading_ids.get(id).copied().unwrap_or(id)
    }

    fn missing_row(&self, row: &TriageRow) -> Contradiction {
        let id = self.pair.leading.plain(row.id);
        let message = format!("the translation's table has no row of {id}");
        let place = self.theirs.header(self.pair.mirror.source);
        Contradiction::new(ContradictionKind::Table, place, message)
            .entry(Some(id.to_owned()))
            .leading(row.id, "the source has it")
    }

    fn extra_rows(&self) -> Vec<Contradiction> {
        let own = self.own.rows.iter().map(|row| self.pair.leading.plain(row.id));
        let own: HashSet<&str> = own.collect();
        let is_extra =
            |id: &str| !id.is_empty() && !own.contains(id) && !self.unpaired.contains(id);
        let rows = self.theirs.rows.iter().map(|row| (row, self.leading_id(row)));
        let extra = rows.filter(|(_, id)| is_extra(id));
        let report = |(row, id): (&TriageRow, &str)| {
            let message = format!("the source's table has no row of {id}");
            let one = Contradiction::new(ContradictionKind::Table, row.id, message);
            one.entry(Some(id.to_owned()))
        };
        extra.map(report).collect()
    }

    fn compare_cells(&self, row: RowPair<'_>) -> Vec<Contradiction> {
        let mut found = Vec::new();
        for (column, &cell) in self.own.columns.iter().zip(&row.own.cells) {
            let Some(key) = column.key.filter(|key| key.is_copied() || *key == Key::Due) else {
                continue;
            };
            let place = self.theirs.columns.iter().position(|column| column.key == Some(key));
            let Some(&other) = place.and_then(|at| row.theirs.cells.get(at)) else { continue };
            found.extend(self.compare_cell(row, key, [cell, other]));
        }
        found
    }

    fn compare_cell(
        &self,
        row: RowPair<'_>,
        key: Key,
        [own, theirs]: [Span; 2],
    ) -> Option<Contradiction> {
        let Pair { leading, mirror, policies, words, .. } = *self.pair;
        if leading.text(own) == mirror.text(theirs) {
            return None;
        }
        let (wanted, is) = (leading.bare(own), mirror.bare(theirs));
        let is_reported = self.values.contains(&(row.id.to_owned(), key));
        if is_reported || wanted.is_empty() || self.pair.same_value(key, wanted, is) {
            return None;
        }
        // The leading table is stale then, and the cell of the mirror is right.
        if self.is_stale(row.id, key, is) {
            return None;
        }
        let is_missing = theirs.end > row.theirs.span.end;
        let span = if is_missing {
            Span::at(row.theirs.span.end as usize)
        } else if theirs.is_empty() {
            theirs
        } else {
            mirror.bare_span(theirs)
        };
        let value =
            mirror.value_like(key, Replacement { old: Some(is), new: wanted }, policies[1], words);
        let edit = if span.is_empty() {
            Edit { span: self.blanks_around(span), text: format!(" {value} ") }
        } else {
            Edit { span, text: value.clone() }
        };
        // A cell that says what its entry says changes with the entry.
        let has_fix = !is_missing && !self.follows(row.id, key, is);
        let edit = has_fix.then_some(edit);
        let message = if is.is_empty() {
            format!("the cell is empty, the source's table says `{wanted}`")
        } else {
            format!("the table says `{is}`, the source's says `{wanted}`")
        };
        let one = Contradiction::new(ContradictionKind::Table, span, message)
            .key(key)
            .entry(Some(row.id.to_owned()))
            .leading(own, "the source's cell");
        let replacement = Replacement { old: Some(is), new: &value };
        if let Some(why) = self.pair.hindrance(key, wanted, replacement) {
            return Some(one.help(why));
        }
        Some(one.fix(format!("write `{value}`"), Vec::from_iter(edit)))
    }

    /// The blanks of an empty cell of the mirror.
    fn blanks_around(&self, span: Span) -> Span {
        let text = self.pair.mirror.source.text();
        let (before, after) = text.split_at(span.start as usize);
        let blanks = after.len() - after.trim_start_matches(' ').len();
        Span::new(before.trim_end_matches(' ').len(), span.start as usize + blanks)
    }

    /// Whether the cell of the mirror says what its own entry says.
    fn follows(&self, id: &str, key: Key, cell: &str) -> bool {
        let mirror = self.pair.mirror;
        let entry = mirror.entries.iter().find(|entry| mirror.id(entry) == Some(id));
        let value = entry.and_then(|entry| mirror.value_of(entry, key));
        value.is_some_and(|value| {
            self.pair.policies[1].same_value(key, value, cell, self.pair.words)
        })
    }

    /// Whether the leading entry agrees with the cell of the mirror.
    fn is_stale(&self, id: &str, key: Key, cell: &str) -> bool {
        let leading = self.pair.leading;
        let entry = leading.entries.iter().find(|entry| leading.id(entry) == Some(id));
        let value = entry.and_then(|entry| leading.value_of(entry, key));
        value.is_some_and(|value| !cell.is_empty() && self.pair.same_value(key, value, cell))
    }
}

fn moved_rows(rows: &[RowPair<'_>]) -> Vec<Contradiction> {
    let starts: Vec<u32> = rows.iter().map(|row| row.theirs.span.start).collect();
    if starts.is_sorted() {
        return Vec::new();
    }
    let in_order = subsequence::longest_increasing(&starts);
    let moved = rows.iter().filter(|row| !in_order.contains(&row.theirs.span.start));
    let report = |row: &RowPair<'_>| {
        let message = format!("the row of {} stands elsewhere than in the source", row.id);
        Contradiction::new(ContradictionKind::Table, row.theirs.id, message)
            .entry(Some(row.id.to_owned()))
            .leading(row.own.id, "in the source")
    };
    moved.map(report).collect()
}
