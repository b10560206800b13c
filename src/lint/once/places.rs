//! How many places a run reports, before those of a habit and of a pair are joined for readers.

use std::collections::HashMap;

use crate::finding::{Extent, Finding, Identity, Level};

/// How many places are reported, by what tells findings apart.
#[derive(Debug, Default)]
pub(crate) struct Places {
    /// Those that have a fix, by identity; those of a habit also by the identity of the habit.
    fixable: HashMap<u64, usize>,
    /// Errors, by rule, file and field: a fix may change the name of an entry.
    errors: HashMap<u64, usize>,
}

/// What tells a finding from those of other rules and fields.
fn without_entry(finding: &Finding) -> u64 {
    Identity { entry: None, ..finding.identity() }.hashed()
}

fn count(counts: &HashMap<u64, usize>, key: u64) -> usize {
    counts.get(&key).copied().unwrap_or(0)
}

impl Places {
    pub(crate) fn of(findings: &[Finding]) -> Self {
        let mut places = Self::default();
        for finding in findings {
            if finding.level == Level::Error {
                *places.errors.entry(without_entry(finding)).or_default() += 1;
            }
            if finding.fix.is_none() {
                continue;
            }
            *places.fixable.entry(finding.identity().hashed()).or_default() += 1;
            if finding.extent == Extent::Register && finding.entry.is_some() {
                *places.fixable.entry(without_entry(finding)).or_default() += 1;
            }
        }
        places
    }

    /// Whether fixes are done: of what they repair, as many places fewer are reported after them, and
    /// no more errors. They are given by the hashed identities of their findings.
    pub(crate) fn are_done(&self, fixes: impl IntoIterator<Item = u64>, after: &Self) -> bool {
        let mut applied: HashMap<u64, usize> = HashMap::new();
        for identity in fixes {
            *applied.entry(identity).or_default() += 1;
        }
        let is_done = |(key, done): (&u64, &usize)| {
            count(&after.fixable, *key) + done <= count(&self.fixable, *key)
        };
        let is_old = |(key, now): (&u64, &usize)| *now <= count(&self.errors, *key);
        applied.iter().all(is_done) && after.errors.iter().all(is_old)
    }
}
