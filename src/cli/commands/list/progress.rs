//! How far an entry has come, in the states of other trackers.

use crate::register::{Policy, TrackedValues};
use crate::vocabulary::Vocabulary;

/// How far an entry has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ListedProgress {
    Waiting,
    Started,
    Over,
}

impl ListedProgress {
    pub(super) fn of(tracked: &TrackedValues<'_>, policy: &Policy, words: &Vocabulary) -> Self {
        if tracked.is_over(policy, words) {
            Self::Over
        } else if tracked.state.is_some_and(|state| state > 0) {
            Self::Started
        } else {
            Self::Waiting
        }
    }

    /// The state of Jira's own workflow.
    pub(super) fn in_jira(self) -> &'static str {
        match self {
            Self::Waiting => "To Do",
            Self::Started => "In Progress",
            Self::Over => "Done",
        }
    }
}
