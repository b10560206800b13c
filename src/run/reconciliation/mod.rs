//! The tickets of a tracker against the entries of a run that name them.

mod entries;
mod reconciled;
mod tracker_file;
mod verdict;

use std::collections::{BTreeMap, HashSet};

use super::project::Project;
use crate::register::Register;
use crate::tracker::{Lookup, Ticket, TicketLabels};
use entries::{TicketedEntry, entries_once};
use verdict::Judge;

pub(crate) use reconciled::{
    LackingTicket, ReconciledEntry, ReconciledTicket, ReconciledTracker, Reconciliation,
    TicketVerdict, UnnamedTicket,
};
pub(crate) use tracker_file::{TrackerFile, read_tracker};

/// Holds the entries of registers against a tracker, and the tickets with some labels against entries.
pub(crate) fn reconciliation<'a>(
    registers: &'a [Register<'a>],
    export: &'a TrackerFile,
    labels: &'a TicketLabels,
    project: &Project,
) -> Reconciliation<'a> {
    let tracker = &export.tracker;
    let all = entries_once(registers, tracker, project);
    let named: HashSet<usize> = all.iter().flat_map(TicketedEntry::places).collect();
    let without: Vec<&TicketedEntry<'_>> = all.iter().filter(|own| own.tickets.is_none()).collect();
    let ids: HashSet<&str> = without.iter().filter_map(|own| own.named.id).collect();
    let labelled = || tracker.tickets.iter().enumerate().filter(|(_, own)| labels.are_on(own));
    let unnamed = labelled().filter(|(at, _)| !named.contains(at));
    let judge = Judge::of(&all, tracker);
    Reconciliation {
        version: 1,
        tracker: ReconciledTracker {
            file: &export.name,
            kind: tracker.kind,
            tickets: tracker.tickets.len(),
            labels: &labels.names,
            labelled: tracker.has_labels.then(|| labelled().count()),
            has_open_only: tracker.has_open_only(),
        },
        unnamed: unnamed.map(|(_, ticket)| unnamed_ticket(ticket, &ids)).collect(),
        lacking: lacking(&all),
        without: without.len(),
        entries: all.iter().filter_map(|own| judge.judged(own)).collect(),
    }
}

fn unnamed_ticket<'a>(ticket: &'a Ticket, ids: &HashSet<&str>) -> UnnamedTicket<'a> {
    let mut words = ticket.title.split(|c: char| c.is_whitespace() || ":[]()".contains(c));
    let first = words.find(|word| !word.is_empty());
    UnnamedTicket {
        ticket: ticket.name.to_string(),
        state: ticket.state,
        state_text: &ticket.state_text,
        title: &ticket.title,
        url: ticket.url.as_deref(),
        closed: ticket.closed.as_deref(),
        entry: first.filter(|word| ids.contains(word)),
    }
}

/// The tickets that the export lacks, each once.
fn lacking<'a>(all: &[TicketedEntry<'a>]) -> Vec<LackingTicket<'a>> {
    let mut found: BTreeMap<String, LackingTicket<'a>> = BTreeMap::new();
    for own in all {
        for (name, lookup) in own.tickets.iter().flatten() {
            let Lookup::Lacking(why) = lookup else { continue };
            let ticket = name.to_string();
            let one =
                LackingTicket { ticket: ticket.clone(), why: why.clone(), entries: Vec::new() };
            found.entry(ticket).or_insert(one).entries.push(own.named);
        }
    }
    found.into_values().collect()
}
