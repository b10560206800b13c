//! The labels by which a tracker knows the tickets of a register.

use super::Ticket;
use crate::vocabulary::fold;

/// Labels, of which a ticket has one.
#[derive(Clone, Debug)]
pub(crate) struct TicketLabels {
    /// As they were given.
    pub names: Vec<String>,
    folded: Vec<String>,
}

impl TicketLabels {
    /// What a register is usually called.
    pub(crate) const USUAL: &str = "gap-register";

    pub(crate) fn new(names: Vec<String>) -> Self {
        Self { folded: names.iter().map(|name| plain(name)).collect(), names }
    }

    /// Whether a ticket has one of them. Case, and signs between words, make no difference.
    pub(crate) fn are_on(&self, ticket: &Ticket) -> bool {
        ticket.labels.iter().any(|label| self.folded.contains(&plain(label)))
    }
}

/// `Gap register` and `gap_register` are `gap-register`.
fn plain(label: &str) -> String {
    fold(label.trim()).replace([' ', '_'], "-")
}
