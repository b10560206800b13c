//! Parts for values: one for each owner, priority, environment, area or section.

use std::collections::{BTreeMap, BTreeSet};

use super::divided::{Divided, Member, are_kept, plain_words};
use crate::register::{Entry, one_line};
use crate::vocabulary::{Key, fold};

/// The keys by whose values teams split a table.
const KEYS: [Key; 7] = [
    Key::Owner,
    Key::Priority,
    Key::Severity,
    Key::Environment,
    Key::TargetVersion,
    Key::ResolutionOwner,
    Key::Area,
];

/// The values of a key that each part is for.
#[derive(Debug)]
pub(super) struct Values {
    by: ValueOf,
    parts: Vec<BTreeSet<String>>,
}

/// What a value is one of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ValueOf {
    Key(Key),
    /// The number of the section.
    Section,
}

impl Values {
    /// The values that the captions name, for each key of which they name one in every part.
    pub(super) fn captioned(divided: Divided<'_>, members: &[Member<'_>]) -> Vec<Self> {
        let captions = divided.captions();
        let of_key = |key: Key| {
            let by = ValueOf::Key(key);
            let all: BTreeSet<String> = divided
                .register
                .entries
                .iter()
                .filter_map(|entry| by.value(divided, entry))
                .collect();
            let parts: Vec<BTreeSet<String>> =
                captions.iter().map(|captions| named(captions, &all)).collect();
            let has_rows = |part: usize| members.iter().any(|member| member.part == part);
            let is_told = (0..parts.len()).all(|part| !parts[part].is_empty() || !has_rows(part));
            let differ = parts.iter().any(|part| *part != parts[0]);
            let values = Self { by, parts };
            let is_kept = || are_kept(members, |entry| values.places(divided, entry));
            (is_told && differ && is_kept()).then_some(values)
        };
        KEYS.into_iter().filter_map(of_key).collect()
    }

    /// The values of a key that has each of its values in one part only, where that is no chance.
    pub(super) fn learned(divided: Divided<'_>, members: &[Member<'_>]) -> Option<Self> {
        let keys = KEYS.into_iter().map(ValueOf::Key);
        keys.chain([ValueOf::Section]).find_map(|by| {
            let mut homes: BTreeMap<String, usize> = BTreeMap::new();
            for member in members {
                let value = by.value(divided, member.entry)?;
                if *homes.entry(value).or_insert(member.part) != member.part {
                    return None;
                }
            }
            let mut parts = vec![BTreeSet::new(); divided.register.triage.len()];
            let is_no_chance = members.len() >= homes.len() * 2;
            for (value, part) in homes {
                parts[part].insert(value);
            }
            let is_full = parts.iter().all(|part| !part.is_empty());
            (is_full && is_no_chance).then_some(Self { by, parts })
        })
    }

    pub(super) fn places(&self, divided: Divided<'_>, entry: &Entry) -> Option<Vec<bool>> {
        let value = self.by.value(divided, entry)?;
        let places: Vec<bool> = self.parts.iter().map(|part| part.contains(&value)).collect();
        places.contains(&true).then_some(places)
    }

    pub(super) fn key(&self) -> Key {
        match self.by {
            ValueOf::Key(key) => key,
            ValueOf::Section => Key::Area,
        }
    }

    pub(super) fn treats_alike(&self, one: usize, other: usize) -> bool {
        self.parts[one] == self.parts[other]
    }
}

impl ValueOf {
    /// The value of an entry, folded; a canonical one where it means one.
    fn value(self, divided: Divided<'_>, entry: &Entry) -> Option<String> {
        let Divided { register, words, .. } = divided;
        let text = match self {
            Self::Section => {
                let number = register.text(entry.number?);
                return Some(number.split_once('.')?.0.to_owned());
            }
            Self::Key(Key::Area) => {
                let heading = entry.area.first().map(|&step| register.text(step));
                heading.or_else(|| register.value_of(entry, Key::Area))?
            }
            Self::Key(key) => register.value_of(entry, key)?,
        };
        let text = one_line(text);
        let canonical = match self {
            Self::Key(Key::Priority) => words.priority(&text),
            Self::Key(Key::Severity) => words.severity(&text),
            _ => None,
        };
        let text = canonical.unwrap_or(&text);
        let value = plain_words(text.split(['(', ';']).next().unwrap_or(text)).join(" ");
        Some(fold(&value)).filter(|value| !value.is_empty())
    }
}

/// The values that captions name: `Team Web` names `Web`, and no `Team` where both are values.
fn named(captions: &[String], all: &BTreeSet<String>) -> BTreeSet<String> {
    let captions: Vec<String> =
        captions.iter().map(|caption| format!(" {} ", fold(caption))).collect();
    let holds = |text: &str, value: &str| text.contains(&format!(" {value} "));
    let found: Vec<&String> =
        all.iter().filter(|value| captions.iter().any(|caption| holds(caption, value))).collect();
    // `Web` is no value of `Web Platform`.
    let is_part = |value: &str| {
        found.iter().any(|other| *other != value && holds(&format!(" {other} "), value))
    };
    found.iter().filter(|value| !is_part(value)).map(|value| (*value).clone()).collect()
}
