//! What the commits of a branch did to files, each by itself.

use std::path::Path;

use super::{GitError, asked, git};

/// What one commit did.
#[derive(Debug, PartialEq, Eq)]
pub struct Step {
    /// The commit.
    pub commit: String,
    /// The files that it changed.
    pub files: Vec<Moved>,
}

/// A file as one commit found and left it.
#[derive(Debug, PartialEq, Eq)]
pub struct Moved {
    /// What it was, unless it was added.
    pub old: Option<Blob>,
    /// What it is, unless it was removed.
    pub new: Option<Blob>,
}

/// A file's path from the root, and the name of what it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blob {
    /// The path.
    pub path: String,
    /// The name.
    pub id: String,
}

/// What each commit since `base` did, the newest first; what merges brought in was done elsewhere.
pub fn steps(root: &Path, base: &str) -> Result<Vec<Step>, GitError> {
    let log = ["log", "--topo-order", "--no-merges", "--no-relative", "--raw", "--no-abbrev"];
    let form = ["--no-ext-diff", "--no-textconv", "-M", "-z", "--format=%x01%H"];
    let said = asked(git(root).args(log).args(form).arg(format!("{base}..HEAD")).arg("--"))?;
    said.split('\x01')
        .skip(1)
        .map(|record| step(record).ok_or(GitError::Garbled("git log")))
        .collect()
}

/// Reads `COMMIT\0\n:OLD-MODE NEW-MODE OLD NEW STATUS\0PATH\0[NEW-PATH\0]…`.
fn step(record: &str) -> Option<Step> {
    let mut words = record.split('\0');
    let commit = words.next()?.to_owned();
    let mut files = Vec::new();
    while let Some(head) = words.next().map(|word| word.trim_start_matches('\n')) {
        let Some(head) = head.strip_prefix(':') else { continue };
        let [_, _, old, new, status] = head.split(' ').collect::<Vec<_>>()[..] else { return None };
        let path = words.next()?;
        let new_path = if status.starts_with(['R', 'C']) { words.next()? } else { path };
        let blob = |id: &str, path: &str| {
            let is_there = id.bytes().any(|digit| digit != b'0');
            is_there.then(|| Blob { path: path.to_owned(), id: id.to_owned() })
        };
        files.push(Moved { old: blob(old, path), new: blob(new, new_path) });
    }
    Some(Step { commit, files })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_is_steps_with_what_files_were_and_became() {
        let record = "c1\0\n:100644 100644 aaa bbb M\0a ü.md\0:100644 100644 aaa ccc R090\0b.md\0d.md\0:000000 100644 000 ddd A\0e.md\0";
        let blob = |path: &str, id: &str| Some(Blob { path: path.to_owned(), id: id.to_owned() });
        let files = vec![
            Moved { old: blob("a ü.md", "aaa"), new: blob("a ü.md", "bbb") },
            Moved { old: blob("b.md", "aaa"), new: blob("d.md", "ccc") },
            Moved { old: None, new: blob("e.md", "ddd") },
        ];
        assert_eq!(step(record), Some(Step { commit: "c1".to_owned(), files }));
        assert_eq!(step("c2\0"), Some(Step { commit: "c2".to_owned(), files: Vec::new() }));
        assert_eq!(step("c2\0\n:100644 nonsense\0"), None);
    }
}
