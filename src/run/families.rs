//! Which registers of a run are translations of one another: for every command those that `gapreg
//! mirror` compares.

use std::collections::HashMap;
use std::sync::Arc;

use crate::mirror::families_of;
use crate::register::Register;
use crate::settings::Settings;

/// The registers of a run by their families.
#[derive(Debug)]
pub(crate) struct Families {
    of_path: HashMap<Arc<str>, usize>,
}

impl Families {
    pub(crate) fn of(registers: &[Register<'_>], settings: &Settings) -> Self {
        let families = families_of(registers, settings).into_iter().enumerate();
        let members = families.flat_map(|(family, members)| {
            members.into_iter().map(move |at| (registers[at].source.path().clone(), family))
        });
        Self { of_path: members.collect() }
    }

    /// Whether two registers are translations of one another, or the same.
    pub(crate) fn are_one(&self, one: &Register<'_>, other: &Register<'_>) -> bool {
        self.number(one) == self.number(other)
    }

    /// What a register has in common with its translations alone.
    pub(crate) fn number(&self, register: &Register<'_>) -> Option<usize> {
        self.of_path.get(&**register.source.path()).copied()
    }
}
