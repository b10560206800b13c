//! Numbered items whose details are bullets of the same depth: Markdown takes `1. Imports fail` and the `- Seen in: …`
//! right below it for two lists.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::document::{Block, BlockKind, Document};

/// Numbered items with such bullets below them, from this many on.
const SEVERAL: usize = 2;

/// Which bullets belong to the numbered item above them.
#[derive(Debug, Default)]
pub(super) struct LedBullets {
    bullets: HashSet<usize>,
    /// Where the bullets of a numbered item end, by its block.
    ends: HashMap<usize, u32>,
}

impl LedBullets {
    pub(super) fn of(text: &str, document: &Document) -> Self {
        Self::within(text, document, 0..document.blocks.len())
    }

    /// Those among some blocks.
    pub(super) fn within(text: &str, document: &Document, blocks: Range<usize>) -> Self {
        let mut found = Self::default();
        let is_between = |block: &Block| block.depth == 0 || block.quoted;
        let mut start = blocks.start;
        for run in document.blocks[blocks].split(is_between) {
            let is_outer =
                |block: &Block| block.depth == 1 && matches!(block.kind, BlockKind::Item(_));
            let items = (start..).zip(run).filter(|(_, block)| is_outer(block));
            found.add(text, &items.collect::<Vec<_>>());
            start += run.len() + 1;
        }
        found
    }

    /// Adds the bullets of one run of items, most of whose numbered ones have some.
    fn add(&mut self, text: &str, items: &[(usize, &Block)]) {
        let starts = items.iter().enumerate().filter(|(_, (_, item))| is_numbered(text, item));
        let starts: Vec<usize> = starts.map(|(at, _)| at).collect();
        if starts.first() != Some(&0) {
            return;
        }
        let ends = starts.iter().skip(1).copied().chain([items.len()]);
        let parts: Vec<&[(usize, &Block)]> =
            starts.iter().zip(ends).map(|(&from, to)| &items[from..to]).collect();
        let leading = parts.iter().filter(|part| part.len() > 1).count();
        if leading < SEVERAL || leading * 2 < parts.len() {
            return;
        }
        for part in parts {
            let [(lead, _), bullets @ ..] = part else { continue };
            if let Some((_, last)) = bullets.last() {
                self.ends.insert(*lead, last.span.end);
            }
            self.bullets.extend(bullets.iter().map(|(at, _)| *at));
        }
    }

    /// Whether a block is a bullet of the numbered item above it.
    pub(super) fn holds(&self, block: usize) -> bool {
        self.bullets.contains(&block)
    }

    /// Where the bullets of a numbered item end.
    pub(super) fn end(&self, block: usize) -> Option<u32> {
        self.ends.get(&block).copied()
    }
}

/// Whether an item starts with a number.
pub(super) fn is_numbered(text: &str, item: &Block) -> bool {
    item.span.of(text).trim_start().starts_with(|c: char| c.is_ascii_digit())
}
