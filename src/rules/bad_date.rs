//! `bad-date`: a date that cannot be right.

use std::collections::HashMap;

use jiff::civil::Date;

use super::findings::quoted;
use super::{Check, Context, Findings, Group, Rule};
use crate::finding::{Finding, Fix, Level, Safety};
use crate::register::Field;
use crate::values::{day_in, parse_date, parse_foreign_date, read_date};
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
    let form = DateForm::of(cx);
    for given in cx.answered(Key::FirstSeen) {
        if let Some(fault) = form.fault(given.text, cx.environment.today) {
            let finding = found.in_field(cx, given.entry, given.field, fault.message(given.text));
            if cx.is_generic() {
                finding.at_most(Level::Warning);
            }
            fault.repair(cx, &form, given.field, finding);
        }
    }
    let fields = cx.register.metadata.iter();
    for field in fields.filter(|field| field.key == Some(Key::LastReviewed)) {
        check_review(cx, &form, found, field);
    }
}

/// The review date in front of the entries must be a date, not in the future, and not older than
/// the newest entry.
fn check_review(cx: &Context<'_>, form: &DateForm, found: &mut Findings, field: &Field) {
    let text = cx.register.bare(field.value);
    let text = day_in(text).unwrap_or(text);
    if text.is_empty() || cx.words().placeholder(text).is_some() {
        return;
    }
    let name = cx.words().name(Key::LastReviewed);
    let place = cx.register.bare_span(field.value);
    if let Some(fault) = form.fault(text, cx.environment.today) {
        let finding = found.at(place, fault.message(text)).field(name);
        fault.repair(cx, form, field, finding);
        return;
    }
    let seen =
        cx.filled(Key::FirstSeen).filter_map(|given| Some((given.tracked.first_seen?, given)));
    let Some((newest, given)) = seen.max_by_key(|(date, _)| *date) else { return };
    if read_date(text).is_some_and(|reviewed| reviewed < newest) {
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

/// The form in which most dates of a register are written, where it is not `2026-01-31`.
struct DateForm(Option<String>);

impl DateForm {
    fn of(cx: &Context<'_>) -> Self {
        let dates: Vec<&str> = cx
            .answered(Key::FirstSeen)
            .map(|given| given.text)
            .filter(|text| read_date(text).is_some())
            .collect();
        let mut counts: HashMap<String, usize> = HashMap::new();
        for text in dates.iter().filter(|text| parse_date(text).is_none()) {
            *counts.entry(shape(text)).or_default() += 1;
        }
        let usual = counts.into_iter().find(|(_, count)| *count > 1 && count * 2 > dates.len());
        Self(usual.map(|(shape, _)| shape))
    }

    fn fault(&self, text: &str, today: Date) -> Option<Fault> {
        let is_usual = || self.0.as_ref().is_some_and(|usual| *usual == shape(text));
        let foreign = || parse_foreign_date(text);
        match parse_date(text).or_else(|| foreign().filter(|_| is_usual())) {
            None => Some(Fault::NoDate(foreign())),
            Some(date) if date > today => Some(Fault::Future(date)),
            Some(_) => None,
        }
    }

    /// A date as the register writes it.
    fn write(&self, date: Date) -> String {
        let form = match self.0.as_deref() {
            Some("9.9.Y") => "%d.%m.%Y",
            Some("Y/9/9") => "%Y/%m/%d",
            Some("Y.9.9") => "%Y.%m.%d",
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

impl Fault {
    fn message(&self, text: &str) -> String {
        match self {
            Self::NoDate(Some(_)) => format!("{} is not written as a date here is", quoted(text)),
            Self::NoDate(None) => format!("{} is not a date", quoted(text)),
            Self::Future(date) => format!("{date} is in the future"),
        }
    }

    fn repair(&self, cx: &Context<'_>, form: &DateForm, field: &Field, finding: &mut Finding) {
        match self {
            Self::NoDate(Some(date)) => {
                let place = cx.register.bare_span(field.value);
                let date = form.write(*date);
                let title = format!("write `{date}`");
                let fix = Fix::replace(Safety::Safe, title.clone(), place, date);
                finding.help(title).fix(fix);
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
