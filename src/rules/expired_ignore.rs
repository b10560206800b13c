//! `expired-ignore`: what was accepted until a day that is past. `lint` reports the comments, and the run
//! what the configuration and the baseline accepted.

use jiff::civil::Date;

use super::last_edits::Writer;
use super::{Check, Findings, Group, Rule};
use crate::finding::{Finding, Level, Safety};
use crate::text::Span;

pub(crate) const RULE: Rule = Rule {
    name: "expired-ignore",
    group: Group::Ignores,
    level: Level::Warning,
    fixes: Some(Safety::Unsafe),
    page: include_str!("expired_ignore.md"),
    check: Check::Reading,
};

/// As many rules are named; of more, the first ones.
const NAMED: usize = 5;

/// What was accepted until a day that is past.
#[derive(Clone, Copy)]
pub(crate) struct Lapse<'a> {
    /// What accepted it: `this comment`.
    pub what: &'a str,
    pub rules: &'a [&'a str],
    pub day: Date,
    /// Who wrote it, where that is known.
    pub writer: Option<&'a Writer>,
}

/// Reports it at the place of the day.
pub(crate) fn describe<'f>(
    found: &'f mut Findings,
    place: Span,
    lapse: &Lapse<'_>,
) -> &'f mut Finding {
    let Lapse { what, rules, day, writer } = lapse;
    let named = rules[..rules.len().min(NAMED)].join("`, `");
    let more = if rules.len() > NAMED { " and others" } else { "" };
    // Whether a finding is new is decided by its message, and git may not know the writer.
    let writer = writer
        .map_or(String::new(), |Writer { author, day }| format!("{author} wrote this on {day}; "));
    found.at(place, format!("{what} accepted `{named}`{more} until {day}")).help(format!(
        "{writer}agree on another day, or repair what is found and take the acceptance out"
    ))
}
