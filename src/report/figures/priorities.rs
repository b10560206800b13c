//! Priorities in their order.

use std::collections::HashMap;

use crate::values::split_id;

/// Each priority once, in order: `P2` before `P10`.
pub(crate) fn sorted_priorities<'p>(all: impl Iterator<Item = Option<&'p str>>) -> Vec<&'p str> {
    let mut priorities: Vec<&str> = all.flatten().collect();
    priorities.sort_unstable_by_key(|name| {
        let (word, number, _) = split_id(name).unwrap_or((name, 0, 0));
        (word, number, *name)
    });
    priorities.dedup();
    priorities
}

/// The members of each priority, in their order; those without one come last.
pub(super) fn by_priority<'m, T>(
    members: &'m [T],
    priority: impl Fn(&'m T) -> Option<&'m str>,
) -> Vec<(Option<&'m str>, Vec<&'m T>)> {
    let mut groups: HashMap<Option<&str>, Vec<&T>> = HashMap::new();
    for member in members {
        groups.entry(priority(member)).or_default().push(member);
    }
    let names = sorted_priorities(members.iter().map(&priority)).into_iter().map(Some);
    let names = names.chain([None]);
    names.filter_map(|name| Some((name, groups.remove(&name)?))).collect()
}
