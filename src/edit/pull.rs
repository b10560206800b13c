//! Cells that somebody edited by hand move into their entries, where the entry is the older.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;

use super::{Change, Refusal, checked, value_edit};
use crate::finding::Edit;
use crate::register::{Entry, Reading, Register};
use crate::text::{Source, Span};
use crate::triage::{Draft, Drift, Facts, Stale};
use crate::vocabulary::Key;

/// What became of a cell that contradicts its entry.
#[derive(Debug)]
pub struct Pulled {
    /// The entry's ID.
    pub id: String,
    /// The column.
    pub key: Key,
    /// What the cell says.
    pub cell: String,
    /// What the entry says.
    pub value: String,
    /// The edit that moves it, or why it is not moved.
    pub verdict: Result<Edit, Verdict>,
}

/// Why a cell is not moved into its entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The entry was changed after the cell: the table is stale.
    EntryIsNewer,
    /// Both were changed at once, or git does not go back far enough.
    Unknown,
    /// The entry must not say so.
    Refused(Refusal),
}

/// A contradiction, and which of its two sides was changed last.
struct Dispute<'d, 'r> {
    stale: &'d Stale<'r>,
    id: &'r str,
    newer: Option<Side>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Table,
    Entry,
    Both,
}

/// What becomes of every cell that contradicts its entry; `versions` are the file's older texts,
/// the newest first, and are looked at only as far as needed.
pub fn pulled<E>(
    facts: Facts<'_>,
    reading: Reading<'_>,
    versions: impl Iterator<Item = Result<String, E>>,
) -> Result<Vec<Pulled>, E> {
    let register = facts.register;
    let Some(draft) = register.triage.as_ref().and_then(|table| Draft::of(facts, table)) else {
        return Ok(Vec::new());
    };
    let mut disputes: Vec<Dispute<'_, '_>> = draft
        .drifts()
        .iter()
        .filter_map(|drift| match drift {
            Drift::Stale(stale) if stale.key.is_copied() && !stale.cell.is_empty() => {
                Some(Dispute { stale, id: register.id(stale.entry)?, newer: None })
            }
            _ => None,
        })
        .collect();
    // Two columns of one key that disagree leave nothing to move.
    let mut seen: HashMap<(&str, Key), &str> = HashMap::new();
    let mut torn: HashSet<(&str, Key)> = HashSet::new();
    disputes.retain(|dispute| {
        let place = (dispute.id, dispute.stale.key);
        let cell = register.bare(dispute.stale.cell);
        let first = *seen.entry(place).or_insert(cell);
        if first != cell {
            torn.insert(place);
        }
        std::ptr::eq(first, cell)
    });
    for dispute in &mut disputes {
        if torn.contains(&(dispute.id, dispute.stale.key)) {
            dispute.newer = Some(Side::Both);
        }
    }
    for version in versions {
        if disputes.iter().all(|dispute| dispute.newer.is_some()) {
            break;
        }
        let source = Source::new(register.source.path().clone(), version?);
        let Ok(older) = Register::read(&source, reading) else { continue };
        for dispute in disputes.iter_mut().filter(|dispute| dispute.newer.is_none()) {
            dispute.newer = newer_than(&older, register, dispute);
        }
    }
    Ok(disputes.iter().map(|dispute| verdict(facts, dispute)).collect())
}

/// Which side of a dispute an older version differs in, if it differs in any.
fn newer_than(older: &Register<'_>, now: &Register<'_>, dispute: &Dispute<'_, '_>) -> Option<Side> {
    let key = dispute.stale.key;
    let cell = cell_of(older, dispute.id, key);
    let entry = super::named(older, dispute.id).next();
    let value = entry.and_then(|entry| older.value_of(entry, key));
    let is_cell_same = cell == Some(now.bare(dispute.stale.cell));
    let is_value_same = value == now.value_of(dispute.stale.entry, key);
    match (is_cell_same, is_value_same) {
        (true, true) => None,
        (false, true) => Some(Side::Table),
        (true, false) => Some(Side::Entry),
        (false, false) => Some(Side::Both),
    }
}

fn cell_of<'s>(register: &Register<'s>, id: &str, key: Key) -> Option<&'s str> {
    let table = register.triage.as_ref()?;
    let row = table.rows.iter().find(|row| register.text(row.id) == id)?;
    let column = table.columns.iter().position(|column| column.key == Some(key))?;
    Some(register.bare(*row.cells.get(column)?))
}

fn verdict(facts: Facts<'_>, dispute: &Dispute<'_, '_>) -> Pulled {
    let Stale { entry, key, cell, .. } = *dispute.stale;
    let register = facts.register;
    let value = entry.field(key).map_or(Span::at(0), |field| field.value);
    let verdict = match dispute.newer {
        Some(Side::Table) => moved(facts, entry, key, cell).map_err(Verdict::Refused),
        Some(Side::Entry) => Err(Verdict::EntryIsNewer),
        Some(Side::Both) | None => Err(Verdict::Unknown),
    };
    Pulled {
        id: dispute.id.to_owned(),
        key,
        cell: register.bare(cell).to_owned(),
        value: register.bare(value).to_owned(),
        verdict,
    }
}

/// The edit that moves a cell into its entry.
fn moved(facts: Facts<'_>, entry: &Entry, key: Key, cell: Span) -> Result<Edit, Refusal> {
    let text = facts.register.bare(cell).replace("\\|", "|");
    let change = Change { key, text };
    checked(facts, Some(entry), &change, false)?;
    // Checked for sense, written as it stands: the words are those of the table.
    let edit = value_edit(facts, entry, key, &change.text)?;
    edit.ok_or_else(|| Refusal::NoPlace(facts.vocabulary.name(key).to_owned()))
}

/// By ID, the day on which each entry was last changed; today for what no version has yet.
pub fn last_changes<E>(
    register: &Register<'_>,
    reading: Reading<'_>,
    today: Date,
    is_shallow: bool,
    versions: impl Iterator<Item = Result<(Date, String), E>>,
) -> Result<HashMap<String, Date>, E> {
    let texts = |register: &Register<'_>| -> HashMap<String, String> {
        let entries = register.entries.iter().rev();
        let text = |entry: &Entry| register.text(entry.span).replace('\r', "");
        entries.filter_map(|e| Some((register.id(e)?.to_owned(), text(e)))).collect()
    };
    let now = texts(register);
    let mut days: HashMap<String, Date> = HashMap::with_capacity(now.len());
    // What every version up to here says alike, with the day of the last of them.
    let mut alike: Vec<(&String, &String, Date)> =
        now.iter().map(|(id, text)| (id, text, today)).collect();
    for version in versions {
        if alike.is_empty() {
            break;
        }
        let (day, text) = version?;
        let source = Source::new(register.source.path().clone(), text);
        let older = Register::read(&source, reading).map(|older| texts(&older)).unwrap_or_default();
        alike.retain_mut(|(id, text, since)| {
            let is_alike = older.get(*id) == Some(*text);
            if is_alike {
                *since = day;
            } else {
                days.insert((*id).clone(), *since);
            }
            is_alike
        });
    }
    // What was like that already in the oldest version fetched may be older still.
    let known = alike.into_iter().filter(|_| !is_shallow);
    days.extend(known.map(|(id, _, since)| (id.clone(), since)));
    Ok(days)
}
