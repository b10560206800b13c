//! What could be entries and was not taken for any.

use crate::text::Span;

/// A list, a table or a run of sections that could be entries and was not taken for any.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Unread {
    pub(crate) span: Span,
    pub(crate) what: UnreadKind,
    /// How many members it has.
    pub(crate) count: usize,
    pub(crate) why: Refusal,
}

/// What it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum UnreadKind {
    Table,
    List,
    Sections,
}

impl UnreadKind {
    /// Its word for programs.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::List => "list",
            Self::Sections => "sections",
        }
    }
}

/// Why its members are no entries; what speaks most against it comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Refusal {
    Legend,
    Numbers,
    Log,
    Plan,
    Tests,
    Matrix,
    Roles,
    Settings,
    Changes,
    Known,
    Continued,
    Aside,
    Introduction,
    Works,
    Finished,
    Prose,
    NoSubject,
    NoTitle,
    OthersCertain,
}

impl Refusal {
    /// The reason, as a clause.
    pub(crate) fn reason(self) -> &'static str {
        match self {
            Self::Legend => "its first column explains words, as a legend does",
            Self::Numbers => "most of its cells are numbers",
            Self::Log => "its first column holds dates, as a log does",
            Self::Plan => "it holds versions, quarters or days, as a plan does",
            Self::Tests => "it says what came of tests",
            Self::Matrix => "it relates IDs to each other",
            Self::Roles => "it says who has which part in a task",
            Self::Settings => "its columns are those of settings or limits",
            Self::Changes => "it says how states changed, as a log does",
            Self::Known => "its rows are about entries that are known from elsewhere",
            Self::Continued => "it continues a sentence of the text above it",
            Self::Aside => "the heading above it announces something else",
            Self::Introduction => "it introduces the sections below it",
            Self::Works => "the heading above it says that it works",
            Self::Finished => "all of it is done, and nothing above it is called a gap",
            Self::Prose => "the text around it is longer than it is",
            Self::NoSubject => "nothing above or in it says that it holds gaps",
            Self::NoTitle => {
                "its first line does not have the form of the titles, so it is read in the entry above"
            }
            Self::OthersCertain => {
                "other entries are certain, and there is less evidence for these"
            }
        }
    }
}
