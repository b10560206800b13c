//! What an expression demands, and whether an entry meets it.

use std::cmp::Ordering;

use super::attribute::{Attribute, Kind};
use super::operand::Operand;
use super::subject::Subject;

/// What is demanded of an entry.
#[derive(Clone, Debug)]
pub(super) enum Condition {
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
    /// The attribute is there and no placeholder; or it is so.
    Has(Attribute),
    /// It says one of these.
    Is(Attribute, Vec<Operand>),
    /// It holds these words, folded.
    Contains(Attribute, String),
    /// It lies on that side of a value.
    Lies(Attribute, Side, Operand),
}

/// The side of a value that another lies on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Below,
    UpTo,
    From,
    Above,
}

impl Side {
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
    /// Whether an entry meets it.
    pub(super) fn holds(&self, subject: &Subject<'_>) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.holds(subject)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(subject)),
            Self::Not(inner) => !inner.holds(subject),
            Self::Has(attribute) => subject.has(*attribute),
            Self::Is(attribute, wanted) => is_one_of(subject, *attribute, wanted),
            Self::Contains(attribute, folded) => subject.contains(*attribute, folded),
            Self::Lies(attribute, side, limit) => {
                let order = || {
                    let value = subject.value(*attribute)?;
                    Some(value.cmp(&*limit.value(subject.view)?))
                };
                order().is_some_and(|order| side.includes(order))
            }
        }
    }
}

fn is_one_of(subject: &Subject<'_>, attribute: Attribute, wanted: &[Operand]) -> bool {
    let value = subject.value(attribute);
    let is_text = matches!(attribute.kind(), Kind::Text | Kind::Numbered);
    wanted.iter().any(|operand| {
        (value.is_some() && value.as_ref() == operand.value(subject.view).as_deref())
            || (is_text && subject.says(attribute, &operand.text))
    })
}
