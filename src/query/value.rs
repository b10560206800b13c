//! Values that compare by what they mean.

use std::cmp::Ordering;

use jiff::civil::Date;

use crate::register::{Policy, StatusMeaning};
use crate::values::{Sla, split_id};
use crate::vocabulary::{Vocabulary, fold};

/// The value of an attribute, or of a word in an expression. Only values of one kind are compared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Value {
    /// The index of a state in the flow.
    State(usize),
    /// The name of a state beside the flow, and the first state of the flow that it comes before:
    /// what waits is not repaired yet, what is closed without a repair comes before none.
    Further(String, Option<usize>),
    Rank(LevelRank),
    /// Hours, and whether weekends do not count: five business days last longer than five days.
    Duration(u32, bool),
    Day(Date),
    /// Hours.
    Elapsed(i64),
    Text(TextValue),
}

impl Value {
    /// The state that a text means in a flow.
    pub(super) fn state(text: &str, policy: &Policy, words: &Vocabulary) -> Option<Self> {
        policy.meaning(text, words).map(|state| Self::of_status(state, policy, words))
    }

    pub(super) fn of_status(state: StatusMeaning, policy: &Policy, words: &Vocabulary) -> Self {
        match state {
            StatusMeaning::Flow(at) => Self::State(at),
            further @ StatusMeaning::Further(_) => {
                let is_open = !policy.is_closed_unrepaired(further);
                let before = is_open.then(|| policy.repaired_from(words));
                Self::Further(policy.state_name(further).to_owned(), before)
            }
        }
    }

    /// How a value compares with a limit; nothing where neither comes before the other.
    pub(super) fn order(&self, limit: &Self) -> Option<Ordering> {
        match (self, limit) {
            (Self::Further(_, Some(before)), Self::State(state)) if before <= state => {
                Some(Ordering::Less)
            }
            (Self::Further(..), _) | (_, Self::Further(..)) => None,
            (value, limit) => Some(value.cmp(limit)),
        }
    }

    /// The priority that a text means. Some registers have severities in their priority column;
    /// `High` there ranks like P1.
    pub(super) fn priority(text: &str, words: &Vocabulary) -> Option<Self> {
        let of_severity = |text| {
            let severity = words.severity(text)?;
            let place = SEVERITIES.iter().rev().position(|known| *known == severity)?;
            Some(LevelRank::Numbered(place as u64))
        };
        words
            .priority(text)
            .map(LevelRank::of_priority)
            .or_else(|| of_severity(text))
            .map(Self::Rank)
    }

    /// The severity that a text means.
    pub(super) fn severity(text: &str, words: &Vocabulary) -> Option<Self> {
        words.severity(text).map(LevelRank::of_severity).map(Self::Rank)
    }

    pub(super) fn of_days(days: i64) -> Self {
        Self::Elapsed(days.saturating_mul(24))
    }

    pub(super) fn duration(sla: Sla) -> Self {
        Self::Duration(sla.hours(), sla.is_in_business_days())
    }

    /// A text, or a number if the text is only that.
    pub(super) fn text(text: &str) -> Self {
        let folded = fold(text);
        Self::Text(decimal(&folded).map_or(TextValue::Words(Natural(folded)), TextValue::Number))
    }

    /// A text whose numbers are never fractions: after 1.9 comes 1.10.
    pub(super) fn numbered(text: &str) -> Self {
        let folded = fold(text);
        let is_version = |rest: &&str| rest.starts_with(|c: char| c.is_ascii_digit());
        let bare = folded.strip_prefix('v').filter(is_version).unwrap_or(&folded);
        Self::Text(TextValue::Words(Natural(bare.to_owned())))
    }
}

/// The severities, the least severe first.
pub(super) const SEVERITIES: [&str; 4] = ["Low", "Medium", "High", "Critical"];

/// The rank of a priority or a severity.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum LevelRank {
    Numbered(u64),
    /// The name of one that only the configuration knows; it comes after all others.
    Named(String),
}

impl LevelRank {
    /// The rank of a canonical priority.
    pub(super) fn of_priority(name: &str) -> Self {
        let number = split_id(name).map(|(_, number, _)| number);
        number.map_or_else(|| Self::Named(name.to_owned()), Self::Numbered)
    }

    fn of_severity(name: &str) -> Self {
        let place = SEVERITIES.iter().position(|known| *known == name);
        place.map_or_else(|| Self::Named(name.to_owned()), |place| Self::Numbered(place as u64))
    }
}

/// A folded text. Numbers come before words, so that all texts have an order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum TextValue {
    Number(Decimal),
    Words(Natural),
}

/// A number with a total order.
#[derive(Clone, Copy, Debug)]
pub(super) struct Decimal(f64);

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Decimal {}

/// Reads a number in plain digits; `inf` and `1e9` are text.
fn decimal(text: &str) -> Option<Decimal> {
    let is_plain = text.chars().all(|c| c.is_ascii_digit() || c == '.' || c == '-');
    let number: f64 = text.parse().ok().filter(|_| is_plain)?;
    // Turns -0 into 0.
    Some(Decimal(number + 0.0))
}

/// A folded text whose runs of digits compare as numbers: `g-2` comes before `g-10`.
#[derive(Clone, Debug)]
pub(super) struct Natural(String);

impl Ord for Natural {
    fn cmp(&self, other: &Self) -> Ordering {
        let (mut a, mut b) = (self.0.as_str(), other.0.as_str());
        while !a.is_empty() && !b.is_empty() {
            let ([x, rest_a], [y, rest_b]) = (first_run(a), first_run(b));
            let order = compare_runs(x, y);
            if order.is_ne() {
                return order;
            }
            (a, b) = (rest_a, rest_b);
        }
        a.len().cmp(&b.len())
    }
}

impl PartialOrd for Natural {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Natural {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Natural {}

/// The digits, or else the one letter, that a text starts with, and the rest of it.
fn first_run(text: &str) -> [&str; 2] {
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let letter = text.chars().next().map_or(0, char::len_utf8);
    let (run, rest) = text.split_at(digits.max(letter));
    [run, rest]
}

fn compare_runs(a: &str, b: &str) -> Ordering {
    let is_number = |run: &str| run.starts_with(|c: char| c.is_ascii_digit());
    if !(is_number(a) && is_number(b)) {
        return a.cmp(b);
    }
    // Works for any count of digits: the longer number is the greater.
    let [a, b] = [a, b].map(|run| run.trim_start_matches('0'));
    a.len().cmp(&b.len()).then_with(|| a.cmp(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_digits_compare_as_numbers() {
        let rising =
            ["", "1.1", "1.9", "1.10", "2", "g", "g-2", "g-10", "g-99999999999999999999999"];
        for pair in rising.windows(2) {
            assert!(Value::numbered(pair[0]) < Value::numbered(pair[1]), "{pair:?}");
        }
        assert_eq!(Value::numbered("G-4"), Value::numbered("g-004"));
        assert_eq!(Value::numbered("v2.8"), Value::numbered("2.8"));
        assert_ne!(Value::numbered("g-4"), Value::numbered("g-4a"));
    }

    #[test]
    fn texts_that_are_numbers_compare_as_such() {
        for (less, more) in [("9", "10"), ("1.10", "1.9"), ("-3", "2"), ("12", "a"), ("a", "B")] {
            assert!(Value::text(less) < Value::text(more), "{less} {more}");
        }
        assert_eq!(Value::text("5"), Value::text("5.0"));
        assert_eq!(Value::text("-0"), Value::text("0"));
        assert!(matches!(Value::text("inf"), Value::Text(TextValue::Words(_))));
        assert!(matches!(Value::text("NaN"), Value::Text(TextValue::Words(_))));
    }

    #[test]
    fn severities_rank_by_weight_and_can_be_priorities() {
        let words = Vocabulary::with(&crate::vocabulary::UniqueMap::default());
        let severity = |text| Value::severity(text, &words).unwrap();
        assert!(severity("Kritik") > severity("High") && severity("High") > severity("düşük"));
        let priority = |text| Value::priority(text, &words).unwrap();
        assert_eq!(priority("High"), priority("P1"));
        assert_eq!(priority("Kritik"), priority("P0"));
        assert!(priority("P0") < priority("P1") && priority("P2") < priority("Low"));
        assert!(Value::priority("soon", &words).is_none());
    }
}
