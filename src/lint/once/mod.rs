//! A fact once, a habit once: what a reader would take for one finding is one.

mod causes;
mod facts;
mod habits;

use super::ignores::Sifted;
use crate::finding::Finding;
use crate::register::{Policy, Register};
use crate::settings::Settings;

/// The registers in which the findings were found.
#[derive(Clone, Copy)]
pub(super) struct LintedRegisters<'a> {
    pub registers: &'a [Register<'a>],
    pub policies: &'a [Policy],
    pub settings: &'a Settings,
}

impl LintedRegisters<'_> {
    /// The findings without those that follow from others or repeat them.
    pub(super) fn findings_once(self, mut found: Sifted) -> Vec<Finding> {
        habits::ignore_whole_habits(&mut found);
        let kept = habits::joined(std::mem::take(&mut found.kept));
        found.kept = self.without_consequences(kept);
        self.facts_once(found)
    }
}
