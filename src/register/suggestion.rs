//! The line of the configuration that takes what was not taken for entries.

use super::{Register, Unread, UnreadKind, pattern};
use crate::document::{BlockKind, Document};

impl Register<'_> {
    /// The item of `entries` that would take something unread, in the form of `gapreg.yaml`.
    pub(crate) fn declaration_of(&self, unread: &Unread) -> String {
        let document = Document::read(self.source).unwrap_or_default();
        let start = unread.span.start;
        let own = document.blocks.iter().find(|block| block.span.start == start);
        let own = match (unread.what, own.map(|block| block.kind)) {
            (UnreadKind::Sections, Some(BlockKind::Heading(level))) => Some(level),
            _ => None,
        };
        let is_above = |level: u8| own.is_none_or(|own| level < own);
        let mut before = document
            .blocks
            .iter()
            .rev()
            .filter(|block| block.span.start < start && !block.quoted && block.depth == 0);
        let above =
            before.find(|block| matches!(block.kind, BlockKind::Heading(level) if is_above(level)));
        let words = above.map(|block| pattern(self.text(block.content)).replace('\'', "''"));
        let under = words.map(|words| format!("under: '{words}'"));
        let level = own.map(|level| format!("level: {level}"));
        let options: Vec<String> = level.into_iter().chain(under).collect();
        let members = match unread.what {
            UnreadKind::Table => "rows",
            UnreadKind::List => "items",
            UnreadKind::Sections => "headings",
        };
        match &options[..] {
            [] => format!("{members}: {{}}"),
            options => format!("{members}: {{ {} }}", options.join(", ")),
        }
    }
}
