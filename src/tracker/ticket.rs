//! One ticket.

use serde::Serialize;

use crate::values::TicketName;

/// A ticket as the export has it.
#[derive(Clone, Debug)]
pub(crate) struct Ticket {
    pub name: TicketName,
    pub title: String,
    pub state: TicketState,
    /// The state in the words of the tracker: `CLOSED (not planned)`, `Erledigt`.
    pub state_text: String,
    /// How it was closed, where nothing was repaired: `not planned`.
    pub unrepaired: Option<String>,
    /// Why its state is not known.
    pub why: Option<String>,
    /// When it was closed, as the export has it.
    pub closed: Option<String>,
    pub url: Option<String>,
    pub labels: Vec<String>,
}

/// Whether there is something left to do in a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum TicketState {
    Open,
    Closed,
    Unknown,
}

impl TicketState {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Closed => "closed",
            Self::Unknown => "unknown",
        }
    }
}

impl Ticket {
    /// The same ticket from another part of the export.
    pub(super) fn join(&mut self, other: Self) {
        if self.state != other.state {
            self.why = Some("the export has it twice, in different states".to_owned());
            self.state = TicketState::Unknown;
            self.state_text = format!("{}, {}", self.state_text, other.state_text);
        }
        self.unrepaired = self.unrepaired.take().filter(|_| self.state == TicketState::Closed);
        self.labels.extend(other.labels);
    }
}
