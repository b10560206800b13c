//! The states of an old register that no flow knows: the new one has them beside its flow.

use super::options::AdoptOptions;
use crate::edit::state_name::{own_name, slips};
use crate::register::{FurtherState, Policy, Register, StatusMeaning};
use crate::text::Source;
use crate::vocabulary::{Key, Vocabulary, fold};

/// The names of the states that entries have and the policy of their register does not know.
pub(super) fn own_states(
    register: &Register<'_>,
    old: &Policy,
    options: AdoptOptions<'_>,
) -> Vec<String> {
    let words = &options.settings.vocabulary;
    let slips = slips([register], old, words);
    let mut names: Vec<String> = Vec::new();
    for entry in &register.entries {
        let Some(status) = register.value_of(entry, Key::Status) else { continue };
        let is_known = |text: &str| old.meaning(text, words).is_some();
        if is_known(status) || words.placeholder(status).is_some() || slips.contains(status) {
            continue;
        }
        let said = old.explained(status).unwrap_or(status);
        if let Some(name) = own_name(said).filter(|name| !is_known(name))
            && !names.iter().any(|known| fold(known) == fold(name))
            && is_understood(name, options)
        {
            names.push(name.to_owned());
        }
    }
    names
}

/// Whether a register that states a name as that of a state is understood.
fn is_understood(name: &str, options: AdoptOptions<'_>) -> bool {
    let words = &options.settings.vocabulary;
    let label = words.label("en", Key::FurtherStates);
    let source = Source::new("", format!("# Gaps\n\n- **{label}:** **{name}**\n"));
    let register = Register::parse(&source, options.settings.reading());
    register.is_ok_and(|register| {
        let stated = register.stated_further(words);
        stated.iter().any(|state| state.name == name)
    })
}

/// The policy of a register in today's form that knows further states.
pub(super) fn with_states(mut policy: Policy, names: &[String]) -> Policy {
    let states = names.iter().map(|name| FurtherState {
        name: name.clone(),
        word: name.clone(),
        is_closed: false,
        is_stated: true,
    });
    policy.further.splice(0..0, states);
    // In today's form, no legend is read.
    policy.signs.clear();
    policy
}

/// A state of a flow in the word of a language, where no flow is stated in words.
pub(super) fn in_language<'a>(
    state: &'a str,
    policy: &Policy,
    words: &'a Vocabulary,
    language: &str,
) -> &'a str {
    let is_built_in = !policy.declares_flow && words.status(state).is_some();
    let word = || words.status_word(language, state);
    let word = is_built_in.then(word).flatten();
    let means_it = |word: &&str| policy.state(word, words) == policy.state(state, words);
    word.filter(means_it).unwrap_or(state)
}

/// The line by which the new register states these states: with the flow, where it states none.
pub(super) fn policy_line(
    register: &Register<'_>,
    names: &[String],
    policies: [&Policy; 2],
    words: &Vocabulary,
    language: &str,
) -> Option<String> {
    let [old, new] = policies;
    if names.is_empty() {
        return None;
    }
    let mut further = names.to_vec();
    let is_flow = |key: Key| register.policy_lines.iter().any(|line| line.key == Some(key));
    if !is_flow(Key::StatusFlow) {
        // Beside a flow that is stated, no other states are right.
        for entry in &register.entries {
            let status = register.value_of(entry, Key::Status);
            let state = status.and_then(|status| old.meaning(status, words));
            if let Some(state @ StatusMeaning::Further(_)) = state {
                let name = old.state_name(state);
                let means_it = |word: &&str| words.status_word_alone(word) == Some(name);
                let word = status.and_then(own_name).filter(means_it).unwrap_or(name).to_owned();
                if !further.iter().any(|known| means_it(&known.as_str()) || *known == word) {
                    further.push(word);
                }
            }
        }
    }
    let further: Vec<String> = further.iter().map(|name| format!("**{name}**")).collect();
    let further = further.join(", ");
    Some(if is_flow(Key::StatusFlow) {
        format!("- **{}:** {further}", words.label(language, Key::FurtherStates))
    } else {
        let flow: Vec<&str> =
            new.flow.iter().map(|state| in_language(state, new, words, language)).collect();
        let or = words.words(language).and_then(|own| own.connectives.first());
        let or = or.map_or("or", String::as_str);
        let label = words.label(language, Key::StatusFlow);
        format!("- **{label}:** {} ({or} {further})", flow.join(" → "))
    })
}
