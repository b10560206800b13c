//! Reads pages.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::page::{Page, PageReading};
use super::section;
use crate::document::{BlockKind, Document, TooDeep};
use crate::register::{fields_in, without_anchor};
use crate::text::Source;
use crate::vocabulary::Vocabulary;

/// Whether a text may have a gap section: some line of it is the heading of one.
///
/// Most pages have none, and are not parsed.
pub(crate) fn may_have_gaps(text: &str, vocabulary: &Vocabulary) -> bool {
    let mut above = "";
    for line in text.lines() {
        let bare = line.trim_start();
        let heading = bare.trim_start_matches('#');
        let is_underline = !above.is_empty() && bare.starts_with(['=', '-']);
        if heading.len() < bare.len() && opens(heading, vocabulary)
            || is_underline && opens(above, vocabulary)
        {
            return true;
        }
        above = bare;
    }
    false
}

fn opens(heading: &str, vocabulary: &Vocabulary) -> bool {
    vocabulary.opens_gap_section(without_anchor(heading.trim().trim_end_matches('#')))
}

/// How many pages this process has parsed.
static PARSED: AtomicUsize = AtomicUsize::new(0);

/// How many pages this process has parsed.
pub(crate) fn parsed_pages() -> usize {
    PARSED.load(Ordering::Relaxed)
}

impl<'s> Page<'s> {
    pub(crate) fn read(source: &'s Source, reading: PageReading<'_>) -> Result<Self, TooDeep> {
        PARSED.fetch_add(1, Ordering::Relaxed);
        let document = Document::read(source)?;
        let blocks = &document.blocks;
        let is_heading =
            |at: &usize| matches!(blocks[*at].kind, BlockKind::Heading(_)) && !blocks[*at].quoted;
        let mut headings = (0..blocks.len()).filter(is_heading);
        let first = headings.next();
        let title = first.filter(|&at| blocks[at].kind == BlockKind::Heading(1));
        let start = title.map_or(0, |at| at + 1);
        let end = if title.is_some() { headings.next() } else { first };
        let front = start..end.unwrap_or(blocks.len());
        let front = fields_in(source.text(), &document, reading.vocabulary, front);
        let sections = section::sections(source, &document, reading, title);
        Ok(Self { source, sections, title: title.map(|at| blocks[at].content), front })
    }
}
