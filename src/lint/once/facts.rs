//! What a register and its translation show alike: one finding, at the first of them.

use std::collections::{BTreeMap, HashMap};

use super::LintedRegisters;
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
struct Fact {
    rule: &'static str,
    entry: Option<String>,
    field: Option<String>,
    message: Option<String>,
}

impl Fact {
    fn of(finding: &Finding) -> Self {
        let is_wordless = WORDLESS.contains(&finding.rule);
        Self {
            rule: finding.rule,
            entry: finding.entry.clone(),
            field: finding.field.clone(),
            message: (!is_wordless).then(|| finding.message.clone()),
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
        let mut all: Vec<(Finding, bool)> =
            kept.into_iter().map(|finding| (finding, true)).collect();
        all.extend(ignored.into_iter().map(|finding| (finding, false)));
        let mut by_path: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, (finding, _)) in all.iter().enumerate().filter(|(_, (f, _))| is_fact(f.rule)) {
            by_path.entry(finding.path.to_string()).or_default().push(at);
        }
        for places in by_path.values_mut() {
            places.sort_by_key(|&at| all[at].0.span);
        }
        let mut is_repeated = vec![false; all.len()];
        for family in families(pairs) {
            self.join(&family, &by_path, &mut all, &mut is_repeated);
        }
        let each = all.into_iter().zip(is_repeated);
        each.filter(|((_, is_kept), repeated)| *is_kept && !repeated).map(|((f, _), _)| f).collect()
    }

    /// Notes which findings of a family repeat another; the first one points at them.
    fn join(
        self,
        family: &[usize],
        by_path: &HashMap<String, Vec<usize>>,
        all: &mut [(Finding, bool)],
        is_repeated: &mut [bool],
    ) {
        let mut firsts: HashMap<Fact, Firsts> = HashMap::new();
        for &member in family {
            let path = self.registers[member].source.path();
            for &at in by_path.get(&**path).into_iter().flatten() {
                let new = || Firsts { member, ..Firsts::default() };
                let firsts = firsts.entry(Fact::of(&all[at].0)).or_insert_with(new);
                let Some(first) = firsts.repeated_by(member, at) else { continue };
                // What only the translation can repair is said in the translation.
                if all[at].0.fix.is_some() && all[first].0.fix.is_none() {
                    continue;
                }
                is_repeated[at] = true;
                let (span, is_kept) = (all[at].0.span, all[at].1);
                if is_kept {
                    all[first].0.related_in(path, span, "the translation shows it, too");
                }
            }
        }
    }
}
