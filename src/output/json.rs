//! The JSON that programs rely on.

use std::io::{self, Write};

use serde::Serialize;

use super::places::Places;
use super::{FindingCounts, FindingsReport, Stream, write_json};
use crate::finding::{Finding, Level, Safety};
use crate::mirror::LanguageStatus;
use crate::text::Position;

#[derive(Serialize)]
struct JsonReport<'a, F: Serialize> {
    version: u8,
    findings: F,
    summary: FindingCounts,
    #[serde(skip_serializing_if = "Option::is_none")]
    mirror: Option<&'a [LanguageStatus]>,
}

#[derive(Serialize)]
struct JsonFinding<'a> {
    rule: &'a str,
    level: Level,
    message: &'a str,
    path: &'a str,
    entry: Option<&'a str>,
    field: Option<&'a str>,
    start: JsonPosition,
    end: JsonPosition,
    help: Option<&'a str>,
    related: Vec<JsonRelated<'a>>,
    count: Option<u32>,
    fix: Option<JsonFix<'a>>,
}

/// A place in JSON.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct JsonPosition {
    pub(crate) line: usize,
    column: usize,
    offset: usize,
}

#[derive(Serialize)]
struct JsonRelated<'a> {
    path: &'a str,
    start: JsonPosition,
    end: JsonPosition,
    message: &'a str,
}

#[derive(Serialize)]
struct JsonFix<'a> {
    safety: Safety,
    title: &'a str,
    edits: Vec<JsonEdit<'a>>,
}

#[derive(Serialize)]
struct JsonEdit<'a> {
    start: u32,
    end: u32,
    text: &'a str,
}

impl From<Position> for JsonPosition {
    fn from(Position { line, column, offset }: Position) -> Self {
        Self { line, column, offset }
    }
}

pub(super) fn write(report: &FindingsReport<'_>, out: &mut dyn Write) -> io::Result<()> {
    let places = Places::of(report);
    let findings = Stream(|| report.findings.iter().map(|finding| json(finding, &places)));
    let json =
        JsonReport { version: 1, findings, summary: report.counts(), mirror: report.languages };
    write_json(&json, out)
}

fn json<'f>(finding: &'f Finding, places: &Places<'_>) -> JsonFinding<'f> {
    let at = |path, offset| JsonPosition::from(places.at(path, offset));
    let related = finding.related.iter().map(|related| {
        let path = related.path.as_ref().unwrap_or(&finding.path);
        JsonRelated {
            path,
            start: at(path, related.span.start),
            end: at(path, related.span.end),
            message: &related.message,
        }
    });
    let fix = finding.fix.as_ref().map(|fix| JsonFix {
        safety: fix.safety,
        title: &fix.title,
        edits: fix
            .edits
            .iter()
            .map(|edit| JsonEdit { start: edit.span.start, end: edit.span.end, text: &edit.text })
            .collect(),
    });
    JsonFinding {
        rule: finding.rule,
        level: finding.level,
        message: &finding.message,
        path: &finding.path,
        entry: finding.entry.as_deref(),
        field: finding.field.as_deref(),
        start: at(&finding.path, finding.span.start),
        end: at(&finding.path, finding.span.end),
        help: finding.help.as_deref(),
        related: related.collect(),
        count: finding.count,
        fix,
    }
}
