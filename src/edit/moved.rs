//! An entry of which the heading above says a value, such as its state, and that gets another one: it moves
//! below the heading that says this.

use std::mem::discriminant;

use super::around_entry::{gap_before_next, is_gap};
use super::chapter;
use super::field::FieldValue;
use super::target::EditTarget;
use super::values_above::{is_said_above, values_above};
use super::verify::{Expectation, ExpectedTable, edited, verify};
use crate::finding::Edit;
use crate::register::{Entry, Form, Register, anchors};
use crate::text::{Source, Span};
use crate::values::split_base_id;
use crate::vocabulary::{Key, fold};

/// A register in which an entry has moved.
pub(super) struct Moved {
    pub source: Source,
    /// The heading that it is below now.
    pub heading: String,
}

/// The register with an entry below the heading that says a value, where the heading above it says another;
/// nothing where there is no such place, or where the entry would not be the same there.
pub(super) fn moved(target: EditTarget<'_>, entry: &Entry, value: &FieldValue) -> Option<Moved> {
    let register = target.register;
    let place = Place::of(target, entry, value)?;
    let piece = match (&entry.form, &place.near.form) {
        (Form::Row(_), Form::Row(_)) => row_at(register, entry, place.near)?,
        _ => with_marker(register, entry, place.near),
    };
    let taken = Edit { span: with_gap(register, entry), text: String::new() };
    let put = insertion(register, &place, &piece);
    let without = edited(register, [&taken]);
    let mut edits = [taken, put];
    edits.sort_by_key(|edit| edit.span.start);
    let source = edited(register, &edits);
    let between = Register::parse(&without, target.reading()).ok()?;
    let ids: Vec<&str> = register.id(entry).into_iter().collect();
    let table = ExpectedTable::Others(&ids);
    let expected = Expectation { added: 1, added_ids: &ids, table, ..Expectation::default() };
    // Nothing but the entry was taken out, and nothing but the entry was put in.
    verify(&between, register.source, target.reading(), &expected).ok()?;
    let after = verify(&between, &source, target.reading(), &expected).ok()?;
    let new = twin(register, entry, &after)?;
    let says = after.value_of(new, value.key)?;
    let is_as_meant = is_said_above(target.table_input(), (value.key, says), value)
        && own_words(register, entry) == own_words(&after, new);
    let heading = register.text(place.heading).to_owned();
    is_as_meant.then_some(Moved { source, heading })
}

/// The entry of another reading that is the same one, wherever it is.
pub(super) fn twin<'r>(
    before: &Register<'_>,
    entry: &Entry,
    after: &'r Register<'_>,
) -> Option<&'r Entry> {
    let (id, heading) = (before.id(entry), before.text(entry.heading));
    let is_it =
        |own: &&Entry| after.id(own) == id && (id.is_some() || after.text(own.heading) == heading);
    let mut found = after.entries.iter().filter(is_it);
    found.next().filter(|_| found.next().is_none())
}

/// Where an entry moves to: the entries below the other heading of the same chapter.
struct Place<'r> {
    /// The entry beside which it will be.
    near: &'r Entry,
    is_before: bool,
    heading: Span,
}

impl<'r> Place<'r> {
    fn of(target: EditTarget<'r>, entry: &Entry, value: &FieldValue) -> Option<Self> {
        let (register, input) = (target.register, target.table_input());
        let above = |entry: &Entry| {
            let mut said = values_above(register, entry).filter(|(key, _)| *key == value.key);
            said.next()?;
            entry.field(value.key).map(|field| field.value)
        };
        // The entries there may say it themselves, too.
        let overruled = |near: &Entry| {
            let mut said = near.overruled.iter().filter(|(key, _)| *key == value.key);
            said.next().map(|(_, heading)| *heading)
        };
        let place = |near: &Entry| above(near).or_else(|| overruled(near));
        let own = above(entry)?;
        let says = |heading: Span| is_said_above(input, (value.key, register.text(heading)), value);
        if says(own) || entry.number.is_some() {
            return None;
        }
        let others = |entry: &Entry| -> Vec<(Key, String)> {
            let said = values_above(register, entry).filter(|(key, _)| *key != value.key);
            said.map(|(key, text)| (key, fold(text))).collect()
        };
        // A list may have another sign than the next.
        let indent = |entry: &Entry| marker(register, entry).replace(['*', '+'], "-");
        let level = indent(entry);
        let may_be_beside = |near: &&Entry| {
            place(near).is_some_and(|heading| says(heading) && is_beside(register, own, heading))
                && discriminant(&near.form) == discriminant(&entry.form)
                && others(near) == others(entry)
                && indent(near) == level
        };
        let mut members = register.entries.iter().filter(may_be_beside);
        let first = members.next()?;
        let heading = place(first)?;
        let last = members.take_while(|near| place(near) == Some(heading)).last();
        let number = |entry: &Entry| Some(split_base_id(register.id(entry)?)?.1);
        let goes_down = last.is_some_and(|last| number(last) < number(first));
        let near = last.filter(|_| !goes_down).unwrap_or(first);
        Some(Self { near, is_before: goes_down, heading })
    }
}

/// Whether two headings are of one chapter: none of a higher level is between them.
fn is_beside(register: &Register<'_>, one: Span, other: Span) -> bool {
    let (first, second) = if one.start < other.start { (one, other) } else { (other, one) };
    !chapter::is_between(register, first.end, second)
}

/// What begins the line of an entry: the signs of its heading, the indentation and sign of its item.
fn marker<'r>(register: &Register<'r>, entry: &Entry) -> &'r str {
    if matches!(entry.form, Form::Row(_)) {
        return "";
    }
    let line = register.text(register.source.line_at(entry.span.start as usize));
    let end = line.find(|c: char| !c.is_whitespace() && !"#-*+".contains(c)).unwrap_or(line.len());
    &line[..end]
}

/// The text of an entry with the sign of another item.
fn with_marker(register: &Register<'_>, entry: &Entry, near: &Entry) -> String {
    let whole = register.text(whole_of(register, entry));
    let rest = whole.strip_prefix(marker(register, entry));
    let rest = rest.filter(|_| entry.form == Form::Item);
    rest.map_or_else(|| whole.to_owned(), |rest| format!("{}{rest}", marker(register, near)))
}

/// An entry with the anchor above it, from the start of its line.
fn whole_of(register: &Register<'_>, entry: &Entry) -> Span {
    let start = anchors::above(register, entry).map_or(entry.span.start, |anchor| anchor.start);
    let start = register.source.line_at(start as usize).start;
    let text = register.text(Span { start, end: anchors::end_of(register, entry) });
    Span { start, end: start + text.trim_end().len() as u32 }
}

/// The same with what parts it from the next entry, or from the one before it where it is the last.
fn with_gap(register: &Register<'_>, entry: &Entry) -> Span {
    let whole = whole_of(register, entry);
    let text = register.source.text();
    let is_gap = |span: Span| span.start <= span.end && is_gap(register.text(span));
    let at = register.entries.iter().position(|own| own.span == entry.span);
    let beside = |at: Option<usize>| Some(whole_of(register, register.entries.get(at?)?));
    let next = beside(at.map(|at| at + 1)).map(|next| Span { start: whole.end, end: next.start });
    if let Some(gap) = next.filter(|gap| is_gap(*gap)) {
        return Span { end: gap.end, ..whole };
    }
    let before = beside(at.and_then(|at| at.checked_sub(1)));
    let before = before.map(|before| Span { start: before.end, end: whole.start });
    if let Some(gap) = before.filter(|gap| is_gap(*gap)) {
        return Span { start: gap.start, ..whole };
    }
    if matches!(entry.form, Form::Row(_)) {
        return Span { end: register.source.next_line(whole.end as usize) as u32, ..whole };
    }
    let rest = &text[whole.end as usize..];
    let blank = rest.len() - rest.trim_start_matches(['\n', '\r']).len();
    Span { end: whole.end + blank as u32, ..whole }
}

fn insertion(register: &Register<'_>, place: &Place<'_>, piece: &str) -> Edit {
    let near = whole_of(register, place.near);
    let newline = register.source.newline_at(near.start as usize);
    let usual =
        if place.near.form == Form::Heading { newline.repeat(2) } else { newline.to_owned() };
    let gap = gap_before_next(register, place.near).unwrap_or(usual);
    if place.is_before {
        return Edit { span: Span::at(near.start as usize), text: format!("{piece}{gap}") };
    }
    Edit { span: Span::at(near.end as usize), text: format!("{gap}{piece}") }
}

/// The row of an entry as the table of another has its columns; nothing where a text would have no column.
fn row_at(register: &Register<'_>, entry: &Entry, near: &Entry) -> Option<String> {
    let (Form::Row(own), Form::Row(theirs)) = (&entry.form, &near.form) else { return None };
    let columns = |table: u32| register.entry_tables.get(table as usize).map(|it| &it.columns);
    let (from, to) = (columns(own.table)?, columns(theirs.table)?);
    let header = |span: Span| fold(register.text(span));
    let mut cells = vec![""; to.len()];
    for (column, cell) in from.iter().zip(&own.cells) {
        let text = register.text(*cell).trim();
        let name = header(column.span);
        match to.iter().position(|other| header(other.span) == name) {
            Some(at) => *cells.get_mut(at)? = text,
            None if text.is_empty() => {}
            None => return None,
        }
    }
    let (first, last) = (theirs.cells.first()?, theirs.cells.last()?);
    let before = register.text(Span { start: near.span.start, end: first.start });
    let after = register.text(Span { start: last.end, end: near.span.end });
    let [before, after] = [before, after].map(|text| text.trim().replace(' ', ""));
    let (before, after) = (format!("{before} "), format!(" {after}"));
    Some(format!("{before}{}{after}", cells.join(" | ")).trim().to_owned())
}

/// The values that an entry states itself.
fn own_words(register: &Register<'_>, entry: &Entry) -> Vec<(Option<Key>, String)> {
    let own = entry.fields.iter().filter(|field| entry.has_within(field));
    let mut words: Vec<_> =
        own.map(|field| (field.key, register.text(field.value).trim().to_owned())).collect();
    words.retain(|(_, text)| !text.is_empty());
    words.sort();
    words
}
