//! The next version of a text that was read: of its blocks, only those around the change are read again.

use std::ops::Range;

use super::block::{Block, BlockKind, Document};
use super::depth::check_lines;
use super::parts::starts_part;
use super::reader::{is_plain, read_piece};
use super::{TooDeep, front_matter};
use crate::text::{Source, Span, TextChange};

/// How many headings behind a change are tried before all is read: a fence that was opened closes at the
/// next one, or reaches to the end of the text.
const MOST_TRIED: usize = 4;

/// A document that was read, and what the next version of it must know.
#[derive(Debug)]
pub(crate) struct ReadDocument {
    pub(crate) document: Document,
    /// Whether no line may mean something elsewhere: none defines a link.
    is_plain: bool,
}

/// The next version of a document.
pub(crate) struct NextDocument {
    pub(crate) read: ReadDocument,
    /// What was read again; all else is as it was, if behind it, then moved.
    pub(crate) change: TextChange,
}

impl ReadDocument {
    /// Reads a source.
    pub(crate) fn of(source: &Source) -> Result<Self, TooDeep> {
        let document = Document::read(source)?;
        let is_plain = is_plain(source.text(), source.body_start());
        Ok(Self { document, is_plain })
    }

    /// Reads the next version of a source, if it is enough to read what is around a change.
    pub(crate) fn next(
        self,
        old: &Source,
        new: &Source,
        change: TextChange,
    ) -> Option<NextDocument> {
        let Self { document, is_plain: true } = self else { return None };
        let start = document.start_before(old, change)?;
        let ends = document.ends_behind(old.text(), new.text(), change);
        for end in ends.take(MOST_TRIED).collect::<Vec<_>>() {
            if !is_plain_piece(new, start..end) {
                return None;
            }
            if let Some(part) = read_piece(new.text(), start..end) {
                let change = TextChange { start, old_end: change.before(end), new_end: end };
                let read = Self { document: document.with_part(part, change), is_plain: true };
                return Some(NextDocument { read, change });
            }
        }
        None
    }
}

/// Whether what is new can be read by itself.
fn is_plain_piece(source: &Source, piece: Range<usize>) -> bool {
    is_plain(&source.text()[piece.clone()], 0) && check_lines(source, piece).is_ok()
}

impl Document {
    /// The start of the last heading that ends before a change, and at which no block is open.
    fn start_before(&self, old: &Source, change: TextChange) -> Option<usize> {
        let after = self.blocks.partition_point(|block| (block.span.start as usize) < change.start);
        let is_above = |block: &&Block| block.span.end as usize <= change.start;
        let mut above = self.blocks[..after].iter().rev().filter(is_above);
        let start = above.find(|block| is_start(block, old.text()))?.span.start as usize;
        // What is above the text may become longer, or come to be.
        let opens_front = old.slice(old.line_at(old.body_start())).trim_end() == "---";
        (!opens_front || front_matter(old).is_some()).then_some(start)
    }

    /// The places in the new text behind a change at which both versions have a heading, and its end.
    fn ends_behind<'d>(
        &'d self,
        old: &'d str,
        new: &'d str,
        change: TextChange,
    ) -> impl Iterator<Item = usize> + 'd {
        let from =
            self.blocks.partition_point(|block| (block.span.start as usize) < change.old_end);
        let starts = self.blocks[from..].iter().filter(move |block| is_start(block, old));
        let starts = starts.map(move |block| change.moved(block.span.start) as usize);
        let is_start = |&at: &usize| starts_part(new.as_bytes(), at);
        starts.filter(is_start).chain([new.len()])
    }

    /// The same with another part in the place of a change.
    fn with_part(mut self, part: Self, change: TextChange) -> Self {
        let first = self.blocks.partition_point(|block| (block.span.start as usize) < change.start);
        let rest =
            self.blocks.partition_point(|block| (block.span.start as usize) < change.old_end);
        let inlines = [first, rest].map(|at| self.first_inline(at));
        let tables = [change.start, change.old_end]
            .map(|at| self.tables.partition_point(|table| (table.span.start as usize) < at));
        let comments = [change.start, change.old_end]
            .map(|at| self.comments.partition_point(|comment| (comment.start as usize) < at));
        let moved = Moved {
            change,
            inlines: (part.inlines.len() as u32).wrapping_sub((inlines[1] - inlines[0]) as u32),
            tables: (part.tables.len() as u32).wrapping_sub((tables[1] - tables[0]) as u32),
        };
        self.blocks[rest..].iter_mut().for_each(|block| moved.block(block));
        self.inlines[inlines[1]..].iter_mut().for_each(|one| moved.span(&mut one.span));
        self.comments[comments[1]..].iter_mut().for_each(|one| moved.span(one));
        self.tables[tables[1]..].iter_mut().for_each(|table| moved.table(table));
        let new = part.blocks.into_iter().map(|mut block| {
            block.first_inline += inlines[0] as u32;
            if let BlockKind::Table(at) = &mut block.kind {
                *at += tables[0] as u32;
            }
            block
        });
        self.blocks.splice(first..rest, new);
        self.inlines.splice(inlines[0]..inlines[1], part.inlines);
        self.tables.splice(tables[0]..tables[1], part.tables);
        self.comments.splice(comments[0]..comments[1], part.comments);
        self
    }

    fn first_inline(&self, block: usize) -> usize {
        self.blocks.get(block).map_or(self.inlines.len(), |block| block.first_inline as usize)
    }
}

/// Whether a block is a heading at which no block is open.
fn is_start(block: &Block, text: &str) -> bool {
    matches!(block.kind, BlockKind::Heading(_))
        && block.depth == 0
        && !block.quoted
        && starts_part(text.as_bytes(), block.span.start as usize)
}

/// How far what is behind a change has moved.
struct Moved {
    change: TextChange,
    inlines: u32,
    tables: u32,
}

impl Moved {
    fn span(&self, span: &mut Span) {
        *span = self.change.moved_span(*span);
    }

    fn block(&self, block: &mut Block) {
        self.span(&mut block.span);
        self.span(&mut block.content);
        block.first_inline = block.first_inline.wrapping_add(self.inlines);
        if let BlockKind::Table(at) = &mut block.kind {
            *at = at.wrapping_add(self.tables);
        }
    }

    fn table(&self, table: &mut super::Table) {
        self.span(&mut table.span);
        for row in &mut table.rows {
            self.span(&mut row.span);
            row.cells.iter_mut().for_each(|cell| self.span(cell));
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::test_runner::FileFailurePersistence;

    use super::*;
    use crate::document::tests::line;

    /// The document of a new text, read by its changes; nothing where all of it must be read.
    fn reread(old: &str, new: &str) -> Option<Document> {
        let change = TextChange::between(old, new);
        let [old, new] = [old, new].map(|text| Source::new("a.md", text));
        let read = ReadDocument::of(&old).ok()?;
        Some(read.next(&old, &new, change)?.read.document)
    }

    fn whole(text: &str) -> String {
        format!("{:#?}", Document::read(&Source::new("a.md", text)).unwrap())
    }

    #[test]
    fn what_is_around_a_change_is_read_again() {
        let old = "# T\n\ntext\n\n## **A** `a`\n\n- a\n\n## B\n\n| a |\n|---|\n| b |\n\n## C\n\n<!-- c -->\n";
        for (from, to) in
            [("- a", "- **a** `x`\n- b"), ("| b |", "| c |\n| d |"), ("C\n\n", "C\n\nx\n\n")]
        {
            let new = old.replace(from, to);
            let read = reread(old, &new).expect("it is enough to read the change");
            assert_eq!(format!("{read:#?}"), whole(&new));
        }
    }

    #[test]
    fn what_reaches_everywhere_is_read_as_a_whole() {
        let old = "---\na: b\n\n# T\n\n[a]\n\n## A\n\ntext\n\n## B\n\n[a]\n";
        for (from, to) in [("text", "[a]: /x"), ("a: b\n", "a: b\n---\n"), ("text", "te\rxt")] {
            assert!(reread(old, &old.replace(from, to)).is_none(), "{to}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_failure_persistence(
            FileFailurePersistence::Direct("tests/regressions/document.txt")
        ))]

        #[test]
        fn a_change_is_read_as_the_whole_is(
            lines in prop::collection::vec(line(), 0..60),
            edit in prop::collection::vec(line(), 0..6),
            (at, gone) in (0_usize..60, 0_usize..6),
            crlf: bool,
        ) {
            let end = if crlf { "\r\n" } else { "\n" };
            let at = at.min(lines.len());
            let mut new = lines.clone();
            new.splice(at..(at + gone).min(lines.len()), edit);
            let [old, new] = [lines, new].map(|lines| lines.join(end));
            if let Some(read) = reread(&old, &new) {
                prop_assert_eq!(format!("{:#?}", read), whole(&new), "{} -> {}", old, new);
            }
        }
    }
}
