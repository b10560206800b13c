//! The sections of a document: each heading with what is right below it, and the sections in it.

use std::ops::Range;

use crate::document::{BlockKind, Document};
use crate::register::read::outline::Outline;
use crate::text::Span;
use crate::vocabulary::Key;

/// From this many on, sections or entries are no chance.
pub(super) const SEVERAL: usize = 3;

/// A heading and what is below it, up to the next heading of its level or a higher one.
#[derive(Default)]
pub(super) struct Section {
    /// The block of its heading; none for the text before the first heading.
    pub(super) heading: Option<usize>,
    /// The blocks right below the heading, up to the next heading of any level.
    pub(super) body: Range<usize>,
    /// The sections in it, by their place.
    pub(super) children: Vec<usize>,
    /// Where all of it ends.
    pub(super) end: usize,
    /// Whether its heading announces what is no entry.
    pub(super) is_aside: bool,
    /// Whether its heading is a question.
    pub(super) is_question: bool,
    /// Whether its heading is that of the entries or of text about them: `Open gaps`, `Notes`.
    pub(super) is_frame: bool,
    /// Whether its heading names what registers track, or the state of what is below it.
    pub(super) has_subject: bool,
    /// Whether its heading names what registers track, and not only a state.
    pub(super) names_subject: bool,
    /// Whether its heading is a state or a level, and nothing else.
    pub(super) is_state: bool,
    /// Whether its heading is a level, and nothing else.
    pub(super) is_level: bool,
    /// Whether its heading says that what is below works.
    pub(super) is_verified: bool,
    /// The number of its heading, where it has no dot.
    pub(super) number: Option<u32>,
    /// The level of its heading.
    pub(super) level: u8,
    /// Whether its heading has a number.
    pub(super) is_numbered: bool,
    /// Whether its heading has a number with a dot: `1.2`.
    pub(super) has_dotted_number: bool,
    /// Whether the last word of its heading is its state: `Imports fail ✅ FIXED`.
    pub(super) ends_in_state: bool,
    /// Whether its heading has words beside a level or a state: `P1: Imports fail`.
    pub(super) is_led_by_level: bool,
}

impl Section {
    /// Whether its heading has a number, and its state beside other words: `4. Imports fail (fixed)`.
    pub(super) fn is_titled_state(&self) -> bool {
        self.is_numbered && self.is_led_by_level && !self.names_subject
    }
}

pub(super) fn has_children(section: &Section) -> bool {
    !section.children.is_empty()
}

/// The sections of a document, in order; the first is the title's, or all of the document.
pub(super) fn tree(document: &Document, outline: &Outline) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    let count = document.blocks.len();
    if !outline.is_titled {
        let first = outline.headings().first().map_or(count, |heading| heading.place.block);
        sections.push(Section { body: 0..first, end: count, ..Section::default() });
    }
    let shift = sections.len();
    for heading in outline.headings() {
        let at = sections.len();
        let (place, meaning) = (&heading.place, &heading.meaning);
        let is_state = meaning.is_verified || !meaning.values.is_empty() && meaning.area.is_none();
        let is_last = |&(key, word): &(Key, Span)| {
            let area = meaning.area.unwrap_or(word);
            key == Key::Status && word.end == area.end && word.start > area.start
        };
        sections.push(Section {
            heading: Some(place.block),
            body: place.body(),
            children: Vec::new(),
            end: place.end,
            is_aside: at > 0 && meaning.is_other,
            is_question: heading.is_question,
            is_frame: meaning.is_frame,
            has_subject: meaning.has_subject || !meaning.values.is_empty(),
            names_subject: meaning.has_subject,
            is_state,
            is_level: is_state && meaning.values.iter().any(|(key, _)| *key != Key::Status),
            is_verified: meaning.is_verified,
            number: heading.ordinal,
            level: place.level,
            is_numbered: heading.dots.is_some(),
            has_dotted_number: heading.dots.is_some_and(|dots| dots > 0),
            ends_in_state: meaning.values.iter().any(is_last),
            is_led_by_level: meaning.is_led_by_value,
        });
        if at > 0 {
            sections[place.parent.map_or(0, |parent| parent + shift)].children.push(at);
        }
    }
    if let Some(root) = sections.first_mut().filter(|_| outline.is_named) {
        root.has_subject = true;
        root.names_subject = true;
    }
    sections
}

/// What lies right below a heading.
#[derive(Debug)]
pub(super) enum Piece {
    /// Paragraphs and quotes.
    Prose(usize),
    /// A list, by the blocks of its outermost items.
    List(Vec<usize>),
    /// A table, by its block.
    Table(usize),
    /// Code, HTML, rules.
    Other,
}

/// The pieces of a run of blocks.
pub(super) fn pieces(document: &Document, blocks: Range<usize>) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for at in blocks {
        let block = &document.blocks[at];
        match block.kind {
            _ if block.quoted => pieces.push(Piece::Prose(at)),
            BlockKind::Item(_) if block.depth == 1 => match pieces.last_mut() {
                Some(Piece::List(items)) => items.push(at),
                _ => pieces.push(Piece::List(vec![at])),
            },
            _ if block.depth > 0 => {}
            BlockKind::Paragraph => pieces.push(Piece::Prose(at)),
            BlockKind::Table(_) => pieces.push(Piece::Table(at)),
            _ => pieces.push(Piece::Other),
        }
    }
    pieces
}
