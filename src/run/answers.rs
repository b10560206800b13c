//! What git said of the registers of a run, kept for a caller that checks them again and again and
//! cannot wait for git.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::civil::Date;

use super::history::RegisterHistory;
use super::last_edits::is_alone;
use super::project::Project;
use super::promises;
use super::triage::last_changes_of;
use crate::mirror::{LaterChanges, NewerValues, Outdated, OutdatedMemory, Pair};
use crate::register::{EarlierPromise, Policy, Reading, Register};
use crate::rules::{History, LastEdits, Revisions, Writer};
use crate::text::Span;
use crate::triage::NewerCells;

/// The answers of git so far. Each holds for what was asked; where a text has changed since, it is
/// the best that is known, and the question is open.
#[derive(Debug, Default)]
pub(crate) struct KeptAnswers(Mutex<Answers>);

#[derive(Debug, Default)]
struct Answers {
    /// By the path of the register.
    cells: HashMap<Arc<str>, Answer<NewerCells>>,
    /// By the paths of the pair.
    values: HashMap<[Arc<str>; 2], Answer<AnsweredValues>>,
    /// By the path of the register.
    promises: HashMap<Arc<str>, Answer<Vec<EarlierPromise>>>,
    /// By the path of the register and the text of the comment.
    comments: HashMap<(Arc<str>, String), Answer<Option<String>>>,
    /// By the path of the register, who wrote its comments whose day is past.
    writers: HashMap<Arc<str>, Answer<Vec<Option<Writer>>>>,
    /// By the paths of the pair.
    outdated: HashMap<[Arc<str>; 2], Answer<OutdatedMemory>>,
    /// By the path of the register, when each entry was last changed; nothing where that was only
    /// asked for.
    changes: HashMap<Arc<str>, Option<Answer<HashMap<String, Date>>>>,
    /// By the path of the register, how many answers there were that its findings depend on.
    news: HashMap<Arc<str>, u64>,
    /// How often the repository has changed.
    commits: u64,
    /// Whether something was asked that is not known.
    is_open: bool,
}

/// The values of a pair that were asked about, and which side was changed later.
#[derive(Clone, Debug, Default)]
struct AnsweredValues {
    asked: NewerValues,
    later: LaterChanges,
}

/// An answer, and a hash of what was asked.
#[derive(Clone, Debug)]
struct Answer<T> {
    question: u64,
    answer: T,
}

/// What git may not be asked: everything is answered by what is kept.
pub(crate) struct KeptOnly<'k>(pub &'k KeptAnswers);

/// The same, for whoever writes: what git has not answered may be the newer side.
pub(crate) struct CarefulEdits<'k> {
    pub kept: &'k KeptAnswers,
    pub has_git: bool,
}

/// Asks git, and keeps what it says.
pub(crate) struct Asking<'k> {
    pub kept: &'k KeptAnswers,
    pub project: &'k Project,
    pub history: &'k RegisterHistory,
}

fn hash(parts: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    parts.hash(&mut hasher);
    hasher.finish()
}

impl KeptAnswers {
    fn answers(&self) -> MutexGuard<'_, Answers> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether something was asked since the last call that is not known.
    pub(crate) fn take_open(&self) -> bool {
        std::mem::take(&mut self.answers().is_open)
    }

    /// How often the repository has changed.
    pub(crate) fn commits(&self) -> u64 {
        self.answers().commits
    }

    /// Another number where there are other answers about a register.
    pub(crate) fn stamp(&self, path: &str) -> u64 {
        self.answers().news.get(path).copied().unwrap_or_default()
    }

    /// How many answers there were.
    pub(crate) fn total(&self) -> u64 {
        self.answers().news.values().sum()
    }

    /// When the entry of an ID was last changed; asked for where it is not known.
    pub(crate) fn last_change(&self, path: &Arc<str>, id: &str) -> Option<Date> {
        let answers = &mut *self.answers();
        let commits = answers.commits;
        let known = answers.changes.entry(path.clone()).or_default();
        answers.is_open |= known.as_ref().is_none_or(|known| known.question != commits);
        known.as_ref()?.answer.get(id).copied()
    }

    /// What was answered may not hold any more, as the repository has changed.
    pub(crate) fn expire(&self) {
        self.answers().commits += 1;
    }
}

impl Answers {
    /// Takes notice that there is another answer about a register.
    fn count(&mut self, path: &Arc<str>) {
        *self.news.entry(path.clone()).or_default() += 1;
    }

    /// Of an answer that was kept, what it says; whether it is the answer to this question.
    fn take<T: Clone + Default>(&mut self, kept: Option<Answer<T>>, question: u64) -> T {
        self.is_open |= kept.as_ref().is_none_or(|kept| kept.question != question);
        kept.map(|kept| kept.answer).unwrap_or_default()
    }
}

fn paths_of(pair: &Pair<'_>) -> [Arc<str>; 2] {
    [pair.leading, pair.mirror].map(|register| register.source.path().clone())
}

fn texts_of<'r>(pair: &Pair<'r>) -> [&'r str; 2] {
    [pair.leading, pair.mirror].map(|register| register.source.text())
}

fn texts_at<'r>(register: &'r Register<'_>, spans: &[Span]) -> Vec<&'r str> {
    spans.iter().map(|span| register.text(*span)).collect()
}

impl LastEdits for KeptOnly<'_> {
    fn newer_cells(&self, register: &Register<'_>) -> NewerCells {
        let answers = &mut *self.0.answers();
        let question = hash((answers.commits, register.source.text()));
        let kept = answers.cells.get(register.source.path()).cloned();
        answers.take(kept, question)
    }

    fn later_changes(&self, pair: &Pair<'_>, contradicted: &NewerValues) -> LaterChanges {
        let answers = &mut *self.0.answers();
        let question = hash((answers.commits, texts_of(pair)));
        let kept = answers.values.get(&paths_of(pair)).cloned();
        let known = answers.take(kept, question);
        answers.is_open |= !contradicted.clone().without(&known.asked).is_empty();
        known.later
    }

    fn earlier_promises(&self, register: &Register<'_>, _policy: &Policy) -> Vec<EarlierPromise> {
        let answers = &mut *self.0.answers();
        let question = hash((answers.commits, promises::statements(register)));
        let kept = answers.promises.get(register.source.path()).cloned();
        answers.take(kept, question)
    }

    fn first_below(&self, register: &Register<'_>, comment: Span) -> Option<String> {
        if !is_alone(register.source.text(), register.text(comment)) {
            return None;
        }
        let answers = &mut *self.0.answers();
        let question = answers.commits;
        let place = (register.source.path().clone(), register.text(comment).to_owned());
        let kept = answers.comments.get(&place).cloned();
        answers.take(kept, question)
    }

    fn writers(&self, register: &Register<'_>, comments: &[Span]) -> Vec<Option<Writer>> {
        let answers = &mut *self.0.answers();
        let question = hash((answers.commits, texts_at(register, comments)));
        // The answer about other comments is none about these.
        let kept = answers.writers.get(register.source.path());
        let kept = kept.filter(|kept| kept.question == question).cloned();
        answers.take(kept, question)
    }
}

impl LastEdits for CarefulEdits<'_> {
    fn newer_cells(&self, register: &Register<'_>) -> NewerCells {
        let answers = &*self.kept.answers();
        let question = hash((answers.commits, register.source.text()));
        let kept = answers.cells.get(register.source.path());
        match kept.filter(|kept| kept.question == question) {
            Some(kept) => kept.answer.clone(),
            None if self.has_git => NewerCells::all(),
            None => NewerCells::default(),
        }
    }

    fn later_changes(&self, pair: &Pair<'_>, contradicted: &NewerValues) -> LaterChanges {
        let answers = &*self.kept.answers();
        let question = hash((answers.commits, texts_of(pair)));
        let kept = answers.values.get(&paths_of(pair)).filter(|kept| kept.question == question);
        let AnsweredValues { asked, mut later } =
            kept.map(|kept| kept.answer.clone()).unwrap_or_default();
        if self.has_git {
            later.mirror.extend(contradicted.clone().without(&asked));
        }
        later
    }

    fn earlier_promises(&self, register: &Register<'_>, policy: &Policy) -> Vec<EarlierPromise> {
        KeptOnly(self.kept).earlier_promises(register, policy)
    }

    fn first_below(&self, register: &Register<'_>, comment: Span) -> Option<String> {
        KeptOnly(self.kept).first_below(register, comment)
    }

    fn writers(&self, register: &Register<'_>, comments: &[Span]) -> Vec<Option<Writer>> {
        KeptOnly(self.kept).writers(register, comments)
    }
}

impl History for KeptOnly<'_> {
    fn revisions<'h>(&'h self, _path: &str, _now: &str) -> Option<Revisions<'h>> {
        None
    }

    fn is_verbose(&self) -> bool {
        false
    }

    fn outdated(&self, pair: &Pair<'_>, _reading: Reading<'_>) -> Option<Vec<Outdated>> {
        let answers = &mut *self.0.answers();
        let commits = answers.commits;
        let kept = answers.outdated.get_mut(&paths_of(pair));
        let known = kept.map(|kept| (kept.question == commits, kept.answer.recall(pair)));
        let is_known = known.as_ref().is_some_and(|(is_new, known)| *is_new && known.is_whole);
        answers.is_open |= !is_known;
        known.map(|(_, known)| known.outdated)
    }
}

impl Asking<'_> {
    /// Asks when the entries of some registers were last changed, where that is wanted.
    pub(super) fn ask_last_changes(&self, registers: &[Register<'_>]) {
        let question = self.kept.commits();
        let is_wanted = |register: &&Register<'_>| {
            let answers = self.kept.answers();
            let known = answers.changes.get(register.source.path());
            known.is_some_and(|known| known.as_ref().is_none_or(|own| own.question != question))
        };
        for register in registers.iter().filter(is_wanted) {
            let answer =
                self.project.git.gaps.answer_or_default(last_changes_of(register, self.project));
            let path = register.source.path().clone();
            self.kept.answers().changes.insert(path, Some(Answer { question, answer }));
        }
    }

    /// The registers of which it is wanted when their entries were last changed.
    pub(super) fn is_wanted(&self, path: &str) -> bool {
        self.kept.answers().changes.contains_key(path)
    }
}

impl LastEdits for Asking<'_> {
    fn newer_cells(&self, register: &Register<'_>) -> NewerCells {
        let question = hash((self.kept.commits(), register.source.text()));
        let answer = self.project.newer_cells(register);
        let kept = Answer { question, answer: answer.clone() };
        let mut answers = self.kept.answers();
        answers.count(register.source.path());
        answers.cells.insert(register.source.path().clone(), kept);
        answer
    }

    fn later_changes(&self, pair: &Pair<'_>, contradicted: &NewerValues) -> LaterChanges {
        let question = hash((self.kept.commits(), texts_of(pair)));
        let answer = self.project.later_changes(pair, contradicted);
        let mut answers = self.kept.answers();
        answers.count(pair.mirror.source.path());
        let none = || Answer { question, answer: AnsweredValues::default() };
        let kept = answers.values.entry(paths_of(pair)).or_insert_with(none);
        if kept.question != question {
            *kept = none();
        }
        kept.answer.asked.extend(contradicted.clone());
        kept.answer.later.extend(answer.clone());
        answer
    }

    fn earlier_promises(&self, register: &Register<'_>, policy: &Policy) -> Vec<EarlierPromise> {
        let question = hash((self.kept.commits(), promises::statements(register)));
        let answer = self.project.earlier_promises(register, policy);
        let kept = Answer { question, answer: answer.clone() };
        let mut answers = self.kept.answers();
        answers.count(register.source.path());
        answers.promises.insert(register.source.path().clone(), kept);
        answer
    }

    fn first_below(&self, register: &Register<'_>, comment: Span) -> Option<String> {
        let question = self.kept.commits();
        let answer = self.project.first_below(register, comment);
        let (text, words) = (register.source.text(), register.text(comment));
        if is_alone(text, words) {
            let path = register.source.path();
            let mut answers = self.kept.answers();
            answers.count(path);
            // A comment that is being typed says another thing each time.
            answers.comments.retain(|(own, words), _| own != path || text.contains(words.as_str()));
            let kept = Answer { question, answer: answer.clone() };
            answers.comments.insert((path.clone(), words.to_owned()), kept);
        }
        answer
    }

    fn writers(&self, register: &Register<'_>, comments: &[Span]) -> Vec<Option<Writer>> {
        let question = hash((self.kept.commits(), texts_at(register, comments)));
        let answer = self.project.writers(register, comments);
        let kept = Answer { question, answer: answer.clone() };
        let mut answers = self.kept.answers();
        answers.count(register.source.path());
        answers.writers.insert(register.source.path().clone(), kept);
        answer
    }
}

impl History for Asking<'_> {
    fn revisions<'h>(&'h self, path: &str, now: &str) -> Option<Revisions<'h>> {
        self.history.revisions(path, now)
    }

    fn is_verbose(&self) -> bool {
        false
    }

    fn outdated(&self, pair: &Pair<'_>, reading: Reading<'_>) -> Option<Vec<Outdated>> {
        let question = self.kept.commits();
        let found = self.history.outdated(pair, reading);
        let answer = OutdatedMemory::of(pair, found.as_deref().unwrap_or_default());
        let mut answers = self.kept.answers();
        answers.count(pair.mirror.source.path());
        answers.outdated.insert(paths_of(pair), Answer { question, answer });
        found
    }
}
