//! How rules speak of several places in one finding.

use super::{missing_field, placeholder_value, unknown_field};
use crate::finding::{Finding, counted};

/// The message of a rule about several fields of one entry, by their names.
pub(crate) fn of_fields(rule: &str, names: &[&str]) -> Option<String> {
    if rule == placeholder_value::RULE.name {
        return Some(placeholder_value::message(names));
    }
    (rule == missing_field::RULE.name).then(|| missing_field::recommendation(names))
}

/// The message about a habit, from the first finding of it and the number of them.
pub(crate) fn of_habit(first: &Finding, count: usize) -> String {
    let field = first.field.as_deref().unwrap_or_default();
    if first.rule == unknown_field::RULE.name {
        return unknown_field::habit(field, count);
    }
    if first.rule == missing_field::RULE.name {
        return missing_field::habit(field);
    }
    format!("{}; {} more in this file", first.message, counted(count - 1, "place", "places"))
}
