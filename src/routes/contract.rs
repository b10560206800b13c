//! A route contract: the operations that it declares.

use std::fmt;

use super::operation::Operation;
use super::tree::RouteTree;
use crate::text::{Source, Span, char_start};

/// The operations of a file.
#[derive(Debug)]
pub struct Contract {
    /// The file.
    pub(crate) source: Source,
    /// The format: `openapi-3.1`.
    pub(crate) kind: String,
    /// How many operations the file declares.
    pub(crate) count: usize,
    /// Whether what is not in it does not exist.
    pub(crate) is_complete: bool,
    /// Whether it can show that an endpoint is absent; recorded requests cannot.
    pub(crate) shows_absence: bool,
    /// Where its paths begin.
    pub(super) start: usize,
    pub(super) operations: Vec<Operation>,
    pub(super) tree: RouteTree,
}

impl Contract {
    /// The line of an operation; where there is none, the line where the paths begin.
    pub(crate) fn place(&self, operation: Option<usize>) -> Span {
        let offset = operation.map_or(self.start, |at| self.operations[at].offset);
        let line = self.source.line_at(offset);
        // All of a contract may be on one line.
        let end = (line.end as usize).min(offset + LONGEST_PLACE);
        let end = char_start(self.source.text(), end);
        Span::new(offset.min(end), end)
    }
}

/// More bytes of a contract are not shown.
const LONGEST_PLACE: usize = 60;

/// What a reader found in a file.
#[derive(Debug, Default)]
pub(super) struct FoundRoutes {
    pub kind: String,
    pub operations: Vec<Operation>,
    /// Where its paths begin.
    pub start: usize,
    /// How many operations the file itself writes, where servers make more of them.
    pub count: Option<usize>,
    /// Whether the file only shows requests.
    pub is_recorded: bool,
}

impl FoundRoutes {
    pub(super) fn new(kind: impl Into<String>, operations: Vec<Operation>) -> Self {
        Self { kind: kind.into(), operations, start: 0, count: None, is_recorded: false }
    }
}

/// Why a contract cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ContractError {
    /// Line and column from 1.
    pub place: Option<(usize, usize)>,
    pub message: String,
}

impl ContractError {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self { place: None, message: message.into() }
    }

    /// The error at a place of a text.
    pub(super) fn at(text: &str, offset: usize, message: impl Into<String>) -> Self {
        let before = &text[..offset.min(text.len())];
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line = before.matches('\n').count() + 1;
        let column = before[start..].chars().count() + 1;
        Self { place: Some((line, column)), message: message.into() }
    }
}

impl fmt::Display for ContractError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((line, column)) = self.place {
            write!(f, "{line}:{column}: ")?;
        }
        f.write_str(&self.message)
    }
}

impl std::error::Error for ContractError {}
