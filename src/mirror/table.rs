//! The triage table of a register against that of its translation.

use std::collections::{HashMap, HashSet};

use super::Pair;
use super::contradiction::{Contradiction, ContradictionKind};
use crate::finding::Edit;
use crate::register::{Register, TriageRow, TriageTable};
use crate::text::Span;
use crate::vocabulary::Key;

pub(super) fn compare(pair: &Pair<'_>, told: &mut Vec<Contradiction>) {
    let (leading, mirror) = (pair.leading, pair.mirror);
    let (own, theirs) = match (&leading.triage, &mirror.triage) {
        (Some(own), Some(theirs)) => (own, theirs),
        (Some(own), None) if !mirror.entries.is_empty() => {
            let place = mirror.title.unwrap_or(Span::at(mirror.source.body_start()));
            let message = "the translation has no triage table";
            let one = Contradiction::new(ContradictionKind::Table, place, message);
            told.push(one.leading(own.header(leading.source), "the source has one"));
            return;
        }
        (None, Some(theirs)) if !leading.entries.is_empty() => {
            let message = "the source has no triage table";
            told.push(Contradiction::new(
                ContradictionKind::Table,
                theirs.header(mirror.source),
                message,
            ));
            return;
        }
        _ => return,
    };
    compare_columns(pair, own, theirs, told);
    if own.has(Key::Id) && theirs.has(Key::Id) {
        compare_rows(pair, own, theirs, told);
    }
}

fn compare_columns(
    pair: &Pair<'_>,
    own: &TriageTable,
    theirs: &TriageTable,
    told: &mut Vec<Contradiction>,
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
        told.push(one.leading(span, "the source has it"));
    }
    for &(key, span) in their_columns.iter().filter(|(key, _)| !has(&own, *key)) {
        let message = format!("the source's table has no column {}", pair.words.name(key));
        told.push(Contradiction::new(ContradictionKind::Table, span, message).key(key));
    }
}

fn compare_rows(
    pair: &Pair<'_>,
    own: &TriageTable,
    theirs: &TriageTable,
    told: &mut Vec<Contradiction>,
) {
    let (leading, mirror) = (pair.leading, pair.mirror);
    // What is wrong with an entry as a whole is told there, and its row with it.
    let is_whole = |kind: ContradictionKind| {
        matches!(kind, ContradictionKind::Missing | ContradictionKind::Extra)
    };
    let told_of: HashSet<String> =
        told.iter().filter(|one| is_whole(one.kind)).filter_map(|one| one.entry.clone()).collect();
    let values: HashSet<(String, Key)> = told
        .iter()
        .filter(|one| one.kind == ContradictionKind::Value)
        .filter_map(|one| Some((one.entry.clone()?, one.key?)))
        .collect();
    // Rows of entries whose IDs differ belong together all the same.
    let known: HashSet<&str> = leading.entries.iter().filter_map(|e| leading.id(e)).collect();
    let twins: HashMap<&str, &str> = pair
        .alignment
        .pairs
        .iter()
        .filter_map(|c| Some((mirror.id(c.mirror)?, leading.id(c.leading)?)))
        .filter(|(theirs, _)| !known.contains(theirs))
        .collect();
    let rows: HashMap<&str, &TriageRow> =
        theirs.rows.iter().rev().map(|row| (id_in(mirror, row, &twins), row)).collect();
    let mut places = Vec::new();
    for row in &own.rows {
        let id = leading.text(row.id);
        if id.is_empty() || told_of.contains(id) {
            continue;
        }
        let Some(twin) = rows.get(id) else {
            let message = format!("the translation's table has no row of {id}");
            let one =
                Contradiction::new(ContradictionKind::Table, theirs.header(mirror.source), message);
            told.push(one.entry(Some(id.to_owned())).leading(row.id, "the source has it"));
            continue;
        };
        places.push((id, row, *twin));
        if row.excess.is_none() && twin.excess.is_none() {
            compare_cells(pair, (own, row), (theirs, twin), id, &values, told);
        }
    }
    let ids: HashSet<&str> = own.rows.iter().map(|row| leading.text(row.id)).collect();
    for row in &theirs.rows {
        let id = id_in(mirror, row, &twins);
        if !id.is_empty() && !ids.contains(id) && !told_of.contains(id) {
            let message = format!("the source's table has no row of {id}");
            let one = Contradiction::new(ContradictionKind::Table, row.id, message);
            told.push(one.entry(Some(id.to_owned())));
        }
    }
    compare_order(&places, told);
}

fn id_in<'r>(mirror: &Register<'r>, row: &TriageRow, twins: &HashMap<&'r str, &'r str>) -> &'r str {
    let id = mirror.text(row.id);
    twins.get(id).copied().unwrap_or(id)
}

fn compare_order(places: &[(&str, &TriageRow, &TriageRow)], told: &mut Vec<Contradiction>) {
    let starts: Vec<u32> = places.iter().map(|(.., twin)| twin.span.start).collect();
    if starts.is_sorted() {
        return;
    }
    let in_order = crate::values::order::longest_run(&starts);
    let stray = places.iter().filter(|(.., twin)| !in_order.contains(&twin.span.start));
    for (id, row, twin) in stray {
        let message = format!("the row of {id} stands elsewhere than in the source");
        let one = Contradiction::new(ContradictionKind::Table, twin.id, message);
        told.push(one.entry(Some((*id).to_owned())).leading(row.id, "in the source"));
    }
}

fn compare_cells(
    pair: &Pair<'_>,
    (own, row): (&TriageTable, &TriageRow),
    (theirs, twin): (&TriageTable, &TriageRow),
    id: &str,
    values: &HashSet<(String, Key)>,
    told: &mut Vec<Contradiction>,
) {
    let (leading, mirror) = (pair.leading, pair.mirror);
    for (column, &cell) in own.columns.iter().zip(&row.cells) {
        let Some(key) = column.key.filter(|key| key.is_copied() || *key == Key::Due) else {
            continue;
        };
        let place = theirs.columns.iter().position(|column| column.key == Some(key));
        let Some(&other) = place.and_then(|at| twin.cells.get(at)) else { continue };
        if leading.text(cell) == mirror.text(other) {
            continue;
        }
        let (wanted, stands) = (leading.bare(cell), mirror.bare(other));
        let is_told = values.contains(&(id.to_owned(), key));
        if is_told || wanted.is_empty() || pair.same_value(key, wanted, stands) {
            continue;
        }
        // Where the source's own entry agrees with the translation, it is the source's table that
        // is stale, and nothing to copy.
        let entry = leading.entries.iter().find(|entry| leading.id(entry) == Some(id));
        let is_stale = entry
            .and_then(|entry| leading.value_of(entry, key))
            .is_some_and(|value| !stands.is_empty() && pair.same_value(key, value, stands));
        let value = mirror.value_like(key, Some(stands), wanted, pair.policies[1], pair.words);
        let is_cell = other.end <= twin.span.end && !is_stale;
        let span = match () {
            () if other.end > twin.span.end => Span::at(twin.span.end as usize),
            () if other.is_empty() => other,
            () => mirror.bare_span(other),
        };
        let gap = if span.is_empty() { " " } else { "" };
        let edit = is_cell.then(|| Edit { span, text: format!("{gap}{value}") });
        let message = if stands.is_empty() {
            format!("the cell is empty, the source's table says `{wanted}`")
        } else {
            format!("the table says `{stands}`, the source's says `{wanted}`")
        };
        told.push(
            Contradiction::new(ContradictionKind::Table, span, message)
                .key(key)
                .entry(Some(id.to_owned()))
                .leading(cell, "the source's cell")
                .fix(format!("write `{value}`"), Vec::from_iter(edit)),
        );
    }
}
