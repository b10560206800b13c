//! The tickets of a tracker, as its export has them: JSON of the GitHub command line, or CSV of Jira.
//!
//! Which of the two it is shows in the text, and nothing is asked over a network.

mod csv_damage;
mod github;
mod jira;
mod jira_columns;
mod jira_state;
mod label;
mod ticket;

use std::collections::{HashMap, HashSet};

use serde::Serialize;

use crate::text::Source;
use crate::values::{Repository, TicketName, ticket_of_address};
use crate::vocabulary::Vocabulary;

pub(crate) use label::TicketLabels;
pub(crate) use ticket::{Ticket, TicketState};

/// Whose export it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum TrackerKind {
    Github,
    Jira,
}

impl TrackerKind {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Github => "GitHub",
            Self::Jira => "Jira",
        }
    }
}

/// The tickets of an export.
#[derive(Debug)]
pub(crate) struct Tracker {
    pub kind: TrackerKind,
    /// Each once, in order.
    pub tickets: Vec<Ticket>,
    /// Whether the export has the labels of tickets.
    pub has_labels: bool,
    places: HashMap<TicketName, usize>,
    /// The repositories of the tickets.
    repositories: Vec<Repository>,
    /// The projects of their keys.
    projects: HashSet<String>,
}

/// What an export says of a ticket that an entry names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Lookup {
    /// The place of the ticket in the export.
    Found(usize),
    /// Why the export lacks it, or cannot have it.
    Lacking(String),
}

impl Tracker {
    /// Reads an export; an error where it is none.
    pub(crate) fn read(source: &Source, words: &Vocabulary) -> Result<Self, String> {
        let text = source.text()[source.body_start()..].trim_start();
        if text.is_empty() {
            return Err("it is empty".to_owned());
        }
        if text.starts_with(['[', '{']) { github::read(text) } else { jira::read(text, words) }
    }

    fn new(kind: TrackerKind, all: Vec<Ticket>, has_labels: bool) -> Self {
        let mut tracker = Self {
            kind,
            tickets: Vec::new(),
            has_labels,
            places: HashMap::new(),
            repositories: Vec::new(),
            projects: HashSet::new(),
        };
        for ticket in all {
            if let Some(&known) = tracker.places.get(&ticket.name) {
                tracker.tickets[known].join(ticket);
                continue;
            }
            tracker.places.insert(ticket.name.clone(), tracker.tickets.len());
            tracker.tickets.push(ticket);
        }
        let own = tracker.tickets.iter().filter_map(|ticket| ticket.name.repository());
        let mut repositories: Vec<Repository> = own.cloned().collect();
        repositories.sort_unstable();
        repositories.dedup();
        tracker.repositories = repositories;
        let projects = tracker.tickets.iter().filter_map(|ticket| ticket.name.project());
        tracker.projects = projects.map(str::to_owned).collect();
        tracker
    }

    /// Looks a ticket up that a register names; `home` is the repository of the register, where known.
    pub(crate) fn look_up(&self, name: &TicketName, home: Option<&Repository>) -> Lookup {
        match (self.kind, name) {
            (TrackerKind::Jira, TicketName::Key(_)) => self.exact(name, || self.why_no_key(name)),
            (TrackerKind::Jira, _) => Lookup::Lacking("it is not a ticket of Jira".to_owned()),
            (TrackerKind::Github, TicketName::Number { repository, number }) => {
                self.numbered(repository.as_ref(), *number, home)
            }
            (TrackerKind::Github, TicketName::Key(key)) => match key.strip_prefix("GH-") {
                Some(number) => number.parse().map_or_else(
                    |_| Lookup::Lacking("it is not a ticket of GitHub".to_owned()),
                    |number| self.numbered(None, number, home),
                ),
                None => Lookup::Lacking("it is not a ticket of GitHub".to_owned()),
            },
            (TrackerKind::Github, TicketName::Address(_)) => {
                Lookup::Lacking("it is not a ticket of GitHub".to_owned())
            }
        }
    }

    fn exact(&self, name: &TicketName, why: impl FnOnce() -> String) -> Lookup {
        self.places.get(name).map_or_else(|| Lookup::Lacking(why()), |&at| Lookup::Found(at))
    }

    fn numbered(
        &self,
        named: Option<&Repository>,
        number: u64,
        home: Option<&Repository>,
    ) -> Lookup {
        let is_meant = |own: &&Repository| named.is_none_or(|named| named.may_be(own));
        let mut meant: Vec<&Repository> = self.repositories.iter().filter(is_meant).collect();
        // A number alone belongs to the repository of the register, if the export has several.
        if meant.len() > 1 {
            let is_home = |own: &&Repository| home.is_some_and(|home| home.may_be(own));
            meant.retain(|own| is_home(own));
        }
        let repository = match (&meant[..], named) {
            ([one], _) => Some((*one).clone()),
            ([], None) if self.repositories.is_empty() => None,
            ([], Some(_)) if self.repositories.is_empty() && !self.tickets.is_empty() => {
                return Lookup::Lacking(
                    "the export does not say of which repository it is".to_owned(),
                );
            }
            ([], Some(_)) if !self.tickets.is_empty() => {
                return Lookup::Lacking("it is of another repository".to_owned());
            }
            ([], Some(named)) => Some(named.clone()),
            _ => {
                let of = self.repositories.len();
                return Lookup::Lacking(format!(
                    "the export has {of} repositories, and it may be of each"
                ));
            }
        };
        let name = TicketName::Number { repository, number };
        self.exact(&name, || "the export does not have it".to_owned())
    }

    fn why_no_key(&self, name: &TicketName) -> String {
        match name.project() {
            Some(project) if !self.projects.contains(project) => {
                format!("the export has no ticket of the project {project}")
            }
            _ => "the export does not have it".to_owned(),
        }
    }

    /// Whether the repository of a register says which ticket a number is.
    pub(crate) fn needs_home(&self) -> bool {
        self.repositories.len() > 1
    }

    /// Whether it holds open tickets only, so that one that it lacks may be closed.
    pub(crate) fn has_open_only(&self) -> bool {
        !self.tickets.is_empty() && self.tickets.iter().all(|own| own.state == TicketState::Open)
    }
}

/// The name of an issue by its address and its number.
fn name_of_issue(url: Option<&str>, number: u64) -> TicketName {
    match url.and_then(ticket_of_address) {
        Some(TicketName::Number { repository, .. }) => TicketName::Number { repository, number },
        _ => TicketName::Number { repository: None, number },
    }
}

#[cfg(test)]
mod tests;
