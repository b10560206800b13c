//! A page of the manual with its gap sections.

use crate::register::Field;
use crate::text::{Source, Span};
use crate::values::IdPattern;
use crate::vocabulary::{Key, Vocabulary};

/// What is needed to read a page.
#[derive(Clone, Copy)]
pub(crate) struct PageReading<'a> {
    pub vocabulary: &'a Vocabulary,
    /// The form of IDs.
    pub id: &'a IdPattern,
    /// The IDs of a page: those that begin as some of the registers do.
    pub prefixes: &'a [String],
}

/// A page with its gap sections.
#[derive(Debug)]
pub(crate) struct Page<'s> {
    pub source: &'s Source,
    pub sections: Vec<GapSection>,
    /// The text of its title.
    pub title: Option<Span>,
    /// The fields before its first section: `Menu path (UI)`.
    pub front: Vec<Field>,
}

/// A section of a page that lists gaps.
#[derive(Debug)]
pub(crate) struct GapSection {
    pub gaps: Vec<PageGap>,
    /// Where it says that there is no gap.
    pub denial: Option<Span>,
}

/// A gap as a page describes it.
#[derive(Debug)]
pub(crate) struct PageGap {
    /// All of it.
    pub span: Span,
    /// Its first line, without what is before the words: where findings point.
    pub lead: Span,
    /// Its fields, in order.
    pub fields: Vec<Field>,
    /// The IDs of entries that it names.
    pub ids: Vec<Span>,
    /// What the page says of its state.
    pub standing: Standing,
    /// Where an ID can be written into it.
    pub id_place: Option<IdPlace>,
}

/// What a page says of the state of a gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// The gap is there.
    Described,
    /// The gap is closed.
    Closed,
    /// It speaks of an end, and it is not clear of what.
    Unclear,
}

/// Where an ID can be written into a gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum IdPlace {
    /// In a line of its own, as the field that starts here is.
    Before(u32),
    /// In brackets, at the end of a text.
    Behind(u32),
    /// In the place of the blanks of an empty cell.
    Cell(Span),
}

impl PageGap {
    pub(crate) fn field(&self, key: Key) -> Option<&Field> {
        self.fields.iter().find(|field| field.key == Some(key))
    }

    /// What it says, from its first word to its end.
    pub(crate) fn span_of_words(&self) -> Span {
        Span { start: self.lead.start, end: self.span.end.max(self.lead.end) }
    }
}

impl Page<'_> {
    pub(crate) fn gaps(&self) -> impl Iterator<Item = &PageGap> {
        self.sections.iter().flat_map(|section| &section.gaps)
    }

    /// Where it says that there is no gap, and lists none.
    pub(crate) fn denial(&self) -> Option<Span> {
        let denial = self.sections.iter().find_map(|section| section.denial);
        denial.filter(|_| self.gaps().next().is_none())
    }

    pub(crate) fn text(&self, span: Span) -> &str {
        self.source.slice(span)
    }
}
