//! JUnit's XML: a suite for each file, a case for each finding.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::places::Places;
use super::{FindingsReport, in_full};
use crate::finding::Finding;

pub(super) fn write(report: &FindingsReport<'_>, out: &mut dyn Write) -> io::Result<()> {
    let places = Places::of(report);
    let mut suites: BTreeMap<&str, &[Finding]> =
        report.files.iter().map(|path| (&**path, &[][..])).collect();
    suites.extend(report.by_file().map(|(source, findings)| (&**source.path(), findings)));
    let fails = |findings: &[Finding]| findings.iter().filter(|f| report.fails(f.level)).count();
    // A file without findings is one case that passes.
    let cases = |findings: &[Finding]| findings.len().max(1);
    let (total, failed) = suites.values().fold((0, 0), |(total, failed), findings| {
        (total + cases(findings), failed + fails(findings))
    });
    writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
    writeln!(out, r#"<testsuites name="gapreg" tests="{total}" failures="{failed}" errors="0">"#)?;
    for (path, findings) in suites {
        let (name, total, failed) = (escaped(path), cases(findings), fails(findings));
        writeln!(
            out,
            r#"  <testsuite name="{name}" tests="{total}" failures="{failed}" errors="0" skipped="0" time="0">"#
        )?;
        if findings.is_empty() {
            writeln!(out, r#"    <testcase name="gapreg" classname="{name}" time="0"/>"#)?;
        }
        for finding in findings {
            let at = places.at(&finding.path, finding.span.start);
            let place = format!("{path}:{}:{}", at.line, at.column);
            write_case(finding, &place, report.fails(finding.level), out)?;
        }
        writeln!(out, "  </testsuite>")?;
    }
    writeln!(out, "</testsuites>")
}

fn write_case(finding: &Finding, place: &str, fails: bool, out: &mut dyn Write) -> io::Result<()> {
    let parts = [Some(finding.rule), finding.entry.as_deref(), finding.field.as_deref()];
    let name = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let (level, rule, message) = (finding.level, finding.rule, finding.full_message());
    let details = escaped(&format!("{place}: {level}[{rule}] {}", in_full(finding)));
    let (name, class) = (escaped(&name), escaped(&finding.path));
    writeln!(out, r#"    <testcase name="{name}" classname="{class}" time="0">"#)?;
    if fails {
        let message = escaped(&message);
        writeln!(out, r#"      <failure type="{level}" message="{message}">{details}</failure>"#)?;
    } else {
        writeln!(out, "      <system-out>{details}</system-out>")?;
    }
    writeln!(out, "    </testcase>")
}

/// A text escaped for attributes and content. Characters that XML does not allow are replaced.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            '\t' => out.push_str("&#9;"),
            '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}
