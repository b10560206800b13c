//! Days, and lengths of time, in expressions: `today + 7d`, `2026-01-31`, `90 days`.

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::context::QueryContext;
use super::value::Value;
use crate::values::{self, Sla};

/// A day: a date or `today`, and what is added to it or taken from it.
pub(super) fn day(text: &str, context: QueryContext<'_>) -> Option<Date> {
    let (day, rest) = leading_day(text, context)?;
    let rest = rest.trim_start();
    let Some(sign) = rest.chars().next() else { return Some(day) };
    let amount = duration(rest.strip_prefix(['+', '-'])?.trim_start(), context)?;
    Some(moved(day, sign == '-', amount, context))
}

/// The day that a text starts with, and the text after it.
fn leading_day<'t>(text: &'t str, context: QueryContext<'_>) -> Option<(Date, &'t str)> {
    if let Some((word, rest)) = text.split_at_checked("today".len())
        && word.eq_ignore_ascii_case("today")
    {
        return Some((context.today, rest));
    }
    let (date, rest) = text.split_at_checked("2026-01-31".len())?;
    Some((values::parse_date(date)?, rest))
}

/// A day after or before another. Business days are those of the registers' calendar.
fn moved(day: Date, is_back: bool, amount: Sla, context: QueryContext<'_>) -> Date {
    let days = amount.hours().div_ceil(24);
    if amount.is_in_business_days() {
        let calendar = context.policies.first().map(|policy| policy.calendar.clone());
        let calendar = calendar.unwrap_or_default();
        return if is_back { calendar.before(day, days) } else { calendar.after(day, days) };
    }
    let days = i64::from(days).days();
    if is_back { day.saturating_sub(days) } else { day.saturating_add(days) }
}

/// A length of time; a number alone counts days. Business days are none, as ages count all days.
pub(super) fn elapsed(text: &str, context: QueryContext<'_>) -> Option<Value> {
    if let Ok(days) = text.parse() {
        return Some(Value::of_days(days));
    }
    let length = duration(text, context).filter(|length| !length.is_in_business_days())?;
    Some(Value::Elapsed(i64::from(length.hours())))
}

/// A duration and nothing else.
pub(super) fn duration(text: &str, context: QueryContext<'_>) -> Option<Sla> {
    Sla::exact(text, context.vocabulary)
}
