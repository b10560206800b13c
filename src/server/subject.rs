//! What is at a place of a register.

use crate::register::{Entry, Register};
use crate::rules::{self, Rule};
use crate::text::{Ordered, Span};
use crate::vocabulary::Key;

/// What a place of a register is about.
#[derive(Clone, Copy, Debug)]
pub(super) enum Subject<'r> {
    /// An ID, wherever it is named.
    Id { span: Span, id: &'r str },
    /// A page of the manual.
    Page { span: Span, page: &'r str },
    /// The label of a field, or the header of a column.
    Label { span: Span, key: Key },
    /// The name of a rule in a comment.
    Rule { span: Span, rule: &'static Rule },
}

impl<'r> Subject<'r> {
    /// What is at a byte. `is_id` says whether some register has an entry of that ID.
    pub(super) fn at(
        register: &'r Register<'r>,
        offset: usize,
        is_id: impl Fn(&str) -> bool,
    ) -> Option<Self> {
        let text = register.source.text();
        let is_here = |span: &Span| touches(*span, offset);
        if register.comments.iter().any(is_here) {
            let span = word_at(text, offset, |c| c.is_ascii_alphanumeric() || c == '-');
            if let Some(rule) = rules::rule(span.of(text)) {
                return Some(Self::Rule { span, rule });
            }
        }
        let entry = register.entry_around(Span::at(offset));
        let pages = entry.map(|entry| register.source_pages(entry)).unwrap_or_default();
        if let Some(span) = pages.into_iter().find(|span| is_here(span)) {
            return Some(Self::Page { span, page: register.text(span) });
        }
        if let Some((span, id)) = id_at(text, offset, &is_id) {
            return Some(Self::Id { span, id });
        }
        label_at(register, entry, offset).or_else(|| {
            let span = heading_at(register, entry?, offset)?;
            Some(Self::Id { span, id: register.id(entry?)? })
        })
    }

    pub(super) fn span(self) -> Span {
        match self {
            Self::Id { span, .. }
            | Self::Page { span, .. }
            | Self::Label { span, .. }
            | Self::Rule { span, .. } => span,
        }
    }
}

/// Whether a byte is in a span or at its end.
pub(super) fn touches(span: Span, offset: usize) -> bool {
    span.start as usize <= offset && offset <= span.end as usize
}

/// The entries of an ID in a register.
pub(super) fn named<'r>(register: &'r Register<'_>, id: &str) -> impl Iterator<Item = &'r Entry> {
    let is_named = move |own: &str| own.eq_ignore_ascii_case(id);
    register.entries.iter().filter(move |entry| register.id(entry).is_some_and(is_named))
}

/// Whether some register has an entry of an ID.
pub(super) fn has_entry(registers: &[Register<'_>], id: &str) -> bool {
    !id.is_empty() && registers.iter().any(|register| named(register, id).next().is_some())
}

/// The run of characters of a kind around a byte.
pub(super) fn word_at(text: &str, offset: usize, is_part: impl Fn(char) -> bool) -> Span {
    let (before, after) = text.split_at(offset);
    let start = before.trim_end_matches(&is_part).len();
    let end = text.len() - after.trim_start_matches(&is_part).len();
    Span::new(start, end)
}

/// A word with more of them is not looked through.
const MOST_SIGNS: usize = 16;

/// The ID around a byte: the longest of which there is an entry.
pub(super) fn id_at(
    text: &str,
    offset: usize,
    is_id: impl Fn(&str) -> bool,
) -> Option<(Span, &str)> {
    let is_part = |c: char| c.is_alphanumeric() || "-_.".contains(c);
    let word = word_at(text, offset, is_part);
    let whole = word.of(text);
    // In `G-001-and` and in `see/G-001.md`, the ID is a part of the word.
    let signs = whole.match_indices(['.', '-', '_']).map(|(at, _)| at);
    let cuts: Vec<usize> = signs.take(MOST_SIGNS).collect();
    let starts = || std::iter::once(0).chain(cuts.iter().map(|at| at + 1));
    let ends = || cuts.iter().copied().chain([whole.len()]);
    let parts = starts().flat_map(|start| {
        ends().filter(move |end| start < *end).map(move |end| &whole[start..end])
    });
    let mut found: Vec<&str> = parts.filter(|part| is_id(part)).collect();
    found.order_by_key(|part| std::cmp::Reverse(part.len()));
    let spans = found.into_iter().map(|part| (word.part(whole, part), part));
    spans.into_iter().find(|(span, _)| touches(*span, offset))
}

fn label_at<'r>(
    register: &'r Register<'_>,
    entry: Option<&'r Entry>,
    offset: usize,
) -> Option<Subject<'r>> {
    let fields = entry.into_iter().flat_map(|entry| &entry.fields);
    let fields = fields.chain(&register.policy_lines).chain(&register.metadata);
    let labels = fields.filter(|field| field.label != field.value);
    let labels = labels.filter_map(|field| Some((field.label, field.key?)));
    let columns = register.triage.iter().flat_map(|table| &table.columns);
    let headers = columns.filter_map(|column| Some((column.span, column.key?)));
    let mut all = labels.chain(headers);
    let found = all.find(|(span, _)| touches(*span, offset));
    found.map(|(span, key)| Subject::Label { span, key })
}

/// The first line of an entry, where a byte lies on it.
fn heading_at(register: &Register<'_>, entry: &Entry, offset: usize) -> Option<Span> {
    let line = register.source.line_at(entry.span.start as usize);
    touches(line, offset).then_some(entry.heading)
}
