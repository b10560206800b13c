//! The headings of a file as a declaration names them.

use crate::document::Document;
use crate::register::read::heading_text::{self, without_ornament};
use crate::register::read::heading_tree::{HeadingTree, start_of};
use crate::register::{DeclaredPlace, Reading, TextPattern};
use crate::text::Span;

/// The headings of a file, in order.
pub(in crate::register::read) struct Sections {
    all: Vec<Section>,
    blocks: usize,
}

/// A heading and what is below it.
pub(in crate::register::read) struct Section {
    pub(in crate::register::read) block: usize,
    pub(in crate::register::read) level: u8,
    /// Whether it is the title: all others have a lower level.
    pub(in crate::register::read) is_title: bool,
    /// All of it, up to the next heading of its level or a higher one.
    pub(in crate::register::read) span: Span,
    /// Its text without number and ID.
    words: Span,
    /// Its texts: as it is, without the signs before its words, without number and ID.
    names: Vec<String>,
    parent: Option<usize>,
    is_skipped: bool,
}

impl Section {
    pub(in crate::register::read) fn is_called(&self, pattern: &TextPattern) -> bool {
        self.names.iter().any(|name| pattern.matches(name))
    }
}

impl Sections {
    pub(in crate::register::read) fn of(
        text: &str,
        document: &Document,
        reading: Reading<'_>,
        skipped: &[TextPattern],
    ) -> Self {
        let tree = HeadingTree::of(document);
        let is_titled = tree.is_titled() && tree.len() > 1;
        let mut all: Vec<Section> = Vec::new();
        for it in tree {
            let content = it.content.of(text);
            let parsed = heading_text::parse(it.content, text, reading);
            let names = vec![
                content.to_owned(),
                without_ornament(content.trim_start_matches(['*', '~'])).to_owned(),
                parsed.rest.of(text).to_owned(),
            ];
            let mut section = Section {
                block: it.block,
                level: it.level,
                is_title: is_titled && all.is_empty(),
                span: Span { end: start_of(it.end, document, text), ..it.span },
                words: parsed.rest,
                names,
                parent: it.parent,
                is_skipped: it.parent.is_some_and(|parent| all[parent].is_skipped),
            };
            section.is_skipped |= skipped.iter().any(|pattern| section.is_called(pattern));
            all.push(section);
        }
        Self { all, blocks: document.blocks.len() }
    }

    /// The words of the heading above an entry.
    pub(in crate::register::read) fn above(&self, entry: Span) -> Option<Span> {
        let after = self.all.partition_point(|section| section.span.start < entry.start);
        let before = self.all[..after].iter().rev();
        let mut around = before.filter(|section| section.span.contains(entry));
        around.next().map(|section| section.words)
    }

    pub(in crate::register::read) fn all(&self) -> &[Section] {
        &self.all
    }

    /// Whether a heading is as one of some patterns says.
    pub(in crate::register::read) fn any(&self, patterns: &[TextPattern]) -> bool {
        let is_one = |section: &Section| patterns.iter().any(|name| section.is_called(name));
        self.all.iter().any(is_one)
    }

    /// Whether a block is in a place and not in a section that is skipped. A heading is not in its own
    /// section, but skipped with it.
    pub(in crate::register::read) fn is_under(&self, block: usize, place: &DeclaredPlace) -> bool {
        let after = self.all.partition_point(|section| section.block <= block);
        let Some(own) = after.checked_sub(1) else { return place.under.is_empty() };
        if self.all[own].is_skipped {
            return false;
        }
        let is_heading = self.all[own].block == block;
        let mut above = if is_heading { self.all[own].parent } else { Some(own) };
        while let Some(section) = above.map(|at| &self.all[at]) {
            if place.under.iter().any(|pattern| section.is_called(pattern)) {
                return true;
            }
            above = section.parent;
        }
        place.under.is_empty()
    }

    /// The blocks in a place, in order.
    pub(in crate::register::read) fn blocks_under<'s>(
        &'s self,
        place: &'s DeclaredPlace,
    ) -> impl Iterator<Item = usize> + 's {
        (0..self.blocks).filter(|&block| self.is_under(block, place))
    }
}
