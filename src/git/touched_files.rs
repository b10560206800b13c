//! The files that commits changed, with their names before.

use std::path::Path;

use super::command::{GitError, git, run_unless_empty, run_with};

/// A file that was there before a change.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct TouchedFile {
    /// The path from the root before the change.
    pub old: String,
    /// The path after the change, if the file was renamed.
    pub new: Option<String>,
}

/// The files that some commits changed, renamed or removed; with `is_unsaved`, also those that were
/// changed since `HEAD` in the working tree.
pub(crate) fn touched_files(
    root: &Path,
    commits: &[&str],
    is_unsaved: bool,
) -> Result<Vec<TouchedFile>, GitError> {
    let form = ["--no-ext-diff", "--no-textconv", "--no-relative", "-M", "-z", "--name-status"];
    let kinds = "--diff-filter=DMRT";
    let mut output = String::new();
    if !commits.is_empty() {
        let mut tree = git(root);
        tree.args(["diff-tree", "--stdin", "-r", "-m", "--no-commit-id", kinds]).args(form);
        output.push_str(&run_with(&mut tree, commits.join("\n") + "\n")?);
    }
    if is_unsaved {
        let diff = run_unless_empty(git(root).arg("diff").args(form).args([kinds, "HEAD", "--"]))?;
        output.push_str(&diff.unwrap_or_default());
    }
    let mut words = output.split('\0').filter(|word| !word.is_empty());
    let mut files = Vec::new();
    while let (Some(status), Some(old)) = (words.next(), words.next()) {
        let new = if status.starts_with('R') { words.next() } else { None };
        files.push(TouchedFile { old: old.to_owned(), new: new.map(str::to_owned) });
    }
    Ok(files)
}
