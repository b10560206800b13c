//! Parts for states: `Open` and `Closed`, `In progress / Fixed`.

use super::divided::{Divided, Member, are_kept};
use crate::register::{Entry, TrackedValues};
use crate::vocabulary::fold;

/// The states that each part is for.
#[derive(Debug)]
pub(super) struct States {
    /// Of each part, those that its caption names, else those of most of its rows.
    named: Vec<Vec<usize>>,
    /// For each state, the part that most of its rows are in, where a person may choose it.
    chosen: Vec<Option<usize>>,
}

impl States {
    /// The states of each part; nothing where the table is split by something else.
    pub(super) fn of(divided: Divided<'_>, members: &[Member<'_>]) -> Option<Self> {
        let captions = divided.captions();
        let mut named: Vec<Vec<usize>> =
            captions.iter().map(|captions| named(divided, captions)).collect();
        if named.iter().all(Vec::is_empty) {
            return None;
        }
        let are_all_named = !named.iter().any(Vec::is_empty);
        let most = most_rows(divided, members, named.len());
        let is_named = |named: &[Vec<usize>], state| named.iter().any(|own| own.contains(&state));
        for part in 0..named.len() {
            if !named[part].is_empty() {
                continue;
            }
            let own = (0..most.len()).filter(|&state| most[state] == Some(part));
            let own: Vec<usize> = own.filter(|&state| !is_named(&named, state)).collect();
            // Rows, and no state of their own: it is split by something else.
            if own.is_empty() && members.iter().any(|member| member.part == part) {
                return None;
            }
            named[part] = own;
        }
        let differ = named.iter().any(|own| *own != named[0]);
        let chosen = most.into_iter().enumerate();
        let chosen =
            chosen.map(|(state, part)| part.filter(|_| may_be_chosen(divided, state))).collect();
        let states = Self { named, chosen };
        let is_kept = || are_kept(members, |entry| states.places(divided, entry));
        (differ && (are_all_named || is_kept())).then_some(states)
    }

    pub(super) fn places(&self, divided: Divided<'_>, entry: &Entry) -> Option<Vec<bool>> {
        let state = state(divided, entry)?;
        let holds = |state: usize| self.named.iter().any(|own| own.contains(&state));
        let of_state =
            |state: usize| self.named.iter().map(|own| own.contains(&state)).collect::<Vec<_>>();
        if holds(state) {
            return Some(of_state(state));
        }
        if let Some(part) = self.chosen.get(state).copied().flatten() {
            return Some(self.named.iter().map(|own| *own == self.named[part]).collect());
        }
        // One beside the flow belongs to the part of the open or of the closed ones.
        let state = in_flow(divided, state);
        if holds(state) {
            return Some(of_state(state));
        }
        // A state without a part of its own belongs to the part of the state before it.
        let before = (0..state).rev().find(|&state| holds(state));
        let named = before.or_else(|| self.named.iter().flatten().copied().min());
        named.map(of_state)
    }

    pub(super) fn treats_alike(&self, one: usize, other: usize) -> bool {
        self.named[one] == self.named[other]
    }
}

/// The state of an entry: its index in the flow, or behind the flow among the states beside it.
fn state(divided: Divided<'_>, entry: &Entry) -> Option<usize> {
    let Divided { register, policy, words } = divided;
    let tracked = TrackedValues::of(register, entry, policy, words);
    tracked.state.or(tracked.further.map(|at| policy.flow.len() + at))
}

/// The state of the flow that counts for a state.
fn in_flow(divided: Divided<'_>, state: usize) -> usize {
    let policy = divided.policy;
    match state.checked_sub(policy.flow.len()).map(|at| policy.further[at].is_closed) {
        Some(true) => policy.last_state(),
        Some(false) => 0,
        None => state,
    }
}

/// Whether a team may put the rows of a state where it likes: from `Fixed` on, a gap may count as
/// closed or not. Beside the flow, a state says itself which of the two it is.
fn may_be_chosen(divided: Divided<'_>, state: usize) -> bool {
    let policy = divided.policy;
    (policy.repaired_from(divided.words)..policy.flow.len()).contains(&state)
}

/// For each state, the part that most of its rows are in.
fn most_rows(divided: Divided<'_>, members: &[Member<'_>], parts: usize) -> Vec<Option<usize>> {
    let mut counts =
        vec![vec![0usize; parts]; divided.policy.flow.len() + divided.policy.further.len()];
    for member in members {
        if let Some(state) = state(divided, member.entry) {
            counts[state][member.part] += 1;
        }
    }
    let most = |counts: Vec<usize>| {
        let most = counts.iter().copied().max().filter(|&most| most > 0)?;
        let mut parts = (0..counts.len()).filter(|&part| counts[part] == most);
        parts.next().filter(|_| parts.next().is_none())
    };
    counts.into_iter().map(most).collect()
}

/// The states that captions name, in order.
fn named(divided: Divided<'_>, captions: &[String]) -> Vec<usize> {
    let mut states: Vec<usize> = Vec::new();
    for caption in captions {
        let words: Vec<&str> = caption.split(' ').collect();
        let mut at = 0;
        while at < words.len() {
            // `In Progress` is one state, and not `Progress` after something else.
            let lengths = (1..=MOST_WORDS.min(words.len() - at)).rev();
            let phrases = lengths.map(|length| (length, words[at..at + length].join(" ")));
            let known =
                { phrases }.find_map(|(length, phrase)| Some((length, meant(divided, &phrase)?)));
            states.extend(known.map(|(_, state)| state));
            at += known.map_or(1, |(length, _)| length);
        }
    }
    states.sort_unstable();
    states.dedup();
    states
}

/// As many words as a state has.
const MOST_WORDS: usize = 3;

/// The state of the flow that some words name. A word for the end that the flow does not know is its
/// last state.
fn meant(divided: Divided<'_>, phrase: &str) -> Option<usize> {
    let Divided { policy, words, .. } = divided;
    if words.is_subject(phrase) {
        return None;
    }
    let forms = || std::iter::once(phrase).chain(singular(phrase));
    let own = |form: &str| policy.flow.iter().position(|state| fold(state) == fold(form));
    if let Some(state) = forms().find_map(own) {
        return Some(state);
    }
    let canonical = forms().find_map(|form| words.status(form))?;
    let beside = || policy.further.iter().position(|state| state.name == canonical);
    policy.state(canonical, words).or_else(|| Some(policy.flow.len() + beside()?)).or(
        match canonical {
            "Fixed" | "Verified" => Some(policy.last_state()),
            _ => Some(0),
        },
    )
}

/// `Açıklar` is `Açık`.
fn singular(word: &str) -> Option<&str> {
    ["lar", "ler"].iter().find_map(|ending| word.strip_suffix(ending))
}
