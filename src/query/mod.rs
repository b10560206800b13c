//! Which entries somebody asks for, and in which order: `status = Open and priority <= P1`.
//!
//! An expression is read once, against the words of the vocabulary and the flows of the registers
//! at hand, so that a word that means nothing is told instead of matching nothing. Then it is held
//! against each entry: values by what they mean, in whatever language they are written.

mod attribute;
mod condition;
mod error;
mod lexer;
mod operand;
mod order;
mod parser;
mod subject;
mod value;

use jiff::civil::Date;

use crate::register::{Entry, Policy, Register};
use crate::vocabulary::Vocabulary;
use condition::Condition;
use subject::Subject;

pub use error::QueryError;
pub use order::Order;

/// What it takes to read an expression.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// The words it may use.
    pub vocabulary: &'a Vocabulary,
    /// The policies of the registers it will be held against: their states may be named.
    pub policies: &'a [Policy],
    /// The day that `today` means.
    pub today: Date,
}

/// What it takes to look at the entries of one register.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// The register.
    pub register: &'a Register<'a>,
    /// Its policy.
    pub policy: &'a Policy,
    /// The words.
    pub vocabulary: &'a Vocabulary,
    /// The day to count from.
    pub today: Date,
}

/// An expression that an entry satisfies or not.
#[derive(Clone, Debug)]
pub struct Query(Condition);

impl Query {
    /// Reads an expression.
    pub fn parse(text: &str, known: Known<'_>) -> Result<Self, QueryError> {
        let condition = parser::parse(text, known);
        condition.map(Self).map_err(|slip| slip.within("expression", text))
    }

    /// Whether an entry satisfies it.
    pub fn matches(&self, view: View<'_>, entry: &Entry) -> bool {
        self.0.holds(&Subject::of(view, entry))
    }
}

#[cfg(test)]
mod tests;
