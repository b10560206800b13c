//! The comments that accept what is found in a register, written above the places of the findings.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::comment::{FILE_WORD, LINE_WORD};
use crate::finding::{Edit, Extent, Finding};
use crate::register::Register;
use crate::text::Span;

/// What is written into each comment.
#[derive(Clone, Copy, Debug)]
pub(crate) struct IgnoreReason<'a> {
    pub reason: &'a str,
    pub until: Option<Date>,
}

/// Where a comment is put.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct CommentPlace {
    /// The start of the line below it.
    pub line: u32,
    pub is_for_file: bool,
}

/// Comments for a register.
#[derive(Debug)]
pub(crate) struct WrittenIgnores<'r> {
    register: &'r Register<'r>,
    reason: IgnoreReason<'r>,
    by_place: BTreeMap<CommentPlace, BTreeSet<&'static str>>,
    /// Where the entries are whose findings are not accepted.
    others: Vec<Span>,
}

/// Where a place of the text with comments is in the text without them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OriginalPlace {
    At(usize),
    /// In one of the comments.
    InComment(CommentPlace),
}

impl<'r> WrittenIgnores<'r> {
    /// `others` are the entries whose findings are not accepted.
    pub(crate) fn new(
        register: &'r Register<'r>,
        reason: IgnoreReason<'r>,
        others: Vec<Span>,
    ) -> Self {
        Self { register, reason, by_place: BTreeMap::new(), others }
    }

    pub(crate) fn count(&self) -> usize {
        self.by_place.len()
    }

    /// Where a comment may accept a finding at a place, the best first. What is about no entry may be
    /// accepted for the file.
    pub(crate) fn places_for(&self, finding: &Finding, place: usize) -> Vec<CommentPlace> {
        let register = self.register;
        let span = Span::at(place);
        let line = |offset: u32| register.source.line_at(offset as usize).start;
        let own = line(span.start);
        let entry = register.entry_around(span);
        let of_entry = entry.map(|entry| line(entry.span.start));
        let field = entry.and_then(|entry| entry.fields.iter().find(|f| f.span.contains(span)));
        // A comment between two rows would end the table.
        let table = register.tables.iter().find(|table| table.contains(span));
        if table.is_some_and(|table| self.is_about_others(*table)) {
            return Vec::new();
        }
        let mut lines: Vec<u32> = match table {
            Some(table) => vec![line(table.start)],
            None if finding.extent == Extent::Entry => of_entry.into_iter().chain([own]).collect(),
            None => field.map(|field| line(field.span.start)).into_iter().chain([own]).collect(),
        };
        lines.extend(of_entry);
        let mut seen = BTreeSet::new();
        lines.retain(|line| seen.insert(*line));
        let places = lines.into_iter().map(|line| CommentPlace { line, is_for_file: false });
        let is_of_file = finding.entry.is_none() && self.others.is_empty();
        places.chain(self.place_for_file().filter(|_| is_of_file)).collect()
    }

    /// Whether a comment above the table at a place would accept what is found in others, too.
    pub(crate) fn would_accept_others(&self, place: usize) -> bool {
        let mut tables = self.register.tables.iter();
        let table = tables.find(|table| table.contains(Span::at(place)));
        table.is_some_and(|table| self.is_about_others(*table))
    }

    /// Whether a table has rows of other entries. One of rows that are no entries is about all of them.
    fn is_about_others(&self, table: Span) -> bool {
        let holds = |span: &Span| table.contains(Span::at(span.start as usize));
        let is_within = |span: Span| span.contains(table);
        let mut entries = self.register.entries.iter();
        if entries.any(|entry| holds(&entry.span)) {
            self.others.iter().any(holds)
        } else {
            !self.others.is_empty()
                && !self.register.entries.iter().any(|entry| is_within(entry.span))
        }
    }

    /// Where a comment for the file is put: above the title, else at the top, where nothing else has to
    /// be first.
    fn place_for_file(&self) -> Option<CommentPlace> {
        let source = self.register.source;
        let top = source.body_start();
        let is_free = !source.text()[top..].starts_with("---");
        let title = self.register.title.map(|title| source.line_at(title.start as usize).start);
        let line = title.or(is_free.then_some(top as u32))?;
        Some(CommentPlace { line, is_for_file: true })
    }

    pub(crate) fn add(&mut self, place: CommentPlace, rule: &'static str) {
        self.by_place.entry(place).or_default().insert(rule);
    }

    pub(crate) fn remove(&mut self, place: CommentPlace, rule: &str) {
        if let Some(rules) = self.by_place.get_mut(&place) {
            rules.remove(rule);
            if rules.is_empty() {
                self.by_place.remove(&place);
            }
        }
    }

    /// Keeps only some comments.
    pub(crate) fn keep(&mut self, places: &BTreeSet<CommentPlace>) {
        self.by_place.retain(|place, _| places.contains(place));
    }

    /// The comments as edits.
    pub(crate) fn edits(&self) -> BTreeMap<CommentPlace, Edit> {
        let edit = |(&place, rules): (&CommentPlace, &BTreeSet<&str>)| {
            let text = self.comment(place, rules);
            (place, Edit { span: Span::at(place.line as usize), text })
        };
        self.by_place.iter().map(edit).collect()
    }

    fn comment(&self, place: CommentPlace, rules: &BTreeSet<&str>) -> String {
        let source = self.register.source;
        let line = place.line as usize;
        let text = source.slice(source.line_at(line));
        let indent = &text[..text.len() - text.trim_start_matches([' ', '\t']).len()];
        let names: Vec<&str> = rules.iter().copied().collect();
        let until = self.reason.until.map_or(String::new(), |day| format!(" until {day}"));
        let word = if place.is_for_file { FILE_WORD } else { LINE_WORD };
        let (names, reason) = (names.join(", "), self.reason.reason);
        let newline = source.newline_at(line);
        format!("{indent}<!-- {word} {names}{until}: {reason} -->{newline}")
    }

    /// Where the comments are in the text with all of them, in order.
    pub(crate) fn inserted(&self) -> Inserted {
        let mut added = 0;
        let comment = |(place, edit): (CommentPlace, Edit)| {
            let start = place.line as usize + added;
            let indent = edit.text.len() - edit.text.trim_start().len();
            added += edit.text.len();
            InsertedComment { place, start, indent, length: edit.text.len() }
        };
        Inserted(self.edits().into_iter().map(comment).collect())
    }
}

/// A comment in the text with all of them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct InsertedComment {
    /// Where it is put in the text without any.
    pub place: CommentPlace,
    start: usize,
    indent: usize,
    length: usize,
}

impl InsertedComment {
    /// Where the comment itself begins.
    pub(crate) fn opening(self) -> usize {
        self.start + self.indent
    }
}

/// The comments in the text with all of them, in order.
#[derive(Debug)]
pub(crate) struct Inserted(pub Vec<InsertedComment>);

impl Inserted {
    /// Where a place of the text with the comments is in the text without them.
    pub(crate) fn original(&self, place: usize) -> OriginalPlace {
        let after = self.0.partition_point(|comment| comment.start <= place);
        let Some(last) = self.0[..after].last() else { return OriginalPlace::At(place) };
        let end = last.start + last.length;
        if place < end {
            return OriginalPlace::InComment(last.place);
        }
        OriginalPlace::At(last.place.line as usize + (place - end))
    }
}
