//! What git knows of the registers of a run.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::thread::JoinHandle;

use jiff::civil::Date;

use super::notes::Notes;
use super::project::Project;
use crate::git::{GitError, HistoryGaps, RepositoryVersions, Version};
use crate::mirror::{CommitTime, FileRevision};
use crate::rules::{self, Revisions};

/// The versions of the registers of a run, where they lie in a repository.
pub struct RegisterHistory {
    /// Git is asked while the registers are read.
    asked: Mutex<Option<JoinHandle<Answer>>>,
    archive: OnceLock<Answer>,
    /// The folder of the project, as this process finds it.
    folder: PathBuf,
    today: Date,
    gaps: HistoryGaps,
    wants_detail: bool,
}

/// Nothing where git knows nothing, or does not answer.
type Answer = Option<RepositoryVersions>;

impl RegisterHistory {
    /// Asks git for the versions of some files, up to the commit that is checked out.
    pub fn of(paths: Vec<PathBuf>, project: &Project, notes: &dyn Notes) -> Self {
        Self::until("HEAD", paths, project, notes)
    }

    /// Asks git for the versions of some files up to a commit.
    pub(crate) fn until(
        commit: &str,
        paths: Vec<PathBuf>,
        project: &Project,
        notes: &dyn Notes,
    ) -> Self {
        let (commit, git) = (commit.to_owned(), project.git.clone());
        let folder = project.on_disk(Path::new(""));
        let paths: Vec<PathBuf> = paths.into_iter().map(|path| folder.join(path)).collect();
        let ask = move || {
            let paths: Vec<&Path> = paths.iter().map(PathBuf::as_path).collect();
            let versions = RepositoryVersions::of(&paths, &commit, &git);
            versions.inspect_err(|why| git.gaps.add(why)).ok().flatten()
        };
        Self {
            // Where no thread can be started there is no history, as where there is no git.
            asked: Mutex::new(std::thread::Builder::new().spawn(ask).ok()),
            archive: OnceLock::new(),
            folder,
            today: project.today,
            gaps: project.git.gaps.clone(),
            wants_detail: notes.wants_detail(),
        }
    }

    /// Waits until git has answered, so that what it could not say is known.
    pub(crate) fn wait(&self) {
        self.answer();
    }

    fn answer(&self) -> &Answer {
        self.archive.get_or_init(|| {
            let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
            let answer = asked.take().and_then(|thread| thread.join().ok());
            answer.flatten()
        })
    }
}

impl rules::History for RegisterHistory {
    fn revisions<'h>(&'h self, path: &str, now: &str) -> Option<Revisions<'h>> {
        let mut versions = self.answer().as_ref()?.versions(&self.folder.join(path))?.peekable();
        let same = |a: &str, b: &str| a == b || a.replace('\r', "") == b.replace('\r', "");
        let is_committed = |newest: &Result<Version, GitError>| {
            newest.as_ref().is_ok_and(|newest| same(&newest.text, now))
        };
        let own = versions.peek().is_none_or(|newest| !is_committed(newest));
        let own = own.then(|| Some(uncommitted(now, self.today)));
        let versions = versions.map(|version| self.gaps.answer(version).map(committed));
        Some(Box::new(own.into_iter().chain(versions)))
    }

    fn is_verbose(&self) -> bool {
        self.wants_detail
    }
}

/// A version that git has.
pub(super) fn committed(version: Version) -> FileRevision {
    let Version { commit, day, time, text, .. } = version;
    FileRevision { time: CommitTime { commit: Some(commit), day, place: time }, text }
}

/// A text that is not committed yet.
pub(super) fn uncommitted(text: &str, today: Date) -> FileRevision {
    let time = CommitTime { commit: None, day: today, place: i64::MAX };
    FileRevision { time, text: text.to_owned() }
}
