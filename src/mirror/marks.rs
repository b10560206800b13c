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
    let mut others = register.free_text_spans(entry);
    others.push(entry.title);
    review_mark_of(entry, &others, |value| register.wording(value))
}

/// The same as earlier versions wrote it, without the title.
pub(super) fn untitled_mark(register: &Register<'_>, entry: &Entry) -> String {
    let others = register.free_text_spans(entry);
    review_mark_of(entry, &others, |value| register.wording(value))
}

/// The same of the fields of an entry, and of some texts outside them.
fn review_mark_of<T: AsRef<str>>(
    entry: &Entry,
    others: &[Span],
    text: impl Fn(Span) -> T,
) -> String {
    let prose = entry.fields.iter().filter(|field| !field.key.is_some_and(Key::is_copied));
    let spans = prose.map(|field| field.value).chain(others.iter().copied());
    let texts: Vec<T> = spans.map(text).collect();
    format!("<!-- {REVIEWED_MARK} {} -->", hash_of(texts.iter().map(T::as_ref)))
}

/// How much of an entry its translation was compared with, as it is now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reviewed {
    Nothing,
    /// The fields alone: earlier versions looked at nothing else.
    Fields,
    All,
}

pub(crate) fn reviewed(pair: &Pair<'_>, entries: &EntryPair<'_>) -> Reviewed {
    let Some(mark) = mark_of(pair.mirror, entries.mirror, REVIEWED_MARK) else {
        return Reviewed::Nothing;
    };
    let (mark, own) = (pair.mirror.text(mark), entries.leading);
    if mark == review_mark(pair.leading, own) || mark == untitled_mark(pair.leading, own) {
        return Reviewed::All;
    }
    let of_wording = review_mark_of(own, &[], |value| pair.leading.wording(value));
    // Still earlier ones wrote the hash of the text as it is written.
    let as_written = || review_mark_of(own, &[], |value| pair.leading.text(value));
    if mark == of_wording || mark == as_written() { Reviewed::Fields } else { Reviewed::Nothing }
}
