//! What was read under each heading of a text.

use super::heading_text::HeadingText;
use crate::register::Field;
use crate::text::{Span, TextChange};

/// What was read under each heading of a text, in order.
#[derive(Debug, Default)]
pub(crate) struct KnownParts(Vec<KnownPart>);

/// What was read under a heading.
#[derive(Debug)]
pub(super) struct KnownPart {
    /// Where the heading starts.
    pub start: u32,
    pub text: HeadingText,
    pub fields: Vec<Field>,
}

impl KnownParts {
    pub(super) fn of(parts: impl Iterator<Item = KnownPart>) -> Self {
        Self(parts.collect())
    }

    /// The same after a change: other parts are in its place, and what is behind it is moved.
    pub(super) fn with(mut self, new: Vec<KnownPart>, change: TextChange) -> Self {
        let place = |at: usize| self.0.partition_point(|part| (part.start as usize) < at);
        let [first, rest] = [change.start, change.old_end].map(place);
        self.0[rest..].iter_mut().for_each(|part| part.move_by(change));
        self.0.splice(first..rest, new);
        self
    }

    /// What is under the heading that starts at a place.
    pub(super) fn at(&self, start: u32) -> Option<(HeadingText, Vec<Field>)> {
        let at = self.0.binary_search_by_key(&start, |part| part.start).ok()?;
        Some((self.0[at].text.clone(), self.0[at].fields.clone()))
    }
}

impl KnownPart {
    fn move_by(&mut self, change: TextChange) {
        let move_span = |span: &mut Span| *span = change.moved_span(*span);
        self.start = change.moved(self.start);
        let HeadingText { number, id, rest, area, title } = &mut self.text;
        number.iter_mut().chain(id).chain([rest, title]).chain(area).for_each(move_span);
        for Field { label, value, span, .. } in &mut self.fields {
            [label, value, span].into_iter().for_each(move_span);
        }
    }
}
