//! The places of findings, as lines and columns.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::FindingsReport;
use crate::text::{LineIndex, Position, Span};

/// The lines of each source that has findings, or related places of one.
pub(super) struct Places<'a>(HashMap<Arc<str>, LineIndex<'a>>);

impl<'a> Places<'a> {
    pub(super) fn of(report: &FindingsReport<'a>) -> Self {
        let related = report.findings.iter().flat_map(|finding| finding.related.iter());
        let related = related.filter_map(|related| related.path.as_ref());
        let own = report.by_file().map(|(source, _)| source.path());
        let paths: BTreeSet<&Arc<str>> = own.chain(related).collect();
        let index = |path| Some((Arc::clone(path), LineIndex::new(report.sources.get(path)?)));
        Self(paths.into_iter().filter_map(index).collect())
    }

    /// The place of a byte; the first line of a file that was not read.
    pub(super) fn at(&self, path: &Arc<str>, offset: u32) -> Position {
        let offset = offset as usize;
        let unknown = Position { line: 1, column: 1, offset };
        self.0.get(path).map_or(unknown, |index| index.position(offset))
    }

    /// The start and the end of a span.
    pub(super) fn range(&self, path: &Arc<str>, span: Span) -> (Position, Position) {
        (self.at(path, span.start), self.at(path, span.end))
    }

    /// The line of a byte, without its line end.
    pub(super) fn line(&self, path: &Arc<str>, offset: usize) -> Option<Span> {
        Some(self.0.get(path)?.line_at(offset))
    }
}
