//! The diagnostics of reviewdog, which suggests fixes in a review.

use std::io::{self, Write};
use std::sync::Arc;

use serde::Serialize;

use super::places::Places;
use super::{FindingsReport, Stream, in_full, write_json};
use crate::finding::{Edit, Finding, Fix, Level, applied};
use crate::text::Span;

/// The length of the largest suggestion. A longer one would mostly repeat what does not change.
const LARGEST_SUGGESTION: usize = 2_000;

#[derive(Serialize)]
struct DiagnosticResult<'a, D: Serialize> {
    source: Tool<'a>,
    diagnostics: D,
}

#[derive(Serialize)]
struct Tool<'a> {
    name: &'a str,
}

#[derive(Serialize)]
struct Diagnostic<'a> {
    message: String,
    location: DiagnosticLocation<'a>,
    severity: &'static str,
    code: Code<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    suggestions: Option<[Suggestion; 1]>,
    #[serde(rename = "relatedLocations", skip_serializing_if = "Vec::is_empty")]
    related: Vec<RelatedLocation<'a>>,
}

#[derive(Serialize)]
struct DiagnosticLocation<'a> {
    path: &'a str,
    range: Range,
}

#[derive(Serialize)]
struct RelatedLocation<'a> {
    message: &'a str,
    location: DiagnosticLocation<'a>,
}

#[derive(Serialize)]
struct Code<'a> {
    value: &'a str,
}

#[derive(Serialize)]
struct Suggestion {
    range: Range,
    text: String,
}

#[derive(Serialize)]
struct Range {
    start: BytePosition,
    end: BytePosition,
}

/// A column counts bytes here, from 1.
#[derive(Serialize)]
struct BytePosition {
    line: usize,
    column: usize,
}

pub(super) fn write(report: &FindingsReport<'_>, out: &mut dyn Write) -> io::Result<()> {
    let writer = DiagnosticWriter { report, places: Places::of(report) };
    let diagnostics = Stream(|| report.findings.iter().map(|finding| writer.diagnostic(finding)));
    let result = DiagnosticResult { source: Tool { name: "gapreg" }, diagnostics };
    write_json(&result, out)
}

struct DiagnosticWriter<'a> {
    report: &'a FindingsReport<'a>,
    places: Places<'a>,
}

impl DiagnosticWriter<'_> {
    fn diagnostic<'f>(&self, finding: &'f Finding) -> Diagnostic<'f> {
        let related = finding.related.iter().map(|related| RelatedLocation {
            message: &related.message,
            location: self.location(related.path.as_ref().unwrap_or(&finding.path), related.span),
        });
        Diagnostic {
            message: in_full(finding),
            location: self.location(&finding.path, finding.span),
            severity: match finding.level {
                Level::Error => "ERROR",
                Level::Warning => "WARNING",
                Level::Info => "INFO",
            },
            code: Code { value: finding.rule },
            suggestions: finding.fix.as_ref().and_then(|fix| self.suggestion(&finding.path, fix)),
            related: related.collect(),
        }
    }

    /// A fix as one suggestion. Suggestions are accepted one by one, and the edits of a fix belong
    /// together.
    fn suggestion(&self, path: &Arc<str>, fix: &Fix) -> Option<[Suggestion; 1]> {
        let source = self.report.sources.get(path)?;
        let start = fix.edits.iter().map(|edit| edit.span.start).min()?;
        let end = fix.edits.iter().map(|edit| edit.span.end).max()?;
        let span = Span { start, end };
        if span.len() > LARGEST_SUGGESTION {
            return None;
        }
        let moved = |edit: &Edit| Edit {
            span: Span { start: edit.span.start - start, end: edit.span.end - start },
            text: edit.text.clone(),
        };
        let edits: Vec<Edit> = fix.edits.iter().map(moved).collect();
        let text = applied(source.slice(span), &edits);
        Some([Suggestion { range: self.range(path, span), text }])
    }

    fn location<'p>(&self, path: &'p Arc<str>, span: Span) -> DiagnosticLocation<'p> {
        DiagnosticLocation { path, range: self.range(path, span) }
    }

    fn range(&self, path: &Arc<str>, span: Span) -> Range {
        Range { start: self.position(path, span.start), end: self.position(path, span.end) }
    }

    fn position(&self, path: &Arc<str>, offset: u32) -> BytePosition {
        let at = self.places.at(path, offset);
        let line = self.places.line(path, at.offset);
        let start = line.map_or(at.offset, |line| (line.start as usize).min(at.offset));
        BytePosition { line: at.line, column: at.offset - start + 1 }
    }
}
