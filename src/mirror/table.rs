//! The triage table of a register against that of its translation.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::contradiction::{Contradiction, ContradictionKind};
use super::other_gap::are_two_gaps;
use super::pair::Pair;
use crate::finding::{Edit, counted};
use crate::register::{Divided, Division, PartRow, Register, Replacement, TriageRow, TriageTable};
use crate::text::Span;
use crate::values::subsequence;
use crate::vocabulary::Key;

/// Adds what the tables contradict each other in to what is `found` about the entries.
pub(super) fn compare(pair: &Pair<'_>, found: &mut Vec<Contradiction>) {
    let (leading, mirror) = (pair.leading, pair.mirror);
    let (own, theirs) = match (&leading.triage[..], &mirror.triage[..]) {
        (own @ [_, ..], theirs @ [_, ..]) => (own, theirs),
        ([own, ..], []) if !mirror.entries.is_empty() => {
            let message = "the translation has no triage table";
            let one = Contradiction::new(ContradictionKind::Table, pair.mirror_top(), message);
            found.push(one.leading(own.header(leading.source), "the source has one"));
            return;
        }
        ([], [theirs, ..]) if !leading.entries.is_empty() => {
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
    if own.len() != theirs.len() {
        let parts = |tables: &[TriageTable]| counted(tables.len(), "part", "parts");
        let message = format!("the table has {}, the source's has {}", parts(theirs), parts(own));
        let place = theirs[0].header(mirror.source);
        let one = Contradiction::new(ContradictionKind::Table, place, message);
        found.push(one.leading(own[0].header(leading.source), "the source's table"));
    }
    let has_ids = |tables: &[TriageTable]| tables.iter().any(|table| table.has(Key::Id));
    if has_ids(own) && has_ids(theirs) {
        let rows = TableComparison::of(pair, found).compare();
        found.extend(rows);
    }
}

fn compare_columns(
    pair: &Pair<'_>,
    own: &[TriageTable],
    theirs: &[TriageTable],
    found: &mut Vec<Contradiction>,
) {
    // The titles may be in a column whose header is not known.
    let mut all = own.iter().chain(theirs).flat_map(|table| &table.columns);
    let are_unknown = all.any(|column| column.key.is_none());
    // A column that one part has is one of the table.
    let known = |tables: &[TriageTable]| -> Vec<(Key, Span)> {
        let mut known: Vec<(Key, Span)> = Vec::new();
        for (at, table) in tables.iter().enumerate() {
            let columns = table.columns.iter();
            let columns = columns.filter_map(|column| Some((column.key?, column.span)));
            let is_new = |key: Key| at == 0 || !known.iter().any(|(other, _)| *other == key);
            let new: Vec<_> = columns.filter(|(key, _)| is_new(*key)).collect();
            known.extend(new);
        }
        known
    };
    let (own, their_columns) = (known(own), known(theirs));
    let has = |columns: &[(Key, Span)], key: Key| {
        columns.iter().any(|(known, _)| *known == key) || key == Key::Gap && are_unknown
    };
    for &(key, span) in own.iter().filter(|(key, _)| !has(&their_columns, *key)) {
        let message = format!("the translation's table has no column {}", pair.words.name(key));
        let place = theirs[0].header(pair.mirror.source);
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
    /// The entries that only one side has, or that are two gaps: a finding about the entry is one about its row.
    unpaired: HashSet<&'r str>,
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
    own: PartRow<'r>,
    theirs: PartRow<'r>,
}

impl<'p, 'r> TableComparison<'p, 'r> {
    fn of(pair: &'p Pair<'r>, found: &[Contradiction]) -> Self {
        // The row of a crossed ID is one of another entry.
        let crossed = pair.alignment.crossed.iter();
        let crossed = crossed.filter_map(|one| pair.leading.id(one.leading));
        let other = pair.alignment.pairs.iter().filter(|entries| are_two_gaps(pair, entries));
        let other = other.filter_map(|entries| pair.leading.id(entries.leading));
        let unpaired = pair.one_sided_names().chain(crossed).chain(other);
        let values = found.iter().filter(|one| one.kind == ContradictionKind::Value);
        let values = values.filter_map(|one| Some((one.entry.clone()?, one.key?)));
        let (leading, mirror) = (pair.leading, pair.mirror);
        let ids = pair.alignment.pairs.iter();
        let ids = ids.filter_map(|e| Some((mirror.id(e.mirror)?, leading.id(e.leading)?)));
        // Nearly all have the same.
        let others: Vec<(&str, &str)> = ids.filter(|(theirs, own)| theirs != own).collect();
        let known: HashSet<&str> =
            if others.is_empty() { HashSet::new() } else { leading.ids().collect() };
        let others = others.into_iter().filter(|(theirs, _)| !known.contains(theirs));
        Self {
            pair,
            unpaired: unpaired.collect(),
            values: values.collect(),
            leading_ids: others.collect(),
        }
    }

    fn compare(&self) -> Vec<Contradiction> {
        let mut found = Vec::new();
        let mut rows = Vec::new();
        // Of several rows of one ID, the first counts.
        let mut by_id: HashMap<&str, PartRow<'r>> = HashMap::new();
        for theirs in self.pair.mirror.triage_rows() {
            by_id.entry(self.leading_id(theirs.row)).or_insert(theirs);
        }
        for own in self.pair.leading.triage_rows() {
            let id = self.pair.leading.plain(own.row.id);
            if id.is_empty() || self.unpaired.contains(id) {
                continue;
            }
            let Some(&theirs) = by_id.get(id) else {
                found.push(self.missing_row(own.row));
                continue;
            };
            let row = RowPair { id, own, theirs };
            rows.push(row);
            if own.row.excess.is_none() && theirs.row.excess.is_none() {
                found.extend(self.compare_cells(row));
            }
        }
        found.extend(self.extra_rows());
        found.extend(self.moved_rows(&rows));
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
        let place = self.pair.mirror.triage[0].header(self.pair.mirror.source);
        Contradiction::new(ContradictionKind::Table, place, message)
            .entry(Some(id.to_owned()))
            .leading(row.id, "the source has it")
    }

    fn extra_rows(&self) -> Vec<Contradiction> {
        let own = self.pair.leading.triage_rows().map(|own| self.pair.leading.plain(own.row.id));
        let own: HashSet<&str> = own.collect();
        let is_extra =
            |id: &str| !id.is_empty() && !own.contains(id) && !self.unpaired.contains(id);
        let rows = self.pair.mirror.triage_rows().map(|own| (own.row, self.leading_id(own.row)));
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
        for (column, &cell) in row.own.table.columns.iter().zip(&row.own.row.cells) {
            let Some(key) = column.key.filter(|key| key.is_copied() || *key == Key::Due) else {
                continue;
            };
            let Some(other) = row.theirs.cell(key) else { continue };
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
        let Pair { leading, mirror, .. } = *self.pair;
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
        let is_missing = theirs.end > row.theirs.row.span.end;
        let span = if is_missing {
            Span::at(row.theirs.row.span.end as usize)
        } else if theirs.is_empty() {
            theirs
        } else {
            mirror.bare_span(theirs)
        };
        let value = self.pair.translated(key, Replacement { old: Some(is), new: wanted });
        let edit = if span.is_empty() {
            Edit { span: self.blanks_around(span), text: format!(" {value} ") }
        } else {
            Edit { span, text: value.clone() }
        };
        // A cell that says what its entry says changes with the entry.
        let is_lone = !is.is_empty() && self.has_no_field_left(row.id, key);
        let has_fix = !is_missing && !is_lone && !self.follows(row.id, key, is);
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
        if let Some(why) = self.pair.copy_hindrance(key, wanted, replacement) {
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
        let value = mirror.entry_of(id).and_then(|entry| mirror.value_of(entry, key));
        value.is_some_and(|value| {
            self.pair.policies[1].same_value(key, value, cell, self.pair.words)
        })
    }

    /// Whether only the table of the mirror has a value that the leading register has in its entry.
    fn has_no_field_left(&self, id: &str, key: Key) -> bool {
        let entry = self.pair.mirror.entry_of(id);
        let is_lacking = entry.is_some_and(|entry| entry.field(key).is_none());
        is_lacking && self.leading_value(id, key).is_some()
    }

    fn leading_value(&self, id: &str, key: Key) -> Option<&'r str> {
        let leading = self.pair.leading;
        leading.entry_of(id).and_then(|entry| leading.value_of(entry, key))
    }

    /// Whether the leading entry agrees with the cell of the mirror.
    fn is_stale(&self, id: &str, key: Key, cell: &str) -> bool {
        let value = self.leading_value(id, key);
        value.is_some_and(|value| !cell.is_empty() && self.pair.same_value(key, value, cell))
    }

    /// The rows that stand elsewhere than in the source. Where the parts of a table are understood,
    /// each register says by itself which row is in the wrong one.
    fn moved_rows(&self, rows: &[RowPair<'_>]) -> Vec<Contradiction> {
        let pair = self.pair;
        let is_as_split = pair.leading.triage.len() == pair.mirror.triage.len();
        let registers = [(pair.leading, 0), (pair.mirror, 1)];
        let is_understood = || {
            registers.into_iter().all(|(register, at)| {
                let policy = pair.policies[at];
                Division::of(Divided { register, policy, words: pair.words }).is_understood()
            })
        };
        let is_elsewhere = |row: &&RowPair<'_>| row.own.part != row.theirs.part;
        let mut moved: Vec<&RowPair<'_>> = Vec::new();
        if is_as_split && rows.iter().any(|row| is_elsewhere(&row)) && !is_understood() {
            moved.extend(rows.iter().filter(is_elsewhere));
        }
        // By the parts of both: their order counts only within one.
        let mut groups: BTreeMap<(usize, usize), Vec<&RowPair<'_>>> = BTreeMap::new();
        for row in rows {
            groups.entry((row.own.part, row.theirs.part)).or_default().push(row);
        }
        for rows in groups.into_values() {
            let starts: Vec<u32> = rows.iter().map(|row| row.theirs.row.span.start).collect();
            // Rows in the order of their entries are out of order where these are.
            if !starts.is_sorted() && !self.are_as_entries(&rows) {
                let in_order = subsequence::longest_increasing(&starts);
                let is_moved = |row: &&RowPair<'_>| !in_order.contains(&row.theirs.row.span.start);
                moved.extend(rows.into_iter().filter(is_moved));
            }
        }
        let report = |row: &RowPair<'_>| {
            let message = format!("the row of {} has another place in the source", row.id);
            Contradiction::new(ContradictionKind::Table, row.theirs.row.id, message)
                .entry(Some(row.id.to_owned()))
                .leading(row.own.row.id, "in the source")
        };
        moved.into_iter().map(report).collect()
    }
}

impl TableComparison<'_, '_> {
    /// Whether rows are in the order of their entries on both sides.
    fn are_as_entries(&self, rows: &[&RowPair<'_>]) -> bool {
        let Pair { leading, mirror, .. } = *self.pair;
        let is_sorted = |register: &Register<'_>, mut rows: Vec<&TriageRow>| {
            rows.sort_unstable_by_key(|row| row.span.start);
            let place = |row: &TriageRow| {
                register.entry_of(register.plain(row.id)).map(|entry| entry.span.start)
            };
            rows.into_iter().map(place).is_sorted_by(|a, b| a.is_some() && a < b)
        };
        is_sorted(leading, rows.iter().map(|row| row.own.row).collect())
            && is_sorted(mirror, rows.iter().map(|row| row.theirs.row).collect())
    }
}

impl Pair<'_> {
    /// Whether the translation's row of an entry has the value of the source's entry in a cell.
    pub(crate) fn has_cell_of_source(&self, id: &str, key: Key) -> bool {
        let Pair { leading, mirror, .. } = *self;
        let cell = mirror.row_named(id).and_then(|row| row.cell(key));
        let values = leading.entry_of(id).and_then(|own| leading.value_of(own, key)).zip(cell);
        values.is_some_and(|(own, cell)| self.same_value(key, own, mirror.bare(cell)))
    }
}
