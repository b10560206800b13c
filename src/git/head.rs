//! What a repository has checked out, as its files say; git is not started.

use std::path::{Component, Path, PathBuf};
use std::time::SystemTime;

/// What distinguishes what is checked out from what was before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct HeadMark(Vec<Option<(SystemTime, u64)>>);

/// Files of which git writes one with each commit and each switch of branches, or else the file of the
/// branch.
const OWN: [&str; 4] = ["HEAD", "logs/HEAD", "ORIG_HEAD", "reftable/tables.list"];
/// The same, of those that all working trees share.
const SHARED: [&str; 2] = ["packed-refs", "reftable/tables.list"];
/// No file that names a folder or a branch is longer.
const LONGEST: u64 = 4096;

/// The mark of the repository whose folder this is.
pub(crate) fn head_mark(root: &Path) -> HeadMark {
    let folder = git_folder(root);
    let shared = short_text(&folder.join("commondir")).map(|path| folder.join(path.trim()));
    let shared = shared.unwrap_or_else(|| folder.clone());
    let own = OWN.iter().map(|name| folder.join(name));
    let files = own.chain(SHARED.iter().map(|name| shared.join(name)));
    let branch = branch(&folder).map(|name| shared.join(name));
    let mark = |path: PathBuf| {
        let file = path.metadata().ok()?;
        Some((file.modified().ok()?, file.len()))
    };
    HeadMark(files.chain(branch).map(mark).collect())
}

/// The folder of git. In a further working tree, `.git` is a file that names it.
fn git_folder(root: &Path) -> PathBuf {
    let own = root.join(".git");
    let text = short_text(&own).unwrap_or_default();
    let named = text.trim().strip_prefix("gitdir:").map(|path| root.join(path.trim()));
    named.unwrap_or(own)
}

/// The file of the branch that is checked out, seen from the shared folder of git.
fn branch(folder: &Path) -> Option<PathBuf> {
    let head = short_text(&folder.join("HEAD"))?;
    let name = PathBuf::from(head.trim().strip_prefix("ref:")?.trim());
    name.components().all(|part| matches!(part, Component::Normal(_))).then_some(name)
}

fn short_text(path: &Path) -> Option<String> {
    let is_short = path.metadata().is_ok_and(|file| file.is_file() && file.len() <= LONGEST);
    is_short.then(|| std::fs::read_to_string(path).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_commit_is_noticed_by_the_branch_alone() {
        let folder = tempfile::tempdir().unwrap();
        let git = folder.path().join(".git");
        let put = |name: &str, text: &str| {
            let path = git.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        put("HEAD", "ref: refs/heads/main\n");
        let mut marks = vec![head_mark(folder.path())];
        for (name, text) in
            [("refs/heads/main", "1\n"), ("refs/heads/main", "12\n"), ("reftable/tables.list", "a")]
        {
            put(name, text);
            let mark = head_mark(folder.path());
            assert!(!marks.contains(&mark), "{name}");
            marks.push(mark);
        }
        // A further working tree has its own folder, and its branch is in the shared one.
        fs::create_dir(folder.path().join("tree")).unwrap();
        fs::write(folder.path().join("tree/.git"), "gitdir: ../.git/worktrees/tree\n").unwrap();
        put("worktrees/tree/HEAD", "ref: refs/heads/other\n");
        put("worktrees/tree/commondir", "../..\n");
        let before = head_mark(&folder.path().join("tree"));
        put("refs/heads/other", "1\n");
        assert_ne!(head_mark(&folder.path().join("tree")), before);
    }
}
