//! What a run says about itself while it goes on. The terminal is one receiver; tests and editors
//! collect.

use std::fmt::Debug;
use std::sync::{Mutex, PoisonError};

/// Something that a run says.
#[derive(Clone, Copy, Debug)]
pub enum Note<'a> {
    /// An outcome; left out where the user asked for quiet.
    Info(&'a str),
    /// Shown where the user asked for more.
    Detail(&'a str),
    /// Something is wrong, and the run goes on.
    Warning(&'a str),
    /// Some part of the work could not be done.
    Error(&'a anyhow::Error),
}

/// Keeps a progress message alive until it is dropped.
pub type ShownProgress = Box<dyn Debug>;

/// Receives what a run says: a terminal, an editor, a test.
pub trait Notes: Sync {
    /// Receives a note.
    fn note(&self, note: Note<'_>);

    /// Shows what goes on for as long as the result lives.
    fn progress(&self, what: &str) -> Option<ShownProgress> {
        let _ = what;
        None
    }

    /// Whether [`Note::Detail`] is wanted.
    fn wants_detail(&self) -> bool {
        false
    }
}

/// Short forms, so that callers write `notes.warn(…)`.
impl dyn Notes + '_ {
    pub(crate) fn info(&self, message: &str) {
        self.note(Note::Info(message));
    }

    pub(crate) fn detail(&self, message: &str) {
        self.note(Note::Detail(message));
    }

    pub(crate) fn warn(&self, message: &str) {
        self.note(Note::Warning(message));
    }

    pub(crate) fn error(&self, error: &anyhow::Error) {
        self.note(Note::Error(error));
    }
}

/// Collects the notes as lines, but for details.
#[derive(Debug, Default)]
pub struct Collected(Mutex<Vec<String>>);

impl Collected {
    /// The lines so far, each with the kind of its note before it.
    pub fn lines(&self) -> Vec<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Notes for Collected {
    fn note(&self, note: Note<'_>) {
        let line = match note {
            Note::Info(message) => message.to_owned(),
            Note::Warning(message) => format!("warning: {message}"),
            Note::Error(error) => format!("error: {error:#}"),
            Note::Detail(_) => return,
        };
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(line);
    }
}
