//! Errors in expressions, with their places.

use std::fmt;

use unicode_width::UnicodeWidthStr;

use crate::text::{Span, printable};

/// An error at a place of a text that the caller knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PlacedError {
    pub(crate) place: Span,
    pub(crate) message: String,
}

impl PlacedError {
    pub(super) fn new(place: Span, message: impl Into<String>) -> Self {
        Self { place, message: message.into() }
    }

    pub(super) fn within(self, what: &'static str, text: &str) -> QueryError {
        QueryError { what, text: text.to_owned(), place: self.place, message: self.message }
    }
}

/// An error in an expression or an order, shown with a caret under its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryError {
    /// The name of the text in the message: `expression`, `order`.
    pub(crate) what: &'static str,
    /// The given text.
    pub(crate) text: String,
    /// Where in the text the error is.
    pub(crate) place: Span,
    /// What is wrong, and what to write instead.
    pub(crate) message: String,
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "in the {}: {}", self.what, shown(&self.message))?;
        if self.text.trim().is_empty() {
            return Ok(());
        }
        let [before, within] = [&self.text[..self.place.start as usize], self.place.of(&self.text)]
            .map(|part| shown(part).width());
        write!(
            f,
            "\n  {}\n  {}{}",
            shown(&self.text),
            " ".repeat(before),
            "^".repeat(within.max(1))
        )
    }
}

impl std::error::Error for QueryError {}

/// A text on one line without control characters, so that the caret is under the right place.
fn shown(text: &str) -> String {
    let is_break = |c: char| matches!(c, '\t' | '\n' | '\r');
    printable(&text.replace(is_break, " ")).into_owned()
}
