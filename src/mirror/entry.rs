//! An entry against its translation: tracked values by meaning, prose by its literals.

use super::align::{Bond, EntryPair};
use super::code::code_contradictions;
use super::contradiction::{Contradiction, ContradictionKind};
use super::difference::differences;
use super::field::{FieldComparison, untranslated_words};
use super::field_pairs::FieldPairs;
use super::free_text;
use super::marks::{UNTRANSLATED_MARK, mark_of};
use super::other_gap;
use super::pair::Pair;
use crate::finding::{Edit, Safety};
use crate::register::{Entry, Field, Form, Register, Replacement};
use crate::text::Span;
use crate::vocabulary::Key;

const OF_UNEVEN: &str = "it is not copied: the row has not as many cells as its table has columns, so that values may be in the \
     wrong one";

/// Everything in which a translation contradicts its entry.
pub(super) fn compare(pair: &Pair<'_>, entries: &EntryPair<'_>) -> Vec<Contradiction> {
    let EntryPair { leading: own, mirror: theirs, bond } = *entries;
    let mut found = Vec::new();
    if bond != Bond::Id {
        found.extend(compare_ids(pair, entries));
    }
    let mark = mark_of(pair.mirror, theirs, UNTRANSLATED_MARK);
    if let Some(mark) = mark {
        let message = "this entry is copied, and waits for its translation";
        found.push(
            Contradiction::new(ContradictionKind::Untranslated, mark, message)
                .leading(own.heading, "the entry in the source")
                .help("translate it, then remove the comment"),
        );
    }
    let own_mark = mark_of(pair.leading, own, UNTRANSLATED_MARK);
    if let Some(own_mark) = own_mark {
        let message = "the source has a copy of this entry, which waits for its translation";
        found.push(
            Contradiction::new(ContradictionKind::Untranslated, theirs.handle(), message)
                .leading(own_mark, "the entry in the source")
                .help("translate it there, then remove the comment"),
        );
    }
    let is_marked = mark.is_some() || own_mark.is_some();
    found.extend(compare_fields(pair, entries, is_marked));
    found.extend(free_text::compare(pair, entries));
    let headings = [heading(pair.leading, own), heading(pair.mirror, theirs)];
    let differences = differences(pair.leading, headings[0], pair.mirror, headings[1]);
    found.extend(code_contradictions(pair, differences, None, headings[1]));
    if !is_marked {
        let title = untranslated_words(pair, [own.title, theirs.title], None);
        // The title of a row is a field, too.
        let is_known = |one: &Contradiction| {
            found.iter().any(|known| known.kind == one.kind && known.span == one.span)
        };
        found.extend(title.filter(|one| !is_known(one)));
    }
    let is_of_state =
        |one: &Contradiction| one.kind == ContradictionKind::Value && one.key == Some(Key::Status);
    // In the table of another state, a row has other columns.
    if found.iter().any(is_of_state) && has_other_table(pair, entries) {
        found.retain(|one| !(one.is_of_column && one.kind == ContradictionKind::Field));
    }
    if own.is_uneven() || theirs.is_uneven() {
        for one in found.iter_mut().filter(|one| one.fix.is_some()) {
            one.fix = None;
            one.help = Some(OF_UNEVEN.into());
        }
    }
    other_gap::withhold(pair, entries, found)
}

/// Whether two rows are in tables with columns of other keys, of which each side has several.
fn has_other_table(pair: &Pair<'_>, entries: &EntryPair<'_>) -> bool {
    let keys = |register: &Register<'_>, entry: &Entry| -> Option<Vec<Option<Key>>> {
        let Form::Row(row) = &entry.form else { return None };
        let table = register.entry_tables.get(row.table as usize)?;
        let is_one_of_several = register.entry_tables.len() > 1;
        is_one_of_several.then(|| table.columns.iter().map(|column| column.key).collect())
    };
    let own = keys(pair.leading, entries.leading);
    own.zip(keys(pair.mirror, entries.mirror)).is_some_and(|(own, theirs)| own != theirs)
}

/// The menu path and the title of an entry; the title alone where the path is elsewhere, as that of a row is.
fn heading(register: &Register<'_>, entry: &Entry) -> Span {
    let line = register.source.line_at(entry.title.start as usize);
    let own = entry.area.first().filter(|step| step.start < entry.title.start);
    let start =
        own.filter(|step| line.contains(**step)).map_or(entry.title.start, |step| step.start);
    Span { start, end: entry.title.end }
}

fn compare_fields(pair: &Pair<'_>, entries: &EntryPair<'_>, is_marked: bool) -> Vec<Contradiction> {
    let fields = FieldPairs::of(pair, entries);
    let comparison =
        FieldComparison { pair, leading: entries.leading, entry: entries.mirror, is_marked };
    let mut found = Vec::new();
    for &fields in &fields.pairs {
        found.extend(comparison.compare(fields));
    }
    let own = &entries.leading.fields;
    let is_own_label =
        |label: &str| own.iter().any(|field| pair.leading.text(field.label) == label);
    let free = fields.extra.iter().filter(|field| !is_own_label(pair.mirror.text(field.label)));
    let free: Vec<&Field> = free.copied().collect();
    if let Some(one) = comparison.compare_forms() {
        found.push(one);
        return found;
    }
    // What an entry without a row lacks is reported with the row.
    let is_of_row = |field: &Field, at: usize| {
        comparison.lacks_row(field, at) || comparison.is_in_both_rows(field, at)
    };
    let missing = fields.missing.iter().filter(|field| !is_of_row(field, 0));
    found.extend(missing.map(|field| comparison.missing(field, &free, &fields.pairs)));
    let extra = fields.extra.iter().filter(|field| !is_of_row(field, 1));
    found.extend(extra.map(|field| comparison.extra(field)));
    found.extend(comparison.compare_order(&fields.pairs));
    found
}

fn compare_ids(pair: &Pair<'_>, entries: &EntryPair<'_>) -> Option<Contradiction> {
    let EntryPair { leading: own, mirror: theirs, .. } = *entries;
    let id = pair.leading.id(own)?;
    let hindrance = pair.hindrance(Key::Id, id, Replacement { old: None, new: id });
    let Some(span) = theirs.id else {
        let edit = pair.mirror.field_insertion(theirs, Key::Id, id, pair.words);
        let message = format!("this entry has no ID, in the source it is {id}");
        let one = Contradiction::new(ContradictionKind::Value, theirs.handle(), message);
        let one = one.key(Key::Id).leading(own.handle(), "the source's ID");
        return Some(match hindrance {
            Some(why) => one.help(why),
            None => one.fix(format!("write `{id}`"), Vec::from_iter(edit)),
        });
    };
    let old = pair.mirror.text(span);
    if old == id {
        return None;
    }
    let message = format!("this entry is {old} here and {id} in the source");
    let one = Contradiction::new(ContradictionKind::Value, theirs.handle(), message)
        .key(Key::Id)
        .leading(own.handle(), "the source's ID");
    if pair.leading.sharers(id).len() > 0 {
        return Some(one.help("it is not copied: another entry of the source has this ID, too"));
    }
    if let Some(why) = hindrance {
        return Some(one.help(why));
    }
    let mut one = one.fix(format!("write `{id}`"), id_edits(pair, theirs, span, id));
    if let Some(fix) = one.fix.as_mut().filter(|_| is_more_than_an_id(old)) {
        fix.safety = Safety::Unsafe;
    }
    Some(one)
}

/// Whether somebody wrote more than one ID where an ID belongs: `G2+G3`.
fn is_more_than_an_id(text: &str) -> bool {
    text.contains(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '_' | '.' | '#'))
}

/// The edits that give an entry of the mirror the ID of its source: in the entry, in its rows of the table, and in the
/// links that lead to it.
fn id_edits(pair: &Pair<'_>, entry: &Entry, span: Span, id: &str) -> Vec<Edit> {
    let mirror = pair.mirror;
    let old = mirror.text(span);
    let spans = entry.heading_id.into_iter().chain([span]);
    let mut edits: Vec<Edit> = spans.map(|span| Edit { span, text: id.to_owned() }).collect();
    // The row and the links of an ID that another entry has, too, may be that entry's.
    if mirror.sharers(old).len() == 0 {
        if !is_more_than_an_id(old) {
            edits.extend(mirror.moved_id_edits(entry, id));
        }
        let rows = mirror.triage.iter().flat_map(|table| &table.rows).map(|row| row.id);
        let own = rows.filter(|&row| mirror.text(row) == old);
        edits.extend(own.map(|span| Edit { span, text: id.to_owned() }));
    }
    edits.sort_by_key(|edit| edit.span);
    edits.dedup();
    edits
}
