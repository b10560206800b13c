//! Puts a line for each entry into the part of the table that it belongs to, in the order of the rows.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use super::cells::Correction;
use super::draft::{
    CellChange, Displaced, DraftPart, DraftRow, Drift, KeptRow, MovedRow, Pinned, Stale,
    TableDraft, same_case,
};
use super::id_cells::LONG;
use super::input::TableInput;
use crate::register::{Entry, Form, TriageRow, TriageTable};
use crate::text::Span;
use crate::values::subsequence;
use crate::vocabulary::{Key, fold};

/// The rows of the entries, and to which part each entry belongs.
struct Placement<'r> {
    /// By ID, the row of an entry that is in the table.
    rows: HashMap<Cow<'r, str>, PlacedRow<'r>>,
    /// For each part, its entries, in the order of the entries.
    listed: Vec<Vec<&'r Entry>>,
}

struct PlacedRow<'r> {
    kept: KeptRow<'r>,
    /// Why it is not in the part that its entry belongs to.
    displaced: Option<Box<Displaced<'r>>>,
}

impl PlacedRow<'_> {
    /// Whether it moves to another part.
    fn moves(&self) -> bool {
        self.displaced.as_ref().is_some_and(|one| one.lost.is_none() && !one.is_newer)
    }
}

impl<'r> TableDraft<'r> {
    /// Puts a line for each entry in order; a row that names none stays behind the one it follows.
    /// The rows of some IDs stay in the part that they are in.
    pub(super) fn place(&mut self, kept: &[KeptRow<'r>], pinned: &Pinned) {
        let mut placement = self.placement(kept, pinned);
        for part in 0..self.input.register.triage.len() {
            self.place_part(part, (kept, pinned), &mut placement);
        }
    }

    fn placement(&mut self, kept: &[KeptRow<'r>], pinned: &Pinned) -> Placement<'r> {
        let input = self.input;
        let tables = &input.register.triage;
        let id = |entry: &'r Entry| input.register.id(entry).map(same_case);
        let mut rows: HashMap<Cow<'r, str>, PlacedRow<'r>> = HashMap::with_capacity(kept.len());
        for &kept in kept {
            let Some((entry, id)) = kept.entry.and_then(|entry| Some((entry, id(entry)?))) else {
                continue;
            };
            let displaced = self.displaced(kept, entry, pinned.rows.contains(&*id));
            let displaced = displaced.map(|mut displaced| {
                displaced.is_newer |= self.other_named(kept.row, entry).is_some();
                Box::new(displaced)
            });
            rows.insert(id, PlacedRow { kept, displaced });
        }
        let mut listed = vec![Vec::new(); tables.len()];
        let nameless = kept.iter().filter(|kept| kept.entry.is_none());
        let joint = nameless.map(|kept| input.register.joint_ids(kept.part, kept.row));
        let joint: HashSet<&str> = joint.filter(|ids| ids.len() > 1).flatten().collect();
        let is_own_row = |entry: &Entry| {
            matches!(entry.form, Form::Row(_))
                && input.register.row_of(entry).is_some_and(|own| entry.is_row(own.row))
        };
        for entry in input.listed() {
            let Some(id) = id(entry).filter(|_| !is_own_row(entry)) else { continue };
            let part = match rows.get(&id) {
                Some(row) if !row.moves() => Some(row.kept.part),
                Some(_) => self.home(entry),
                None if input.register.id(entry).is_some_and(|id| joint.contains(id)) => None,
                None => self.part_of_new(entry),
            };
            if let Some(part) = part {
                listed[part].push(entry);
            }
        }
        Placement { rows, listed }
    }

    /// The part for the new row of an entry; a drift where none can be written.
    fn part_of_new(&mut self, entry: &'r Entry) -> Option<usize> {
        let part = self.home(entry);
        let table = &self.input.register.triage[part.unwrap_or_default()];
        if let Some(key) = self.unsound_column(table, entry) {
            self.drifts.push(Drift::Unsound(entry, key));
            return None;
        }
        if part.is_none() {
            self.drifts.push(Drift::Homeless(entry));
        }
        // That a part has no column for IDs is reported by itself.
        part.filter(|_| table.has(Key::Id))
    }

    /// The part that an entry belongs to.
    fn home(&self, entry: &Entry) -> Option<usize> {
        if !self.division.is_split() {
            return Some(0);
        }
        self.division.home(self.input.divided(), entry).map(|home| home.part)
    }

    /// The row of an entry that belongs to another part.
    fn displaced(
        &self,
        kept: KeptRow<'r>,
        entry: &'r Entry,
        is_newer: bool,
    ) -> Option<Displaced<'r>> {
        let tables = &self.input.register.triage;
        let home =
            self.other_home(entry, kept.part).filter(|home| tables[home.part].has(Key::Id))?;
        let (row, parts) = (kept.row, [&tables[kept.part], &tables[home.part]]);
        // A row that is broken has its texts in no column.
        let lost = row.excess.or_else(|| self.lost_column(row, entry, parts));
        Some(Displaced { row, entry, parts, key: home.key, lost, is_newer, line: 0 })
    }

    /// The header of a column with a text that the entry does not say, and that another part has no
    /// column for.
    fn lost_column(
        &self,
        row: &TriageRow,
        entry: &Entry,
        [from, to]: [&TriageTable; 2],
    ) -> Option<Span> {
        let register = self.input.register;
        let is_lost = |(at, column): (usize, &crate::register::TableColumn)| {
            let cell = row.cells.get(at).map_or("", |&cell| register.bare(cell));
            let is_said = || {
                column.key.is_some_and(|key| {
                    key.is_copied()
                        || key.is_computed()
                        || self.input.cell(entry, Some(key)) == cell
                })
            };
            let is_lost = !cell.is_empty()
                && to.column_like(*column, register.source.text()).is_none()
                && !is_said();
            is_lost.then_some(column.span)
        };
        from.columns.iter().enumerate().find_map(is_lost)
    }

    fn place_part(
        &mut self,
        part: usize,
        (kept, pinned): (&[KeptRow<'r>], &Pinned),
        placement: &mut Placement<'r>,
    ) {
        let input = self.input;
        let table = &input.register.triage[part];
        let from = self.lines.len();
        let is_split = self.division.is_split();
        let stays = |row: &&KeptRow<'r>| {
            let id = || same_case(input.register.plain(row.row.id));
            let moves = || is_split && placement.rows.get(&id()).is_some_and(PlacedRow::moves);
            row.part == part && (row.entry.is_none() || !moves())
        };
        let own: Vec<KeptRow<'r>> = kept.iter().filter(stays).copied().collect();
        let has_nameless = own.iter().any(|row| row.entry.is_none());
        let nameless = |from: usize| {
            let rows = own[from..].iter().take_while(|row| row.entry.is_none());
            rows.map(|row| DraftRow::Old(row.row, Vec::new()))
        };
        let numbered = own.iter().enumerate().filter(|_| has_nameless);
        let order: HashMap<Span, usize> = numbered.map(|(at, row)| (row.row.span, at)).collect();
        let rows: Vec<&Entry> = own.iter().filter_map(|row| row.entry).collect();
        let listed = std::mem::take(&mut placement.listed[part]);
        self.lines.extend(nameless(0));
        for entry in input.in_order_of(&rows, listed) {
            let id = input.register.id(entry).map(same_case).unwrap_or_default();
            let Some(placed) = placement.rows.get_mut(&id) else {
                if pinned.taken_out.contains(&*id) {
                    self.drifts.push(Drift::TakenOut(entry));
                    continue;
                }
                let line = self.line_above_totals(from);
                self.drifts.push(Drift::Untracked(entry, line));
                self.lines.insert(line, DraftRow::New(entry));
                continue;
            };
            self.place_row(table, entry, placed);
            if let Some(&at) = order.get(&placed.kept.row.span) {
                self.lines.extend(nameless(at + 1));
            }
        }
        self.parts.push(DraftPart {
            table,
            lines: from..self.lines.len(),
            is_reordered: false,
            style: OnceLock::new(),
        });
    }

    /// The line for a new row: the next one, and above rows at the end that sum up the others.
    fn line_above_totals(&self, from: usize) -> usize {
        let TableInput { register, vocabulary, .. } = self.input;
        let is_nameless = |line: &&DraftRow<'r>| {
            line.old_row().is_some_and(|row| register.entry_of(register.plain(row.id)).is_none())
        };
        let is_total = |line: &DraftRow<'r>| {
            let cells = line.old_row().map(|row| &*row.cells).unwrap_or_default();
            let mut cells = cells.iter().map(|&cell| register.bare(cell));
            cells.any(|cell| vocabulary.is_total(cell.split(':').next().unwrap_or(cell)))
        };
        let count = self.lines[from..].iter().rev().take_while(is_nameless).count();
        let first = self.lines.len() - count;
        let total = self.lines[first..].iter().position(is_total);
        total.map_or(self.lines.len(), |at| first + at)
    }

    /// The entry whose title a row has, where it is not the one of its ID, and the row does not have the title of
    /// that one: somebody changed the IDs of entries, and not those of their rows.
    fn other_named(&self, row: &TriageRow, entry: &Entry) -> Option<&'r Entry> {
        let register = self.input.register;
        let title = register.plain(entry.title);
        // Most rows have the title of their entry as it is.
        let is_same = |&cell: &Span| register.plain(cell) == title;
        if entry.form != Form::Heading || row.cells.iter().any(is_same) {
            return None;
        }
        let titles = self.titles.get_or_init(|| {
            let mut titles: HashMap<String, Option<&Entry>> = HashMap::new();
            for own in register.entries.iter().filter(|own| own.form == Form::Heading) {
                let title = fold(register.plain(own.title));
                titles.entry(title).and_modify(|known| *known = None).or_insert(Some(own));
            }
            titles
        });
        let own = fold(title);
        let cells = row.cells.iter().filter(|cell| !cell.contains(row.id));
        let texts: Vec<String> = cells.map(|&cell| fold(register.plain(cell))).collect();
        let is_own = |text: &String| {
            !text.is_empty() && (own.starts_with(text.as_str()) || text.starts_with(&own))
        };
        if texts.iter().any(is_own) {
            return None;
        }
        let mut long = texts.iter().filter(|text| text.chars().count() >= LONG);
        long.find_map(|text| *titles.get(text)?)
    }

    /// Adds the line of an entry that has a row.
    fn place_row(&mut self, table: &'r TriageTable, entry: &'r Entry, placed: &mut PlacedRow<'r>) {
        let (row, line, moves) = (placed.kept.row, self.lines.len(), placed.moves());
        let from = placed.displaced.as_ref().map_or(table, |displaced| displaced.parts[0]);
        let first = self.drifts.len();
        let mut changes = if let Some(excess) = row.excess {
            self.drifts.push(Drift::Broken(row, excess));
            Vec::new()
        } else {
            self.compare((row, from), entry, line)
        };
        if !changes.is_empty()
            && let Some(other) = self.other_named(row, entry)
        {
            changes.clear();
            for drift in &mut self.drifts[first..] {
                if let Drift::Stale(stale) = drift {
                    (stale.other, stale.is_withheld) = (Some(other), true);
                }
            }
        }
        if let Some(displaced) = placed.displaced.take() {
            self.drifts.push(Drift::Displaced(Displaced { line, ..*displaced }));
        }
        self.lines.push(if moves {
            DraftRow::Moved(Box::new(MovedRow { row, entry, from, changes }))
        } else {
            DraftRow::Old(row, changes)
        });
    }

    /// The key of the first column for which an entry has a value that is not sound.
    fn unsound_column(&self, table: &TriageTable, entry: &Entry) -> Option<Key> {
        let mut keys = table.columns.iter().filter_map(|column| column.key);
        keys.find(|&key| self.input.is_unsound(entry, key))
    }

    /// The cells of a row that should say something else; those that contradict the entry are
    /// drifts.
    fn compare(
        &mut self,
        (row, table): (&'r TriageRow, &'r TriageTable),
        entry: &'r Entry,
        line: usize,
    ) -> Vec<CellChange> {
        let mut changes = Vec::new();
        for (column, head) in table.columns.iter().enumerate() {
            let cell = row.cells.get(column).copied().filter(|cell| cell.start <= row.span.end);
            // A cell that a short row lacks is missing at the end of the row.
            let cell = cell.unwrap_or(Span::at(row.span.end as usize));
            let Some(key) = head.key else { continue };
            if key == Key::Id
                && let Some(text) = self.changed_id(row, entry)
            {
                self.drifts.push(Drift::Stale(stale_id((entry, cell), &text, line, column)));
                changes.push(CellChange { column, text });
                continue;
            }
            let Some(correction) = self.input.correction(entry, key, cell) else { continue };
            let Correction { text, field, value, is_dated, is_doubtful, is_withheld } = correction;
            if !is_dated {
                self.drifts.push(Drift::Stale(Stale {
                    entry,
                    key,
                    field,
                    cell,
                    value,
                    text: text.clone(),
                    is_doubtful,
                    is_newer: false,
                    is_withheld,
                    other: None,
                    line,
                    column,
                }));
            }
            if is_withheld {
                continue;
            }
            changes.push(CellChange { column, text });
        }
        changes
    }

    /// Finds the fewest rows of each part that would have to move.
    pub(super) fn find_misplaced(&mut self) {
        for part in &mut self.parts {
            let lines = self.lines[part.lines.clone()].iter();
            let rows: Vec<&TriageRow> = lines.filter_map(DraftRow::old_row).collect();
            if rows.is_sorted_by_key(|row| row.span) {
                continue;
            }
            part.is_reordered = true;
            let in_order = subsequence::longest_increasing(
                &rows.iter().map(|row| row.span.start).collect::<Vec<_>>(),
            );
            let stray = rows.into_iter().filter(|row| !in_order.contains(&row.span.start));
            let mut stray: Vec<&TriageRow> = stray.collect();
            stray.sort_unstable_by_key(|row| row.span);
            self.drifts.push(Drift::Misplaced(stray));
        }
    }
}

/// The cell of a row whose entry has another ID now.
fn stale_id<'r>(
    (entry, cell): (&'r Entry, Span),
    text: &str,
    line: usize,
    column: usize,
) -> Stale<'r> {
    Stale {
        entry,
        key: Key::Id,
        field: Key::Id,
        cell,
        value: entry.id,
        text: text.to_owned(),
        is_doubtful: false,
        is_newer: false,
        is_withheld: false,
        other: None,
        line,
        column,
    }
}
