//! Every safe repair of a run: those inside registers, those of translations and those of tables.

use std::collections::HashSet;
use std::sync::Arc;

use anyhow::Result;

use super::fixes::{FixedText, fixed};
use super::inputs::{Inputs, registers_of};
use super::project::Project;
use super::translations::{UpdateOptions, updated};
use super::writes::NewText;
use crate::finding::Safety;
use crate::fix::FirstEdits;
use crate::mirror;
use crate::register::Register;
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
pub(crate) fn repairs(
    inputs: &Inputs,
    project: &Project,
    environment: Environment<'_>,
) -> Result<Repairs> {
    let registers = inputs.registers(project).all;
    let edits = environment.edits.unwrap_or(project);
    let edits = FirstEdits::of(edits, &registers);
    let mut draft = Draft {
        inputs: Inputs { sources: inputs.sources.clone(), ..Inputs::default() },
        project,
        environment: Environment { edits: Some(&edits), ..environment },
        edits: &edits,
        count: 0,
    };
    for _ in 0..MOST_ROUNDS {
        let before = draft.inputs.sources.clone();
        // A table follows its entries, and those of a translation follow the leading register's.
        draft.fix_registers(false);
        draft.fix_translations()?;
        draft.fix_registers(true);
        if draft.is_still(&before) {
            break;
        }
    }
    Ok(Repairs { count: draft.count, new: draft.into_new(&inputs.sources) })
}

/// The texts of a run, on their way to be repaired.
struct Draft<'a> {
    inputs: Inputs,
    project: &'a Project,
    environment: Environment<'a>,
    edits: &'a FirstEdits<'a>,
    count: usize,
}

impl Draft<'_> {
    /// Repairs the entries and the table of each register that is a translation, or is none.
    fn fix_registers(&mut self, of_mirrors: bool) {
        let sources = self.inputs.sources.clone();
        let registers = registers_of(&sources, &self.project.settings).all;
        let pairs = mirror::pair_up(&registers, &self.project.settings).pairs;
        let mirrors: HashSet<usize> = pairs.iter().map(|pair| pair.mirror).collect();
        let wanted = registers.into_iter().enumerate();
        let wanted = wanted.filter(|(at, _)| mirrors.contains(at) == of_mirrors);
        let registers: Vec<Register<'_>> = wanted.map(|(_, register)| register).collect();
        let fixes = fixed(&self.inputs, &registers, self.project, self.environment, Safety::Safe);
        for FixedText { new, count } in fixes {
            self.count += count;
            self.inputs.replace(new);
        }
    }

    /// Copies into translations what they do not translate.
    fn fix_translations(&mut self) -> Result<()> {
        let options = UpdateOptions { fixes: true, stubs: false, from: None };
        let registers = self.inputs.registers(self.project).all;
        let updated = updated(&self.inputs, &registers, self.project, options, self.edits)?;
        drop(registers);
        self.count += updated.fixes;
        updated.new.into_iter().for_each(|new| self.inputs.replace(new));
        Ok(())
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
