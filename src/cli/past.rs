//! What git knows of the registers of a run.

use std::path::Path;

use jiff::civil::Date;

use super::session::Session;
use super::terminal::Terminal;
use crate::history::Archive;
use crate::mirror::Edition;
use crate::rules::Past;

/// The history of the registers of a run, where they lie in a repository.
pub(super) struct History {
    archive: Option<Archive>,
    today: Date,
    tells_more: bool,
}

impl History {
    /// Asks git. Who has none, or nothing in it, is not bothered; who has a part of it, is told.
    pub(super) fn of(session: &Session, terminal: &Terminal) -> Self {
        let asking = terminal.busy("asking git what was said before");
        let history = Self::until("HEAD", session, terminal);
        drop(asking);
        if history.archive.as_ref().is_some_and(|archive| archive.is_shallow) {
            terminal.say(
                "note: this clone is shallow; translations that lagged behind before it starts \
                 cannot be seen",
            );
        }
        history
    }

    /// The history as it was when a commit was the newest.
    pub(super) fn until(commit: &str, session: &Session, terminal: &Terminal) -> Self {
        let paths: Vec<&Path> =
            session.sources.iter().map(|source| Path::new(&**source.path())).collect();
        let archive = Archive::of(&paths, commit).unwrap_or_else(|why| {
            terminal.detail(&format!("what lags behind is not known: {why}"));
            None
        });
        Self { archive, today: session.today, tells_more: terminal.is_verbose() }
    }
}

impl Past for History {
    fn editions(&self, path: &str, now: &str) -> Option<Vec<Edition>> {
        // A file that cannot be read back has no past; git has said why elsewhere.
        let versions = self.archive.as_ref()?.versions(Path::new(path)).ok().flatten()?;
        let mut editions: Vec<Edition> = versions
            .into_iter()
            .map(|version| Edition {
                commit: Some(version.commit),
                day: version.day,
                time: version.time,
                text: version.text,
            })
            .collect();
        let same = |a: &str, b: &str| a == b || a.replace('\r', "") == b.replace('\r', "");
        if editions.first().is_none_or(|newest| !same(&newest.text, now)) {
            let text = now.to_owned();
            editions.insert(0, Edition { commit: None, day: self.today, time: i64::MAX, text });
        }
        Some(editions)
    }

    fn tells_more(&self) -> bool {
        self.tells_more
    }
}
