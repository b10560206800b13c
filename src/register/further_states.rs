//! The states beside the status flow: what holds a gap up, and what closes it without a repair.

use crate::vocabulary::{FURTHER_STATES, KnownState, Vocabulary, fold};

/// A state that a policy names beside its flow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StatedState {
    pub name: String,
    /// Whether it closes the gap, where the policy says so.
    pub is_closed: Option<bool>,
}

impl StatedState {
    pub(super) fn named(name: &str) -> Self {
        Self { name: name.to_owned(), is_closed: None }
    }
}

/// A state beside the flow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FurtherState {
    /// The canonical name; of a team's own state, the name that the policy gives it.
    pub name: String,
    /// The word that the policy has for it.
    pub word: String,
    /// Whether it closes the gap, without a repair.
    pub is_closed: bool,
    /// Whether the policy names it. If the policy states a flow, entries may be in no other.
    pub is_stated: bool,
}

/// The states beside a flow: those that the policy names, then the others that have words.
pub(super) fn further_states(
    stated: &[StatedState],
    flow: &[String],
    words: &Vocabulary,
) -> Vec<FurtherState> {
    let mut all: Vec<FurtherState> = Vec::new();
    for state in stated {
        let StatedState { name, is_closed } = state;
        // Another word for the repair is no state of its own, unless the policy says what it is.
        let repair = repair(name, words);
        if is_closed.is_none() && repair.is_some_and(|repair| has_state(flow, repair, words)) {
            continue;
        }
        let known = known_state(name, words);
        let state = FurtherState {
            name: known.map_or(name.as_str(), |known| known.name).to_owned(),
            word: name.clone(),
            is_closed: is_closed.unwrap_or(known.map_or(repair.is_some(), |known| known.is_closed)),
            is_stated: true,
        };
        let is_in_flow = flow.iter().any(|own| fold(own) == fold(&state.name));
        if !is_in_flow && !all.iter().any(|other| other.name == state.name) {
            all.push(state);
        }
    }
    for KnownState { name, is_closed } in FURTHER_STATES {
        let is_in_flow = flow.iter().any(|own| own == name);
        if !is_in_flow && !all.iter().any(|other| other.name == name) {
            let [name, word] = [name, name].map(str::to_owned);
            all.push(FurtherState { name, word, is_closed, is_stated: false });
        }
    }
    all
}

/// The canonical state of which a name is a word, if the gap is repaired then.
fn repair<'v>(name: &str, words: &'v Vocabulary) -> Option<&'v str> {
    words.status_word_alone(name).filter(|state| matches!(*state, "Fixed" | "Verified"))
}

/// Whether a flow has a canonical state, under any word.
fn has_state(flow: &[String], canonical: &str, words: &Vocabulary) -> bool {
    flow.iter().any(|own| words.status(own) == Some(canonical))
}

/// The state beside any flow of which a text is a word and nothing more.
pub(super) fn known_state(text: &str, words: &Vocabulary) -> Option<KnownState> {
    let name = words.status_word_alone(text)?;
    FURTHER_STATES.into_iter().find(|known| known.name == name)
}

/// Whether a canonical state is one beside any flow.
pub(super) fn is_known(name: &str) -> bool {
    FURTHER_STATES.iter().any(|known| known.name == name)
}
