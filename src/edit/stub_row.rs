//! The row of a stub: what the rows of both registers say that the section of the entry does not.

use std::iter;

use super::stub_values::StubValues;
use super::verify::{Expectation, ExpectedTable, Mismatch, edited, verify};
use crate::finding::Edit;
use crate::mirror::Pair;
use crate::register::{Entry, Field, Form, PartRow, Register};
use crate::settings::Settings;
use crate::text::{Source, Span};
use crate::vocabulary::Key;

/// What the translation says in the row of an entry that has no section there yet: its title.
pub(super) fn own_title<'r>(pair: &Pair<'r>, entry: &Entry) -> Option<&'r str> {
    own_row(pair, entry)?.cell(Key::Gap).and_then(|cell| written(pair.mirror, cell))
}

/// What the translation says there in place of a field, where the rows of the leading register say what the field
/// says.
pub(super) fn own_words<'r>(pair: &Pair<'r>, entry: &Entry, field: &Field) -> Option<&'r str> {
    let key = field.key.filter(|key| !key.is_short() && *key != Key::Id)?;
    let theirs = own_row(pair, entry)?.cell(key)?;
    let leading = pair.leading;
    let own = leading.row_of(entry)?.cell(key)?;
    let is_same = leading.bare(own) == leading.bare(field.value);
    written(pair.mirror, theirs).filter(|_| is_same)
}

fn own_row<'p>(pair: &'p Pair<'_>, entry: &Entry) -> Option<PartRow<'p>> {
    let id = pair.leading.id(entry)?;
    pair.mirror.row_named(id).filter(|_| pair.mirror.entry_of(id).is_none())
}

fn written<'r>(register: &Register<'r>, cell: Span) -> Option<&'r str> {
    let text = register.text(cell).trim();
    (text.contains(char::is_alphanumeric) && !text.contains('|')).then_some(text)
}

/// The text of a translation with the empty cells of new rows filled, where the columns are the team's own or hold
/// prose: as the leading register has them, as the rest of a stub is.
pub(super) fn with_own_cells(
    pair: &Pair<'_>,
    missing: &[&Entry],
    settings: &Settings,
    source: Source,
) -> Result<Source, Mismatch> {
    let sections = missing.iter().filter(|entry| entry.form == Form::Heading);
    let sections: Vec<&Entry> = sections.copied().collect();
    if sections.is_empty() || pair.leading.triage.is_empty() {
        return Ok(source);
    }
    let filled = filled(pair, &sections, settings, &source)?;
    Ok(filled.unwrap_or(source))
}

/// The text with filled cells; nothing where there are none, or where one would be read as something else.
fn filled(
    pair: &Pair<'_>,
    sections: &[&Entry],
    settings: &Settings,
    source: &Source,
) -> Result<Option<Source>, Mismatch> {
    let register = Register::parse(source, settings.reading()).map_err(Mismatch::TooDeep)?;
    let values = StubValues::new(pair);
    let edits = sections.iter().flat_map(|entry| cells(pair, &register, entry, &values));
    let mut edits: Vec<Edit> = edits.collect();
    if edits.is_empty() {
        return Ok(None);
    }
    edits.sort_by_key(|edit| edit.span);
    let new = edited(&register, &edits);
    let ids: Vec<&str> = sections.iter().filter_map(|entry| pair.leading.id(entry)).collect();
    let touched: Vec<&Edit> = edits.iter().collect();
    let table = ExpectedTable::Others(&ids);
    let expected = Expectation { edits: &touched, table, ..Expectation::default() };
    let is_as_meant = verify(&register, &new, settings.reading(), &expected).is_ok();
    Ok(is_as_meant.then_some(new))
}

/// The edits that fill the empty cells of the row of one entry.
fn cells(
    pair: &Pair<'_>,
    register: &Register<'_>,
    entry: &Entry,
    values: &StubValues<'_, '_>,
) -> Vec<Edit> {
    let leading = pair.leading;
    let row = || {
        let own = leading.row_of(entry)?;
        let twin = register.entry_of(leading.id(entry)?)?;
        Some((own, register.row_of(twin)?))
    };
    let Some((own, theirs)) = row() else { return Vec::new() };
    let columns = own.table.columns.iter().zip(&own.row.cells).enumerate();
    let cells = columns.filter_map(|(at, (column, &cell))| {
        let is_copied =
            |key: Key| key == Key::Id || key == Key::Gap || key.is_short() || key.is_computed();
        if column.key.is_some_and(is_copied) {
            return None;
        }
        let place = column_like(own, theirs, at)?;
        let target = *theirs.row.cells.get(place)?;
        let text = written(leading, cell).filter(|_| register.bare(target).is_empty())?;
        register.filled_cell(target, &values.words(column.key, cell, text))
    });
    cells.collect()
}

/// The column of a table that is one of another: by its key, or by its place between columns that are alike.
fn column_like(own: PartRow<'_>, theirs: PartRow<'_>, at: usize) -> Option<usize> {
    let [ours, others] = [own, theirs].map(|row| &row.table.columns);
    if let Some(key) = ours.get(at)?.key {
        return others.iter().position(|column| column.key == Some(key));
    }
    let beside = |offset: isize| {
        let keys = [ours, others].map(|columns| {
            at.checked_add_signed(offset).and_then(|at| columns.get(at)).map(|column| column.key)
        });
        keys[0] == keys[1]
    };
    let is_alike = ours.len() == others.len() && iter::once(0).chain([-1, 1]).all(beside);
    is_alike.then_some(at)
}
