//! What a rule about a change sees.

use std::collections::HashMap;

use super::{Context, Findings};
use crate::finding::Finding;
use crate::register::Entry;
use crate::text::Span;
use crate::timeline::{Stage, Turn, said};
use crate::vocabulary::Key;

/// What became of an entry by one change.
#[derive(Debug)]
pub struct Turned<'a> {
    /// What was said of it before and after.
    pub turn: &'a Turn,
    /// The entry, where it is still there.
    pub entry: Option<&'a Entry>,
    commit: Option<&'a str>,
}

impl<'a> Context<'a> {
    /// What became of every entry since the commit that the register is compared with.
    pub fn turned(&self) -> impl Iterator<Item = Turned<'a>> {
        let register = self.register;
        let changes = self.environment.changes.and_then(|all| all.get(&**register.source.path()));
        let changes = changes.map(Vec::as_slice).unwrap_or_default();
        let mut by_id: HashMap<&str, &Entry> = HashMap::new();
        let mut by_title: HashMap<String, &Entry> = HashMap::new();
        for entry in register.entries.iter().filter(|_| !changes.is_empty()).rev() {
            by_title.insert(said(register.text(entry.title)), entry);
            by_id.extend(register.id(entry).map(|id| (id, entry)));
        }
        changes.iter().flat_map(|change| change.turns.iter().map(move |turn| (change, turn))).map(
            move |(change, turn)| {
                let known = |after: &Stage| {
                    let by_id = after.id.as_deref().and_then(|id| by_id.get(id));
                    by_id.or_else(|| by_title.get(&after.title)).copied()
                };
                // Of what is gone only an older text of the register tells.
                let is_it = |entry: &&Entry| {
                    let title = turn.before.as_ref().map(|before| &before.title);
                    turn.after.is_some() || title == Some(&said(register.text(entry.title)))
                };
                let stage = turn.after.as_deref().or(turn.before.as_deref());
                // What several commits did together, or none yet, ends in what stands here.
                let place = turn.place.filter(|_| change.commit.is_none());
                let here = place.and_then(|place| register.entries.get(place));
                let entry = here.or_else(|| stage.and_then(known).filter(is_it));
                Turned { turn, entry, commit: change.commit.as_deref() }
            },
        )
    }
}

impl Turned<'_> {
    /// What was said of an entry before and after, when it neither came nor went.
    pub fn stages(&self) -> Option<(&Stage, &Stage)> {
        Some((self.turn.before.as_deref()?, self.turn.after.as_deref()?))
    }

    /// The places in the flow of the states it was in before and after.
    pub(super) fn states(&self, cx: &Context<'_>) -> Option<(usize, usize)> {
        let (before, after) = self.stages()?;
        let state = |stage: &Stage| cx.policy.state(stage.said(Key::Status)?, cx.words());
        Some((state(before)?, state(after)?))
    }

    /// Tells something of what became of an entry, at its field of a key.
    pub(super) fn tell<'f>(
        &self,
        cx: &Context<'_>,
        found: &'f mut Findings,
        key: Key,
        message: &str,
    ) -> &'f mut Finding {
        let stage = self.turn.after.as_deref().or(self.turn.before.as_deref());
        let id = stage.and_then(|stage| stage.id.clone());
        let field = self.entry.and_then(|entry| entry.field(key));
        let field = field.filter(|field| !field.value.is_empty());
        let span = match (field, self.entry) {
            (Some(field), _) => cx.register.first_line(field.value),
            (None, Some(entry)) => entry.handle(),
            (None, None) => cx.register.title.unwrap_or(Span::at(cx.register.source.body_start())),
        };
        let commit =
            self.commit.map(|commit| format!(", in commit {}", commit.get(..10).unwrap_or(commit)));
        let message = format!("{message}{}", commit.unwrap_or_default());
        found.at(span, message).entry(id).field(cx.words().name(key))
    }
}
