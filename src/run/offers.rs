//! The fixes that a report offers: those that `--fix` would apply, too.

use std::collections::HashMap;

use rayon::prelude::*;

use crate::finding::Finding;
use crate::fix::{FirstEdits, FixTarget};
use crate::lint::{Places, Scope};
use crate::mirror::Paired;
use crate::register::Register;
use crate::rules::{Environment, LastEdits};
use crate::settings::Settings;

/// Of more findings in all, those of one file after the other are tried, which takes less memory.
const MOST_AT_ONCE: usize = 10_000;

/// In fewer bytes of text for each, findings are not those of a register that people write.
const BYTES_OF_FINDING: usize = 32;

/// Registers that were checked together.
pub(super) struct CheckedRegisters<'r> {
    pub registers: &'r [Register<'r>],
    pub pairs: &'r [Paired],
    pub settings: &'r Settings,
    pub environment: Environment<'r>,
    pub scope: Scope,
    /// How many places were reported.
    pub places: &'r Places,
}

impl CheckedRegisters<'_> {
    /// Leaves of the fixes of findings, which are in order, those that can be applied together.
    pub(super) fn keep_offered(&self, findings: &mut [Finding]) {
        let has_fix = |found: &&mut [Finding]| found.iter().any(|f| f.fix.is_some());
        let of_files = findings.chunk_by_mut(|a, b| a.path == b.path);
        let fixable: Vec<&mut [Finding]> = of_files.filter(has_fix).collect();
        let registers = self.registers.iter().enumerate();
        let places: HashMap<&str, usize> =
            registers.map(|(at, register)| (&**register.source.path(), at)).collect();
        let leading: HashMap<usize, usize> =
            self.pairs.iter().map(|pair| (pair.mirror, pair.leading)).collect();
        let keep = |found: &mut [Finding]| {
            let at = found.first().and_then(|finding| places.get(&*finding.path).copied());
            if self.are_too_many(at, found) {
                for finding in found.iter_mut() {
                    finding.fix = None;
                }
            } else if let Some(at) = at {
                self.keep_offered_in(at, leading.get(&at).copied(), found);
            }
        };
        let count: usize = fixable.iter().map(|found| found.len()).sum();
        if fixable.len() > 1 && count < MOST_AT_ONCE {
            fixable.into_par_iter().for_each(keep);
        } else {
            fixable.into_iter().for_each(keep);
        }
    }

    /// Whether the findings of a register are more than people make mistakes: to try their fixes would take
    /// more memory than all else.
    fn are_too_many(&self, at: Option<usize>, found: &[Finding]) -> bool {
        let size = at.map_or(0, |at| self.registers[at].source.text().len());
        found.len() > MOST_AT_ONCE.max(size / BYTES_OF_FINDING)
    }

    /// The same for the findings of one register; `leading` is the one that it translates.
    fn keep_offered_in(&self, at: usize, leading: Option<usize>, found: &mut [Finding]) {
        let leading = leading.map(|at| &self.registers[at]);
        let edits = self.environment.edits.map(|edits| {
            FirstEdits::of(edits, std::iter::once(&self.registers[at]).chain(leading))
        });
        let edits = edits.as_ref().map(|edits| edits as &dyn LastEdits);
        // What a branch changes is for people to put right.
        let environment = Environment { edits, changes: None, ..self.environment };
        let (settings, scope) = (self.settings, self.scope);
        FixTarget { register: &self.registers[at], leading, settings, environment, scope }
            .keep_offered(found, self.places);
    }
}
