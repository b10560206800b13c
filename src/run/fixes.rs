//! The fixes of a run.

use super::inputs::Inputs;
use super::project::Project;
use super::writes::NewText;
use crate::finding::Safety;
use crate::fix;
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
    let fixed = |register: &Register<'_>| {
        let fixed = fix::fix_register(register, &project.settings, environment, safety)?;
        let at = inputs.place_of(register.source)?;
        Some(FixedText { new: NewText { at, source: fixed.source }, count: fixed.count })
    };
    registers.iter().filter_map(fixed).collect()
}
