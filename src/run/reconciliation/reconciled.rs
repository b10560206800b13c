//! What is said of entries and tickets.

use std::borrow::Cow;

use serde::Serialize;

use crate::tracker::{TicketState, TrackerKind};

/// The entries of a run that name tickets, held against a tracker.
#[derive(Debug, Serialize)]
pub(crate) struct Reconciliation<'a> {
    pub version: u8,
    pub tracker: ReconciledTracker<'a>,
    pub entries: Vec<ReconciledEntry<'a>>,
    /// The tickets with the label of the register that no entry names.
    pub unnamed: Vec<UnnamedTicket<'a>>,
    /// The tickets that entries name and the export lacks.
    pub lacking: Vec<LackingTicket<'a>>,
    /// How many entries name no ticket.
    #[serde(skip)]
    pub without: usize,
}

/// The export.
#[derive(Debug, Serialize)]
pub(crate) struct ReconciledTracker<'a> {
    pub file: &'a str,
    pub kind: TrackerKind,
    pub tickets: usize,
    pub labels: &'a [String],
    /// How many tickets have one of the labels; nothing where the export has none.
    #[serde(skip)]
    pub labelled: Option<usize>,
    /// Whether all its tickets are open.
    #[serde(skip)]
    pub has_open_only: bool,
}

/// An entry, once for all its languages, and what its tickets say.
#[derive(Debug, Serialize)]
pub(crate) struct ReconciledEntry<'a> {
    #[serde(flatten)]
    pub entry: NamedEntry<'a>,
    pub title: Cow<'a, str>,
    pub status: Option<String>,
    pub verdict: TicketVerdict,
    pub why: String,
    pub tickets: Vec<ReconciledTicket<'a>>,
}

/// An entry by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct NamedEntry<'a> {
    pub path: &'a str,
    pub id: Option<&'a str>,
    pub number: Option<&'a str>,
    pub line: usize,
}

impl NamedEntry<'_> {
    /// How it is called.
    pub(crate) fn name(&self) -> &str {
        self.id.or(self.number).unwrap_or("–")
    }
}

/// What an entry and its tickets say together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum TicketVerdict {
    /// The tickets are closed, and the entry is open.
    ClosedThere,
    /// A ticket is open, and the entry is closed.
    OpenThere,
    Consistent,
    /// The export lacks a ticket that would decide.
    Lacking,
    /// Its status, its ticket or the state of that is not understood.
    Unknowable,
}

impl TicketVerdict {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::ClosedThere => "closed-there",
            Self::OpenThere => "open-there",
            Self::Consistent => "consistent",
            Self::Lacking => "lacking",
            Self::Unknowable => "unknowable",
        }
    }

    /// Whether the register and the tracker say different things.
    pub(crate) fn differs(self) -> bool {
        matches!(self, Self::ClosedThere | Self::OpenThere)
    }
}

/// A ticket that an entry names.
#[derive(Debug, Serialize)]
pub(crate) struct ReconciledTicket<'a> {
    /// As the entry names it.
    pub ticket: String,
    pub state: TicketState,
    pub state_text: Option<&'a str>,
    pub title: Option<&'a str>,
    pub url: Option<&'a str>,
    pub closed: Option<&'a str>,
    /// Why its state is not known.
    pub why: Option<String>,
}

/// A ticket with the label of the register that no entry names.
#[derive(Debug, Serialize)]
pub(crate) struct UnnamedTicket<'a> {
    pub ticket: String,
    pub state: TicketState,
    pub state_text: &'a str,
    pub title: &'a str,
    pub url: Option<&'a str>,
    pub closed: Option<&'a str>,
    /// The ID of an entry without a ticket that its title names.
    pub entry: Option<&'a str>,
}

/// A ticket that the export lacks, and who names it.
#[derive(Debug, Serialize)]
pub(crate) struct LackingTicket<'a> {
    pub ticket: String,
    pub why: String,
    pub entries: Vec<NamedEntry<'a>>,
}

impl Reconciliation<'_> {
    /// How many entries have a verdict.
    pub(crate) fn count(&self, verdict: TicketVerdict) -> usize {
        self.entries.iter().filter(|entry| entry.verdict == verdict).count()
    }

    /// Whether somebody has to look: a state differs, or an open ticket has no entry.
    pub(crate) fn differs(&self) -> bool {
        let is_open = |own: &UnnamedTicket<'_>| own.state != TicketState::Closed;
        self.entries.iter().any(|entry| entry.verdict.differs()) || self.unnamed.iter().any(is_open)
    }
}
