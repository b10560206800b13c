//! The fixes that a report offers: those that `--fix` would apply, too.

use rayon::prelude::*;

use crate::finding::Finding;
use crate::fix::{FirstEdits, FixTarget};
use crate::lint::Scope;
use crate::mirror::Paired;
use crate::register::Register;
use crate::rules::{Environment, LastEdits};
use crate::settings::Settings;

/// Registers that were checked together.
pub(super) struct CheckedRegisters<'r> {
    pub registers: &'r [Register<'r>],
    pub pairs: &'r [Paired],
    pub settings: &'r Settings,
    pub environment: Environment<'r>,
    pub scope: Scope,
}

impl CheckedRegisters<'_> {
    /// Leaves of the fixes of findings, which are in order, those that can be applied together.
    pub(super) fn keep_offered(&self, findings: &mut [Finding]) {
        let has_fix = |found: &&mut [Finding]| found.iter().any(|f| f.fix.is_some());
        let of_files = findings.chunk_by_mut(|a, b| a.path == b.path);
        let mut fixable: Vec<&mut [Finding]> = of_files.filter(has_fix).collect();
        if fixable.len() > 1 {
            fixable.par_iter_mut().for_each(|found| self.keep_offered_in(found));
        } else {
            for found in fixable {
                self.keep_offered_in(found);
            }
        }
    }

    /// The same for the findings of one file.
    fn keep_offered_in(&self, found: &mut [Finding]) {
        let Some(path) = found.first().map(|finding| &*finding.path) else { return };
        let at = self.registers.iter().position(|register| **register.source.path() == *path);
        let Some(at) = at else { return };
        let pair = self.pairs.iter().find(|pair| pair.mirror == at);
        let leading = pair.map(|pair| &self.registers[pair.leading]);
        let edits = self.environment.edits.map(|edits| {
            FirstEdits::of(edits, std::iter::once(&self.registers[at]).chain(leading))
        });
        let edits = edits.as_ref().map(|edits| edits as &dyn LastEdits);
        // What a branch changes is for people to put right.
        let environment = Environment { edits, changes: None, ..self.environment };
        let (settings, scope) = (self.settings, self.scope);
        FixTarget { register: &self.registers[at], leading, settings, environment, scope }
            .keep_offered(found);
    }
}
