//! The JSON that programs rely on.

use std::collections::HashMap;
use std::io::{self, Write};
use std::sync::Arc;

use serde::Serialize;
use serde::ser::{SerializeSeq, Serializer};

use super::{Report, Summary, cursors};
use crate::finding::{Finding, Level, Safety};
use crate::mirror::LanguageStatus;
use crate::text::{Cursor, Position};

#[derive(Serialize)]
struct JsonReport<'a> {
    version: u8,
    #[serde(serialize_with = "each")]
    findings: Findings<'a>,
    summary: Summary,
    #[serde(skip_serializing_if = "Option::is_none")]
    mirror: Option<&'a [LanguageStatus]>,
}

struct Findings<'a> {
    all: &'a [Finding],
    cursors: HashMap<Arc<str>, Cursor<'a>>,
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
    fix: Option<JsonFix<'a>>,
}

/// A place as programs read it.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct JsonPosition {
    line: usize,
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

pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let indices = report.indices();
    let findings = Findings { all: report.findings, cursors: cursors(&indices) };
    let json =
        JsonReport { version: 1, findings, summary: report.summary(), mirror: report.languages };
    serde_json::to_writer_pretty(&mut *out, &json).map_err(io::Error::from)?;
    writeln!(out)
}

/// One at a time, so that a hundred thousand findings are never all there as JSON.
fn each<S: Serializer>(findings: &Findings<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    let mut list = serializer.serialize_seq(Some(findings.all.len()))?;
    for finding in findings.all {
        list.serialize_element(&findings.json(finding))?;
    }
    list.end()
}

impl Findings<'_> {
    fn position(&self, path: &Arc<str>, offset: u32) -> JsonPosition {
        let offset = offset as usize;
        let unknown = Position { line: 1, column: 1, offset };
        self.cursors.get(path).map_or(unknown, |cursor| cursor.position(offset)).into()
    }

    fn json<'f>(&self, finding: &'f Finding) -> JsonFinding<'f> {
        let related = finding.related.iter().map(|related| {
            let path = related.path.as_ref().unwrap_or(&finding.path);
            JsonRelated {
                path,
                start: self.position(path, related.span.start),
                end: self.position(path, related.span.end),
                message: &related.message,
            }
        });
        let fix = finding.fix.as_ref().map(|fix| JsonFix {
            safety: fix.safety,
            title: &fix.title,
            edits: fix
                .edits
                .iter()
                .map(|edit| JsonEdit {
                    start: edit.span.start,
                    end: edit.span.end,
                    text: &edit.text,
                })
                .collect(),
        });
        JsonFinding {
            rule: finding.rule,
            level: finding.level,
            message: &finding.message,
            path: &finding.path,
            entry: finding.entry.as_deref(),
            field: finding.field.as_deref(),
            start: self.position(&finding.path, finding.span.start),
            end: self.position(&finding.path, finding.span.end),
            help: finding.help.as_deref(),
            related: related.collect(),
            fix,
        }
    }
}
