//! What a register and its translation show alike: one finding, at the first of them.

use std::collections::{BTreeMap, HashMap};

use super::{LintedRegisters, drop_marked};
use crate::finding::Finding;
use crate::lint::ignores::Sifted;
use crate::mirror::Paired;
use crate::rules::{self, Group};

/// Rules whose finding is the same fact whatever words a register has for it.
const WORDLESS: [&str; 9] = [
    "sla-overdue",
    "status-without-evidence",
    "skipped-status",
    "status-taken-back",
    "changed-first-seen",
    "changed-id",
    "reused-id",
    "removed-entry",
    "policy-conflict",
];

/// Rules of these groups whose finding is about the text of one file.
const OF_ONE_TEXT: [&str; 3] = ["variant-spelling", "odd-character", "no-entries"];

/// Whether a rule is about what an entry says, and not about how a file says it.
fn is_fact(rule: &str) -> bool {
    use Group::{Changes, Fields, Identity, Pages, Promises, Routes, Structure};
    let is_group = |group| {
        matches!(group, Fields | Identity | Promises | Changes | Structure | Pages | Routes)
    };
    rules::rule(rule).is_some_and(|rule| is_group(rule.group)) && !OF_ONE_TEXT.contains(&rule)
}

/// What a finding says, wherever it says it.
#[derive(PartialEq, Eq, Hash)]
struct Fact<'f> {
    rule: &'static str,
    entry: Option<&'f str>,
    field: Option<&'f str>,
    message: Option<&'f str>,
}

impl<'f> Fact<'f> {
    fn of(finding: &'f Finding) -> Self {
        let is_wordless = WORDLESS.contains(&finding.rule);
        Self {
            rule: finding.rule,
            entry: finding.entry.as_deref(),
            field: finding.field.as_deref(),
            message: (!is_wordless).then_some(&finding.message),
        }
    }
}

/// The findings that come first with a fact, by their places in the list.
#[derive(Default)]
struct Firsts {
    places: Vec<usize>,
    /// The register that shows the fact now, and how many of the first findings it showed and there were
    /// when it began.
    member: usize,
    shown: usize,
    known: usize,
}

impl Firsts {
    /// The first finding that one of a register repeats; nothing where it is a first one itself.
    fn repeated_by(&mut self, member: usize, at: usize) -> Option<usize> {
        if self.member != member {
            (self.member, self.shown, self.known) = (member, 0, self.places.len());
        }
        if self.shown == self.known {
            self.places.push(at);
            return None;
        }
        self.shown += 1;
        Some(self.places[self.shown - 1])
    }
}

/// Registers that translate each other, the leading one first, by their places.
fn families(pairs: &[Paired]) -> Vec<Vec<usize>> {
    let mut families: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for pair in pairs {
        families.entry(pair.leading).or_insert_with(|| vec![pair.leading]).push(pair.mirror);
    }
    families.into_values().collect()
}

impl LintedRegisters<'_> {
    /// The findings, where those of a register and its translation about one fact are one.
    pub(super) fn facts_once(self, found: Sifted, pairs: &[Paired]) -> Vec<Finding> {
        let Sifted { kept, ignored } = found;
        if pairs.is_empty() {
            return kept;
        }
        let kept_count = kept.len();
        let mut all = kept;
        all.extend(ignored);
        let mut by_path: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, finding) in all.iter().enumerate().filter(|(_, finding)| is_fact(finding.rule)) {
            by_path.entry(finding.path.to_string()).or_default().push(at);
        }
        for places in by_path.values_mut() {
            places.sort_by_key(|&at| all[at].span);
        }
        let mut is_repeated = vec![false; all.len()];
        for family in families(pairs) {
            let repeated = self.repeated(&family, &by_path, &all);
            for Repeated { first, at } in repeated {
                is_repeated[at] = true;
                if at < kept_count {
                    let (path, span) = (all[at].path.clone(), all[at].span);
                    all[first].related_in(&path, span, "the translation shows it, too");
                }
            }
        }
        all.truncate(kept_count);
        drop_marked(&mut all, is_repeated);
        all
    }

    /// Which findings of a family repeat another.
    fn repeated(
        self,
        family: &[usize],
        by_path: &HashMap<String, Vec<usize>>,
        all: &[Finding],
    ) -> Vec<Repeated> {
        let mut repeated = Vec::new();
        let mut firsts: HashMap<Fact<'_>, Firsts> = HashMap::new();
        for &member in family {
            for &at in by_path.get(self.path(member)).into_iter().flatten() {
                let new = || Firsts { member, ..Firsts::default() };
                let firsts = firsts.entry(Fact::of(&all[at])).or_insert_with(new);
                let Some(first) = firsts.repeated_by(member, at) else { continue };
                // What only the translation can repair is said in the translation.
                if all[at].fix.is_none() || all[first].fix.is_some() {
                    repeated.push(Repeated { first, at });
                }
            }
        }
        repeated
    }
}

/// A finding that repeats another, by their places in the list.
struct Repeated {
    first: usize,
    at: usize,
}
