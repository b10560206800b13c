//! Every safe repair of a run: those inside registers, those of translations and those of tables.

use std::sync::Arc;

use super::inputs::{Inputs, registers_of};
use super::project::Project;
use super::writes::NewText;
use crate::finding::Safety;
use crate::fix::{FirstEdits, FixTarget};
use crate::lint::Scope;
use crate::mirror;
use crate::rules::Environment;
use crate::text::Source;

/// A repair of a register may make one of its translation possible, and that one of its table; more
/// rounds go in circles.
const MOST_ROUNDS: usize = 8;

/// What a run repairs.
#[derive(Debug, Default)]
pub(crate) struct Repairs {
    /// The registers that become another text.
    pub new: Vec<NewText>,
    /// How many fixes were applied.
    pub count: usize,
}

/// Applies every safe fix to all registers of a run, again and again until none is left.
pub(crate) fn repairs(inputs: &Inputs, project: &Project, environment: Environment<'_>) -> Repairs {
    let registers = inputs.registers(project).all;
    let edits = environment.edits.unwrap_or(project);
    let edits = FirstEdits::of(edits, &registers);
    let mut draft = Draft {
        inputs: Inputs { sources: inputs.sources.clone(), ..Inputs::default() },
        project,
        environment: Environment { edits: Some(&edits), ..environment },
        count: 0,
    };
    for _ in 0..MOST_ROUNDS {
        let before = draft.inputs.sources.clone();
        // A table follows its entries, and those of a translation follow the leading register's.
        draft.fix_registers(false);
        draft.fix_registers(true);
        if draft.is_still(&before) {
            break;
        }
    }
    Repairs { count: draft.count, new: draft.into_new(&inputs.sources) }
}

/// The texts of a run, on their way to be repaired.
struct Draft<'a> {
    inputs: Inputs,
    project: &'a Project,
    environment: Environment<'a>,
    count: usize,
}

impl Draft<'_> {
    /// Repairs each register that is a translation, or is none: its entries, its table, and what it
    /// does not translate of its leading register.
    fn fix_registers(&mut self, of_mirrors: bool) {
        let Self { project, environment, .. } = *self;
        let settings = &project.settings;
        let sources = self.inputs.sources.clone();
        let registers = registers_of(&sources, settings).all;
        let pairs = mirror::pair_up(&registers, settings).pairs;
        for (at, register) in registers.iter().enumerate() {
            let leading = pairs.iter().find(|pair| pair.mirror == at).map(|pair| pair.leading);
            if leading.is_some() != of_mirrors {
                continue;
            }
            let leading = leading.map(|at| &registers[at]);
            let target = FixTarget { register, leading, settings, environment, scope: Scope::All };
            let place = self.inputs.place_of(register.source);
            let Some((at, fixed)) = place.zip(target.fixed(Safety::Safe)) else { continue };
            self.count += fixed.count;
            self.inputs.replace(NewText { at, source: fixed.source });
        }
    }

    fn is_still(&self, before: &[Arc<Source>]) -> bool {
        let pairs = self.inputs.sources.iter().zip(before);
        pairs.into_iter().all(|(now, before)| now.text() == before.text())
    }

    /// The texts that are no longer what was read.
    fn into_new(self, read: &[Arc<Source>]) -> Vec<NewText> {
        let now = self.inputs.sources.into_iter().zip(read).enumerate();
        let changed = now.filter(|(_, (now, read))| now.text() != read.text());
        let new = |(at, (now, _)): (usize, (Arc<Source>, _))| {
            Some(NewText { at, source: Arc::into_inner(now)? })
        };
        changed.filter_map(new).collect()
    }
}
