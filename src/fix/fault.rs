//! What a fix repairs, as far as choosing and judging fixes needs to know it.

use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

use crate::finding::{Edit, Extent, Finding, Safety};
use crate::lint::Scope;
use crate::rules;

/// A finding with its fix. A hostile register has very many, and those of two rounds are in memory
/// together: what only readers need is left out.
pub(super) struct Fault {
    pub rule: &'static str,
    pub kind: Kind,
    /// Hashes of what tells its finding from others, and of the entry that it concerns.
    pub identity: u64,
    entry: u64,
    pub edits: Box<[Edit]>,
}

/// What fixes are chosen together. A value that comes into a translation may show what was hidden in
/// its table, and the reverse, so each is judged by errors of its own rules.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Kind {
    pub safety: Safety,
    pub of_pair: bool,
}

/// The kinds in the order in which they are chosen.
pub(super) const KINDS: [Kind; 4] = [
    Kind { safety: Safety::Safe, of_pair: true },
    Kind { safety: Safety::Safe, of_pair: false },
    Kind { safety: Safety::Unsafe, of_pair: true },
    Kind { safety: Safety::Unsafe, of_pair: false },
];

impl Fault {
    /// A finding with its whole fix; nothing where it has none.
    pub(super) fn of(mut finding: Finding) -> Option<Self> {
        let fix = finding.fix.take()?;
        Some(Self::with(&finding, fix.safety, fix.edits.into()))
    }

    /// A fault for each fix of some findings: a habit has those of many places.
    pub(super) fn single(found: &[Finding]) -> Vec<Self> {
        let mut singles = Vec::new();
        for finding in found {
            let Some(fix) = &finding.fix else { continue };
            let single = |edits: &[Edit]| Self::with(finding, fix.safety, edits.into());
            match finding.extent {
                Extent::Register => singles.extend(fix.edits.chunks(1).map(single)),
                _ => singles.push(single(&fix.edits)),
            }
        }
        singles
    }

    fn with(finding: &Finding, safety: Safety, edits: Box<[Edit]>) -> Self {
        let hasher = BuildHasherDefault::<DefaultHasher>::default();
        Self {
            rule: finding.rule,
            kind: Kind { safety, of_pair: is_of_pair(finding) },
            identity: finding.identity().hashed(),
            entry: hasher.hash_one(&finding.entry),
            edits,
        }
    }

    /// Whether two fixes of one rule insert something for different entries at the same place, as with
    /// rows that are missing one after the other.
    pub(super) fn joins(&self, next: &Self) -> bool {
        let place = |fault: &Self| match &fault.edits[..] {
            [only] if only.span.is_empty() => Some(only.span),
            _ => None,
        };
        self.rule == next.rule
            && self.entry != next.entry
            && place(self).is_some_and(|span| place(next) == Some(span))
    }
}

/// Whether a rule about a register and its translation found something.
pub(super) fn is_of_pair(finding: &Finding) -> bool {
    rules::rule(finding.rule).is_some_and(|rule| Scope::Mirrors.runs(rule))
}
