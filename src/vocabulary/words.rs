//! The YAML form of a language's words.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};

use schemars::JsonSchema;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};

/// The words of one language. Under each meaning, the first word is the one that is written;
/// the others are understood.
#[derive(Clone, Debug, Default, serde::Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Words {
    /// The language's own name for itself.
    pub name: String,
    /// Its letters beyond ASCII, without which a longer text must have lost them.
    pub letters: String,
    /// Labels of fields, by the canonical name of what they mean.
    pub labels: UniqueMap<Vec<String>>,
    /// Headers of the triage table, by the canonical name of what they mean, where they differ
    /// from the label.
    pub columns: UniqueMap<String>,
    /// Words for each state of the status flow, and for those beside it.
    pub statuses: UniqueMap<Vec<String>>,
    /// Headings that are states, in forms that values do not have: `Parked`, `Recently fixed`.
    pub headings: UniqueMap<Vec<String>>,
    /// Of the words of `Verified`, those that say that a gap is closed: a translation says that, too.
    pub closed: Vec<String>,
    /// Words for each priority.
    pub priorities: UniqueMap<Vec<String>>,
    /// Words for each severity.
    pub severities: UniqueMap<Vec<String>>,
    /// Words that stand for one another in other short values, such as environments.
    pub values: UniqueMap<Vec<String>>,
    /// Words for the units of a duration: h, d, bd, w, mo.
    pub units: UniqueMap<Vec<String>>,
    /// Words beside a value that change what it says: earlier, before, now, more, made, replaced,
    /// moved, limit, plain, since, then, unclear, unrepaired, failed, unreleased, checked.
    pub beside: UniqueMap<Vec<String>>,
    /// Short words in sentences: coming (`will`), denial (`no`), share (`2 of 3`), lacking (`without`),
    /// doer (`by`), purpose (`for`), origin (`from`), inexact (`end of` a month), thousand and million.
    pub particles: UniqueMap<Vec<String>>,
    /// Words beside a state that make another of it: negated (`not`), partly (`half`), fully, again, ongoing
    /// (`being`), later (`soon`), plain (`now`); prefix (`un`), denied and done (ends of words); present, lacking, made, joining.
    pub shades: UniqueMap<Vec<String>>,
    /// Written where a value is still to come.
    pub placeholders: Vec<String>,
    /// Written where there is nothing to say.
    pub absent: Vec<String>,
    /// Headings with a meaning of their own.
    pub sections: Sections,
    /// Headers of columns that are kept for things which somebody follows up.
    pub tracking: Vec<String>,
    /// What a register keeps track of, as headings name it.
    pub subjects: Vec<String>,
    /// Words that may stand beside the subjects in a heading.
    pub fillers: Vec<String>,
    /// Headings of what is no entry; `…` stands for any words: `How to …`, `… criteria`.
    pub asides: Vec<String>,
    /// Headers of columns in tables that hold no entries: roles, settings, before, after. Those of deadlines
    /// where days are below them: deadlines (`Until`). Those of the day of the repair: repaired (`Closing date`).
    /// The endings of labels for several things: plural (`s`).
    pub headers: UniqueMap<Vec<String>>,
    /// What a row that sums up others says.
    pub totals: Vec<String>,
    /// Headings of the entries that no other section is for: `Other`.
    pub leftovers: Vec<String>,
    /// Headers of the first column in a table of one entry's fields.
    pub pairs: Vec<String>,
    /// Words that introduce or join the states which a policy line names beside its flow: `or`.
    pub connectives: Vec<String>,
    /// What a symptom says where an endpoint is missing: `404`, `not found`.
    pub missing: Vec<String>,
    /// Words beside those that say the opposite; `…` is the place of those: `instead of …`.
    pub present: Vec<String>,
    /// Headings of gap sections in pages of the manual.
    pub manual: Vec<String>,
    /// How such a section begins where it says that there is no gap.
    pub gapless: Vec<String>,
    /// Frequent words, to tell the language by.
    pub common: Vec<String>,
}

/// Headings with a meaning of their own.
#[derive(Clone, Debug, Default, serde::Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Sections {
    /// Above the triage table.
    pub triage: Vec<String>,
    /// Above the entries; the last one says nothing of their states.
    pub gaps: Vec<String>,
    /// Above words about the register itself.
    pub notes: Vec<String>,
    /// Above what is no entry, although it may look like some: legends, totals, logs.
    pub others: Vec<String>,
}

impl Words {
    /// Puts `newer` before the words that are there, meaning by meaning.
    pub(super) fn merge(&mut self, newer: Self) {
        if !newer.name.is_empty() {
            self.name = newer.name;
        }
        self.letters.push_str(&newer.letters);
        for (old, new) in [
            (&mut self.labels, newer.labels),
            (&mut self.statuses, newer.statuses),
            (&mut self.headings, newer.headings),
            (&mut self.priorities, newer.priorities),
            (&mut self.severities, newer.severities),
            (&mut self.values, newer.values),
            (&mut self.units, newer.units),
            (&mut self.beside, newer.beside),
            (&mut self.headers, newer.headers),
            (&mut self.particles, newer.particles),
            (&mut self.shades, newer.shades),
        ] {
            for (meaning, words) in new.0 {
                old.entry(meaning).or_default().splice(0..0, words);
            }
        }
        self.columns.extend(newer.columns.0);
        self.closed.splice(0..0, newer.closed);
        self.placeholders.splice(0..0, newer.placeholders);
        self.absent.splice(0..0, newer.absent);
        self.sections.triage.splice(0..0, newer.sections.triage);
        self.sections.gaps.splice(0..0, newer.sections.gaps);
        self.sections.notes.splice(0..0, newer.sections.notes);
        self.sections.others.splice(0..0, newer.sections.others);
        self.tracking.splice(0..0, newer.tracking);
        self.subjects.splice(0..0, newer.subjects);
        self.fillers.splice(0..0, newer.fillers);
        self.asides.splice(0..0, newer.asides);
        self.totals.splice(0..0, newer.totals);
        self.leftovers.splice(0..0, newer.leftovers);
        self.pairs.splice(0..0, newer.pairs);
        self.connectives.splice(0..0, newer.connectives);
        self.missing.splice(0..0, newer.missing);
        self.present.splice(0..0, newer.present);
        self.manual.splice(0..0, newer.manual);
        self.gapless.splice(0..0, newer.gapless);
        self.common.splice(0..0, newer.common);
    }
}

/// A map whose YAML may not say the same key twice: the parser alone would silently keep the
/// last.
#[derive(Clone, Debug, JsonSchema)]
#[schemars(transparent)]
pub struct UniqueMap<T>(BTreeMap<String, T>);

impl<T> Default for UniqueMap<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<T> Deref for UniqueMap<T> {
    type Target = BTreeMap<String, T>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl<T> DerefMut for UniqueMap<T> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.0
    }
}

impl<'a, T> IntoIterator for &'a UniqueMap<T> {
    type Item = (&'a String, &'a T);
    type IntoIter = std::collections::btree_map::Iter<'a, String, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<T> FromIterator<(String, T)> for UniqueMap<T> {
    fn from_iter<I: IntoIterator<Item = (String, T)>>(items: I) -> Self {
        Self(items.into_iter().collect())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for UniqueMap<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(UniqueVisitor(PhantomData))
    }
}

struct UniqueVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for UniqueVisitor<T> {
    type Value = UniqueMap<T>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
        let mut map = BTreeMap::new();
        while let Some(key) = access.next_key::<String>()? {
            if map.contains_key(&key) {
                return Err(A::Error::custom(format_args!("`{key}` is given twice")));
            }
            map.insert(key, access.next_value()?);
        }
        Ok(UniqueMap(map))
    }
}
