//! What tells one finding from all others, in every run.

use std::collections::HashMap;

use super::Report;
use crate::finding::{Finding, Place};
use crate::text::print_of;

/// A print of each finding of a report, in their order; no two are the same.
///
/// It is made of rule, file, entry and field, so that it survives moved lines and changed words.
/// Where neither entry nor field says which, the message does; among equals, their order.
pub(super) fn fingerprints(report: &Report<'_>) -> Vec<String> {
    let mut seen: HashMap<(Place<'_>, &str), usize> = HashMap::new();
    let print = |finding| {
        let (place, message) = own_place(finding, report);
        let count = seen.entry((place, message)).or_default();
        *count += 1;
        let Place { rule, path, entry, field } = place;
        let count = count.to_string();
        let parts = [
            rule,
            path,
            entry.unwrap_or_default(),
            field.unwrap_or_default(),
            message,
            count.as_str(),
        ];
        let bytes = parts.iter().flat_map(|part| part.bytes().chain([0]));
        format!("{:016x}", print_of(bytes))
    };
    report.findings.iter().map(print).collect()
}

fn own_place<'r>(finding: &'r Finding, report: &'r Report<'_>) -> (Place<'r>, &'r str) {
    let place = Place { path: report.name(&finding.path), ..finding.place() };
    let is_placed = place.entry.is_some() || place.field.is_some();
    (place, if is_placed { "" } else { &finding.message })
}
