//! All fixes of a report, tried together: nearly always they do what they mean to.

use super::fault::{Fault, KINDS};
use super::{Faults, Fixer, State, choose};
use crate::edit::edited;
use crate::finding::Edit;
use crate::lint::Places;
use crate::register::Register;

/// Fixes that were applied together, and how many places are reported then.
pub(super) struct AtOnce<'f> {
    pub fixes: Vec<&'f Fault>,
    after: Places,
}

impl AtOnce<'_> {
    /// Whether all of them do what they mean to, and bring no error.
    pub(super) fn are_done(&self, before: &Places) -> bool {
        before.are_done(self.fixes.iter().map(|fault| fault.identity), &self.after)
    }
}

impl Fixer<'_> {
    /// Applies all fixes of a register, the best of those that touch each other; nothing where what
    /// they do not touch is not as it was. It costs what it costs to read and check the register once.
    pub(super) fn at_once<'f>(
        &self,
        register: &Register<'_>,
        fixes: &'f [Fault],
    ) -> Option<AtOnce<'f>> {
        let of: Vec<&Fault> = fixes.iter().collect();
        let mut chosen = Vec::new();
        for kind in KINDS {
            chosen.extend(choose(&of, kind, &chosen));
        }
        let all: Vec<&Edit> = chosen.iter().flat_map(|fault| &fault.edits).collect();
        let source = edited(register, all.iter().copied());
        let state = State { register, faults: Faults::default() };
        let after = (self.findings)(&self.read_back(&state, &source, &all)?);
        Some(AtOnce { fixes: chosen, after: Places::of(&after) })
    }
}
