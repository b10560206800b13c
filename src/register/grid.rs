//! Tables as people see them: a row that a blank line cut off is a row still, and a pipe that
//! nobody escaped parts no cells.

use crate::document::{Block, Document, Kind, Table};
use crate::text::Span;

/// A table with the rows that belong to it.
#[derive(Debug)]
pub(super) struct Grid {
    /// The place of its block in the document.
    pub block: usize,
    pub header: Vec<Span>,
    pub rows: Vec<GridRow>,
}

/// A row: as many cells as the header has.
#[derive(Debug)]
pub(super) struct GridRow {
    pub span: Span,
    pub cells: Box<[Span]>,
}

/// The tables of a document that stand on their own.
pub(super) fn grids(text: &str, document: &Document) -> Vec<Grid> {
    let blocks = document.blocks.iter().enumerate();
    let tables = blocks.filter(|(_, block)| !block.quoted && block.depth == 0);
    tables
        .filter_map(|(at, block)| match block.kind {
            Kind::Table(table) => Some(grid(text, document, at, &document.tables[table as usize])),
            _ => None,
        })
        .filter(|grid| !grid.rows.is_empty())
        .collect()
}

fn grid(text: &str, document: &Document, block: usize, table: &Table) -> Grid {
    let header = table.header().to_vec();
    let lines = table.rows().iter().map(|row| row.span);
    let lines: Vec<Span> = lines.chain(cut_off(text, &document.blocks[block + 1..])).collect();
    let widest = widest(text, table);
    let rows = lines
        .into_iter()
        .map(|span| GridRow { span, cells: cells(text, span, header.len(), widest) })
        // A rule that stands among rows by mistake is no row.
        .filter(|row| {
            row.cells.iter().any(|cell| cell.of(text).contains(|c: char| !"-: ".contains(c)))
        })
        .collect();
    Grid { block, header, rows }
}

/// The rows right below a table that a blank line or a comment parts from it.
fn cut_off<'t>(text: &'t str, below: &'t [Block]) -> impl Iterator<Item = Span> + 't {
    let is_comment =
        |block: &Block| block.kind == Kind::Html && block.span.of(text).starts_with("<!--");
    let is_row = |line: &str| line.trim().starts_with('|') && line.matches('|').count() > 2;
    let blocks = below.iter().filter(move |block| !is_comment(block));
    let rows = blocks.take_while(move |block| {
        block.kind == Kind::Paragraph
            && block.depth == 0
            && !block.quoted
            && block.content.of(text).lines().all(is_row)
    });
    rows.flat_map(move |block| {
        let whole = block.content.of(text);
        whole.lines().map(move |line| block.content.part(whole, line.trim()))
    })
}

/// The column that holds the most text: where a pipe stands that was not meant to part cells.
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
    let mut cells = split(line, false);
    if cells.len() > count {
        let careful = split(line, true);
        if careful.len() >= count {
            cells = careful;
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

/// The ranges between the pipes of a row; with care for code, those outside code spans.
fn split(line: &str, is_careful: bool) -> Vec<(usize, usize)> {
    let bytes = line.as_bytes();
    let end = line.trim_end().len();
    let mut cells = Vec::new();
    let mut start = line.len() - line.trim_start().len();
    start += usize::from(bytes.get(start) == Some(&b'|'));
    let (mut at, mut is_code) = (start, false);
    while at < end {
        match bytes[at] {
            b'\\' => at += 1,
            b'`' if is_careful => is_code = !is_code,
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
    fn pipes_in_code_and_in_sentences_part_no_cells() {
        let head = "| ID | What fails | Status |\n|---|---|---|\n| G-1 | a plain sentence stands here | Open |\n";
        let got = rows(&format!(
            "{head}| G-2 | `a|b` is read | Open |\n| G-3 | yes | no is shown | Open |\n| G-4 | x \\| y | Open |\n"
        ));
        assert_eq!(got[1], ["G-2", "`a|b` is read", "Open"]);
        assert_eq!(got[2], ["G-3", "yes | no is shown", "Open"]);
        assert_eq!(got[3], ["G-4", "x \\| y", "Open"]);
    }

    #[test]
    fn rows_that_a_blank_line_cut_off_belong_to_the_table_above() {
        let text = "| ID | Gap |\n|---|---|\n| G-1 | a |\n\n| G-2 | b |\n| G-3 | c |\n\nText | with | pipes\n";
        let got = rows(text);
        assert_eq!(
            got,
            [["G-1", "a"], ["G-2", "b"], ["G-3", "c"]].map(|row| row.map(str::to_owned).to_vec())
        );
        assert_eq!(rows("| A | B |\n|---|---|\n|  |  |\n").len(), 0);
    }
}
