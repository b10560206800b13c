//! Merges the versions of a triage table, cell by cell. What its tracked cells say follows the merged
//! entries later; what people wrote by hand is merged here.

use std::collections::{HashMap, HashSet};

use super::columns;
use super::documents::Documents;
use super::entry::{by_line, whole_conflict};
use super::moved_table_rows::{MovedRows, PlacedRow};
use super::piece::{Piece, as_lines};
use super::table_version::{RowName, TableVersion, is_tracked};
use super::three::{Side, Three, chosen};
use crate::finding::{Edit, applied};
use crate::register::TriageRow;
use crate::text::Span;
use crate::vocabulary::Key;

/// A table of three versions as it is merged: one version into which the changes of the other are
/// written.
struct TableMerge<'d, 'v> {
    documents: &'d Documents<'v>,
    moved: Option<&'d MovedRows<'v>>,
    base: Option<TableVersion<'v>>,
    /// The version that has the columns of the result.
    frame: TableVersion<'v>,
    other: TableVersion<'v>,
    columns: FrameColumns,
    /// Whether the frame is what the receiving side has.
    is_ours: bool,
    /// By name, the rows of the base and of the other version.
    base_rows: HashMap<RowName, &'v TriageRow>,
    other_rows: HashMap<RowName, &'v TriageRow>,
    edits: Vec<Edit>,
    /// What the other version has for a header that both changed.
    header: Option<&'v str>,
    /// The rows of the result, in order.
    rows: Vec<OutRow>,
}

/// The columns of the frame in the other versions.
struct FrameColumns {
    /// For each column of the frame, its place in the base and in the other version.
    to_base: Vec<Option<usize>>,
    to_other: Vec<Option<usize>>,
    /// The columns of the other version that the frame does not have, with their places in the base.
    dropped: Vec<(usize, Option<usize>)>,
    /// For each column of the other version, its place in the base.
    other_to_base: Vec<Option<usize>>,
    /// Whether the frame and the other version have the same columns in the same order.
    are_alike: bool,
}

impl FrameColumns {
    fn of(base: &[String], frame: &[String], other: &[String]) -> Self {
        let places = |from: &[String], to: &[String]| -> Vec<Option<usize>> {
            from.iter().map(|name| to.iter().position(|other| other == name)).collect()
        };
        let other_to_base = places(other, base);
        let dropped = other.iter().enumerate().filter(|(_, name)| !frame.contains(name));
        let dropped = dropped.map(|(at, _)| (at, other_to_base[at])).collect();
        Self {
            to_base: places(frame, base),
            to_other: places(frame, other),
            dropped,
            other_to_base,
            are_alike: frame == other,
        }
    }
}

/// What the other version has in the place of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Against {
    /// Nothing that contradicts it.
    Nothing,
    /// A row that contradicts it.
    Row(String),
    /// It removed the row.
    Removal,
}

/// A row of the result.
struct OutRow {
    name: RowName,
    /// Its place among the rows of the frame.
    frame_row: Option<usize>,
    /// Whether the frame or its edits have a line for it.
    has_line: bool,
    /// What the other version has in its place, where that is a conflict.
    against: Against,
}

/// What is merged of a table.
pub(super) struct TableInput<'d, 'v> {
    pub tables: Three<Option<TableVersion<'v>>>,
    pub triple_of: &'d Three<HashMap<usize, usize>>,
    pub documents: &'d Documents<'v>,
    pub moved: Option<&'d MovedRows<'v>>,
}

/// The merged table.
pub(super) fn merge<'v>(input: &TableInput<'_, 'v>) -> Vec<Piece<'v>> {
    let TableInput { tables, moved, .. } = input;
    let lines = |table: &TableVersion<'v>| &table.version.lines[table.lines()];
    let texts = tables.as_ref().map(|table| table.as_ref().map(lines));
    let (ours, theirs) = match (tables.ours, tables.theirs) {
        (Some(ours), Some(theirs)) => (ours, theirs),
        (None, None) => return Vec::new(),
        // One side removed a table in which the other wrote.
        _ if tables.base.is_some() => return vec![whole_conflict(texts)],
        (Some(only), None) | (None, Some(only)) => {
            return moved
                .and_then(|moved| merge_alone(input, only, moved))
                .unwrap_or_else(|| super::piece::verbatim(lines(&only)));
        }
    };
    let columns = canonical_columns(input);
    let is_alike = columns.ours == columns.theirs;
    // The columns are those of the side that changed them, else of the side that moved rows.
    let prefers_theirs = moved.is_some_and(|moved| moved.side == Side::Theirs);
    let is_ours = if is_alike { !prefers_theirs } else { columns.base == columns.theirs };
    if !is_alike && !is_ours && columns.base != columns.ours {
        return by_line(texts);
    }
    let sides = if is_ours { [Side::Ours, Side::Theirs] } else { [Side::Theirs, Side::Ours] };
    let (frame, other) = if is_ours { (ours, theirs) } else { (theirs, ours) };
    let [frame_columns, other_columns] = sides.map(|side| columns.get(side));
    let mut merge = TableMerge {
        documents: input.documents,
        moved: *moved,
        base: tables.base,
        frame,
        other,
        columns: FrameColumns::of(&columns.base, frame_columns, other_columns),
        is_ours,
        base_rows: input.rows(tables.base, Side::Base),
        other_rows: input.rows(Some(other), sides[1]),
        edits: Vec::new(),
        header: None,
        rows: Vec::new(),
    };
    merge.merge_header();
    merge.merge_rows(&frame.names(input.triple_of.get(sides[0])));
    merge.add_rows(&other.names(input.triple_of.get(sides[1])));
    merge.pieces().unwrap_or_else(|| by_line(texts))
}

/// The texts that a side wrote into a table and that follow no entry. For a row that the other side moved to
/// another table, its texts are merged there.
pub(super) fn own_texts<'v>(
    input: &TableInput<'_, 'v>,
    side: Side,
) -> impl Iterator<Item = &'v str> {
    let columns = canonical_columns(input);
    let before = input.rows(input.tables.base, Side::Base);
    let table = *input.tables.get(side);
    let mut texts: Vec<&str> = Vec::new();
    for (name, row) in input.rows(table, side) {
        let Some(table) = table else { continue };
        let moved = input.moved.and_then(|moved| moved.row(&name));
        let was = input.tables.base.zip(before.get(&name).copied());
        let was = was.map(|(table, row)| PlacedRow { table, row });
        let was = was.or(moved.map(|moved| moved.base));
        if was.is_some_and(|was| was.line() == table.line(row)) {
            continue;
        }
        texts.extend(row.excess.map(|excess| table.text(excess)));
        let names = columns.get(side).iter().enumerate();
        texts.extend(names.filter_map(|(column, name)| {
            let in_base = columns.base.iter().position(|other| other == name);
            // A table that only one side has takes rows from tables with the same columns.
            let in_base = if input.tables.base.is_some() { in_base } else { Some(column) };
            let was = was.zip(in_base).and_then(|(was, at)| was.cell(at));
            table.cell(row, column).filter(|_| table.has_own_text(row, column, was))
        }));
    }
    texts.into_iter()
}

/// Whether a side wrote texts into a table that are merged nowhere else.
pub(super) fn has_own_texts(input: &TableInput<'_, '_>, side: Side) -> bool {
    let Some(moved) = input.moved.filter(|moved| moved.side != side) else {
        return own_texts(input, side).next().is_some();
    };
    let kept: HashSet<&str> = moved.other_rows().flat_map(|row| row.table.cells(row.row)).collect();
    own_texts(input, side).any(|text| !kept.contains(text))
}

/// A table that only one side has, with what the other side changed in the rows that were moved into it.
fn merge_alone<'v>(
    input: &TableInput<'_, 'v>,
    frame: TableVersion<'v>,
    moved: &MovedRows<'v>,
) -> Option<Vec<Piece<'v>>> {
    let names = frame.names(input.triple_of.get(moved.side));
    let first = names.iter().find_map(|name| moved.row(name))?;
    let columns = frame.columns();
    let mut merge = TableMerge {
        documents: input.documents,
        moved: Some(moved),
        base: None,
        frame,
        other: first.other.table,
        columns: FrameColumns::of(&columns, &columns, &columns),
        is_ours: moved.side == Side::Ours,
        base_rows: HashMap::new(),
        other_rows: HashMap::new(),
        edits: Vec::new(),
        header: None,
        rows: Vec::new(),
    };
    merge.merge_rows(&names);
    merge.pieces()
}

/// The names of the columns of each version, in which a column that a side renamed has its name of the base.
fn canonical_columns(input: &TableInput<'_, '_>) -> Three<Vec<String>> {
    let mut columns =
        input.tables.map(|table| table.map(TableVersion::columns).unwrap_or_default());
    let Some(base) = input.tables.base else { return columns };
    let before = input.rows(Some(base), Side::Base);
    for (side, own) in [(Side::Ours, &mut columns.ours), (Side::Theirs, &mut columns.theirs)] {
        let Some(table) = *input.tables.get(side) else { continue };
        if *own == columns.base {
            continue;
        }
        let rows = input.rows(Some(table), side);
        let rows: Vec<[Vec<&str>; 2]> = rows
            .iter()
            .filter_map(|(name, row)| Some([base.cells(before.get(name)?), table.cells(row)]))
            .collect();
        columns::rename(own, &columns.base, &rows);
    }
    columns
}

impl<'v> TableInput<'_, 'v> {
    /// By name, the rows of a version.
    fn rows(&self, table: Option<TableVersion<'v>>, side: Side) -> HashMap<RowName, &'v TriageRow> {
        let Some(table) = table else { return HashMap::new() };
        table.names(self.triple_of.get(side)).into_iter().zip(&table.table.rows).collect()
    }
}

impl<'v> TableMerge<'_, 'v> {
    fn merge_header(&mut self) {
        let Some(base) = self.base else { return };
        let other_line = self.other.version.lines[self.other.lines().start];
        let is_renamed = self.columns.dropped.iter().any(|&(at, in_base)| {
            let text = self.other.text(self.other.table.columns[at].span);
            in_base.is_some_and(|was| base.text(base.table.columns[was].span) != text)
        });
        self.header = is_renamed.then_some(other_line);
        for (at, column) in self.frame.table.columns.iter().enumerate() {
            let places = self.columns.to_base[at].zip(self.columns.to_other[at]);
            let Some((was, other)) = places else { continue };
            let was = base.text(base.table.columns[was].span);
            let (own, other) = (
                self.frame.text(column.span),
                self.other.text(self.other.table.columns[other].span),
            );
            match chosen(Some(&was), &own, &other) {
                Some(Side::Theirs) => {
                    self.edits.push(Edit { span: column.span, text: other.to_owned() });
                }
                Some(_) => {}
                None => self.header = Some(other_line),
            }
        }
    }

    fn merge_rows(&mut self, names: &[RowName]) {
        for (at, (row, name)) in self.frame.table.rows.iter().zip(names).enumerate() {
            let was = self.base_rows.get(name).copied();
            let other = self.other_rows.get(name).copied();
            let mut against = self.tied_row(name);
            let moved = self.moved.and_then(|moved| moved.row(name));
            let moved = moved.filter(|_| was.is_none() && other.is_none());
            match (was, other) {
                (None, None) if moved.is_some() => {
                    against = moved.map_or(against, |moved| {
                        self.merge_row(row, Some(moved.base), moved.other)
                    });
                }
                (_, Some(other)) => {
                    let was = self.base.zip(was).map(|(table, row)| PlacedRow { table, row });
                    let other = PlacedRow { table: self.other, row: other };
                    let merged = self.merge_row(row, was, other);
                    if against == Against::Nothing {
                        against = merged;
                    }
                }
                (Some(was), None) if !self.is_kept(name) => {
                    if self.has_own_texts(row, was) {
                        against = Against::Removal;
                    } else {
                        self.edits.push(self.removal(row));
                        continue;
                    }
                }
                (_, None) => {}
            }
            let (name, frame_row) = (name.clone(), Some(at));
            self.rows.push(OutRow { name, frame_row, has_line: true, against });
        }
    }

    /// Whether the row of an entry stays, as one side removed the entry and the other changed it.
    fn is_kept(&self, name: &RowName) -> bool {
        matches!(name, RowName::Entry(triple) if self.documents.is_disputed(*triple))
    }

    /// The other row of two entries that have one ID, and of which none can move.
    fn tied_row(&self, name: &RowName) -> Against {
        let is_tied =
            matches!(name, RowName::Entry(triple) if self.documents.tied.contains(triple));
        let other = self.other_rows.get(name).filter(|_| is_tied);
        other.map_or(Against::Nothing, |row| Against::Row(self.other.line(row).to_owned()))
    }

    /// Writes what the other version changed in a row; the row of the other version where both
    /// changed a text in different ways, or where the frame has no column for a text.
    fn merge_row(
        &mut self,
        row: &TriageRow,
        was: Option<PlacedRow<'v>>,
        other: PlacedRow<'v>,
    ) -> Against {
        let was_line = was.map(PlacedRow::line);
        let (own_line, other_line) = (self.frame.line(row), other.line());
        if own_line == other_line || was_line == Some(other_line) {
            return Against::Nothing;
        }
        if !self.frame.is_whole(row) || !other.table.is_whole(other.row) {
            if was_line != Some(own_line) {
                return Against::Row(other_line.to_owned());
            }
            self.edits.push(Edit { span: row.span, text: other_line.to_owned() });
            return Against::Nothing;
        }
        let mut is_conflict = self.columns.dropped.iter().any(|&(column, in_base)| {
            let was = was.zip(in_base).and_then(|(was, at)| was.cell(at));
            other.table.has_own_text(other.row, column, was)
        });
        for column in 0..self.frame.table.columns.len() {
            match self.side_of_cell((row, column), was, other) {
                Some(Side::Theirs) => {
                    let other_cell = self.columns.to_other[column].and_then(|at| other.cell(at));
                    let text = other_cell.unwrap_or_default().to_owned();
                    self.edits.push(Edit { span: row.cells[column], text });
                }
                Some(_) => {}
                None => is_conflict = true,
            }
        }
        if is_conflict { Against::Row(other_line.to_owned()) } else { Against::Nothing }
    }

    /// Which version of a cell is taken, where `Ours` is the frame; nothing where they contradict.
    fn side_of_cell(
        &self,
        (row, column): (&TriageRow, usize),
        was: Option<PlacedRow<'v>>,
        other: PlacedRow<'v>,
    ) -> Option<Side> {
        let own = self.frame.cell(row, column).unwrap_or_default();
        let in_other = self.columns.to_other[column];
        let Some((in_other, other_cell)) = in_other.and_then(|at| Some((at, other.cell(at)?)))
        else {
            return Some(Side::Ours);
        };
        let was_cell = was
            .zip(self.columns.to_base.get(column).copied().flatten())
            .and_then(|(was, at)| was.cell(at));
        let side = chosen(was_cell.as_ref(), &own, &other_cell);
        // A cell that follows its entry is what the receiving side says until that is merged.
        let kept = if self.is_ours { Side::Ours } else { Side::Theirs };
        let follows = |key: &Key| {
            is_tracked(Some(*key))
                && self.frame.follows_entry(row, column, *key)
                && other.table.follows_entry(other.row, in_other, *key)
        };
        side.or_else(|| self.frame.table.columns[column].key.filter(follows).map(|_| kept))
    }

    /// Whether a row has texts of people that it did not have.
    fn has_own_texts(&self, row: &TriageRow, was: &TriageRow) -> bool {
        (0..self.frame.table.columns.len()).any(|column| {
            let places = self.base.zip(self.columns.to_base[column]);
            let was = places.and_then(|(base, at)| base.cell(was, at));
            self.frame.has_own_text(row, column, was)
        })
    }

    fn removal(&self, row: &TriageRow) -> Edit {
        let line = self.frame.version.line_of(row.span.start);
        // The line end before it goes along, as the table may be the end of the file.
        let start = self.frame.version.start_of(line).saturating_sub(1);
        let end = start + 1 + self.frame.version.lines[line].len();
        Edit { span: Span::new(start, end), text: String::new() }
    }

    /// Adds the rows that only the other version has.
    fn add_rows(&mut self, names: &[RowName]) {
        let known: HashMap<RowName, usize> =
            self.rows.iter().enumerate().map(|(at, row)| (row.name.clone(), at)).collect();
        let mut added: HashMap<Option<usize>, Vec<OutRow>> = HashMap::new();
        // Behind which row of the frame the last one is, and the last one that was added.
        let (mut last, mut placed) = (None, None);
        for (row, name) in self.other.table.rows.iter().zip(names) {
            if let Some(&at) = known.get(name) {
                (last, placed) = (Some(at), None);
                continue;
            }
            let was = self.base_rows.get(name).copied();
            let against = match was {
                Some(_) if self.moved.is_some_and(|moved| moved.row(name).is_some()) => continue,
                Some(was) if !self.is_kept(name) => {
                    if !self.has_new_texts(row, was) {
                        continue;
                    }
                    Against::Row(self.other.line(row).to_owned())
                }
                _ if self.has_dropped_texts(row) => Against::Row(self.other.line(row).to_owned()),
                _ => Against::Nothing,
            };
            let place = last.map(|last| self.behind_added(last, name).max(placed.unwrap_or(last)));
            placed = place;
            let has_line = against == Against::Nothing;
            if has_line {
                self.edits.push(self.insertion(row, place));
            }
            let (name, frame_row) = (name.clone(), None);
            added.entry(place).or_default().push(OutRow { name, frame_row, has_line, against });
        }
        let rows = std::mem::take(&mut self.rows);
        self.rows.extend(added.remove(&None).unwrap_or_default());
        for (at, row) in rows.into_iter().enumerate() {
            self.rows.push(row);
            self.rows.extend(added.remove(&Some(at)).unwrap_or_default());
        }
    }

    /// The last of the rows behind a row that only the frame has, and that come before a row of the other
    /// version.
    fn behind_added(&self, at: usize, name: &RowName) -> usize {
        let is_added = |row: &&OutRow| {
            !self.other_rows.contains_key(&row.name)
                && !self.base_rows.contains_key(&row.name)
                && self.is_before(&row.name, name)
        };
        at + self.rows[at + 1..].iter().take_while(is_added).count()
    }

    /// Whether a row that only the frame has comes before one that only the other version has: where their
    /// entries say nothing of it, those of the receiving side come first.
    fn is_before(&self, frame: &RowName, other: &RowName) -> bool {
        match (frame, other) {
            (&RowName::Entry(own), &RowName::Entry(other)) if self.is_ours => {
                !self.documents.is_before(other, own)
            }
            (&RowName::Entry(own), &RowName::Entry(other)) => self.documents.is_before(own, other),
            _ => true,
        }
    }

    fn has_new_texts(&self, row: &TriageRow, was: &TriageRow) -> bool {
        let Some(base) = self.base else { return true };
        (0..self.other.table.columns.len()).any(|column| {
            let was = self.columns.other_to_base[column].and_then(|at| base.cell(was, at));
            self.other.has_own_text(row, column, was)
        })
    }

    /// Whether a row of the other version has texts for which the frame has no column.
    fn has_dropped_texts(&self, row: &TriageRow) -> bool {
        let mut dropped = self.columns.dropped.iter();
        self.other.is_whole(row)
            && dropped.any(|&(column, _)| self.other.has_own_text(row, column, None))
    }

    /// Inserts a row of the other version behind a row of the result, else below the header.
    fn insertion(&self, row: &TriageRow, behind: Option<usize>) -> Edit {
        let frame = self.frame;
        let lines = frame.lines();
        let frame_row = behind.and_then(|at| self.rows[at].frame_row);
        let line = frame_row
            .map_or(lines.start + 1, |at| frame.version.line_of(frame.table.rows[at].span.start));
        let end = frame.version.start_of(line) + frame.version.lines[line].len();
        let is_alike = self.columns.are_alike || !self.other.is_whole(row);
        let text = if is_alike {
            self.other.line(row).to_owned()
        } else {
            let to_other = self.columns.to_other.iter();
            let cells = to_other.map(|at| at.and_then(|at| self.other.cell(row, at)));
            let cells: Vec<&str> = cells.map(Option::unwrap_or_default).collect();
            format!("| {} |", cells.join(" | "))
        };
        let indent: &str = frame.version.lines[line];
        let indent = &indent[..indent.len() - indent.trim_start().len()];
        Edit { span: Span::at(end), text: format!("\n{indent}{text}") }
    }

    /// The lines of the result; nothing where they are not as many as its rows.
    fn pieces(self) -> Option<Vec<Piece<'v>>> {
        let version = self.frame.version;
        let lines = self.frame.lines();
        let edits = version.register.kept_aligned(self.edits);
        let whole = version.register.source.text();
        let (start, end) = (version.start_of(lines.start), version.start_of(lines.end));
        let has_end = lines.end < version.lines.len();
        let text = applied(whole, &edits);
        let end = text.len() - (whole.len() - end);
        let text = text.get(start..end - usize::from(has_end))?;
        let mut lines = text.split('\n').map(|line| line.to_owned().into());
        let mut pieces: Vec<Piece<'v>> = Vec::new();
        if let Some(other) = self.header {
            let (own, other) = (lines.by_ref().take(1).collect(), as_lines(&[other]));
            let (ours, theirs) = if self.is_ours { (own, other) } else { (other, own) };
            pieces.push(Piece::Conflict(Three { base: Vec::new(), ours, theirs }));
        }
        pieces.extend(lines.by_ref().take(2 - pieces.len()).map(Piece::Line));
        for row in self.rows {
            let own = if row.has_line { Some(lines.next()?) } else { None };
            pieces.push(match (own, row.against) {
                (Some(own), Against::Nothing) => Piece::Line(own),
                (own, against) => {
                    let own = own.into_iter().collect();
                    let other = match against {
                        Against::Row(line) => vec![line.into()],
                        Against::Nothing | Against::Removal => Vec::new(),
                    };
                    let (ours, theirs) = if self.is_ours { (own, other) } else { (other, own) };
                    Piece::Conflict(Three { base: Vec::new(), ours, theirs })
                }
            });
        }
        lines.next().is_none().then_some(pieces)
    }
}
