//! Priorities in their order.

use std::collections::HashMap;
use std::ops::Deref;

use crate::values::split_id;

/// A priority as entries write it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct RankedPriority {
    pub name: String,
    /// Its place among the levels, the most urgent first; nothing where that is not known.
    pub rank: Option<usize>,
}

impl Deref for RankedPriority {
    type Target = str;

    fn deref(&self) -> &str {
        &self.name
    }
}

/// Each priority once, the most urgent first: `High` before `Low`, `P2` before `P10`.
pub(crate) fn sorted_priorities<'p>(
    all: impl Iterator<Item = Option<&'p RankedPriority>>,
) -> Vec<&'p str> {
    let mut priorities: Vec<&RankedPriority> = all.flatten().collect();
    priorities.sort_unstable_by_key(|RankedPriority { name, rank }| {
        let (word, number, _) = split_id(name).unwrap_or((name, 0, 0));
        (rank.is_none(), *rank, word, number, name)
    });
    priorities.dedup();
    priorities.into_iter().map(|priority| &**priority).collect()
}

/// The members of each priority, in their order; those without one come last.
pub(super) fn by_priority<'m, T>(
    members: &'m [T],
    priority: impl Fn(&'m T) -> Option<&'m RankedPriority>,
) -> Vec<(Option<&'m str>, Vec<&'m T>)> {
    let mut groups: HashMap<Option<&str>, Vec<&T>> = HashMap::new();
    for member in members {
        groups.entry(priority(member).map(|own| &**own)).or_default().push(member);
    }
    let names = sorted_priorities(members.iter().map(&priority)).into_iter().map(Some);
    let names = names.chain([None]);
    names.filter_map(|name| Some((name, groups.remove(&name)?))).collect()
}
