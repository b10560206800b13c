//! The entries of a run, once for all their languages, with the tickets that they name.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

use super::reconciled::NamedEntry;
use crate::files::repository_above;
use crate::git::setting;
use crate::register::{Entry, EntryEnd, Policy, Register, TrackedValues};
use crate::run::forge::host_and_path;
use crate::run::pairs::{aligned_pairs, policies};
use crate::run::project::Project;
use crate::text::LineIndex;
use crate::tracker::{Lookup, Tracker};
use crate::values::{Repository, TicketName, named_tickets};
use crate::vocabulary::Key;

/// An entry of a register that is not in another language of it.
pub(super) struct TicketedEntry<'a> {
    pub named: NamedEntry<'a>,
    pub title: Cow<'a, str>,
    pub status: Option<String>,
    pub end: EntryEnd,
    /// The tickets that it names in any language; nothing where no field says anything of one.
    pub tickets: Option<Vec<(TicketName, Lookup)>>,
    /// What its fields say where they name none.
    pub text: String,
}

impl TicketedEntry<'_> {
    /// The places of its tickets in the export.
    pub(super) fn places(&self) -> impl Iterator<Item = usize> {
        self.tickets.iter().flatten().filter_map(|(_, lookup)| match lookup {
            Lookup::Found(at) => Some(*at),
            Lookup::Lacking(_) => None,
        })
    }
}

/// The entries of registers, each in its leading language.
pub(super) fn entries_once<'a>(
    registers: &'a [Register<'a>],
    tracker: &Tracker,
    project: &Project,
) -> Vec<TicketedEntry<'a>> {
    let policies = policies(registers, &project.settings);
    // Of each entry of a translation, where its leading entry is.
    let mut leading: HashMap<(usize, u32), (usize, u32)> = HashMap::new();
    let mut ticket_texts: HashMap<(usize, u32), Vec<String>> = HashMap::new();
    for aligned in aligned_pairs(registers, &policies, &project.settings) {
        for pair in &aligned.pair.alignment.pairs {
            let place = (aligned.mirror, pair.mirror.span.start);
            leading.insert(place, (aligned.leading, pair.leading.span.start));
        }
    }
    for (at, register) in registers.iter().enumerate() {
        for entry in &register.entries {
            let place = (at, entry.span.start);
            let texts = ticket_values(register, entry, project);
            let all: &mut Vec<String> =
                ticket_texts.entry(*leading.get(&place).unwrap_or(&place)).or_default();
            let is_new = |text: &String| !all.contains(text);
            let new: Vec<String> = texts.into_iter().filter(is_new).collect();
            all.extend(new);
        }
    }
    let mut homes = Homes { project, known: HashMap::new() };
    let mut found = Vec::new();
    for (at, (register, policy)) in registers.iter().zip(&policies).enumerate() {
        let home = tracker.needs_home().then(|| homes.of(register)).flatten();
        let read =
            ReadEntries { register, policy, project, lines: LineIndex::new(register.source) };
        for entry in &register.entries {
            let place = (at, entry.span.start);
            if leading.contains_key(&place) {
                continue;
            }
            let texts = ticket_texts.remove(&place).unwrap_or_default();
            found.push(read.entry(entry, &texts, |name| tracker.look_up(name, home.as_ref())));
        }
    }
    found
}

/// What the fields of an entry say of tickets; placeholders say nothing.
fn ticket_values(register: &Register<'_>, entry: &Entry, project: &Project) -> Vec<String> {
    let words = &project.settings.vocabulary;
    let fields = entry.fields.iter().filter(|field| field.key == Some(Key::Ticket));
    let values = fields.map(|field| register.value(field).trim().to_owned());
    values.filter(|text| !text.is_empty() && words.placeholder(text).is_none()).collect()
}

struct ReadEntries<'a, 'p> {
    register: &'a Register<'a>,
    policy: &'p Policy,
    project: &'p Project,
    lines: LineIndex<'a>,
}

impl<'a> ReadEntries<'a, '_> {
    fn entry(
        &self,
        entry: &'a Entry,
        texts: &[String],
        look_up: impl Fn(&TicketName) -> Lookup,
    ) -> TicketedEntry<'a> {
        let words = &self.project.settings.vocabulary;
        let tracked = TrackedValues::of(self.register, entry, self.policy, words);
        let state = tracked.stated_state(self.policy);
        let mut seen = HashSet::new();
        let names = texts.iter().flat_map(|text| named_tickets(text));
        let looked_up = names.filter(|name| seen.insert(name.clone())).map(|name| {
            let found = look_up(&name);
            (name, found)
        });
        let tickets = (!texts.is_empty()).then(|| looked_up.collect());
        TicketedEntry {
            named: NamedEntry {
                path: self.register.source.path(),
                id: self.register.id(entry),
                number: entry.number.map(|number| self.register.text(number)),
                line: self.lines.position(entry.span.start as usize).line,
            },
            title: self.register.readable_title(entry),
            status: state.or(tracked.status_text).map(str::to_owned),
            end: EntryEnd::of(&tracked, self.policy, words),
            tickets,
            text: texts.join(", "),
        }
    }
}

/// The repositories of registers, each asked of git once.
struct Homes<'p> {
    project: &'p Project,
    known: HashMap<PathBuf, Option<Repository>>,
}

impl Homes<'_> {
    fn of(&mut self, register: &Register<'_>) -> Option<Repository> {
        let whole = self.project.real(&**register.source.path());
        let root = repository_above(whole.parent()?)?;
        let ask = |root: &PathBuf| {
            let remote = setting(root, "remote.origin.url")?;
            let (host, path) = host_and_path(&remote)?;
            Repository::of(Some(host), path)
        };
        self.known.entry(root).or_insert_with_key(ask).clone()
    }
}
