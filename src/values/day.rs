//! Days with words beside them.

use jiff::civil::Date;

use super::date::{parse_iso_date, read_foreign_date};
use super::day_order::ColumnDays;
use crate::text::{char_start, lookalike};
use crate::vocabulary::{Unread, ValueKind, ValueReader, Vocabulary, WholeValue};

/// No day is longer than this, in bytes.
const LONGEST: usize = 48;

/// Reads days of one kind, by what the other days of their column show.
pub(super) struct DayReader {
    pub kind: ValueKind,
    pub column: ColumnDays,
}

impl ValueReader for DayReader {
    type Value = Date;

    fn kind(&self) -> ValueKind {
        self.kind
    }

    fn at(&self, text: &str) -> Option<(Date, usize)> {
        let start = &text[..char_start(text, LONGEST.min(text.len()))];
        let look = lookalike::plain(start);
        let (day, length) = stamp(&look).or_else(|| {
            let mut ends = word_ends(&look);
            ends.reverse();
            let dated = |end: usize| {
                let day = exact_date(&look[..end], self.column)?;
                Some((day, end + clock(&look[end..])))
            };
            ends.into_iter().find_map(dated)
        })?;
        Some((day, lookalike::length_of_look(start, length)))
    }
}

/// The day in a text of a column, whole or not at all.
pub(crate) fn read_day_in<'t>(
    column: ColumnDays,
    text: &'t str,
    kind: ValueKind,
    words: &Vocabulary,
) -> Result<WholeValue<'t, Date>, Unread<'t>> {
    let text = text.trim();
    let bare = text.trim_matches('"');
    match exact_date(bare, column) {
        Some(value) => Ok(WholeValue { value, text: bare, remark: "" }),
        None => words.whole(text, &DayReader { kind, column }),
    }
}

/// The day on which something was.
pub(crate) fn day_of(text: &str, words: &Vocabulary) -> Option<Date> {
    read_day_in(ColumnDays::default(), text, ValueKind::Day, words).ok().map(|whole| whole.value)
}

fn exact_date(text: &str, column: ColumnDays) -> Option<Date> {
    let foreign = || read_foreign_date(text, column.order);
    parse_iso_date(text).or_else(foreign).or_else(|| column.short_day(text))
}

/// A day with a time: `2026-01-04T10:15:00Z`, `2026-01-04 10:15 UTC`.
fn stamp(text: &str) -> Option<(Date, usize)> {
    const DAY: usize = "2026-01-04".len();
    let day = parse_iso_date(text.get(..DAY)?)?;
    let time = text[DAY..].strip_prefix(['T', ' '])?;
    let is_clock = matches!(time.as_bytes(), [b'0'..=b'2', b'0'..=b'9', b':', ..]);
    let is_of_time = |c: char| c.is_ascii_digit() || ":.+-Z".contains(c);
    let length = time.find(|c| !is_of_time(c)).unwrap_or(time.len());
    let zone = [" UTC", " GMT"].iter().find(|zone| time[length..].starts_with(**zone));
    is_clock.then_some((day, DAY + 1 + length + zone.map_or(0, |zone| zone.len())))
}

/// The length of a time behind a day: of ` 9:14 AM`.
fn clock(text: &str) -> usize {
    let mut words = text.split_inclusive(' ').skip(1);
    let is_time = |word: &str| {
        let (hour, rest) = word.split_once(':').unwrap_or_default();
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        is_number(hour) && hour.len() < 3 && rest.split(':').all(is_number)
    };
    let Some(time) = words.next().filter(|word| text.starts_with(' ') && is_time(word.trim()))
    else {
        return 0;
    };
    let half = words.next().map(str::trim_end);
    let half = half.filter(|half| ["AM", "PM", "am", "pm"].contains(half));
    half.map_or(1 + time.trim_end().len(), |half| 1 + time.len() + half.len())
}

/// Where the first words of a text end, whatever is between them.
fn word_ends(text: &str) -> Vec<usize> {
    let is_inner = |c: char| c.is_alphanumeric();
    let ends = text.char_indices().filter(|&(at, c)| {
        let end = at + c.len_utf8();
        is_inner(c) && !text[end..].starts_with(is_inner)
    });
    ends.map(|(at, c)| at + c.len_utf8()).take(6).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::UniqueMap;

    #[test]
    fn a_day_may_have_a_time_behind_it() {
        let words = Vocabulary::with(&UniqueMap::default());
        let day = Some(jiff::civil::date(2026, 1, 12));
        for text in
            ["12/Jan/26 9:14 AM", "2026-01-12 09:14", "12 Jan 2026 9:14", "12.01.2026 09:14:30"]
        {
            assert_eq!(day_of(text, &words), day, "{text}");
        }
        assert_eq!(day_of("12/Jan/26 9 apples", &words), None);
    }
}
