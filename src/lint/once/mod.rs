//! A fact once, a habit once: what a reader would take for one finding is one.

mod bare;
mod breaks;
mod causes;
mod damage;
mod facts;
mod habits;
mod hidden;
mod ids;
mod merged;
mod places;

use std::collections::HashMap;

use super::ignores::Sifted;
use crate::finding::Finding;
use crate::mirror::Paired;
use crate::register::{Policy, Register};
use crate::rules;
use crate::settings::Settings;

pub(super) use habits::ignore_whole_habits;
pub(crate) use places::Places;

/// The rules whose findings in a register explain findings of its translation. Those of missing fields and
/// of IDs are among them, as the same is wrong in both then.
const EXPLAINING: [&str; 18] = [
    "unclosed-block",
    "mojibake",
    "lost-letters",
    "malformed-heading",
    "split-table",
    "cut-off-register",
    "orphan-triage-row",
    "untracked-entry",
    "missing-id",
    "malformed-id",
    "duplicate-id",
    "mismatched-id",
    "unknown-status",
    "unknown-value",
    "bad-date",
    "bad-sla",
    "unknown-field",
    "missing-field",
];

/// Whether findings of its translation may follow from a finding of a register.
pub(super) fn may_explain(finding: &Finding) -> bool {
    EXPLAINING.contains(&finding.rule)
}

/// The registers in which the findings were found.
#[derive(Clone, Copy)]
pub(super) struct LintedRegisters<'a> {
    pub registers: &'a [&'a Register<'a>],
    pub policies: &'a [Policy],
    pub settings: &'a Settings,
    /// Which of them translate which.
    pub pairs: &'a [Paired],
}

impl<'a> LintedRegisters<'a> {
    fn path(self, at: usize) -> &'a str {
        self.registers[at].source.path()
    }

    /// The findings without those that follow from others or repeat them, and how many places they
    /// are about.
    pub(super) fn findings_once(self, mut found: Sifted) -> (Vec<Finding>, Places) {
        if found.kept.is_empty() {
            return Default::default();
        }
        ignore_whole_habits(&mut found);
        let kept = self.causes(std::mem::take(&mut found.kept));
        let places = Places::of(&kept);
        found.kept = habits::joined(kept);
        let mut findings = self.facts_once(found, self.pairs);
        self.name_labels(&mut findings);
        (findings, places)
    }

    /// Messages name the labels that the files have. Before, those about a fact are the same in all
    /// languages.
    fn name_labels(self, findings: &mut [Finding]) {
        const RULES: [&str; 4] =
            ["missing-field", "empty-field", "repeated-field", "placeholder-value"];
        let by_path: HashMap<&str, &Register<'_>> =
            self.registers.iter().map(|register| (&**register.source.path(), *register)).collect();
        for finding in findings.iter_mut().filter(|finding| RULES.contains(&finding.rule)) {
            let register = by_path.get(&*finding.path);
            let words = &self.settings.vocabulary;
            let message = register.and_then(|own| rules::in_words_of(own, finding, words));
            if let Some(message) = message {
                finding.message = message.into();
            }
        }
    }

    /// The findings without those that follow from others: one for each place.
    pub(super) fn causes(self, found: Vec<Finding>) -> Vec<Finding> {
        let pairs = self.pairs;
        let found = self.without_hidden(found, pairs);
        let found = self.without_unreadable(found, pairs);
        let found = self.without_broken(found, pairs);
        let found = self.with_merged_once(self.with_bare_once(found), pairs);
        let found = self.with_empty_once(found, pairs);
        let found = self.with_ids_once(found, pairs);
        self.without_consequences(found, pairs)
    }
}

/// Drops the findings that are marked, but for the number of those that are not shown. No second list is
/// made: there may be very many.
fn drop_marked(findings: &mut Vec<Finding>, marked: Vec<bool>) {
    let mut marked = marked.into_iter();
    findings.retain(|finding| !marked.next().unwrap_or_default() || finding.is_left_out());
}
