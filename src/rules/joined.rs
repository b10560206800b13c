//! How rules speak of several places in one finding.

use super::{missing_field, placeholder_value, unknown_field};

/// The message of a rule about several fields of one entry, by their names.
pub(crate) fn of_fields(rule: &str, names: &[&str]) -> Option<String> {
    if rule == placeholder_value::RULE.name {
        return Some(placeholder_value::message(names));
    }
    (rule == missing_field::RULE.name).then(|| missing_field::recommendation(names))
}

/// The message of a rule about a field in which several entries have the same habit.
pub(crate) fn of_habit(rule: &str, field: &str, count: usize) -> Option<String> {
    if rule == unknown_field::RULE.name {
        return Some(unknown_field::habit(field, count));
    }
    (rule == missing_field::RULE.name).then(|| missing_field::habit(field))
}
