//! A register: its entries, their fields, the triage table, and what the register promises.

mod compose;
mod compose_row;
mod fields;
mod grid;
mod heading;
mod headings;
mod ids;
mod items;
mod language;
mod meaning;
mod merge;
mod numbered;
mod outline;
mod policy;
mod profile;
mod rows;
mod shapes;
mod tracked;
mod triage_table;

use std::borrow::Cow;
use std::collections::HashMap;
use std::path::Path;
use std::sync::OnceLock;

use crate::document::{Document, TooDeep};
use crate::text::{Source, Span};
use crate::values::{Endpoint, IdPattern};
use crate::vocabulary::{Key, Vocabulary};

pub use heading::steps as heading_steps;
pub use ids::FreeIds;
pub use meaning::{one_line, without_marker};
pub use outline::{Said, said_by_heading};
pub use policy::{Policy, Promise, StatedSla};
pub use profile::Profile;
pub use tracked::Tracked;
pub use triage_table::{Column, TriageRow, TriageTable};

/// What it takes to read a register.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    /// The words it may be written in.
    pub vocabulary: &'a Vocabulary,
    /// The form of its IDs.
    pub id: &'a IdPattern,
    /// The folder that its path is seen from.
    pub cwd: &'a Path,
    /// The folder above which a path says nothing about it.
    pub root: &'a Path,
}

/// How a register lays out its entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Shape {
    /// A heading for each entry, its fields below.
    Headings,
    /// A row of a table for each entry.
    Table,
    /// An item of a list for each entry, done or open by its box.
    Checklist,
}

/// One Markdown file that tracks gaps. Everything in it is a span of the source.
#[derive(Debug)]
pub struct Register<'s> {
    /// The file.
    pub source: &'s Source,
    /// The code of its language.
    pub language: String,
    /// The text of its title.
    pub title: Option<Span>,
    /// How its entries are laid out; most of them, where they differ.
    pub shape: Shape,
    /// Which form it is in, and so what may be asked of it.
    pub profile: Profile,
    /// The fields at the front of the file: `Last reviewed`, `Owner`.
    pub metadata: Vec<Field>,
    /// The lines that state the policy, each a field.
    pub policy_lines: Vec<Field>,
    /// The triage table.
    pub triage: Option<TriageTable>,
    /// Where the table belongs, when its heading or its marks stand without one.
    pub triage_place: Option<u32>,
    /// Where the first section of entries starts.
    pub section: Option<SectionStart>,
    /// Where the section for entries ends, when a heading opens one.
    pub gaps_end: Option<u32>,
    /// The entries, in order.
    pub entries: Vec<Entry>,
    /// Every HTML comment.
    pub comments: Vec<Span>,
    /// Every table.
    pub tables: Vec<Span>,
    /// The tables whose rows are entries, or say more of entries.
    pub layouts: Vec<Layout>,
    /// The names that a part for priorities ranks, where the register is not in today's form: the
    /// name as label, the words that rank it as value.
    pub ranked: Vec<Field>,
    /// What the register says its words mean, where it is not in today's form: the word as label,
    /// its meaning as value.
    pub legend: Vec<Field>,
    /// How this register writes each label, looked up when something is to be written into it.
    own_labels: OnceLock<HashMap<Key, Span>>,
}

/// The heading that the first entries stand under, or the first entry itself.
#[derive(Clone, Copy, Debug)]
pub struct SectionStart {
    /// Where it starts.
    pub offset: u32,
    /// The level of its heading.
    pub level: u8,
}

/// One gap.
#[derive(Debug)]
pub struct Entry {
    /// From its heading to the end of its last block.
    pub span: Span,
    /// The text of its heading, without number and ID.
    pub heading: Span,
    /// Its section number: `1.1`.
    pub number: Option<Span>,
    /// Its ID, from the field or else the heading.
    pub id: Option<Span>,
    /// The ID in its heading.
    pub heading_id: Option<Span>,
    /// The menu path in its heading, without the last part.
    pub area: Vec<Span>,
    /// The last part of its heading.
    pub title: Span,
    /// Every field, in order, repeats included.
    pub fields: Vec<Field>,
    /// What the entry is in the file.
    pub form: Form,
    /// What rows of a summary say of it once more.
    pub repeats: Vec<Field>,
}

/// What an entry is in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// A heading, its fields below.
    Heading,
    /// A row of a table.
    Row(Row),
    /// An item of a list.
    Item,
}

/// The row that an entry is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The place of its table among [`Register::layouts`].
    pub table: u32,
    /// Its cells, one for each column.
    pub cells: Box<[Span]>,
}

/// A table whose rows are entries, or say more of entries.
#[derive(Debug)]
pub struct Layout {
    /// All of it.
    pub span: Span,
    /// Its columns.
    pub columns: Vec<Column>,
}

/// A label and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// What the label means, where the vocabulary knows it.
    pub key: Option<Key>,
    /// The label, without marks and colon.
    pub label: Span,
    /// The value; empty, at the place where it would stand, when there is none.
    pub value: Span,
    /// All of it: marker, label and value.
    pub span: Span,
}

impl<'s> Register<'s> {
    /// Reads a source as a register.
    pub fn read(source: &'s Source, reading: Reading<'_>) -> Result<Self, TooDeep> {
        let document = Document::read(source)?;
        let shapes::Found { parts, profile, layouts, asides } =
            shapes::found(source, &document, reading);
        let shape = shape(&parts.entries);
        // A table whose rows are the entries sums nothing up, and one without IDs no entry.
        let is_summary = |table: &TriageTable| {
            let is_row = |entry: &Entry| {
                matches!(entry.form, Form::Row(_)) && table.span.contains(entry.span)
            };
            profile == Profile::BackendGap
                || (table.has(Key::Id) && !parts.entries.iter().any(is_row))
        };
        let (triage, triage_place) =
            match triage_table::find(source, &document, &parts.entries, reading) {
                triage_table::Found::Table(table) if !is_summary(&table) => (None, None),
                triage_table::Found::Table(table) => (Some(table), None),
                triage_table::Found::Place(at) => (None, Some(at)),
                triage_table::Found::Nothing => (None, None),
            };
        let language = language::of(source, parts.title, reading);
        Ok(Self {
            source,
            language,
            title: parts.title,
            shape,
            profile,
            metadata: parts.metadata,
            policy_lines: parts.policy_lines,
            triage,
            triage_place,
            section: parts.section,
            gaps_end: parts.gaps_end,
            entries: parts.entries,
            comments: document.comments,
            tables: document.tables.iter().map(|table| table.span).collect(),
            layouts,
            legend: asides.legend,
            ranked: asides.ranked,
            own_labels: OnceLock::new(),
        })
    }

    /// What `span` covers.
    pub fn text(&self, span: Span) -> &'s str {
        span.of(self.source.text())
    }

    /// A short value without the marks around it: `` `G-001` `` and `**G-001**` are `G-001`.
    pub fn bare(&self, span: Span) -> &'s str {
        self.text(self.bare_span(span))
    }

    /// The span of [`Self::bare`].
    pub fn bare_span(&self, span: Span) -> Span {
        let text = self.text(span);
        // Most values are bare already.
        let is_mark = |byte: u8| b"`*~ \t".contains(&byte);
        if let ([first, ..], [.., last]) = (text.as_bytes(), text.as_bytes())
            && !is_mark(*first)
            && !b"-+[".contains(first)
            && !is_mark(*last)
        {
            return span;
        }
        // The only item of a list is a value like any other.
        let item = ["- ", "* ", "+ "].into_iter().find_map(|mark| text.strip_prefix(mark));
        let text = item.filter(|item| !item.contains('\n')).unwrap_or(text);
        let marks: &[char] = &['`', '*', '~', ' ', '\t'];
        let inner = text.trim_matches(marks);
        // The marks alone say something where they strike an entry out.
        let inner = if inner.is_empty() { text.trim() } else { inner };
        let link = inner.strip_prefix('[').filter(|_| inner.ends_with(')'));
        let inner = link.and_then(|link| Some(link.split_once("](")?.0)).unwrap_or(inner);
        span.part(self.text(span), inner)
    }

    /// The first line of a span: a caret belongs under one line.
    pub fn first_line(&self, span: Span) -> Span {
        let text = self.text(span);
        span.part(text, text.lines().next().unwrap_or(text).trim_end())
    }

    /// A field's value as people read it: its lines without the indentation they share.
    pub fn value(&self, field: &Field) -> Cow<'s, str> {
        let text = self.text(field.value);
        if text.contains('\n') { Cow::Owned(dedent(text)) } else { Cow::Borrowed(text) }
    }

    /// The value of an entry's field of that key.
    pub fn value_of(&self, entry: &Entry, key: Key) -> Option<&'s str> {
        entry.field(key).map(|field| self.bare(field.value)).filter(|value| !value.is_empty())
    }

    /// The ID of an entry.
    pub fn id(&self, entry: &Entry) -> Option<&'s str> {
        entry.id.map(|id| self.text(id))
    }

    /// What to call an entry: its ID, else its number.
    pub fn name(&self, entry: &Entry) -> Option<String> {
        entry.id.or(entry.number).map(|span| self.text(span).to_owned())
    }

    /// What to call an entry in a sentence: its ID, its number, or its heading.
    pub fn spoken_name(&self, entry: &Entry) -> &'s str {
        self.text(entry.id.or(entry.number).unwrap_or(entry.heading))
    }

    /// The pages of the manual that an entry names.
    pub fn source_pages(&self, entry: &Entry) -> Vec<Span> {
        self.values_of(entry, Key::SourcePage, fields::looks_like_page)
    }

    /// The endpoints that an entry names.
    pub fn endpoints(&self, entry: &Entry) -> Vec<Span> {
        self.values_of(entry, Key::Endpoints, |text| Endpoint::parse(text).is_some())
    }

    /// The insides of the code spans in a stretch of text.
    pub fn code_spans(&self, within: Span) -> Vec<Span> {
        fields::code_spans(self.source.text(), within)
    }

    /// The code spans in an entry's fields of that key that `is_wanted`; a value without any code
    /// span is looked at line by line.
    fn values_of(&self, entry: &Entry, key: Key, is_wanted: impl Fn(&str) -> bool) -> Vec<Span> {
        let fields = entry.fields.iter().filter(|field| field.key == Some(key));
        fields
            .flat_map(|field| fields::pieces(self.source.text(), field.value))
            .filter(|&span| is_wanted(self.text(span)))
            .collect()
    }
}

impl Entry {
    /// The first field of that key.
    pub fn field(&self, key: Key) -> Option<&Field> {
        self.fields.iter().find(|field| field.key == Some(key))
    }

    /// Whether nothing but a field or two of one key makes an entry of it.
    fn is_weak(&self) -> bool {
        let mut keys = self.fields.iter().filter_map(|field| field.key);
        let first = keys.find(|key| key.belongs_to_entry());
        self.id.is_none() && keys.all(|key| Some(key) == first || !key.belongs_to_entry())
    }

    /// Where a finding about the entry as a whole points: its ID, else its heading.
    pub fn handle(&self) -> Span {
        self.id.unwrap_or(self.heading)
    }
}

/// Whether what starts there stands within an entry, and so is the entry's own.
fn is_within(entries: &[Entry], span: Span) -> bool {
    let before = entries.partition_point(|entry| entry.span.start <= span.start);
    before > 0 && span.start < entries[before - 1].span.end
}

/// How most of some entries are laid out.
fn shape(entries: &[Entry]) -> Shape {
    let count = |wanted: fn(&Form) -> bool| entries.iter().filter(|e| wanted(&e.form)).count();
    let headings = count(|form| matches!(form, Form::Heading));
    let rows = count(|form| matches!(form, Form::Row(_)));
    let items = entries.len() - headings - rows;
    if headings >= rows.max(items) {
        Shape::Headings
    } else if rows >= items {
        Shape::Table
    } else {
        Shape::Checklist
    }
}

/// The lines of a value without the indentation that all but the first share.
fn dedent(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let indent = lines[1..]
        .iter()
        .filter(|line| !line.is_empty())
        .map(|line| line.len() - line.trim_start().len())
        .min()
        .unwrap_or(0);
    let mut out = String::with_capacity(text.len());
    for (at, line) in lines.iter().enumerate() {
        if at > 0 {
            out.push('\n');
        }
        out.push_str(if at == 0 { line } else { line.get(indent..).unwrap_or_default() });
    }
    out
}

#[cfg(test)]
mod tests;
