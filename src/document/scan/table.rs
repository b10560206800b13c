//! Tables whose rows start with a pipe.

use super::line::{Line, is_odd_blank};
use super::{NotPlain, Plain, Scanner};
use crate::document::block::{BlockKind, Table, TableRow};
use crate::text::{Span, find_sign};

/// Whether a line may be the one below the header of a table.
pub(super) fn is_delimiter_row(bytes: &[u8], start: usize, end: usize) -> bool {
    let mut has_hyphen = false;
    for &byte in &bytes[start.min(end)..end] {
        match byte {
            b'-' => has_hyphen = true,
            b'|' | b':' | b' ' | b'\r' => {}
            blank if is_odd_blank(blank) => {}
            b'\n' => break,
            _ => return false,
        }
    }
    has_hyphen
}

impl Scanner<'_, '_> {
    pub(super) fn take_table(&mut self, header: Line) -> Plain<usize> {
        let delimiter = Line::at(self.bytes, header.next, self.end);
        let is_row = |line: Line| line.indent == 0 && self.bytes[line.first] == b'|';
        if !is_row(header) || !is_row(delimiter) {
            return Err(NotPlain);
        }
        let columns = self.columns(delimiter)?;
        let cells = self.cells(header, columns)?;
        if cells.len() != columns {
            return Err(NotPlain);
        }
        let mut rows = vec![TableRow {
            span: Span::new(header.first, header.end).trim(self.text),
            cells: cells.into(),
        }];
        let mut last = delimiter;
        while last.next < self.end {
            let line = Line::at(self.bytes, last.next, self.end);
            if line.is_blank() {
                break;
            }
            if !is_row(line) || line.first + 1 == line.end {
                return Err(NotPlain);
            }
            let mut cells = self.cells(line, columns)?;
            cells.resize(columns, Span::at(line.next));
            rows.push(TableRow {
                span: Span::new(line.first, line.end).trim(self.text),
                cells: cells.into(),
            });
            last = line;
        }
        let span = Span::new(header.start, last.next);
        let at = self.document.tables.len() as u32;
        self.push(BlockKind::Table(at), span);
        self.document
            .tables
            .push(Table { span: Span::new(header.start, last.end).trim(self.text), rows });
        Ok(last.next)
    }

    /// The number of columns of the row below the header.
    fn columns(&self, line: Line) -> Plain<usize> {
        if self.bytes[line.first..line.end].iter().any(|&byte| is_odd_blank(byte)) {
            return Err(NotPlain);
        }
        let cells = self.cells(line, 0)?;
        let is_sound = |cell: &Span| {
            let text = &self.bytes[cell.range()];
            let text = text.strip_prefix(b":").unwrap_or(text);
            let text = text.strip_suffix(b":").unwrap_or(text);
            !text.is_empty() && text.iter().all(|&byte| byte == b'-')
        };
        if cells.iter().all(is_sound) { Ok(cells.len()) } else { Err(NotPlain) }
    }

    /// The cells of a row that starts with a pipe, which are so many as a rule; a row that holds a comment is not
    /// plain.
    fn cells(&self, line: Line, columns: usize) -> Plain<Vec<Span>> {
        let text = &self.text[line.first..line.end];
        if text.ends_with('\\') || find_sign(text, "<!--").is_some() {
            return Err(NotPlain);
        }
        let mut cells = Vec::with_capacity(columns);
        let mut start = line.first + 1;
        for at in memchr::memchr_iter(b'|', &self.bytes[start..line.end]) {
            let at = line.first + 1 + at;
            if self.bytes[at - 1] != b'\\' {
                cells.push(Span::new(start, at).trim(self.text));
                start = at + 1;
            }
        }
        if start < line.end {
            cells.push(Span::new(start, line.end).trim(self.text));
        }
        Ok(cells)
    }
}
