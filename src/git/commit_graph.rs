//! All commits that changed some files, with their parents.

use std::collections::{BTreeSet, HashMap};

use jiff::civil::Date;

use super::command::GitError;
use super::commits::{self, ListedCommit, MergeParents, raw_changes};
use super::repository::Repository;

/// The commits that changed some files.
#[derive(Debug, Default)]
pub(crate) struct CommitGraph {
    /// Parents before their children; the last is the newest one.
    pub commits: Vec<Commit>,
    /// The commits with which a shallow clone starts.
    pub starts: Vec<String>,
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
    pub(crate) fn of(repository: &Repository, paths: &BTreeSet<String>) -> Result<Self, GitError> {
        repository.expect_regular_files()?;
        let starts = if repository.is_shallow()? { roots(repository)? } else { Vec::new() };
        Ok(Self { commits: commits(repository, paths)?, starts })
    }
}

/// The commits without a parent, as git sees them. In a shallow clone, it starts with these.
fn roots(repository: &Repository) -> Result<Vec<String>, GitError> {
    let listed = commits::list(repository, &["--max-parents=0", "HEAD"], &[])?;
    Ok(listed.into_iter().map(|commit| commit.id).collect())
}

/// The commits that changed some paths, parents first. Other commits are left out: git names the
/// nearest commit that is not left out as the parent.
fn commits(repository: &Repository, paths: &BTreeSet<String>) -> Result<Vec<Commit>, GitError> {
    if paths.is_empty() {
        return Ok(Vec::new());
    }
    let named: Vec<&str> = paths.iter().map(String::as_str).collect();
    let way = ["--topo-order", "--reverse", "--full-history", "--parents", "HEAD"];
    let listed = commits::list(repository, &way, &named)?;
    let ids: Vec<&str> = listed.iter().map(|commit| &*commit.id).collect();
    let mut changes = raw_changes(repository, &ids, &named, MergeParents::First)?;
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut commits = Vec::with_capacity(listed.len());
    for (at, listed) in listed.into_iter().enumerate() {
        let ListedCommit { id, parents, day, author, subject, .. } = listed;
        let files = changes.remove(&id).unwrap_or_default().into_iter();
        let files = files.filter(|change| paths.contains(&change.path));
        let parents = parents.iter().filter_map(|parent| places.get(parent).copied());
        commits.push(Commit {
            parents: parents.collect(),
            files: files.map(|own| ChangedFile { path: own.path, blob: own.new }).collect(),
            day,
            author,
            subject,
            id: id.clone(),
        });
        places.insert(id, at);
    }
    Ok(commits)
}
