//! Where findings stand, as lines and columns.

use std::collections::HashMap;
use std::sync::Arc;

use super::Report;
use crate::text::{Cursor, LineIndex, Position, Span};

/// An index of each source that is spoken of, made once.
pub(super) type Indices<'a> = HashMap<Arc<str>, LineIndex<'a>>;

/// The index of each source that the findings of a report speak of.
pub(super) fn indices<'a>(report: &Report<'a>) -> Indices<'a> {
    let related =
        report.findings.iter().flat_map(|f| f.related.iter().filter_map(|r| r.path.as_ref()));
    let paths = report.by_file().map(|(source, _)| source.path()).chain(related);
    paths
        .filter_map(|path| Some((path.clone(), LineIndex::new(report.sources.get(path)?))))
        .collect()
}

/// A cursor into each index: each thread that draws has its own.
pub(super) struct Places<'i> {
    cursors: HashMap<Arc<str>, Cursor<'i>>,
}

impl<'i> Places<'i> {
    pub(super) fn new(indices: &'i Indices<'i>) -> Self {
        let cursors = indices.iter().map(|(path, index)| (path.clone(), index.cursor()));
        Self { cursors: cursors.collect() }
    }

    /// The place of a byte; the first line of a file that was not read.
    pub(super) fn at(&self, path: &Arc<str>, offset: u32) -> Position {
        let offset = offset as usize;
        let unknown = Position { line: 1, column: 1, offset };
        self.cursors.get(path).map_or(unknown, |cursor| cursor.position(offset))
    }

    /// Where a stretch starts, and where it ends.
    pub(super) fn range(&self, path: &Arc<str>, span: Span) -> (Position, Position) {
        (self.at(path, span.start), self.at(path, span.end))
    }
}
