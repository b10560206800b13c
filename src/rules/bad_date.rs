//! `bad-date`: a date that cannot be right.

use jiff::civil::Date;

use super::context::FilledField;
use super::findings::quoted;
use super::{Check, Context, Findings, Group, Rule, unread};
use crate::finding::{Extent, Finding, Fix, Level, Safety};
use crate::register::{DATED, Field};
use crate::values::{
    DateForm, DayReadings, is_day_without_year, is_inexact_day, is_no_day, is_of_calendar,
    is_short_day,
};
use crate::vocabulary::{Key, Unread, WholeValue};

pub(super) const RULE: Rule = Rule {
    name: "bad-date",
    group: Group::Fields,
    level: Level::Error,
    fixes: Some(Safety::Safe),
    page: include_str!("bad_date.md"),
    check: Check::Register(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    let form = cx.soundness().date_form();
    let names_months = cx.is_generic() && names_months(cx);
    let others: Vec<Key> = DATED.into_iter().filter(|&key| holds_no_days(cx, key)).collect();
    let read: Vec<Key> = DATED.into_iter().filter(|&key| holds_days_alone(cx, key)).collect();
    let judged = DATED.into_iter().flat_map(|key| cx.judged_fields(key));
    for given in judged.filter(|given| cx.words().placeholder(given.text).is_none()) {
        let key = given.field.key.unwrap_or(Key::FirstSeen);
        if (names_months && is_month(given.text)) || others.contains(&key) {
            continue;
        }
        // `**Identified** – we know what is wrong` explains a word.
        if cx.is_generic() && is_sentence(given.text) && !is_inexact_day(given.text, cx.words()) {
            continue;
        }
        let unread = || unread_beside(cx, key, given.text).filter(|_| read.contains(&key));
        if let Some(fault) = fault(cx, key, given.text).or_else(unread) {
            let finding =
                found.in_field(cx, given.entry, given.field, fault.message(given.text, form));
            // A day that does not exist is no matter of form.
            if cx.is_generic() && !is_no_day(given.text) {
                finding.at_most(Level::Warning);
            }
            fault.explain(cx, form, given.field, finding);
        }
    }
    let fields = cx.register.metadata.iter();
    for field in fields.filter(|field| field.key == Some(Key::LastReviewed)) {
        check_review(cx, form, found, field);
    }
}

/// The dates of the entries.
fn dates<'c, 'a>(cx: &'c Context<'a>) -> impl Iterator<Item = FilledField<'a, 'c>> {
    DATED.into_iter().flat_map(|key| cx.answered(key))
}

/// Whether a field holds no days in a register of another form, as a column `Since` with releases does: none of
/// its values has the form of one.
fn holds_no_days(cx: &Context<'_>, key: Key) -> bool {
    const SEVERAL: usize = 3;
    let is_of_days = |text: &str| {
        cx.policy.day(key, Some(text), cx.words()).is_some()
            || is_of_calendar(text)
            || is_no_day(text)
            || is_day_without_year(text)
            || DayReadings::of(text).is_some()
    };
    if !cx.is_generic() {
        return false;
    }
    let texts: Vec<&str> = cx.answered(key).map(|given| given.text).collect();
    texts.len() >= SEVERAL && !texts.iter().any(|text| is_of_days(text))
}

/// Whether nearly all values of a key in a register of another form are days that are read, so that one with other
/// words beside it is no habit.
fn holds_days_alone(cx: &Context<'_>, key: Key) -> bool {
    const FEW: usize = 2;
    if !cx.is_generic() || key == Key::LastReviewed {
        return false;
    }
    let texts = cx.answered(key).map(|given| given.text);
    let is_read = |text: &&str| cx.policy.read_day(key, text, cx.words()).is_ok();
    let (read, others): (Vec<&str>, Vec<&str>) = texts.partition(is_read);
    read.len() >= FEW && others.len() * 2 <= read.len()
}

/// What is not understood beside a day.
fn unread_beside<'t>(cx: &Context<'_>, key: Key, text: &'t str) -> Option<Fault<'t>> {
    let unread = cx.policy.read_day(key, text, cx.words()).err()?;
    (!unread.beside.is_empty()).then_some(Fault::Unread(unread))
}

/// Whether a text without any number has the words of a sentence.
fn is_sentence(text: &str) -> bool {
    const FEWEST: usize = 3;
    !text.contains(|c: char| c.is_ascii_digit()) && text.split_whitespace().count() >= FEWEST
}

/// Whether half of the dates are months: then this is how the register writes them.
fn names_months(cx: &Context<'_>) -> bool {
    let (mut all, mut months) = (0, 0);
    for given in dates(cx) {
        all += 1;
        let key = given.field.key.unwrap_or(Key::FirstSeen);
        let is_day = || cx.policy.day(key, Some(given.text), cx.words()).is_some();
        months += usize::from(is_month(given.text) && !is_day());
    }
    months * 2 >= all && months > 0
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
    if let Some(fault) = fault(cx, Key::LastReviewed, text) {
        let finding = found.at(place, fault.message(text, form)).field(name);
        fault.explain(cx, form, field, finding);
        return;
    }
    let seen = cx.entries().filter_map(|(entry, tracked)| Some((tracked.first_seen?, entry)));
    let Some((newest, entry)) = seen.max_by_key(|(date, _)| *date) else { return };
    let reviewed = cx.policy.day(Key::LastReviewed, Some(text), cx.words());
    if reviewed.is_some_and(|reviewed| reviewed < newest) {
        let message =
            format!("last reviewed before {newest}, when the newest entry was first seen");
        let finding = found.at(place, message).field(name).at_most(Level::Info);
        if let Some(field) = entry.field(Key::FirstSeen) {
            finding.related(field.value, "the newest entry");
        }
    }
}

/// Whether a text is a month, a quarter or the like.
fn is_month(text: &str) -> bool {
    is_of_calendar(text) && !is_no_day(text) && DayReadings::of(text).is_none()
}

/// Whether a text says how often something is done: `every Monday`.
fn is_habit(text: &str) -> bool {
    !text.contains(|c: char| c.is_ascii_digit()) && text.contains(char::is_whitespace)
}

/// The two days that a date can be, where its column does not show which.
fn ambiguous_days(cx: &Context<'_>, key: Key, text: &str) -> Option<String> {
    let is_open = DATED.contains(&key) && cx.policy.day_orders.under(key).order.is_none();
    DayReadings::of(text).filter(|_| is_open)?.either()
}

/// What a time lacks to be an exact day.
fn inexact(cx: &Context<'_>, text: &str) -> Option<Fault<'static>> {
    let lack = if is_day_without_year(text) {
        "has no year"
    } else if is_short_day(text) {
        "can be several days, as its year has two digits"
    } else if is_inexact_day(text, cx.words()) {
        "is not an exact day"
    } else {
        return None;
    };
    Some(Fault::Inexact(lack))
}

enum Fault<'t> {
    /// A date that can be two days, which it names.
    Ambiguous(String),
    /// A time that is not an exact day.
    Inexact(&'static str),
    /// A part of the value was not understood.
    Unread(Unread<'t>),
    /// A date in another form than the register's.
    Foreign(WholeValue<'t, Date>),
    Future(Date),
}

/// What is wrong with a date of a field.
fn fault<'t>(cx: &Context<'_>, key: Key, text: &'t str) -> Option<Fault<'t>> {
    let whole = match cx.policy.read_day(key, text, cx.words()) {
        Ok(whole) => whole,
        // A register of another form explains its dates as it likes, and may have its reviews in months.
        Err(unread)
            if cx.is_generic()
                && !is_no_day(text)
                && ambiguous_days(cx, key, text).is_none()
                && (!unread.beside.is_empty()
                    || (key == Key::LastReviewed
                        && (is_of_calendar(text)
                            || is_habit(text)
                            || is_day_without_year(text)))) =>
        {
            return None;
        }
        Err(unread) => {
            let days = ambiguous_days(cx, key, text).map(Fault::Ambiguous);
            return days.or_else(|| inexact(cx, text)).or(Some(Fault::Unread(unread)));
        }
    };
    let is_free = cx.is_generic() && key == Key::LastReviewed;
    if cx.soundness().is_unusual_day(whole.text) && !is_free {
        return Some(Fault::Foreign(whole));
    }
    let is_future =
        !matches!(key, Key::Due | Key::AcceptedUntil) && whole.value > cx.environment.today;
    is_future.then_some(Fault::Future(whole.value))
}

impl Fault<'_> {
    fn message(&self, text: &str, form: &DateForm) -> String {
        match self {
            Self::Foreign(whole) => {
                let (text, usual) = (quoted(whole.text), form.write(whole.value));
                format!("{text} is not written as other dates here, like `{usual}`")
            }
            Self::Unread(unread) if !unread.beside.is_empty() => unread::message(unread),
            Self::Unread(_) => format!("{} is not a date", quoted(text)),
            Self::Ambiguous(days) => format!("{} can be {days}", quoted(text)),
            Self::Inexact(lack) => format!("{} {lack}", quoted(text)),
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
                finding.help(whole_day(form));
            }
            Self::Ambiguous(_) => {
                finding.help("write year, month and day: `2026-01-31`").reaches(Extent::Register);
            }
            Self::Inexact(_) => {
                finding.help(whole_day(form));
            }
            Self::Future(_) => {
                finding.help(format!("today is {}", cx.environment.today)).at_most(Level::Warning);
            }
        }
    }
}

/// What to write in the place of a time that is no whole day, in the form of the other dates.
fn whole_day(form: &DateForm) -> String {
    let example = form.write(jiff::civil::date(2026, 1, 31));
    format!("write year, month and day: `{example}`")
}
