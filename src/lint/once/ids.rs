//! A row and an entry at one place that have different IDs: one finding, which names both.

use super::LintedRegisters;
use crate::finding::Finding;
use crate::mirror::Paired;
use crate::register::Register;

/// Rules that say already what is wrong with the ID of an entry.
const OF_IDS: [&str; 4] = ["missing-id", "malformed-id", "duplicate-id", "mismatched-id"];

/// A row without an entry, and the entry at its place.
struct Mismatch {
    /// The place of the finding about the row.
    row: usize,
    /// The finding that the entry has no row.
    untracked: Option<usize>,
    /// Whether the ID of the entry is reported by itself.
    is_known: bool,
    /// The ID of the row, and that of the entry.
    ids: [String; 2],
}

impl LintedRegisters<'_> {
    /// The findings, where those about one mistaken ID are one.
    pub(super) fn with_ids_once(
        self,
        mut findings: Vec<Finding>,
        pairs: &[Paired],
    ) -> Vec<Finding> {
        let mut dropped = vec![false; findings.len()];
        for (at, register) in self.registers.iter().enumerate() {
            let Some(one) = mismatch(register, &findings) else { continue };
            let leading = pairs.iter().find(|pair| pair.mirror == at).map(|pair| pair.leading);
            let entry = register.entries.iter().find(|entry| {
                register.id(entry).unwrap_or_default() == one.ids[1]
                    && register.entries.len() == rows(register)
            });
            // The translation is told which ID it should have.
            let is_told = leading.is_some()
                && findings.iter().any(|finding| {
                    is_other_id(finding)
                        && finding.path == *register.source.path()
                        && entry.is_some_and(|entry| entry.span.contains(finding.span))
                });
            dropped[one.row] = one.is_known || is_told;
            if let Some(untracked) = one.untracked {
                dropped[untracked] = true;
            }
            if !dropped[one.row] {
                let [row, entry] = &one.ids;
                findings[one.row].message =
                    format!("{row} has a row but no entry, and {entry} at its place has no row");
                findings[one.row].help = Some(
                    "one of the two IDs is mistaken: correct it in the row or in the entry"
                        .to_owned(),
                );
                findings[one.row].fix = None;
            }
            for (place, finding) in findings.iter().enumerate() {
                let is_of_pair = self.is_of_pair(finding, at, pairs);
                let is_named = finding.entry.as_ref().is_some_and(|entry| one.ids.contains(entry));
                let is_row = finding.rule == "mirror-table" && finding.field.is_none();
                // A translation that has the ID of the row is right.
                let is_right = leading.is_none() && is_other_id(finding);
                dropped[place] |= is_of_pair && is_named && (is_row || is_right);
            }
        }
        self.drop_said_in_pairs(&findings, &mut dropped);
        let each = findings.into_iter().zip(dropped);
        each.filter(|(_, is_dropped)| !is_dropped).map(|(finding, _)| finding).collect()
    }

    /// Drops what follows from an ID that is another one than in the source: rows of both IDs, and
    /// that the entry has none.
    fn drop_said_in_pairs(self, findings: &[Finding], dropped: &mut [bool]) {
        let told = findings.iter().enumerate().filter(|(at, f)| is_other_id(f) && !dropped[*at]);
        let told: Vec<&Finding> = told.map(|(_, finding)| finding).collect();
        for one in told {
            let register = self.registers.iter().find(|r| one.path == *r.source.path());
            let Some(register) = register else { continue };
            let entry = register.entries.iter().find(|entry| entry.span.contains(one.span));
            let names = [one.entry.as_deref(), entry.and_then(|entry| register.id(entry))];
            for (at, finding) in findings.iter().enumerate().filter(|(_, f)| f.path == one.path) {
                let is_of_entry = entry.is_some_and(|entry| entry.span.contains(finding.span));
                let is_named = finding.entry.is_some() && names.contains(&finding.entry.as_deref());
                let is_row = finding.rule == "mirror-table" && finding.field.is_none() && is_named;
                dropped[at] |= is_row || (finding.rule == "missing-id" && is_of_entry);
            }
        }
    }

    /// Whether a finding is about a pair that a register belongs to.
    fn is_of_pair(self, finding: &Finding, at: usize, pairs: &[Paired]) -> bool {
        let is_own = |member: usize| *finding.path == *self.path(member);
        pairs.iter().any(|pair| (pair.leading == at || pair.mirror == at) && is_own(pair.mirror))
    }
}

fn is_other_id(finding: &Finding) -> bool {
    finding.rule == "mirror-value" && finding.field.as_deref() == Some("ID")
}

fn rows(register: &Register<'_>) -> usize {
    register.triage_rows().count()
}

/// The only row without an entry, if the entry at its place has another ID, or none.
fn mismatch(register: &Register<'_>, findings: &[Finding]) -> Option<Mismatch> {
    // Only the rows of a table that is whole are in the order of the entries.
    let [table] = &register.triage[..] else { return None };
    if table.rows.len() != register.entries.len() {
        return None;
    }
    let own = || {
        let all = findings.iter().enumerate();
        all.filter(|(_, finding)| finding.path == *register.source.path())
    };
    let mut orphans = own().filter(|(_, finding)| finding.rule == "orphan-triage-row");
    let (row, orphan) = orphans.next()?;
    if orphans.next().is_some() {
        return None;
    }
    let place = table.rows.iter().position(|row| row.id == orphan.span)?;
    let entry = &register.entries[place];
    let is_of_entry = |finding: &Finding| entry.span.contains(finding.span);
    let id = register.id(entry);
    // Of two entries with one ID, the later one is reported.
    let is_shared = register.entries.iter().filter(|other| register.id(other) == id).count() > 1;
    let known = own().any(|(_, f)| {
        OF_IDS.contains(&f.rule) && (is_of_entry(f) || (is_shared && f.entry.as_deref() == id))
    });
    let mut untracked = own().filter(|(_, f)| f.rule == "untracked-entry");
    let untracked = untracked.find(|(_, f)| is_of_entry(f)).map(|(at, _)| at);
    if !known && untracked.is_none() {
        return None;
    }
    let ids = [register.plain(orphan.span), register.id(entry).unwrap_or_default()];
    Some(Mismatch { row, untracked, is_known: known, ids: ids.map(str::to_owned) })
}
