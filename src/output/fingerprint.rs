//! Fingerprints: they tell one finding from all others, in every run.

use std::collections::HashMap;

use super::FindingsReport;
use crate::finding::{Finding, Identity};
use crate::text::fnv1a;

/// The fingerprint of each finding of a report, in order; no two are the same.
///
/// It is made of rule, file, entry and field, so that it stays when lines move or messages change.
/// Without entry and field, the message is part of it; among equals, their order.
pub(super) fn fingerprints(report: &FindingsReport<'_>) -> Vec<String> {
    let mut seen: HashMap<(Identity<'_>, &str), usize> = HashMap::new();
    let fingerprint = |finding| {
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
    report.findings.iter().map(fingerprint).collect()
}

fn identity_in<'r>(
    finding: &'r Finding,
    report: &'r FindingsReport<'_>,
) -> (Identity<'r>, &'r str) {
    let identity = Identity { path: report.name(&finding.path), ..finding.identity() };
    (identity, if identity.tells_where() { "" } else { &finding.message })
}
