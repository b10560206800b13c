//! Every commit that changed some files, with all its parents: a repository's memory of them.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;
use std::process::Command;

use jiff::civil::Date;

use super::{GitError, answer, answer_to, asked_with, git, is_shallow};

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
}

impl Chronicle {
    /// What a repository knows of some paths.
    pub fn of(root: &Path, paths: &BTreeSet<String>) -> Result<Self, GitError> {
        Ok(Self { commits: commits(root, paths)?, is_shallow: is_shallow(root)? })
    }
}

/// The commits that changed some paths, parents first. What says nothing of them is left out, and
/// whoever followed it follows what came before.
fn commits(root: &Path, paths: &BTreeSet<String>) -> Result<Vec<Recorded>, GitError> {
    // A line is a path there.
    let paths: BTreeSet<&str> =
        paths.iter().map(String::as_str).filter(|path| !path.contains('\n')).collect();
    if paths.is_empty() {
        return Ok(Vec::new());
    }
    let way = ["--topo-order", "--reverse", "--full-history", "--parents"];
    let what = ["--raw", "--no-abbrev", "--no-renames", "--diff-merges=first-parent"];
    let form = ["--no-ext-diff", "--no-textconv", "--no-relative", "-z"];
    let record = "--format=%x01%H%x00%P%x00%cs%x00%an%x00%s%x00";
    let mut log = git(root);
    log.args(["-c", "i18n.logOutputEncoding=UTF-8", "log"]).args(way).args(what).args(form);
    log.args([record, "--stdin"]);
    // Git compares each file with each path: of many paths, it is asked for all there is.
    let named = if paths.len() > MANY { BTreeSet::new() } else { paths.clone() };
    let lines = ["HEAD", "--"].into_iter().chain(named);
    let said = answer_to(&mut log, lines.flat_map(|line| [line, "\n"]).collect())?;
    let commits = recorded(&said.unwrap_or_default()).ok_or(GitError::Garbled("git log"))?;
    let about = |mut commit: Recorded| {
        commit.files.retain(|file| paths.contains(&*file.path));
        commit
    };
    Ok(commits.into_iter().map(about).collect())
}

/// From so many paths on, naming them takes git longer than leaving them out.
const MANY: usize = 64;

/// The day of a commit; of one whose date is none that a calendar knows, the first of all.
fn day(text: &str) -> Date {
    text.parse().unwrap_or(Date::constant(1970, 1, 1))
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
            day: day(words.next()?),
            author: words.next()?.to_owned(),
            subject: words.next()?.to_owned(),
            files: Vec::new(),
        };
        while let Some(head) = words.next_if(|word| !word.contains('\x01')) {
            let Some(head) = head.trim_start_matches('\n').strip_prefix(':') else { continue };
            let [_, _, _, new, _] = head.split(' ').collect::<Vec<_>>()[..] else { return None };
            let is_there = |blob: &&str| blob.bytes().any(|digit| digit != b'0');
            commit.files.push(Changed {
                path: words.next()?.to_owned(),
                blob: Some(new).filter(is_there).map(str::to_owned),
            });
        }
        places.insert(id.to_owned(), commits.len());
        commits.push(commit);
    }
    Some(commits)
}

/// A file that was there before a change.
#[derive(Debug, PartialEq, Eq)]
pub struct Touched {
    /// Where it lay, from the root.
    pub old: String,
    /// Where it went, if it was renamed.
    pub new: Option<String>,
}

/// The files that some commits changed, renamed or removed, and those that are not as the newest
/// commit left them, where `is_unsaved` asks for these.
pub fn touched(root: &Path, commits: &[&str], is_unsaved: bool) -> Result<Vec<Touched>, GitError> {
    let form = ["--no-ext-diff", "--no-textconv", "--no-relative", "-M", "-z", "--name-status"];
    let kinds = "--diff-filter=DMRT";
    let mut said = String::new();
    if !commits.is_empty() {
        let mut tree: Command = git(root);
        tree.args(["diff-tree", "--stdin", "-r", "-m", "--no-commit-id", kinds]).args(form);
        said.push_str(&asked_with(&mut tree, commits.join("\n") + "\n")?);
    }
    if is_unsaved {
        let diff = answer(git(root).arg("diff").args(form).args([kinds, "HEAD", "--"]))?;
        said.push_str(&diff.unwrap_or_default());
    }
    let mut words = said.split('\0').filter(|word| !word.is_empty());
    let mut files = Vec::new();
    while let (Some(status), Some(old)) = (words.next(), words.next()) {
        let new = if status.starts_with('R') { words.next() } else { None };
        files.push(Touched { old: old.to_owned(), new: new.map(str::to_owned) });
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_is_commits_with_their_parents_and_files() {
        let log = "\x01c1\0\x002026-02-01\0Ines\0First\0\0\n:000000 100644 000 aaa A\0a ü.md\0\
                   \x01c2\0c1 c0\x002026-02-03\0Ada\0\x01 odd: a\0\0\
                   \n:100644 100644 aaa bbb M\0a ü.md\0:100644 000000 ccc 000 D\0:b.md\0";
        let file = |path: &str, blob: Option<&str>| Changed {
            path: path.to_owned(),
            blob: blob.map(str::to_owned),
        };
        let got = recorded(log).unwrap();
        assert_eq!(got[0].files, [file("a ü.md", Some("aaa"))]);
        assert_eq!((&got[0].parents[..], &*got[0].author), (&[][..], "Ines"));
        assert_eq!((&got[1].parents[..], &*got[1].subject), (&[0][..], "\x01 odd: a"));
        assert_eq!(got[1].files, [file("a ü.md", Some("bbb")), file(":b.md", None)]);
        assert_eq!(recorded("").unwrap(), []);
        assert_eq!(recorded("\x01c1\0\0%cs\0a\0b\0").unwrap()[0].day.to_string(), "1970-01-01");
        assert_eq!(recorded("\x01c1\0\0%cs\0a"), None);
    }
}
