//! What the tickets of an entry say about it.

use std::collections::{BTreeSet, HashMap};

use super::entries::TicketedEntry;
use super::reconciled::{ReconciledEntry, ReconciledTicket, TicketVerdict};
use crate::register::EntryEnd;
use crate::tracker::{Lookup, Ticket, TicketState, Tracker};
use crate::values::TicketName;

/// Judges entries by a tracker.
pub(super) struct Judge<'a> {
    tracker: &'a Tracker,
    /// Of each ticket that open entries name, the name of the first of them.
    kept_open: HashMap<usize, String>,
}

/// A verdict and its reason.
#[derive(Clone)]
struct Judged {
    verdict: TicketVerdict,
    why: String,
}

/// The tickets of an entry by their states.
struct ByState<'n> {
    open: Vec<FoundTicket<'n>>,
    closed: Vec<FoundTicket<'n>>,
    /// What to say where the state of another one would decide.
    unknown: Option<Judged>,
}

/// A ticket of an entry that the export has.
#[derive(Clone, Copy)]
struct FoundTicket<'n> {
    name: &'n TicketName,
    at: usize,
    ticket: &'n Ticket,
}

impl<'a> Judge<'a> {
    pub(super) fn of(all: &[TicketedEntry<'_>], tracker: &'a Tracker) -> Self {
        let mut kept_open = HashMap::new();
        for own in all.iter().filter(|own| own.end == EntryEnd::Open) {
            for at in own.places() {
                kept_open.entry(at).or_insert_with(|| own.named.name().to_owned());
            }
        }
        Self { tracker, kept_open }
    }

    /// An entry with its verdict; nothing where it names no ticket.
    pub(super) fn judged<'e>(&self, own: &TicketedEntry<'e>) -> Option<ReconciledEntry<'e>>
    where
        'a: 'e,
    {
        let named = own.tickets.as_ref()?;
        let Judged { verdict, why } = self.judge(own, named);
        Some(ReconciledEntry {
            entry: own.named,
            title: own.title.clone(),
            status: own.status.clone(),
            verdict,
            why,
            tickets: named.iter().map(|(name, lookup)| self.ticket(name, lookup)).collect(),
        })
    }

    fn judge(&self, own: &TicketedEntry<'_>, named: &[(TicketName, Lookup)]) -> Judged {
        if named.is_empty() {
            return Judged::unknowable(format!("`{}` names no ticket", own.text));
        }
        let tickets = self.by_state(named);
        match own.end {
            EntryEnd::Unknown => Judged::unknowable("its status is not understood".to_owned()),
            EntryEnd::Open => of_open(&tickets),
            EntryEnd::Repaired | EntryEnd::Unrepaired => self.of_closed(&tickets),
        }
    }

    fn by_state<'n>(&'n self, named: &'n [(TicketName, Lookup)]) -> ByState<'n> {
        let mut tickets = ByState { open: Vec::new(), closed: Vec::new(), unknown: None };
        for (name, lookup) in named {
            let found = match lookup {
                Lookup::Found(at) => {
                    FoundTicket { name, at: *at, ticket: &self.tracker.tickets[*at] }
                }
                Lookup::Lacking(why) => {
                    let verdict = TicketVerdict::Lacking;
                    tickets
                        .unknown
                        .get_or_insert(Judged { verdict, why: format!("{name}: {why}") });
                    continue;
                }
            };
            match found.ticket.state {
                TicketState::Open => tickets.open.push(found),
                TicketState::Closed => tickets.closed.push(found),
                TicketState::Unknown => {
                    let why = found.ticket.why.as_deref().unwrap_or_default();
                    tickets.unknown = Some(Judged::unknowable(format!("{name}: {why}")));
                }
            }
        }
        tickets
    }

    /// An open ticket is right for a closed entry, if it is that of an open entry, too.
    fn of_closed(&self, tickets: &ByState<'_>) -> Judged {
        let of_other = |own: &&FoundTicket<'_>| self.kept_open.contains_key(&own.at);
        let (kept, open): (Vec<FoundTicket<'_>>, Vec<FoundTicket<'_>>) =
            tickets.open.iter().partition(of_other);
        if !open.is_empty() {
            let why = format!("it is closed, and {} open", are(&open));
            return Judged { verdict: TicketVerdict::OpenThere, why };
        }
        if let Some(kept) = kept.first() {
            let other = &self.kept_open[&kept.at];
            let why = format!("it is closed, and {} is open for {other}, too", kept.name);
            return Judged { verdict: TicketVerdict::Consistent, why };
        }
        match &tickets.unknown {
            Some(judged) => judged.clone(),
            None => Judged {
                verdict: TicketVerdict::Consistent,
                why: format!("it is closed, and {}", closed(&tickets.closed)),
            },
        }
    }

    fn ticket<'e>(&self, name: &TicketName, lookup: &Lookup) -> ReconciledTicket<'e>
    where
        'a: 'e,
    {
        let (ticket, why) = match lookup {
            Lookup::Found(at) => (self.tracker.tickets.get(*at), None),
            Lookup::Lacking(why) => (None, Some(why.clone())),
        };
        ReconciledTicket {
            ticket: name.to_string(),
            state: ticket.map_or(TicketState::Unknown, |ticket| ticket.state),
            state_text: ticket.map(|ticket| ticket.state_text.as_str()),
            title: ticket.map(|ticket| ticket.title.as_str()),
            url: ticket.and_then(|ticket| ticket.url.as_deref()),
            closed: ticket.and_then(|ticket| ticket.closed.as_deref()),
            why: why.or_else(|| ticket?.why.clone()),
        }
    }
}

impl Judged {
    fn unknowable(why: String) -> Self {
        Self { verdict: TicketVerdict::Unknowable, why }
    }
}

/// An entry is open until all its tickets are closed.
fn of_open(tickets: &ByState<'_>) -> Judged {
    match (&tickets.open[..], &tickets.unknown) {
        ([], Some(judged)) => judged.clone(),
        ([], None) => Judged {
            verdict: TicketVerdict::ClosedThere,
            why: format!("it is open, and {}", closed(&tickets.closed)),
        },
        (open, _) => Judged {
            verdict: TicketVerdict::Consistent,
            why: format!("it is open, and {} open", are(open)),
        },
    }
}

/// `#1 is`, `#1, #2 are`.
fn are(tickets: &[FoundTicket<'_>]) -> String {
    let names: Vec<String> = tickets.iter().map(|own| own.name.to_string()).collect();
    format!("{} {}", names.join(", "), if names.len() == 1 { "is" } else { "are" })
}

/// `#1 is closed`, and how, where it was not repaired.
fn closed(tickets: &[FoundTicket<'_>]) -> String {
    let states = tickets.iter().map(|own| own.ticket.unrepaired.as_deref());
    let states: Option<BTreeSet<&str>> = states.collect();
    match states.as_ref().and_then(|states| states.first()) {
        Some(state) => format!("{} closed without a repair ({state})", are(tickets)),
        None => format!("{} closed", are(tickets)),
    }
}
