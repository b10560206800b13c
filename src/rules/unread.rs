//! The part of a value that was not understood.

use super::context::FilledField;
use super::findings::quoted;
use super::{Context, Findings};
use crate::finding::Finding;
use crate::vocabulary::Unread;

/// Reports the part of a value that was not understood, where there is a value beside it.
pub(super) fn report<'f>(
    cx: &Context<'_>,
    found: &'f mut Findings,
    given: &FilledField<'_, '_>,
) -> Option<&'f mut Finding> {
    let unread = cx.policy.unread(given.field.key?, given.text, cx.words())?;
    if unread.beside.is_empty() {
        return None;
    }
    let message = message(&unread);
    let place = given.field.value.part(cx.register.text(given.field.value), unread.part);
    let finding = found.in_field(cx, given.entry, given.field, message);
    finding.span = place;
    Some(finding)
}

/// What is said of such a part.
pub(super) fn message(unread: &Unread<'_>) -> String {
    format!("{} is not understood beside {}", quoted(unread.part), quoted(unread.beside))
}
