//! Files that have other names now than when a baseline was written.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use crate::files::{repository_above, seen_from, slashed};
use crate::git::{BaseCommit, GitError, commit_changes, last_commit};
use crate::settings::normal;

/// The files of a repository that were renamed since a file of it was last committed.
pub(super) struct RenamedFiles {
    head: BaseCommit,
    /// The newest name of each older one, from the root.
    now: HashMap<String, String>,
}

impl RenamedFiles {
    /// Asks git for the names; nothing where the file lies in no repository.
    pub(super) fn since_last_commit_of(file: &Path) -> Result<Option<Self>, GitError> {
        let Some(root) = file.parent().and_then(repository_above) else { return Ok(None) };
        let head = BaseCommit::of(&root, "HEAD", None)?;
        let renamed = head.renamed.iter();
        let mut now: HashMap<String, String> =
            renamed.map(|(new, old)| (old.clone(), new.clone())).collect();
        let commit = last_commit(file)?;
        let steps = commit.map(|commit| commit_changes(&head.root, &commit)).transpose()?;
        // The newest comes first, so each rename leads to the newest name.
        for change in steps.into_iter().flatten().flat_map(|step| step.files) {
            let (Some(before), Some(after)) = (change.before, change.after) else { continue };
            if before.path != after.path {
                let last = now.get(&after.path).cloned().unwrap_or(after.path);
                now.insert(before.path, last);
            }
        }
        Ok(Some(Self { head, now }))
    }

    /// The new name of each of some files that are gone, among files that are new. All names are
    /// those from a folder.
    pub(super) fn follow<'n>(
        &self,
        folder: &Path,
        gone: &[&'n str],
        new: &HashSet<&str>,
    ) -> Result<HashMap<&'n str, String>, GitError> {
        let mut names = HashMap::new();
        for &old in gone {
            let Some(inner) = self.inner(&folder.join(old)) else { continue };
            let last = self.now.get(&inner).unwrap_or(&inner);
            let followed = slashed(&seen_from(folder, &self.head.root.join(last)));
            if new.contains(&*followed) {
                names.insert(old, followed);
            } else if let Some(alike) = self.alike(last, folder, new)? {
                names.insert(old, alike);
            }
        }
        Ok(names)
    }

    fn inner(&self, path: &Path) -> Option<String> {
        let path: PathBuf = normal(path);
        Some(slashed(path.strip_prefix(&self.head.root).ok()?))
    }

    /// The file that git does not know yet and that holds most lines of one that is gone: it was
    /// moved without `git mv`.
    fn alike(
        &self,
        gone: &str,
        folder: &Path,
        new: &HashSet<&str>,
    ) -> Result<Option<String>, GitError> {
        let Some(before) = self.head.text(gone)? else { return Ok(None) };
        let before = String::from_utf8_lossy(&before).into_owned();
        let lines: HashSet<&str> = before.lines().collect();
        let mut best = None;
        for &name in new {
            let path = folder.join(name);
            let is_known = match self.inner(&path) {
                Some(inner) => self.head.text(&inner)?.is_some(),
                None => true,
            };
            let Ok(text) = std::fs::read_to_string(&path) else { continue };
            let shared = text.lines().filter(|line| lines.contains(line)).count();
            if !is_known && shared * 2 > lines.len() {
                best = best.max(Some((shared, name)));
            }
        }
        Ok(best.map(|(_, name)| name.to_owned()))
    }
}
