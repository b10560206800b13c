//! The names of the states of a policy: which entries may have, and which are the same in a translation.

use super::Policy;
use super::further_states::{FurtherState, is_known};
use super::status_meaning::StatusMeaning;
use crate::vocabulary::{Vocabulary, without_qualifier};

impl Policy {
    /// Whether entries may have a status.
    pub(crate) fn allows(&self, text: &str, words: &Vocabulary) -> bool {
        match self.meaning(text, words) {
            Some(StatusMeaning::Flow(_)) => true,
            Some(StatusMeaning::Further(at)) => self.allows_further(at),
            None => false,
        }
    }

    /// Where no flow is stated, gaps may be in any state that is known.
    fn allows_further(&self, at: usize) -> bool {
        self.further[at].is_stated || !self.declares_flow
    }

    /// The name of a state.
    pub(crate) fn state_name(&self, state: StatusMeaning) -> &str {
        match state {
            StatusMeaning::Flow(at) => self.flow.get(at).map_or("", String::as_str),
            StatusMeaning::Further(at) => &self.further[at].name,
        }
    }

    /// The name of the state that a status means; where no flow is stated, a word of its own for what is
    /// closed, which need not be verified.
    pub(crate) fn shown_state<'t>(
        &'t self,
        state: StatusMeaning,
        status: &'t str,
        words: &Vocabulary,
    ) -> &'t str {
        let is_own = !self.declares_flow && words.says_closed(status);
        if is_own { without_qualifier(status) } else { self.state_name(state) }
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
                let places = [self.own_place(a), other.own_place(b)];
                let are_own = places.iter().all(Option::is_some);
                let is_same_name = self.further[a].name == other.further[b].name;
                Some(is_same_name || (are_own && places[0] == places[1]))
            }
            _ => Some(false),
        }
    }

    /// The place of a team's own state among those.
    fn own_place(&self, at: usize) -> Option<usize> {
        let own = |state: &&FurtherState| !is_known(&state.name);
        let is_own = own(&&self.further[at]);
        is_own.then(|| self.further[..at].iter().filter(own).count())
    }

    /// Whether the states beside the flow are those of a translation's policy.
    pub(crate) fn has_same_further(&self, other: &Self) -> bool {
        let named = |policy: &Self| {
            let stated = policy.further.iter().filter(|state| state.is_stated);
            let names = stated.map(|state| Some(&*state.name).filter(|name| is_known(name)));
            let mut names: Vec<Option<String>> =
                names.map(|name| name.map(str::to_owned)).collect();
            names.sort_unstable();
            names
        };
        named(self) == named(other)
    }

    /// The names of the states that entries may have.
    pub(crate) fn allowed_names(&self) -> impl Iterator<Item = &str> {
        let further = self.further.iter().enumerate();
        let further = further.filter(|(at, _)| self.allows_further(*at));
        self.flow.iter().map(String::as_str).chain(further.map(|(_, state)| &*state.name))
    }

    /// The names of the states that the policy itself states.
    pub(crate) fn stated_names(&self) -> impl Iterator<Item = &str> {
        self.flow.iter().map(String::as_str).chain(self.stated_further())
    }

    pub(crate) fn stated_further(&self) -> impl Iterator<Item = &str> {
        let further = self.further.iter().filter(|state| state.is_stated);
        further.map(|state| state.name.as_str())
    }

    /// What is between two states for a reader.
    pub(crate) fn between_states(&self) -> &'static str {
        if self.is_ordered { " → " } else { ", " }
    }

    /// The states for a reader: `Open → Fixed → Verified (or Blocked)`.
    pub(crate) fn states_in_words(&self) -> String {
        let flow = self.flow.join(self.between_states());
        let further: Vec<&str> = self.stated_further().collect();
        if further.is_empty() { flow } else { format!("{flow} (or {})", further.join(", ")) }
    }
}
