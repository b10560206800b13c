//! What an unclosed fence or comment hides is reported as that.

use std::collections::HashMap;
use std::sync::Arc;

use super::{LintedRegisters, drop_marked};
use crate::document::UnclosedKind;
use crate::finding::Finding;
use crate::mirror::Paired;
use crate::rules::UNCLOSED_BLOCK;

/// Rules about what is not there, which may only be hidden.
const OF_REGISTER: [&str; 6] = [
    "missing-id",
    "no-entries",
    "unused-ignore",
    "orphan-triage-row",
    "missing-triage",
    "removed-entry",
];
const OF_PAIR: [&str; 5] =
    ["unmirrored-entry", "extra-mirror-entry", "mirror-order", "mirror-table", "unpaired-register"];

/// The same, about a part of an entry.
const OF_ENTRY: [&str; 2] = ["missing-field", "status-without-evidence"];
const OF_ENTRIES_OF_PAIR: [&str; 4] =
    ["mirror-field", "mirror-code", "mirror-shape", "mirror-outdated"];

/// What is hidden in a register, and so missing where it is compared with its translations.
#[derive(Default)]
struct Hidden {
    /// Whether all below some place is.
    has_rest: bool,
    /// The entries of which a part is.
    entries: Vec<Arc<str>>,
}

impl Hidden {
    /// Whether a finding in this register, or in one that is compared with it, may be about something
    /// that is hidden.
    fn explains(&self, finding: &Finding, is_own: bool) -> bool {
        let holds = |rules: &[&str]| rules.contains(&finding.rule);
        let is_of_all = holds(&OF_PAIR) || (is_own && holds(&OF_REGISTER));
        let is_of_entry = holds(&OF_ENTRIES_OF_PAIR) || (is_own && holds(&OF_ENTRY));
        let is_hit = || {
            let entry = finding.entry.as_deref();
            entry.is_none_or(|entry| self.entries.iter().any(|own| **own == *entry))
        };
        (self.has_rest && is_of_all) || (is_of_entry && (self.has_rest || is_hit()))
    }
}

impl LintedRegisters<'_> {
    /// The findings without those that follow from a fence, a comment or a `<details>` that is not
    /// closed.
    pub(super) fn without_hidden(
        self,
        mut findings: Vec<Finding>,
        pairs: &[Paired],
    ) -> Vec<Finding> {
        let hidden = self.hidden(&findings);
        if hidden.is_empty() {
            return findings;
        }
        let mut compared: HashMap<&str, Vec<&str>> = HashMap::new();
        for pair in pairs {
            let (leading, mirror) = (self.path(pair.leading), self.path(pair.mirror));
            compared.entry(leading).or_default().push(mirror);
            compared.entry(mirror).or_default().push(leading);
        }
        let follows = |finding: &Finding| {
            let own = hidden.get(&*finding.path);
            let others = compared.get(&*finding.path).into_iter().flatten();
            let mut others = others.filter_map(|path| hidden.get(path));
            finding.rule != UNCLOSED_BLOCK.name
                && (own.is_some_and(|own| own.explains(finding, true))
                    || others.any(|other| other.explains(finding, false)))
        };
        let follows = findings.iter().map(follows).collect();
        drop_marked(&mut findings, follows);
        findings
    }

    /// What is hidden in each register, by path.
    fn hidden(&self, findings: &[Finding]) -> HashMap<&str, Hidden> {
        let mut all: HashMap<&str, Hidden> = HashMap::new();
        let unclosed: Vec<&Finding> =
            findings.iter().filter(|finding| finding.rule == UNCLOSED_BLOCK.name).collect();
        for register in self.registers.iter().filter(|register| !register.unclosed.is_empty()) {
            let path = &**register.source.path();
            let own = unclosed.iter().filter(|finding| *finding.path == *path);
            for finding in own {
                let mut unclosed = register.unclosed.iter();
                let block = unclosed.find(|unclosed| unclosed.span == finding.span);
                // A `<details>` hides its text from readers only.
                let Some(block) = block.filter(|own| own.kind != UnclosedKind::Details) else {
                    continue;
                };
                let hidden = all.entry(path).or_default();
                hidden.has_rest |= block.hides_rest;
                hidden.entries.extend(finding.entry.clone());
            }
        }
        all
    }
}
