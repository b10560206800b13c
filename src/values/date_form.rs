//! The form in which the dates of a text are written.

use std::collections::HashMap;

use jiff::civil::Date;

use super::{DayOrder, parse_date};

/// The form in which most dates are written, where it is not `2026-01-31`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct DateForm {
    shape: Option<String>,
    /// Whether most dates have a form, if only that of `2026-01-31`.
    is_usual: bool,
    /// The order of day and month, where it is known.
    order: Option<DayOrder>,
}

impl DateForm {
    /// That of more than half of some dates, if at least two have it.
    pub(crate) fn of<'t>(dates: impl Iterator<Item = &'t str>, order: Option<DayOrder>) -> Self {
        let (mut counts, mut all) = (HashMap::<Option<String>, usize>::new(), 0);
        for text in dates {
            all += 1;
            let shape = parse_date(text).is_none().then(|| shape(text));
            *counts.entry(shape).or_default() += 1;
        }
        // A form with words, such as `4 Jan 2026`, is one of many.
        let has_words = |shape: &Option<String>| shape.as_ref().is_some_and(|it| it.contains('a'));
        let usual = counts.into_iter().find(|(_, count)| *count > 1 && count * 2 > all);
        let usual = usual.filter(|(shape, _)| !has_words(shape));
        Self { is_usual: usual.is_some(), shape: usual.and_then(|(shape, _)| shape), order }
    }

    /// Whether most dates have this form.
    pub(crate) fn is_usual(&self) -> bool {
        self.is_usual
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
            (&[], "2026-01-02", "2026-03-09"),
        ] {
            let form = DateForm::of(dates.iter().copied(), None);
            assert!(form.has(has) && form.write(day) == written, "{dates:?}");
            assert!(!form.has("02/01/2026"), "{dates:?}");
        }
        for (dates, is_usual) in [
            (&["2026-01-02", "2026-02-03", "4 Jan 2026"][..], true),
            (&["16.02.2026", "17.02.2026"], true),
            (&["16.02.2026", "2 Feb 2026"], false),
            (&["2026-01-02", "2 Feb 2026"], false),
            (&["1 Jan 2026", "2 Feb 2026", "3 Mar 2026"], false),
            (&["2 Feb 2026"], false),
        ] {
            assert_eq!(DateForm::of(dates.iter().copied(), None).is_usual(), is_usual, "{dates:?}");
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
