//! Versions of software.

use super::date::parse_foreign_date;

/// Whether a text is a version: `v4.0`, `3.12`, and no day or year.
pub(crate) fn is_version(value: &str) -> bool {
    let number = value.trim_start_matches(['v', 'V']);
    let mut parts = number.split('.');
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let first = parts.next().unwrap_or_default();
    is_number(first)
        && first.len() < 4
        && parts.clone().all(is_number)
        && parts.count() < 3
        && (number.len() < value.len() || number.contains('.'))
        && parse_foreign_date(value).is_none()
}
