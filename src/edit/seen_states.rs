//! What the entries of registers show: languages, values, and the flow that they seem to have.

use std::collections::BTreeSet;

use super::state_name::{own_name, slips};
use crate::mirror::language_rank;
use crate::register::{Entry, Policy, Profile, Register, StatusMeaning};
use crate::settings::Settings;
use crate::text::{Ordered, Span};
use crate::vocabulary::{Key, Vocabulary, fold};

/// The states that entries of the leading language have, in the words of the registers; where a register
/// states a flow, that one. Where it lists its states, they are in that order; else, states that no flow
/// knows come before those of a repair, and those between them that no entry has are left out.
pub(super) fn flow_seen(
    registers: &[Register<'_>],
    policy: &Policy,
    settings: &Settings,
) -> Vec<String> {
    let words = &settings.vocabulary;
    let is_stated = registers.iter().any(|register| {
        register.policy_lines.iter().any(|line| !register.stated_flow(line, words).is_empty())
    });
    if is_stated || settings.promise.flow.is_some() {
        return policy.flow.clone();
    }
    let leading = languages(registers, settings).first().copied().unwrap_or_default();
    let leading = of_language(registers, leading);
    let values = names_of_states(&leading, policy, words);
    let is_further =
        |value: &String| matches!(policy.meaning(value, words), Some(StatusMeaning::Further(_)));
    let listed = leading.iter().find_map(|register| listed_states(register, &values, words));
    if let Some(mut listed) = listed {
        listed.retain(|state| !is_further(state));
        return listed;
    }
    let mut flow: Vec<Option<String>> = vec![None; policy.flow.len()];
    let mut unknown: Vec<String> = Vec::new();
    for value in values {
        match policy.meaning(&value, words) {
            Some(StatusMeaning::Flow(state)) => _ = flow[state].get_or_insert(value),
            Some(StatusMeaning::Further(_)) => {}
            None => unknown.push(value),
        }
    }
    let repaired = policy.repaired_from(words).min(flow.len());
    if unknown.is_empty() {
        // Between two states of a form of its own, one that no entry has is no step.
        let is_own = leading.iter().any(|register| register.profile == Profile::Generic);
        let seen = |at: &usize| flow[*at].is_some();
        let first = (0..flow.len()).find(seen).filter(|_| is_own).unwrap_or(flow.len());
        let last = (0..flow.len()).rfind(seen).unwrap_or_default();
        let steps = (0..flow.len()).filter(|at| seen(at) || *at < first || *at > last);
        return steps
            .map(|at| flow[at].clone().unwrap_or_else(|| policy.flow[at].clone()))
            .collect();
    }
    let behind = flow.split_off(repaired).into_iter().flatten();
    let all = flow.into_iter().flatten().chain(unknown).chain(behind);
    let mut known = BTreeSet::new();
    let seen: Vec<String> = all.filter(|state| known.insert(fold(state))).collect();
    // A flow has at least two states.
    if seen.len() > 1 { seen } else { policy.flow.clone() }
}

/// The names of the states that entries have, the most frequent first: without what is beside them in
/// the status, and without slips.
fn names_of_states(
    registers: &[&Register<'_>],
    policy: &Policy,
    words: &Vocabulary,
) -> Vec<String> {
    let slips = slips(registers.iter().copied(), policy, words);
    let none = BTreeSet::new();
    let mut names: Vec<String> = Vec::new();
    for (_, status) in counted_values(registers.iter().copied(), Key::Status, &none) {
        // A box is no word.
        if status.starts_with('[')
            || slips.contains(&*status)
            || words.placeholder(&status).is_some()
        {
            continue;
        }
        let text = policy.read_status(&status, words).map_or(&*status, |whole| whole.text);
        let name = own_name(text).unwrap_or(text);
        if name.len() <= LONGEST_WORD && !names.iter().any(|known| fold(known) == fold(name)) {
            names.push(name.to_owned());
        }
    }
    names
}

/// The states that a line above the entries lists behind the label of the status, where the entries have
/// most of their states from it: `State: *open*, *being worked on*, *fixed*`.
fn listed_states(
    register: &Register<'_>,
    seen: &[String],
    words: &Vocabulary,
) -> Option<Vec<String>> {
    let end = register.entries.first().map_or(0, |first| first.span.start as usize);
    let mut lines = register.text(Span::new(0, end)).lines();
    lines.find_map(|line| {
        let (label, list) = line.split_once(':')?;
        let is_mark = |c: char| c.is_whitespace() || "*_`.-".contains(c);
        if words.key(label.trim_matches(is_mark)) != Some(Key::Status) {
            return None;
        }
        let states = list.split([',', '/']).map(|state| state.trim_matches(is_mark).to_owned());
        let states: Vec<String> = states.collect();
        let is_word = |state: &String| !state.is_empty() && state.len() <= LONGEST_WORD;
        let is_listed = |value: &&String| states.iter().any(|own| fold(own) == fold(value));
        let listed = seen.iter().filter(is_listed).count();
        (states.len() > 2 && states.iter().all(is_word) && listed * 2 > seen.len())
            .then(|| states.clone())
    })
}

/// A value that is longer is no state and no level.
const LONGEST_WORD: usize = 30;

/// The registers of a language.
pub(super) fn of_language<'a, 'r>(
    registers: &'a [Register<'r>],
    language: &str,
) -> Vec<&'a Register<'r>> {
    registers.iter().filter(|register| register.language == language).collect()
}

/// The languages of registers, the leading one first.
pub(super) fn languages<'a>(registers: &'a [Register<'_>], settings: &Settings) -> Vec<&'a str> {
    let mut languages: Vec<&str> = registers.iter().map(|r| r.language.as_str()).collect();
    languages.sort_by_cached_key(|language| language_rank(language, settings));
    languages.dedup();
    languages
}

/// The values of one line that entries give a key, without those in place of a value, the most
/// frequent first.
pub(super) fn seen<'a, 'r: 'a>(
    registers: impl IntoIterator<Item = &'a Register<'r>>,
    key: Key,
) -> Vec<String> {
    let values =
        counted_values(registers, key, &BTreeSet::new()).into_iter().map(|(_, value)| value);
    values.filter(|value| value.len() <= LONGEST_WORD && !value.starts_with('[')).collect()
}

/// The values of one line that entries give a key, the most frequent first, each with its count; without
/// the entries of some IDs.
pub(super) fn counted_values<'a, 'r: 'a>(
    registers: impl IntoIterator<Item = &'a Register<'r>>,
    key: Key,
    without: &BTreeSet<&str>,
) -> Vec<(usize, String)> {
    let mut counts: Vec<(usize, String)> = Vec::new();
    for register in registers {
        let is_new = |entry: &&Entry| register.id(entry).is_none_or(|id| !without.contains(id));
        let values = register.entries.iter().filter(is_new);
        for value in values.filter_map(|entry| register.value_of(entry, key)) {
            match counts.iter_mut().find(|(_, known)| known == value) {
                Some((count, _)) => *count += 1,
                None if value.lines().count() == 1 => counts.push((1, value.to_owned())),
                None => {}
            }
        }
    }
    counts.order_by_key(|(count, _)| std::cmp::Reverse(*count));
    counts
}
