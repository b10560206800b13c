//! Files that have other names now than when a baseline was written.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use crate::files::{seen_from, slashed};
use crate::git::{BaseCommit, GitError, GitReading, commit_changes};
use crate::settings::normal;

/// The files of a repository that were renamed since a file of it was last committed.
pub(super) struct RenamedFiles {
    root: PathBuf,
    /// The newest name of each older one, from the root.
    now: HashMap<String, String>,
}

impl RenamedFiles {
    /// Asks git for the names, among them those of files that are new in the folder of a file;
    /// nothing where the file lies in no repository.
    pub(super) fn since_last_commit_of(
        file: &Path,
        new: &HashSet<&str>,
        git: &GitReading,
    ) -> Result<Option<Self>, GitError> {
        let place = match git.file(file) {
            Err(GitError::NoRepository) => return Ok(None),
            place => place?,
        };
        let folder = file.parent().unwrap_or(file);
        let mut head = BaseCommit::of(&place.repository, "HEAD", None)?;
        let inner: Vec<String> =
            new.iter().filter_map(|name| inner(&head.root, &folder.join(name))).collect();
        // What was moved without `git mv` is found, too.
        head.follow(inner)?;
        let renamed = head.renamed.iter();
        let mut now: HashMap<String, String> =
            renamed.map(|(new, old)| (old.clone(), new.clone())).collect();
        let commit = place.last_commit()?;
        let steps = commit.map(|commit| commit_changes(&place.repository, &commit)).transpose()?;
        // The newest comes first, so each rename leads to the newest name.
        for change in steps.into_iter().flatten().flat_map(|step| step.files) {
            let (Some(before), Some(after)) = (change.before, change.after) else { continue };
            if before.path != after.path {
                let last = now.get(&after.path).cloned().unwrap_or(after.path);
                now.insert(before.path, last);
            }
        }
        Ok(Some(Self { root: head.root, now }))
    }

    /// The new name of each of some files that are gone, among files that are new. All names are
    /// those from a folder.
    pub(super) fn follow<'n>(
        &self,
        folder: &Path,
        gone: &[&'n str],
        new: &HashSet<&str>,
    ) -> HashMap<&'n str, String> {
        let followed = |&old: &&'n str| {
            let inner = inner(&self.root, &folder.join(old))?;
            let last = self.now.get(&inner).unwrap_or(&inner);
            let followed = slashed(&seen_from(folder, &self.root.join(last)));
            new.contains(&*followed).then_some((old, followed))
        };
        gone.iter().filter_map(followed).collect()
    }
}

/// The path of a file from the root of its repository.
fn inner(root: &Path, path: &Path) -> Option<String> {
    let path: PathBuf = normal(path);
    Some(slashed(path.strip_prefix(root).ok()?))
}
