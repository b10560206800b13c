//! The columns of tables that hold no entries, and those whose cells decide what they are, by their headers.

use super::fold::fold;
use super::{Key, Vocabulary};

/// What a column is for in a table that holds no entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Header {
    /// Who has this part in a task: `Consulted`.
    Role,
    /// Part of a setting or of a limit: `Default`.
    Setting,
    /// What words mean that another column has: `Definition`.
    Meaning,
    /// The state before a change.
    Before,
    /// The state after it.
    After,
    /// What was tested: `Test`.
    Test,
    /// What came of a test: `Result`.
    Outcome,
}

impl Vocabulary {
    /// Whether a label is that of a deadline where days are below it: `Until`, `Promised for`.
    pub(crate) fn is_deadline_of_days(&self, label: &str) -> bool {
        self.headers.find(label) == Some("deadlines")
    }

    /// Whether a label is that of the day of the repair: `Closing date`, `Closed on`, `Resolved`.
    pub(crate) fn is_of_repair_day(&self, label: &str) -> bool {
        self.headers.find(label) == Some("repaired")
            || matches!(self.status_at_start(label), Some("Fixed" | "Verified"))
    }

    /// Whether a header is that of the names of what is wanted: `Feature`.
    pub(crate) fn is_of_features(&self, header: &str) -> bool {
        self.headers.find(header) == Some("features")
    }

    /// Whether a header is that of what the rows are about, where no column of gaps is beside it: `Decision`.
    pub(crate) fn is_of_titles(&self, header: &str) -> bool {
        self.headers.find(header) == Some("titles")
    }

    /// Whether a header is that of kinds, of which each row has one: `Type`.
    pub(crate) fn is_of_kinds(&self, header: &str) -> bool {
        self.headers.find(header) == Some("kinds")
    }

    /// The key of a label in the plural: `Sources`.
    pub(crate) fn key_of_plural(&self, label: &str) -> Option<Key> {
        const LONGEST_ENDING: usize = 3;
        const SHORTEST: usize = 4;
        let folded = fold(label);
        let ends = folded.char_indices().rev().map(|(at, _)| at).take(LONGEST_ENDING);
        let parts = ends.map(|at| folded.split_at(at));
        let is_plural = |(stem, ending): &(&str, &str)| {
            stem.chars().count() >= SHORTEST && self.headers.find(ending) == Some("plural")
        };
        let mut stems = parts.filter(is_plural).map(|(stem, _)| stem);
        stems.find_map(|stem| self.key_named(self.labels.find(stem)?))
    }

    /// What a column of that header is for in a table that holds no entries.
    pub(crate) fn other_header(&self, header: &str) -> Option<Header> {
        Some(match self.headers.find(header)? {
            "roles" => Header::Role,
            "settings" => Header::Setting,
            "meanings" => Header::Meaning,
            "before" => Header::Before,
            "after" => Header::After,
            "tests" => Header::Test,
            "outcomes" => Header::Outcome,
            _ => return None,
        })
    }
}
