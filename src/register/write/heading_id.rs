//! An ID in the heading of an entry, where the others have theirs.

use crate::finding::Edit;
use crate::register::{Entry, Form, Register};
use crate::text::Span;
use crate::vocabulary::Key;

impl Register<'_> {
    /// The edit that puts an ID into the heading of an entry, in the form of the others; none where these
    /// have it elsewhere.
    pub(super) fn heading_id_insertion(&self, entry: &Entry, id: &str) -> Option<Edit> {
        let headed = || self.entries.iter().filter(|one| one.form == Form::Heading);
        if headed().any(|one| one.field(Key::Id).is_some()) {
            return None;
        }
        let model = headed().find(|one| one.heading_id.is_some())?;
        let own = model.heading_id?;
        // `KP-3: Title`, and neither `[KP-3] Title` nor `Title (KP-3)`.
        let before = self.source.text()[..own.start as usize].chars().next_back();
        let separator = Span { start: own.end, end: model.heading.start.max(own.end) };
        let separator = self.text(separator);
        if !before.is_some_and(char::is_whitespace)
            || !separator.ends_with(char::is_whitespace)
            || separator.contains(['\n', ']', ')', '*', '`'])
        {
            return None;
        }
        let heading = self.text(entry.heading);
        // A sign stays in front: `🟠 KP-3: Title`.
        let sign = heading.split_inclusive(' ').next().filter(|word| {
            !word.is_ascii() && !word.contains(char::is_alphanumeric) && word.ends_with(' ')
        });
        let at = entry.heading.start as usize + sign.map_or(0, str::len);
        Some(Edit { span: Span::at(at), text: format!("{id}{separator}") })
    }
}
