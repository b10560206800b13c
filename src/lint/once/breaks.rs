//! Files whose structure is broken somewhere: what follows from that is not reported besides.

use std::collections::HashMap;

use super::{LintedRegisters, drop_marked};
use crate::finding::Finding;
use crate::mirror::Paired;
use crate::register::Register;
use crate::rules::{self, Group};
use crate::text::Span;

/// The rules about broken structures.
const BREAKS: [&str; 3] = ["malformed-heading", "split-table", "cut-off-register"];

/// What cannot be compared with a translation, whatever it says.
struct Break<'f> {
    rule: &'static str,
    /// The text that is not read as what it is.
    region: &'f str,
    /// The entry whose text it has become, or that it cuts.
    entry: Option<&'f str>,
    /// Where entries are gone, the first row without one.
    rows: Option<Span>,
}

impl Break<'_> {
    /// Whether a finding of the same file follows from it.
    fn explains_own(&self, finding: &Finding, register: &Register<'_>) -> bool {
        let is_of_entry = finding.entry.as_deref() == self.entry;
        match (self.rule, finding.rule) {
            ("malformed-heading", "repeated-field" | "mismatched-id")
            | ("cut-off-register", "missing-field") => is_of_entry,
            ("malformed-heading", "orphan-triage-row")
            | ("split-table", "untracked-entry" | "contradicting-row") => self.names(finding),
            ("split-table", "missing-triage") => true,
            ("cut-off-register", "orphan-triage-row") => self.is_gone(finding, register),
            _ => false,
        }
    }

    /// Whether a finding of the pair follows from it.
    fn explains_in_pair(&self, finding: &Finding, register: &Register<'_>) -> bool {
        let is_of_entry = finding.entry.as_deref() == self.entry;
        match self.rule {
            "split-table" => finding.rule == "mirror-table",
            "malformed-heading" => is_of_entry || self.names(finding),
            _ => is_of_entry || self.is_gone(finding, register),
        }
    }

    /// Whether the text names the entry of a finding.
    fn names(&self, finding: &Finding) -> bool {
        finding.entry.as_deref().is_some_and(|entry| self.region.contains(entry))
    }

    /// Whether the entry of a finding is one of those that are gone.
    fn is_gone(&self, finding: &Finding, register: &Register<'_>) -> bool {
        let Some(first) = self.rows else { return false };
        let rows = register.triage_rows().map(|own| own.row);
        let rows = rows.filter(|row| row.id.start >= first.start);
        let mut ids = rows.map(|row| register.plain(row.id));
        // Another part of the table may be further below.
        let is_gone = |id: &str| !register.entries.iter().any(|own| register.id(own) == Some(id));
        ids.any(|id| Some(id) == finding.entry.as_deref() && is_gone(id))
    }
}

impl LintedRegisters<'_> {
    /// The findings without those that follow from a broken structure.
    pub(super) fn without_broken(
        self,
        mut findings: Vec<Finding>,
        pairs: &[Paired],
    ) -> Vec<Finding> {
        if !findings.iter().any(|finding| BREAKS.contains(&finding.rule)) {
            return findings;
        }
        let by_path: HashMap<&str, usize> =
            (0..self.registers.len()).map(|at| (self.path(at), at)).collect();
        let mut breaks: HashMap<usize, Vec<Break<'_>>> = HashMap::new();
        for finding in findings.iter().filter(|finding| BREAKS.contains(&finding.rule)) {
            let Some(&at) = by_path.get(&*finding.path) else { continue };
            breaks.entry(at).or_default().push(of_finding(finding, self.registers[at]));
        }
        let explains = |at: usize, finding: &Finding| {
            let is_pair = is_about_pair(finding);
            breaks.get(&at).into_iter().flatten().any(|one| {
                let register = &self.registers[at];
                one.explains_own(finding, register)
                    || (is_pair && one.explains_in_pair(finding, register))
            })
        };
        let follows = |finding: &Finding| {
            let Some(&own) = by_path.get(&*finding.path) else { return false };
            let leading = pairs.iter().filter(|pair| pair.mirror == own).map(|pair| pair.leading);
            let mut leading = leading.filter(|_| is_about_pair(finding));
            explains(own, finding) || leading.any(|leading| explains(leading, finding))
        };
        let follows = findings.iter().map(follows).collect();
        drop_marked(&mut findings, follows);
        findings
    }
}

fn is_about_pair(finding: &Finding) -> bool {
    rules::rule(finding.rule).is_some_and(|rule| rule.group == Group::Mirror)
}

fn of_finding<'f>(finding: &'f Finding, register: &'f Register<'_>) -> Break<'f> {
    let text = register.source.text();
    let rest = &text[finding.span.start as usize..];
    let end = match finding.rule {
        "malformed-heading" => {
            next_line_with(rest, |line| line.starts_with("## ") || line.starts_with("### "))
        }
        "split-table" => next_line_with(rest, |line| !line.starts_with('|')),
        _ => rest.len(),
    };
    let holding = register.entries.iter().find(|entry| entry.span.contains(finding.span));
    let entry = match finding.rule {
        "cut-off-register" => finding.entry.as_deref(),
        "malformed-heading" => holding.and_then(|entry| register.id(entry)),
        _ => None,
    };
    let rows = finding.related.first().filter(|_| finding.rule == "cut-off-register");
    Break { rule: finding.rule, region: &rest[..end], entry, rows: rows.map(|row| row.span) }
}

/// Where the first line behind the first starts that is so.
fn next_line_with(text: &str, is_so: impl Fn(&str) -> bool) -> usize {
    let mut at = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        if number > 0 && is_so(line) {
            return at;
        }
        at += line.len();
    }
    text.len()
}
