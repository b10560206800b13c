//! What differs between two texts of a register, value by value: who writes lists it.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::fmt;

use crate::register::{Entry, Field, PartRow, Register, TriageRow};
use crate::text::{printable, without_escaped_pipes};
use crate::triage::Stale;
use crate::values::subsequence;
use crate::vocabulary::{Key, Vocabulary};

/// A value that is another than before, in an entry or in its row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ValueChange {
    /// The entry: its ID, else its number. Empty where the value is above the entries.
    pub entry: String,
    /// The name of the field or column.
    pub field: String,
    pub old: String,
    pub new: String,
}

impl ValueChange {
    /// What becomes of an entry's value if its cell, which is newer, is right.
    pub(super) fn of_newer_cell(
        register: &Register<'_>,
        stale: &Stale<'_>,
        words: &Vocabulary,
    ) -> Option<Self> {
        Some(Self {
            entry: register.id(stale.entry)?.to_owned(),
            field: words.name(stale.key).to_owned(),
            old: stale.of_entry(register).to_owned(),
            new: register.bare(stale.cell).to_owned(),
        })
    }
}

/// A value that is longer is shown only where it differs.
const LONGEST: usize = 60;

impl fmt::Display for ValueChange {
    /// `G-004 Status: Open → In Progress`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [old, new] = excerpts(&self.old, &self.new);
        // `7d → 14d` is one value.
        let mark = if [&old, &new].iter().any(|value| value.contains('→')) { "`" } else { "" };
        let line = format!("{} {}: {mark}{old}{mark} → {mark}{new}{mark}", self.entry, self.field);
        f.write_str(&printable(line.trim_start()))
    }
}

/// The rows and values of a triage table that are others than before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct TableChanges {
    pub cells: Vec<ValueChange>,
    /// The IDs of rows that were added.
    pub added: Vec<String>,
    /// The rows that were removed, as they were.
    pub removed: Vec<String>,
    /// The rows that have another ID and say the same.
    pub renamed: Vec<RenamedRow>,
    /// The rows that were moved to another part of the table.
    pub moved: Vec<MovedTo>,
    /// The IDs of the fewest rows that were moved within their part.
    pub reordered: Vec<String>,
}

/// A row that has another ID.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RenamedRow {
    pub old: String,
    pub new: String,
}

impl fmt::Display for RenamedRow {
    /// `row G-004 → G-009`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&printable(&format!("row {} → {}", self.old, self.new)))
    }
}

/// A row that was moved to another part of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MovedTo {
    pub id: String,
    /// What stands above that part.
    pub part: Option<String>,
}

impl fmt::Display for MovedTo {
    /// ``G-004: its row is now under `Closed` ``.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let part = self
            .part
            .as_deref()
            .map_or("in another part".to_owned(), |part| format!("under `{part}`"));
        f.write_str(&printable(&format!("{}: its row is now {part}", self.id)))
    }
}

/// The cells of the triage table that are others than before, and the rows.
pub(crate) fn table_changes(
    before: &Register<'_>,
    after: &Register<'_>,
    words: &Vocabulary,
) -> TableChanges {
    let mut changes = TableChanges::default();
    if before.triage.is_empty() || after.triage.is_empty() {
        return changes;
    }
    let id = |register: &Register<'_>, row: &TriageRow| {
        Some(register.text(row.id).to_owned()).filter(|id| !id.is_empty())
    };
    // Of several rows of one ID, each is compared with the one in its place.
    let mut olds: HashMap<String, Vec<PartRow<'_>>> = HashMap::new();
    for old in before.triage_rows().collect::<Vec<_>>().into_iter().rev() {
        olds.entry(id(before, old.row).unwrap_or_default()).or_default().push(old);
    }
    let mut added: Vec<&TriageRow> = Vec::new();
    let mut places: Vec<u32> = Vec::new();
    let mut stayed: Vec<String> = Vec::new();
    for new in after.triage_rows() {
        let Some(id) = id(after, new.row) else { continue };
        let Some(was) = olds.get_mut(&id).and_then(Vec::pop) else {
            added.push(new.row);
            continue;
        };
        if was.part == new.part {
            places.push(was.row.span.start);
            stayed.push(id.clone());
        } else {
            let part = new.table.caption(after.source.text()).map(str::to_owned);
            changes.moved.push(MovedTo { id: id.clone(), part });
        }
        changes.cells.extend(cell_changes((before, was), (after, new), &id, words));
    }
    let in_order = subsequence::longest_increasing(&places);
    let strays = places.iter().zip(stayed).filter(|(place, _)| !in_order.contains(place));
    changes.reordered = strays.map(|(_, id)| id).collect();
    let left = before.triage_rows().map(|old| old.row).filter(|row| {
        let left = id(before, row).and_then(|id| olds.get(&id));
        left.is_some_and(|left| left.iter().any(|other| other.row.span == row.span))
    });
    let mut left: Vec<&TriageRow> = left.collect();
    added.retain(|new| {
        let is_same = |old: &&TriageRow| said_beside_id(before, old) == said_beside_id(after, new);
        let Some(at) = left.iter().position(is_same) else { return true };
        let old = before.text(left.remove(at).id).to_owned();
        changes.renamed.push(RenamedRow { old, new: after.text(new.id).to_owned() });
        false
    });
    changes.added = added.into_iter().filter_map(|row| id(after, row)).collect();
    changes.removed = left.into_iter().map(|row| before.text(row.span).to_owned()).collect();
    changes
}

/// The cells of the row of an ID that are others than before.
fn cell_changes(
    (before, was): (&Register<'_>, PartRow<'_>),
    (after, new): (&Register<'_>, PartRow<'_>),
    id: &str,
    words: &Vocabulary,
) -> Vec<ValueChange> {
    let text = |register: &Register<'_>, row: &TriageRow, at: usize| {
        row.cells.get(at).map_or_else(String::new, |&cell| {
            without_escaped_pipes(register.text(cell)).into_owned()
        })
    };
    let mut changes = Vec::new();
    for (at, column) in new.table.columns.iter().enumerate() {
        // In the same table, columns are the same.
        let place = if was.part == new.part {
            Some(at)
        } else {
            was.table.column_matching(*column, before.source.text(), after.source.text())
        };
        let old = place.map_or(String::new(), |at| text(before, was.row, at));
        let new = text(after, new.row, at);
        if old != new {
            let own = after.text(column.span);
            let name = column.key.map_or(own, |key| after.spoken_key(key, words));
            let (entry, field) = (id.to_owned(), name.to_owned());
            changes.push(ValueChange { entry, field, old, new });
        }
    }
    changes
}

/// What the cells of a row say, but for that of its ID.
fn said_beside_id<'r>(register: &Register<'r>, row: &TriageRow) -> Vec<&'r str> {
    let others = row.cells.iter().filter(|cell| !cell.contains(row.id));
    others.map(|&cell| register.text(cell)).collect()
}

/// The values of entries and of cells that are others than before; each change once, where an entry
/// and its row got the same.
pub(crate) fn value_changes(
    before: &Register<'_>,
    after: &Register<'_>,
    words: &Vocabulary,
) -> Vec<ValueChange> {
    let mut changes = Vec::new();
    let metadata = [(before, &before.metadata[..]), (after, &after.metadata[..])];
    let policy = [(before, &before.policy_lines[..]), (after, &after.policy_lines[..])];
    for fields in [metadata, policy] {
        changes.extend(field_changes("", fields, words));
    }
    for (old, new) in paired(before, after) {
        changes.extend(id_change([(before, old), (after, new)], words));
        let fields = [(before, &old.fields[..]), (after, &new.fields[..])];
        changes.extend(field_changes(before.spoken_name(old), fields, words));
    }
    let cells = table_changes(before, after, words).cells;
    changes.extend(cells);
    let mut seen = HashSet::new();
    changes.retain(|change| seen.insert(change.to_string()));
    changes
}

/// The ID of an entry where it is another, wherever it is written.
fn id_change(
    [(before, old), (after, new)]: [(&Register<'_>, &Entry); 2],
    words: &Vocabulary,
) -> Option<ValueChange> {
    let [was, is] = [before.id(old)?, after.id(new)?].map(str::to_owned);
    let (entry, field) = (before.spoken_name(old).to_owned(), words.name(Key::Id).to_owned());
    (was != is).then_some(ValueChange { entry, field, old: was, new: is })
}

/// The fields of an entry, or of what precedes the entries, whose values are others than before.
fn field_changes(
    entry: &str,
    [(before, olds), (after, news)]: [(&Register<'_>, &[Field]); 2],
    words: &Vocabulary,
) -> Vec<ValueChange> {
    let mut by_name: HashMap<&str, Vec<&Field>> = HashMap::new();
    for field in olds.iter().rev() {
        by_name.entry(field_name(before, field, words)).or_default().push(field);
    }
    let mut changes = Vec::new();
    for field in news {
        let label = field_name(after, field, words);
        let was = by_name.get_mut(label).and_then(Vec::pop);
        let old = was.map_or(Cow::Borrowed(""), |was| before.readable(was.value));
        let (old, new) = (old.into_owned(), after.readable(field.value).into_owned());
        if old != new {
            let (entry, field) = (entry.to_owned(), label.to_owned());
            changes.push(ValueChange { entry, field, old, new });
        }
    }
    // A field that was cleared is in no line any more.
    let has = |old: &Field| {
        let label = field_name(before, old, words);
        news.iter().any(|new| match old.key {
            Some(key) => new.key == Some(key),
            // A label that was corrected still has its value.
            None => {
                field_name(after, new, words) == label
                    || after.text(new.value) == before.text(old.value)
            }
        })
    };
    let is_gone = |field: &&Field| {
        field.key.is_none_or(Key::is_short) && !field.value.is_empty() && !has(field)
    };
    changes.extend(olds.iter().filter(is_gone).map(|field| ValueChange {
        entry: entry.to_owned(),
        field: field_name(before, field, words).to_owned(),
        old: before.readable(field.value).into_owned(),
        new: String::new(),
    }));
    changes
}

fn field_name<'n>(register: &'n Register<'_>, field: &Field, words: &'n Vocabulary) -> &'n str {
    let label = register.text(field.label);
    field.key.map_or(label, |key| register.spoken_key(key, words))
}

/// The entries of both, by their order where they are as many and none has moved, else by their names, and
/// by all that they say besides, or their titles, where an ID is another.
fn paired<'r>(before: &'r Register<'_>, after: &'r Register<'_>) -> Vec<(&'r Entry, &'r Entry)> {
    let names = |register: &'r Register<'_>| -> Vec<&'r str> {
        register.entries.iter().map(|entry| name(register, entry)).collect()
    };
    let [mut old_names, mut new_names] = [names(before), names(after)];
    let is_in_order = old_names == new_names;
    old_names.sort_unstable();
    new_names.sort_unstable();
    let has_moved = !is_in_order && old_names == new_names;
    if before.entries.len() == after.entries.len() && !has_moved {
        return before.entries.iter().zip(&after.entries).collect();
    }
    // Of several entries of one name, each is compared with the one in its place.
    let mut olds: HashMap<&str, Vec<&Entry>> = HashMap::new();
    for old in before.entries.iter().rev() {
        olds.entry(name(before, old)).or_default().push(old);
    }
    let kept: HashSet<&str> = new_names.into_iter().collect();
    let is_lost = |entry: &&Entry| !kept.contains(name(before, entry));
    let lost = || before.entries.iter().rev().filter(is_lost);
    let by_text: HashMap<String, &Entry> =
        lost().map(|old| (without_id(before, old), old)).collect();
    let by_title: HashMap<&str, &Entry> = lost().map(|old| (before.text(old.title), old)).collect();
    let pair = |new: &'r Entry| {
        let same = olds.get_mut(name(after, new)).and_then(Vec::pop);
        let alike = || by_text.get(&without_id(after, new)).or(by_title.get(after.text(new.title)));
        Some((same.or_else(|| alike().copied())?, new))
    };
    after.entries.iter().filter_map(pair).collect()
}

/// The ID of an entry, else its heading.
fn name<'r>(register: &Register<'r>, entry: &Entry) -> &'r str {
    register.id(entry).unwrap_or_else(|| register.text(entry.heading))
}

/// What an entry says, but for its ID.
fn without_id(register: &Register<'_>, entry: &Entry) -> String {
    let text = register.text(entry.span).trim();
    register.id(entry).map_or(text.to_owned(), |id| text.replace(id, ""))
}

/// Two values as they are shown: whole where they are short, else where they differ.
fn excerpts(old: &str, new: &str) -> [String; 2] {
    let [old, new] = [old, new].map(|text| text.split_whitespace().collect::<Vec<_>>());
    let is_short = [&old, &new].iter().all(|words| words.join(" ").chars().count() <= LONGEST);
    let shown = |words: &[&str]| match words.join(" ") {
        text if text.is_empty() => "(empty)".to_owned(),
        text => text,
    };
    if is_short {
        return [shown(&old), shown(&new)];
    }
    let start = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let ends = old[start..].iter().rev().zip(new[start..].iter().rev());
    let end = ends.take_while(|(a, b)| a == b).count();
    [old, new].map(|words| {
        let part = &words[start..words.len() - end];
        let text: String = shown(part).chars().take(LONGEST).collect();
        let dots = |is_cut: bool| if is_cut { "…" } else { "" };
        let is_cut = end > 0 || shown(part).chars().count() > LONGEST;
        format!("{}{text}{}", dots(start > 0), dots(is_cut))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(old: &str, new: &str) -> String {
        let (entry, field) = ("G-001".to_owned(), "Status".to_owned());
        ValueChange { entry, field, old: old.to_owned(), new: new.to_owned() }.to_string()
    }

    #[test]
    fn a_change_is_one_line() {
        assert_eq!(shown("Open", "In Progress"), "G-001 Status: Open → In Progress");
        assert_eq!(shown("", "Open"), "G-001 Status: (empty) → Open");
        assert_eq!(shown("7d", "7d → 14d"), "G-001 Status: `7d` → `7d → 14d`");
        assert_eq!(shown("a\n  b", "Açık"), "G-001 Status: a b → Açık");
        let long =
            |code: &str| format!("{} answers {code} when {}", "x".repeat(50), "y ".repeat(30));
        assert_eq!(shown(&long("404"), &long("500")), "G-001 Status: …404… → …500…");
    }
}
