//! `bad-date`: a date that cannot be right.

use jiff::civil::Date;

use super::findings::quoted;
use super::{Check, Context, Findings, Group, Rule};
use crate::finding::{Finding, Fix, Level, Safety};
use crate::register::Field;
use crate::values::{parse_date, parse_foreign_date};
use crate::vocabulary::Key;

pub(super) const RULE: Rule = Rule {
    name: "bad-date",
    group: Group::Fields,
    level: Level::Error,
    fixes: Some(Safety::Safe),
    page: include_str!("bad_date.md"),
    check: Check::Register(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    for given in cx.answered(Key::FirstSeen) {
        if let Some(fault) = Fault::of(given.text, cx.environment.today) {
            let finding = found.in_field(cx, given.entry, given.field, fault.message(given.text));
            if cx.is_generic() {
                finding.at_most(Level::Warning);
            }
            fault.repair(cx, given.field, finding);
        }
    }
    let fields = cx.register.metadata.iter();
    for field in fields.filter(|field| field.key == Some(Key::LastReviewed)) {
        check_review(cx, found, field);
    }
}

/// The review date in front of the entries must be a date, not in the future, and not older than
/// the newest entry.
fn check_review(cx: &Context<'_>, found: &mut Findings, field: &Field) {
    let text = cx.register.bare(field.value);
    // `v1.4 (2026-01-04)` contains the day, too.
    let mut words = text.split(|c: char| c.is_whitespace() || "()[],;".contains(c));
    let text = words.find(|word| parse_date(word).is_some()).unwrap_or(text);
    if text.is_empty() || cx.words().placeholder(text).is_some() {
        return;
    }
    let name = cx.words().name(Key::LastReviewed);
    let place = cx.register.bare_span(field.value);
    if let Some(fault) = Fault::of(text, cx.environment.today) {
        let finding = found.at(place, fault.message(text)).field(name);
        fault.repair(cx, field, finding);
        return;
    }
    let seen =
        cx.filled(Key::FirstSeen).filter_map(|given| Some((given.tracked.first_seen?, given)));
    let Some((newest, given)) = seen.max_by_key(|(date, _)| *date) else { return };
    if parse_date(text).is_some_and(|reviewed| reviewed < newest) {
        let message =
            format!("last reviewed before {newest}, when the newest entry was first seen");
        let finding = found.at(place, message).field(name).at_most(Level::Info);
        finding.related(given.field.value, "the newest entry");
    }
}

enum Fault {
    NoDate(Option<Date>),
    Future(Date),
}

impl Fault {
    fn of(text: &str, today: Date) -> Option<Self> {
        match parse_date(text) {
            None => Some(Self::NoDate(parse_foreign_date(text))),
            Some(date) if date > today => Some(Self::Future(date)),
            Some(_) => None,
        }
    }

    fn message(&self, text: &str) -> String {
        match self {
            Self::NoDate(Some(_)) => format!("{} is not written as a date here is", quoted(text)),
            Self::NoDate(None) => format!("{} is not a date", quoted(text)),
            Self::Future(date) => format!("{date} is in the future"),
        }
    }

    fn repair(&self, cx: &Context<'_>, field: &Field, finding: &mut Finding) {
        match self {
            Self::NoDate(Some(date)) => {
                let place = cx.register.bare_span(field.value);
                let title = format!("write `{date}`");
                finding.help(format!("write `{date}`")).fix(Fix::replace(
                    Safety::Safe,
                    title,
                    place,
                    date.to_string(),
                ));
            }
            Self::NoDate(None) => {
                finding.help("write year, month and day: `2026-01-31`");
            }
            Self::Future(_) => {
                finding.help(format!("today is {}", cx.environment.today)).at_most(Level::Warning);
            }
        }
    }
}
