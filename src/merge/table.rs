//! Merges the versions of a triage table, cell by cell. What its tracked cells say follows the merged
//! entries later; what people wrote by hand is merged here.

use std::collections::HashMap;
use std::ops::Range;

use super::documents::Documents;
use super::entry::by_line;
use super::piece::{Piece, verbatim};
use super::three::{Side, Three, chosen};
use super::version::Version;
use crate::finding::{Edit, applied};
use crate::register::{TriageRow, TriageTable};
use crate::text::Span;
use crate::vocabulary::{Key, fold};

/// A triage table in one version.
#[derive(Clone, Copy, Debug)]
pub(super) struct TableVersion<'v> {
    pub version: &'v Version<'v>,
    pub table: &'v TriageTable,
}

/// What a row is: the same in all versions.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum RowName {
    Entry(usize),
    /// A further row of an ID, or one without an entry.
    Text(String, usize),
}

impl<'v> TableVersion<'v> {
    pub(super) fn lines(self) -> Range<usize> {
        self.version.lines_of(self.table.span)
    }

    fn text(self, span: Span) -> &'v str {
        self.version.register.text(span)
    }

    /// The names of its columns.
    fn columns(self) -> Vec<String> {
        let name = |column: &crate::register::TableColumn| {
            let header = || fold(self.text(column.span));
            column.key.map_or_else(header, |key| format!("{key:?}"))
        };
        self.table.columns.iter().map(name).collect()
    }

    /// The name of each row.
    fn names(self, triple_of: &HashMap<usize, usize>) -> Vec<RowName> {
        let register = &self.version.register;
        let mut entries: HashMap<String, usize> = HashMap::new();
        for (at, entry) in register.entries.iter().enumerate() {
            if let Some((id, &triple)) = register.id(entry).zip(triple_of.get(&at)) {
                entries.entry(id.to_ascii_uppercase()).or_insert(triple);
            }
        }
        let mut counts: HashMap<String, usize> = HashMap::new();
        let name = |row: &TriageRow| {
            let id = register.plain(row.id).to_ascii_uppercase();
            let text = || row.cells.iter().map(|&cell| self.text(cell)).collect::<Vec<_>>();
            let mark = if id.is_empty() { text().join("|") } else { id };
            let count = counts.entry(mark.clone()).or_default();
            *count += 1;
            match entries.get(&mark) {
                Some(&triple) if *count == 1 => RowName::Entry(triple),
                _ => RowName::Text(mark, *count),
            }
        };
        self.table.rows.iter().map(name).collect()
    }

    /// The line of a row, without the blanks around it.
    fn line(self, row: &TriageRow) -> &'v str {
        self.version.lines[self.version.line_of(row.span.start)].trim()
    }

    fn cell(self, row: &TriageRow, column: usize) -> Option<&'v str> {
        let cell = row.cells.get(column)?;
        Some(self.text(*cell))
    }

    /// Whether the cell of a row says what the entry of the row says, and so follows it.
    fn follows_entry(self, row: &TriageRow, column: usize, key: Key) -> bool {
        let register = &self.version.register;
        let entry = register.entry_of(register.plain(row.id));
        let value = entry.and_then(|entry| register.value_of(entry, key));
        let cell = row.cells.get(column).map(|&cell| register.bare(cell));
        key.is_computed() || value.zip(cell).is_some_and(|(value, cell)| fold(value) == fold(cell))
    }

    /// Whether a row has a cell for each column, in one line.
    fn is_whole(self, row: &TriageRow) -> bool {
        row.cells.len() == self.table.columns.len()
            && row.excess.is_none()
            && row.cells.iter().all(|cell| cell.end <= row.span.end)
    }
}

/// A table of three versions as it is merged: one version into which the changes of the other are
/// written.
struct TableMerge<'d, 'v> {
    documents: &'d Documents<'v>,
    base: Option<TableVersion<'v>>,
    /// The version that has the columns of the result.
    frame: TableVersion<'v>,
    other: TableVersion<'v>,
    /// Whether the frame is what the receiving side has.
    is_ours: bool,
    /// By name, the rows of the base and of the other version.
    base_rows: HashMap<RowName, &'v TriageRow>,
    other_rows: HashMap<RowName, &'v TriageRow>,
    edits: Vec<Edit>,
    /// The rows of the result, in order.
    rows: Vec<OutRow>,
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

/// The merged table.
pub(super) fn merge<'v>(
    tables: &Three<Option<TableVersion<'v>>>,
    triple_of: &Three<HashMap<usize, usize>>,
    documents: &Documents<'v>,
) -> Vec<Piece<'v>> {
    let lines = |table: &TableVersion<'v>| &table.version.lines[table.lines()];
    let (ours, theirs) = match (tables.ours, tables.theirs) {
        (Some(ours), Some(theirs)) => (ours, theirs),
        (Some(only), None) | (None, Some(only)) => return verbatim(lines(&only)),
        (None, None) => return Vec::new(),
    };
    let by_lines = || by_line(tables.as_ref().map(|table| table.as_ref().map(lines)));
    let base_columns = tables.base.map(TableVersion::columns);
    let (own, other) = (ours.columns(), theirs.columns());
    let is_ours = own == other || base_columns.as_ref() == Some(&other);
    if !is_ours && base_columns.as_ref() != Some(&own) {
        return by_lines();
    }
    let of = |side: Side| triple_of.get(side);
    let rows = |table: TableVersion<'v>, side: Side| -> HashMap<RowName, &'v TriageRow> {
        table.names(of(side)).into_iter().zip(&table.table.rows).collect()
    };
    let (frame, frame_side, other, other_side) = if is_ours {
        (ours, Side::Ours, theirs, Side::Theirs)
    } else {
        (theirs, Side::Theirs, ours, Side::Ours)
    };
    let mut merge = TableMerge {
        documents,
        base: tables.base,
        frame,
        other,
        is_ours,
        base_rows: tables.base.map(|base| rows(base, Side::Base)).unwrap_or_default(),
        other_rows: rows(other, other_side),
        edits: Vec::new(),
        rows: Vec::new(),
    };
    merge.merge_header();
    merge.merge_rows(&frame.names(of(frame_side)));
    merge.add_rows(&other.names(of(other_side)));
    merge.pieces().unwrap_or_else(by_lines)
}

/// Whether a cell follows its entry.
fn is_tracked(key: Option<Key>) -> bool {
    key.is_some_and(|key| key == Key::Id || key.is_copied() || key.is_computed())
}

impl<'v> TableMerge<'_, 'v> {
    /// The place of a column of the frame in another version.
    fn column_in(&self, table: TableVersion<'v>, column: usize) -> Option<usize> {
        let (own, other) = (self.frame.columns(), table.columns());
        other.iter().position(|name| *name == own[column])
    }

    fn merge_header(&mut self) {
        let Some(base) = self.base else { return };
        for (at, column) in self.frame.table.columns.iter().enumerate() {
            let places = self.column_in(base, at).zip(self.column_in(self.other, at));
            let Some((was, other)) = places else { continue };
            let was = base.text(base.table.columns[was].span);
            let (own, other) = (
                self.frame.text(column.span),
                self.other.text(self.other.table.columns[other].span),
            );
            if chosen(Some(&was), &own, &other) == Some(Side::Theirs) {
                self.edits.push(Edit { span: column.span, text: other.to_owned() });
            }
        }
    }

    fn merge_rows(&mut self, names: &[RowName]) {
        let to_base = self.base.map(|base| self.columns_in(base)).unwrap_or_default();
        let to_other = self.columns_in(self.other);
        for (at, (row, name)) in self.frame.table.rows.iter().zip(names).enumerate() {
            let was = self.base_rows.get(name).copied();
            let other = self.other_rows.get(name).copied();
            let mut against = self.tied_row(name);
            match (was, other) {
                (_, Some(other)) => {
                    let merged = self.merge_row(row, was, other, [&to_base, &to_other]);
                    if against == Against::Nothing {
                        against = merged;
                    }
                }
                (Some(was), None) if !self.is_kept(name) => {
                    if self.has_own_texts(row, was, &to_base) {
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

    fn columns_in(&self, table: TableVersion<'v>) -> Vec<Option<usize>> {
        (0..self.frame.table.columns.len()).map(|at| self.column_in(table, at)).collect()
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
    /// changed a text in different ways.
    fn merge_row(
        &mut self,
        row: &TriageRow,
        was: Option<&TriageRow>,
        other: &TriageRow,
        [to_base, to_other]: [&[Option<usize>]; 2],
    ) -> Against {
        let was_line = self.base.zip(was).map(|(base, was)| base.line(was));
        let (own_line, other_line) = (self.frame.line(row), self.other.line(other));
        if own_line == other_line || was_line == Some(other_line) {
            return Against::Nothing;
        }
        if !self.frame.is_whole(row) || !self.other.is_whole(other) {
            if was_line != Some(own_line) {
                return Against::Row(other_line.to_owned());
            }
            self.edits.push(Edit { span: row.span, text: other_line.to_owned() });
            return Against::Nothing;
        }
        let mut against = Against::Nothing;
        for (column, head) in self.frame.table.columns.iter().enumerate() {
            let own = self.frame.cell(row, column).unwrap_or_default();
            let other_cell = to_other[column].and_then(|at| self.other.cell(other, at));
            let Some(other_cell) = other_cell else { continue };
            let was_cell = self.base.zip(was).and_then(|(base, was)| {
                to_base.get(column).copied().flatten().and_then(|at| base.cell(was, at))
            });
            let side = chosen(was_cell.as_ref(), &own, &other_cell);
            // A cell that follows its entry is what the receiving side says until that is merged.
            let kept = if self.is_ours { Side::Ours } else { Side::Theirs };
            let follows = |key: Key| {
                let other_column = to_other[column].unwrap_or_default();
                self.frame.follows_entry(row, column, key)
                    && self.other.follows_entry(other, other_column, key)
            };
            let key = head.key.filter(|&key| is_tracked(Some(key)) && follows(key));
            match side.or_else(|| key.map(|_| kept)) {
                Some(Side::Theirs) => {
                    let text = other_cell.to_owned();
                    self.edits.push(Edit { span: row.cells[column], text });
                }
                Some(_) => {}
                None => against = Against::Row(other_line.to_owned()),
            }
        }
        against
    }

    /// Whether a row has texts of people that it did not have.
    fn has_own_texts(&self, row: &TriageRow, was: &TriageRow, to_base: &[Option<usize>]) -> bool {
        let columns = self.frame.table.columns.iter().enumerate();
        let mut by_hand = columns.filter(|(_, head)| !is_tracked(head.key));
        by_hand.any(|(column, _)| {
            let was = self.base.zip(to_base[column]).and_then(|(base, at)| base.cell(was, at));
            let own = self.frame.cell(row, column).unwrap_or_default();
            !own.is_empty() && was != Some(own)
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
                Some(was) if !self.is_kept(name) => {
                    if !self.has_new_texts(row, was) {
                        continue;
                    }
                    Against::Row(self.other.line(row).to_owned())
                }
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
        let names = base.columns();
        let columns = self.other.table.columns.iter().zip(self.other.columns()).enumerate();
        let mut by_hand = columns.filter(|(_, (head, _))| !is_tracked(head.key));
        by_hand.any(|(column, (_, name))| {
            let was = names.iter().position(|own| *own == name).and_then(|at| base.cell(was, at));
            let own = self.other.cell(row, column).unwrap_or_default();
            !own.is_empty() && was != Some(own)
        })
    }

    /// Inserts a row of the other version behind a row of the result, else below the header.
    fn insertion(&self, row: &TriageRow, behind: Option<usize>) -> Edit {
        let frame = self.frame;
        let lines = frame.lines();
        let frame_row = behind.and_then(|at| self.rows[at].frame_row);
        let line = frame_row
            .map_or(lines.start + 1, |at| frame.version.line_of(frame.table.rows[at].span.start));
        let end = frame.version.start_of(line) + frame.version.lines[line].len();
        let is_alike = frame.columns() == self.other.columns() || !self.other.is_whole(row);
        let text = if is_alike {
            self.other.line(row).to_owned()
        } else {
            let to_other = self.columns_in(self.other);
            let cells = to_other.into_iter().map(|at| at.and_then(|at| self.other.cell(row, at)));
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
        let mut pieces: Vec<Piece<'v>> = lines.by_ref().take(2).map(Piece::Line).collect();
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
