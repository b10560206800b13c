//! Registers merged for git, from the index, or from files; and what git needs to know for it.

mod beyond;
mod conflicted;
mod request;
mod setup;
mod sides;
mod texts;

pub(crate) use conflicted::resolve;
pub(crate) use request::{MARKER_SIZE, Request, Sides};
pub(crate) use setup::{Setup, install, is_driver_missing, uninstall};
pub(crate) use sides::named_by_git;
pub(crate) use texts::{MergedBytes, merge_texts};

use std::path::PathBuf;

use super::inputs::translations_beside;
use super::project::Project;

/// The translations beside some registers.
pub(crate) fn beside(registers: &[PathBuf], project: &Project) -> Vec<PathBuf> {
    translations_beside(registers, registers, project)
}
