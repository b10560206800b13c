//! What is wrong with an expression, and where in it.

use std::fmt;

use unicode_width::UnicodeWidthStr;

use crate::text::{Span, printable};

/// What is wrong at a place; the text that the place lies in is known further up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Slip {
    pub place: Span,
    pub message: String,
}

impl Slip {
    pub(super) fn new(place: Span, message: impl Into<String>) -> Self {
        Self { place, message: message.into() }
    }

    pub(super) fn within(self, what: &'static str, text: &str) -> QueryError {
        QueryError { what, text: text.to_owned(), place: self.place, message: self.message }
    }
}

/// What is wrong with an expression or an order; drawn with a caret under the place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryError {
    /// What the text is, as a message calls it.
    pub what: &'static str,
    /// The text that was given.
    pub text: String,
    /// Where in the text it is wrong.
    pub place: Span,
    /// What is wrong, and what to write instead.
    pub message: String,
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

/// A text on one line and without commands to the terminal, so that the caret stands where it
/// should.
fn shown(text: &str) -> String {
    let is_wide_blank = |c: char| matches!(c, '\t' | '\n' | '\r');
    printable(&text.replace(is_wide_blank, " ")).into_owned()
}
