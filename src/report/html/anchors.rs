//! The names of entries in the page's address.

use std::collections::{HashMap, HashSet};

use crate::report::data::Report;

/// A name for each entry in the page's address, by its ID. Names with `page-` in front are the
/// page's own.
pub(super) fn anchors(report: &Report) -> Vec<String> {
    let mut taken = HashSet::new();
    // How often each name was asked for: many entries may have one ID.
    let mut asked: HashMap<String, usize> = HashMap::new();
    let anchors = report.entries.iter().enumerate().map(|(at, entry)| {
        let is_plain = |c: char| c.is_alphanumeric() || "-_.".contains(c);
        let plain = |id: &str| id.chars().map(|c| if is_plain(c) { c } else { '-' }).collect();
        let name: String = entry.id.as_deref().map_or_else(|| format!("entry-{}", at + 1), plain);
        let name = if name.starts_with("page-") { format!("entry-{name}") } else { name };
        let count = asked.entry(name.clone()).or_default();
        loop {
            *count += 1;
            let anchor = if *count == 1 { name.clone() } else { format!("{name}-again-{count}") };
            if taken.insert(anchor.clone()) {
                return anchor;
            }
        }
    });
    anchors.collect()
}
