//! What tells one finding from all others, in every run.

use std::collections::HashMap;

use super::Report;
use crate::finding::{Finding, Identity};
use crate::text::fnv1a;

/// A print of each finding of a report, in their order; no two are the same.
///
/// It is made of rule, file, entry and field, so that it survives moved lines and changed words.
/// Where neither entry nor field says which, the message does; among equals, their order.
pub(super) fn fingerprints(report: &Report<'_>) -> Vec<String> {
    let mut seen: HashMap<(Identity<'_>, &str), usize> = HashMap::new();
    let print = |finding| {
        let (identity, message) = identity_in(finding, report);
        let count = seen.entry((identity, message)).or_default();
        *count += 1;
        let Identity { rule, path, entry, field } = identity;
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
        format!("{:016x}", fnv1a(bytes))
    };
    report.findings.iter().map(print).collect()
}

fn identity_in<'r>(finding: &'r Finding, report: &'r Report<'_>) -> (Identity<'r>, &'r str) {
    let identity = Identity { path: report.name(&finding.path), ..finding.identity() };
    (identity, if identity.tells_where() { "" } else { &finding.message })
}
