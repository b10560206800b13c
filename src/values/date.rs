//! Dates.

use std::borrow::Cow;

use jiff::civil::Date;

use super::day_order::{DayOrder, DayReadings};
use super::months::month;
use crate::text::lookalike;

/// Reads `2026-01-04`, and nothing else.
pub(crate) fn parse_iso_date(text: &str) -> Option<Date> {
    let text = lookalike::plain(text);
    if text.len() == "2026-01-04".len() { parse_date(&text) } else { None }
}

/// Reads the date at the start of a value: `2026-01-04`, `2026-01-04 (staging)`.
pub(crate) fn parse_date(text: &str) -> Option<Date> {
    let text = lookalike::plain(text.trim());
    let text = text.trim_matches('"');
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '-').unwrap_or(text.len());
    if end == "2026-01-04".len() { text[..end].parse().ok() } else { None }
}

/// The word of a text that is a day: `v1.4 (2026-01-04)` names one.
pub(crate) fn day_in(text: &str) -> Option<&str> {
    let mut words = text.split(|c: char| c.is_whitespace() || "()[],;".contains(c));
    words.find(|word| parse_date(word).is_some())
}

/// Reads a date in another form than `2026-01-04`, if it can mean only one day.
pub(crate) fn parse_foreign_date(text: &str) -> Option<Date> {
    read_foreign_date(text, None)
}

/// Reads a date in another form than `2026-01-04`, by the order in which its column has day and month.
pub(super) fn read_foreign_date(text: &str, order: Option<DayOrder>) -> Option<Date> {
    let text = lookalike::plain(text.trim());
    let text = text.trim_matches('"');
    if let Some(date) = named_date(text) {
        return Some(date);
    }
    let text = without_names(text);
    let mut parts = text.split(['-', '/', '.']);
    let parts = [parts.next()?, parts.next()?, parts.next()?, parts.next().unwrap_or_default()];
    let [parts @ .., ""] = parts else { return None };
    let numbers = parts.map(|part| part.trim().parse::<i16>().ok());
    let [Some(a), Some(b), Some(c)] = numbers else { return None };
    let (year, month, day) = match parts.map(str::len) {
        [4, _, _] => (a, b, c),
        // With dots the day comes first everywhere.
        [_, _, 4] if text.contains('.') => (c, b, a),
        _ => return DayReadings::of(&text.replace(' ', ""))?.day(order),
    };
    Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok()
}

/// `2026年1月4日` → `2026-1-4`.
fn without_names(text: &str) -> Cow<'_, str> {
    if !text.contains(['年', '년']) {
        return Cow::Borrowed(text);
    }
    let day = text.strip_suffix(['日', '일']).unwrap_or(text);
    Cow::Owned(day.replace(['年', '月', '년', '월'], "-").replace(' ', ""))
}

/// `4 Jan 2026`, `January 4th, 2026`, `4 Ocak 2026`.
fn named_date(text: &str) -> Option<Date> {
    let is_gap = |c: char| c.is_whitespace() || ",.-/".contains(c);
    let mut words = text.split(is_gap).filter(|word| !word.is_empty() && *word != "de");
    let words = [words.next()?, words.next()?, words.next()?, words.next().unwrap_or_default()];
    let [first, second, third, ""] = words else { return None };
    let (day, name, year) = match [day(first), day(second)] {
        [Some(day), _] => (day, second, third),
        [None, Some(day)] => (day, first, third),
        // `2026 Jan 4`
        _ => (day(third)?, second, first),
    };
    // `12/Jan/26`, as trackers export it.
    let is_short = year.len() == 2 && text.contains(['/', '-']) && first != year;
    let century = if is_short { 2000 } else { 0 };
    let year = year.parse::<i16>().ok().filter(|_| year.len() == 4 || is_short)?;
    Date::new(century + year, month(name)?, day).ok()
}

/// `4`, `04`, `4th`, `1er`, `1º`.
pub(super) fn day(text: &str) -> Option<i8> {
    let digits =
        ["st", "nd", "rd", "th", "er", "º", "°"].iter().find_map(|end| text.strip_suffix(end));
    digits.unwrap_or(text).parse().ok().filter(|day| (1..=31).contains(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_certain_foreign_dates_are_read() {
        let date = |text: &str| parse_foreign_date(text).map(|date| date.to_string());
        assert_eq!(date("4.1.2026").as_deref(), Some("2026-01-04"));
        assert_eq!(date("2026/1/4").as_deref(), Some("2026-01-04"));
        assert_eq!(date("25/12/2026").as_deref(), Some("2026-12-25"));
        assert_eq!(date("04/01/2026"), None);
        assert_eq!(date("04/04/2026").as_deref(), Some("2026-04-04"));
        assert_eq!(date("1er avril 2026").as_deref(), Some("2026-04-01"));
        for text in ["4 Jan 2026", "4 Ocak 2026", "January 4th, 2026", "4\u{a0}jan.\u{a0}2026"] {
            assert_eq!(date(text).as_deref(), Some("2026-01-04"), "{text}");
        }
        assert_eq!(date("04/Jan/26").as_deref(), Some("2026-01-04"));
        assert_eq!(date("4-Jan-26").as_deref(), Some("2026-01-04"));
        for text in ["4 Jan 26", "Jan 2026", "31 Feb 2026", "4 Open 2026", "4 Jan 2026 or later"] {
            assert_eq!(date(text), None, "{text}");
        }
        assert_eq!(parse_date("2026\u{2011}01\u{2011}04").unwrap().to_string(), "2026-01-04");
        assert_eq!(date("31.02.2026"), None);
    }
}
