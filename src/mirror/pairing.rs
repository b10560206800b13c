//! Which registers are translations of one another.

use std::collections::{BTreeMap, BTreeSet};
use std::iter;

use super::families::{family, language_rank};
use super::joining::{Alone, joined_by_names};
use super::strangers::are_strangers;
use crate::register::Register;
use crate::settings::Settings;
use crate::text::Ordered;

/// A register and its translation, by their places in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Paired {
    pub leading: usize,
    pub mirror: usize,
}

/// Which registers of a list are translations of which, by their places.
#[derive(Debug, Default)]
pub(crate) struct Pairing {
    pub pairs: Vec<Paired>,
    /// Registers without a partner whose path names a language, unless what they say makes the name of the
    /// folder another one: that of a team.
    pub unpaired: Vec<usize>,
    /// Registers without a partner whose path names none.
    pub single: Vec<usize>,
}

/// Where a register lies.
#[derive(Clone, Debug)]
struct RegisterPath {
    /// Its path from the root of the repository.
    path: String,
    /// The path of its family, where its own names a language.
    family: Option<String>,
    /// The tag of that language.
    tag: Option<String>,
}

impl RegisterPath {
    fn of(path: &str, settings: &Settings) -> Self {
        let family = family(path, settings);
        let tag = family.as_ref().map(|family| family.tag.clone());
        let family = family.map(|family| family.path.to_string_lossy().into_owned());
        Self { path: settings.repository_path(path), family, tag }
    }
}

/// Pairs registers: by their paths, and by the pages that they name.
pub(crate) fn pair_up(registers: &[Register<'_>], settings: &Settings) -> Pairing {
    let paths = registers.iter().map(|register| &**register.source.path());
    let paths: Vec<RegisterPath> = paths.map(|path| RegisterPath::of(path, settings)).collect();
    let mut pairing = Pairing::default();
    let tag = |at: usize| paths[at].tag.as_deref().unwrap_or(&registers[at].tag);
    for Members { members, is_refuted } in read_families(registers, &paths, settings) {
        let (leading, rest) = (members[0], &members[1..]);
        let is_other = |&at: &usize| {
            registers[at].language != registers[leading].language
                || !tag(at).eq_ignore_ascii_case(tag(leading))
        };
        let mirrors: Vec<usize> = rest.iter().copied().filter(is_other).collect();
        pairing.pairs.extend(mirrors.iter().map(|&mirror| Paired { leading, mirror }));
        if mirrors.is_empty() && !is_refuted {
            for at in members {
                let is_marked = paths[at].family.is_some();
                let list = if is_marked { &mut pairing.unpaired } else { &mut pairing.single };
                list.push(at);
            }
        }
    }
    pairing.pairs.sort_unstable();
    pairing.unpaired.sort_unstable();
    pairing.single.sort_unstable();
    pairing
}

/// The registers that belong together, by their places: each family of them.
pub(crate) fn families_of(registers: &[Register<'_>], settings: &Settings) -> Vec<Vec<usize>> {
    let paths = registers.iter().map(|register| &**register.source.path());
    let paths: Vec<RegisterPath> = paths.map(|path| RegisterPath::of(path, settings)).collect();
    let families = read_families(registers, &paths, settings).into_iter();
    families.map(|family| family.members).collect()
}

/// A family of registers that were read, the leading one first.
struct Members {
    members: Vec<usize>,
    /// Whether paths alone make it a part of a larger family, and what the registers say does not.
    is_refuted: bool,
}

/// The families of registers that were read. Registers whose paths differ in the language alone are none
/// where their texts say that they are about different things.
fn read_families(
    registers: &[Register<'_>],
    paths: &[RegisterPath],
    settings: &Settings,
) -> Vec<Members> {
    let mut families = families_by_path(paths);
    join_by_words(&mut families, registers, paths);
    // The configured order leads, else the file whose path names no language.
    let rank = |at: usize| {
        let tag = paths[at].tag.as_deref().unwrap_or(&registers[at].tag);
        let rank = language_rank(tag, settings);
        let is_configured = rank < settings.languages.len();
        (!is_configured, paths[at].family.is_some() && !is_configured, rank, at)
    };
    let mut found: Vec<Members> = Vec::new();
    for mut members in families.into_values() {
        members.order_by_key(|&at| rank(at));
        let mut parts: Vec<Vec<usize>> = Vec::new();
        for at in members {
            let is_home = |part: &&mut Vec<usize>| {
                !are_strangers([&registers[part[0]], &registers[at]], settings)
            };
            match parts.iter_mut().find(is_home) {
                Some(part) => part.push(at),
                None => parts.push(vec![at]),
            }
        }
        let is_refuted = parts.len() > 1;
        found.extend(parts.into_iter().map(|members| Members { members, is_refuted }));
    }
    found
}

/// The paths that belong together, by their places, as far as paths alone say that.
pub(crate) fn families_of_paths(paths: &[String], settings: &Settings) -> Vec<Vec<usize>> {
    let paths: Vec<RegisterPath> =
        paths.iter().map(|path| RegisterPath::of(path, settings)).collect();
    families_by_path(&paths).into_values().collect()
}

/// Whether some paths name several languages, or only one of them names any: `gaps.md` and `gaps.tr.md`.
pub(crate) fn name_languages(paths: &[String], settings: &Settings) -> bool {
    let tag = |path: &String| family(path, settings).map(|family| family.tag.to_lowercase());
    let tags: BTreeSet<Option<String>> = paths.iter().map(tag).collect();
    tags.len() > 1
}

/// Whether two paths differ in the language alone.
pub(crate) fn is_one_family(one: &str, other: &str, settings: &Settings) -> bool {
    let paths = [one, other].map(|path| RegisterPath::of(path, settings));
    families_by_path(&paths).len() == 1
}

/// Which registers must be read together to pair them: those of one family, and all that have none,
/// as these may name each other.
pub(crate) fn groups(paths: &[String], settings: &Settings) -> Vec<Vec<usize>> {
    let paths: Vec<RegisterPath> =
        paths.iter().map(|path| RegisterPath::of(path, settings)).collect();
    groups_of(&paths)
}

fn groups_of(paths: &[RegisterPath]) -> Vec<Vec<usize>> {
    let families = families_by_path(paths).into_values();
    let (mut groups, alone): (Vec<_>, Vec<_>) = families.partition(|family| family.len() > 1);
    groups.push(alone.concat());
    groups.retain(|group| !group.is_empty());
    for group in &mut groups {
        group.sort_unstable();
    }
    groups.sort_unstable();
    groups
}

fn families_by_path(paths: &[RegisterPath]) -> BTreeMap<String, Vec<usize>> {
    let mut families: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, place) in paths.iter().enumerate() {
        let name = place.family.clone().unwrap_or_else(|| place.path.clone());
        families.entry(name).or_default().push(at);
    }
    join_unmarked(&mut families);
    join_folders(&mut families, paths);
    families
}

/// Joins `docs/gaps.md` to the family of `docs/tr/gaps.md`, where no English folder has it.
fn join_folders(families: &mut BTreeMap<String, Vec<usize>>, paths: &[RegisterPath]) {
    let names: Vec<String> = families.keys().filter(|name| name.contains("{}/")).cloned().collect();
    for name in names {
        let is_english = |&at: &usize| {
            let tag = paths[at].tag.as_deref().unwrap_or_default();
            tag.split(['-', '_']).next().is_some_and(|code| code.eq_ignore_ascii_case("en"))
        };
        if families.get(&name).is_some_and(|members| members.iter().any(is_english)) {
            continue;
        }
        let plain = name.replacen("{}/", "", 1);
        let inner = plain.match_indices('/').map(|(at, _)| &plain[at + 1..]);
        let mut paths = iter::once(&*plain).chain(inner);
        if let Some(members) = paths.find_map(|path| families.remove(path)) {
            families.entry(name).or_default().extend(members);
        }
    }
}

/// Joins `gaps.md` to the family of `gaps.tr.md`.
fn join_unmarked(families: &mut BTreeMap<String, Vec<usize>>) {
    let names: Vec<String> = families.keys().filter(|name| name.contains("{}.")).cloned().collect();
    for name in names {
        let plain = [".{}", "_{}", "-{}"].iter().map(|mark| name.replace(mark, ""));
        for plain in plain.filter(|plain| *plain != name) {
            // A family is a path from the root of the file system, a path one from the repository.
            let inner = plain.match_indices('/').map(|(at, _)| &plain[at + 1..]);
            let mut paths = iter::once(&*plain).chain(inner);
            if let Some(members) = paths.find_map(|path| families.remove(path)) {
                families.entry(name.clone()).or_default().extend(members);
            }
        }
    }
}

/// Joins registers that are alone and of which one names the other.
fn join_by_words(
    families: &mut BTreeMap<String, Vec<usize>>,
    registers: &[Register<'_>],
    paths: &[RegisterPath],
) {
    let singles = families.iter().filter(|(_, members)| members.len() == 1);
    let mut singles: Vec<(String, usize)> =
        singles.map(|(name, members)| (name.clone(), members[0])).collect();
    if singles.len() < 2 {
        return;
    }
    singles.sort_unstable_by_key(|(_, at)| *at);
    let alone =
        singles.iter().map(|&(_, at)| Alone { register: &registers[at], path: &paths[at].path });
    for family in joined_by_names(&alone.collect::<Vec<_>>()) {
        let names: Vec<&String> = family.iter().map(|&at| &singles[at].0).collect();
        let members = names.iter().filter_map(|name| families.remove(*name)).flatten().collect();
        families.insert(names[0].clone(), members);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mirror::families::family_by_name;
    use crate::vocabulary::{UniqueMap, Vocabulary};

    #[test]
    fn families_and_those_without_are_read_together() {
        let words = Vocabulary::with(&UniqueMap::default());
        let of = |path: &str| RegisterPath {
            path: path.to_owned(),
            family: family_by_name(path, &words).map(|(family, _)| family),
            tag: None,
        };
        let paths =
            ["docs/en/a.md", "b.md", "docs/tr/a.md", "x/c.tr.md", "x/c.md", "d.md", "e.tr.md"];
        let paths = paths.map(of);
        assert_eq!(groups_of(&paths), [vec![0, 2], vec![1, 5, 6], vec![3, 4]]);
        assert_eq!(groups_of(&paths[..3]), [vec![0, 2], vec![1]]);
        assert_eq!(groups_of(&[paths[0].clone(), paths[2].clone()]), [vec![0, 1]]);
        assert!(groups_of(&[]).is_empty());
    }
}
