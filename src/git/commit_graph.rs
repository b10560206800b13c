//! All commits that changed some files, with their parents.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;

use jiff::civil::Date;

use super::command::{GitError, git, is_shallow, run_with_unless_empty};

/// The commits that changed some files.
#[derive(Debug, Default)]
pub(crate) struct CommitGraph {
    /// Parents before their children; the last is the newest one.
    pub commits: Vec<Commit>,
    /// Whether older commits were not fetched.
    pub is_shallow: bool,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Commit {
    pub id: String,
    /// The places of its parents: the one it was made on, then those that it merged.
    pub parents: Vec<usize>,
    pub day: Date,
    pub author: String,
    /// The first line of its message.
    pub subject: String,
    /// The files that are not as in the first parent.
    pub files: Vec<ChangedFile>,
}

/// A file that a commit changed.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct ChangedFile {
    /// The path from the root.
    pub path: String,
    /// The ID of its blob; nothing if the file was removed.
    pub blob: Option<String>,
}

impl CommitGraph {
    /// The commits of a repository that changed some paths.
    pub(crate) fn of(root: &Path, paths: &BTreeSet<String>) -> Result<Self, GitError> {
        Ok(Self { commits: commits(root, paths)?, is_shallow: is_shallow(root)? })
    }
}

/// The commits that changed some paths, parents first. Other commits are left out: git names the
/// nearest commit that is not left out as the parent.
fn commits(root: &Path, paths: &BTreeSet<String>) -> Result<Vec<Commit>, GitError> {
    // Git reads a path from each line of its input.
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
    // Git compares each file with each path. With many paths, it is quicker to ask for all files.
    let named = if paths.len() > MANY { BTreeSet::new() } else { paths.clone() };
    let lines = ["HEAD", "--"].into_iter().chain(named);
    let output = run_with_unless_empty(&mut log, lines.flat_map(|line| [line, "\n"]).collect())?;
    let commits = read(&output.unwrap_or_default()).ok_or(GitError::Garbled("git log"))?;
    let about = |mut commit: Commit| {
        commit.files.retain(|file| paths.contains(&*file.path));
        commit
    };
    Ok(commits.into_iter().map(about).collect())
}

/// With more paths than this, git is quicker if no path is named.
const MANY: usize = 64;

/// The day of a commit. A date that no calendar has becomes the first day of Unix time.
fn day(text: &str) -> Date {
    text.parse().unwrap_or(Date::constant(1970, 1, 1))
}

/// Reads `\x01COMMIT\0PARENTS\0DAY\0AUTHOR\0SUBJECT\0` and, for each file,
/// `:OLD-MODE NEW-MODE OLD NEW STATUS\0PATH\0`. No word can hold a NUL.
fn read(log: &str) -> Option<Vec<Commit>> {
    let mut words = log.split('\0').peekable();
    let mut commits: Vec<Commit> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    while let Some(id) = words.next() {
        let Some(id) = id.trim_start_matches('\n').strip_prefix('\x01') else { continue };
        let parents = words.next()?.split(' ');
        let mut commit = Commit {
            id: id.to_owned(),
            // In a shallow clone some parents are missing.
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
            commit.files.push(ChangedFile {
                path: words.next()?.to_owned(),
                blob: Some(new).filter(is_there).map(str::to_owned),
            });
        }
        places.insert(id.to_owned(), commits.len());
        commits.push(commit);
    }
    Some(commits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_is_commits_with_their_parents_and_files() {
        let log = "\x01c1\0\x002026-02-01\0Ines\0First\0\0\n:000000 100644 000 aaa A\0a ü.md\0\
                   \x01c2\0c1 c0\x002026-02-03\0Ada\0\x01 odd: a\0\0\
                   \n:100644 100644 aaa bbb M\0a ü.md\0:100644 000000 ccc 000 D\0:b.md\0";
        let file = |path: &str, blob: Option<&str>| ChangedFile {
            path: path.to_owned(),
            blob: blob.map(str::to_owned),
        };
        let got = read(log).unwrap();
        assert_eq!(got[0].files, [file("a ü.md", Some("aaa"))]);
        assert_eq!((&got[0].parents[..], &*got[0].author), (&[][..], "Ines"));
        assert_eq!((&got[1].parents[..], &*got[1].subject), (&[0][..], "\x01 odd: a"));
        assert_eq!(got[1].files, [file("a ü.md", Some("bbb")), file(":b.md", None)]);
        assert_eq!(read("").unwrap(), []);
        assert_eq!(read("\x01c1\0\0%cs\0a\0b\0").unwrap()[0].day.to_string(), "1970-01-01");
        assert_eq!(read("\x01c1\0\0%cs\0a"), None);
    }
}
