//! What of the configuration takes what was not taken for entries.

use super::{
    DeclaredLevel, DeclaredMembers, DeclaredPlace, Register, TextPattern, Unread, UnreadKind,
    pattern,
};
use crate::document::{BlockKind, Document};

/// The place of what was not taken for entries, as a configuration may declare it.
pub(crate) struct SuggestedPlace {
    members: UnreadKind,
    /// The level of headings.
    level: Option<u8>,
    /// The heading above them.
    under: Option<String>,
}

impl SuggestedPlace {
    pub(crate) fn of(text: &str, document: &Document, unread: &Unread) -> Self {
        let start = unread.span.start;
        let own = document.blocks.iter().find(|block| block.span.start == start);
        let level = match (unread.what, own.map(|block| block.kind)) {
            (UnreadKind::Sections, Some(BlockKind::Heading(level))) => Some(level),
            _ => None,
        };
        let is_above = |above: u8| level.is_none_or(|own| above < own);
        let mut before = document
            .blocks
            .iter()
            .rev()
            .filter(|block| block.span.start < start && !block.quoted && block.depth == 0);
        let above =
            before.find(|block| matches!(block.kind, BlockKind::Heading(level) if is_above(level)));
        let under = above.map(|block| pattern(block.content.of(text)));
        Self { members: unread.what, level, under }
    }

    /// As an item of `entries` in `gapreg.yaml`.
    fn yaml(&self) -> String {
        let under = self.under.as_ref().map(|words| format!("under: {}", quoted(words)));
        let level = self.level.map(|level| format!("level: {level}"));
        let options: Vec<String> = level.into_iter().chain(under).collect();
        let members = match self.members {
            UnreadKind::Table => "rows",
            UnreadKind::List => "items",
            UnreadKind::Sections => "headings",
        };
        match &options[..] {
            [] => format!("{members}: {{}}"),
            options => format!("{members}: {{ {} }}", options.join(", ")),
        }
    }

    pub(crate) fn declared(&self) -> DeclaredPlace {
        let level = self.level.map(|level| DeclaredLevel { level, at: None });
        let members = match self.members {
            UnreadKind::Table => DeclaredMembers::Rows,
            UnreadKind::List => DeclaredMembers::Items { depth: 1, has_box: false },
            UnreadKind::Sections => DeclaredMembers::Headings { level, named: Vec::new() },
        };
        let under = self.under.iter().map(|words| TextPattern::new(words, None)).collect();
        DeclaredPlace { members, under, above: None, fields: Vec::new(), at: None }
    }
}

impl Register<'_> {
    /// The line of `gapreg.yaml` that would take something unread in a file, by its path from the folder of that.
    pub(crate) fn declaration_of(&self, unread: &Unread, path: &str) -> String {
        let document = Document::read(self.source).unwrap_or_default();
        let place = SuggestedPlace::of(self.source.text(), &document, unread).yaml();
        format!("read: [{{ files: {}, entries: [{{ {place} }}] }}]", quoted(&globset::escape(path)))
    }
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
