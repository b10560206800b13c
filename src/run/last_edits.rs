//! Which of two places that contradict each other was edited last, as git knows it.

use std::path::Path;

use super::project::Project;
use crate::edit;
use crate::git::{FileVersions, GitError, Version, is_ancestor};
use crate::mirror::{self, LaterChanges, NewerValues, Pair, Revision};
use crate::register::{EarlierPromise, Policy, Register};
use crate::rules::{self, LastEdits};
use crate::text::{Source, Span};
use crate::triage::NewerCells;

impl LastEdits for Project {
    fn newer_cells(&self, register: &Register<'_>) -> NewerCells {
        // Where git knows nothing of the file, the table follows its entries.
        self.asked_cells(register).unwrap_or_default()
    }

    fn later_changes(&self, pair: &Pair<'_>, contradicted: &NewerValues) -> LaterChanges {
        let revisions = [pair.leading, pair.mirror].map(|register| self.revisions(register));
        let [Ok(own), Ok(theirs)] = revisions else { return LaterChanges::default() };
        let file = self.on_disk(Path::new(&**pair.leading.source.path()));
        let is_later = |one: &Revision, other: &Revision| match (&one.commit, &other.commit) {
            (None, _) => false,
            (Some(_), None) => true,
            (Some(a), Some(b)) => {
                // Of two branches, the commit of the later second.
                is_ancestor(&file, a, b) || (!is_ancestor(&file, b, a) && other.time > one.time)
            }
        };
        let reading = self.settings.reading();
        mirror::later_changes(pair, contradicted, [&own, &theirs], reading, &is_later)
    }

    fn earlier_promises(&self, register: &Register<'_>, policy: &Policy) -> Vec<EarlierPromise> {
        self.promises_before(register, policy).unwrap_or_default()
    }

    fn first_below(&self, register: &Register<'_>, comment: Span) -> Option<String> {
        let words = register.text(comment);
        // Of several that say the same, none can be told from another.
        let is_alone = |text: &str| text.matches(words).count() == 1;
        if !is_alone(register.source.text()) {
            return None;
        }
        let mut name = None;
        for version in self.file_versions(register).ok()? {
            let text = version.ok()?.text;
            if !is_alone(&text) {
                break;
            }
            let source = Source::new(register.source.path().clone(), text);
            let Ok(older) = Register::parse(&source, self.settings.reading()) else { continue };
            let at = source.text().find(words)?;
            let entry = rules::entry_below(&older, Span::new(at, at + words.len()));
            name = entry.and_then(|entry| older.name(entry));
        }
        name
    }
}

impl Project {
    fn asked_cells(&self, register: &Register<'_>) -> Result<NewerCells, GitError> {
        let versions = self.file_versions(register)?;
        let texts = versions.map(|version| version.map(|version| version.text));
        let policy = self.policy(register);
        edit::newer_cells(self.edit_target(register, &policy), texts)
    }

    /// The revisions of a register, the newest first; the first is its text.
    fn revisions(&self, register: &Register<'_>) -> Result<Vec<Revision>, GitError> {
        let text = register.source.text();
        let mut revisions =
            vec![Revision { commit: None, day: self.today, time: i64::MAX, text: text.to_owned() }];
        for version in self.file_versions(register)? {
            let Version { commit, day, time, text } = version?;
            revisions.push(Revision { commit: Some(commit), day, time, text });
        }
        Ok(revisions)
    }

    /// The versions of a register's file, the newest first.
    pub(super) fn file_versions(&self, register: &Register<'_>) -> Result<FileVersions, GitError> {
        FileVersions::of(&self.on_disk(Path::new(&**register.source.path())))
    }
}
