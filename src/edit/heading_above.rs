//! The heading above an entry that says a state, where the entry has its own and was read without that heading.

use super::target::EditTarget;
use crate::document::{BlockKind, Document};
use crate::register::{Entry, Form, heading_meaning};
use crate::vocabulary::Key;

/// The words of a heading above an entry that are a state, and nothing else: `Open`, `Abiertos`.
pub(super) fn state_of_heading(target: EditTarget<'_>, entry: &Entry) -> Option<String> {
    let text = target.register.source.text();
    let document = Document::read(target.register.source).ok()?;
    let start = entry.span.start;
    let level = |kind: BlockKind| match kind {
        BlockKind::Heading(level) => Some(level),
        _ => None,
    };
    let own = document.blocks.iter().find(|block| block.span.start >= start);
    let own = own.filter(|_| entry.form == Form::Heading).and_then(|block| level(block.kind));
    let mut lowest = own.unwrap_or(u8::MAX);
    let plain = document.blocks.iter().rev().filter(|block| block.depth == 0 && !block.quoted);
    for block in plain.filter(|block| block.span.start < start) {
        let Some(level) = level(block.kind).filter(|level| *level < lowest) else { continue };
        lowest = level;
        let words = block.content.of(text);
        let meaning = heading_meaning(words, target.reading());
        let is_state = meaning.area.is_none() && !meaning.is_frame && !meaning.is_other;
        if is_state && meaning.values.iter().any(|(key, _)| *key == Key::Status) {
            return Some(words.to_owned());
        }
    }
    None
}
