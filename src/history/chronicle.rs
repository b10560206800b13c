//! Every commit that changed some files, with all its parents: a repository's memory of them.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::Path;
use std::process::Command;

use jiff::civil::Date;

use super::{GitError, answer_to, asked_with, git, is_shallow};

/// The commits that changed some files.
#[derive(Debug, Default)]
pub struct Chronicle {
    /// The commits, parents before their children; the last is the newest one.
    pub commits: Vec<Recorded>,
    /// Whether older commits were not fetched.
    pub is_shallow: bool,
}

/// A commit, and what it made of the files.
#[derive(Debug, PartialEq, Eq)]
pub struct Recorded {
    /// Its name.
    pub id: String,
    /// The places of those it followed: the one it was made on, then those that it brought in.
    pub parents: Vec<usize>,
    /// The day it was made.
    pub day: Date,
    /// Who wrote it.
    pub author: String,
    /// The first line of its message.
    pub subject: String,
    /// Each file that is not what it was in the first parent.
    pub files: Vec<Changed>,
}

/// A file that a commit changed.
#[derive(Debug, PartialEq, Eq)]
pub struct Changed {
    /// Its path from the root.
    pub path: String,
    /// The name of what it holds; nothing where it was removed.
    pub blob: Option<String>,
    /// Whether it was not there before.
    pub is_new: bool,
}

impl Chronicle {
    /// What a repository knows of some paths, and of those where the same files lay before;
    /// `is_wanted` tells which files are of their kind, should one go when another comes.
    pub fn of(
        root: &Path,
        paths: impl IntoIterator<Item = String>,
        is_wanted: impl Fn(&str) -> bool,
    ) -> Result<Self, GitError> {
        let mut paths: BTreeSet<String> = paths.into_iter().collect();
        // A line is a path there.
        paths.retain(|path| !path.contains('\n'));
        let mut known = HashSet::new();
        loop {
            let commits = commits(root, &paths)?;
            let brings = |commit: &&Recorded| {
                commit.files.iter().any(|file| file.is_new && !known.contains(&file.path))
            };
            let bringing: Vec<&str> =
                commits.iter().filter(brings).map(|commit| &*commit.id).collect();
            let before = forerunners(root, &bringing, &paths, &is_wanted)?;
            known.clone_from(&paths.iter().cloned().collect());
            let count = paths.len();
            paths.extend(before);
            if paths.len() == count {
                return Ok(Self { commits, is_shallow: is_shallow(root)? });
            }
        }
    }
}

/// The commits that changed some paths, parents first. What says nothing of them is left out, and
/// whoever followed it follows what came before.
fn commits(root: &Path, paths: &BTreeSet<String>) -> Result<Vec<Recorded>, GitError> {
    if paths.is_empty() {
        return Ok(Vec::new());
    }
    let way = ["--topo-order", "--reverse", "--full-history", "--simplify-merges", "--parents"];
    let what = ["--raw", "--no-abbrev", "--no-renames", "--diff-merges=first-parent"];
    let form = ["--no-ext-diff", "--no-textconv", "--no-relative", "-z"];
    let record = "--format=%x01%H%x00%P%x00%cs%x00%an%x00%s%x00";
    let mut log = git(root);
    log.args(["-c", "i18n.logOutputEncoding=UTF-8", "log"]).args(way).args(what).args(form);
    log.args([record, "--stdin"]);
    let said = answer_to(&mut log, about("HEAD", paths))?;
    recorded(&said.unwrap_or_default()).ok_or(GitError::Garbled("git log"))
}

/// A revision and paths, as git reads them.
fn about(revision: &str, paths: &BTreeSet<String>) -> String {
    let lines = [revision, "--"].into_iter().chain(paths.iter().map(String::as_str));
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// Reads `\x01COMMIT\0PARENTS\0DAY\0AUTHOR\0SUBJECT\0` and, for each file,
/// `:OLD-MODE NEW-MODE OLD NEW STATUS\0PATH\0`. No word of it can hold what ends it.
fn recorded(log: &str) -> Option<Vec<Recorded>> {
    let mut words = log.split('\0').peekable();
    let mut commits: Vec<Recorded> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    while let Some(id) = words.next() {
        let Some(id) = id.trim_start_matches('\n').strip_prefix('\x01') else { continue };
        let parents = words.next()?.split(' ');
        let mut commit = Recorded {
            id: id.to_owned(),
            // Of a history that is not there whole, some are not known.
            parents: parents.filter_map(|parent| places.get(parent).copied()).collect(),
            day: words.next()?.parse().ok()?,
            author: words.next()?.to_owned(),
            subject: words.next()?.to_owned(),
            files: Vec::new(),
        };
        while let Some(head) = words.next_if(|word| !word.contains('\x01')) {
            let Some(head) = head.trim_start_matches('\n').strip_prefix(':') else { continue };
            let [_, _, old, new, _] = head.split(' ').collect::<Vec<_>>()[..] else { return None };
            let is_there = |blob: &&str| blob.bytes().any(|digit| digit != b'0');
            commit.files.push(Changed {
                path: words.next()?.to_owned(),
                blob: Some(new).filter(is_there).map(str::to_owned),
                is_new: !is_there(&old),
            });
        }
        places.insert(id.to_owned(), commits.len());
        commits.push(commit);
    }
    Some(commits)
}

/// Where files that some commits brought lay before; a file that went in the same commit and is of
/// their kind may have been one of them.
fn forerunners(
    root: &Path,
    commits: &[&str],
    paths: &BTreeSet<String>,
    is_wanted: impl Fn(&str) -> bool,
) -> Result<Vec<String>, GitError> {
    if commits.is_empty() {
        return Ok(Vec::new());
    }
    let form = ["--no-ext-diff", "--no-textconv", "--no-relative", "-z", "--name-status"];
    let mut tree: Command = git(root);
    tree.args(["diff-tree", "--stdin", "-r", "-M", "--diff-filter=DR", "--no-commit-id"])
        .args(form);
    let said = asked_with(&mut tree, commits.join("\n") + "\n")?;
    let mut words = said.split('\0').filter(|word| !word.is_empty());
    let mut found = Vec::new();
    while let (Some(status), Some(old)) = (words.next(), words.next()) {
        let new = if status.starts_with('R') { words.next() } else { None };
        let is_ours = new.map_or_else(|| is_wanted(old), |new| paths.contains(new));
        if is_ours && !old.contains('\n') {
            found.push(old.to_owned());
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_is_commits_with_their_parents_and_files() {
        let log = "\x01c1\0\x002026-02-01\0Ines\0First\0\0\n:000000 100644 000 aaa A\0a ü.md\0\
                   \x01c2\0c1 c0\x002026-02-03\0Ada\0\x01 odd: a\0\0\
                   \n:100644 100644 aaa bbb M\0a ü.md\0:100644 000000 ccc 000 D\0:b.md\0";
        let file = |path: &str, blob: Option<&str>, is_new| Changed {
            path: path.to_owned(),
            blob: blob.map(str::to_owned),
            is_new,
        };
        let got = recorded(log).unwrap();
        assert_eq!(got[0].files, [file("a ü.md", Some("aaa"), true)]);
        assert_eq!((&got[0].parents[..], &*got[0].author), (&[][..], "Ines"));
        assert_eq!((&got[1].parents[..], &*got[1].subject), (&[0][..], "\x01 odd: a"));
        assert_eq!(got[1].files, [file("a ü.md", Some("bbb"), false), file(":b.md", None, false)]);
        assert_eq!(recorded("").unwrap(), []);
        assert_eq!(recorded("\x01c1\0\0nonsense\0a\0b\0"), None);
    }
}
