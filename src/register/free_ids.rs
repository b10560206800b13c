//! The next free IDs.

use std::collections::{HashMap, HashSet};

use super::Register;
use crate::values::split_base_id;

/// The IDs that follow those in use, in the same form: `G-007` after `G-006`.
#[derive(Clone, Debug)]
pub(crate) struct FreeIds {
    prefix: String,
    digits: usize,
    last: u64,
    /// The numbers that are left out.
    taken: HashSet<u64>,
}

/// The IDs of one prefix.
#[derive(Default)]
struct IdFamily {
    /// How many are in use.
    count: usize,
    /// How many were in use before.
    former: usize,
    last: u64,
    digits: usize,
}

impl FreeIds {
    /// The free IDs of registers that share their IDs. They are above all that are in use, and
    /// above the former ones: an ID is for ever.
    pub(crate) fn of<'r>(
        registers: impl IntoIterator<Item = &'r Register<'r>>,
        former: &'r [String],
    ) -> Self {
        let mut families: HashMap<&str, IdFamily> = HashMap::new();
        for register in registers {
            // The ID of a row whose entry is gone is not free either.
            for (prefix, number, digits) in register.used_ids().filter_map(split_base_id) {
                let family = families.entry(prefix).or_default();
                family.count += 1;
                family.last = family.last.max(number);
                family.digits = family.digits.max(digits);
            }
        }
        for (prefix, number, digits) in former.iter().filter_map(|id| split_base_id(id)) {
            let family = families.entry(prefix).or_default();
            family.former += 1;
            family.last = family.last.max(number);
            if family.count == 0 {
                family.digits = family.digits.max(digits);
            }
        }
        let largest = families
            .into_iter()
            .max_by_key(|(prefix, family)| (family.count, family.former, *prefix));
        let (prefix, IdFamily { last, digits, .. }) =
            largest.unwrap_or(("G-", IdFamily { digits: 3, ..IdFamily::default() }));
        Self { prefix: prefix.to_owned(), digits, last, taken: HashSet::new() }
    }
}

impl FreeIds {
    /// The free IDs of the same prefix as an ID, above all that are in use.
    pub(crate) fn like<'i>(id: &str, used: impl Iterator<Item = &'i str>) -> Option<Self> {
        let (prefix, number, length) = split_base_id(id)?;
        let (last, digits) = last_number(prefix, used);
        let (last, digits) = (last.max(number), digits.max(length));
        Some(Self { prefix: prefix.to_owned(), digits, last, taken: HashSet::new() })
    }

    /// The same without those that the texts of registers name: what they say would be about another
    /// entry.
    pub(crate) fn without_named<'r>(
        mut self,
        registers: impl IntoIterator<Item = &'r Register<'r>>,
    ) -> Self {
        if self.prefix.contains(char::is_alphabetic) {
            let texts = registers.into_iter().map(|register| register.source.text());
            let named = texts.flat_map(|text| numbers_behind(&self.prefix, text));
            self.taken.extend(named.collect::<Vec<_>>());
        }
        self
    }

    /// The same without some IDs.
    pub(crate) fn without<'i>(mut self, ids: impl Iterator<Item = &'i str>) -> Self {
        let own = ids.filter_map(split_base_id).filter(|(prefix, ..)| *prefix == self.prefix);
        self.taken.extend(own.map(|(_, number, _)| number).collect::<Vec<_>>());
        self
    }

    /// What all of them begin with.
    pub(crate) fn prefix(&self) -> &str {
        &self.prefix
    }
}

/// The largest number of the IDs of a prefix, and the most digits that one has.
pub(crate) fn last_number<'i>(prefix: &str, used: impl Iterator<Item = &'i str>) -> (u64, usize) {
    let numbers = used.filter_map(split_base_id).filter(|(own, ..)| *own == prefix);
    numbers
        .fold((0, 0), |(last, digits), (_, number, length)| (last.max(number), digits.max(length)))
}

/// The IDs with the prefix of one that a text names, each as it would be in a list of IDs.
pub(crate) fn named_like(id: &str, text: &str) -> Vec<String> {
    let Some((prefix, ..)) = split_base_id(id) else { return Vec::new() };
    let has_letters = prefix.contains(char::is_alphabetic);
    let numbers = has_letters.then(|| numbers_behind(prefix, text)).into_iter().flatten();
    numbers.map(|number| format!("{prefix}{number}")).collect()
}

/// The numbers of the words of a text that begin with a prefix.
fn numbers_behind(prefix: &str, text: &str) -> impl Iterator<Item = u64> {
    let is_start = |at: usize| !text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '-');
    text.match_indices(prefix).filter(move |(at, _)| is_start(*at)).filter_map(|(at, _)| {
        let rest = &text[at + prefix.len()..];
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        rest[..end].parse().ok()
    })
}

impl Iterator for FreeIds {
    type Item = String;

    fn next(&mut self) -> Option<String> {
        loop {
            self.last = self.last.checked_add(1)?;
            if !self.taken.contains(&self.last) {
                break;
            }
        }
        Some(format!("{}{:0width$}", self.prefix, self.last, width = self.digits))
    }
}
