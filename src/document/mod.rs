//! Markdown as a flat list of blocks with spans, and as HTML. It knows nothing of registers, and it is the only
//! room that uses the Markdown parser.

#[cfg(any(test, fuzzing))]
mod alike;
mod block;
mod conflict;
mod depth;
#[cfg(feature = "report")]
mod html;
mod parser;
mod parts;
mod plain_words;
mod reader;
mod reread;
mod scan;
mod unclosed;
mod wording;

use crate::text::{Source, Span};

#[cfg(fuzzing)]
pub use alike::read_both_ways;
pub(crate) use block::{Block, BlockKind, Document, Mark, Table};
pub(crate) use conflict::Conflicts;
pub use depth::TooDeep;
#[cfg(feature = "report")]
pub(crate) use html::harmless_html;
pub(crate) use parser::marked_ranges;
pub(crate) use plain_words::plain_words;
pub(crate) use reread::{NextDocument, ReadDocument};
pub(crate) use unclosed::{Unclosed, UnclosedKind};
pub(crate) use wording::{is_ignore_comment, wording};

impl Document {
    /// Reads a source.
    pub(crate) fn read(source: &Source) -> Result<Self, TooDeep> {
        depth::check_depth(source)?;
        let start = front_matter(source).map_or(source.body_start(), |span| span.end as usize);
        Ok(reader::read(source.text(), start))
    }

    /// The first block that starts at a place, or else behind it.
    pub(crate) fn block_from(&self, place: u32) -> usize {
        self.blocks.partition_point(|block| block.span.start < place)
    }
}

/// The front matter between two lines of three hyphens at the very top.
///
/// Not by the parser: its option for front matter is quadratic on some inputs.
pub(crate) fn front_matter(source: &Source) -> Option<Span> {
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
    use proptest::prelude::*;

    use super::*;

    /// Lines that open, close and contain blocks of all kinds.
    pub(super) fn line() -> impl Strategy<Value = &'static str> {
        prop::sample::select(vec![
            "",
            "",
            "",
            "# a",
            "## **b** `c`",
            "###",
            "#no",
            "text",
            "- **x:** y",
            "  - z",
            "> q",
            "```",
            "~~~~",
            "    ",
            "    code",
            "<!-- c",
            "-->",
            "<!-- d -->",
            "<div>",
            "</div>",
            "<pre>",
            "</pre>",
            "| a | b |",
            "|---|---|",
            "---",
            "1. n",
            "- ```",
            "> <!--",
            "\t# t",
            "[r]: /x",
        ])
    }

    fn kinds(text: &str) -> Vec<(BlockKind, u8, bool, String)> {
        let source = Source::new("a.md", text);
        let document = Document::read(&source).unwrap();
        let shown = |b: &Block| (b.kind, b.depth, b.quoted, source.slice(b.content).to_owned());
        document.blocks.iter().map(shown).collect()
    }

    #[test]
    fn blocks_are_a_flat_list_with_depths() {
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
    fn marks_around_a_part_of_a_text_belong_to_it() {
        let text = |text: &str| kinds(text).pop().map(|block| block.3);
        for whole in ["see [a](b)", "[a](b) c", "*a* c", "c *a*", "![a](b) c", "*a* [b](c) *d*"] {
            for text in [text(whole), text(&format!("- {whole}")), text(&format!("# {whole}"))] {
                assert_eq!(text.as_deref(), Some(whole));
            }
        }
        for (whole, inner) in [("[a](b)", "a"), ("*a b*", "a b"), ("*[a](b)*", "[a](b)")] {
            assert_eq!(text(&format!("- {whole}")).as_deref(), Some(inner));
        }
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
    fn front_matter_is_no_block() {
        let source = Source::new("a.md", "\u{feff}---\ntitle: x\n---\n# T\n");
        let document = Document::read(&source).unwrap();
        assert_eq!(source.slice(front_matter(&source).unwrap()), "---\ntitle: x\n---\n");
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
