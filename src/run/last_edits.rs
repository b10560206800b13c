//! Which of two places that contradict each other was edited last, as git knows it.

use super::file_line::FileLine;
use super::history::{committed, uncommitted};
use super::project::Project;
use crate::edit;
use crate::git::{FileVersions, GitError};
use crate::mirror::{self, CommitTime, FileRevision, LaterChanges, NewerValues, Pair};
use crate::register::{EarlierPromise, Policy, Register};
use crate::rules::{self, LastEdits, Writer};
use crate::text::{Source, Span};
use crate::triage::NewerCells;

impl LastEdits for Project {
    fn newer_cells(&self, register: &Register<'_>) -> NewerCells {
        // Where git knows nothing of the file, the table follows its entries.
        self.git.gaps.answer_or_default(self.asked_cells(register))
    }

    fn later_changes(&self, pair: &Pair<'_>, contradicted: &NewerValues) -> LaterChanges {
        self.git.gaps.answer_or_default(self.asked_changes(pair, contradicted))
    }

    fn earlier_promises(&self, register: &Register<'_>, policy: &Policy) -> Vec<EarlierPromise> {
        self.git.gaps.answer_or_default(self.promises_before(register, policy))
    }

    fn first_below(&self, register: &Register<'_>, comment: Span) -> Option<String> {
        let words = register.text(comment);
        if !is_alone(register.source.text(), words) {
            return None;
        }
        let mut name = None;
        for version in self.file_versions(register).ok()? {
            let text = version.ok()?.text;
            if !is_alone(&text, words) {
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

    fn writers(&self, register: &Register<'_>, comments: &[Span]) -> Vec<Option<Writer>> {
        self.git.gaps.answer_or_default(self.comment_writers(register, comments))
    }
}

/// Whether words can be followed through the versions of a text: of several that say the same, none can
/// be told from another.
pub(super) fn is_alone(text: &str, words: &str) -> bool {
    text.matches(words).take(2).count() == 1
}

impl Project {
    fn asked_cells(&self, register: &Register<'_>) -> Result<NewerCells, GitError> {
        let policy = self.policy(register);
        edit::newer_cells(self.edit_target(register, &policy), || self.file_line(register))
    }

    fn asked_changes(
        &self,
        pair: &Pair<'_>,
        contradicted: &NewerValues,
    ) -> Result<LaterChanges, GitError> {
        let (own, theirs) = (self.revisions(pair.leading)?, self.revisions(pair.mirror)?);
        let repository = self.repository_file(pair.leading.source.path())?.repository;
        let is_later = |one: &CommitTime, other: &CommitTime| match (&one.commit, &other.commit) {
            (None, _) => false,
            (Some(_), None) => true,
            (Some(a), Some(b)) => {
                // Of two branches, the commit of the later second.
                repository.is_ancestor(a, b)
                    || (!repository.is_ancestor(b, a) && other.place > one.place)
            }
        };
        let reading = self.settings.reading();
        mirror::later_changes(pair, contradicted, [own, theirs], reading, &is_later)
    }

    /// The revisions of a register, the newest first; the first is its text.
    fn revisions(
        &self,
        register: &Register<'_>,
    ) -> Result<impl Iterator<Item = Result<FileRevision, GitError>>, GitError> {
        let now = uncommitted(register.source.text(), self.today);
        let versions = self.file_versions(register)?.map(|version| version.map(committed));
        Ok(std::iter::once(Ok(now)).chain(versions))
    }

    /// The older texts of a register's file, and of what was merged into it.
    pub(super) fn file_line(&self, register: &Register<'_>) -> Result<FileLine, GitError> {
        FileLine::of(&self.repository_file(register.source.path())?)
    }

    /// The versions of a register's file, the newest first.
    pub(super) fn file_versions(&self, register: &Register<'_>) -> Result<FileVersions, GitError> {
        FileVersions::of(&self.repository_file(register.source.path())?)
    }
}
