//! Tables as their authors meant them: with the rows that a blank line separates from the table,
//! and with pipes that should have been escaped as part of their cells.

use std::ops::Range;

use crate::document::{Block, BlockKind, Document, Table};
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

/// A row: as many cells as the header has.
#[derive(Debug)]
pub(in crate::register::read) struct GridRow {
    pub(crate) span: Span,
    pub(crate) cells: Box<[Span]>,
}

impl Grid<'_> {
    /// The indices of its columns.
    pub(in crate::register::read) fn columns(&self) -> Range<usize> {
        0..self.header.len()
    }

    /// The words of a column's header.
    pub(in crate::register::read) fn header(&self, column: usize) -> &str {
        bare(without_comments(self.header[column].of(self.text)))
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
pub(in crate::register::read) fn grids<'t>(text: &'t str, document: &Document) -> Vec<Grid<'t>> {
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
        .collect()
}

fn grid<'t>(text: &'t str, document: &Document, block: usize, table: &Table) -> Grid<'t> {
    let header = table.header().to_vec();
    let lines = table.rows().iter().map(|row| row.span);
    let lines: Vec<Span> = lines.chain(cut_off(text, &document.blocks[block + 1..])).collect();
    let widest = widest(text, table);
    let rows = lines
        .into_iter()
        .map(|span| GridRow { span, cells: cells(text, span, header.len(), widest) })
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

/// The column that holds the most text: the one that most likely has an unescaped pipe.
fn widest(text: &str, table: &Table) -> usize {
    let length = |column: usize| -> usize {
        let cells = table.rows().iter().filter_map(|row| row.cells.get(column));
        cells.map(|cell| cell.of(text).len()).sum()
    };
    (0..table.header().len()).rev().max_by_key(|&column| length(column)).unwrap_or(0)
}

/// The cells of a row, as many as `count`.
fn cells(text: &str, row: Span, count: usize, widest: usize) -> Box<[Span]> {
    let line = row.of(text);
    let mut cells = split(line, true);
    if cells.len() > count {
        let outside_code = split(line, false);
        if outside_code.len() >= count {
            cells = outside_code;
        }
    }
    let surplus = cells.len().saturating_sub(count);
    if surplus > 0 {
        let to = (widest + surplus).min(cells.len() - 1);
        let (first, last) = (cells[widest.min(to)], cells[to]);
        cells.splice(widest.min(to)..=to, [(first.0, last.1)]);
    }
    let mut spans: Vec<Span> = cells
        .into_iter()
        .take(count)
        .map(|(start, end)| Span::new(row.start as usize + start, row.start as usize + end))
        .map(|span| span.trim(text))
        .collect();
    spans.resize(count, Span::at(row.end as usize));
    spans.into_boxed_slice()
}

/// The ranges between the pipes of a row; pipes in code spans separate cells only if
/// `splits_code`.
fn split(line: &str, splits_code: bool) -> Vec<(usize, usize)> {
    let bytes = line.as_bytes();
    let end = line.trim_end().len();
    let mut cells = Vec::new();
    let mut start = line.len() - line.trim_start().len();
    start += usize::from(bytes.get(start) == Some(&b'|'));
    let (mut at, mut is_code) = (start, false);
    while at < end {
        match bytes[at] {
            b'\\' => at += 1,
            b'`' if !splits_code => is_code = !is_code,
            b'|' if !is_code => {
                cells.push((start, at));
                start = at + 1;
            }
            _ => {}
        }
        at += 1;
    }
    if start < end {
        cells.push((start, end));
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Source;

    fn rows(text: &str) -> Vec<Vec<String>> {
        let source = Source::new("a.md", text);
        let document = Document::read(&source).unwrap();
        let grids = grids(source.text(), &document);
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
