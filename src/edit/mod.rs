//! Changes that people ask for: a tracked field set, an entry added, a cell moved into its entry.
//! The table follows, in the row of that entry and nowhere else.

mod add;
pub mod adopt;
mod configuration;
mod pull;
mod stub;

use std::fmt;

use crate::finding::Edit;
use crate::register::{Entry, Field, Form, Policy, Reading, Register};
use crate::text::Source;
use crate::triage::{Draft, Drift, Facts};
use crate::values::{self, Sla};
use crate::vocabulary::{Key, Vocabulary, fold};

pub use add::{Addition, addition, place_for};
pub(crate) use configuration::configuration;
pub use pull::{Pulled, Verdict, last_changes, pulled};
pub use stub::{review, stubs};

/// A field and what it is to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The key.
    pub key: Key,
    /// The value, as somebody typed it.
    pub text: String,
}

/// Why a change is not made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// An ID never changes.
    IsIdentity,
    /// The field is not one that is set.
    NotTracked(String),
    /// The value means nothing: what it is, what it should be, and what may have been meant.
    NotUnderstood(String, &'static str, Option<String>),
    /// The flow leads elsewhere first.
    Skips {
        /// The state it is in.
        from: String,
        /// The state it would be in.
        to: String,
        /// The states in between.
        over: Vec<String>,
    },
    /// The flow does not lead back.
    TakesBack {
        /// The state it is in.
        from: String,
        /// The state it would be in.
        to: String,
    },
    /// There is no place to write it.
    NoPlace(String),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::IsIdentity => f.write_str(
                "an ID never changes, as the table, the mirror and tickets refer to it by it",
            ),
            Self::NotTracked(name) => write!(
                f,
                "{name} is no tracked field: write it in the register, where its words belong"
            ),
            Self::NotUnderstood(what, wanted, near) => {
                write!(f, "{what}; {wanted}")?;
                near.as_ref().map_or(Ok(()), |near| write!(f, "; did you mean `{near}`?"))
            }
            Self::Skips { from, to, over } => {
                write!(f, "from {from} to {to} skips {} in the status flow", over.join(" and "))
            }
            Self::TakesBack { from, to } => {
                write!(f, "from {from} to {to} goes back in the status flow")
            }
            Self::NoPlace(name) => write!(f, "there is no place for {name} in this entry"),
        }
    }
}

impl std::error::Error for Refusal {}

impl Refusal {
    /// Whether somebody who knows better may have it so.
    pub fn can_be_forced(&self) -> bool {
        matches!(self, Self::Skips { .. } | Self::TakesBack { .. })
    }
}

/// Whether the flow leads from one state to another: to itself and to the next.
pub fn check_move(policy: &Policy, from: Option<usize>, to: usize) -> Result<(), Refusal> {
    let name = |state: usize| policy.flow.get(state).cloned().unwrap_or_default();
    let Some(from) = from.filter(|&from| from != to && from + 1 != to) else { return Ok(()) };
    let (from_name, to_name) = (name(from), name(to));
    Err(if from > to {
        Refusal::TakesBack { from: from_name, to: to_name }
    } else {
        Refusal::Skips { from: from_name, to: to_name, over: (from + 1..to).map(name).collect() }
    })
}

/// The edits that set fields of an entry, and the values as they will be written.
pub fn set(
    facts: Facts<'_>,
    entry: &Entry,
    changes: &[Change],
    is_forced: bool,
) -> Result<(Vec<Edit>, Vec<Change>), Refusal> {
    let (mut edits, mut settled) = (Vec::new(), Vec::new());
    for change in changes {
        let text = checked(facts, Some(entry), change, is_forced)?;
        edits.extend(value_edit(facts, entry, change.key, &text)?);
        settled.push(Change { key: change.key, text });
    }
    Ok((edits, settled))
}

/// A value in its proper form, when it is one, and when the entry may have it.
pub fn checked(
    facts: Facts<'_>,
    entry: Option<&Entry>,
    change: &Change,
    is_forced: bool,
) -> Result<String, Refusal> {
    let Change { key, text } = change;
    let Facts { register, vocabulary, policy, .. } = facts;
    let old = entry.and_then(|entry| register.value_of(entry, *key));
    let text = text.trim();
    let not = |wanted: &'static str, near: Option<&str>| {
        let what = format!("`{text}` is no {}", vocabulary.name(*key));
        Err(Refusal::NotUnderstood(what, wanted, near.map(str::to_owned)))
    };
    if text.is_empty() || text.contains(['\n', '\r']) {
        return not("write one line", None);
    }
    match key {
        Key::Id => Err(Refusal::IsIdentity),
        Key::Status => {
            let Some(state) = policy.state(text, vocabulary) else {
                return not("write a state of the status flow", vocabulary.nearest_status(text));
            };
            let from = old.and_then(|old| policy.state(old, vocabulary));
            if !is_forced {
                check_move(policy, from, state)?;
            }
            Ok(register.state_like(old, state, policy, vocabulary).to_owned())
        }
        Key::Priority => match vocabulary.priority(text) {
            Some(priority) => Ok(priority.to_owned()),
            None => not("write one such as `P1`", None),
        },
        Key::Severity => match vocabulary.severity(text) {
            Some(severity) => Ok(severity.to_owned()),
            None => not("write one such as `High`", vocabulary.nearest_severity(text)),
        },
        Key::Sla if Sla::parse(text, vocabulary).is_none() => not("write one such as `7d`", None),
        Key::FirstSeen if values::parse_date(text).is_none() => {
            not("write one such as `2026-01-31`", None)
        }
        key if key.is_copied() => Ok(text.to_owned()),
        key => Err(Refusal::NotTracked(vocabulary.name(*key).to_owned())),
    }
}

/// The edit that writes a value into an entry; none where it says so already.
fn value_edit(
    facts: Facts<'_>,
    entry: &Entry,
    key: Key,
    text: &str,
) -> Result<Option<Edit>, Refusal> {
    let register = facts.register;
    // What a sign in a row implies is told in the column for it.
    let is_implied =
        |field: &Field| matches!(entry.form, Form::Row(_)) && field.label == field.value;
    let Some(field) = entry.field(key).filter(|field| !is_implied(field)) else {
        let edit = register.field_insertion(entry, key, text, facts.vocabulary);
        let name = || facts.vocabulary.name(key).to_owned();
        return edit.map(Some).ok_or_else(|| Refusal::NoPlace(name()));
    };
    let edit = register.value_edit(Some(entry), field, text);
    let edit = edit.ok_or_else(|| Refusal::NoPlace(facts.vocabulary.name(key).to_owned()))?;
    Ok(Some(edit).filter(|edit| register.text(edit.span) != text))
}

/// Whether a changed register says what was asked for, and else what it said before.
pub fn reads_back(
    before: &Register<'_>,
    after: &Source,
    reading: Reading<'_>,
    changes: &[(&str, Change)],
) -> bool {
    let Ok(after) = Register::read(after, reading) else { return false };
    let fields = |register: &Register<'_>, entry: &Entry| -> Vec<(Option<Key>, String, String)> {
        let is_asked = |key: Option<Key>| {
            let id = register.id(entry).unwrap_or_default();
            changes.iter().any(|(asked, change)| *asked == id && Some(change.key) == key)
        };
        let others = entry.fields.iter().filter(|field| !is_asked(field.key));
        let text = |span| register.text(span).to_owned();
        others.map(|field| (field.key, text(field.label), text(field.value))).collect()
    };
    let is_set = |(id, change): &(&str, Change)| {
        let says = named(&after, id).next().and_then(|entry| after.value_of(entry, change.key));
        says.is_some_and(|says| says == change.text || fold(says) == fold(&change.text))
    };
    before.entries.len() == after.entries.len()
        && before
            .entries
            .iter()
            .zip(&after.entries)
            .all(|(a, b)| before.id(a) == after.id(b) && fields(before, a) == fields(&after, b))
        && changes.iter().all(is_set)
}

/// Whether one entry came in, and all others say what they said before.
pub fn is_added(before: &Register<'_>, after: &Source, reading: Reading<'_>, id: &str) -> bool {
    let Ok(after) = Register::read(after, reading) else { return false };
    let said = |register: &Register<'_>| -> Vec<(Option<String>, Vec<String>)> {
        let others = register.entries.iter().filter(|entry| register.id(entry) != Some(id));
        let values = |entry: &Entry| {
            entry.fields.iter().map(|field| register.text(field.value).to_owned()).collect()
        };
        others.map(|entry| (register.id(entry).map(str::to_owned), values(entry))).collect()
    };
    after.entries.len() == before.entries.len() + 1 && said(before) == said(&after)
}

/// The edits that make the row of one entry follow it.
pub fn row_edits(facts: Facts<'_>, id: &str) -> Vec<Edit> {
    let register = facts.register;
    let Some(draft) = register.triage.as_ref().and_then(|table| Draft::of(facts, table)) else {
        return Vec::new();
    };
    let is_its = |entry: &Entry| register.id(entry) == Some(id);
    let of_entry = draft.drifts().iter().filter(|drift| match drift {
        Drift::Untracked(entry, _) | Drift::Closed(_, entry) => is_its(entry),
        Drift::Stale(stale) => is_its(stale.entry),
        _ => false,
    });
    let mut edits: Vec<Edit> = of_entry.flat_map(|drift| draft.mend(drift)).collect();
    // Of a row that is written anew, each of its cells gives the same edit.
    edits.dedup();
    edits
}

/// Every entry of an ID, whatever its case; of a number, where entries have no IDs.
pub fn named<'r>(register: &'r Register<'_>, id: &str) -> impl Iterator<Item = &'r Entry> {
    // An entry without an ID is called by its number.
    let number = id.trim_start_matches('#');
    let is_named = move |entry: &&Entry| match register.id(entry) {
        Some(own) => own.eq_ignore_ascii_case(id),
        None => {
            entry.number.is_some_and(|own| register.text(own).trim_start_matches('#') == number)
        }
    };
    register.entries.iter().filter(is_named)
}

/// The key that a word names: `status`, `Target Version`, `öncelik`.
pub fn key_named(vocabulary: &Vocabulary, word: &str) -> Option<Key> {
    let word = word.trim().replace(['-', '_'], " ");
    vocabulary.key(&word).or_else(|| vocabulary.key_named(&word))
}
