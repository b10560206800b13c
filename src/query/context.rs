//! What is needed to read expressions, and to evaluate them.

use jiff::civil::Date;

use super::own_names::OwnNames;
use crate::register::{Policy, Register};
use crate::vocabulary::Vocabulary;

/// What is needed to read an expression.
#[derive(Clone, Copy, Debug)]
pub struct QueryContext<'a> {
    /// The words it may use.
    pub vocabulary: &'a Vocabulary,
    /// The policies of the registers it is evaluated on, whose states it may name.
    pub policies: &'a [Policy],
    /// What these registers call fields and levels.
    pub own: &'a OwnNames,
    /// The day that `today` means.
    pub today: Date,
}

/// A register, and what is needed to compare its values.
#[derive(Clone, Copy, Debug)]
pub struct RegisterView<'a> {
    /// The register of the entries.
    pub register: &'a Register<'a>,
    /// The policy of the register.
    pub policy: &'a Policy,
    /// The words of the values.
    pub vocabulary: &'a Vocabulary,
    /// The day from which ages and due dates are counted.
    pub today: Date,
}
