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
    let meaning = |name: &str| words.status_word_alone(name);
    let is_in_flow = |name: &str| {
        flow.iter().any(|state| state == name || fold(state) == fold(name))
            // Another word for the repair is no state of its own.
            || matches!(meaning(name), Some("Fixed" | "Verified"))
    };
    let mut states: Vec<FurtherState> = Vec::new();
    let mut add = |state: FurtherState| {
        if !is_in_flow(&state.name) && !states.iter().any(|known| known.name == state.name) {
            states.push(state);
        }
    };
    for StatedState { name, is_closed } in stated {
        let known = known_state(name, words);
        add(FurtherState {
            name: known.map_or(name.as_str(), |known| known.name).to_owned(),
            word: name.clone(),
            is_closed: is_closed.unwrap_or(known.is_some_and(|known| known.is_closed)),
            is_stated: true,
        });
    }
    for KnownState { name, is_closed } in FURTHER_STATES {
        let [name, word] = [name, name].map(str::to_owned);
        add(FurtherState { name, word, is_closed, is_stated: false });
    }
    states
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
