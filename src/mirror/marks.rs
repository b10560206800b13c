//! Comments in a translation that say how far it is translated.

use super::align::EntryPair;
use super::pair::Pair;
use super::prose::hash_of;
use crate::register::{Entry, Register};
use crate::text::Span;
use crate::vocabulary::Key;

/// Marks an entry that was copied, until it is translated.
pub(crate) const UNTRANSLATED_MARK: &str = "gapreg:untranslated";
/// Marks an entry that was compared with its leading entry, and holds a hash of that.
pub(crate) const REVIEWED_MARK: &str = "gapreg:reviewed";

/// The comment of an entry that holds a mark.
pub(crate) fn mark_of(register: &Register<'_>, entry: &Entry, mark: &str) -> Option<Span> {
    let comments = &register.comments;
    let from = comments.partition_point(|comment| comment.start < entry.span.start);
    let within = comments[from..].iter().take_while(|comment| comment.end <= entry.span.end);
    within.copied().find(|&comment| {
        let inner = register.text(comment).trim_start_matches("<!--").trim_start();
        inner.strip_prefix(mark).is_some_and(|rest| rest.starts_with([' ', '-']))
    })
}

/// The comment that says that a translation was compared with an entry as it is now.
pub(crate) fn review_mark(register: &Register<'_>, entry: &Entry) -> String {
    review_mark_of(entry, |value| register.wording(value))
}

fn review_mark_of<T: AsRef<str>>(entry: &Entry, text: impl Fn(Span) -> T) -> String {
    let prose = entry.fields.iter().filter(|field| !field.key.is_some_and(Key::is_copied));
    let texts: Vec<T> = prose.map(|field| text(field.value)).collect();
    format!("<!-- {REVIEWED_MARK} {} -->", hash_of(texts.iter().map(T::as_ref)))
}

/// Whether a translation was compared with an entry as it is now.
pub(crate) fn is_reviewed(pair: &Pair<'_>, entries: &EntryPair<'_>) -> bool {
    let Some(mark) = mark_of(pair.mirror, entries.mirror, REVIEWED_MARK) else { return false };
    let mark = pair.mirror.text(mark);
    // Earlier versions wrote the hash of the text as it is written.
    let as_written = || review_mark_of(entries.leading, |value| pair.leading.text(value));
    mark == review_mark(pair.leading, entries.leading) || mark == as_written()
}
