//! What git knows of the registers of a run.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::thread::JoinHandle;

use jiff::civil::Date;

use super::notes::Notes;
use super::project::Project;
use super::timelines::ReadVersions;
use crate::git::{FoundVersion, GitError, HistoryGaps, RepositoryVersions, Version};
use crate::mirror::{CommitTime, FileRevision, PastContent, PastRegister};
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
    /// The versions that were read before.
    read: Arc<ReadVersions>,
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
            read: Arc::default(),
        }
    }

    /// The same history, of which some versions were read before.
    #[cfg(feature = "report")]
    pub(super) fn with(self, read: Arc<ReadVersions>) -> Self {
        Self { read, ..self }
    }

    /// Waits until git has answered, so that what it could not say is known.
    pub(crate) fn wait(&self) {
        self.answer();
    }

    /// What a register said in a version; nothing where that is not in this clone, or too large.
    fn read(&self, version: FoundVersion<'_>) -> Result<Option<PastRegister>, GitError> {
        let content = match self.read.get(&version.file()) {
            Some(snapshot) => Some(PastContent::Snapshot(snapshot.clone())),
            None => version.text()?.map(PastContent::Text),
        };
        let (commit, day, place) = (Some(version.commit()), version.day(), version.time());
        let time = CommitTime { commit, day, place };
        Ok(content.map(|content| PastRegister { time, content }))
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
        let mut versions = self.answer().as_ref()?.of_file(&self.folder.join(path))?.peekable();
        let same = |a: &str, b: &str| a == b || a.replace('\r', "") == b.replace('\r', "");
        let newest = versions.peek().and_then(|newest| newest.text().ok()?);
        let is_committed = newest.is_some_and(|newest| same(&newest, now));
        let own = (!is_committed).then(|| Some(uncommitted(now, self.today).into()));
        let versions = versions.filter_map(|version| self.read(version).transpose());
        let versions = versions.map(|version| self.gaps.answer(version));
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
