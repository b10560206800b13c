//! Whether the day or the month comes first in dates such as `03/02/2026`.

use jiff::civil::Date;

use crate::text::lookalike;

/// Which number of such a date is the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DayOrder {
    DayFirst,
    MonthFirst,
}

/// The days that such a date can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct DayReadings {
    day_first: Option<Date>,
    month_first: Option<Date>,
}

impl DayReadings {
    /// The days that the date at the start of a text can be; nothing where the text starts with no
    /// date that has its year last.
    pub(crate) fn of(text: &str) -> Option<Self> {
        let text = lookalike::plain(text.trim());
        let text = text.trim_matches('"');
        let is_of_date = |c: char| c.is_ascii_digit() || matches!(c, '/' | '-');
        let end = text.find(|c: char| !is_of_date(c)).unwrap_or(text.len());
        let mut parts = text[..end].split(['/', '-']);
        let [a, b, year] = [parts.next()?, parts.next()?, parts.next()?];
        let is_number = |part: &str| (1..=2).contains(&part.len());
        if parts.next().is_some() || year.len() != 4 || !is_number(a) || !is_number(b) {
            return None;
        }
        let [a, b] = [a, b].map(|part| part.parse::<i8>().ok());
        let (a, b, year) = (a?, b?, year.parse().ok()?);
        Some(Self {
            day_first: Date::new(year, b, a).ok(),
            month_first: Date::new(year, a, b).ok(),
        })
    }

    /// The day in an order, or the one that it can be only.
    pub(crate) fn day(self, order: Option<DayOrder>) -> Option<Date> {
        let (day_first, month_first) = (self.day_first, self.month_first);
        let is_open = day_first.is_some() && month_first.is_some() && day_first != month_first;
        match order {
            None if is_open => None,
            Some(DayOrder::MonthFirst) => month_first.or(day_first),
            Some(DayOrder::DayFirst) | None => day_first.or(month_first),
        }
    }

    /// The two days that it can be, as a sentence names them: `3 February or 2 March`.
    pub(crate) fn either(self) -> Option<String> {
        let (one, other) = self.day_first.zip(self.month_first)?;
        let name = |day: Date| day.strftime("%-d %B").to_string();
        (one != other).then(|| format!("{} or {}", name(one), name(other)))
    }

    /// The order that it shows, as it can be one day only.
    fn order(self) -> Option<DayOrder> {
        match (self.day_first, self.month_first) {
            (Some(_), None) => Some(DayOrder::DayFirst),
            (None, Some(_)) => Some(DayOrder::MonthFirst),
            _ => None,
        }
    }
}

impl DayOrder {
    /// The order that some of the dates of a column show, where none shows the other one.
    pub(crate) fn of<'t>(dates: impl Iterator<Item = &'t str>) -> Option<Self> {
        let mut orders = dates.filter_map(|text| DayReadings::of(text)?.order());
        let first = orders.next()?;
        orders.all(|order| order == first).then_some(first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dates_of_a_column_show_their_order() {
        for (dates, order) in [
            (&["03/02/2026", "20/01/2026"][..], Some(DayOrder::DayFirst)),
            (&["03/02/2026", "1/20/2026 (staging)"], Some(DayOrder::MonthFirst)),
            (&["03-02-2026", "31-01-2026", "2026-05-13"], Some(DayOrder::DayFirst)),
            (&["20/01/2026", "01/20/2026"], None),
            (&["03/02/2026", "02/02/2026", "32/13/2026", "20.01.2026"], None),
        ] {
            assert_eq!(DayOrder::of(dates.iter().copied()), order, "{dates:?}");
        }
    }

    #[test]
    fn a_date_is_read_by_the_order() {
        let day = |text: &str, order| Some(DayReadings::of(text)?.day(order)?.to_string());
        let [day_first, month_first] = [Some(DayOrder::DayFirst), Some(DayOrder::MonthFirst)];
        assert_eq!(day("03/02/2026", day_first).as_deref(), Some("2026-02-03"));
        assert_eq!(day("03/02/2026", month_first).as_deref(), Some("2026-03-02"));
        assert_eq!(day("03/02/2026", None), None);
        assert_eq!(day("02/02/2026", None).as_deref(), Some("2026-02-02"));
        assert_eq!(day("20/01/2026", month_first).as_deref(), Some("2026-01-20"));
        assert_eq!(day("31/02/2026", day_first), None);
        let either = |text: &str| DayReadings::of(text)?.either();
        assert_eq!(either("12/01/2026").as_deref(), Some("12 January or 1 December"));
        assert!(either("20/01/2026").is_none() && either("02/02/2026").is_none());
    }
}
