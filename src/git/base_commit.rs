//! A repository at the commit that a later state is compared with.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::PathBuf;
use std::sync::{Mutex, OnceLock, PoisonError};

use jiff::civil::Date;

use super::blobs::{BlobReader, Content};
use super::command::{GitError, git, in_one_line, output, run};
use super::commits::changes_between;
use super::merging::commit_of;
use super::renames::{RenameCandidate, renames};
use super::repository::{Repository, RepositoryFile};
use super::tree;

/// A repository at one commit, compared with a later commit or with the working tree.
#[derive(Debug)]
pub(crate) struct BaseCommit {
    /// The repository's folder.
    pub root: PathBuf,
    pub commit: String,
    /// The later commit, unless it is the working tree.
    until: Option<String>,
    /// Whether the commit is where the branch starts; else it is the named one, as both have nothing
    /// in common.
    pub is_fork: bool,
    /// The files that were removed since, by their paths from the root.
    pub deleted: Vec<String>,
    /// The old paths of the files that were renamed since, by their new paths.
    pub renamed: HashMap<String, String>,
    /// The blob of each file of the commit.
    tree: BTreeMap<String, String>,
    /// The same of the later commit, else of `HEAD`.
    later: OnceLock<BTreeMap<String, String>>,
    reader: Mutex<BlobReader>,
}

impl BaseCommit {
    /// The last commit that `revision` and the later state have in common. The later state is the
    /// commit `until`, or the working tree, whose renamed files [`Self::follow`] finds.
    pub(crate) fn of(
        repository: &Repository,
        revision: &str,
        until: Option<&str>,
    ) -> Result<Self, GitError> {
        repository.expect_regular_files()?;
        let root = repository.root.clone();
        let named = commit_named(repository, revision)?;
        let until = until.map(|until| commit_named(repository, until)).transpose()?;
        let head = until.as_deref().unwrap_or("HEAD");
        let fork = fork_of(repository, &named, head)?;
        if fork.is_none() && repository.is_shallow()? {
            return Err(GitError::Shallow(revision.to_owned()));
        }
        let is_fork = fork.is_some();
        let commit = fork.unwrap_or(named);
        let mut base = Self {
            tree: tree::files(&root, &commit)?,
            later: OnceLock::new(),
            reader: Mutex::new(BlobReader::start(repository)?),
            deleted: Vec::new(),
            renamed: HashMap::new(),
            root,
            commit,
            until,
            is_fork,
        };
        match base.until.clone() {
            Some(until) => base.compare_with(&until)?,
            None => base.deleted = base.gone_from_disk(repository)?,
        }
        Ok(base)
    }

    /// Notes what was removed and renamed up to a later commit.
    fn compare_with(&mut self, until: &str) -> Result<(), GitError> {
        let changes = changes_between(&self.root, &self.commit, until)?;
        let (gone, rest): (Vec<_>, Vec<_>) =
            changes.into_iter().partition(|change| change.new.is_none());
        let new = rest.into_iter().filter(|change| change.old.is_none());
        let candidates = new.map(|own| RenameCandidate { path: own.path, blob: own.new });
        let candidates: Vec<RenameCandidate> = candidates.collect();
        self.deleted = gone.into_iter().map(|change| change.path).collect();
        self.take_renames(&candidates)
    }

    /// The files that are not in the working tree any more.
    fn gone_from_disk(&self, repository: &Repository) -> Result<Vec<String>, GitError> {
        let is_gone = |path: &&String| self.root.join(path).symlink_metadata().is_err();
        let gone: Vec<String> = self.tree.keys().filter(is_gone).cloned().collect();
        if gone.is_empty() || !repository.is_sparse() {
            return Ok(gone);
        }
        // What was left out of the working tree on purpose is in the commit that is checked out.
        let head = self.later_tree()?;
        Ok(gone.into_iter().filter(|path| !head.contains_key(path)).collect())
    }

    /// Finds files of the working tree, by their paths from the root, that had other names.
    pub(crate) fn follow(
        &mut self,
        present: impl IntoIterator<Item = String>,
    ) -> Result<(), GitError> {
        if self.deleted.is_empty() || self.until.is_some() {
            return Ok(());
        }
        let is_new = |path: &String| !self.tree.contains_key(path);
        let mut new: Vec<String> = present.into_iter().filter(is_new).collect();
        new.sort_unstable();
        new.dedup();
        let candidate = |path| RenameCandidate { path, blob: None };
        let new: Vec<RenameCandidate> = new.into_iter().map(candidate).collect();
        self.take_renames(&new)
    }

    /// Takes the files that are gone and there under another name for renamed ones.
    fn take_renames(&mut self, new: &[RenameCandidate]) -> Result<(), GitError> {
        let old: Vec<RenameCandidate> = self
            .deleted
            .iter()
            .map(|path| RenameCandidate { path: path.clone(), blob: self.tree.get(path).cloned() })
            .collect();
        let pairs = renames(&old, new, |file| match &file.blob {
            Some(blob) => Ok(self.content(blob)?.bytes()),
            None => Ok(self.working_file(&file.path)),
        })?;
        for (from, to) in pairs {
            self.renamed.insert(new[to].path.clone(), old[from].path.clone());
        }
        let renamed: HashSet<&String> = self.renamed.values().collect();
        let deleted = std::mem::take(&mut self.deleted);
        self.deleted = deleted.into_iter().filter(|path| !renamed.contains(path)).collect();
        Ok(())
    }

    /// The bytes of a file of the working tree; nothing for a link, or for what is too large.
    fn working_file(&self, inner: &str) -> Option<Vec<u8>> {
        let path = self.root.join(inner);
        // A link may lead anywhere.
        let folder = std::fs::canonicalize(path.parent()?).ok()?;
        let file = path.symlink_metadata().ok().filter(std::fs::Metadata::is_file)?;
        if !folder.starts_with(&self.root) {
            return None;
        }
        let limit = self.reader.lock().unwrap_or_else(PoisonError::into_inner).max_bytes();
        if file.len() > limit { None } else { std::fs::read(path).ok() }
    }

    /// The registers that are not in the working tree as they are in the commit, of those that are
    /// wanted.
    pub(crate) fn unsaved(
        &self,
        is_wanted: impl Fn(&str) -> bool,
    ) -> Result<Vec<String>, GitError> {
        let mut unsaved = Vec::new();
        for (path, blob) in self.tree.iter().filter(|(path, _)| is_wanted(path)) {
            if self.content(blob)?.bytes() != self.working_file(path) {
                unsaved.push(path.clone());
            }
        }
        Ok(unsaved)
    }

    /// The bytes at the commit of the file that has this path from the root now.
    pub(crate) fn text(&self, inner: &str) -> Result<Option<Vec<u8>>, GitError> {
        self.text_then(self.renamed.get(inner).map_or(inner, String::as_str))
    }

    /// The bytes of the file that had this path from the root at the commit.
    pub(crate) fn text_then(&self, inner: &str) -> Result<Option<Vec<u8>>, GitError> {
        self.tree.get(inner).map(|blob| self.blob(blob, inner)).transpose()
    }

    /// The bytes of the file at this path from the root in the later commit, else in `HEAD`.
    pub(crate) fn later(&self, inner: &str) -> Result<Option<Vec<u8>>, GitError> {
        self.later_tree()?.get(inner).map(|blob| self.blob(blob, inner)).transpose()
    }

    fn later_tree(&self) -> Result<&BTreeMap<String, String>, GitError> {
        if let Some(known) = self.later.get() {
            return Ok(known);
        }
        let tree = tree::files(&self.root, self.until.as_deref().unwrap_or("HEAD"))?;
        Ok(self.later.get_or_init(|| tree))
    }

    /// The bytes of a blob, which is a version of the file at `path`. One that cannot be read is an
    /// error: who compares with it must not take it for nothing.
    pub(crate) fn blob(&self, id: &str, path: &str) -> Result<Vec<u8>, GitError> {
        match self.content(id)? {
            Content::Bytes(bytes) => Ok(bytes),
            Content::Missing => Err(GitError::Lacking(path.to_owned())),
            Content::TooLarge => Err(GitError::TooLarge(path.to_owned())),
        }
    }

    fn content(&self, id: &str) -> Result<Content, GitError> {
        self.reader.lock().unwrap_or_else(PoisonError::into_inner).read(id)
    }

    /// The paths of all files of the commit, from the root.
    pub(crate) fn files(&self) -> impl Iterator<Item = &str> {
        self.tree.keys().map(String::as_str)
    }
}

impl RepositoryFile {
    /// The file of `HEAD` that has this name in the working tree alone, and is gone under its own;
    /// nothing where there is none.
    pub(super) fn former(&self) -> Result<Option<Self>, GitError> {
        if commit_of(&self.repository.root, "HEAD").is_none() {
            return Ok(None);
        }
        let mut head = BaseCommit::of(&self.repository, "HEAD", None)?;
        head.follow([self.inner.clone()])?;
        let inner = head.renamed.remove(&self.inner);
        Ok(inner.map(|inner| Self { repository: self.repository.clone(), inner }))
    }
}

/// The last commit that two commits have in common, if there is one.
pub(super) fn fork_of(
    repository: &Repository,
    one: &str,
    other: &str,
) -> Result<Option<String>, GitError> {
    let answer = output(git(&repository.root).args(["merge-base", one, other]))?;
    match (answer.status.code(), answer.stdout.is_empty()) {
        (Some(0), _) => Ok(Some(String::from_utf8_lossy(&answer.stdout).trim().to_owned())),
        (Some(1), true) => Ok(None),
        _ => Err(GitError::Refused(String::from_utf8_lossy(&answer.stderr).into_owned())),
    }
}

/// Refuses a name that a branch and a tag have: git would choose the tag.
fn expect_one_meaning(repository: &Repository, revision: &str) -> Result<(), GitError> {
    let mut verify = git(&repository.root);
    verify.args(["-c", "core.warnAmbiguousRefs=true", "rev-parse", "--verify"]);
    let answer = output(verify.args(["--end-of-options", revision]))?;
    let said = String::from_utf8_lossy(&answer.stderr);
    if answer.status.success() && said.contains("is ambiguous") {
        return Err(GitError::Refused(said.into_owned()));
    }
    Ok(())
}

fn is_day(revision: &str) -> bool {
    revision.contains('-') && revision.parse::<Date>().is_ok()
}

/// The last commit before a day.
fn last_before(repository: &Repository, day: &str) -> Result<String, GitError> {
    let before = format!("--before={day} 00:00:00");
    let commit = run(git(&repository.root).args(["rev-list", "-1", &before, "HEAD", "--"]))?;
    match commit.trim() {
        "" => Err(GitError::NoneBefore(day.to_owned())),
        commit => Ok(commit.to_owned()),
    }
}

/// The commit that a revision names.
fn commit_named(repository: &Repository, revision: &str) -> Result<String, GitError> {
    let unknown = || GitError::Unknown(revision.to_owned());
    let resolve = |name: &str| {
        let verify = ["rev-parse", "--verify", "--quiet", "--end-of-options", name];
        run(git(&repository.root).args(verify)).map_err(|why| match why {
            // Quiet, git says nothing where there is no such revision, and why else it failed.
            GitError::Refused(why) if !in_one_line(&why).is_empty() => GitError::Refused(why),
            GitError::Refused(_) => unknown(),
            why => why,
        })
    };
    expect_one_meaning(repository, revision)?;
    let object = match resolve(revision) {
        Err(GitError::Unknown(_)) if is_day(revision) => return last_before(repository, revision),
        object => object?,
    };
    // `^main` is everything that cannot be reached from `main`.
    if object.starts_with('^') {
        return Err(unknown());
    }
    let commit = resolve(&format!("{}^{{commit}}", object.trim()))?;
    Ok(commit.trim().to_owned())
}
