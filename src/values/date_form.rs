//! The form in which the dates of a text are written.

use std::collections::HashMap;

use jiff::civil::Date;

use super::worded_date::WordedDate;
use super::{DayOrder, parse_date};

/// The form in which most dates are written, where it is not `2026-01-31`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct DateForm {
    shape: Option<String>,
    /// Whether most dates have a form, if only that of `2026-01-31`.
    is_usual: bool,
    /// The order of day and month, where it is known.
    order: Option<DayOrder>,
    /// What a date with words is written like, where most dates have such words.
    worded: Option<WordedDate>,
}

impl DateForm {
    /// That of more than half of some dates, if at least two have it.
    pub(crate) fn of<'t>(dates: impl Iterator<Item = &'t str>, order: Option<DayOrder>) -> Self {
        let (mut shapes, mut all) = (HashMap::<Option<String>, Vec<&str>>::new(), 0);
        for text in dates {
            all += 1;
            let shape = parse_date(text).is_none().then(|| shape(text));
            shapes.entry(shape).or_default().push(text);
        }
        let is_usual = |same: &[&str]| same.len() > 1 && same.len() * 2 > all;
        let usual = shapes.into_iter().find(|(_, same)| is_usual(same));
        match usual {
            None => Self { order, ..Self::default() },
            // A form with words, such as `4 Jan 2026`, is one of many.
            Some((Some(shape), same)) if shape.contains('a') => {
                Self { order, worded: WordedDate::like(&same), ..Self::default() }
            }
            Some((shape, _)) => Self { is_usual: true, shape, order, worded: None },
        }
    }

    /// The form of one date, where most dates have none.
    pub(crate) fn like(&self, date: &str) -> Self {
        Self::of([date, date].into_iter(), self.order)
    }

    /// The form without words, where dates with words are no sound ones.
    pub(crate) fn without_words(self) -> Self {
        Self { worded: None, ..self }
    }

    /// Whether most dates have this form.
    pub(crate) fn is_usual(&self) -> bool {
        self.is_usual
    }

    /// Whether most dates have a form, with words or without.
    pub(crate) fn is_known(&self) -> bool {
        self.is_usual || self.worded.is_some()
    }

    /// Whether a date is written in this form.
    pub(crate) fn has(&self, text: &str) -> bool {
        self.shape
            .as_ref()
            .map_or_else(|| parse_date(text).is_some(), |usual| *usual == shape(text))
    }

    /// Whether a date is written as `write` does it.
    pub(crate) fn is_written(&self, text: &str) -> bool {
        self.worded.is_none() && self.has(text)
    }

    /// A date in this form; as `2026-01-31` where the form could mean two days.
    pub(crate) fn write(&self, date: Date) -> String {
        if let Some(worded) = self.worded.as_ref().and_then(|worded| worded.write(date)) {
            return worded;
        }
        let form = match self.shape.as_deref() {
            Some("9.9.Y") => "%d.%m.%Y",
            Some("9.9.9") => "%d.%m.%y",
            Some("Y/9/9") => "%Y/%m/%d",
            Some("Y.9.9") => "%Y.%m.%d",
            Some(shape @ ("9/9/Y" | "9-9-Y" | "9/9/9" | "9-9-9")) => {
                let form = match self.order {
                    Some(DayOrder::DayFirst) => "%d/%m/%Y",
                    Some(DayOrder::MonthFirst) => "%m/%d/%Y",
                    None => "%Y-%m-%d",
                };
                let sign = &shape[1..2];
                let year = if shape.ends_with('9') && self.order.is_some() { "%y" } else { "%Y" };
                return date.strftime(&form.replace('/', sign).replace("%Y", year)).to_string();
            }
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
            (&["12.05.26", "1.6.26"], "2.1.26", "09.03.26"),
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

    #[test]
    fn a_date_is_written_with_words_where_most_are() {
        for (dates, written) in [
            (&["5 March 2026", "12 May 2026"][..], "9 August 2026"),
            (&["05 Mar 2026", "12 May 2026", "2026-01-01"], "09 Aug 2026"),
            (&["March 5, 2026", "May 12, 2026"], "August 9, 2026"),
            (&["5. März 2026", "12. Mai 2026"], "9. August 2026"),
            (&["5 Mart 2026", "1 Ocak 2026"], "9 Ağustos 2026"),
            (&["2026年1月4日", "2026年1月5日"], "2026年8月9日"),
            (&["5-Mar-2026", "7-Apr-2026"], "9-Aug-2026"),
            // Which form it is, is not certain.
            (&["5 March 2026", "May 12, 2026"], "2026-08-09"),
            (&["4th Jan 2026", "5th Jan 2026"], "2026-08-09"),
        ] {
            let form = DateForm::of(dates.iter().copied(), None);
            assert_eq!(form.write(jiff::civil::date(2026, 8, 9)), written, "{dates:?}");
        }
    }
}
