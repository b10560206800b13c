//! The versions of a row, which are merged cell by cell; and those of an entry of one line that one side moved to
//! another place: below a table with other columns, or below a heading that says another state.

use super::columns;
use super::entry_version::{EntryVersion, SameMeaning};
use super::piece::Piece;
use super::three::{Side, Three, chosen};
use crate::finding::{Edit, applied};
use crate::register::{EntryRow, Field, Form};
use crate::text::Span;
use crate::vocabulary::{Key, fold};

/// Where the line of an entry can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Layout {
    form: std::mem::Discriminant<Form>,
    /// The names of the columns of its table.
    columns: Vec<String>,
}

impl Layout {
    pub(super) fn of(version: &EntryVersion<'_>) -> Self {
        let columns = row(version).map(|row| names(version, row)).unwrap_or_default();
        Self { form: std::mem::discriminant(&version.entry.form), columns }
    }
}

/// Whether the entry of one version cannot be where that of the other is, or says another thing there.
pub(super) fn are_apart(ours: &EntryVersion<'_>, theirs: &EntryVersion<'_>) -> bool {
    let are_headings = [ours, theirs].iter().all(|side| side.entry.form == Form::Heading);
    !are_headings && (Layout::of(ours) != Layout::of(theirs) || above(ours) != above(theirs))
}

/// Whether both sides moved an entry, below headings that say different things.
pub(super) fn are_moved_apart(versions: &Three<Option<EntryVersion<'_>>>) -> bool {
    let Three { base: Some(base), ours: Some(ours), theirs: Some(theirs) } = versions else {
        return false;
    };
    let is_heading = ours.entry.form == Form::Heading;
    !is_heading && chosen(Some(&above(base)), &above(ours), &above(theirs)).is_none()
}

/// What the headings above an entry say of it.
fn above(version: &EntryVersion<'_>) -> Vec<(Key, String)> {
    let EntryVersion { version, entry, .. } = version;
    let said = |field: &&Field| {
        let is_kind = field.key.is_some_and(Key::is_state_or_level);
        is_kind && field.value.end <= entry.span.start
    };
    let fields = entry.fields.iter().filter(said);
    let said = fields.filter_map(|own| Some((own.key?, own.value)));
    let said = said.chain(entry.overruled.iter().copied());
    said.map(|(key, value)| (key, fold(version.register.text(value)))).collect()
}

fn row<'v>(version: &EntryVersion<'v>) -> Option<&'v EntryRow> {
    match &version.entry.form {
        Form::Row(row) if row.excess.is_none() => Some(row),
        _ => None,
    }
}

fn names(version: &EntryVersion<'_>, row: &EntryRow) -> Vec<String> {
    let register = &version.version.register;
    let table = register.entry_tables.get(row.table as usize);
    table.map(|table| columns::names(register, &table.columns)).unwrap_or_default()
}

/// A row in the columns of one side, with what the other side changed; nothing where both changed a cell, or
/// where these columns have no place for it.
pub(super) fn merged<'t>(
    versions: &Three<Option<EntryVersion<'t>>>,
    means_same: SameMeaning<'_>,
) -> Option<Vec<Piece<'t>>> {
    let (base, ours, theirs) =
        (versions.base.as_ref()?, versions.ours.as_ref()?, versions.theirs.as_ref()?);
    let layouts = [base, ours, theirs].map(Layout::of);
    let (frame, other) = match chosen(Some(&layouts[0]), &layouts[1], &layouts[2])? {
        Side::Theirs => (theirs, ours),
        _ => (ours, theirs),
    };
    let cells = |version: &EntryVersion<'t>| -> Option<Vec<(String, Span)>> {
        let row = row(version)?;
        Some(names(version, row).into_iter().zip(row.cells.iter().copied()).collect())
    };
    let (base_cells, frame_cells, other_cells) = (cells(base)?, cells(frame)?, cells(other)?);
    let text = |version: &EntryVersion<'t>, span: Span| version.version.register.text(span);
    let keys = other.entry.fields.iter().map(|field| (field.value, field.key));
    let keys: Vec<(Span, Option<Key>)> = keys.collect();
    let mut edits = Vec::new();
    for (name, is) in &other_cells {
        let own = text(other, *is);
        let was = base_cells.iter().find(|(column, _)| column == name);
        let was = was.map(|(_, was)| text(base, *was)).unwrap_or_default();
        if was == own {
            continue;
        }
        let place = frame_cells.iter().find(|(column, _)| column == name)?.1;
        let key = keys.iter().find(|(value, _)| value == is).and_then(|(_, key)| *key);
        let there = text(frame, place);
        if there == was {
            edits.push(Edit { span: place, text: in_cell(frame, place, own) });
        } else if there != own && !key.is_some_and(|key| means_same(key, there, own)) {
            return None;
        }
    }
    let whole = frame.version.register.source.text();
    let line = frame.version.line_of(frame.entry.span.start);
    let start = frame.version.start_of(line);
    let behind = whole.len() - start - frame.version.lines[line].len();
    let text = applied(whole, &edits);
    Some(vec![Piece::Line(text.get(start..text.len() - behind)?.to_owned().into())])
}

/// A text for a cell, with a blank on each side where it was empty.
fn in_cell(version: &EntryVersion<'_>, cell: Span, text: &str) -> String {
    let whole = version.version.register.source.text();
    let blank = |is_there: bool| if is_there || !cell.is_empty() { "" } else { " " };
    let before = blank(whole[..cell.start as usize].ends_with(' '));
    let behind = blank(whole[cell.end as usize..].starts_with(' '));
    format!("{before}{text}{behind}")
}
