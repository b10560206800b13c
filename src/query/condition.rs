//! Conditions, and whether an entry meets them.

use std::cmp::Ordering;

use super::attribute::{Attribute, ValueKind};
use super::operand::Operand;
use super::subject::Subject;

/// A condition that an entry meets or not.
#[derive(Clone, Debug)]
pub(super) enum Condition {
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
    /// The attribute has a value other than a placeholder; a flag is set.
    Has(Attribute),
    /// The attribute has one of these values.
    Is(Attribute, Vec<Operand>),
    /// The attribute contains these folded words.
    Contains(Attribute, String),
    /// The value of the attribute is within a bound.
    Compares(Attribute, Bound, Operand),
}

/// How a value relates to a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    Below,
    UpTo,
    From,
    Above,
}

impl Bound {
    fn includes(self, order: Ordering) -> bool {
        match self {
            Self::Below => order.is_lt(),
            Self::UpTo => order.is_le(),
            Self::From => order.is_ge(),
            Self::Above => order.is_gt(),
        }
    }
}

impl Condition {
    /// Whether it names only attributes of a kind.
    pub(super) fn is_about(&self, is_of_kind: &impl Fn(&Attribute) -> bool) -> bool {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().all(|it| it.is_about(is_of_kind)),
            Self::Not(inner) => inner.is_about(is_of_kind),
            Self::Has(attribute)
            | Self::Is(attribute, _)
            | Self::Contains(attribute, _)
            | Self::Compares(attribute, ..) => is_of_kind(attribute),
        }
    }

    /// Whether an entry meets it.
    pub(super) fn holds(&self, subject: &Subject<'_>) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.holds(subject)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(subject)),
            Self::Not(inner) => !inner.holds(subject),
            Self::Has(attribute) => subject.has(attribute),
            Self::Is(attribute, wanted) => is_one_of(subject, attribute, wanted),
            Self::Contains(attribute, folded) => subject.contains(attribute, folded),
            Self::Compares(attribute, bound, limit) => {
                let order = || {
                    let value = subject.value(attribute)?;
                    let order = value.order(&*limit.value(subject.view)?)?;
                    Some(if limit.is_level { order.reverse() } else { order })
                };
                order().is_some_and(|order| bound.includes(order))
            }
        }
    }
}

fn is_one_of(subject: &Subject<'_>, attribute: &Attribute, wanted: &[Operand]) -> bool {
    let value = subject.value(attribute);
    let is_text =
        matches!(attribute.kind(), ValueKind::Text | ValueKind::Numbered | ValueKind::LevelOrText);
    wanted.iter().any(|operand| {
        (value.is_some() && value.as_ref() == operand.value(subject.view).as_deref())
            || ((is_text || operand.is_own) && subject.is_same(attribute, &operand.text))
    })
}
