//! What an entry says outside of its fields.

use super::{Entry, Field, Form, Register};
use crate::text::Span;

impl<'s> Register<'s> {
    /// The texts below the heading of an entry, or below the heading about a row, that are in none of its fields,
    /// in order.
    pub(crate) fn free_texts(&self, entry: &Entry) -> Vec<&'s str> {
        let whole = self.source.text();
        self.free_text_spans(entry).into_iter().map(|span| span.of(whole)).collect()
    }

    /// Where they are.
    pub(crate) fn free_text_spans(&self, entry: &Entry) -> Vec<Span> {
        let whole = self.source.text();
        let (start, free) = match (&entry.form, entry.detail) {
            (Form::Heading, _) => (entry.heading.end, free_spans(entry)),
            (_, Some(detail)) => (detail.start, vec![detail]),
            (_, None) => return Vec::new(),
        };
        let start = self.source.next_line(start as usize) as u32;
        let below = free.into_iter().filter(|free| free.end > start);
        let texts = below.map(|free| Span { start: free.start.max(start), end: free.end });
        let texts = texts.map(|free| {
            let is_before_row = whole[free.end as usize..].starts_with('|');
            let text = free.of(whole);
            let before = if is_before_row { without_header(text) } else { text };
            free.part(text, without_comments(before))
        });
        texts.filter(|text| text.of(whole).contains(char::is_alphanumeric)).collect()
    }
}

/// The parts of an entry that are in none of its fields, in order.
pub(super) fn free_spans(entry: &Entry) -> Vec<Span> {
    // A note below a value is a part of the field, and not of what it says.
    let said = |field: &Field| {
        let is_behind = field.span.contains(field.value);
        Span { end: if is_behind { field.value.end } else { field.span.end }, ..field.span }
    };
    let fields = entry.fields.iter().map(said);
    let mut fields: Vec<Span> = fields.filter(|field| entry.span.contains(*field)).collect();
    fields.sort_unstable();
    let mut free = Vec::new();
    let mut start = entry.span.start;
    for field in fields {
        if field.start > start {
            free.push(Span { start, end: field.start });
        }
        start = start.max(field.end);
    }
    if entry.span.end > start {
        free.push(Span { start, end: entry.span.end });
    }
    free
}

/// A text without the header and the rule of the table whose first row is behind it.
fn without_header(text: &str) -> &str {
    let lines = text.split_inclusive('\n').rev();
    let header = lines.take_while(|line| line.trim_start().starts_with('|'));
    &text[..text.len() - header.map(str::len).sum::<usize>()]
}

/// A text without the comments and lines at its edges; its indentation stays.
fn without_comments(text: &str) -> &str {
    let mut text = text.trim_start_matches(['\n', '\r']).trim_end();
    loop {
        let inner = text.trim_start().strip_prefix("<!--").and_then(|rest| rest.split_once("-->"));
        let rule = || text.trim_start().strip_prefix("---");
        let Some(rest) = inner.map(|(_, rest)| rest).or_else(rule) else { break };
        text = rest.trim_start_matches(['\n', '\r']);
    }
    loop {
        let comment = text.strip_suffix("-->").and_then(|rest| Some(&rest[..rest.rfind("<!--")?]));
        let Some(rest) = comment.or_else(|| text.strip_suffix("---")) else { break text };
        text = rest.trim_end();
    }
}
