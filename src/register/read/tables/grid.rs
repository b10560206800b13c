//! Tables as their authors meant them: with the rows that a blank line separates from the table.

use std::ops::Range;

use super::grid_row::{GridRow, RowSplitter};
use crate::document::{Block, BlockKind, Document, Table};
use crate::register::Reading;
use crate::register::read::cell::bare;
use crate::register::read::comments::without_comments;
use crate::text::Span;

/// A table with all its rows.
#[derive(Debug)]
pub(in crate::register::read) struct Grid<'t> {
    pub(crate) text: &'t str,
    /// The index of its block in the document.
    pub(crate) block: usize,
    /// The table, as Markdown reads it.
    pub(crate) table: Span,
    pub(crate) header: Vec<Span>,
    pub(crate) rows: Vec<GridRow>,
}

impl Grid<'_> {
    /// The indices of its columns.
    pub(in crate::register::read) fn columns(&self) -> Range<usize> {
        0..self.header.len()
    }

    /// The grid with the labels of a second header row, which stand below empty or wide cells of
    /// the first.
    fn with_all_labels(mut self, reading: Reading<'_>) -> Self {
        let label = |cell: &Span| bare(cell.of(self.text));
        let Some(below) = self.rows.first().filter(|_| self.rows.len() > 1) else { return self };
        let filled = || below.cells.iter().map(label).filter(|label| !label.is_empty());
        let known = filled().filter(|label| reading.vocabulary.key(label).is_some()).count();
        let mut pairs = self.header.iter().zip(&below.cells);
        let has_gap = self.header.iter().any(|cell| label(cell).is_empty());
        let fills_gaps =
            pairs.all(|(above, below)| !label(above).is_empty() || !label(below).is_empty());
        if has_gap && fills_gaps && known > 1 && known * 2 > filled().count() {
            let below = self.rows.remove(0);
            for (label, own) in self.header.iter_mut().zip(below.cells) {
                if !own.is_empty() {
                    *label = own;
                }
            }
        }
        self
    }

    /// The words of a column's header.
    pub(in crate::register::read) fn header(&self, column: usize) -> &str {
        bare(without_comments(self.header[column].of(self.text)))
    }

    /// Whether no cell of a column is filled.
    pub(super) fn is_empty(&self, column: usize) -> bool {
        self.rows.iter().all(|row| row.cells[column].is_empty())
    }

    /// Whether at least six in ten of the filled cells of a column are as wanted.
    pub(super) fn most(&self, column: usize, is_wanted: impl Fn(&str) -> bool) -> bool {
        let cells = self.rows.iter().map(|row| bare(row.cells[column].of(self.text)));
        let (mut filled, mut wanted) = (0, 0);
        for cell in cells.filter(|cell| !cell.is_empty()) {
            filled += 1;
            wanted += usize::from(is_wanted(cell));
        }
        filled > 0 && wanted * 10 >= filled * 6
    }
}

/// The tables of a document outside lists and quotes.
pub(in crate::register::read) fn grids<'t>(
    text: &'t str,
    document: &Document,
    reading: Reading<'_>,
) -> Vec<Grid<'t>> {
    let blocks = document.blocks.iter().enumerate();
    let tables = blocks.filter(|(_, block)| !block.quoted && block.depth == 0);
    tables
        .filter_map(|(at, block)| match block.kind {
            BlockKind::Table(table) => {
                Some(grid(text, document, at, &document.tables[table as usize]))
            }
            _ => None,
        })
        .filter(|grid| !grid.rows.is_empty())
        .map(|grid| grid.with_all_labels(reading))
        .collect()
}

fn grid<'t>(text: &'t str, document: &Document, block: usize, table: &Table) -> Grid<'t> {
    let header = table.header().to_vec();
    let lines = table.rows().iter().map(|row| row.span);
    let lines: Vec<Span> = lines.chain(cut_off(text, &document.blocks[block + 1..])).collect();
    let splitter = RowSplitter::new(text, header.len(), &lines);
    let rows = lines
        .iter()
        .map(|&span| splitter.row(span))
        // A second delimiter row (`|---|`) among the rows is left out.
        .filter(|row| {
            row.cells.iter().any(|cell| cell.of(text).contains(|c: char| !"-: ".contains(c)))
        })
        .collect();
    Grid { text, block, table: table.span, header, rows }
}

/// The rows right below a table, separated from it by a blank line or a comment.
fn cut_off<'t>(text: &'t str, below: &'t [Block]) -> impl Iterator<Item = Span> + 't {
    let is_comment =
        |block: &Block| block.kind == BlockKind::Html && block.span.of(text).starts_with("<!--");
    let is_row = |line: &str| line.trim().starts_with('|') && line.matches('|').count() > 2;
    let blocks = below.iter().filter(move |block| !is_comment(block));
    let rows = blocks.take_while(move |block| {
        block.kind == BlockKind::Paragraph
            && block.depth == 0
            && !block.quoted
            && block.content.of(text).lines().all(is_row)
    });
    rows.flat_map(move |block| {
        let whole = block.content.of(text);
        whole.lines().map(move |line| block.content.part(whole, line.trim()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::IdPattern;
    use crate::text::Source;
    use crate::vocabulary::{UniqueMap, Vocabulary};

    fn rows(text: &str) -> Vec<Vec<String>> {
        let source = Source::new("a.md", text);
        let document = Document::read(&source).unwrap();
        let vocabulary = Vocabulary::with(&UniqueMap::default());
        let id = IdPattern::default();
        let grids = grids(source.text(), &document, Reading::at_root(&vocabulary, &id));
        let rows = grids.iter().flat_map(|grid| &grid.rows);
        rows.map(|row| row.cells.iter().map(|&cell| source.slice(cell).to_owned()).collect())
            .collect()
    }

    #[test]
    fn unescaped_pipes_in_code_and_sentences_stay_in_their_cell() {
        let head = "| ID | What fails | Status |\n|---|---|---|\n| G-1 | a plain sentence stands here | Open |\n";
        let got = rows(&format!(
            "{head}| G-2 | `a|b` is read | Open |\n| G-3 | yes | no is shown | Open |\n| G-4 | x \\| y | Open |\n"
        ));
        assert_eq!(got[1], ["G-2", "`a|b` is read", "Open"]);
        assert_eq!(got[2], ["G-3", "yes | no is shown", "Open"]);
        assert_eq!(got[3], ["G-4", "x \\| y", "Open"]);
    }

    #[test]
    fn a_cell_too_many_is_left_out_where_the_others_are_as_elsewhere() {
        let got = rows(
            "| ID | What fails | Status | Owner |\n|---|---|---|---|\n\
             | G-1 | the list is not sorted | Open | Ana |\n\
             | G-2 | the export is empty | Open | Can | since May |\n\
             | G-3 | the filter on a | b fails | Open | Ana |\n",
        );
        assert_eq!(got[1], ["G-2", "the export is empty", "Open", "Can"]);
        assert_eq!(got[2], ["G-3", "the filter on a | b fails", "Open", "Ana"]);
    }

    #[test]
    fn rows_below_a_blank_line_belong_to_the_table_above() {
        let text = "| ID | Gap |\n|---|---|\n| G-1 | a |\n\n| G-2 | b |\n| G-3 | c |\n\nText | with | pipes\n";
        let got = rows(text);
        assert_eq!(
            got,
            [["G-1", "a"], ["G-2", "b"], ["G-3", "c"]].map(|row| row.map(str::to_owned).to_vec())
        );
        assert_eq!(rows("| A | B |\n|---|---|\n|  |  |\n").len(), 0);
    }
}
