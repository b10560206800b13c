//! What a rule about changes sees.

use std::collections::HashMap;

use super::{Context, Findings};
use crate::finding::Finding;
use crate::register::{Entry, Register, StatusMeaning};
use crate::text::Span;
use crate::timeline::{EntrySnapshot, RegisterChange, Transition, short_commit};
use crate::vocabulary::Key;

/// An entry, and one change of it.
#[derive(Debug)]
pub(crate) struct ChangeContext<'a> {
    /// What the entry said before and after.
    pub transition: &'a Transition,
    /// The entry, where it is still in the register.
    pub entry: Option<&'a Entry>,
    commit: Option<&'a str>,
}

impl<'a> Context<'a> {
    /// Every change of every entry since the base revision.
    pub(super) fn entry_changes(&self) -> impl Iterator<Item = ChangeContext<'a>> {
        let changes =
            self.environment.changes.and_then(|all| all.get(&**self.register.source.path()));
        let changes = changes.map(Vec::as_slice).unwrap_or_default();
        let mut finder = EntryFinder::new(self.register);
        if !changes.is_empty() {
            finder.read_entries();
        }
        let transitions =
            changes.iter().flat_map(|change| change.transitions.iter().map(move |t| (change, t)));
        transitions.map(move |(change, transition)| ChangeContext {
            transition,
            entry: finder.entry(change, transition),
            commit: change.commit.as_deref(),
        })
    }
}

/// Finds the entry of a register that a change led to.
struct EntryFinder<'a> {
    register: &'a Register<'a>,
    by_id: HashMap<&'a str, &'a Entry>,
    by_title: HashMap<String, &'a Entry>,
}

impl<'a> EntryFinder<'a> {
    fn new(register: &'a Register<'a>) -> Self {
        Self { register, by_id: HashMap::new(), by_title: HashMap::new() }
    }

    fn read_entries(&mut self) {
        // Of several entries with one ID or title, the first counts.
        for entry in self.register.entries.iter().rev() {
            self.by_title.insert(self.register.wording(entry.title), entry);
            self.by_id.extend(self.register.id(entry).map(|id| (id, entry)));
        }
    }

    fn entry(&self, change: &RegisterChange, transition: &Transition) -> Option<&'a Entry> {
        // The last change of all, which has no commit, ends in the register as it is now.
        let place = transition.place.filter(|_| change.commit.is_none());
        let here = place.and_then(|place| self.register.entries.get(place));
        here.or_else(|| self.named_like(transition))
    }

    fn named_like(&self, transition: &Transition) -> Option<&'a Entry> {
        let snapshot = transition.after.as_deref().or(transition.before.as_deref())?;
        let by_id = snapshot.id.as_deref().and_then(|id| self.by_id.get(id));
        let entry = by_id.or_else(|| self.by_title.get(&snapshot.title)).copied()?;
        // An entry that was removed is found only where one of the same title is left.
        let has_same_title = || self.register.wording(entry.title) == snapshot.title;
        (transition.after.is_some() || has_same_title()).then_some(entry)
    }
}

impl ChangeContext<'_> {
    /// What the entry said before and after; nothing where it was added or removed.
    pub(super) fn snapshots(&self) -> Option<(&EntrySnapshot, &EntrySnapshot)> {
        Some((self.transition.before.as_deref()?, self.transition.after.as_deref()?))
    }

    /// The places in the flow of its states before and after.
    pub(super) fn states(&self, cx: &Context<'_>) -> Option<(usize, usize)> {
        let (before, after) = self.snapshots()?;
        let state =
            |snapshot: &EntrySnapshot| cx.policy.state(snapshot.value(Key::Status)?, cx.words());
        Some((state(before)?, state(after)?))
    }

    /// What its statuses before and after mean.
    pub(super) fn meanings(&self, cx: &Context<'_>) -> Option<(StatusMeaning, StatusMeaning)> {
        let (before, after) = self.snapshots()?;
        let meaning =
            |snapshot: &EntrySnapshot| cx.policy.meaning(snapshot.value(Key::Status)?, cx.words());
        Some((meaning(before)?, meaning(after)?))
    }

    /// Reports something about the change, at the entry's field of a key.
    pub(super) fn report<'f>(
        &self,
        cx: &Context<'_>,
        found: &'f mut Findings,
        key: Key,
        message: &str,
    ) -> &'f mut Finding {
        let snapshot = self.transition.after.as_deref().or(self.transition.before.as_deref());
        let id = snapshot.and_then(|snapshot| snapshot.id.clone());
        let field = self.entry.and_then(|entry| entry.field(key));
        let field = field.filter(|field| !field.value.is_empty());
        let span = match (field, self.entry) {
            (Some(field), _) => cx.register.first_line(field.value),
            (None, Some(entry)) => entry.handle(),
            (None, None) => cx.register.title.unwrap_or(Span::at(cx.register.source.body_start())),
        };
        let commit = self.commit.map(|commit| format!(", in commit {}", short_commit(commit)));
        let message = format!("{message}{}", commit.unwrap_or_default());
        found.at(span, message).entry(id).field(cx.words().name(key))
    }
}
