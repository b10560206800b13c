//! The last edits of texts that are checked, or fixed in rounds, as they were before the first round.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::mirror::{LaterChanges, NewerValues, Pair};
use crate::register::{EarlierPromise, Policy, Register};
use crate::rules::{LastEdits, Writer};
use crate::text::Span;
use crate::triage::NewerCells;

/// Asks for the last edits of the texts that people wrote, each once: several rules want to know
/// them, and after a fix, a text is no longer one of these.
pub(crate) struct FirstEdits<'e> {
    edits: &'e dyn LastEdits,
    /// The registers before the first fix.
    registers: Vec<&'e Register<'e>>,
    /// By the path of the register.
    cells: Answers<Arc<str>, NewerCells>,
    /// By the paths of the pair.
    values: Answers<[Arc<str>; 2], AskedValues>,
    /// By the path of the register and the text of the comment.
    comments: Answers<(Arc<str>, String), Option<String>>,
    /// By the path of the register and the places of the comments in it.
    writers: Answers<(Arc<str>, Vec<Span>), Writers>,
}

/// Of each comment, who wrote it.
type Writers = Vec<Option<Writer>>;

/// The values of a pair that were asked about, and the answer.
#[derive(Clone, Default)]
struct AskedValues {
    asked: NewerValues,
    later: LaterChanges,
}

/// The answers to questions. They are not locked while a question is asked: reading a large text
/// takes up other work of the run, which may have a question, too.
struct Answers<Q, A>(Mutex<HashMap<Q, A>>);

impl<Q: Eq + Hash, A: Clone> Answers<Q, A> {
    fn known(&self) -> MutexGuard<'_, HashMap<Q, A>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn get_or(&self, question: Q, ask: impl FnOnce() -> A) -> A {
        let known = self.known().get(&question).cloned();
        known.unwrap_or_else(|| {
            let answer = ask();
            self.known().insert(question, answer.clone());
            answer
        })
    }
}

impl<'e> FirstEdits<'e> {
    pub(crate) fn of(
        edits: &'e dyn LastEdits,
        registers: impl IntoIterator<Item = &'e Register<'e>>,
    ) -> Self {
        Self {
            edits,
            registers: registers.into_iter().collect(),
            cells: Answers(Mutex::default()),
            values: Answers(Mutex::default()),
            comments: Answers(Mutex::default()),
            writers: Answers(Mutex::default()),
        }
    }
}

impl LastEdits for FirstEdits<'_> {
    fn newer_cells(&self, register: &Register<'_>) -> NewerCells {
        let path = register.source.path();
        let first = || self.registers.iter().find(|first| first.source.path() == path);
        self.cells.get_or(path.clone(), || match first() {
            Some(first) => self.edits.newer_cells(first),
            None => self.edits.newer_cells(register),
        })
    }

    fn later_changes(&self, pair: &Pair<'_>, contradicted: &NewerValues) -> LaterChanges {
        let paths = [pair.leading, pair.mirror].map(|register| register.source.path().clone());
        let AskedValues { asked, .. } = self.values.get_or(paths.clone(), AskedValues::default);
        // A fix may bring another contradiction to light.
        let new = contradicted.clone().without(&asked);
        let later = (!new.is_empty()).then(|| self.edits.later_changes(pair, &new));
        let mut known = self.values.known();
        let answer = known.entry(paths).or_default();
        answer.asked.extend(new);
        answer.later.extend(later.unwrap_or_default());
        answer.later.clone()
    }

    fn earlier_promises(&self, register: &Register<'_>, policy: &Policy) -> Vec<EarlierPromise> {
        self.edits.earlier_promises(register, policy)
    }

    fn first_below(&self, register: &Register<'_>, comment: Span) -> Option<String> {
        let question = (register.source.path().clone(), register.text(comment).to_owned());
        self.comments.get_or(question, || self.edits.first_below(register, comment))
    }

    fn writers(&self, register: &Register<'_>, comments: &[Span]) -> Vec<Option<Writer>> {
        let question = (register.source.path().clone(), comments.to_vec());
        self.writers.get_or(question, || self.edits.writers(register, comments))
    }
}
