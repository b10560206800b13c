//! Lists commits, and the files that each changed.

use std::collections::HashMap;
use std::path::Path;

use jiff::civil::Date;

use super::command::{GitError, git, run_unless_empty, run_with};
use super::repository::{Repository, pathspec};

/// A commit as `git rev-list` shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ListedCommit {
    pub id: String,
    pub parents: Vec<String>,
    /// The second of the commit.
    pub time: i64,
    pub day: Date,
    pub author: String,
    /// The first line of its message.
    pub subject: String,
}

/// A file that a commit changed, by the IDs of its blobs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RawChange {
    pub path: String,
    /// Nothing if the file was added.
    pub old: Option<String>,
    /// Nothing if the file was removed.
    pub new: Option<String>,
}

/// With more paths than this, git is quicker if no path is named.
const MANY: usize = 64;

/// The commits that `way` describes and that changed one of some paths; of many paths, all commits.
/// There are none in a repository without commits.
pub(super) fn list(
    repository: &Repository,
    way: &[&str],
    paths: &[&str],
) -> Result<Vec<ListedCommit>, GitError> {
    let mut command = git(&repository.root);
    command.arg("rev-list").arg("--format=%H%x00%P%x00%ct%x00%cs%x00%an%x00%s%x00").args(way);
    command.arg("--").args(pathspecs(paths));
    let Some(output) = run_unless_empty(&mut command)? else {
        return repository.expect_sound_refs().map(|()| Vec::new());
    };
    listed(&output).ok_or(GitError::Garbled("git rev-list"))
}

fn pathspecs(paths: &[&str]) -> Vec<String> {
    let named = if paths.len() > MANY { &[] } else { paths };
    named.iter().map(|path| pathspec(path)).collect()
}

/// Reads `commit …\nCOMMIT\0PARENTS\0SECOND\0DAY\0AUTHOR\0SUBJECT\0\n`. No field can hold a NUL.
fn listed(output: &str) -> Option<Vec<ListedCommit>> {
    let mut fields = output.split('\0');
    let mut commits = Vec::new();
    while let Some(head) = fields.next() {
        let Some((_, id)) = head.rsplit_once('\n').filter(|(_, id)| !id.is_empty()) else { break };
        let parents = fields.next()?.split(' ').filter(|parent| !parent.is_empty());
        commits.push(ListedCommit {
            id: id.to_owned(),
            parents: parents.map(str::to_owned).collect(),
            time: fields.next()?.parse().unwrap_or(0),
            // A date that no calendar has becomes the first day of Unix time.
            day: fields.next()?.parse().unwrap_or(Date::constant(1970, 1, 1)),
            author: fields.next()?.to_owned(),
            subject: fields.next()?.to_owned(),
        });
    }
    Some(commits)
}

/// With which parents a merge is compared.
#[derive(Clone, Copy)]
pub(super) enum MergeParents {
    First,
    All,
}

/// The files that each of some commits changed, by the ID of the commit. No attribute, filter or
/// driver is asked, and no content is read.
pub(super) fn raw_changes(
    repository: &Repository,
    commits: &[&str],
    paths: &[&str],
    parents: MergeParents,
) -> Result<HashMap<String, Vec<RawChange>>, GitError> {
    if commits.is_empty() {
        return Ok(HashMap::new());
    }
    let mut command = diff_tree(&repository.root);
    command.args(["--stdin", "--root"]).arg(match parents {
        MergeParents::First => "--diff-merges=first-parent",
        MergeParents::All => "-m",
    });
    command.arg("--").args(pathspecs(paths));
    let output = run_with(&mut command, commits.join("\n") + "\n")?;
    changes(&output).ok_or(GitError::Garbled("git diff-tree"))
}

/// The files that differ between two commits.
pub(super) fn changes_between(
    root: &Path,
    old: &str,
    new: &str,
) -> Result<Vec<RawChange>, GitError> {
    let output = super::command::run(diff_tree(root).args([old, new, "--"]))?;
    let mut by_commit = changes(&output).ok_or(GitError::Garbled("git diff-tree"))?;
    Ok(by_commit.remove("").unwrap_or_default())
}

fn diff_tree(root: &Path) -> std::process::Command {
    let mut command = git(root);
    command.args(["diff-tree", "-r", "--raw", "-z", "--no-abbrev", "--no-renames"]);
    command.args(["--no-ext-diff", "--no-textconv", "--no-relative"]);
    command
}

/// Reads `COMMIT\0` and, for each file, `:OLD-MODE NEW-MODE OLD NEW STATUS\0PATH\0`. Links and
/// submodules are no files.
fn changes(output: &str) -> Option<HashMap<String, Vec<RawChange>>> {
    let mut words = output.split('\0');
    let mut all: HashMap<String, Vec<RawChange>> = HashMap::new();
    let mut commit = "";
    while let Some(word) = words.next().filter(|word| !word.is_empty()) {
        let Some(head) = word.strip_prefix(':') else {
            commit = word;
            continue;
        };
        let [old_mode, new_mode, old, new, _] = head.split(' ').collect::<Vec<_>>()[..] else {
            return None;
        };
        let path = words.next()?.to_owned();
        let blob = |mode: &str, id: &str| is_file_mode(mode).then(|| id.to_owned());
        let change = RawChange { path, old: blob(old_mode, old), new: blob(new_mode, new) };
        if change.old.is_some() || change.new.is_some() {
            all.entry(commit.to_owned()).or_default().push(change);
        }
    }
    Some(all)
}

/// Whether a tree says that a path is a file: no link, no submodule, and not absent.
pub(super) fn is_file_mode(mode: &str) -> bool {
    mode.starts_with("100")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commits_are_read_whatever_their_fields_hold() {
        let output = "commit c2 c1\nc2\0c1 c0\x0020\x002026-02-03\0Ada\x01\0\x01 odd: \u{1b}a\0\n\
                      commit c1\nc1\0\0x\0%cs\0\0\0\n";
        let got = listed(output).unwrap();
        assert_eq!((&*got[0].id, got[0].parents.len(), got[0].time), ("c2", 2, 20));
        assert_eq!((&*got[0].author, &*got[0].subject), ("Ada\x01", "\x01 odd: \u{1b}a"));
        assert_eq!((got[1].day.to_string(), got[1].time), ("1970-01-01".to_owned(), 0));
        assert_eq!(listed(""), Some(Vec::new()));
        assert_eq!(listed("commit c1\nc1\0\0x\0"), None);
    }

    #[test]
    fn changes_are_read_whatever_the_paths_are() {
        let output = "c1\0:000000 100644 000 aaa A\0new\nline\x01:.md\0\
                      :100644 000000 bbb 000 D\0:b.md\0:000000 120000 000 ccc A\0link.md\0\
                      c2\0:100644 120000 aaa ccc T\0a.md\0";
        let change = |path: &str, old: Option<&str>, new: Option<&str>| RawChange {
            path: path.to_owned(),
            old: old.map(str::to_owned),
            new: new.map(str::to_owned),
        };
        let got = changes(output).unwrap();
        let first =
            [change("new\nline\x01:.md", None, Some("aaa")), change(":b.md", Some("bbb"), None)];
        assert_eq!(got["c1"], first);
        assert_eq!(got["c2"], [change("a.md", Some("aaa"), None)]);
        assert_eq!(changes("c1\0:100644 nonsense\0"), None);
    }
}
