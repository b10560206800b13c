//! A register and its translation, side by side.

use super::align::{Alignment, align};
use crate::register::{Policy, Register};
use crate::vocabulary::Vocabulary;

/// A register and its translation, side by side.
#[derive(Debug)]
pub struct Pair<'r> {
    /// The register in the leading language.
    pub leading: &'r Register<'r>,
    /// Its translation.
    pub mirror: &'r Register<'r>,
    /// Their entries.
    pub alignment: Alignment<'r>,
    /// The policy in force in each.
    pub policies: [&'r Policy; 2],
    /// The words.
    pub words: &'r Vocabulary,
}

impl<'r> Pair<'r> {
    /// Puts a register and its translation side by side.
    pub fn new(
        leading: &'r Register<'r>,
        mirror: &'r Register<'r>,
        policies: [&'r Policy; 2],
        words: &'r Vocabulary,
    ) -> Self {
        Self { leading, mirror, alignment: align(leading, mirror), policies, words }
    }
}
