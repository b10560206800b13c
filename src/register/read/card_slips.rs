//! Titles of cards that lost their form: `Imports fail` above the same labels as below `**Exports fail**`, and titles
//! whose first label has a slip.

use std::ops::Range;

use super::cards::{CardReader, CardStart};
use super::outline::announces_other;
use crate::document::{Block, BlockKind, Mark};
use crate::register::Field;
use crate::text::Span;
use crate::vocabulary::KeySet;

/// From this many on, titles in strong text are the form of the cards.
const SEVERAL: usize = 2;

/// So many lines may be between a title and its first label: the rest of the title's, and one that has a slip.
const MOST_LINES: usize = 3;

/// A longer line is a sentence.
const MOST_WORDS: usize = 14;

impl CardReader<'_, '_> {
    /// The paragraphs among some blocks that are titles as those at `titled` are, but for their marks: the labels
    /// right below start with the same one, and several keys are the same.
    pub(super) fn titles_without_marks(
        self,
        blocks: Range<usize>,
        titled: &[usize],
    ) -> Vec<(usize, CardStart)> {
        if titled.len() < SEVERAL {
            return Vec::new();
        }
        let below = |at: usize| {
            let block = &self.document.blocks[at];
            // What is below another title is not its own.
            let is_next = titled.binary_search(&(at + 1)).is_ok();
            let end = if is_next { at + 1 } else { blocks.end };
            self.below(block, at + 1..end)
        };
        let forms: Vec<Vec<Field>> = titled.iter().map(|&at| below(at).0).collect();
        let firsts: KeySet = forms.iter().filter_map(|it| it.first()?.key).collect();
        let usual: KeySet = forms.iter().flatten().filter_map(|field| field.key).collect();
        let is_card = |fields: &[Field]| {
            let keys: KeySet = fields.iter().filter_map(|field| field.key).collect();
            let same = keys.iter().filter(|key| usual.contains(key) && key.belongs_to_entry());
            let first = fields.first().and_then(|field| field.key);
            first.is_some_and(|key| firsts.contains(&key)) && same.count() >= SEVERAL
        };
        let others = blocks.clone().filter(|at| titled.binary_search(at).is_err());
        let words = self.labels.vocabulary;
        // A label that is not known may be meant for one that is.
        let key_of = |field: &Field| {
            let near = || words.nearest_label(field.label.of(self.text), None);
            field.key.or_else(|| near().filter(|near| near.is_slip).map(|near| near.key))
        };
        let has_usual = |fields: &[Field]| {
            let mut keys = fields.iter().filter_map(key_of);
            keys.any(|key| key.is_tracked() && usual.contains(&key))
        };
        let start = |at: usize| {
            let block = &self.document.blocks[at];
            let heading = self.plain_title(block)?;
            let (fields, from) = below(at);
            let is_start = is_card(&fields) || self.is_marked(block) && has_usual(&fields);
            is_start.then_some((at, CardStart { fields: from, ..CardStart::new(heading) }))
        };
        others.filter_map(start).collect()
    }

    /// The first line of a paragraph that may be a title, without what is left of its marks.
    fn plain_title(self, block: &Block) -> Option<Span> {
        if block.kind != BlockKind::Paragraph || block.depth > 0 || block.quoted {
            return None;
        }
        let line = self.lines(block).0.of(self.text);
        let words = line.trim_matches(['*', '_', ' ', '\\', '\r']);
        let is_title = words.split_whitespace().count() <= MOST_WORDS
            && words.starts_with(char::is_alphanumeric)
            && !words.ends_with([':', '：'])
            && self.labels.key(words).is_none()
            && !announces_other(words, self.labels.vocabulary);
        is_title.then(|| block.content.part(block.content.of(self.text), words))
    }

    /// Whether the first line of a paragraph is strong text and nothing else.
    fn is_marked(self, block: &Block) -> bool {
        let line = self.lines(block).0;
        let strong = self.document.inlines(block).first().filter(|it| it.mark == Mark::Strong);
        strong.is_some_and(|strong| {
            let behind = Span { start: strong.span.end, end: line.end.max(strong.span.end) };
            strong.span.start == line.start
                && behind.of(self.text).trim_matches([' ', '\\', '\r']).is_empty()
        })
    }

    /// The first line of a paragraph, and where the next one starts.
    fn lines(self, block: &Block) -> (Span, Option<u32>) {
        let whole = block.content.of(self.text);
        match whole.split_once('\n') {
            Some((line, _)) => {
                (block.content.part(whole, line), Some(block.content.start + line.len() as u32 + 1))
            }
            None => (block.content, None),
        }
    }

    /// The fields right below the first line of a paragraph, and where in the paragraph they start.
    fn below(self, block: &Block, below: Range<usize>) -> (Vec<Field>, Option<u32>) {
        let (line, from) = self.lines(block);
        let fields = match from {
            Some(from) => self.labels.fields_from(block, from),
            None => self.labels.fields_in(self.first_text(below)),
        };
        // Labels that come later are those of another text.
        let next = fields.first().map_or(line.end, |field| field.span.start);
        let between = Span { start: line.end, end: next.max(line.end) };
        let lines = between.of(self.text).lines().filter(|line| !line.trim().is_empty());
        (if lines.count() <= MOST_LINES { fields } else { Vec::new() }, from)
    }
}
