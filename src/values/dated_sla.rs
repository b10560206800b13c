//! What a policy gives a priority, where it says from when on: `5d (since 2026-06-01; before that 7d)`.

use jiff::ToSpan;
use jiff::civil::Date;

use super::day::DayReader;
use super::day_order::ColumnDays;
use super::sla::{Sla, SlaReader};
use crate::vocabulary::{Beside, Piece, Token, Unread, ValueKind, ValueReader, Vocabulary};

/// A duration, and what held before.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DatedSla {
    pub now: Sla,
    pub before: Option<EarlierSla>,
}

/// What held up to some day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct EarlierSla {
    /// Nothing where it is not known.
    pub sla: Option<Sla>,
    /// The first day on which it held no more.
    pub until: Date,
}

impl DatedSla {
    pub(crate) fn read<'t>(text: &'t str, words: &Vocabulary) -> Result<Self, Unread<'t>> {
        if let Some(dated) = Self::dated(text, words) {
            return Ok(dated);
        }
        let whole = Sla::read(text, words)?;
        // `since the audit` says that another duration held before, and not until when.
        let pieces = words.pieces(text, &PromiseReader(words));
        if pieces.iter().any(|piece| piece.token == Token::Beside(Beside::Since)) {
            return Err(Unread { part: text, beside: "" });
        }
        Ok(Self { now: whole.value, before: None })
    }

    /// Reads a text in which every word is about the day and the two durations.
    fn dated(text: &str, words: &Vocabulary) -> Option<Self> {
        let pieces = words.pieces(text, &PromiseReader(words));
        let mut slas = Vec::new();
        let mut days = Vec::new();
        for (at, piece) in pieces.iter().enumerate() {
            match piece.token {
                Token::Value(Promise::Sla(sla)) => slas.push(sla),
                Token::Value(Promise::Day(day)) => days.push((at, day)),
                Token::Open | Token::Close | Token::Gap => {}
                Token::Beside(beside) if is_of_dates(beside) => {}
                // `P1=7d` names the priority again.
                Token::Word if words.is_priority_word(&text[piece.start..piece.end]) => {}
                _ => return None,
            }
        }
        let [(at, day)] = days[..] else { return None };
        let is_first = matches!(pieces.first()?.token, Token::Value(Promise::Sla(_)));
        let until = first_day_after(&pieces, at, day).filter(|_| is_first)?;
        let comes_later = pieces.iter().any(|piece| piece.token == Token::Beside(Beside::Then));
        let (now, before) = match (&slas[..], comes_later) {
            ([now], false) => (*now, None),
            ([now, before], false) | ([before, now], true) => (*now, Some(*before)),
            _ => return None,
        };
        Some(Self { now, before: Some(EarlierSla { sla: before, until }) })
    }
}

/// Words with which a policy is dated.
fn is_of_dates(beside: Beside) -> bool {
    use Beside::{Before, Earlier, Limit, Now, Plain, Since, Then};
    matches!(beside, Before | Earlier | Limit | Now | Plain | Since | Then)
}

/// The first day on which the new duration holds, by the word in front of the day or behind it.
fn first_day_after(pieces: &[Piece<Promise>], at: usize, day: Date) -> Option<Date> {
    let beside = |at: usize| match pieces.get(at)?.token {
        Token::Beside(beside) => Some(beside),
        _ => None,
    };
    let known = |beside: &Beside| matches!(beside, Beside::Since | Beside::Before | Beside::Limit);
    let before = at.checked_sub(1).and_then(beside).filter(known);
    match before.or_else(|| beside(at + 1).filter(known))? {
        Beside::Limit => Some(day.saturating_add(1.day())),
        _ => Some(day),
    }
}

/// A value in the statement of a policy.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Promise {
    Sla(Sla),
    Day(Date),
}

struct PromiseReader<'v>(&'v Vocabulary);

impl ValueReader for PromiseReader<'_> {
    type Value = Promise;

    fn kind(&self) -> ValueKind {
        ValueKind::Duration
    }

    fn at(&self, text: &str) -> Option<(Promise, usize)> {
        let sla = SlaReader(self.0).at(text);
        let sla = sla.map(|(sla, length)| (Promise::Sla(sla), length));
        sla.or_else(|| {
            let (day, length) =
                DayReader { kind: ValueKind::Day, column: ColumnDays::default() }.at(text)?;
            Some((Promise::Day(day), length))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::UniqueMap;

    fn read(text: &str) -> Option<String> {
        let words = Vocabulary::with(&UniqueMap::default());
        let dated = DatedSla::read(text, &words).ok()?;
        let before = dated.before.map(|before| {
            let sla = before.sla.map_or("?".to_owned(), |sla| sla.to_string());
            format!(", before {} {sla}", before.until)
        });
        Some(format!("{}{}", dated.now, before.unwrap_or_default()))
    }

    #[test]
    fn a_policy_says_from_when_on_it_holds() {
        for (text, want) in [
            ("5d", "5d"),
            ("5d (board, June)", "5d"),
            ("5d (since 2026-06-01; before that P1=7d)", "5d, before 2026-06-01 7d"),
            ("5d (from 2026-06-01, before 7d)", "5d, before 2026-06-01 7d"),
            ("7d (until 2026-05-31; then 5d)", "5d, before 2026-06-01 7d"),
            ("5d (was 7d until 2026-05-31)", "5d, before 2026-06-01 7d"),
            ("5d (P1=7d before 2026-06-01)", "5d, before 2026-06-01 7d"),
            ("5d (since 2026-06-01)", "5d, before 2026-06-01 ?"),
            ("5 gün (2026-06-01'den beri; daha önce 7 gün)", "5d, before 2026-06-01 7d"),
            ("5 Tage (ab 01.06.2026; vorher 7 Tage)", "5d, before 2026-06-01 7d"),
        ] {
            assert_eq!(read(text).as_deref(), Some(want), "{text}");
        }
        for text in ["5d (7d on staging)", "5d or 7d", "5d (since some time; before that 7d)"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
