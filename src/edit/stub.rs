//! Entries that a translation lacks: copied with the labels of the translation, to be translated.

use std::collections::HashSet;

use super::around_entry::{anchor_like, gap_before_next};
use super::chapter;
use super::first_stubs::first_stubs;
use super::rows::{NewCells, with_cells, with_rows};
use super::stub_entry::{entry_stub, line_stub};
use super::stub_row::with_own_cells;
use super::stub_values::StubValues;
use super::verify::{Expectation, ExpectedTable, Mismatch, edited, verify};
use super::withheld::Withheld;
use crate::finding::Edit;
use crate::mirror::{self, Pair};
use crate::register::{Entry, Field, Form, PartRow, Policy, Register, TriageRow, anchors};
use crate::settings::Settings;
use crate::text::{Source, Span};
use crate::triage::NewerCells;

/// A translation with the entries that it lacked.
#[derive(Debug, Default)]
pub(crate) struct Stubbed {
    /// The new text; nothing where no entry was added.
    pub source: Option<Source>,
    /// How many entries were added.
    pub count: usize,
    /// The names of those that were not, as their copies would not be taken for their translations.
    pub left: Vec<String>,
    /// Those that were not, as the translation may have them by other IDs.
    pub renamed: Vec<RenamedEntry>,
}

/// An entry that the translation seems to have by another ID.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RenamedEntry {
    /// Its name, and its name in the translation.
    pub names: [String; 2],
    /// The language in which it begins.
    pub language: String,
}

/// What a stub is added for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StubChoice {
    /// Every missing entry.
    All,
    /// Those that the translation does not seem to have by another ID.
    New,
}

/// The missing entries that the translation seems to have by other IDs.
fn renamed<'r>(pair: &Pair<'r>) -> Vec<(&'r Entry, &'r Entry)> {
    let missing = pair.alignment.missing.iter();
    missing.filter_map(|&entry| Some((entry, mirror::at_its_place(pair, entry)?))).collect()
}

/// The missing entries that get no stub, as it would copy something that is not sound.
pub(crate) fn withheld(pair: &Pair<'_>) -> Vec<Withheld> {
    let leading = pair.leading;
    let missing = pair.alignment.missing.iter();
    let unsound = missing.filter_map(|entry| Some((*entry, pair.unsound_field(entry)?)));
    let withheld = |(entry, field): (&Entry, &Field)| Withheld {
        id: leading.spoken_name(entry).to_owned(),
        field: field.key.map_or(leading.text(field.label), |key| pair.words.name(key)).to_owned(),
        value: leading.text(leading.first_line(leading.bare_span(field.value))).to_owned(),
    };
    unsound.map(withheld).collect()
}

/// The missing entries that get a stub.
fn sound_ones<'r>(pair: &Pair<'r>) -> Vec<&'r Entry> {
    let missing = pair.alignment.missing.iter().copied();
    missing.filter(|entry| pair.unsound_field(entry).is_none()).collect()
}

/// A translation with the entries that it lacks, and their rows where the leading register has
/// them.
pub(crate) fn stub(
    pair: &Pair<'_>,
    settings: &Settings,
    choice: StubChoice,
) -> Result<Stubbed, Mismatch> {
    let mut wanted = sound_ones(pair);
    let mut left = Vec::new();
    let mut doubles = renamed(pair);
    doubles.retain(|(entry, _)| choice == StubChoice::New && is_among(&wanted, entry));
    wanted.retain(|entry| !doubles.iter().any(|(own, _)| own.span == entry.span));
    let renamed = doubles.iter().map(|(own, theirs)| RenamedEntry {
        names: [pair.leading.spoken_name(own), pair.mirror.spoken_name(theirs)].map(str::to_owned),
        language: pair.leading.tag.clone(),
    });
    let renamed: Vec<RenamedEntry> = renamed.collect();
    let name = |entry: &Entry| pair.leading.spoken_name(entry).to_owned();
    let values = StubValues::new(pair);
    if first_stubs(pair, &wanted, &values).is_none() {
        // The translation may have no row or item like it.
        let (placed, unplaced): (Vec<&Entry>, Vec<&Entry>) =
            wanted.into_iter().partition(|entry| insertion(pair, entry, &values).is_some());
        wanted = placed;
        left.extend(unplaced.into_iter().map(name));
    }
    while !wanted.is_empty() {
        let source = with_stubs(pair, &wanted, settings)?;
        let missing = still_missing(pair, &source, settings)?;
        let count = wanted.len();
        let (unpaired, paired) = wanted.into_iter().partition(|e| missing.contains(&e.span.start));
        wanted = paired;
        if wanted.len() == count {
            return Ok(Stubbed { source: Some(source), count, left, renamed });
        }
        // Another run would add them once more.
        left.extend(Vec::<&Entry>::into_iter(unpaired).map(name));
    }
    Ok(Stubbed { left, renamed, ..Stubbed::default() })
}

fn is_among(entries: &[&Entry], one: &Entry) -> bool {
    entries.iter().any(|entry| entry.span == one.span)
}

/// The translation with copies of some entries, and their rows.
fn with_stubs(
    pair: &Pair<'_>,
    missing: &[&Entry],
    settings: &Settings,
) -> Result<Source, Mismatch> {
    let leading = pair.leading;
    let ids: Vec<&str> = missing.iter().filter_map(|entry| leading.id(entry)).collect();
    let new = edited(pair.mirror, &stub_edits(pair, missing));
    // An entry without a section is a row of the table.
    let table = ExpectedTable::Others(&ids);
    let expected =
        Expectation { added: missing.len(), added_ids: &ids, table, ..Expectation::default() };
    let after = verify(pair.mirror, &new, settings.reading(), &expected)?;
    let rows = leading.triage.iter().flat_map(|table| &table.rows);
    let tracked: HashSet<&str> = rows.map(|row| leading.plain(row.id)).collect();
    let ids: Vec<&str> = ids.into_iter().filter(|id| tracked.contains(id)).collect();
    let source = with_rows(settings, &after, &ids, &NewerCells::default())?;
    let values = StubValues::new(pair);
    let sections = missing.iter().filter(|entry| entry.form == Form::Heading);
    let cells: Vec<NewCells<'_>> =
        sections.filter_map(|entry| new_cells(pair, entry, &values)).collect();
    let source = with_cells(settings, source, &cells)?;
    with_own_cells(pair, missing, settings, source)
}

/// What the row of a missing entry says that its section does not, as the translation writes it.
fn new_cells<'e>(
    pair: &Pair<'e>,
    entry: &'e Entry,
    values: &StubValues<'_, '_>,
) -> Option<NewCells<'e>> {
    let Pair { leading, mirror, .. } = *pair;
    let cells = entry.fields.iter().filter_map(|field| {
        let key = field.key.filter(|key| key.is_short() && leading.is_in_triage(entry, *key))?;
        let text = leading.bare(field.value);
        mirror.is_kept_in_triage(key).then(|| (key, values.value(key, text, None)))
    });
    Some(NewCells { id: leading.id(entry)?, values: cells.collect() })
}

/// Where the entries start that a new text of the translation still lacks.
fn still_missing(
    pair: &Pair<'_>,
    new: &Source,
    settings: &Settings,
) -> Result<HashSet<u32>, Mismatch> {
    let mirror = Register::parse(new, settings.reading()).map_err(Mismatch::TooDeep)?;
    let policy = Policy::of(&mirror, &settings.promise, &settings.vocabulary);
    let policies = [pair.policies[0], &policy];
    let now = Pair::new(pair.leading, &mirror, policies, pair.words);
    Ok(now.alignment.missing.iter().map(|entry| entry.span.start).collect())
}

/// The edits that add missing entries to a translation, each at its place.
fn stub_edits(pair: &Pair<'_>, missing: &[&Entry]) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    // Entries that are missing one after the other are inserted at one place, in order.
    let values = StubValues::new(pair);
    if let Some(first) = first_stubs(pair, missing, &values) {
        return vec![first];
    }
    for edit in missing.iter().filter_map(|entry| insertion(pair, entry, &values)) {
        match edits.last_mut() {
            Some(last) if last.span == edit.span => last.text.push_str(&edit.text),
            _ => edits.push(edit),
        }
    }
    let text = pair.mirror.source.text();
    let is_last =
        |edit: &&mut Edit| pair.mirror.entries.is_empty() && edit.span.end as usize == text.len();
    if let Some(last) = edits.last_mut().filter(is_last) {
        last.text.push_str(pair.mirror.source.newline_at(0));
    }
    if let Some(first) = edits.first_mut().filter(|first| first.span.start == 0) {
        first.text = first.text.trim_start_matches(['\r', '\n']).to_owned();
    }
    edits
}

/// The edit that adds one entry; none where its neighbours are of another shape.
fn insertion(pair: &Pair<'_>, entry: &Entry, values: &StubValues<'_, '_>) -> Option<Edit> {
    let (mirror, couples) = (pair.mirror, &pair.alignment.pairs);
    let at = couples.partition_point(|couple| couple.leading.span < entry.span);
    let before = at.checked_sub(1).map(|at| couples[at].mirror);
    let after = couples.get(at).map(|couple| couple.mirror);
    let near = before.or(after);
    let newline = mirror.source.newline_at(near.map_or(0, |near| near.span.start as usize));
    if let Some(own) = pair.leading.row_of(entry).filter(|own| entry.is_row(own.row)) {
        return row_insertion((pair, values), entry, own.row);
    }
    if !matches!(entry.form, Form::Heading) {
        // A row or an item goes right behind the one before it, the first in front of the next.
        let line = line_stub((pair, values), entry, near?)?;
        let Some(before) = before else {
            let start = mirror.source.line_at(after?.span.start as usize).start;
            return Some(Edit { span: Span::at(start as usize), text: format!("{line}{newline}") });
        };
        let text = format!("{newline}{line}");
        return Some(Edit { span: Span::at(before.span.end as usize), text });
    }
    let text = entry_stub((pair, values), entry, near).replace('\r', "").replace('\n', newline);
    let gap = |near| gap_before_next(mirror, near).unwrap_or_else(|| newline.repeat(2));
    let anchor = near.zip(pair.leading.id(entry));
    let anchor = anchor.and_then(|(near, id)| anchor_like(mirror, near, id)).unwrap_or_default();
    // The first entry of a chapter is not put behind the last of the one before it.
    let is_first = is_first_of_chapter(pair, entry, at);
    if let Some(before) = before.filter(|_| !is_first) {
        let text = format!("{}{anchor}{text}", gap(before));
        return Some(Edit { span: Span::at(anchors::end_of(mirror, before) as usize), text });
    }
    if let Some(after) = after {
        let text = format!("{anchor}{text}{}", gap(after));
        let start = anchors::above(mirror, after).map_or(after.span.start, |span| span.start);
        return Some(Edit { span: Span::at(start as usize), text });
    }
    let whole = mirror.source.text();
    let end = mirror.gaps_end.map_or(whole.trim_end().len(), |end| end as usize);
    // At the end of the file, the blank lines there are replaced.
    let is_last = whole[end..].trim().is_empty();
    let span = if is_last { Span::new(end, whole.len()) } else { Span::at(end) };
    Some(Edit { span, text: format!("{}{text}", newline.repeat(2)) })
}

/// The edit that adds the row of an entry without a section behind the row that it follows in the leading
/// register, or in front of the first.
fn row_insertion(
    (pair, values): (&Pair<'_>, &StubValues<'_, '_>),
    entry: &Entry,
    own: &TriageRow,
) -> Option<Edit> {
    let Pair { leading, mirror, .. } = *pair;
    let above: Vec<PartRow<'_>> =
        leading.triage_rows().take_while(|other| other.row.span != own.span).collect();
    let twin = |other: &PartRow<'_>| mirror.row_named(leading.plain(other.row.id));
    let before = above.iter().rev().find_map(twin);
    let near = before.or_else(|| mirror.triage_rows().next())?.row;
    let line = line_stub((pair, values), entry, &mirror.entry_of_row(near)?)?;
    let newline = mirror.source.newline_at(near.span.start as usize);
    if before.is_some() {
        let text = format!("{newline}{line}");
        return Some(Edit { span: Span::at(near.span.end as usize), text });
    }
    let start = mirror.source.line_at(near.span.start as usize).start;
    Some(Edit { span: Span::at(start as usize), text: format!("{line}{newline}") })
}

/// Whether a heading of a chapter is between an entry and the one before it in the leading register, and
/// none before the next one that has a translation.
fn is_first_of_chapter(pair: &Pair<'_>, entry: &Entry, at: usize) -> bool {
    let couples = &pair.alignment.pairs;
    let Some((before, after)) = at.checked_sub(1).zip(couples.get(at)) else { return false };
    chapter::begins_between(pair.leading, couples[before].leading, entry)
        && !chapter::begins_between(pair.leading, entry, after.leading)
}
