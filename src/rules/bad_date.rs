//! `bad-date`: a date that cannot be right.

use std::collections::HashMap;

use jiff::civil::Date;

use super::findings::quoted;
use super::{Check, Context, Findings, Group, Rule, unread};
use crate::finding::{Finding, Fix, Level, Safety};
use crate::register::{Field, day_kind};
use crate::values::{is_of_calendar, parse_date, read_day};
use crate::vocabulary::{Key, Unread, ValueKind, WholeValue};

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
    for given in cx.answered(Key::FirstSeen).chain(cx.answered(Key::Due)) {
        let key = given.field.key.unwrap_or(Key::FirstSeen);
        if let Some(fault) = form.fault(cx, key, given.text) {
            let finding = found.in_field(cx, given.entry, given.field, fault.message(given.text));
            if cx.is_generic() {
                finding.at_most(Level::Warning);
            }
            fault.explain(cx, &form, given.field, finding);
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
    if text.is_empty() || cx.words().placeholder(text).is_some() {
        return;
    }
    let name = cx.words().name(Key::LastReviewed);
    let place = cx.register.bare_span(field.value);
    if let Some(fault) = form.fault(cx, Key::LastReviewed, text) {
        let finding = found.at(place, fault.message(text)).field(name);
        fault.explain(cx, form, field, finding);
        return;
    }
    let seen =
        cx.filled(Key::FirstSeen).filter_map(|given| Some((given.tracked.first_seen?, given)));
    let Some((newest, given)) = seen.max_by_key(|(date, _)| *date) else { return };
    let reviewed = read_day(text, ValueKind::Review, cx.words());
    if reviewed.is_ok_and(|reviewed| reviewed.value < newest) {
        let message =
            format!("last reviewed before {newest}, when the newest entry was first seen");
        let finding = found.at(place, message).field(name).at_most(Level::Info);
        finding.related(given.field.value, "the newest entry");
    }
}

enum Fault<'t> {
    /// A part of the value was not understood.
    Unread(Unread<'t>),
    /// A date in another form than the register's.
    Foreign(WholeValue<'t, Date>),
    Future(Date),
}

/// The form in which most dates of a register are written, where it is not `2026-01-31`.
struct DateForm(Option<String>);

impl DateForm {
    fn of(cx: &Context<'_>) -> Self {
        let day = |text| read_day(text, ValueKind::Day, cx.words());
        let dates: Vec<&str> = cx
            .answered(Key::FirstSeen)
            .chain(cx.answered(Key::Due))
            .filter_map(|given| Some(day(given.text).ok()?.text))
            .collect();
        let mut counts: HashMap<String, usize> = HashMap::new();
        for text in dates.iter().filter(|text| parse_date(text).is_none()) {
            *counts.entry(shape(text)).or_default() += 1;
        }
        let usual = counts.into_iter().find(|(_, count)| *count > 1 && count * 2 > dates.len());
        Self(usual.map(|(shape, _)| shape))
    }

    fn fault<'t>(&self, cx: &Context<'_>, key: Key, text: &'t str) -> Option<Fault<'t>> {
        let whole = match read_day(text, day_kind(key), cx.words()) {
            Ok(whole) => whole,
            // A register of another form explains its dates as it likes, and may name months only.
            Err(unread) if cx.is_generic() && !unread.beside.is_empty() => return None,
            Err(_) if cx.is_generic() && is_of_calendar(text) => return None,
            Err(unread) => return Some(Fault::Unread(unread)),
        };
        let is_usual = || self.0.as_ref().is_some_and(|usual| *usual == shape(whole.text));
        let is_free = cx.is_generic() && key == Key::LastReviewed;
        if parse_date(whole.text).is_none() && !is_usual() && !is_free {
            return Some(Fault::Foreign(whole));
        }
        let is_future = key != Key::Due && whole.value > cx.environment.today;
        is_future.then_some(Fault::Future(whole.value))
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

impl Fault<'_> {
    fn message(&self, text: &str) -> String {
        match self {
            Self::Foreign(whole) => {
                format!("{} is not written as a date here is", quoted(whole.text))
            }
            Self::Unread(unread) if !unread.beside.is_empty() => unread::message(unread),
            Self::Unread(_) => format!("{} is not a date", quoted(text)),
            Self::Future(date) => format!("{date} is in the future"),
        }
    }

    fn explain(&self, cx: &Context<'_>, form: &DateForm, field: &Field, finding: &mut Finding) {
        let part = |part: &str| field.value.part(cx.register.text(field.value), part);
        match self {
            Self::Foreign(whole) => {
                let date = form.write(whole.value);
                let title = format!("write `{date}`");
                let fix = Fix::replace(Safety::Safe, title.clone(), part(whole.text), date);
                finding.help(title).fix(fix);
            }
            Self::Unread(unread) => {
                finding.span = part(unread.part);
                finding.help("write year, month and day: `2026-01-31`");
            }
            Self::Future(_) => {
                finding.help(format!("today is {}", cx.environment.today)).at_most(Level::Warning);
            }
        }
    }
}
