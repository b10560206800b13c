//! Whether the day or the month comes first in dates such as `03/02/2026`.

use jiff::civil::Date;

use crate::text::lookalike;

/// Which number of such a date is the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DayOrder {
    DayFirst,
    MonthFirst,
}

/// What the days of a column show about how another one there is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct ColumnDays {
    /// The order in dates such as `03/02/2026`.
    pub order: Option<DayOrder>,
    /// Whether days with dots have their year at the end, so that `15.10.26` is one of 2026.
    pub has_dots: bool,
}

impl ColumnDays {
    pub(crate) fn of<'t>(days: impl Iterator<Item = &'t str> + Clone) -> Self {
        let is_dotted = |text| is_dotted_day(text) == Some(true);
        let has_dots = days.clone().any(is_dotted) || short_order(days.clone(), '.').is_some();
        let order = DayOrder::of(days.clone()).or_else(|| short_order(days, '/'));
        Self { order, has_dots }
    }

    /// Reads a day whose year has two digits, where the other days show which of its numbers that is.
    pub(super) fn short_day(self, text: &str) -> Option<Date> {
        let (sign, [a, b, year]) = short_parts(text)?;
        let (day, month) = match (sign, self.order) {
            ('.', _) if self.has_dots => (a, b),
            ('/' | '-', Some(DayOrder::DayFirst)) => (a, b),
            ('/' | '-', Some(DayOrder::MonthFirst)) => (b, a),
            _ => return None,
        };
        Date::new(2000 + i16::from(year), month, day).ok()
    }
}

/// Whether a text is a day such as `15.10.2026`; nothing where it has another form.
fn is_dotted_day(text: &str) -> Option<bool> {
    let mut parts = text.trim().split('.');
    let [day, month, year] = [parts.next()?, parts.next()?, parts.next()?];
    let number = |part: &str| part.trim().parse::<i8>().ok();
    let year = year.trim();
    let year = year.split(' ').next().filter(|year| year.len() == 4)?.parse().ok()?;
    Some(parts.next().is_none() && Date::new(year, number(month)?, number(day)?).is_ok())
}

/// The sign and the numbers of a day whose year has two digits: `15.10.26`.
fn short_parts(text: &str) -> Option<(char, [i8; 3])> {
    if text.len() > "15.10.26".len() {
        return None;
    }
    let sign = text.chars().find(|c| ['.', '/', '-'].contains(c))?;
    let parts: Vec<&str> = text.split(sign).collect();
    let &[a, b, c] = parts.as_slice() else { return None };
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let has_form =
        [a, b, c].into_iter().all(|part| (1..=2).contains(&part.len()) && is_number(part));
    let number = |part: &str| part.parse::<i8>().ok();
    Some((sign, [number(a)?, number(b)?, number(c)?])).filter(|_| has_form && c.len() == 2)
}

/// Whether a text is a day whose year has two digits, or seems to be one.
pub(crate) fn is_short_day(text: &str) -> bool {
    let is_day = |day: i8| (1..=31).contains(&day);
    short_parts(text).is_some_and(|(_, [a, b, c])| is_day(a) && is_day(b) && c > 0)
}

/// The order of days whose years have two digits: the years of a column are few, its days many.
fn short_order<'t>(days: impl Iterator<Item = &'t str>, sign: char) -> Option<DayOrder> {
    const FEWEST: usize = 3;
    /// So many years are between the days of a register.
    const MOST_YEARS: i8 = 5;
    let numbers = days.filter_map(|text| short_parts(text.trim()));
    let numbers: Vec<[i8; 3]> =
        numbers.filter(|(own, _)| *own == sign).map(|(_, numbers)| numbers).collect();
    let span = |at: usize| {
        let numbers = || numbers.iter().map(|numbers| numbers[at]);
        Some(numbers().max()? - numbers().min()?)
    };
    let has_year_last = span(2)? <= MOST_YEARS && span(0)?.max(span(1)?) > MOST_YEARS;
    if numbers.len() < FEWEST || !has_year_last {
        return None;
    }
    let exceeds = |at: usize| numbers.iter().any(|numbers| numbers[at] > 12);
    match [exceeds(0), exceeds(1)] {
        [true, false] => Some(DayOrder::DayFirst),
        [false, true] if sign != '.' => Some(DayOrder::MonthFirst),
        _ => None,
    }
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
    fn a_year_of_two_digits_is_known_by_the_other_days() {
        let read = |days: &[&'static str]| {
            let column = ColumnDays::of(days.iter().copied());
            Some(column.short_day(days[0])?.to_string())
        };
        for (days, day) in [
            (&["15.10.26", "30.11.2026"][..], Some("2026-10-15")),
            (&["15.10.26", "2026-11-30"], None),
            (&["15.10.26", "1.2.26", "30.11.26"], Some("2026-10-15")),
            // Which of them is the year?
            (&["15.10.26", "16.10.27", "17.10.28"], None),
            (&["10/15/26", "11/30/2026"], Some("2026-10-15")),
            (&["10/15/26", "30/11/2026"], None),
            (&["10/15/26", "2026-11-30"], None),
            (&["03/02/26", "30/11/2026"], Some("2026-02-03")),
            (&["10/15/26", "11/3/26", "1/30/27"], Some("2026-10-15")),
            (&["26.10.15.", "30.11.2026"], None),
            (&["31.11.26", "30.11.2026"], None),
        ] {
            assert_eq!(read(days).as_deref(), day, "{days:?}");
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
