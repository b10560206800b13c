//! The record that an entry of a translation was compared with the leading register, as a mark beside it.

use super::verify::{Expectation, Mismatch, edited, same_entry, verify};
use crate::finding::Edit;
use crate::mirror::{self, EntryPair, Pair};
use crate::register::{Entry, Form, Reading, Register};
use crate::text::{Source, Span};

/// A translation with the record that some of its entries were compared with the leading register,
/// as it is now.
pub(crate) fn accept(
    pair: &Pair<'_>,
    entries: &[&EntryPair<'_>],
    reading: Reading<'_>,
) -> Result<Source, Mismatch> {
    let mut why = Mismatch::Table;
    for place in [ReviewPlace::BehindTitle, ReviewPlace::BehindLine, ReviewPlace::Below] {
        let edits = entries.iter().map(|own| review(pair, own.leading, own.mirror, place));
        let edits: Vec<Edit> = edits.collect();
        let new = edited(pair.mirror, &edits);
        // The value of a cell has the comment behind it.
        let in_cells = entries.iter().zip(&edits);
        let in_cells = in_cells.filter(|(own, _)| matches!(own.mirror.form, Form::Row(_)));
        let touched: Vec<&Edit> = in_cells.map(|(_, edit)| edit).collect();
        let expected = Expectation { edits: &touched, ..Expectation::default() };
        let read = verify(pair.mirror, &new, reading, &expected).and_then(|after| {
            let unmarked = entries.iter().find(|own| !is_marked(pair, own, &after));
            let name = unmarked.map(|own| pair.mirror.spoken_name(own.mirror).to_owned());
            name.map_or(Ok(()), |name| Err(Mismatch::Entry(name)))
        });
        match read {
            Ok(()) => return Ok(new),
            Err(mismatch) => why = mismatch,
        }
    }
    Err(why)
}

/// Whether an entry of a translation has its record when it is read back.
fn is_marked(pair: &Pair<'_>, entries: &EntryPair<'_>, after: &Register<'_>) -> bool {
    let mark = mirror::review_mark(pair.leading, entries.leading);
    let own = same_entry(pair.mirror, entries.mirror, after);
    let own = own.and_then(|own| mirror::mark_of(after, own, mirror::REVIEWED_MARK));
    own.is_some_and(|own| after.text(own) == mark)
}

/// Where the record of a row or an item goes; that of a section is below its heading.
#[derive(Clone, Copy)]
enum ReviewPlace {
    /// In the cell or on the line of the title.
    BehindTitle,
    BehindLine,
    /// On a line of its own below the first of an item.
    Below,
}

/// The edit that records that an entry was compared.
fn review(pair: &Pair<'_>, leading: &Entry, entry: &Entry, place: ReviewPlace) -> Edit {
    let mark = mirror::review_mark(pair.leading, leading);
    if let Some(old) = mirror::mark_of(pair.mirror, entry, mirror::REVIEWED_MARK) {
        return Edit { span: old, text: mark };
    }
    let newline = pair.mirror.source.newline_at(entry.heading.start as usize);
    let end = pair.mirror.first_line(entry.span).end as usize;
    let (at, text) = match (&entry.form, place) {
        (Form::Heading, _) => (pair.mirror.heading_end(entry), format!("{newline}{newline}{mark}")),
        (Form::Row(_), _) | (_, ReviewPlace::BehindTitle) => {
            (entry.heading.end as usize, format!(" {mark}"))
        }
        (_, ReviewPlace::BehindLine) => (end, format!(" {mark}")),
        (_, ReviewPlace::Below) => {
            (end, format!("{newline}{}{mark}", pair.mirror.indent_below(entry)))
        }
    };
    Edit { span: Span::at(at), text }
}
