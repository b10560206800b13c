//! The values of an expression, read as what they are compared with.

use std::borrow::Cow;

use super::attribute::{Attribute, Kind};
use super::error::Slip;
use super::value::{Rank, SEVERITIES, Value};
use super::{Known, View};
use crate::text::Span;
use crate::values::{self, Sla};
use crate::vocabulary::{fold, nearest};

/// A value that an attribute is compared with.
#[derive(Clone, Debug)]
pub(super) struct Operand {
    /// As it was written.
    pub text: String,
    /// What it means; a state means its place in the flow, which each register has its own of.
    value: Option<Value>,
}

impl Operand {
    /// Reads a value that an attribute is to be compared with.
    pub(super) fn read(
        attribute: Attribute,
        text: &str,
        place: Span,
        known: Known<'_>,
    ) -> Result<Self, Slip> {
        // What folds to nothing is found in everything.
        if fold(text).is_empty() {
            return Err(Slip::new(
                place,
                "a value is missing; a key alone asks whether it is there",
            ));
        }
        let words = known.vocabulary;
        let value = match attribute.kind() {
            Kind::State if is_state(text, known) => return Ok(Self::new(text, None)),
            Kind::Priority => Value::priority(text, words),
            Kind::Severity => Value::severity(text, words),
            Kind::Duration => duration(text, known).map(Value::duration),
            Kind::Day => day(text, known).map(Value::Day),
            Kind::Days => text.parse().ok().map(Value::Days),
            Kind::Numbered => Some(Value::numbered(text)),
            Kind::Text => Some(Value::text(text)),
            Kind::State | Kind::Flag | Kind::Whole => None,
        };
        let slip = || Slip::new(place, misunderstood(attribute.kind(), text, known));
        value.map(|value| Self::new(text, Some(value))).ok_or_else(slip)
    }

    fn new(text: &str, value: Option<Value>) -> Self {
        Self { text: text.to_owned(), value }
    }

    /// What it means in a register.
    pub(super) fn value(&self, view: View<'_>) -> Option<Cow<'_, Value>> {
        let state = || Value::state(&self.text, view.policy, view.vocabulary).map(Cow::Owned);
        self.value.as_ref().map(Cow::Borrowed).or_else(state)
    }
}

/// Whether some register, or else the vocabulary, knows a state of that name.
fn is_state(text: &str, known: Known<'_>) -> bool {
    let words = known.vocabulary;
    known.policies.iter().any(|policy| policy.state(text, words).is_some())
        || words.status(text).is_some()
}

/// A duration and nothing behind it.
fn duration(text: &str, known: Known<'_>) -> Option<Sla> {
    Sla::parse(text, known.vocabulary).filter(|(_, rest)| rest.is_empty()).map(|(sla, _)| sla)
}

fn day(text: &str, known: Known<'_>) -> Option<jiff::civil::Date> {
    if text.eq_ignore_ascii_case("today") {
        return Some(known.today);
    }
    values::parse_date(text).filter(|_| text.len() == "2026-01-31".len())
}

/// What to say of a value that means nothing.
fn misunderstood(kind: Kind, text: &str, known: Known<'_>) -> String {
    let words = known.vocabulary;
    let (what, instead) = match kind {
        Kind::State => {
            let near = near_state(text, known);
            ("a state", near.map_or_else(|| format!("write {}", states(known)), did_you_mean))
        }
        Kind::Priority => ("a priority", format!("write {}", priorities(known))),
        Kind::Severity => {
            let near = words.nearest_severity(text).map(str::to_owned);
            let all = || format!("write {}", listed(SEVERITIES.iter().rev().copied()));
            ("a severity", near.map_or_else(all, did_you_mean))
        }
        Kind::Duration => ("a duration", "write 24h, 7d or 2w".to_owned()),
        Kind::Day => ("a date", "write year, month and day as in 2026-01-31, or today".to_owned()),
        Kind::Days => ("a number of days", "write one as in 30".to_owned()),
        Kind::Numbered | Kind::Text | Kind::Flag | Kind::Whole => ("a value", String::new()),
    };
    format!("`{text}` is not {what}; {instead}")
}

fn did_you_mean(near: impl AsRef<str>) -> String {
    format!("did you mean `{}`?", near.as_ref())
}

/// The state that a word is a slip of, among those that some register here has.
fn near_state(text: &str, known: Known<'_>) -> Option<String> {
    let Known { vocabulary: words, policies, .. } = known;
    let flows = policies.iter().flat_map(|policy| &policy.flow);
    let is_here = |state: &&str| {
        policies.is_empty() || policies.iter().any(|policy| policy.state(state, words).is_some())
    };
    let own = nearest(text, flows.map(String::as_str));
    own.or_else(|| words.nearest_status(text).filter(is_here)).map(str::to_owned)
}

/// The states of all flows, each once.
fn states(known: Known<'_>) -> String {
    let mut states: Vec<&str> = Vec::new();
    for state in known.policies.iter().flat_map(|policy| &policy.flow) {
        if !states.contains(&state.as_str()) {
            states.push(state);
        }
    }
    if states.is_empty() { "a state of the status flow".to_owned() } else { listed(states) }
}

/// The first and the last of the priorities that have a number, and the others.
fn priorities(known: Known<'_>) -> String {
    let words = known.vocabulary;
    let languages = words.languages().filter_map(|language| words.words(language));
    let names = languages.flat_map(|words| words.priorities.keys()).map(String::as_str);
    let mut ranked: Vec<(Rank, &str)> = names.map(|name| (Rank::of_priority(name), name)).collect();
    ranked.sort();
    ranked.dedup();
    let is_numbered = |(rank, _): &(Rank, &str)| matches!(rank, Rank::Numbered(_));
    let (numbered, others) = ranked.split_at(ranked.partition_point(is_numbered));
    let range = match numbered {
        [] => None,
        [(_, only)] => Some((*only).to_owned()),
        [(_, first), .., (_, last)] => Some(format!("{first} to {last}")),
    };
    listed(range.as_deref().into_iter().chain(others.iter().map(|(_, name)| *name)))
}

/// `a, b or c`.
fn listed<'w>(words: impl IntoIterator<Item = &'w str>) -> String {
    let words: Vec<&str> = words.into_iter().collect();
    match &words[..] {
        [first @ .., last] if !first.is_empty() => format!("{} or {last}", first.join(", ")),
        words => words.concat(),
    }
}
