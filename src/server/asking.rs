//! The thread that asks git, so that nobody waits for it.

use std::collections::HashMap;
use std::io;
use std::path::PathBuf;
use std::sync::mpsc::{self, Sender};
use std::thread;
use std::time::{Duration, Instant};

use crate::run::Collected;
use crate::run::workspace::{AskedHistory, Questions};

/// Asks git in a thread of its own, when there is a pause.
pub(super) struct Asking {
    sender: Sender<Vec<Questions>>,
    waiting: Vec<Questions>,
    /// When those that wait are asked.
    due: Instant,
}

impl Asking {
    /// Starts the thread. `answered` is called after each answer, and says whether anybody listens.
    pub(super) fn start(answered: impl Fn() -> bool + Send + 'static) -> io::Result<Self> {
        let (sender, questions) = mpsc::channel::<Vec<Questions>>();
        thread::Builder::new().spawn(move || {
            let mut asked: HashMap<PathBuf, AskedHistory> = HashMap::new();
            for all in questions {
                for one in all {
                    let history = asked.entry(one.folder().to_owned()).or_default();
                    // What git does not answer is not known.
                    let _ = one.ask(history, &Collected::default());
                }
                if !answered() {
                    return;
                }
            }
        })?;
        Ok(Self { sender, waiting: Vec::new(), due: Instant::now() })
    }

    /// How long the server may wait for messages, at most `longest`.
    pub(super) fn patience(&self, longest: Duration) -> Duration {
        if self.waiting.is_empty() {
            return longest;
        }
        self.due.saturating_duration_since(Instant::now()).min(longest)
    }

    /// Asks questions after a pause, instead of older ones about the same folders.
    pub(super) fn ask_after(&mut self, pause: Duration, questions: Vec<Questions>) {
        if !questions.is_empty() {
            let is_newer = |old: &Questions| questions.iter().any(|new| new.folder() == old.folder());
            self.waiting.retain(|old| !is_newer(old));
            self.waiting.extend(questions);
            self.due = Instant::now() + pause;
        }
        if !self.waiting.is_empty() && self.due <= Instant::now() {
            // Where the thread has ended, nothing is known of git.
            let _ = self.sender.send(std::mem::take(&mut self.waiting));
        }
    }
}
