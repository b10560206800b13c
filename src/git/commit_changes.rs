//! What each commit of a branch changed.

use std::path::Path;

use super::command::{GitError, git, run};

/// The files that one commit changed.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct CommitChanges {
    pub commit: String,
    pub files: Vec<FileChange>,
}

/// A file before and after a commit.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct FileChange {
    /// Nothing if the file was added.
    pub before: Option<TreeFile>,
    /// Nothing if the file was removed.
    pub after: Option<TreeFile>,
}

/// A file of a commit.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct TreeFile {
    /// The path from the root.
    pub path: String,
    /// The ID of its blob.
    pub blob: String,
}

/// The changes of each commit since `base`, the newest first. Merges are left out: the commits that
/// they brought in are listed themselves.
pub(crate) fn commit_changes(root: &Path, base: &str) -> Result<Vec<CommitChanges>, GitError> {
    let log = ["log", "--topo-order", "--no-merges", "--no-relative", "--raw", "--no-abbrev"];
    let form = ["--no-ext-diff", "--no-textconv", "-M", "-z", "--format=%x01%H"];
    let output = run(git(root).args(log).args(form).arg(format!("{base}..HEAD")).arg("--"))?;
    let records = output.split('\x01').skip(1);
    records.map(|record| changes(record).ok_or(GitError::Garbled("git log"))).collect()
}

/// Reads `COMMIT\0\n:OLD-MODE NEW-MODE OLD NEW STATUS\0PATH\0[NEW-PATH\0]…`.
fn changes(record: &str) -> Option<CommitChanges> {
    let mut words = record.split('\0');
    let commit = words.next()?.to_owned();
    let mut files = Vec::new();
    while let Some(head) = words.next().map(|word| word.trim_start_matches('\n')) {
        let Some(head) = head.strip_prefix(':') else { continue };
        let [_, _, old, new, status] = head.split(' ').collect::<Vec<_>>()[..] else { return None };
        let path = words.next()?;
        let new_path = if status.starts_with(['R', 'C']) { words.next()? } else { path };
        files.push(FileChange { before: file(path, old), after: file(new_path, new) });
    }
    Some(CommitChanges { commit, files })
}

/// A file, unless the ID of its blob is all zeros.
fn file(path: &str, blob: &str) -> Option<TreeFile> {
    let is_there = blob.bytes().any(|digit| digit != b'0');
    is_there.then(|| TreeFile { path: path.to_owned(), blob: blob.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_has_the_files_before_and_after() {
        let record = "c1\0\n:100644 100644 aaa bbb M\0a ü.md\0:100644 100644 aaa ccc R090\0b.md\0d.md\0:000000 100644 000 ddd A\0e.md\0";
        let files = vec![
            FileChange { before: file("a ü.md", "aaa"), after: file("a ü.md", "bbb") },
            FileChange { before: file("b.md", "aaa"), after: file("d.md", "ccc") },
            FileChange { before: None, after: file("e.md", "ddd") },
        ];
        assert_eq!(changes(record), Some(CommitChanges { commit: "c1".to_owned(), files }));
        assert_eq!(
            changes("c2\0"),
            Some(CommitChanges { commit: "c2".to_owned(), files: Vec::new() })
        );
        assert_eq!(changes("c2\0\n:100644 nonsense\0"), None);
    }
}
