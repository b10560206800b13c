//! The numbers of entries that have no IDs.

use std::collections::HashSet;

use crate::register::Entry;

/// Whether names are those of entries that have numbers and no IDs: what has such names repeats what the
/// entries say.
pub(super) fn are_of_entries<'t>(
    names: impl Iterator<Item = &'t str>,
    entries: &[Entry],
    text: &'t str,
) -> bool {
    let bare = |number: &'t str| number.trim_matches(['#', '.']);
    let without = entries.iter().filter(|entry| entry.id.is_none());
    let numbers = without.filter_map(|entry| Some(bare(entry.number?.of(text))));
    let numbers: HashSet<&str> = numbers.collect();
    let mut names = names.filter(|name| !name.is_empty()).peekable();
    names.peek().is_some() && names.all(|name| numbers.contains(bare(name)))
}
