//! A row and an entry at one place that have different IDs: one finding, which names both.

use std::collections::HashMap;
use std::sync::Arc;

use super::{LintedRegisters, drop_marked};
use crate::finding::Finding;
use crate::mirror::Paired;
use crate::register::Register;
use crate::text::Span;

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
        if !findings.iter().any(|f| f.rule == "orphan-triage-row" || is_other_id(f)) {
            return findings;
        }
        let mut dropped = vec![false; findings.len()];
        let places = places_by_path(&findings);
        let own = |at: usize| places.get(self.path(at)).map_or(&[][..], Vec::as_slice);
        for (at, register) in self.registers.iter().enumerate() {
            let Some(one) = mismatch(register, &findings, own(at)) else { continue };
            let leading = pairs.iter().find(|pair| pair.mirror == at).map(|pair| pair.leading);
            let entry = register.entries.iter().find(|entry| {
                register.id(entry).unwrap_or_default() == one.ids[1]
                    && register.entries.len() == rows(register)
            });
            // The translation is told which ID it should have.
            let is_told = leading.is_some()
                && own(at).iter().map(|&place| &findings[place]).any(|finding| {
                    is_other_id(finding)
                        && entry.is_some_and(|entry| entry.span.contains(finding.span))
                });
            dropped[one.row] = one.is_known || is_told;
            if let Some(untracked) = one.untracked {
                dropped[untracked] = true;
            }
            if !dropped[one.row] {
                let [row, entry] = &one.ids;
                findings[one.row].message =
                    format!("{row} has a row but no entry, and {entry} at its place has no row")
                        .into();
                findings[one.row].help = Some(
                    "one of the two IDs is mistaken: correct it in the row or in the entry".into(),
                );
                findings[one.row].fix = None;
            }
            let of_pairs = pairs.iter().filter(|pair| pair.leading == at || pair.mirror == at);
            for &place in of_pairs.flat_map(|pair| own(pair.mirror)) {
                let finding = &findings[place];
                let is_named = finding
                    .entry
                    .as_deref()
                    .is_some_and(|entry| one.ids.iter().any(|id| id == entry));
                // A translation that has the ID of the row is right.
                let is_right = leading.is_none() && is_other_id(finding);
                dropped[place] |= is_named && (is_row(finding) || is_right);
            }
        }
        self.drop_said_in_pairs(&findings, &mut dropped);
        drop_marked(&mut findings, dropped);
        findings
    }

    /// Drops what follows from an ID that is another one than in the source: rows of both IDs, and
    /// that the entry has none.
    fn drop_said_in_pairs(self, findings: &[Finding], dropped: &mut [bool]) {
        let told = |(at, f): &(usize, &Finding)| is_other_id(f) && !dropped[*at];
        let told: Vec<&Finding> =
            findings.iter().enumerate().filter(told).map(|(_, finding)| finding).collect();
        if told.is_empty() {
            return;
        }
        let registers: HashMap<&str, &Register<'_>> =
            self.registers.iter().map(|register| (&**register.source.path(), *register)).collect();
        let mut rows: HashMap<(&str, &str), Vec<usize>> = HashMap::new();
        let mut missing: HashMap<(&str, Span), Vec<usize>> = HashMap::new();
        for (at, finding) in findings.iter().enumerate() {
            let path = &*finding.path;
            if is_row(finding)
                && let Some(name) = finding.entry.as_deref()
            {
                rows.entry((path, name)).or_default().push(at);
            }
            let entry = || registers.get(path)?.entry_around(finding.span);
            if finding.rule == "missing-id"
                && let Some(entry) = entry()
            {
                missing.entry((path, entry.span)).or_default().push(at);
            }
        }
        for one in told {
            let path = &*one.path;
            let Some(register) = registers.get(path) else { continue };
            let entry = register.entry_around(one.span);
            let names = [one.entry.as_deref(), entry.and_then(|entry| register.id(entry))];
            let of_names = names.into_iter().flatten().filter_map(|name| rows.get(&(path, name)));
            let of_entry = entry.and_then(|entry| missing.get(&(path, entry.span)));
            for &at in of_names.chain(of_entry).flatten() {
                dropped[at] = true;
            }
        }
    }
}

/// The places of the findings of each file.
fn places_by_path(findings: &[Finding]) -> HashMap<Arc<str>, Vec<usize>> {
    let mut places: HashMap<Arc<str>, Vec<usize>> = HashMap::new();
    for (at, finding) in findings.iter().enumerate() {
        places.entry(finding.path.clone()).or_default().push(at);
    }
    places
}

fn is_row(finding: &Finding) -> bool {
    finding.rule == "mirror-table" && finding.field.is_none()
}

fn is_other_id(finding: &Finding) -> bool {
    finding.rule == "mirror-value" && finding.field.as_deref() == Some("ID")
}

fn rows(register: &Register<'_>) -> usize {
    register.triage_rows().count()
}

/// The only row without an entry, if the entry at its place has another ID, or none.
fn mismatch(register: &Register<'_>, findings: &[Finding], places: &[usize]) -> Option<Mismatch> {
    // Only the rows of a table that is whole are in the order of the entries.
    let [table] = &register.triage[..] else { return None };
    if table.rows.len() != register.entries.len() {
        return None;
    }
    let own = || places.iter().map(|&at| (at, &findings[at]));
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
