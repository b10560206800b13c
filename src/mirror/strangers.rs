//! Registers whose paths differ in what looks like a language, and which are no translations of one another:
//! `teams/it` and `teams/pl` may be two teams.

use std::collections::HashSet;

use crate::register::{Register, written_language};
use crate::settings::Settings;

/// Whether two registers are written in one language though their paths name two, and no entry of one is one
/// of the other: they share no ID and no heading. Languages that the configuration names are languages.
pub(super) fn are_strangers(registers: [&Register<'_>; 2], settings: &Settings) -> bool {
    let [one, other] = registers;
    if one.language == other.language || settings.mirrors.is_some() {
        return false;
    }
    let words = &settings.vocabulary;
    let is_configured = |register: &Register<'_>| {
        let mut configured = settings.languages.iter();
        configured.any(|tag| words.language_of(tag) == Some(&*register.language))
    };
    if registers.into_iter().all(is_configured) {
        return false;
    }
    let [own, others] = registers.map(names);
    if own.is_empty() || others.is_empty() || !own.is_disjoint(&others) {
        return false;
    }
    let written = |register: &Register<'_>| written_language(register.source.text(), words);
    let language = written(one);
    language.is_some() && language == written(other)
}

/// The IDs and the headings of the entries of a register.
fn names(register: &Register<'_>) -> HashSet<String> {
    let headings = register.entries.iter().map(|entry| register.text(entry.heading));
    let names = register.ids().chain(headings).map(|name| name.trim().to_lowercase());
    names.filter(|name| !name.is_empty()).collect()
}
