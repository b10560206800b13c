//! What git knows of the registers of a run.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::thread::JoinHandle;

use jiff::civil::Date;

use super::notes::Notes;
use crate::git::{GitError, RepositoryVersions};
use crate::mirror::FileRevision;
use crate::rules;

/// The versions of the registers of a run, where they lie in a repository.
pub struct RegisterHistory {
    /// Git is asked while the registers are read.
    asked: Mutex<Option<JoinHandle<Answer>>>,
    archive: OnceLock<Answer>,
    today: Date,
    wants_detail: bool,
}

type Answer = Result<Option<RepositoryVersions>, GitError>;

impl RegisterHistory {
    /// Asks git for the versions of some files, up to the commit that is checked out.
    pub fn of(paths: Vec<PathBuf>, today: Date, notes: &dyn Notes) -> Self {
        Self::until("HEAD", paths, today, notes)
    }

    /// Asks git for the versions of some files up to a commit.
    pub(crate) fn until(commit: &str, paths: Vec<PathBuf>, today: Date, notes: &dyn Notes) -> Self {
        let commit = commit.to_owned();
        let ask = move || {
            let paths: Vec<&Path> = paths.iter().map(PathBuf::as_path).collect();
            RepositoryVersions::of(&paths, &commit)
        };
        Self {
            // Where no thread can be started there is no history, as where there is no git.
            asked: Mutex::new(std::thread::Builder::new().spawn(ask).ok()),
            archive: OnceLock::new(),
            today,
            wants_detail: notes.wants_detail(),
        }
    }

    /// Says why the history is not known whole. Waits for git, so it comes last.
    pub(crate) fn report_gaps(&self, notes: &dyn Notes) {
        match self.answer() {
            Ok(Some(archive)) if archive.is_shallow => notes.info(
                "note: this clone is shallow; translations that lagged behind before it starts \
                 cannot be seen",
            ),
            Ok(_) => {}
            Err(why) => notes.detail(&format!("what lags behind is not known: {why}")),
        }
    }

    fn answer(&self) -> &Answer {
        self.archive.get_or_init(|| {
            let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
            let answer = asked.take().and_then(|thread| thread.join().ok());
            answer.unwrap_or(Ok(None))
        })
    }
}

impl rules::History for RegisterHistory {
    fn revisions(&self, path: &str, now: &str) -> Option<Vec<FileRevision>> {
        // A file that cannot be read back has no history; another note has said why.
        let versions =
            self.answer().as_ref().ok()?.as_ref()?.versions(Path::new(path)).ok().flatten()?;
        let mut revisions: Vec<FileRevision> = versions
            .into_iter()
            .map(|version| FileRevision {
                commit: Some(version.commit),
                day: version.day,
                time: version.time,
                text: version.text,
            })
            .collect();
        let same = |a: &str, b: &str| a == b || a.replace('\r', "") == b.replace('\r', "");
        if revisions.first().is_none_or(|newest| !same(&newest.text, now)) {
            let text = now.to_owned();
            revisions
                .insert(0, FileRevision { commit: None, day: self.today, time: i64::MAX, text });
        }
        Some(revisions)
    }

    fn is_verbose(&self) -> bool {
        self.wants_detail
    }
}
