//! The values in expressions.

use std::borrow::Cow;

use super::attribute::{Attribute, ValueKind};
use super::context::{QueryContext, RegisterView};
use super::error::PlacedError;
use super::moment;
use super::value::{LevelRank, SEVERITIES, Value};
use crate::register::Policy;
use crate::text::Span;
use crate::vocabulary::{Key, fold, slip_of};

/// A value that an attribute is compared with.
#[derive(Clone, Debug)]
pub(super) struct Operand {
    /// As it was written.
    pub(crate) text: String,
    /// Its value; none for a state, whose index in the flow depends on the register.
    value: Option<Value>,
    /// Whether it is a word for a priority, `High`, of which the most urgent is the highest.
    pub(super) is_level: bool,
    /// Whether it is a level of the team's own: `A`.
    pub(super) is_own: bool,
}

impl Operand {
    /// Reads a value that an attribute may be equal to.
    pub(super) fn equal_to(
        attribute: &Attribute,
        text: &str,
        place: Span,
        context: QueryContext<'_>,
    ) -> Result<Self, PlacedError> {
        let read = Self::read(attribute, text, place, context);
        match attribute.kind() {
            // A text that is no level is a sentence.
            ValueKind::LevelOrText if !fold(text).is_empty() => {
                Ok(read.unwrap_or_else(|_| Self::new(text, None)))
            }
            // A level of the team's own has no rank, and is compared as it is written.
            ValueKind::Priority | ValueKind::Severity if is_own_level(attribute, text, context) => {
                Ok(read.unwrap_or_else(|_| Self { is_own: true, ..Self::new(text, None) }))
            }
            _ => read,
        }
    }

    /// Reads a value that an attribute is to be compared with.
    pub(super) fn read(
        attribute: &Attribute,
        text: &str,
        place: Span,
        context: QueryContext<'_>,
    ) -> Result<Self, PlacedError> {
        // A value that folds to an empty text would match everything.
        if fold(text).is_empty() {
            return Err(PlacedError::new(
                place,
                "a value is missing; a key alone asks whether it is there",
            ));
        }
        let words = context.vocabulary;
        let is_own = is_own_level(attribute, text, context);
        let error = || {
            let message = if is_own {
                format!("`{text}` has no rank; compare it with = or !=")
            } else {
                misunderstood(attribute.kind(), text, context)
            };
            PlacedError::new(place, message)
        };
        let value = match attribute.kind() {
            ValueKind::State if is_state(text, context) => return Ok(Self::new(text, None)),
            ValueKind::Priority => {
                let is_level = words.priority(text).is_none();
                let value = Value::priority(text, words);
                return value
                    .map(|value| Self { is_level, ..Self::new(text, Some(value)) })
                    .ok_or_else(error);
            }
            ValueKind::Severity | ValueKind::LevelOrText => Value::severity(text, words),
            ValueKind::Duration => moment::duration(text, context).map(Value::duration),
            ValueKind::Day => moment::day(text, context).map(Value::Day),
            ValueKind::Elapsed | ValueKind::Flag => moment::elapsed(text, context),
            ValueKind::Numbered => Some(Value::numbered(text)),
            ValueKind::Text => Some(Value::text(text)),
            ValueKind::State | ValueKind::Answer | ValueKind::Whole => None,
        };
        value.map(|value| Self::new(text, Some(value))).ok_or_else(error)
    }

    fn new(text: &str, value: Option<Value>) -> Self {
        Self { text: text.to_owned(), value, is_level: false, is_own: false }
    }

    /// Its value in a register.
    pub(super) fn value(&self, view: RegisterView<'_>) -> Option<Cow<'_, Value>> {
        if self.is_own {
            return None;
        }
        let state = || Value::state(&self.text, view.policy, view.vocabulary).map(Cow::Owned);
        self.value.as_ref().map(Cow::Borrowed).or_else(state)
    }
}

/// Whether entries have a text as their level, and the vocabulary does not know it.
fn is_own_level(attribute: &Attribute, text: &str, context: QueryContext<'_>) -> bool {
    matches!(attribute, Attribute::Field(key) if context.own.has_level(*key, text))
}

/// Whether a register or the vocabulary knows a state of that name.
fn is_state(text: &str, context: QueryContext<'_>) -> bool {
    let words = context.vocabulary;
    context.policies.iter().any(|policy| policy.meaning(text, words).is_some())
        || words.status(text).is_some()
}

/// The message for a value that is not understood.
fn misunderstood(kind: ValueKind, text: &str, context: QueryContext<'_>) -> String {
    let words = context.vocabulary;
    let (what, instead) = match kind {
        ValueKind::State => {
            let near = near_state(text, context);
            ("a state", near.map_or_else(|| format!("write {}", states(context)), did_you_mean))
        }
        ValueKind::Priority => ("a priority", format!("write {}", known_priorities(context))),
        ValueKind::Severity | ValueKind::LevelOrText => {
            let near = words.nearest_severity(text).map(str::to_owned);
            let all = || format!("write {}", listed(SEVERITIES.iter().rev().copied()));
            ("a severity", near.map_or_else(all, did_you_mean))
        }
        ValueKind::Duration => ("a duration", "write 24h, 7d or 2w".to_owned()),
        ValueKind::Day if moment::duration(text, context).is_some() => {
            ("a date", format!("write `today + {text}` or `today - {text}`"))
        }
        ValueKind::Day => {
            ("a date", "write 2026-01-31, today, or a day counted from it: today + 7d".to_owned())
        }
        ValueKind::Elapsed if moment::day(text, context).is_some() => {
            ("a number of days", "a date is compared with `first seen` or `due`".to_owned())
        }
        ValueKind::Elapsed => ("a number of days", "write 30d, 2w or 30".to_owned()),
        ValueKind::Flag => (
            "a number of days",
            "write `overdue`, `not overdue`, or the days that it is late: `overdue > 30d`"
                .to_owned(),
        ),
        ValueKind::Numbered | ValueKind::Text | ValueKind::Answer | ValueKind::Whole => {
            ("a value", String::new())
        }
    };
    format!("`{text}` is not {what}; {instead}")
}

fn did_you_mean(near: impl AsRef<str>) -> String {
    format!("did you mean `{}`?", near.as_ref())
}

/// The state closest to an unknown word, among those of the registers.
fn near_state(text: &str, context: QueryContext<'_>) -> Option<String> {
    let QueryContext { vocabulary: words, policies, .. } = context;
    let names = policies.iter().flat_map(Policy::allowed_names);
    let is_in_use = |state: &&str| {
        policies.is_empty() || policies.iter().any(|policy| policy.allows(state, words))
    };
    let own = slip_of(text, names);
    own.or_else(|| words.nearest_status(text).filter(is_in_use)).map(str::to_owned)
}

/// The states of all flows, each once.
fn states(context: QueryContext<'_>) -> String {
    let mut states: Vec<&str> = Vec::new();
    for state in context.policies.iter().flat_map(Policy::stated_names) {
        if !states.contains(&state) {
            states.push(state);
        }
    }
    if states.is_empty() { "a state of the status flow".to_owned() } else { listed(states) }
}

/// The priorities that entries have, where the vocabulary does not know them, else those that it knows.
fn known_priorities(context: QueryContext<'_>) -> String {
    let own: Vec<&str> = context.own.levels_of(Key::Priority).collect();
    if own.is_empty() { priorities(context) } else { listed(own) }
}

/// The first and the last of the priorities that have a number, and the others.
fn priorities(context: QueryContext<'_>) -> String {
    let words = context.vocabulary;
    let languages = words.languages().filter_map(|language| words.words(language));
    let names = languages.flat_map(|words| words.priorities.keys()).map(String::as_str);
    let mut ranked: Vec<(LevelRank, &str)> =
        names.map(|name| (LevelRank::of_priority(name), name)).collect();
    ranked.sort();
    ranked.dedup();
    let is_numbered = |(rank, _): &(LevelRank, &str)| matches!(rank, LevelRank::Numbered(_));
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
