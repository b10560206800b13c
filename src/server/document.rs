//! A text that is open in the editor.

use std::path::PathBuf;
use std::sync::Arc;

use serde::Deserialize;

use super::positions::{Encoding, Lines, Position, Range};
use crate::text::Span;

/// An open text.
#[derive(Debug)]
pub(super) struct Document {
    /// Its address, as the editor writes it.
    pub uri: String,
    /// The path of the file; nothing where it is none.
    pub path: Option<PathBuf>,
    pub version: Option<i64>,
    pub text: Arc<String>,
    lines: Lines,
}

/// A change of a text: the whole, where it has no range.
#[derive(Debug, Deserialize)]
pub(super) struct Change {
    range: Option<Range>,
    text: String,
}

impl Document {
    pub(super) fn new(
        uri: String,
        path: Option<PathBuf>,
        version: Option<i64>,
        text: String,
    ) -> Self {
        Self { uri, path, version, lines: Lines::of(&text), text: Arc::new(text) }
    }

    /// Applies changes, one after the other.
    pub(super) fn apply(&mut self, changes: Vec<Change>, encoding: Encoding) {
        for Change { range, text } in changes {
            match range {
                None => {
                    self.lines = Lines::of(&text);
                    self.text = Arc::new(text);
                }
                Some(Range { start, end }) => {
                    let start = self.offset(start, encoding);
                    let end = self.offset(end, encoding).max(start);
                    Arc::make_mut(&mut self.text).replace_range(start..end, &text);
                    self.lines.replace(&self.text, start..end, text.len());
                }
            }
        }
    }

    pub(super) fn offset(&self, position: Position, encoding: Encoding) -> usize {
        self.lines.offset(&self.text, position, encoding)
    }

    pub(super) fn range(&self, span: Span, encoding: Encoding) -> Range {
        self.lines.range(&self.text, span, encoding)
    }

    /// What a range covers.
    pub(super) fn span(&self, range: Range, encoding: Encoding) -> Span {
        let start = self.offset(range.start, encoding);
        Span::new(start, self.offset(range.end, encoding).max(start))
    }

    /// The span of the line that a byte is on, without its end.
    pub(super) fn line_at(&self, offset: usize) -> Span {
        self.lines.line(&self.text, self.lines.line_of(offset)).unwrap_or_default()
    }
}
