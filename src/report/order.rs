//! The order of entries in a report: late first.

use std::collections::HashMap;

use super::data::ReportEntry;
use super::figures::sorted_priorities;
use super::progress::Progress;

/// Sorts entries: what is due first comes first, so what is late leads. After what is open come the
/// entries that wait for their verification, then those that are accepted for now; what is closed comes
/// last. Entries that are alike keep their order.
pub(crate) fn sort_by_urgency(entries: &mut [ReportEntry]) {
    let priorities = sorted_priorities(entries.iter().map(|entry| entry.priority.as_ref()));
    let places = priorities.into_iter().enumerate().map(|(at, name)| (name.to_owned(), at));
    let places: HashMap<String, usize> = places.collect();
    entries.sort_by_cached_key(|entry| {
        let priority = entry.priority.as_ref().and_then(|own| places.get(&**own));
        let due = entry.deadline.due.filter(|_| entry.progress.is_open());
        (group(entry), (due.is_none(), due), (priority.is_none(), priority.copied()))
    });
}

fn group(entry: &ReportEntry) -> u8 {
    match entry.progress {
        Progress::Open | Progress::Started if entry.is_accepted() => 2,
        Progress::Open | Progress::Started => 0,
        Progress::Repaired => 1,
        Progress::Done | Progress::Closed => 3,
    }
}
