//! Parts for periods: `Q1 2026`, `2026-01`, `2026`.

use jiff::civil::Date;

use super::divided::{Divided, Member, are_kept, plain_words};
use crate::register::Entry;
use crate::text::Span;
use crate::values;
use crate::vocabulary::{Key, fold};

/// The period that each part is for, and the key whose days are in it.
#[derive(Debug)]
pub(super) struct Periods {
    key: Key,
    parts: Vec<Period>,
}

/// A year, a quarter or a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Period {
    year: Option<i16>,
    /// Its first and its last month.
    months: (i8, i8),
}

impl Periods {
    /// The periods that the captions name, where most rows follow them by one of their days.
    pub(super) fn of(divided: Divided<'_>, members: &[Member<'_>]) -> Option<Self> {
        let periods = |table: &[Span]| {
            table.iter().rev().find_map(|caption| Period::named(divided.register.text(*caption)))
        };
        let tables = divided.register.triage.iter();
        let parts: Option<Vec<Period>> = tables.map(|table| periods(&table.captions)).collect();
        let parts = parts.filter(|parts| parts.iter().any(|period| *period != parts[0]))?;
        [Key::FirstSeen, Key::Due].into_iter().find_map(|key| {
            let periods = Self { key, parts: parts.clone() };
            let has_days = members.iter().any(|member| day(divided, member.entry, key).is_some());
            let is_kept = has_days && are_kept(members, |entry| periods.places(divided, entry));
            is_kept.then_some(periods)
        })
    }

    pub(super) fn places(&self, divided: Divided<'_>, entry: &Entry) -> Option<Vec<bool>> {
        let day = day(divided, entry, self.key)?;
        let places: Vec<bool> = self.parts.iter().map(|period| period.holds(day)).collect();
        places.contains(&true).then_some(places)
    }

    pub(super) fn key(&self) -> Key {
        self.key
    }

    pub(super) fn treats_alike(&self, one: usize, other: usize) -> bool {
        self.parts[one] == self.parts[other]
    }
}

fn day(divided: Divided<'_>, entry: &Entry, key: Key) -> Option<Date> {
    let text = divided.register.value_of(entry, key)?;
    divided.policy.day(key, Some(text), divided.words)
}

impl Period {
    /// The period that a caption names.
    fn named(caption: &str) -> Option<Self> {
        let words: Vec<String> = plain_words(caption)
            .into_iter()
            .flat_map(|word| word.split(['-', '/']))
            .map(fold)
            .collect();
        let number = |word: &str| word.parse::<i16>().ok();
        let year =
            words.iter().find_map(|word| number(word).filter(|year| (1990..2200).contains(year)));
        let quarter = words.iter().enumerate().find_map(|(at, word)| {
            let next = words.get(at + 1).map_or("", String::as_str);
            let is_word = ["quarter", "ceyrek", "çeyrek"].contains(&next);
            let digit = word.strip_prefix(['q', 'ç']).or_else(|| word.strip_suffix('q'));
            let digit = digit.or_else(|| Some(word.as_str()).filter(|_| is_word))?;
            number(digit).filter(|quarter| (1..=4).contains(quarter))
        });
        let month = || {
            let year = year?;
            let is_month = |word: &String| values::parse_foreign_date(&format!("1 {word} {year}"));
            let named = words.iter().find_map(is_month).map(Date::month);
            let counted = || number(words.get(1)?).filter(|_| words.len() == 2);
            let counted = || counted().filter(|month| (1..=12).contains(month)).map(|m| m as i8);
            named.or_else(counted)
        };
        let months = match (quarter, month()) {
            (Some(quarter), _) => (quarter as i8 * 3 - 2, quarter as i8 * 3),
            (None, Some(month)) => (month, month),
            (None, None) => year.map(|_| (1, 12))?,
        };
        Some(Self { year, months })
    }

    fn holds(self, day: Date) -> bool {
        let (first, last) = self.months;
        self.year.is_none_or(|year| year == day.year()) && (first..=last).contains(&day.month())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caption_names_a_period() {
        for (caption, days) in [
            ("Q1 2026", Some(("2026-03-31", "2026-04-01"))),
            ("2026-Q2 (closed)", Some(("2026-04-01", "2026-03-31"))),
            ("2026 / 1. çeyrek", Some(("2026-01-01", "2025-01-01"))),
            ("January 2026", Some(("2026-01-31", "2026-02-01"))),
            ("Ocak 2026", Some(("2026-01-31", "2026-02-01"))),
            ("2026-02", Some(("2026-02-01", "2026-01-01"))),
            ("2025", Some(("2025-12-31", "2026-01-01"))),
            ("Q3", Some(("2024-07-01", "2024-06-30"))),
            ("Team Web", None),
            ("P1", None),
        ] {
            let period = Period::named(caption);
            assert_eq!(period.is_some(), days.is_some(), "{caption}");
            if let (Some(period), Some((inside, outside))) = (period, days) {
                assert!(period.holds(inside.parse().unwrap()), "{caption} {inside}");
                assert!(!period.holds(outside.parse().unwrap()), "{caption} {outside}");
            }
        }
    }
}
