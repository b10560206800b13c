//! Findings that follow from others are no findings of their own.

use std::collections::{HashMap, HashSet};

use super::{LintedRegisters, drop_marked};
use crate::finding::{Extent, Finding, Level};
use crate::mirror::Paired;
use crate::text::Span;

/// Rules about values that nothing can be compared with.
const UNSOUND: [&str; 4] = ["unknown-status", "unknown-value", "bad-date", "bad-sla"];

/// Rules whose findings follow from an ID that several entries have.
const OF_REPEATED: [&str; 4] =
    ["stale-triage-row", "repeated-number", "unmirrored-entry", "extra-mirror-entry"];

/// A field of an entry of a register, or the whole entry.
type Place<'f> = (&'f str, &'f str, Option<&'f str>);

fn place(finding: &Finding) -> Option<Place<'_>> {
    Some((&finding.path, finding.entry.as_deref()?, finding.field.as_deref()))
}

/// What other findings may follow from.
struct Causes<'f> {
    linted: LintedRegisters<'f>,
    /// The leading register of each mirror, by path.
    leading: HashMap<&'f str, usize>,
    at: HashMap<&'f str, usize>,
    /// Values that nothing can be compared with, each with the level of what is said of it.
    unsound: HashMap<Place<'f>, Level>,
    /// The fields of a mirror that contradict the leading register, with the value there.
    contradicted: HashMap<Place<'f>, Span>,
    stale: HashSet<Place<'f>>,
    /// Rows without an entry, and entries without a row.
    rows: HashSet<Place<'f>>,
    /// Entries that are gone from a register.
    gone: HashSet<(&'f str, &'f str)>,
    /// Fields that an entry lacks.
    missing: HashSet<Place<'f>>,
    /// Labels that are misspelt: for each entry, the label and the field that was meant.
    misspelt: HashSet<Place<'f>>,
    /// Entries with the ID of another one.
    repeated: HashSet<(&'f str, &'f str)>,
    /// Registers whose table is about something else.
    foreign_tables: HashSet<&'f str>,
}

impl LintedRegisters<'_> {
    /// The findings without those that follow from others.
    pub(super) fn without_consequences(
        self,
        mut findings: Vec<Finding>,
        pairs: &[Paired],
    ) -> Vec<Finding> {
        let causes = Causes::of(self, &findings, pairs);
        let follows = findings.iter().map(|finding| causes.cause(finding)).collect();
        drop_marked(&mut findings, follows);
        findings
    }
}

impl<'a> LintedRegisters<'a> {
    /// The labels that are reported as unknown and lie near a known one, and the fields so named.
    fn misspelt<'f>(self, findings: &'f [Finding]) -> HashSet<Place<'f>>
    where
        'a: 'f,
    {
        let words = &self.settings.vocabulary;
        let mut places = HashSet::new();
        let is_unknown = |finding: &&Finding| finding.rule == "unknown-field";
        for finding in findings.iter().filter(is_unknown) {
            let Some((path, entry, Some(label))) = place(finding) else { continue };
            let Some(near) = words.nearest_label(label, None) else { continue };
            places.insert((path, entry, Some(label)));
            places.insert((path, entry, Some(words.name(near.key))));
        }
        places
    }
}

/// The values that nothing can be compared with, each with the highest level of what is said of it.
fn unsound(findings: &[Finding]) -> HashMap<Place<'_>, Level> {
    let mut levels: HashMap<Place<'_>, Level> = HashMap::new();
    for finding in findings.iter().filter(|finding| UNSOUND.contains(&finding.rule)) {
        let Some(place) = place(finding) else { continue };
        let level = levels.entry(place).or_insert(finding.level);
        *level = finding.level.max(*level);
    }
    levels
}

impl<'f> Causes<'f> {
    fn of(linted: LintedRegisters<'f>, findings: &'f [Finding], pairs: &[Paired]) -> Self {
        // What no finding asks for is not collected: there may be very many.
        let rules: HashSet<&str> = findings.iter().map(|finding| finding.rule).collect();
        let is_asked = |askers: &[&str]| askers.iter().any(|rule| rules.contains(rule));
        let places = |rules: &[&str], askers: &[&str]| -> HashSet<Place<'f>> {
            let of_rules = findings.iter().filter(|f| rules.contains(&f.rule));
            of_rules.filter(|_| is_asked(askers)).filter_map(place).collect()
        };
        let contradicted = findings.iter().filter(|f| f.rule == "mirror-value");
        let gone = places(&["unmirrored-entry", "removed-entry"], &["orphan-triage-row"]);
        let is_foreign = |f: &&Finding| f.rule == "orphan-triage-row" && f.extent != Extent::Place;
        let paths = (0..linted.registers.len()).map(|at| (linted.path(at), at));
        Self {
            linted,
            leading: pairs.iter().map(|pair| (linted.path(pair.mirror), pair.leading)).collect(),
            at: paths.collect(),
            unsound: unsound(findings),
            contradicted: contradicted
                .filter_map(|f| Some((place(f)?, f.related.first()?.span)))
                .collect(),
            stale: places(&["stale-triage-row"], &["mirror-table"]),
            rows: places(&["untracked-entry", "orphan-triage-row"], &["mirror-table"]),
            gone: gone.into_iter().map(|(path, entry, _)| (path, entry)).collect(),
            missing: places(&["missing-field"], &["mirror-field"]),
            misspelt: linted.misspelt(findings),
            repeated: places(&["duplicate-id"], &OF_REPEATED)
                .into_iter()
                .map(|(path, entry, _)| (path, entry))
                .collect(),
            foreign_tables: findings.iter().filter(is_foreign).map(|f| &*f.path).collect(),
        }
    }

    /// Whether a finding follows from another.
    fn cause(&self, finding: &'f Finding) -> bool {
        let Some(place) = place(finding) else { return false };
        let (path, entry, field) = place;
        match finding.rule {
            // Of two entries with one ID, the row may be that of either.
            "stale-triage-row" if self.repeated.contains(&(path, entry)) => true,
            "stale-triage-row" => {
                self.unsound.contains_key(&place) || self.is_right(finding, place)
            }
            // A contradiction counts also where only a warning says that a value is not known.
            "mirror-value" => {
                self.unsound_in_leading(place).is_some_and(|level| level >= finding.level)
            }
            "mirror-table" => {
                self.stale.contains(&place)
                    || self.unsound_in_leading(place).is_some()
                    || (field.is_none() && self.is_about_row(path, entry))
            }
            "mirror-field" => {
                let is_said = |place: &Place<'f>| {
                    self.missing.contains(place) || self.misspelt.contains(place)
                };
                is_said(&place) || self.in_leading(place).is_some_and(|place| is_said(&place))
            }
            "repeated-number" => self.repeated.contains(&(path, entry)),
            "unmirrored-entry" | "extra-mirror-entry" => {
                let leading = self.in_leading(place).map(|(path, entry, _)| (path, entry));
                self.repeated.contains(&(path, entry))
                    || leading.is_some_and(|leading| self.repeated.contains(&leading))
            }
            "orphan-triage-row" => self.gone.contains(&(path, entry)),
            "untracked-entry" => self.foreign_tables.contains(path),
            _ => false,
        }
    }

    /// The same place in the leading register.
    fn in_leading(&self, (path, entry, field): Place<'f>) -> Option<Place<'f>> {
        let &leading = self.leading.get(path)?;
        Some((self.linted.path(leading), entry, field))
    }

    /// The level of what is said of a value that is not sound in the leading register.
    fn unsound_in_leading(&self, place: Place<'f>) -> Option<Level> {
        self.unsound.get(&self.in_leading(place)?).copied()
    }

    /// Whether another finding, here or in the leading register, is about a row or its entry.
    fn is_about_row(&self, path: &'f str, entry: &'f str) -> bool {
        let leading = self.leading.get(path).map(|&at| self.linted.path(at));
        let is_known = |path: &'f str| {
            self.foreign_tables.contains(path) || self.rows.contains(&(path, entry, None))
        };
        is_known(path) || leading.is_some_and(is_known)
    }

    /// Whether a cell of a mirror agrees with the leading entry: then its own entry is wrong.
    fn is_right(&self, finding: &Finding, place: Place<'f>) -> bool {
        let Some(&value) = self.contradicted.get(&place) else { return false };
        let (path, _, field) = place;
        let (Some(&leading), Some(&mirror)) = (self.leading.get(path), self.at.get(path)) else {
            return false;
        };
        let words = &self.linted.settings.vocabulary;
        let Some(key) = field.and_then(|name| words.key_named(name)) else { return false };
        let wanted = self.linted.registers[leading].bare(value);
        let cell = self.linted.registers[mirror].bare(finding.span);
        self.linted.policies[mirror].same_value(key, cell, wanted, words)
    }
}
