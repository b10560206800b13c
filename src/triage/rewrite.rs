//! A whole register with its table made true.

use std::fmt;

use super::{Draft, Drift, Facts, insertion};
use crate::finding::{Edit, applied, counted};
use crate::register::{Reading, Register, Shape, TriageTable};
use crate::text::Source;

/// What becomes of a register's table.
#[derive(Debug)]
pub enum Outcome {
    /// There is nothing to sum up: no entry has an ID.
    Nothing,
    /// The table stays as it is.
    Kept(Tally),
    /// It is written anew.
    Rewritten(Source, Tally),
    /// It cannot be: why.
    Refused(Refusal),
}

/// What is amiss with a table, counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Whether anything contradicts the entries; ages and dates of changes just grow old.
    pub is_stale: bool,
    /// Whether there was no table at all.
    pub is_new: bool,
    /// Rows added.
    pub added: usize,
    /// The IDs of rows removed.
    pub removed: Vec<String>,
    /// Cells that say something else now.
    pub changed: usize,
    /// Whether rows were put in order.
    pub is_reordered: bool,
    /// Rows that only people can mend.
    pub broken: usize,
}

/// Why a table cannot be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Nobody can read the register.
    TooDeep,
    /// It has no column of IDs.
    NoIds,
    /// Most of its rows are no entry's: it sums up something else.
    SumsUpOther {
        /// How many rows have no entry.
        orphans: usize,
        /// How many there are.
        rows: usize,
    },
    /// Rows below it are parted from it.
    CutOff,
    /// What would be written does not read back as what was meant.
    Unreadable,
}

/// As few rows without an entry may be leftovers; more of them are another table's.
const LEFTOVERS: usize = 2;

impl Outcome {
    /// What becomes of the table of a register.
    pub fn of(facts: Facts<'_>, reading: Reading<'_>) -> Self {
        let register = facts.register;
        // Rows and items sum themselves up.
        let is_summed_up = register.triage.is_none() && register.shape != Shape::Headings;
        if is_summed_up || register.entries.iter().all(|entry| entry.id.is_none()) {
            return Self::Nothing;
        }
        let Some(table) = &register.triage else {
            let edits: Vec<Edit> = insertion(facts).into_iter().collect();
            let added = facts.listed().len();
            return written(
                facts,
                reading,
                &edits,
                Tally { is_new: true, is_stale: true, added, ..Tally::default() },
            );
        };
        let draft = match drawn(facts, table) {
            Ok(draft) => draft,
            Err(refusal) => return Self::Refused(refusal),
        };
        let (edits, tally) = (draft.edits(), Tally::of(&draft, register));
        if edits.is_empty() { Self::Kept(tally) } else { written(facts, reading, &edits, tally) }
    }
}

/// What a table should be, where it can be told that the table is ours.
fn drawn<'r>(facts: Facts<'r>, table: &'r TriageTable) -> Result<Draft<'r>, Refusal> {
    let draft = Draft::of(facts, table).ok_or(Refusal::NoIds)?;
    let orphans = draft.drifts().iter().filter(|drift| matches!(drift, Drift::Orphan(_))).count();
    let rows = table.rows.len();
    let is_other = orphans > LEFTOVERS && orphans * 2 > rows;
    if is_other || (orphans > 0 && orphans == rows) {
        return Err(Refusal::SumsUpOther { orphans, rows });
    }
    if is_cut_off(facts.register, table) {
        return Err(Refusal::CutOff);
    }
    Ok(draft)
}

/// Whether rows follow that a comment or a blank line parts from the table.
fn is_cut_off(register: &Register<'_>, table: &TriageTable) -> bool {
    let rest = &register.source.text()[table.span.end as usize..];
    let mut lines = rest.lines().skip(1).map(str::trim);
    let is_gap = |line: &str| line.is_empty() || line.starts_with("<!--");
    // What stands further below is something else.
    let mut next = lines.next();
    for _ in 0..2 {
        if next.is_some_and(is_gap) {
            next = lines.next();
        }
    }
    let Some(row) = next.filter(|line| line.starts_with('|')) else { return false };
    let is_rule = |line: &str| line.contains('-') && line.chars().all(|c| "|-: \t".contains(c));
    // With a rule below it, it is the header of another table.
    !lines.next().is_some_and(is_rule) && !is_rule(row)
}

/// The register with the edits, when it reads back as meant: the same entries, a table that is
/// true.
fn written(facts: Facts<'_>, reading: Reading<'_>, edits: &[Edit], tally: Tally) -> Outcome {
    let old = facts.register;
    let source = Source::new(old.source.path().clone(), applied(old.source.text(), edits));
    let is_sound = Register::read(&source, reading).is_ok_and(|new| {
        let values = |register: &Register<'_>| -> Vec<String> {
            let fields = register.entries.iter().flat_map(|entry| &entry.fields);
            fields.map(|field| register.text(field.value).to_owned()).collect()
        };
        // Texts are derived once; asked again, they would be the same.
        let facts = Facts { register: &new, ..facts };
        let draft = new.triage.as_ref().and_then(|table| drawn(facts, table).ok());
        new.entries.len() == old.entries.len()
            && values(&new) == values(old)
            && draft.is_some_and(|draft| draft.edits().is_empty())
    });
    if is_sound { Outcome::Rewritten(source, tally) } else { Outcome::Refused(Refusal::Unreadable) }
}

impl Tally {
    fn of(draft: &Draft<'_>, register: &Register<'_>) -> Self {
        let is_stale = !draft.drifts().is_empty();
        let mut tally = Self { is_stale, changed: draft.changed(), ..Self::default() };
        for drift in draft.drifts() {
            match drift {
                Drift::Untracked(..) => tally.added += 1,
                Drift::Orphan(row) | Drift::Closed(row, _) | Drift::Repeated(row, _) => {
                    tally.removed.push(register.text(row.id).to_owned());
                }
                Drift::Broken(..) => tally.broken += 1,
                Drift::Misplaced(..) => tally.is_reordered = true,
                Drift::Stale(_) | Drift::Unaligned => {}
            }
        }
        tally
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_new {
            return write!(f, "a new table of {}", counted(self.added, "row", "rows"));
        }
        let count = |count, one, many| (count > 0).then(|| counted(count, one, many));
        let parts = [
            count(self.added, "new row", "new rows"),
            count(self.changed, "cell changed", "cells changed"),
            count(self.removed.len(), "row removed", "rows removed")
                .map(|rows| format!("{rows} ({})", self.removed.join(", "))),
            self.is_reordered.then(|| "rows put in order".to_owned()),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        let rest = if parts.is_empty() { "columns aligned".to_owned() } else { parts.join(", ") };
        f.write_str(&rest)
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooDeep => f.write_str(
                "its lists and quotes are nested too deep to be read; `gapreg lint` says where",
            ),
            Self::NoIds => f.write_str(
                "the triage table has no column for IDs, so nobody can tell which row belongs to \
                 which entry: add one, or remove the table to have it made anew",
            ),
            Self::SumsUpOther { orphans, rows } => write!(
                f,
                "{orphans} of the table's {rows} rows have no entry, so it seems to sum up \
                 something else: put `<!-- gapreg:triage -->` above the triage table, or remove \
                 those rows first"
            ),
            Self::CutOff => f.write_str(
                "rows right below the triage table do not belong to it, as a comment or a blank \
                 line ends a table: move them up, and run again",
            ),
            Self::Unreadable => {
                f.write_str("the table would not read back as it was meant; nothing was written")
            }
        }
    }
}
