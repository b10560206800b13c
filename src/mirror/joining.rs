//! Registers whose paths say nothing, and of which one names the other, belong together.

use std::collections::{HashMap, HashSet};

use super::named_files::{files_at_top, meant_paths};
use crate::register::Register;

/// A register of which no other is a translation, as far as paths say.
pub(super) struct Alone<'r> {
    pub register: &'r Register<'r>,
    /// Its path from the root of the repository.
    pub path: &'r str,
}

/// A register that names another one, by their places.
type Naming = (usize, usize);

/// The registers, by their places, that belong together as one of them names the other: "see
/// `/docs/tr/gaps.md`". No two of one language do.
pub(super) fn joined_by_names(alone: &[Alone<'_>]) -> Vec<Vec<usize>> {
    let named = ranked(namings(alone), alone);
    let mut homes: Vec<usize> = (0..alone.len()).collect();
    let mut families: Vec<Vec<usize>> = homes.iter().map(|&at| vec![at]).collect();
    for (one, other) in named {
        let [into, from] = [homes[one], homes[other]];
        let has = |language: &str| {
            families[into].iter().any(|&at| alone[at].register.language == language)
        };
        if into == from || families[from].iter().any(|&at| has(&alone[at].register.language)) {
            continue;
        }
        let members = std::mem::take(&mut families[from]);
        for &member in &members {
            homes[member] = into;
        }
        families[into].extend(members);
    }
    families.retain(|family| family.len() > 1);
    families
}

/// Namings, those first that are likely: both registers share an ID, or name each other.
fn ranked(mut named: Vec<Naming>, alone: &[Alone<'_>]) -> Vec<Naming> {
    let all: HashSet<Naming> = named.iter().copied().collect();
    let mut ids: HashMap<usize, HashSet<&str>> = HashMap::new();
    for &other in all.iter().map(|(_, other)| other) {
        ids.entry(other).or_insert_with(|| alone[other].register.ids().collect());
    }
    named.sort_by_cached_key(|&(one, other)| {
        let shares_id =
            alone[one].register.ids().any(|id| ids.get(&other).is_some_and(|own| own.contains(id)));
        (!shares_id, !all.contains(&(other, one)))
    });
    named
}

fn namings(alone: &[Alone<'_>]) -> Vec<Naming> {
    let mut by_name: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, one) in alone.iter().enumerate() {
        by_name.entry(file_name(one.path)).or_default().push(at);
    }
    let mut found = Vec::new();
    for (at, one) in alone.iter().enumerate() {
        for name in files_at_top(one.register) {
            let candidates = by_name.get(file_name(&name)).map_or(&[][..], Vec::as_slice);
            let is_other = |other: &usize| alone[*other].register.language != one.register.language;
            let meant = meant(&name, one.path, candidates, alone);
            found.extend(meant.filter(is_other).map(|other| (at, other)));
        }
    }
    found
}

/// The register that a name means: the one to which it leads, else one whose path ends so.
fn meant(name: &str, file: &str, candidates: &[usize], alone: &[Alone<'_>]) -> Option<usize> {
    let exact = meant_paths(name, file);
    let leads_to = |path: &String| candidates.iter().find(|at| alone[**at].path == path);
    let word = name.trim_start_matches("./").trim_start_matches('/');
    let is_upward = word.split('/').any(|part| part == "..");
    let ends_so = |at: &&usize| {
        let path = alone[**at].path;
        !is_upward && path != file && (path.ends_with(word) || word.ends_with(path))
    };
    exact.iter().find_map(leads_to).or_else(|| candidates.iter().find(ends_so)).copied()
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}
