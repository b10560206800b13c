//! A fact once, a habit once: what a reader would take for one finding is one.

mod bare;
mod breaks;
mod causes;
mod damage;
mod facts;
mod habits;
mod hidden;
mod ids;

use super::ignores::Sifted;
use crate::finding::Finding;
use crate::mirror::{self, Paired};
use crate::register::{Policy, Register};
use crate::settings::Settings;

/// The registers in which the findings were found.
#[derive(Clone, Copy)]
pub(super) struct LintedRegisters<'a> {
    pub registers: &'a [Register<'a>],
    pub policies: &'a [Policy],
    pub settings: &'a Settings,
}

impl<'a> LintedRegisters<'a> {
    fn pairs(self) -> Vec<Paired> {
        if self.registers.len() < 2 {
            return Vec::new();
        }
        mirror::pair_up(self.registers, self.settings).pairs
    }

    fn path(self, at: usize) -> &'a str {
        self.registers[at].source.path()
    }

    /// The findings without those that follow from others or repeat them.
    pub(super) fn findings_once(self, mut found: Sifted) -> Vec<Finding> {
        if found.kept.is_empty() {
            return Vec::new();
        }
        habits::ignore_whole_habits(&mut found);
        let pairs = self.pairs();
        let kept = self.without_hidden(std::mem::take(&mut found.kept), &pairs);
        let kept = self.without_unreadable(kept, &pairs);
        let kept = self.without_broken(kept, &pairs);
        let kept = self.with_empty_once(self.with_bare_once(kept), &pairs);
        let kept = self.with_ids_once(kept, &pairs);
        let kept = self.without_consequences(kept, &pairs);
        found.kept = habits::joined(kept);
        self.facts_once(found, &pairs)
    }
}
