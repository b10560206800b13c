//! The values of an entry, in today's form.

use std::collections::{BTreeMap, BTreeSet};

use super::labels::{kept_label, own_label, title_label};
use super::options::{AdoptOptions, AdoptedEntry};
use super::policies::Policies;
use super::short_titles::without_path;
use crate::register::{
    Entry, Policy, Register, TrackedValues, arrow_steps, heading_steps, one_line,
};
use crate::text::{next_link, without_escaped_pipes};
use crate::values::{self, Sla};
use crate::vocabulary::{Key, Placeholder, Vocabulary, fold};

/// The fields of an entry: those with a key, and those under labels of its own.
#[derive(Clone, Debug, Default)]
pub(super) struct Values {
    pub known: BTreeMap<Key, String>,
    pub own: Vec<(String, String)>,
    /// The keys whose old values are not understood, and are kept under a label of their own.
    pub kept: BTreeSet<Key>,
    /// Whether its state closes the gap without a repair, and no word says why.
    pub needs_reason: bool,
}

impl Values {
    /// What an entry says.
    pub(super) fn of(register: &Register<'_>, entry: &Entry, policies: Policies<'_>) -> Self {
        let mut values = Self::default();
        for field in &entry.fields {
            let whole = register.value(field).trim().to_owned();
            let has_link = next_link(&whole).is_some();
            let is_short = field.key.is_some_and(Key::is_copied);
            let is_typed = field.key.is_some_and(Key::is_typed);
            let text = if is_short && (is_typed || !has_link) {
                register.bare(field.value).to_owned()
            } else {
                whole.clone()
            };
            // A state or a day has no address; its link stays beside it.
            if let Some(key) = field.key.filter(|_| is_typed && has_link) {
                values.own.push((kept_label(key, policies.language, policies.words), whole));
            }
            let text =
                if text.contains('\n') { text } else { without_escaped_pipes(&text).into_owned() };
            match field.key {
                _ if text.is_empty() => {}
                Some(Key::Id | Key::Area) => {}
                Some(Key::Gap) if fold(bare(&text)) == fold(register.text(entry.title)) => {}
                Some(key) if !values.known.contains_key(&key) => {
                    values.known.insert(key, text);
                }
                // The text of an item between its fields continues the text before them.
                Some(Key::Symptom) if field.label == entry.title => {
                    let symptom = values.known.entry(Key::Symptom).or_default();
                    *symptom = format!("{symptom}\n{text}");
                }
                _ => {
                    let label = own_label(
                        &one_line(register.text(field.label)),
                        policies.language,
                        policies.words,
                    );
                    values.own.push((label, text));
                }
            }
        }
        let title = register.text(entry.title);
        // The full name of the gap is the symptom, where it is longer than the heading.
        if let Some(told) = values.known.remove(&Key::Gap).filter(|told| fold(told) != fold(title))
        {
            values.known.entry(Key::Symptom).or_insert(told);
        }
        values.settle(policies);
        values
    }

    /// Takes values for keys that have none.
    pub(super) fn take(&mut self, values: Vec<(Key, String)>) {
        for (key, value) in values {
            self.known.entry(key).or_insert(value);
        }
    }

    /// The title of an entry, cut where it would read as a menu path; the whole is kept in another
    /// field.
    pub(super) fn cut_title(
        &mut self,
        whole: &str,
        title: &str,
        area: &[String],
        policies: Policies<'_>,
    ) -> String {
        let whole = one_line(whole);
        let whole = without_escaped_pipes(&whole).into_owned();
        let title = if policies.are_paths { without_path(title) } else { title.to_owned() };
        let path: Vec<&str> = area.iter().map(String::as_str).chain([title.as_str()]).collect();
        let joined = path.join(" → ");
        let steps = if policies.are_paths { heading_steps(&joined) } else { arrow_steps(&joined) };
        let title = match steps.get(area.len()) {
            Some(step) if steps.len() > path.len() => (*step).to_owned(),
            _ => title,
        };
        let bare = bare(&whole);
        let plain = without_path(&title);
        if plain != without_path(bare) && plain != without_path(whole.trim()) {
            match self.known.get(&Key::Symptom) {
                Some(told) if fold(told).contains(&fold(&whole)) => {}
                Some(_) => self.own.push((title_label(policies.language, policies.words), whole)),
                None => drop(self.known.insert(Key::Symptom, whole)),
            }
        }
        title
    }

    /// Makes each tracked value one of today's form, and keeps the words beside it.
    pub(super) fn settle(&mut self, policies: Policies<'_>) {
        let words = policies.words;
        let states_sla = self.known.contains_key(&Key::Sla);
        // `Todo` is a state where a heading or a column says so.
        let is_state = |key: &Key, value: &str| {
            *key == Key::Status && policies.old.meaning(value, words).is_some()
        };
        // That there is no owner is an answer.
        let is_nobody = |key: &Key, value: &str| {
            *key == Key::Owner && words.placeholder(value) == Some(Placeholder::Absent)
        };
        self.known.retain(|key, value| {
            words.placeholder(value).is_none() || is_state(key, value) || is_nobody(key, value)
        });
        if !self.known.contains_key(&Key::Owner)
            && let Some(owner) = self.known.get(&Key::ResolutionOwner)
        {
            self.known.insert(Key::Owner, one_line(owner));
        }
        self.settle_levels(policies);
        for key in [Key::Status, Key::FirstSeen, Key::Sla] {
            let Some(old) = self.known.remove(&key) else { continue };
            let new = match key {
                Key::Status => self.status(&old, policies),
                Key::FirstSeen if values::parse_date(&old).is_some() => {
                    values::day_of(&old, words).map(|_| old.clone())
                }
                Key::FirstSeen => first_seen(&old, policies),
                _ => Sla::parse(&old, words).map(|_| old.clone()),
            };
            match new {
                Some(new) => drop(self.known.insert(key, new)),
                None => self.keep(key, old, policies),
            }
        }
        let priority = self.known.get(&Key::Priority).and_then(|text| words.level(text));
        // What nobody stated is not promised.
        let promised = priority
            .filter(|_| policies.old.declares_sla || (policies.old.implies_sla && !states_sla));
        if let Some(sla) = promised.and_then(|priority| policies.new.sla_of(priority)) {
            self.known.entry(Key::Sla).or_insert_with(|| sla.to_string());
        }
    }

    /// Keeps the text around a level, where the level stands first in it: `High — it fails daily`.
    fn part_levels(&mut self, policies: Policies<'_>) {
        let words = policies.words;
        for key in [Key::Priority, Key::Severity] {
            let Some(old) = self.known.get(&key).cloned() else { continue };
            let is_level = |text: &str| match key {
                Key::Priority => words.priority(text).is_some() || rank(text, words).is_some(),
                _ => words.severity(text).is_some() || words.priority(text).is_some(),
            };
            if is_level(&old) && !old.contains('\n') {
                continue;
            }
            let mut parts = old.split(|c: char| !c.is_alphanumeric()).filter(|it| !it.is_empty());
            if let Some(level) = parts.next().filter(|part| is_level(part)) {
                self.known.insert(key, level.to_owned());
                self.keep(key, old, policies);
            }
        }
    }

    /// A priority is one of `P0` to `P4`, a severity a word; teams mix the two.
    fn settle_levels(&mut self, policies: Policies<'_>) {
        let words = policies.words;
        self.part_levels(policies);
        if let Some(old) = self.known.remove(&Key::Priority) {
            match (words.priority(&old), rank(&old, words)) {
                (Some(_), _) => drop(self.known.insert(Key::Priority, old)),
                (None, Some(priority)) => {
                    self.known.insert(Key::Priority, format!("{priority} ({old})"));
                }
                _ => self.keep(Key::Priority, old, policies),
            }
        }
        if let Some(old) = self.known.remove(&Key::Severity) {
            match (words.severity(&old), words.priority(&old)) {
                (Some(_), _) => drop(self.known.insert(Key::Severity, old)),
                (None, Some(_)) if !self.known.contains_key(&Key::Priority) => {
                    self.known.insert(Key::Priority, old);
                }
                _ => self.keep(Key::Severity, old, policies),
            }
        }
    }

    /// Keeps a value that its key cannot have, under a label of its own.
    pub(super) fn keep(&mut self, key: Key, old: String, policies: Policies<'_>) {
        self.kept.insert(key);
        self.own.push((kept_label(key, policies.language, policies.words), old));
    }

    /// Adds the values of the leading register, and placeholders for the others that are required.
    pub(super) fn fill(
        &mut self,
        leading: Option<&AdoptedEntry>,
        to_come: &str,
        options: AdoptOptions<'_>,
    ) {
        for (&key, value) in leading.into_iter().flat_map(|entry| &entry.values) {
            self.known.entry(key).or_insert_with(|| value.clone());
        }
        for key in options.required() {
            self.known.entry(key).or_insert_with(|| to_come.to_owned());
        }
        if let Some(status) = self.known.get_mut(&Key::Status).filter(|_| self.needs_reason) {
            *status = format!("{status} — {to_come}");
        }
    }

    /// The values that a translation has to have as well.
    pub(super) fn tracked(&self, to_come: &str) -> BTreeMap<Key, String> {
        let is_shared = |key: &Key| key.is_copied() && *key != Key::ResolutionOwner;
        let known = self.known.iter().filter(|(key, value)| is_shared(key) && *value != to_come);
        known.map(|(key, value)| (*key, value.clone())).collect()
    }
}

/// A day in the form of today, with the remark beside it, where it is read so, too.
fn first_seen(old: &str, policies: Policies<'_>) -> Option<String> {
    let whole = policies.old.read_day(Key::FirstSeen, old, policies.words).ok()?;
    let old = old.trim().trim_matches('"');
    let new = old.replacen(whole.text, &whole.value.to_string(), 1);
    let is_read = || values::day_of(&new, policies.words) == Some(whole.value);
    (whole.text == old || is_read()).then_some(new)
}

/// How many of an entry's values are still to come.
pub(super) fn placeholders(values: &Values, to_come: &str) -> usize {
    values.known.values().filter(|value| *value == to_come).count()
}

/// A text without the marks around all of it.
fn bare(text: &str) -> &str {
    text.trim_matches(['*', '`', '~', ' '])
}

/// The priority that a level means: the most severe comes first.
pub(super) fn rank(level: &str, words: &Vocabulary) -> Option<&'static str> {
    Some(match words.severity(level)? {
        "Critical" => "P0",
        "High" => "P1",
        "Medium" => "P2",
        _ => "P3",
    })
}

/// Whether a gap is closed, by the words of the old register.
pub(super) fn is_closed(
    register: &Register<'_>,
    entry: &Entry,
    policy: &Policy,
    words: &Vocabulary,
) -> bool {
    TrackedValues::of(register, entry, policy, words).is_over(policy, words)
}
