//! Exit codes.

use crate::run::Inputs;

/// Nothing at or above `--fail-on`.
pub(crate) const CLEAN: u8 = 0;
/// Findings, or something to do under `--check` and `--diff`.
pub(crate) const FOUND: u8 = 1;
/// The command could not do its work.
pub(crate) const FAILED: u8 = 2;

/// An exit code, unless some file could not be read or written.
pub(crate) fn code(inputs: &Inputs, code: u8) -> u8 {
    if inputs.has_failed { FAILED } else { code }
}
