//! Which of two places that contradict each other was edited last, as git knows it.

use std::path::Path;

use super::project::Project;
use crate::edit;
use crate::git::{FileVersions, GitError};
use crate::register::Register;
use crate::rules::LastEdits;
use crate::triage::NewerCells;

impl LastEdits for Project {
    fn newer_cells(&self, register: &Register<'_>) -> NewerCells {
        // Where git knows nothing of the file, the table follows its entries.
        self.asked_cells(register).unwrap_or_default()
    }
}

impl Project {
    fn asked_cells(&self, register: &Register<'_>) -> Result<NewerCells, GitError> {
        let versions = self.file_versions(register)?;
        let texts = versions.map(|version| version.map(|version| version.text));
        let policy = self.policy(register);
        edit::newer_cells(self.edit_target(register, &policy), texts)
    }

    /// The versions of a register's file, the newest first.
    pub(super) fn file_versions(&self, register: &Register<'_>) -> Result<FileVersions, GitError> {
        FileVersions::of(&self.on_disk(Path::new(&**register.source.path())))
    }
}
