//! What a register and its translation show alike: one finding, at the first of them.

use std::collections::{BTreeMap, HashMap};

use super::{LintedRegisters, drop_marked, habits};
use crate::finding::Finding;
use crate::lint::ignores::Sifted;
use crate::mirror::Paired;
use crate::rules::{self, Group};
use crate::text::sort_by_place;

/// Rules whose finding is the same fact whatever words a register has for it.
const WORDLESS: [&str; 11] = [
    "sla-overdue",
    "status-without-evidence",
    "skipped-status",
    "status-taken-back",
    "changed-first-seen",
    "changed-id",
    "reused-id",
    "removed-entry",
    "policy-conflict",
    "contradicting-heading",
    "contradicting-box",
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
    places: Vec<u32>,
    /// The register that shows the fact now, and how many of the first findings it showed and there were
    /// when it began.
    member: u32,
    shown: u32,
    known: u32,
}

impl Firsts {
    /// The first finding that one of a register repeats; nothing where it is a first one itself.
    fn repeated_by(&mut self, member: u32, at: u32) -> Option<u32> {
        if self.member != member {
            (self.member, self.shown, self.known) = (member, 0, self.places.len() as u32);
        }
        if self.shown == self.known {
            self.places.push(at);
            return None;
        }
        self.shown += 1;
        Some(self.places[self.shown as usize - 1])
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
        all.extend(habits::joined(ignored));
        let first_of = self.repeats(&all, pairs);
        let mut is_repeated = vec![false; kept_count];
        for (at, is_repeated) in is_repeated.iter_mut().enumerate() {
            let Some(first) = first_of[at] else { continue };
            *is_repeated = true;
            let (path, span) = (all[at].path.clone(), all[at].span);
            all[first as usize].related_in(&path, span, "the translation shows it, too");
        }
        all.truncate(kept_count);
        drop_marked(&mut all, is_repeated);
        all
    }

    /// The findings that are kept, one for each place, without those that repeat what is ignored in the
    /// register that leads.
    pub(in crate::lint) fn without_accepted(self, found: Sifted) -> Vec<Finding> {
        let Sifted { kept, ignored } = found;
        if self.pairs.is_empty() || ignored.is_empty() {
            return kept;
        }
        let kept_count = kept.len();
        let mut all = kept;
        all.extend(ignored);
        let first_of = self.repeats(&all, self.pairs);
        let is_accepted =
            |first: &Option<u32>| first.is_some_and(|first| first as usize >= kept_count);
        let marked = first_of.iter().map(is_accepted).collect();
        all.truncate(kept_count);
        drop_marked(&mut all, marked);
        all
    }

    /// Of each finding, the first one of its family that shows the same fact, where it is another.
    fn repeats(self, all: &[Finding], pairs: &[Paired]) -> Vec<Option<u32>> {
        let mut by_path: HashMap<&str, Vec<u32>> = HashMap::new();
        for (at, finding) in all.iter().enumerate().filter(|(_, f)| is_fact(f.rule)) {
            by_path.entry(&finding.path).or_default().push(at as u32);
        }
        for places in by_path.values_mut() {
            sort_by_place(places, |&at| all[at as usize].span);
        }
        let mut first_of = vec![None; all.len()];
        for family in families(pairs) {
            self.note_repeats(&family, &by_path, all, &mut first_of);
        }
        first_of
    }

    /// Notes which findings of a family repeat another.
    fn note_repeats(
        self,
        family: &[usize],
        by_path: &HashMap<&str, Vec<u32>>,
        all: &[Finding],
        first_of: &mut [Option<u32>],
    ) {
        let mut firsts: HashMap<Fact<'_>, Firsts> = HashMap::new();
        for &member in family {
            let path = self.registers[member].source.path();
            let member = member as u32;
            for &place in by_path.get(&**path).into_iter().flatten() {
                let finding = &all[place as usize];
                let new = || Firsts { member, ..Firsts::default() };
                let firsts = firsts.entry(Fact::of(finding)).or_insert_with(new);
                let Some(first) = firsts.repeated_by(member, place) else { continue };
                // What only the translation can repair is said in the translation.
                if finding.fix.is_some() && all[first as usize].fix.is_none() {
                    continue;
                }
                first_of[place as usize] = Some(first);
            }
        }
    }
}
