//! Which rules run.

use crate::rules::{Check, Group, Rule};
use crate::settings::Settings;

/// Which rules run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Those about registers.
    Registers,
    /// Those about registers and their translations.
    Mirrors,
    /// Those about pages of the manual.
    Pages,
    /// All.
    All,
}

impl Scope {
    /// Whether pages of the manual are compared with the registers: where that is asked for, or configured.
    pub(crate) fn compares_pages(self, settings: &Settings) -> bool {
        match self {
            Self::Pages => true,
            Self::All => settings.pages.is_some(),
            Self::Registers | Self::Mirrors => false,
        }
    }

    pub(crate) fn has_registers(self) -> bool {
        matches!(self, Self::Registers | Self::All)
    }

    pub(crate) fn has_mirrors(self) -> bool {
        matches!(self, Self::Mirrors | Self::All)
    }

    /// Whether a rule runs.
    pub(crate) fn runs(self, rule: &Rule) -> bool {
        match (rule.group, &rule.check) {
            (Group::Mirror, _) => self.has_mirrors(),
            (_, Check::Reading) => false,
            (_, check) if check.reads_pages() => self == Self::Pages,
            _ => self.has_registers(),
        }
    }
}
