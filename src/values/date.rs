//! Dates.

use jiff::civil::Date;

/// Reads the date at the start of a value: `2026-01-04`, `2026-01-04 (staging)`.
pub(crate) fn parse_date(text: &str) -> Option<Date> {
    let text = text.trim();
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '-').unwrap_or(text.len());
    if end == "2026-01-04".len() { text[..end].parse().ok() } else { None }
}

/// Reads a date in another form than `2026-01-04`, if it can mean only one day.
pub(crate) fn parse_foreign_date(text: &str) -> Option<Date> {
    let mut parts = text.trim().split(['-', '/', '.']);
    let parts = [parts.next()?, parts.next()?, parts.next()?];
    let numbers = parts.map(|part| part.trim().parse::<i16>().ok());
    let [Some(a), Some(b), Some(c)] = numbers else { return None };
    let (year, month, day) = match parts.map(str::len) {
        [4, _, _] => (a, b, c),
        // With dots the day comes first everywhere; with slashes only if the other number is a month.
        [_, _, 4] if text.contains('.') || a > 12 => (c, b, a),
        [_, _, 4] if b > 12 => (c, a, b),
        _ => return None,
    };
    Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok()
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
        assert_eq!(date("31.02.2026"), None);
    }
}
