//! Typed values: durations, days, IDs, endpoints. What does not parse stays text.

mod calendar;
pub mod order;

use std::fmt;

use jiff::ToSpan;
use jiff::civil::Date;
use regex_lite::Regex;

use crate::vocabulary::{Unit, Vocabulary};

pub use calendar::Calendar;

/// How long a gap may stay open: `7d`.
#[derive(Clone, Copy, Debug)]
pub struct Sla {
    amount: u16,
    unit: Unit,
}

impl Sla {
    /// Reads a duration and what follows it: the reason for it, perhaps.
    pub fn parse<'t>(text: &'t str, vocabulary: &Vocabulary) -> Option<(Self, &'t str)> {
        let text = text.trim();
        let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        let amount = text[..digits].parse().ok()?;
        let rest = text[digits..].trim_start();
        let (unit, rest) = leading_unit(rest, vocabulary)?;
        // `1w 2d` and `24h / 7d` say something else than their first half.
        let goes_on = rest.trim_start().starts_with(|c: char| c.is_ascii_digit() || c == '/');
        if amount == 0 || goes_on {
            return None;
        }
        Some((
            Self { amount, unit },
            rest.trim_matches([' ', '\t', '(', ')', '—', '–', '-', ',', ';', '.', ':']),
        ))
    }

    /// Whether both last equally long: `24h` and `1d` do.
    pub fn equals(self, other: Self) -> bool {
        (self.unit == Unit::BusinessDay) == (other.unit == Unit::BusinessDay)
            && self.hours() == other.hours()
    }

    /// Whether it passes over weekends.
    pub fn is_in_business_days(self) -> bool {
        self.unit == Unit::BusinessDay
    }

    /// How many hours it lasts, a business day counted as a day.
    pub fn hours(self) -> u32 {
        let each = match self.unit {
            Unit::Hour => 1,
            Unit::Day | Unit::BusinessDay => 24,
            Unit::Week => 7 * 24,
            Unit::Month => 30 * 24,
        };
        u32::from(self.amount) * each
    }

    /// The last day on which a gap first seen on `start` is still in time.
    pub fn due(self, start: Date, calendar: &Calendar) -> Date {
        let days = self.hours().div_ceil(24);
        let is_long = matches!(self.unit, Unit::Week | Unit::Month);
        match (self.is_in_business_days(), calendar.counts_business_days) {
            (true, _) => calendar.after(start, days),
            (_, true) if !is_long => calendar.after(start, days),
            // Weeks are weeks; but nothing is due while nobody works.
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

/// The longest run of words at the start of `text` that names a unit, and the rest.
fn leading_unit<'t>(text: &'t str, vocabulary: &Vocabulary) -> Option<(Unit, &'t str)> {
    let is_letter = |c: char| c.is_alphabetic() || c == '\u{307}';
    let first = text.find(|c| !is_letter(c)).unwrap_or(text.len());
    let second = text[first..].strip_prefix(' ').map(|rest| {
        let start = first + 1;
        start + rest.find(|c| !is_letter(c)).unwrap_or(rest.len())
    });
    second
        .into_iter()
        .chain([first])
        .find_map(|end| vocabulary.unit(&text[..end]).map(|unit| (unit, &text[end..])))
}

/// Reads the date at the start of a value: `2026-01-04`, `2026-01-04 (staging)`.
pub fn parse_date(text: &str) -> Option<Date> {
    let text = text.trim();
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '-').unwrap_or(text.len());
    if end == "2026-01-04".len() { text[..end].parse().ok() } else { None }
}

/// Reads a date written another way than `2026-01-04`, where only one reading is possible.
pub fn parse_foreign_date(text: &str) -> Option<Date> {
    let mut parts = text.trim().split(['-', '/', '.']);
    let parts = [parts.next()?, parts.next()?, parts.next()?];
    let numbers = parts.map(|part| part.trim().parse::<i16>().ok());
    let [Some(a), Some(b), Some(c)] = numbers else { return None };
    let (year, month, day) = match parts.map(str::len) {
        [4, _, _] => (a, b, c),
        // With dots the day comes first everywhere; with slashes only when it cannot be a month.
        [_, _, 4] if text.contains('.') || a > 12 => (c, b, a),
        [_, _, 4] if b > 12 => (c, a, b),
        _ => return None,
    };
    Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok()
}

/// A method and a path: `PATCH /api/v1/keys/{id}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Endpoint<'t> {
    /// The method, upper case.
    pub method: &'t str,
    /// The path or address.
    pub path: &'t str,
}

/// The methods an endpoint may start with.
pub const METHODS: [&str; 11] =
    ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "CONNECT", "WS", "ANY"];

impl<'t> Endpoint<'t> {
    /// Reads an endpoint, or nothing where the text is something else.
    pub fn parse(text: &'t str) -> Option<Self> {
        let (method, path) = split_endpoint(text)?;
        METHODS.contains(&method).then_some(Self { method, path })
    }
}

/// Splits what has the form of an endpoint, whatever its method.
pub fn split_endpoint(text: &str) -> Option<(&str, &str)> {
    let (method, path) = text.trim().split_once(char::is_whitespace)?;
    let path = path.trim_start();
    let is_path = path.starts_with(['/', '{']) || path.contains("://");
    (is_path && !method.is_empty() && method.bytes().all(|b| b.is_ascii_alphabetic()))
        .then_some((method, path))
}

/// The form of an ID.
#[derive(Clone, Debug, Default)]
pub struct IdPattern(Option<Configured>);

/// A pattern at the start of a text, and as the whole of one: of `a|ab`, the first takes what it
/// can, the second must take all.
#[derive(Clone, Debug)]
struct Configured {
    start: Regex,
    whole: Regex,
}

impl IdPattern {
    /// The pattern of a configuration, which a whole ID must match.
    pub fn new(pattern: &str) -> Result<Self, regex_lite::Error> {
        let start = Regex::new(&format!("^(?:{pattern})"))?;
        let whole = Regex::new(&format!("^(?:{pattern})$"))?;
        Ok(Self(Some(Configured { start, whole })))
    }

    /// Whether a configuration says what an ID looks like.
    pub fn is_configured(&self) -> bool {
        self.0.is_some()
    }

    /// Whether `text` is an ID from end to end.
    pub fn matches(&self, text: &str) -> bool {
        match &self.0 {
            Some(pattern) => pattern.whole.is_match(text),
            None => usual_id(text).is_some_and(|id| id.len() == text.len()),
        }
    }

    /// The ID at the start of `text`.
    ///
    /// Without a configured pattern an ID is capitals, a hyphen or none, and a number at the end:
    /// `G-001`, `GAP-12`, `G-SOURCE-04`, `R12`.
    pub fn prefix<'t>(&self, text: &'t str) -> Option<&'t str> {
        let id = match &self.0 {
            Some(pattern) => pattern.start.find(text)?.as_str(),
            None => usual_id(text)?,
        };
        let ends =
            !text[id.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '-' || c == '_');
        (ends && !id.is_empty()).then_some(id)
    }
}

fn usual_id(text: &str) -> Option<&str> {
    let end = text
        .find(|c: char| !c.is_ascii_uppercase() && !c.is_ascii_digit() && c != '-')
        .unwrap_or(text.len());
    let id = text[..end].trim_end_matches('-');
    if !id.starts_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    // `SEC-1.2`, but not the end of a sentence.
    let mut end = id.len();
    while id.contains('-') && text[end..].starts_with('.') {
        let digits = text[end + 1..].bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 {
            break;
        }
        end += 1 + digits;
    }
    let id = &text[..end];
    let sound = id.ends_with(|c: char| c.is_ascii_digit())
        && !id.as_bytes().windows(2).any(|pair| pair == b"--");
    sound.then_some(id)
}

/// An ID's letters and its number: `G-004` → `("G-", 4, 3)`, the last being the digits' count.
pub fn split_id(id: &str) -> Option<(&str, u64, usize)> {
    let digits = id.bytes().rev().take_while(u8::is_ascii_digit).count();
    let (prefix, number) = id.split_at(id.len() - digits);
    Some((prefix, number.parse().ok()?, digits))
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

    #[test]
    fn a_calendar_takes_days_of_one_year_and_of_each_and_leaves_some_to_work_on() {
        let mut calendar = Calendar::default();
        for text in ["2026-05-01", "05-01", "02-29"] {
            assert!(calendar.add_holiday(text), "{text}");
        }
        for text in ["", "1 May", "2026-5-1", "13-01", "02-30", "2026-05-01T00", "20260501"] {
            assert!(!calendar.add_holiday(text), "{text}");
        }
        let week = Weekday::Monday.cycle_forward().take(7).collect();
        assert!(calendar.with_weekend(week).is_none());
    }

    #[test]
    fn ids_are_told_from_other_words() {
        let usual = IdPattern::default();
        for id in ["G-001", "GAP-12", "R12", "G-SOURCE-04", "SEC-1.2"] {
            assert!(usual.matches(id), "{id}");
        }
        for text in ["g-001", "G-", "001", "G-001a", "Phase 2", "G--1"] {
            assert!(!usual.matches(text), "{text}");
        }
        assert_eq!(usual.prefix("G-004: Logs"), Some("G-004"));
        let own = IdPattern::new(r"[a-z]+-\d{2}").unwrap();
        assert!(own.matches("gap-01") && !own.matches("gap-001") && !own.matches("G-01"));
        assert!(IdPattern::new(r"G-\d|G-\d\d").unwrap().matches("G-12"));
    }

    #[test]
    fn only_certain_foreign_dates_are_read() {
        let date = |text: &str| parse_foreign_date(text).map(|date| date.to_string());
        assert_eq!(date("4.1.2026").as_deref(), Some("2026-01-04"));
        assert_eq!(date("2026/1/4").as_deref(), Some("2026-01-04"));
        assert_eq!(date("25/12/2026").as_deref(), Some("2026-12-25"));
        assert_eq!(date("04/01/2026"), None);
        assert_eq!(date("31.02.2026"), None);
    }
}
