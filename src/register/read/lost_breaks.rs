//! Titles without a blank line above them: for Markdown, `**Exports fail**` right below `- Owner: Mia` belongs to
//! that item.

use crate::document::{BlockKind, Document, Mark};
use crate::text::Span;
use crate::vocabulary::{Key, Vocabulary};

/// The document with such titles as paragraphs of their own, where it has some: titles in strong text with a blank
/// line above them show what a title is, and which label is the first below it.
pub(super) fn parted(text: &str, document: &Document, words: &Vocabulary) -> Option<Document> {
    let titles = Titles { text, document, words };
    let places = titles.inner();
    if places.is_empty() {
        return None;
    }
    let firsts = titles.first_labels();
    let is_like = |place: &&(u32, Key)| firsts.contains(&place.1);
    let places: Vec<u32> = places.iter().filter(is_like).map(|(at, _)| *at).collect();
    (!places.is_empty()).then(|| document.parted_at(text, &places))
}

#[derive(Clone, Copy)]
struct Titles<'a> {
    text: &'a str,
    document: &'a Document,
    words: &'a Vocabulary,
}

impl Titles<'_> {
    /// The lines within paragraphs that are strong text and nothing else above a label, each with the key of that.
    fn inner(self) -> Vec<(u32, Key)> {
        let mut found = Vec::new();
        for (at, block) in self.document.blocks.iter().enumerate() {
            if block.kind != BlockKind::Paragraph || block.depth > 1 || block.quoted {
                continue;
            }
            let strong = self.document.inlines(block).iter();
            let inner =
                strong.filter(|it| it.mark == Mark::Strong && it.span.start > block.content.start);
            for strong in inner {
                if self.text[..strong.span.start as usize].ends_with('\n')
                    && let Some(key) = self.key_below(at, strong.span)
                    && self.words.key(strong.inner(self.text).of(self.text)).is_none()
                {
                    found.push((strong.span.start, key));
                }
            }
        }
        found
    }

    /// The keys of the first labels below the titles that are paragraphs, or start one.
    fn first_labels(self) -> Vec<Key> {
        let blocks = self.document.blocks.iter().enumerate();
        let keys = blocks.filter_map(|(at, block)| {
            if block.kind != BlockKind::Paragraph || block.depth > 0 || block.quoted {
                return None;
            }
            let first = self.document.inlines(block).first()?;
            let is_title = first.mark == Mark::Strong && first.span.start == block.content.start;
            if is_title { self.key_below(at, first.span) } else { None }
        });
        keys.collect()
    }

    /// The key of the label that the line below a title starts with, where the title is all of its line.
    fn key_below(self, at: usize, title: Span) -> Option<Key> {
        let block = &self.document.blocks[at];
        let behind = Span { start: title.end, end: block.content.end.max(title.end) };
        let (line, rest) =
            behind.of(self.text).split_once('\n').unwrap_or((behind.of(self.text), ""));
        if !line.trim_matches([':', '：', ' ', '\\', '\r']).is_empty() {
            return None;
        }
        let below = || {
            let next = self.document.blocks.get(at + 1)?;
            let lead = self.document.blocks.get(at + 2)?;
            let is_lead = matches!(next.kind, BlockKind::Item(_))
                && lead.kind == BlockKind::Paragraph
                && next.depth <= 1
                && lead.depth == 1;
            is_lead.then(|| lead.content.of(self.text))
        };
        let words = if rest.trim().is_empty() { below()? } else { rest };
        let (label, _) = words.lines().next()?.split_once([':', '：'])?;
        let label = label.trim_matches(['*', '_', ' ', '\t']);
        self.words.key(label).filter(|key| key.belongs_to_entry())
    }
}
