//! Registers as they are in a commit.

use std::collections::{BTreeSet, HashSet};
use std::path::Path;

use super::project::Project;
use crate::files::{real, seen_from, slashed};
use crate::git::{self, Content};
use crate::mirror::id_scope;
use crate::register::Register;
use crate::text::Source;

/// A register in a commit.
pub(super) struct CommitRegister {
    /// Its path, as users see it.
    pub path: String,
    /// Its path from the root of the repository.
    pub inner: String,
    blob: String,
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
    let files = files.filter(|(inner, _)| inner.ends_with(".md"));
    let registers = files.map(|(inner, blob)| CommitRegister { path: shown(&inner), inner, blob });
    let is_alike = |register: &CommitRegister| {
        settings.is_register(&register.path) && id_scope(&register.path, settings) == own
    };
    Some(registers.filter(is_alike).collect())
}

impl CommitRegister {
    pub(super) fn source(&self, root: &Path, project: &Project) -> Option<Source> {
        let bytes = git::content(&project.git.repository(root), &self.blob).ok()??;
        Source::decode(self.path.as_str(), bytes).ok()
    }
}

/// The IDs of the entries of some registers. Of several commits, most have the same text, which is
/// read once.
pub(super) fn ids_of<'r>(
    registers: impl IntoIterator<Item = &'r CommitRegister>,
    root: &Path,
    project: &Project,
) -> HashSet<String> {
    let versions = registers.into_iter().map(|own| (own.blob.as_str(), own.path.as_str()));
    let versions: Vec<(&str, &str)> = versions.collect::<BTreeSet<_>>().into_iter().collect();
    let blobs: Vec<&str> = versions.iter().map(|(blob, _)| *blob).collect();
    let mut ids = HashSet::new();
    let take = |at: usize, content: Content| -> Result<(), git::GitError> {
        let source = content.bytes().and_then(|bytes| Source::decode(versions[at].1, bytes).ok());
        let Some(source) = source else { return Ok(()) };
        if let Ok(register) = Register::parse(&source, project.settings.reading()) {
            let own = register.ids();
            ids.extend(own.map(str::to_owned));
        }
        Ok(())
    };
    // What git cannot say is not known to be taken.
    let _ = git::contents(&project.git.repository(root), &blobs, take);
    ids
}
