//! The register that is edited.

use std::fmt;

use super::field::FieldRefusal;
use super::verify::Mismatch;
use crate::register::{Policy, Reading, Register};
use crate::settings::Settings;
use crate::triage::TableInput;

/// A register that is edited, with the policy in force.
#[derive(Clone, Copy, Debug)]
pub(crate) struct EditTarget<'a> {
    pub settings: &'a Settings,
    pub register: &'a Register<'a>,
    pub policy: &'a Policy,
}

impl<'a> EditTarget<'a> {
    pub(super) fn table_input(self) -> TableInput<'a> {
        let Self { settings, register, policy } = self;
        TableInput::new(register, policy, &settings.vocabulary, &settings.triage)
    }

    pub(super) fn reading(self) -> Reading<'a> {
        self.settings.reading()
    }
}

/// Why a register is not edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum EditRefusal {
    Field(FieldRefusal),
    Mismatch(Mismatch),
}

impl fmt::Display for EditRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Field(why) => why.fmt(f),
            Self::Mismatch(why) => why.fmt(f),
        }
    }
}

impl std::error::Error for EditRefusal {}

impl From<FieldRefusal> for EditRefusal {
    fn from(why: FieldRefusal) -> Self {
        Self::Field(why)
    }
}

impl From<Mismatch> for EditRefusal {
    fn from(why: Mismatch) -> Self {
        Self::Mismatch(why)
    }
}
