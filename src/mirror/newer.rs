//! Values of a translation that were changed later than those of the leading register. These may be
//! the right ones, so they are not overruled.

use std::collections::HashSet;

use super::contradiction::{Contradiction, ContradictionKind};
use super::literals::literals;
use super::outdated::Revision;
use super::pair::Pair;
use crate::register::{Entry, Field, Policy, Reading, Register};
use crate::text::Source;
use crate::vocabulary::Key;

/// Values by the names of their entries and their keys; the name is empty in front of the entries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewerValues(HashSet<(String, Key)>);

impl NewerValues {
    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the value that a contradiction is about is one of them.
    pub(crate) fn concerns(&self, one: &Contradiction) -> bool {
        let name = || one.entry.clone().unwrap_or_default();
        !self.is_empty() && one.key.is_some_and(|key| self.0.contains(&(name(), key)))
    }

    /// Leaves out those that are among others.
    pub(crate) fn without(mut self, others: &Self) -> Self {
        self.0.retain(|value| !others.0.contains(value));
        self
    }

    /// Adds others.
    pub(crate) fn extend(&mut self, others: Self) {
        self.0.extend(others.0);
    }

    /// Each value, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, Key)> {
        let mut all: Vec<(&str, Key)> = self.0.iter().map(|(name, key)| (&**name, *key)).collect();
        all.sort_unstable();
        all.into_iter()
    }

    /// The values of contradictions that have a repair which overwrites them.
    pub(crate) fn contradicted(contradictions: &[Contradiction]) -> Self {
        let is_overwritten = |one: &&Contradiction| {
            one.fix.is_some()
                && matches!(one.kind, ContradictionKind::Value | ContradictionKind::Code)
        };
        let overwritten = contradictions.iter().filter(is_overwritten);
        overwritten
            .filter_map(|one| Some((one.entry.clone().unwrap_or_default(), one.key?)))
            .collect()
    }
}

impl FromIterator<(String, Key)> for NewerValues {
    fn from_iter<I: IntoIterator<Item = (String, Key)>>(values: I) -> Self {
        Self(values.into_iter().collect())
    }
}

/// Of the values in which a pair contradicts each other, those that were changed later in the
/// leading register, and those that were changed later in the translation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LaterChanges {
    /// Later in the leading register.
    pub leading: NewerValues,
    /// Later in the translation.
    pub mirror: NewerValues,
}

impl LaterChanges {
    /// Adds those of other values.
    pub(crate) fn extend(&mut self, others: Self) {
        self.leading.extend(others.leading);
        self.mirror.extend(others.mirror);
    }
}

/// Which side of each contradicted value was changed later. `revisions` are those of the leading
/// file and of the mirror, the newest first; the first is the text of today. `is_later` says whether
/// the second of two revisions comes after the first.
pub(crate) fn later_changes(
    pair: &Pair<'_>,
    contradicted: &NewerValues,
    revisions: [&[Revision]; 2],
    reading: Reading<'_>,
    is_later: &dyn Fn(&Revision, &Revision) -> bool,
) -> LaterChanges {
    let sides = [pair.leading, pair.mirror];
    let mut later = LaterChanges::default();
    for (name, key) in contradicted.iter() {
        let change = |side: usize| {
            let value = WatchedValue { name, key, policy: pair.policies[side], pair };
            value.last_change(sides[side], revisions[side], reading)
        };
        let is_after = |one: Option<&Revision>, other: Option<&Revision>| match (one, other) {
            // What a side had from the beginning was not changed.
            (_, None) => false,
            (None, Some(_)) => true,
            (Some(one), Some(other)) => one.commit != other.commit && is_later(one, other),
        };
        let [own, theirs] = [change(0), change(1)];
        if is_after(own, theirs) {
            later.mirror.0.insert((name.to_owned(), key));
        } else if is_after(theirs, own) {
            later.leading.0.insert((name.to_owned(), key));
        }
    }
    later
}

struct WatchedValue<'w> {
    name: &'w str,
    key: Key,
    policy: &'w Policy,
    pair: &'w Pair<'w>,
}

impl WatchedValue<'_> {
    /// The revision that changed the value to what it is; nothing where it was so from the
    /// beginning.
    fn last_change<'v>(
        &self,
        register: &Register<'_>,
        revisions: &'v [Revision],
        reading: Reading<'_>,
    ) -> Option<&'v Revision> {
        let now = self.value(register)?;
        for pair in revisions.windows(2) {
            let source = Source::new(register.source.path().clone(), pair[1].text.as_str());
            let Ok(older) = Register::parse(&source, reading) else { continue };
            // What was not there yet was written, and not changed.
            let then = self.value(&older)?;
            if !self.is_same(&then, &now) {
                return Some(&pair[0]);
            }
        }
        None
    }

    fn is_same(&self, a: &str, b: &str) -> bool {
        a == b || (self.is_tracked() && self.policy.same_value(self.key, a, b, self.pair.words))
    }

    fn is_tracked(&self) -> bool {
        self.key.is_copied() || self.key.is_of_register() || self.key == Key::Id
    }

    /// A tracked value; of prose, what no translation changes.
    fn value(&self, register: &Register<'_>) -> Option<String> {
        let fields: &[Field] = if self.name.is_empty() {
            &register.metadata
        } else {
            let is_named = |entry: &&Entry| register.name(entry).as_deref() == Some(self.name);
            &register.entries.iter().find(is_named)?.fields
        };
        let mut fields = fields.iter().filter(|field| field.key == Some(self.key));
        if self.is_tracked() {
            return fields.next().map(|field| register.bare(field.value).to_owned());
        }
        let texts: Vec<String> = fields
            .flat_map(|field| literals(register, field.value))
            .map(|literal| literal.text.into_owned())
            .collect();
        Some(texts.join("\n"))
    }
}
