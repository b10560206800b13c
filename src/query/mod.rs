//! Finds the entries that an expression describes: `status = Open and priority <= P1`.
//!
//! An expression is read once, with the vocabulary and the status flows of the registers at hand, so
//! that an unknown word is an error. Then it is evaluated on each entry: values are compared by
//! their meaning, in any language.

mod attribute;
mod condition;
mod context;
mod error;
mod lexer;
mod moment;
mod operand;
mod order;
mod own_names;
mod parser;
mod subject;
mod value;

use crate::register::Entry;
use condition::Condition;
use subject::Subject;

pub use context::{QueryContext, RegisterView};
pub use error::QueryError;
pub use order::Order;
pub use own_names::OwnNames;

/// An expression that an entry satisfies or not.
#[derive(Clone, Debug)]
pub struct Query(Condition);

impl Query {
    /// Reads an expression.
    pub fn parse(text: &str, context: QueryContext<'_>) -> Result<Self, QueryError> {
        let condition = parser::parse(text, context);
        condition.map(Self).map_err(|error| error.within("expression", text))
    }

    /// Whether an entry satisfies it.
    pub fn matches(&self, view: RegisterView<'_>, entry: &Entry) -> bool {
        self.0.holds(&Subject::of(view, entry))
    }

    /// Whether it asks only for values that an entry has in each language, such as states and days, and for no words.
    pub(crate) fn is_of_shared_values(&self) -> bool {
        self.0.is_about(&|attribute| attribute.kind().is_shared())
    }
}

#[cfg(test)]
mod tests;
