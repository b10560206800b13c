//! One version of a register, as lines.

use std::ops::Range;

use crate::document::TooDeep;
use crate::register::{Entry, Form, Reading, Register, anchors};
use crate::text::{Source, Span};

/// A version that was read. Its text has no byte order mark, and its lines end as those of the other
/// versions.
#[derive(Debug)]
pub(super) struct Version<'s> {
    pub register: Register<'s>,
    pub lines: Vec<&'s str>,
    /// The first and the next line of each entry, in the order of the entries.
    pub entries: Vec<Range<usize>>,
    /// Where each line starts.
    starts: Vec<u32>,
}

impl<'s> Version<'s> {
    pub(super) fn read(source: &'s Source, reading: Reading<'_>) -> Result<Self, TooDeep> {
        let register = Register::parse(source, reading)?;
        let lines: Vec<&str> = source.text().split('\n').collect();
        let starts = lines.iter().scan(0, |at, line| {
            let start = *at;
            *at += line.len() as u32 + 1;
            Some(start)
        });
        let starts = starts.collect();
        let mut version = Self { register, lines, entries: Vec::new(), starts };
        version.entries = version.entry_lines();
        Ok(version)
    }

    /// The place of the line that holds an offset.
    pub(super) fn line_of(&self, offset: u32) -> usize {
        self.starts.partition_point(|&start| start <= offset).saturating_sub(1)
    }

    /// The lines that a span touches.
    pub(super) fn lines_of(&self, span: Span) -> Range<usize> {
        let first = self.line_of(span.start);
        let last = self.line_of(span.end.saturating_sub(1).max(span.start));
        first..last + 1
    }

    /// Where a span is in the line that holds it; nothing where it goes beyond.
    pub(super) fn in_line(&self, line: usize, span: Span) -> Option<Range<usize>> {
        let start = span.start.checked_sub(self.starts[line])? as usize;
        let end = span.end.checked_sub(self.starts[line])? as usize;
        (end <= self.lines[line].len()).then_some(start..end)
    }

    /// The offset at which a line starts; the end of the text behind the last one.
    pub(super) fn start_of(&self, line: usize) -> usize {
        self.starts.get(line).map_or(self.register.source.text().len(), |&start| start as usize)
    }

    pub(super) fn id(&self, entry: usize) -> Option<&'s str> {
        let id = self.register.entries[entry].id?;
        Some(self.register.text(id)).filter(|text| self.register.plain(id) == *text)
    }

    /// The lines of each entry. Anchors and comments above a heading belong to it.
    fn entry_lines(&self) -> Vec<Range<usize>> {
        let entries = &self.register.entries;
        let mut lines: Vec<Range<usize>> = Vec::with_capacity(entries.len());
        for entry in entries {
            let end = anchors::end_of(&self.register, entry);
            let own =
                self.lines_of(Span { start: entry.span.start, end: end.max(entry.span.start) });
            let heading = own.start;
            let from = lines.last().map_or(0, |last: &Range<usize>| last.start + 1);
            let start = self.start_with_comments(entry, heading, from);
            if let Some(last) = lines.last_mut().filter(|last| last.end > start) {
                last.end = self.without_blank_end(last.start..start);
            }
            lines.push(start..self.without_blank_end(own));
        }
        lines
    }

    fn start_with_comments(&self, entry: &Entry, heading: usize, from: usize) -> usize {
        if entry.form != Form::Heading {
            return heading;
        }
        let above = anchors::above(&self.register, entry);
        let mut start = above.map_or(heading, |above| self.line_of(above.start)).max(from);
        while let Some(comment) = self.comment_above(start).filter(|&line| line >= from) {
            start = comment;
        }
        start
    }

    /// The line of the comment above a line that says something about it.
    fn comment_above(&self, line: usize) -> Option<usize> {
        let above = line.checked_sub(1)?;
        let above = if self.lines[above].trim().is_empty() { above.checked_sub(1)? } else { above };
        let text = self.lines[above].trim();
        let is_ignore = text.starts_with("<!--") && text.contains("gapreg-ignore ");
        (is_ignore && text.ends_with("-->")).then_some(above)
    }

    fn without_blank_end(&self, lines: Range<usize>) -> usize {
        let blank = |line: &&&str| line.trim().is_empty();
        let count = self.lines[lines.clone()].iter().rev().take_while(blank).count();
        (lines.end - count).max(lines.start + 1)
    }
}
