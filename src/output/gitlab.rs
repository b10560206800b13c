//! The code quality report of GitLab.

use std::io::{self, Write};

use serde::Serialize;

use super::fingerprint::fingerprints;
use super::places::Places;
use super::{FindingsReport, Stream, write_json};
use crate::finding::Level;

#[derive(Serialize)]
struct Issue<'a> {
    description: &'a str,
    check_name: &'a str,
    fingerprint: &'a str,
    severity: &'static str,
    location: IssueLocation<'a>,
}

#[derive(Serialize)]
struct IssueLocation<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

pub(super) fn write(report: &FindingsReport<'_>, out: &mut dyn Write) -> io::Result<()> {
    let places = Places::of(report);
    let prints = fingerprints(report);
    let messages: Vec<_> =
        report.findings.iter().map(crate::finding::Finding::full_message).collect();
    let issues = Stream(|| {
        let findings = report.findings.iter().zip(&prints).zip(&messages);
        findings.map(|((finding, fingerprint), description)| {
            let (start, end) = places.range(&finding.path, finding.span);
            Issue {
                description,
                check_name: finding.rule,
                fingerprint,
                severity: match finding.level {
                    Level::Error => "major",
                    Level::Warning => "minor",
                    Level::Info => "info",
                },
                location: IssueLocation {
                    path: report.name(&finding.path),
                    lines: Lines { begin: start.line, end: end.line },
                },
            }
        })
    });
    write_json(&issues, out)
}
