//! Registers as they are in a commit.

use std::path::Path;

use super::project::Project;
use crate::files::{real, seen_from, slashed};
use crate::git;
use crate::mirror::id_scope;
use crate::register::Register;
use crate::text::Source;

/// A register in a commit.
pub(super) struct CommitRegister {
    /// Its path, as users see it.
    pub path: String,
    /// Its path from the root of the repository.
    pub inner: String,
    pub commit: String,
}

/// The registers of a commit in which an ID must not be the same as one of the register at a path.
pub(super) fn registers_of(
    root: &Path,
    commit: &str,
    path: &str,
    project: &Project,
) -> Option<Vec<CommitRegister>> {
    let settings = &project.settings;
    let own = id_scope(path, settings);
    let folder = real(&project.folder);
    let shown = |inner: &String| slashed(&seen_from(&folder, &root.join(inner)));
    let files = git::files_of(root, commit).ok()?.into_iter();
    let files = files.filter(|inner| inner.ends_with(".md")).map(|inner| (shown(&inner), inner));
    let registers = files
        .filter(|(path, _)| settings.is_register(path))
        .filter(|(path, _)| id_scope(path, settings) == own);
    let file = |(path, inner)| CommitRegister { path, inner, commit: commit.to_owned() };
    Some(registers.map(file).collect())
}

impl CommitRegister {
    pub(super) fn source(&self, root: &Path) -> Option<Source> {
        let mut text = None;
        let name = format!("{}:{}", self.commit, self.inner);
        let take = |_: usize, bytes: Option<Vec<u8>>| -> Result<(), git::GitError> {
            text = bytes;
            Ok(())
        };
        git::contents(root, &[&name], take).ok()?;
        Source::decode(self.path.as_str(), text?).ok()
    }

    /// The IDs of its entries.
    pub(super) fn ids(&self, root: &Path, project: &Project) -> Vec<String> {
        let Some(source) = self.source(root) else { return Vec::new() };
        let Ok(register) = Register::parse(&source, project.settings.reading()) else {
            return Vec::new();
        };
        let ids = register.entries.iter().filter_map(|entry| register.id(entry));
        ids.map(str::to_owned).collect()
    }
}
