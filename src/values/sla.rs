//! Durations: how long a gap may stay open.

use std::fmt;

use jiff::ToSpan;
use jiff::civil::Date;

use super::Calendar;
use crate::text::{char_start, lookalike};
use crate::vocabulary::{Unit, Unread, ValueKind, ValueReader, Vocabulary, WholeValue};

/// How long a gap may stay open: `7d`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sla {
    amount: u16,
    unit: Unit,
}

/// Whether both are equally long: `24h` and `1d` are.
impl PartialEq for Sla {
    fn eq(&self, other: &Self) -> bool {
        (self.unit == Unit::BusinessDay) == (other.unit == Unit::BusinessDay)
            && self.hours() == other.hours()
    }
}

/// Reads durations.
pub(super) struct SlaReader<'v>(pub &'v Vocabulary);

impl ValueReader for SlaReader<'_> {
    type Value = Sla;

    fn kind(&self) -> ValueKind {
        ValueKind::Duration
    }

    fn at(&self, text: &str) -> Option<(Sla, usize)> {
        let start = &text[..char_start(text, LONGEST.min(text.len()))];
        let look = lookalike::plain(start);
        let (sla, length) = Sla::at_start(&look, self.0)?;
        Some((sla, lookalike::length_of_look(start, length)))
    }

    fn sum(&self, a: Sla, b: Sla) -> Option<Sla> {
        if a.unit == b.unit {
            return Some(Sla { amount: a.amount.checked_add(b.amount)?, unit: a.unit });
        }
        if a.is_in_business_days() || b.is_in_business_days() {
            return None;
        }
        let hours = a.hours() + b.hours();
        let (amount, unit) =
            if hours.is_multiple_of(24) { (hours / 24, Unit::Day) } else { (hours, Unit::Hour) };
        Some(Sla { amount: amount.try_into().ok()?, unit })
    }
}

/// No duration is longer than this, in bytes.
const LONGEST: usize = 64;

impl Sla {
    /// Reads a duration and the text after it, which may be the reason for it.
    pub(crate) fn parse<'t>(text: &'t str, vocabulary: &Vocabulary) -> Option<(Self, &'t str)> {
        let whole = Self::read(text, vocabulary).ok()?;
        Some((whole.value, without_signs(whole.remark)))
    }

    /// The duration in a text, whole or not at all.
    pub(crate) fn read<'t>(
        text: &'t str,
        vocabulary: &Vocabulary,
    ) -> Result<WholeValue<'t, Self>, Unread<'t>> {
        let text = text.trim();
        match Self::exact(text, vocabulary) {
            Some(value) => Ok(WholeValue { value, text, remark: "" }),
            None => vocabulary.whole(text, &SlaReader(vocabulary)),
        }
    }

    /// A duration and nothing else.
    pub(crate) fn exact(text: &str, vocabulary: &Vocabulary) -> Option<Self> {
        let text = text.trim();
        let (sla, length) = Self::at_start(text, vocabulary)?;
        (length == text.len()).then_some(sla)
    }

    /// The duration at the start of a text, and its length.
    fn at_start(text: &str, vocabulary: &Vocabulary) -> Option<(Self, usize)> {
        let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        let amount = text[..digits].parse().ok().filter(|&amount| amount > 0)?;
        let (unit, rest) = leading_unit(text[digits..].trim_start(), vocabulary)?;
        Some((Self { amount, unit }, text.len() - rest.len()))
    }

    /// Whether it is in business days, and so weekends do not count.
    pub(crate) fn is_in_business_days(self) -> bool {
        self.unit == Unit::BusinessDay
    }

    /// How many hours it is long; a business day has 24.
    pub(crate) fn hours(self) -> u32 {
        let each = match self.unit {
            Unit::Hour => 1,
            Unit::Day | Unit::BusinessDay => 24,
            Unit::Week => 7 * 24,
            Unit::Month => 30 * 24,
        };
        u32::from(self.amount) * each
    }

    /// Whether it is longer than another; five business days are as long as a week.
    pub(crate) fn is_longer_than(self, other: Self) -> bool {
        let length = |sla: Self| sla.hours() * if sla.is_in_business_days() { 7 } else { 5 };
        length(self) > length(other)
    }

    /// The last day on which a gap first seen on `start` is still in time.
    pub(crate) fn due(self, start: Date, calendar: &Calendar) -> Date {
        let days = self.hours().div_ceil(24);
        let is_long = matches!(self.unit, Unit::Week | Unit::Month);
        match (self.is_in_business_days(), calendar.counts_business_days) {
            (true, _) => calendar.after(start, days),
            (_, true) if !is_long => calendar.after(start, days),
            // Weeks include weekends, but the due date must be a working day.
            (_, true) => calendar.working_from(start.saturating_add(i64::from(days).days())),
            _ => start.saturating_add(i64::from(days).days()),
        }
    }
}

impl fmt::Display for Sla {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.amount, self.unit.sign())
    }
}

fn without_signs(reason: &str) -> &str {
    reason.trim_matches([' ', '\t', '(', ')', '—', '–', '-', ',', ';', '.', ':'])
}

/// The longest run of words at the start of `text` that names a unit, and the rest.
fn leading_unit<'t>(text: &'t str, vocabulary: &Vocabulary) -> Option<(Unit, &'t str)> {
    let is_letter = |c: char| c.is_alphabetic() || c == '\u{307}';
    let first = text.find(|c| !is_letter(c)).unwrap_or(text.len());
    let second = text[first..].strip_prefix(' ').and_then(|rest| {
        let length = rest.find(|c| !is_letter(c)).unwrap_or(rest.len());
        (length > 0).then_some(first + 1 + length)
    });
    second
        .into_iter()
        .chain([first])
        .find_map(|end| vocabulary.unit(&text[..end]).map(|unit| (unit, &text[end..])))
}

#[cfg(test)]
mod tests {
    use jiff::civil::Weekday;

    use super::*;
    use crate::vocabulary::UniqueMap;

    fn sla(text: &str) -> Option<(String, String)> {
        let vocabulary = Vocabulary::with(&UniqueMap::default());
        Sla::parse(text, &vocabulary).map(|(sla, rest)| (sla.to_string(), rest.to_owned()))
    }

    #[test]
    fn durations_are_read_in_both_languages() {
        for (text, want) in [
            ("24h", "24h"),
            ("7d", "7d"),
            ("2w", "2w"),
            ("30 days", "30d"),
            ("7 gün", "7d"),
            ("7 GÜN", "7d"),
            ("24 saat", "24h"),
            ("5 iş günü", "5bd"),
            ("3 business days", "3bd"),
        ] {
            assert_eq!(sla(text), Some((want.into(), String::new())), "{text}");
        }
        for text in
            ["soon", "", "7", "d7", "7 parsecs", "99999999999d", "1w 2d", "1d12h", "24h / 7d", "0d"]
        {
            assert_eq!(sla(text), None, "{text}");
        }
    }

    #[test]
    fn a_duration_that_does_not_count_is_none() {
        for text in [
            "7d, clock stopped",
            "7d (frozen)",
            "7d, no deadline",
            "7 gün, süresiz",
            "7d, suspended",
        ] {
            assert_eq!(sla(text), None, "{text}");
        }
    }

    #[test]
    fn what_follows_a_duration_is_its_reason() {
        assert_eq!(sla("14d (vendor contract)").unwrap().1, "vendor contract");
        assert_eq!(sla("14d — vendor contract").unwrap().1, "vendor contract");
        assert_eq!(sla("14d.").unwrap().1, "");
    }

    #[test]
    fn due_dates_skip_weekends_for_business_days_only() {
        let vocabulary = Vocabulary::with(&UniqueMap::default());
        let due = |text: &str, calendar: &Calendar| {
            let friday = "2026-01-02".parse().unwrap();
            Sla::parse(text, &vocabulary).unwrap().0.due(friday, calendar).to_string()
        };
        let usual = Calendar::default();
        assert_eq!(due("7d", &usual), "2026-01-09");
        assert_eq!(due("24h", &usual), "2026-01-03");
        assert_eq!(due("1bd", &usual), "2026-01-05");
        assert_eq!(due("65535w", &usual), "3282-01-02");
        let mut strict = usual;
        strict.counts_business_days = true;
        assert_eq!(due("24h", &strict), "2026-01-05");
        assert_eq!(due("7d", &strict), "2026-01-13");
        assert_eq!(due("2w", &strict), "2026-01-16");
        assert!(strict.add_holiday("01-05") && strict.add_holiday("2026-01-16"));
        assert_eq!(due("24h", &strict), "2026-01-06");
        assert_eq!(due("2bd", &strict), "2026-01-07");
        assert_eq!(due("2w", &strict), "2026-01-19");
        let gulf = strict.with_weekend(vec![Weekday::Friday, Weekday::Saturday]).unwrap();
        assert_eq!(due("1d", &gulf), "2026-01-04");
    }
}
