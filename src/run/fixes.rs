//! The fixes of a run.

use super::inputs::Inputs;
use super::project::Project;
use super::writes::NewText;
use crate::finding::Safety;
use crate::fix::FixTarget;
use crate::lint::Scope;
use crate::mirror;
use crate::register::Register;
use crate::rules::Environment;

/// A text with fixes applied.
#[derive(Debug)]
pub(crate) struct FixedText {
    pub new: NewText,
    /// How many fixes were applied.
    pub count: usize,
}

/// What the fixes that are as safe as `safety` make of registers; those without any are left out.
pub(crate) fn fixed(
    inputs: &Inputs,
    registers: &[Register<'_>],
    project: &Project,
    environment: Environment<'_>,
    safety: Safety,
) -> Vec<FixedText> {
    let settings = &project.settings;
    let pairs = mirror::pair_up(registers, settings).pairs;
    let fixed = |(at, register): (usize, &Register<'_>)| {
        let pair = pairs.iter().find(|pair| pair.mirror == at);
        let leading = pair.map(|pair| &registers[pair.leading]);
        let target =
            FixTarget { register, leading, settings, environment, scope: Scope::Registers };
        let fixed = target.fixed_alone(safety)?;
        let at = inputs.place_of(register.source)?;
        Some(FixedText { new: NewText { at, source: fixed.source }, count: fixed.count })
    };
    registers.iter().enumerate().filter_map(fixed).collect()
}
