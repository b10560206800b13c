//! The thread that asks git, so that nobody waits for it.

use std::collections::HashMap;
use std::io;
use std::path::PathBuf;
use std::sync::mpsc::{self, Sender};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Result;

use crate::run::Collected;
use crate::run::renumbering::ChangedText;
use crate::run::workspace::{AskedHistory, Questions, WantedEntry};

/// Something that git must be asked for.
enum Task {
    Questions(Questions),
    Entry(WantedEntry),
}

/// What came of it.
pub(super) enum Outcome {
    Answered,
    /// The texts with a new entry.
    Added(Result<Vec<ChangedText>>),
}

/// Asks git in a thread of its own, when there is a pause.
pub(super) struct Asking {
    sender: Sender<Task>,
    waiting: Vec<Questions>,
    /// How many times git is being asked, and has not answered yet.
    unanswered: usize,
    /// When those that wait are asked.
    due: Instant,
}

impl Asking {
    /// Starts the thread. `done` takes what came of each task, and says whether anybody listens.
    pub(super) fn start(done: impl Fn(Outcome) -> bool + Send + 'static) -> io::Result<Self> {
        let (sender, tasks) = mpsc::channel::<Task>();
        thread::Builder::new().spawn(move || {
            let mut asked: HashMap<PathBuf, AskedHistory> = HashMap::new();
            for task in tasks {
                let notes = Collected::default();
                let outcome = match task {
                    Task::Questions(questions) => {
                        let history = asked.entry(questions.folder().to_owned()).or_default();
                        // What git does not answer is not known.
                        let _ = questions.ask(history, &notes);
                        Outcome::Answered
                    }
                    Task::Entry(wanted) => Outcome::Added(wanted.add(&notes)),
                };
                if !done(outcome) {
                    return;
                }
            }
        })?;
        Ok(Self { sender, waiting: Vec::new(), unanswered: 0, due: Instant::now() })
    }

    /// How long the server may wait for messages, at most `longest`.
    pub(super) fn patience(&self, longest: Duration) -> Duration {
        if self.waiting.is_empty() {
            return longest;
        }
        self.due.saturating_duration_since(Instant::now()).min(longest)
    }

    /// Asks questions after a pause in typing, instead of older ones about the same folders.
    pub(super) fn ask_after(
        &mut self,
        pause: Duration,
        questions: Vec<Questions>,
        has_typed: bool,
    ) {
        if has_typed || self.waiting.is_empty() {
            self.due = Instant::now() + pause;
        }
        let is_newer = |old: &Questions| questions.iter().any(|new| new.folder() == old.folder());
        self.waiting.retain(|old| !is_newer(old));
        self.waiting.extend(questions);
        if self.due <= Instant::now() {
            for questions in self.waiting.drain(..) {
                // Where the thread has ended, nothing is known of git.
                let is_sent = self.sender.send(Task::Questions(questions)).is_ok();
                self.unanswered += usize::from(is_sent);
            }
        }
    }

    /// Takes notice of an answer.
    pub(super) fn take_answer(&mut self) {
        self.unanswered = self.unanswered.saturating_sub(1);
    }

    /// Whether git has questions to answer.
    pub(super) fn is_busy(&self) -> bool {
        self.unanswered > 0
    }

    /// Has an entry added.
    pub(super) fn add(&self, wanted: WantedEntry) {
        let _ = self.sender.send(Task::Entry(wanted));
    }
}
