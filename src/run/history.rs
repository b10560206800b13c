//! What git knows of the registers of a run.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::thread::JoinHandle;

use jiff::civil::Date;

use crate::cli::shared::terminal::Terminal;
use crate::git::{Archive, GitError};
use crate::mirror::Revision;
use crate::rules;
use crate::run::inputs::Session;

/// The history of the registers of a run, where they lie in a repository.
pub(crate) struct History {
    /// Git is asked while the registers are read.
    asked: Mutex<Option<JoinHandle<Answer>>>,
    archive: OnceLock<Answer>,
    today: Date,
    tells_more: bool,
}

type Answer = Result<Option<Archive>, GitError>;

impl History {
    /// Asks git for what was said before. Who has no history, or nothing in it, is not bothered.
    pub(crate) fn of(session: &Session, terminal: &Terminal) -> Self {
        Self::until("HEAD", session, terminal)
    }

    /// The history as it was when a commit was the newest.
    pub(crate) fn until(commit: &str, session: &Session, terminal: &Terminal) -> Self {
        let paths = session.paths();
        let commit = commit.to_owned();
        let ask = move || {
            let paths: Vec<&Path> = paths.iter().map(PathBuf::as_path).collect();
            Archive::of(&paths, &commit)
        };
        Self {
            // Without a thread to ask in, there is no history, as where there is no git.
            asked: Mutex::new(std::thread::Builder::new().spawn(ask).ok()),
            archive: OnceLock::new(),
            today: session.today,
            tells_more: terminal.is_verbose(),
        }
    }

    /// Says what keeps it from being known whole; to be asked once the registers were looked at.
    pub(crate) fn tell_of_gaps(&self, terminal: &Terminal) {
        match self.answer() {
            Ok(Some(archive)) if archive.is_shallow => terminal.say(
                "note: this clone is shallow; translations that lagged behind before it starts \
                 cannot be seen",
            ),
            Ok(_) => {}
            Err(why) => terminal.detail(&format!("what lags behind is not known: {why}")),
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

impl rules::History for History {
    fn revisions(&self, path: &str, now: &str) -> Option<Vec<Revision>> {
        // A file that cannot be read back has no past; git has said why elsewhere.
        let versions =
            self.answer().as_ref().ok()?.as_ref()?.versions(Path::new(path)).ok().flatten()?;
        let mut revisions: Vec<Revision> = versions
            .into_iter()
            .map(|version| Revision {
                commit: Some(version.commit),
                day: version.day,
                time: version.time,
                text: version.text,
            })
            .collect();
        let same = |a: &str, b: &str| a == b || a.replace('\r', "") == b.replace('\r', "");
        if revisions.first().is_none_or(|newest| !same(&newest.text, now)) {
            let text = now.to_owned();
            revisions.insert(0, Revision { commit: None, day: self.today, time: i64::MAX, text });
        }
        Some(revisions)
    }

    fn is_verbose(&self) -> bool {
        self.tells_more
    }
}
