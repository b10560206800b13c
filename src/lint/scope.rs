//! Which rules run.

use crate::rules::{Check, Group, Rule};

/// Which rules run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Those about registers.
    Registers,
    /// Those about registers and their translations.
    Mirrors,
    /// All.
    All,
}

impl Scope {
    pub(crate) fn has_registers(self) -> bool {
        self != Self::Mirrors
    }

    pub(crate) fn has_mirrors(self) -> bool {
        self != Self::Registers
    }

    /// Whether a rule runs.
    pub(crate) fn runs(self, rule: &Rule) -> bool {
        match (rule.group, &rule.check) {
            (Group::Mirror, _) => self.has_mirrors(),
            (_, Check::Reading) => false,
            _ => self.has_registers(),
        }
    }
}
