//! The edit that writes the ID of an entry into the gap of a page.

use super::page::{IdPlace, Page, PageGap};
use crate::finding::Edit;
use crate::text::Span;

/// The edit that writes an ID into a gap that names none; nothing where there is no place for it.
pub(crate) fn id_edit(page: &Page<'_>, gap: &PageGap, id: &str, label: &str) -> Option<Edit> {
    let (span, text) = match gap.id_place? {
        IdPlace::Before(start) => (Span::at(start as usize), line_like(page, start, id, label)),
        IdPlace::Behind(end) => (Span::at(end as usize), format!(" ({id})")),
        IdPlace::Cell(blanks) => {
            // A column that has room for it keeps its width.
            let width = blanks.len().saturating_sub(1).max(id.len() + 1);
            (blanks, format!(" {id:width$}"))
        }
    };
    Some(Edit { span, text })
}

/// A field line for the ID, with the marker and the label of the line that starts at a place, and the
/// indentation of that line behind it.
fn line_like(page: &Page<'_>, start: u32, id: &str, label: &str) -> String {
    let text = page.source.text();
    let line = page.source.line_at(start as usize);
    let indent = &text[line.start as usize..start as usize];
    let rest = &text[start as usize..line.end as usize];
    let marker = &rest[..rest.find(|c: char| !"-*+ \t".contains(c)).unwrap_or(0)];
    // The marks of `**Label:**` begin behind the blank of the marker.
    let marker = marker.trim_end_matches('*');
    let label = if rest[marker.len()..].starts_with("**") {
        format!("**{label}:**")
    } else {
        format!("{label}:")
    };
    let newline = page.source.newline_at(start as usize);
    format!("{marker}{label} {id}{newline}{indent}")
}
