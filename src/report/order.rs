//! The order of entries in a report: late first.

use super::data::ReportEntry;
use super::figures::sorted_priorities;
use super::progress::Progress;

/// Sorts entries: what is due first comes first, so what is late leads. After what is open come the
/// entries that wait for their verification, then those that are accepted for now; what is closed comes
/// last. Entries that are alike keep their order.
pub(crate) fn sort_by_urgency(entries: &mut [ReportEntry]) {
    let priorities = sorted_priorities(entries.iter().map(|entry| entry.priority.as_deref()));
    let priorities: Vec<String> = priorities.into_iter().map(str::to_owned).collect();
    entries.sort_by_cached_key(|entry| {
        let own = entry.priority.as_ref();
        let priority = own.and_then(|own| priorities.iter().position(|known| known == own));
        let due = entry.deadline.due.filter(|_| entry.progress.is_open());
        (group(entry), (due.is_none(), due), (priority.is_none(), priority))
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
