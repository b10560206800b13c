//! The cells of rows, also of those that have more of them than the table has columns: a pipe that
//! should have been escaped, or a cell that no column is for.

use std::cell::OnceCell;
use std::collections::HashSet;

use crate::register::read::cell::excess;
use crate::text::Span;

/// A row: as many cells as the header has.
#[derive(Debug)]
pub(in crate::register::read) struct GridRow {
    pub(crate) span: Span,
    pub(crate) cells: Box<[Span]>,
    /// What Markdown shows nowhere, as it is behind the last column.
    pub(crate) excess: Option<Span>,
    /// How many cells it has in the file, where the header and most rows have another number.
    pub(crate) uneven: Option<u32>,
}

/// Where a cell is in its row.
type CellRange = (usize, usize);

/// Splits the rows of one table into as many cells as it has columns.
pub(super) struct RowSplitter<'t> {
    text: &'t str,
    columns: usize,
    lines: &'t [Span],
    sound: OnceCell<SoundRows<'t>>,
}

/// What the rows with as many cells as columns hold.
struct SoundRows<'t> {
    /// The words of each column.
    words: Vec<HashSet<&'t str>>,
    /// The column with the most text, where a pipe is most likely part of it.
    widest: usize,
    /// How all cells of a column look, where they look alike.
    looks: Vec<Option<Look>>,
    /// Whether at least half of the rows are such, or there is one row only.
    are_most: bool,
}

/// How a cell looks: what it starts with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    Code,
    Number,
    Capital,
    Small,
    Sign,
}

impl Look {
    fn of(cell: &str) -> Option<Self> {
        Some(match cell.chars().next()? {
            '`' => Self::Code,
            c if c.is_ascii_digit() => Self::Number,
            c if c.is_uppercase() => Self::Capital,
            c if c.is_alphabetic() => Self::Small,
            _ => Self::Sign,
        })
    }
}

impl<'t> RowSplitter<'t> {
    pub(super) fn new(text: &'t str, columns: usize, lines: &'t [Span]) -> Self {
        Self { text, columns, lines, sound: OnceCell::new() }
    }

    /// A row with a cell for each column.
    pub(super) fn row(&self, row: Span) -> GridRow {
        let line = row.of(self.text);
        let split_all = split(line, true);
        let count = split_all.len();
        let is_uneven = count != self.columns && self.sound().are_most;
        let uneven = is_uneven.then_some(count as u32);
        if count <= self.columns {
            return GridRow { span: row, cells: self.spans(row, split_all), excess: None, uneven };
        }
        let shown = self.spans(row, split_all.clone());
        let cells = self.spans(row, self.fitting(line, split_all));
        GridRow { span: row, cells, excess: excess(self.text, row, &shown), uneven }
    }

    /// The first cells of a row, one for each column.
    fn spans(&self, row: Span, cells: Vec<CellRange>) -> Box<[Span]> {
        let span = |(start, end)| Span::new(row.start as usize + start, row.start as usize + end);
        let cells = cells.into_iter().take(self.columns);
        let mut spans: Vec<Span> = cells.map(|cell| span(cell).trim(self.text)).collect();
        spans.resize(self.columns, Span::at(row.end as usize));
        spans.into_boxed_slice()
    }

    /// The cells of a row that has too many: without the pipes in code spans; else with those of the
    /// widest column, or without the last cells, whichever leaves more cells as they are in
    /// other rows.
    fn fitting(&self, line: &'t str, mut cells: Vec<CellRange>) -> Vec<CellRange> {
        let outside_code = split(line, false);
        if outside_code.len() >= self.columns {
            cells = outside_code;
        }
        let surplus = cells.len().saturating_sub(self.columns);
        if surplus == 0 || self.columns == 0 {
            return cells;
        }
        let sound = self.sound();
        let to = (sound.widest + surplus).min(cells.len() - 1);
        let mut joined = cells.clone();
        let from = sound.widest.min(to);
        joined.splice(from..=to, [(cells[from].0, cells[to].1)]);
        cells.truncate(self.columns);
        let known = |cells: &[CellRange]| {
            let words = cells.iter().map(|&(start, end)| line[start..end].trim());
            words.zip(&sound.words).filter(|(word, known)| known.contains(word)).count()
        };
        let alike = |cells: &[CellRange]| {
            let looks = cells.iter().map(|&(start, end)| Look::of(line[start..end].trim()));
            looks.zip(&sound.looks).filter(|(own, look)| look.is_some() && own == *look).count()
        };
        let likeness = |cells: &[CellRange]| (known(cells), alike(cells));
        if likeness(&cells) > likeness(&joined) { cells } else { joined }
    }

    fn sound(&self) -> &SoundRows<'t> {
        self.sound.get_or_init(|| self.sound_rows())
    }

    fn sound_rows(&self) -> SoundRows<'t> {
        let mut words = vec![HashSet::new(); self.columns];
        let mut lengths = vec![0; self.columns];
        let mut looks: Vec<Vec<Look>> = vec![Vec::new(); self.columns];
        let mut count = 0;
        for row in self.lines {
            let line = row.of(self.text);
            let cells = split(line, true);
            let is_sound = cells.len() == self.columns;
            count += usize::from(is_sound);
            for (column, &(start, end)) in cells.iter().enumerate().take(self.columns) {
                let cell = line[start..end].trim();
                lengths[column] += cell.len();
                if is_sound && !cell.is_empty() {
                    words[column].insert(cell);
                    looks[column].extend(Look::of(cell));
                }
            }
        }
        let widest = (0..self.columns).rev().max_by_key(|&column| lengths[column]);
        let alike = |looks: Vec<Look>| match looks[..] {
            [first, _, ..] if looks.iter().all(|look| *look == first) => Some(first),
            _ => None,
        };
        SoundRows {
            words,
            widest: widest.unwrap_or(0),
            looks: looks.into_iter().map(alike).collect(),
            are_most: count * 2 >= self.lines.len() || self.lines.len() == 1,
        }
    }
}

/// The ranges between the pipes of a row; pipes in code spans separate cells only if
/// `splits_code`.
fn split(line: &str, splits_code: bool) -> Vec<CellRange> {
    let bytes = line.as_bytes();
    let end = line.trim_end().len();
    let mut cells = Vec::new();
    let mut start = line.len() - line.trim_start().len();
    start += usize::from(bytes.get(start) == Some(&b'|'));
    let mut is_code = false;
    let mut escaped = None;
    let row = start..end.max(start);
    for at in memchr::memchr3_iter(b'|', b'\\', b'`', &bytes[row.clone()]) {
        let at = row.start + at;
        if escaped == Some(at) {
            continue;
        }
        match bytes[at] {
            b'\\' => escaped = Some(at + 1),
            b'`' if !splits_code => is_code = !is_code,
            b'|' if !is_code => {
                cells.push((start, at));
                start = at + 1;
            }
            _ => {}
        }
    }
    if start < end {
        cells.push((start, end));
    }
    cells
}
