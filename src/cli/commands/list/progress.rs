//! How far an entry has come, in the states of other trackers.

use crate::register::{Policy, TrackedValues};
use crate::vocabulary::Vocabulary;

/// How far an entry has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ListedProgress {
    Waiting,
    Started,
    Repaired,
    /// Closed without a repair, with the resolution that Jira has for that.
    Unrepaired(&'static str),
}

impl ListedProgress {
    pub(super) fn of(tracked: &TrackedValues<'_>, policy: &Policy, words: &Vocabulary) -> Self {
        let closed = tracked.further.filter(|_| tracked.is_closed_unrepaired(policy));
        if let Some(at) = closed {
            return Self::Unrepaired(match policy.further[at].name.as_str() {
                "Duplicate" => "Duplicate",
                "Cannot reproduce" => "Cannot Reproduce",
                _ => "Won't Do",
            });
        }
        if tracked.is_over(policy, words) {
            Self::Repaired
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
            Self::Repaired | Self::Unrepaired(_) => "Done",
        }
    }

    /// The resolution of Jira's own scheme; what is left to do has none.
    pub(super) fn jira_resolution(self) -> &'static str {
        match self {
            Self::Waiting | Self::Started => "",
            Self::Repaired => "Done",
            Self::Unrepaired(resolution) => resolution,
        }
    }
}
