//! Markdown as a flat list of blocks with spans. It knows no gaps, and nobody else names a type
//! of the parser behind it.

mod guard;
mod reader;

use crate::text::{Source, Span};

pub use guard::TooDeep;
pub use reader::marked_ranges;

/// What kind of block it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading of that level.
    Heading(u8),
    /// A paragraph, or the leading text of a list item.
    Paragraph,
    /// A list item, its blocks following; done or not where it has a box.
    Item(Option<bool>),
    /// Fenced or indented code.
    Code,
    /// Raw HTML, comments among it.
    Html,
    /// A table, by its place in [`Document::tables`].
    Table(u32),
    /// A thematic break.
    Rule,
}

/// One block.
#[derive(Clone, Debug)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// All of it, markers included.
    pub span: Span,
    /// The text in it: a heading's or a paragraph's; empty for the others.
    pub content: Span,
    /// In how many list items it lies; an outermost item itself counts 1.
    pub depth: u8,
    /// Whether it lies in a block quote.
    pub quoted: bool,
    first_inline: u32,
}

/// Marked text within a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Inline {
    /// Which mark.
    pub mark: Mark,
    /// All of it, delimiters included.
    pub span: Span,
}

/// A mark that means something to a register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// `**strong**`
    Strong,
    /// `` `code` ``
    Code,
}

impl Inline {
    /// The marked text without its delimiters.
    pub fn inner(self, text: &str) -> Span {
        let all = self.span.of(text);
        let delimiter = match self.mark {
            Mark::Strong => 2,
            Mark::Code => all.len() - all.trim_start_matches('`').len(),
        };
        let (start, end) =
            (self.span.start as usize + delimiter, self.span.end as usize - delimiter);
        Span::new(start, end.max(start))
    }
}

/// A table: its cells by row, the header first.
#[derive(Clone, Debug)]
pub struct Table {
    /// All of it.
    pub span: Span,
    rows: Vec<Row>,
}

/// A row of a table.
#[derive(Clone, Debug)]
pub struct Row {
    /// All of it, the line end left out.
    pub span: Span,
    /// Its cells, without the blanks around them.
    pub cells: Box<[Span]>,
}

impl Table {
    /// The header's cells.
    pub fn header(&self) -> &[Span] {
        self.rows.first().map_or(&[], |row| &row.cells)
    }

    /// The rows under the header.
    pub fn rows(&self) -> &[Row] {
        self.rows.get(1..).unwrap_or_default()
    }
}

/// The blocks of one file, in order.
#[derive(Debug, Default)]
pub struct Document {
    /// YAML front matter, its fences included.
    pub front_matter: Option<Span>,
    /// Every block.
    pub blocks: Vec<Block>,
    /// Every table.
    pub tables: Vec<Table>,
    /// Every HTML comment.
    pub comments: Vec<Span>,
    inlines: Vec<Inline>,
}

impl Document {
    /// Reads a source.
    pub fn read(source: &Source) -> Result<Self, TooDeep> {
        guard::check_depth(source)?;
        let front_matter = front_matter(source);
        let start = front_matter.map_or(source.body_start(), |span| span.end as usize);
        Ok(Self { front_matter, ..reader::read(source.text(), start) })
    }

    /// The marked text within a block, in order.
    pub fn inlines(&self, block: &Block) -> &[Inline] {
        let from = &self.inlines[block.first_inline as usize..];
        &from[..from.partition_point(|inline| inline.span.start < block.content.end)]
    }
}

/// The front matter between two lines of three hyphens at the very top.
///
/// Taken off by hand: the parser's own option for it is quadratic on some inputs.
fn front_matter(source: &Source) -> Option<Span> {
    let start = source.body_start();
    let is_fence = |line: Span| source.slice(line).trim_end() == "---";
    if !is_fence(source.line_at(start)) {
        return None;
    }
    let mut at = source.next_line(start);
    while at < source.text().len() {
        let line = source.line_at(at);
        at = source.next_line(at);
        if is_fence(line) {
            return Some(Span::new(start, at));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<(BlockKind, u8, bool, String)> {
        let source = Source::new("a.md", text);
        let document = Document::read(&source).unwrap();
        let shown = |b: &Block| (b.kind, b.depth, b.quoted, source.slice(b.content).to_owned());
        document.blocks.iter().map(shown).collect()
    }

    #[test]
    fn blocks_come_flat_with_their_depth() {
        let got = kinds("# T\n\n- a\n  - b\n\n> q\n\n---\n```\n# no\n```\n");
        let want = [
            (BlockKind::Heading(1), 0, false, "T"),
            (BlockKind::Item(None), 1, false, ""),
            (BlockKind::Paragraph, 1, false, "a"),
            (BlockKind::Item(None), 2, false, ""),
            (BlockKind::Paragraph, 2, false, "b"),
            (BlockKind::Paragraph, 0, true, "q"),
            (BlockKind::Rule, 0, false, ""),
            (BlockKind::Code, 0, false, ""),
        ];
        assert_eq!(got, want.map(|(k, d, q, t)| (k, d, q, t.to_owned())));
    }

    #[test]
    fn tight_and_loose_items_read_alike() {
        let texts =
            |text| kinds(text).into_iter().map(|block| (block.1, block.3)).collect::<Vec<_>>();
        assert_eq!(texts("- **A:** b\n- c\n"), texts("- **A:** b\n\n- c\n"));
    }

    #[test]
    fn cells_are_spans_of_the_file() {
        let source = Source::new("a.md", "| A | B |\n|---|---|\n| `a\\|b` |  c |\n| d |\n");
        let document = Document::read(&source).unwrap();
        let table = &document.tables[0];
        let rows: Vec<Vec<_>> = table
            .rows()
            .iter()
            .map(|r| r.cells.iter().map(|&c| source.slice(c)).collect())
            .collect();
        assert_eq!(rows, [vec!["`a\\|b`", "c"], vec!["d", ""]]);
        assert_eq!(source.slice(table.rows()[1].span), "| d |");
    }

    #[test]
    fn comments_are_found_in_blocks_and_lines() {
        let source = Source::new("a.md", "<!-- a -->\n\ntext <!-- b -->\n\n`<!-- c -->`\n");
        let document = Document::read(&source).unwrap();
        let comments: Vec<_> = document.comments.iter().map(|&c| source.slice(c)).collect();
        assert_eq!(comments, ["<!-- a -->", "<!-- b -->"]);
    }

    #[test]
    fn front_matter_is_kept_out() {
        let source = Source::new("a.md", "\u{feff}---\ntitle: x\n---\n# T\n");
        let document = Document::read(&source).unwrap();
        assert_eq!(source.slice(document.front_matter.unwrap()), "---\ntitle: x\n---\n");
        assert_eq!(document.blocks.len(), 1);
        assert_eq!(kinds("---\nnot closed\n").len(), 2);
    }

    #[test]
    fn marks_give_their_inner_text() {
        let source = Source::new("a.md", "**a:** ``b`c``\n");
        let document = Document::read(&source).unwrap();
        let inner: Vec<_> = document
            .inlines(&document.blocks[0])
            .iter()
            .map(|inline| source.slice(inline.inner(source.text())))
            .collect();
        assert_eq!(inner, ["a:", "b`c"]);
    }
}
