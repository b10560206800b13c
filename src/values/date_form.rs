//! The form in which the dates of a text are written.

use std::collections::HashMap;

use jiff::civil::Date;

use super::{DayOrder, parse_date};

/// The form in which most dates are written, where it is not `2026-01-31`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct DateForm {
    shape: Option<String>,
    /// The order of day and month, where it is known.
    order: Option<DayOrder>,
}

impl DateForm {
    /// That of more than half of some dates, if at least two have it.
    pub(crate) fn of<'t>(dates: impl Iterator<Item = &'t str>, order: Option<DayOrder>) -> Self {
        let (mut counts, mut all) = (HashMap::<String, usize>::new(), 0);
        for text in dates {
            all += 1;
            if parse_date(text).is_none() {
                *counts.entry(shape(text)).or_default() += 1;
            }
        }
        let usual = counts.into_iter().find(|(_, count)| *count > 1 && count * 2 > all);
        Self { shape: usual.map(|(shape, _)| shape), order }
    }

    /// Whether a date is written in this form.
    pub(crate) fn has(&self, text: &str) -> bool {
        self.shape
            .as_ref()
            .map_or_else(|| parse_date(text).is_some(), |usual| *usual == shape(text))
    }

    /// A date in this form; as `2026-01-31` where the form has words or could mean two days.
    pub(crate) fn write(&self, date: Date) -> String {
        let form = match self.shape.as_deref() {
            Some("9.9.Y") => "%d.%m.%Y",
            Some("Y/9/9") => "%Y/%m/%d",
            Some("Y.9.9") => "%Y.%m.%d",
            Some(shape @ ("9/9/Y" | "9-9-Y")) => match (self.order, shape) {
                (Some(DayOrder::DayFirst), "9/9/Y") => "%d/%m/%Y",
                (Some(DayOrder::DayFirst), _) => "%d-%m-%Y",
                (Some(DayOrder::MonthFirst), "9/9/Y") => "%m/%d/%Y",
                (Some(DayOrder::MonthFirst), _) => "%m-%d-%Y",
                (None, _) => "%Y-%m-%d",
            },
            _ => "%Y-%m-%d",
        };
        date.strftime(form).to_string()
    }
}

/// The form of a date: `9.9.Y` for `31.01.2026`, `9 a Y` for `31 Jan 2026`.
fn shape(text: &str) -> String {
    let mut shape = String::new();
    let mut rest = text.trim();
    while let Some(c) = rest.chars().next() {
        let is_same = |other: char| {
            if c.is_ascii_digit() { other.is_ascii_digit() } else { other.is_alphabetic() }
        };
        let is_word = c.is_ascii_digit() || c.is_alphabetic();
        let end = if is_word { rest.find(|c| !is_same(c)) } else { Some(c.len_utf8()) };
        let end = end.unwrap_or(rest.len());
        shape.push(match c {
            _ if c.is_ascii_digit() && end == 4 => 'Y',
            _ if c.is_ascii_digit() => '9',
            _ if is_word => 'a',
            _ => c,
        });
        rest = &rest[end..];
    }
    shape
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_is_that_of_most_dates() {
        let day = jiff::civil::date(2026, 3, 9);
        for (dates, has, written) in [
            (&["12.05.2026", "01.06.2026", "2026-07-01"][..], "02.01.2026", "09.03.2026"),
            (&["2026/05/12", "2026/06/01"], "2026/01/02", "2026/03/09"),
            (&["12.05.2026", "2026-06-01"], "2026-01-02", "2026-03-09"),
            (&["4 Jan 2026", "5 May 2026"], "6 Jun 2026", "2026-03-09"),
            (&[], "2026-01-02", "2026-03-09"),
        ] {
            let form = DateForm::of(dates.iter().copied(), None);
            assert!(form.has(has) && form.write(day) == written, "{dates:?}");
            assert!(!form.has("02/01/2026"), "{dates:?}");
        }
        for (order, written) in [
            (Some(DayOrder::DayFirst), "09/03/2026"),
            (Some(DayOrder::MonthFirst), "03/09/2026"),
            (None, "2026-03-09"),
        ] {
            let form = DateForm::of(["20/01/2026", "03/02/2026"].into_iter(), order);
            assert_eq!(form.write(day), written);
        }
    }
}
