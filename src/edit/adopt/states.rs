//! The states of an old register that no flow knows: the new one has them beside its flow.

use super::options::AdoptOptions;
use crate::register::{FurtherState, Policy, Register, StatusMeaning};
use crate::text::Source;
use crate::vocabulary::{Key, Vocabulary, fold};

/// A longer text names no state.
const MOST_WORDS: usize = 4;
const LONGEST: usize = 40;

/// The words with which a status starts, where they may be the name of a state.
pub(super) fn own_name(status: &str) -> Option<&str> {
    let line = status.lines().next().unwrap_or_default();
    let words = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    let signs = ["(", ",", ";", ":", ".", "|", "*", "`", "~", "/", "→", " — ", " – ", " - ", "—"];
    let end = signs.iter().filter_map(|sign| words.find(sign)).min().unwrap_or(words.len());
    let name = words[..end].trim_end_matches(|c: char| !c.is_alphanumeric());
    let is_name = (1..=MOST_WORDS).contains(&name.split_whitespace().count())
        && name.len() <= LONGEST
        && name.contains(char::is_alphabetic);
    is_name.then_some(name)
}

/// The names of the states that entries have and the policy of their register does not know.
pub(super) fn own_states(
    register: &Register<'_>,
    old: &Policy,
    options: AdoptOptions<'_>,
) -> Vec<String> {
    let words = &options.settings.vocabulary;
    let mut names: Vec<String> = Vec::new();
    for entry in &register.entries {
        let Some(status) = register.value_of(entry, Key::Status) else { continue };
        let is_known = |text: &str| old.meaning(text, words).is_some();
        if is_known(status) || words.placeholder(status).is_some() {
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
                let name = old.state_name(state).to_owned();
                if !further.contains(&name) {
                    further.push(name);
                }
            }
        }
    }
    let further: Vec<String> = further.iter().map(|name| format!("**{name}**")).collect();
    let further = further.join(", ");
    Some(if is_flow(Key::StatusFlow) {
        format!("- **{}:** {further}", words.label(language, Key::FurtherStates))
    } else {
        let flow = new.flow.join(" → ");
        format!("- **{}:** {flow} (or {further})", words.label(language, Key::StatusFlow))
    })
}

#[cfg(test)]
mod tests {
    use super::own_name;

    #[test]
    fn a_state_is_named_by_the_first_few_words() {
        assert_eq!(own_name("Monitoring"), Some("Monitoring"));
        assert_eq!(own_name("🟡 **Parked** until May"), Some("Parked"));
        assert_eq!(own_name("Owner-pending (T3-04) — the code is ready"), Some("Owner-pending"));
        assert_eq!(own_name("Form yalnızca taklit (console.log)"), Some("Form yalnızca taklit"));
        assert_eq!(own_name("No further failure was seen since the repair"), None);
        assert_eq!(own_name("✅"), None);
    }
}
