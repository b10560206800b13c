//! What a repository has checked out, as its files say; git is not started.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// What distinguishes what is checked out from what was before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct HeadMark(Vec<Option<(SystemTime, u64)>>);

/// Files of which git writes one with each commit and each switch of branches.
const FILES: [&str; 4] = ["HEAD", "logs/HEAD", "ORIG_HEAD", "packed-refs"];

/// The mark of the repository whose folder this is.
pub(crate) fn head_mark(root: &Path) -> HeadMark {
    let folder = git_folder(root);
    let mark = |name: &&str| {
        let file = folder.join(name).metadata().ok()?;
        Some((file.modified().ok()?, file.len()))
    };
    HeadMark(FILES.iter().map(mark).collect())
}

/// The folder of git. In a further working tree, `.git` is a file that names it.
fn git_folder(root: &Path) -> PathBuf {
    const LONGEST: u64 = 4096;
    let own = root.join(".git");
    if !own.metadata().is_ok_and(|file| file.is_file() && file.len() <= LONGEST) {
        return own;
    }
    let text = std::fs::read_to_string(&own).unwrap_or_default();
    let named = text.trim().strip_prefix("gitdir:").map(|path| root.join(path.trim()));
    named.unwrap_or(own)
}
