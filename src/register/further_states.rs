//! The states beside the status flow: what holds a gap up, and what closes it without a repair.

use super::{Policy, StatedState};
use crate::vocabulary::{FURTHER_STATES, KnownState, Vocabulary, fold};

/// A state beside the flow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FurtherState {
    /// The canonical name; of a team's own state, the name that the policy gives it.
    pub name: String,
    /// The word that the policy has for it.
    pub word: String,
    /// Whether it closes the gap, without a repair.
    pub is_closed: bool,
    /// Whether entries may be in it: the policy names it, or states no flow.
    pub is_declared: bool,
}

/// What a status means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum StatusMeaning {
    /// A state of the flow, by its place there.
    Flow(usize),
    /// A state beside the flow, by its place among them, declared or not.
    Further(usize),
}

/// The states beside a flow: those that the policy names, then the others that have words.
pub(super) fn further_states(
    stated: &[StatedState],
    flow: &[String],
    is_flow_declared: bool,
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
            is_declared: true,
        });
    }
    for KnownState { name, is_closed } in FURTHER_STATES {
        let [name, word] = [name, name].map(str::to_owned);
        add(FurtherState { name, word, is_closed, is_declared: !is_flow_declared });
    }
    states
}

/// The state beside any flow of which a text is a word and nothing more.
pub(super) fn known_state(text: &str, words: &Vocabulary) -> Option<KnownState> {
    let name = words.status_word_alone(text)?;
    FURTHER_STATES.into_iter().find(|known| known.name == name)
}

impl Policy {
    /// What a status means: a state of the flow, or one beside it.
    pub(crate) fn meaning(&self, text: &str, words: &Vocabulary) -> Option<StatusMeaning> {
        let state = || self.state(text, words).map(StatusMeaning::Flow);
        let further = || self.known_further(text, words).map(StatusMeaning::Further);
        self.own_further(text).map(StatusMeaning::Further).or_else(state).or_else(further)
    }

    /// Whether entries may have a status.
    pub(crate) fn allows(&self, text: &str, words: &Vocabulary) -> bool {
        match self.meaning(text, words) {
            Some(StatusMeaning::Flow(_)) => true,
            Some(StatusMeaning::Further(at)) => self.further[at].is_declared,
            None => false,
        }
    }

    /// The name of a state.
    pub(crate) fn state_name(&self, state: StatusMeaning) -> &str {
        match state {
            StatusMeaning::Flow(at) => self.flow.get(at).map_or("", String::as_str),
            StatusMeaning::Further(at) => &self.further[at].name,
        }
    }

    /// The place of a state among all: those beside the flow come behind it.
    pub(crate) fn place(&self, state: StatusMeaning) -> usize {
        match state {
            StatusMeaning::Flow(at) => at,
            StatusMeaning::Further(at) => self.flow.len() + at,
        }
    }

    /// Whether a status closes a gap without a repair.
    pub(crate) fn is_closed_unrepaired(&self, state: StatusMeaning) -> bool {
        matches!(state, StatusMeaning::Further(at) if self.further[at].is_closed)
    }

    /// The state beside the flow that the policy itself gives this name: it is no other word for a
    /// state of the flow, whatever the vocabulary says.
    pub(super) fn own_further(&self, text: &str) -> Option<usize> {
        let mut folded: Option<String> = None;
        self.further.iter().position(|state| {
            state.is_declared
                && !is_known(&state.name)
                && says(folded.get_or_insert_with(|| fold(text)), &fold(&state.name))
        })
    }

    /// The state beside the flow that a text means by the vocabulary.
    fn known_further(&self, text: &str, words: &Vocabulary) -> Option<usize> {
        let canonical = self.canonical(text, words)?;
        let is = |state: &FurtherState| {
            state.name == canonical || words.status_word_alone(&state.name) == Some(canonical)
        };
        self.further.iter().position(is)
    }

    /// Whether a state is the same as one of a translation's policy; nothing where the flows differ in
    /// length. A team's own states beside the flow are translations of one another by their order.
    pub(crate) fn same_state(
        &self,
        state: StatusMeaning,
        other: &Self,
        theirs: StatusMeaning,
    ) -> Option<bool> {
        match (state, theirs) {
            (StatusMeaning::Flow(a), StatusMeaning::Flow(b)) => {
                (self.flow.len() == other.flow.len()).then_some(a == b)
            }
            (StatusMeaning::Further(a), StatusMeaning::Further(b)) => {
                let [one, two] = [&self.further[a], &other.further[b]];
                let are_own = [one, two].iter().all(|state| !is_known(&state.name));
                Some(one.name == two.name || (are_own && a == b))
            }
            _ => Some(false),
        }
    }

    /// Whether the states beside the flow are those of a translation's policy.
    pub(crate) fn has_same_further(&self, other: &Self) -> bool {
        let named = |policy: &Self| {
            let declared = policy.further.iter().filter(|state| state.is_declared);
            let names = declared.map(|state| Some(&*state.name).filter(|name| is_known(name)));
            let mut names: Vec<Option<String>> =
                names.map(|name| name.map(str::to_owned)).collect();
            names.sort_unstable();
            names
        };
        named(self) == named(other)
    }

    /// The names of the states that entries may have.
    pub(crate) fn allowed_names(&self) -> impl Iterator<Item = &str> {
        let further = self.further.iter().filter(|state| state.is_declared);
        self.flow.iter().map(String::as_str).chain(further.map(|state| state.name.as_str()))
    }

    /// The names of the states that the policy itself states.
    pub(crate) fn stated_names(&self) -> impl Iterator<Item = &str> {
        self.flow.iter().map(String::as_str).chain(self.stated_further())
    }

    pub(crate) fn stated_further(&self) -> impl Iterator<Item = &str> {
        let further = self.further.iter().filter(|state| state.is_declared && self.declares_flow);
        further.map(|state| state.name.as_str())
    }

    /// The states for a reader: `Open → Fixed → Verified (or Blocked)`.
    pub(crate) fn states_in_words(&self) -> String {
        let flow = self.flow.join(" → ");
        let further: Vec<&str> = self.stated_further().collect();
        if further.is_empty() { flow } else { format!("{flow} (or {})", further.join(", ")) }
    }
}

fn is_known(name: &str) -> bool {
    FURTHER_STATES.iter().any(|known| known.name == name)
}

/// Whether a folded text is a name, or the name with a remark behind it.
fn says(text: &str, name: &str) -> bool {
    text.strip_prefix(name).is_some_and(|rest| {
        rest.is_empty() || rest.trim_start().starts_with(['(', ':', ';', ',', '.', '-', '–', '—'])
    })
}
