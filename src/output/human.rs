//! The line of a finding with a caret under the word, as the compiler shows it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::Arc;

use annotate_snippets::{
    Annotation, AnnotationKind, Group, Level as Heading, Origin, Renderer, Snippet,
};
use rayon::prelude::*;

use super::places::Places;
use super::snippet::{PlainGroup, PlainLine};
use super::{FindingsReport, fix_line, printable};
use crate::finding::{Finding, Level};
use crate::rules;
use crate::text::{Source, Span, char_start, printable_in_place};

/// From this many findings on, drawing them on several threads is worth it.
const WORTH_THREADS: usize = 500;

/// A line longer than this is shown around its caret only.
const LONG_LINE: usize = 400;
const AROUND: usize = 120;

pub(super) fn write(
    report: &FindingsReport<'_>,
    color: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let writer = SnippetWriter { report, renderer: &renderer, color, places: Places::of(report) };
    let draw = |findings: &[Finding]| {
        let mut drawn = String::new();
        // What an entry lacks is read at once.
        for alike in findings.chunk_by(rules::are_alike) {
            drawn.push_str(&writer.draw_alike(alike));
            drawn.push('\n');
        }
        drawn
    };
    if report.findings.len() < WORTH_THREADS {
        out.write_all(draw(report.findings).as_bytes())?;
        return write_frequent_rules(report.findings, out);
    }
    // A few large pieces at a time, so that not all text is in memory at once.
    for pieces in report.findings.chunks(64 * WORTH_THREADS) {
        let drawn: Vec<String> = pieces.par_chunks(WORTH_THREADS).map(draw).collect();
        drawn.iter().try_for_each(|piece| out.write_all(piece.as_bytes()))?;
    }
    write_frequent_rules(report.findings, out)
}

/// A rule that finds more than this is named at the end.
const FREQUENT: usize = 5;

/// A line for each rule that found much: how often, and where to read about it.
fn write_frequent_rules(findings: &[Finding], out: &mut dyn Write) -> io::Result<()> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in findings {
        *counts.entry(finding.rule).or_default() += 1;
    }
    for (rule, count) in counts.into_iter().filter(|(_, count)| *count > FREQUENT) {
        writeln!(out, "{rule}: {count} findings; `gapreg explain {rule}` says what to do")?;
    }
    Ok(())
}

struct SnippetWriter<'a> {
    report: &'a FindingsReport<'a>,
    renderer: &'a Renderer,
    color: bool,
    places: Places<'a>,
}

/// The part of a source that is shown, and the place of the caret within it.
struct Window<'a> {
    text: Cow<'a, str>,
    line: usize,
    column: usize,
    caret: std::ops::Range<usize>,
    is_cut: bool,
}

impl<'a> SnippetWriter<'a> {
    /// Findings that say the same of several fields, as one.
    fn draw_alike(&self, findings: &[Finding]) -> String {
        match (rules::in_one(findings), findings) {
            (Some(message), [first, ..]) => {
                self.draw(&Finding { message: message.into(), ..first.clone() })
            }
            _ => findings.iter().map(|finding| self.draw(finding)).collect(),
        }
    }

    /// A finding with all its places, and a line end.
    fn draw(&self, finding: &Finding) -> String {
        let plain = if self.color { None } else { self.draw_plain(finding) };
        plain.unwrap_or_else(|| self.draw_any(finding))
    }

    /// A finding without colours, where all its lines are plain.
    fn draw_plain(&self, finding: &Finding) -> Option<String> {
        let first = std::iter::once((&finding.path, finding.span, None));
        let others = finding.related.iter().map(|related| {
            let path = related.path.as_ref().unwrap_or(&finding.path);
            (path, related.span, Some(&*related.message))
        });
        let places: Vec<_> = first.chain(others).collect();
        let window = |(path, span, _): &(&Arc<str>, Span, _)| self.window(path, *span);
        let windows = places.iter().map(window).collect::<Option<Vec<Window<'_>>>>()?;
        let lines = windows.iter().zip(&places).map(|(window, &(path, _, label))| PlainLine {
            path,
            number: window.line,
            column: window.column,
            text: &window.text,
            caret: window.caret.clone(),
            label,
        });
        let fix = finding.fix.as_ref().map(|fix| fix_line(fix));
        let help = finding.help.as_deref().map(|help| ("help", help));
        let notes = help.into_iter().chain(fix.as_deref().map(|fix| ("fix", fix)));
        PlainGroup {
            level: match finding.level {
                Level::Error => "error",
                Level::Warning => "warning",
                Level::Info => "info",
            },
            rule: finding.rule,
            message: &finding.full_message(),
            lines: &lines.collect::<Vec<_>>(),
            notes: &notes.collect::<Vec<_>>(),
        }
        .draw()
    }

    fn draw_any(&self, finding: &Finding) -> String {
        let heading = match finding.level {
            Level::Error => Heading::ERROR,
            Level::Warning => Heading::WARNING,
            Level::Info => Heading::INFO,
        };
        let message = finding.full_message();
        let title = heading.primary_title(printable(&message)).id(finding.rule);
        let mut group = Group::with_title(title);
        if let Some(window) = self.window(&finding.path, finding.span) {
            group = show(group, &finding.path, &window, AnnotationKind::Primary, None);
        }
        for related in &finding.related {
            let path = related.path.as_ref().unwrap_or(&finding.path);
            if let Some(window) = self.window(path, related.span) {
                let label = Some(&*related.message);
                group = show(group, path, &window, AnnotationKind::Context, label);
            }
        }
        if let Some(help) = &finding.help {
            group = group.element(Heading::HELP.message(printable(help)));
        }
        if let Some(fix) = &finding.fix {
            group = group.element(Heading::NOTE.with_name("fix").message(fix_line(fix)));
        }
        format!("{}\n", self.renderer.render(&[group]))
    }

    /// The line in which a span starts; of a long line, the part around the span.
    fn window(&self, path: &Arc<str>, span: Span) -> Option<Window<'a>> {
        let source: &'a Source = self.report.sources.get(path)?;
        let at = self.places.at(path, span.start);
        let line = self.places.line(path, at.offset)?;
        let caret_end = (span.end as usize).clamp(at.offset, (line.end as usize).max(at.offset));
        let text = source.text();
        let is_cut = line.len() > LONG_LINE;
        let (start, end) = if is_cut {
            let start = char_start(text, at.offset.saturating_sub(AROUND));
            let end = char_start(text, caret_end.min(at.offset + AROUND) + AROUND);
            (start.max(line.start as usize), end.min(line.end as usize))
        } else {
            (line.start as usize, line.end as usize)
        };
        let caret_start = at.offset.clamp(start, end) - start;
        Some(Window {
            text: printable_in_place(&text[start..end]),
            line: at.line,
            column: at.column,
            caret: caret_start..(caret_end.clamp(start, end) - start).max(caret_start),
            is_cut,
        })
    }
}

fn show<'g>(
    group: Group<'g>,
    path: &'g str,
    window: &Window<'g>,
    kind: AnnotationKind,
    label: Option<&'g str>,
) -> Group<'g> {
    let annotation: Annotation<'g> = kind.span(window.caret.clone());
    let annotation = annotation.label(label.map(printable));
    let snippet = Snippet::source(window.text.clone()).line_start(window.line).fold(false);
    if window.is_cut {
        // The renderer counts columns from the start of the text, so the place is given to it.
        let origin = Origin::path(printable(path)).line(window.line).char_column(window.column);
        return group.element(origin).element(snippet.annotation(annotation));
    }
    group.element(snippet.path(printable(path)).annotation(annotation))
}
