//! The comments that ignore findings, as they are written.

use jiff::civil::Date;

use crate::register::Register;
use crate::text::Span;
use crate::values::{Until, parse_foreign_date, parse_iso_date};

pub(super) const LINE_WORD: &str = "gapreg-ignore";
pub(super) const FILE_WORD: &str = "gapreg-ignore-file";
const UNTIL: &str = "until";

/// `<!-- gapreg-ignore RULE[, RULE] [until DAY]: reason -->`
pub(super) struct IgnoreComment<'s> {
    pub span: Span,
    pub rules: Vec<NamedRule<'s>>,
    /// What is behind `until`.
    pub end: Option<End<'s>>,
    /// `until` and a day behind the colon, where they are a part of the reason.
    pub late_end: Option<LateEnd<'s>>,
    pub is_explained: bool,
    pub is_for_file: bool,
}

/// A rule that a comment names, if there is one of that name.
#[derive(Clone, Copy)]
pub(super) struct NamedRule<'s> {
    pub name: &'s str,
    pub span: Span,
}

/// The day until which a comment ignores findings, as it is written.
#[derive(Clone, Copy)]
pub(super) struct End<'s> {
    pub text: &'s str,
    pub span: Span,
}

/// A day that stands behind the colon, so that it ends nothing.
#[derive(Clone, Copy)]
pub(super) struct LateEnd<'s> {
    pub end: End<'s>,
    /// From the end of the rules to the end of the day.
    pub span: Span,
}

impl End<'_> {
    /// Nothing where it is not written as a day here is.
    pub(super) fn day(self) -> Option<Date> {
        parse_iso_date(self.text)
    }

    /// The day that may be meant where it is written in another way.
    pub(super) fn meant(self) -> Option<Date> {
        parse_foreign_date(self.text)
    }
}

impl IgnoreComment<'_> {
    /// Until when it ignores findings; nothing where that cannot be read, and it ignores none.
    pub(super) fn until(&self) -> Option<Until> {
        self.end.map_or(Some(Until::Always), |end| end.day().map(Until::Day))
    }

    /// The day until which it ignored findings, where that is past.
    pub(super) fn lapsed(&self, today: Option<Date>) -> Option<Date> {
        let day = self.end?.day()?;
        (!Until::Day(day).holds_on(today)).then_some(day)
    }
}

/// The comments of a register that ignore findings.
pub(super) fn ignore_comments<'s>(register: &'s Register<'s>) -> Vec<IgnoreComment<'s>> {
    register.comments.iter().filter_map(|&comment| ignore_comment(register, comment)).collect()
}

fn ignore_comment<'s>(register: &'s Register<'s>, span: Span) -> Option<IgnoreComment<'s>> {
    let whole = register.text(span);
    let inner = whole.strip_prefix("<!--")?.strip_suffix("-->")?.trim();
    let is_for_file = inner.starts_with(FILE_WORD);
    let rest = inner.strip_prefix(if is_for_file { FILE_WORD } else { LINE_WORD })?;
    if !rest.is_empty() && !rest.starts_with(|c: char| c.is_whitespace() || c == ':') {
        return None;
    }
    let (head, reason) = rest.split_once(':').unwrap_or((rest, ""));
    let (rules, end) = split_end(head);
    let names = rules.split(',').map(str::trim).filter(|name| !name.is_empty());
    Some(IgnoreComment {
        span,
        rules: names.map(|name| NamedRule { name, span: span.part(whole, name) }).collect(),
        end: end.map(|text| End { text, span: span.part(whole, text) }),
        late_end: day_in_reason(reason).filter(|_| end.is_none()).map(|text| {
            let end = End { text, span: span.part(whole, text) };
            let rules = span.part(whole, head.trim_end());
            LateEnd { end, span: Span { start: rules.end, end: end.span.end } }
        }),
        is_explained: !reason.trim().is_empty(),
        is_for_file,
    })
}

/// The names in front of the word `until`, and what is behind it.
fn split_end(head: &str) -> (&str, Option<&str>) {
    let is_part = |c: char| !c.is_whitespace() && c != ',';
    let mut words = head.match_indices(UNTIL);
    let word = words.find(|(at, _)| {
        !head[..*at].ends_with(is_part) && !head[at + UNTIL.len()..].starts_with(is_part)
    });
    word.map_or((head, None), |(at, _)| (&head[..at], Some(head[at + UNTIL.len()..].trim())))
}

/// The day at the start of a reason, behind the word `until`.
fn day_in_reason(reason: &str) -> Option<&str> {
    let behind = reason.trim_start().strip_prefix(UNTIL)?;
    let word =
        behind.starts_with(char::is_whitespace).then(|| behind.split_whitespace().next())??;
    let day = word.trim_end_matches([':', ',', ';', '.']);
    parse_iso_date(day).or_else(|| parse_foreign_date(day)).map(|_| day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_at_the_start_of_a_reason_is_seen() {
        assert_eq!(day_in_reason(" until 2026-04-01 the vendor"), Some("2026-04-01"));
        assert_eq!(day_in_reason("until 1.4.2026: x"), Some("1.4.2026"));
        assert_eq!(day_in_reason(" until spring"), None);
        assert_eq!(day_in_reason(" untilled 2026-04-01"), None);
        assert_eq!(day_in_reason(" agreed until 2026-04-01"), None);
        assert_eq!(day_in_reason(" until"), None);
    }

    #[test]
    fn the_day_is_behind_the_last_rule() {
        assert_eq!(split_end(" bad-sla, bad-date "), (" bad-sla, bad-date ", None));
        assert_eq!(split_end(" bad-sla until 2027-01-31"), (" bad-sla ", Some("2027-01-31")));
        assert_eq!(split_end(" a, b, until 2027-01-31 "), (" a, b, ", Some("2027-01-31")));
        assert_eq!(split_end(" until-when, x"), (" until-when, x", None));
        assert_eq!(split_end(" until"), (" ", Some("")));
        assert_eq!(split_end(" a until x, b until y"), (" a ", Some("x, b until y")));
    }
}
