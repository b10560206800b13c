//! SARIF 2.1.0, as code scanning takes it.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::sync::Arc;

use serde::Serialize;
use serde_json::{Value, json};

use super::fingerprint::fingerprints;
use super::places::Places;
use super::{FindingsReport, Stream, write_json};
use crate::finding::{Edit, Finding, Level, counted};
use crate::rules::{self, Rule};
use crate::text::{Ordered, Span};

/// Code scanning refuses a run with more.
const MOST_RESULTS: usize = 25_000;

#[derive(Serialize)]
struct Log<R: Serialize> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<R>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<R: Serialize> {
    tool: Value,
    invocations: [Value; 1],
    column_kind: &'static str,
    results: R,
}

pub(super) fn write(report: &FindingsReport<'_>, out: &mut dyn Write) -> io::Result<()> {
    let writer = ResultWriter { report, places: Places::of(report) };
    let written = written(report.findings);
    let prints = fingerprints(report);
    let names: BTreeSet<&str> = written.iter().map(|&at| report.findings[at].rule).collect();
    let used: Vec<&Rule> = names.iter().filter_map(|name| rules::rule(name)).collect();
    let results = Stream(|| {
        written.iter().map(|&at| {
            let finding = &report.findings[at];
            let rule = used.iter().position(|rule| rule.name == finding.rule);
            writer.result(finding, rule, &prints[at])
        })
    });
    let run = Run {
        tool: tool(&used),
        invocations: [invocation(report.findings.len() - written.len())],
        column_kind: "unicodeCodePoints",
        results,
    };
    let log = Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [run],
    };
    write_json(&log, out)
}

/// Which findings are written: all, or the gravest, if there are too many.
fn written(findings: &[Finding]) -> Vec<usize> {
    let mut written: Vec<usize> = (0..findings.len()).collect();
    if written.len() > MOST_RESULTS {
        written.order_by_key(|&at| std::cmp::Reverse(findings[at].level));
        written.truncate(MOST_RESULTS);
        written.sort_unstable();
    }
    written
}

fn tool(used: &[&Rule]) -> Value {
    let version = env!("CARGO_PKG_VERSION");
    let rules: Vec<Value> = used.iter().map(|rule| descriptor(rule)).collect();
    json!({ "driver": {
        "name": "gapreg",
        "version": version,
        "semanticVersion": version,
        "informationUri": "https://docs.rs/gapreg",
        "rules": rules,
    }})
}

fn descriptor(rule: &Rule) -> Value {
    let page = rule.text();
    json!({
        "id": rule.name,
        "shortDescription": { "text": rule.summary() },
        "fullDescription": { "text": rule.section("What it finds") },
        "help": { "text": page, "markdown": page },
        "defaultConfiguration": { "level": level(rule.level) },
    })
}

fn invocation(left_out: usize) -> Value {
    let mut invocation = json!({ "executionSuccessful": true });
    if left_out > 0 {
        let left_out = counted(left_out, "finding is", "findings are");
        let text = format!("{left_out} left out: a run holds {MOST_RESULTS} at most");
        invocation["toolExecutionNotifications"] =
            json!([{ "level": "warning", "message": { "text": text } }]);
    }
    invocation
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Info => "note",
    }
}

struct ResultWriter<'a> {
    report: &'a FindingsReport<'a>,
    places: Places<'a>,
}

impl ResultWriter<'_> {
    fn result(&self, finding: &Finding, rule: Option<usize>, print: &str) -> Value {
        let message = finding.full_message();
        let text = match &finding.help {
            Some(help) => format!("{message}\n{help}"),
            None => message.into_owned(),
        };
        let mut result = json!({
            "ruleId": finding.rule,
            "ruleIndex": rule,
            "level": level(finding.level),
            "message": { "text": text },
            "locations": [{ "physicalLocation": self.place(&finding.path, finding.span) }],
            "partialFingerprints": { "primaryLocationLineHash": print },
            "properties": { "entry": finding.entry.as_deref(), "field": finding.field.as_deref() },
        });
        if !finding.related.is_empty() {
            let related = finding.related.iter().enumerate().map(|(at, related)| {
                let path = related.path.as_ref().unwrap_or(&finding.path);
                json!({
                    "id": at + 1,
                    "message": { "text": related.message },
                    "physicalLocation": self.place(path, related.span),
                })
            });
            result["relatedLocations"] = related.collect();
        }
        if let Some(fix) = &finding.fix {
            let edits: Value =
                fix.edits.iter().map(|edit| self.replacement(&finding.path, edit)).collect();
            let file = json!({ "uri": uri(self.report.name(&finding.path)) });
            result["fixes"] = json!([{
                "description": { "text": fix.title },
                "artifactChanges": [{ "artifactLocation": file, "replacements": edits }],
            }]);
        }
        result
    }

    fn replacement(&self, path: &Arc<str>, edit: &Edit) -> Value {
        let mut replacement = json!({ "deletedRegion": self.region(path, edit.span) });
        if !edit.text.is_empty() {
            replacement["insertedContent"] = json!({ "text": edit.text });
        }
        replacement
    }

    fn place(&self, path: &Arc<str>, span: Span) -> Value {
        let uri = uri(self.report.name(path));
        json!({ "artifactLocation": { "uri": uri }, "region": self.region(path, span) })
    }

    fn region(&self, path: &Arc<str>, span: Span) -> Value {
        let (start, end) = self.places.range(path, span);
        json!({
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
        })
    }
}

fn hex(digit: u8) -> char {
    char::from_digit(u32::from(digit), 16).unwrap_or('0').to_ascii_uppercase()
}

/// A path as a URI reference: characters with a meaning there, and those outside ASCII, are escaped.
fn uri(path: &str) -> String {
    // A path outside of the repository is absolute.
    let scheme = if path.starts_with('/') { "file://" } else { "" };
    let mut uri = scheme.to_owned();
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => {
                uri.push(char::from(byte));
            }
            byte => uri.extend(['%', hex(byte >> 4), hex(byte & 15)]),
        }
    }
    uri
}
