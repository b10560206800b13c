//! The manual pages and the endpoints that entries name.

use std::ops::Range;

use super::{Entry, Register};
use crate::text::{Span, between_breaks, next_link};
use crate::values::Endpoint;
use crate::vocabulary::Key;

impl Register<'_> {
    /// The pages of the manual that an entry names.
    pub(crate) fn source_pages(&self, entry: &Entry) -> Vec<Span> {
        self.references(entry, Key::SourcePage, looks_like_page)
    }

    /// The tickets of an entry: addresses, or keys of a tracker.
    pub(crate) fn tickets(&self, entry: &Entry) -> Vec<String> {
        let fields = entry.fields.iter().filter(|field| field.key == Some(Key::Ticket));
        fields
            .flat_map(|field| {
                let text = self.text(field.value);
                tickets_of(if next_link(text).is_some() { text } else { self.bare(field.value) })
            })
            .collect()
    }

    /// The endpoints that an entry names.
    pub(crate) fn endpoints(&self, entry: &Entry) -> Vec<Span> {
        self.references(entry, Key::Endpoints, |text| Endpoint::parse(text).is_some())
    }

    /// The insides of the code spans in a stretch of text.
    pub(crate) fn code_spans(&self, within: Span) -> Vec<Span> {
        code_spans(self.source.text(), within)
    }

    /// The parts of an entry's fields of that key that `is_wanted`.
    fn references(&self, entry: &Entry, key: Key, is_wanted: impl Fn(&str) -> bool) -> Vec<Span> {
        let fields = entry.fields.iter().filter(|field| field.key == Some(key));
        fields
            .flat_map(|field| candidates(self.source.text(), field.value))
            .filter(|&span| is_wanted(self.text(span)))
            .collect()
    }
}

/// The tickets of a value: of each link the address, and its words where that does not hold them;
/// and the words between the links. A value without links is one.
fn tickets_of(value: &str) -> Vec<String> {
    let mut tickets: Vec<String> = Vec::new();
    let mut rest = value;
    while let Some(link) = next_link(rest) {
        tickets.extend(words_between(link.before));
        let is_named = link.target.to_lowercase().contains(&link.words.to_lowercase());
        tickets.extend((!is_named).then(|| link.words.to_owned()));
        tickets.push(link.target.to_owned());
        rest = link.after;
    }
    if tickets.is_empty() {
        return Some(value.trim())
            .filter(|it| !it.is_empty())
            .map(str::to_owned)
            .into_iter()
            .collect();
    }
    tickets.extend(words_between(rest));
    tickets
}

/// A text between links, without what only separates them.
fn words_between(text: &str) -> Option<String> {
    let is_sign = |c: char| c.is_whitespace() || ",;·|".contains(c);
    let words = between_breaks(text).collect::<Vec<_>>().join(" ");
    let words = words.trim_matches(is_sign);
    words.contains(char::is_alphanumeric).then(|| words.to_owned())
}

/// The parts of a value that may be pages or endpoints: the code spans and link targets of each
/// line; the parts between commas, where a line has neither.
fn candidates(text: &str, value: Span) -> Vec<Span> {
    let whole = value.of(text);
    let mut found = Vec::new();
    for line in whole.lines() {
        let span = value.part(whole, line);
        let before = found.len();
        found.extend(code_spans(text, span));
        found.extend(link_targets(line).map(|target| span.part(line, target)));
        if found.len() == before {
            let item = line.trim().trim_start_matches(['-', '*', '+', '`']).trim();
            let parts = item.split([',', ';']).map(str::trim).filter(|part| !part.is_empty());
            found.extend(parts.map(|part| span.part(line, part)));
        }
    }
    found
}

/// The targets of the links in a line, without their anchors.
fn link_targets(line: &str) -> impl Iterator<Item = &str> {
    let targets = line.split("](").skip(1);
    targets.map(|rest| rest.split([')', ' ', '#']).next().unwrap_or(rest)).filter(|t| !t.is_empty())
}

/// The insides of the code spans in a stretch of text.
fn code_spans(text: &str, within: Span) -> Vec<Span> {
    let whole = within.of(text);
    let runs = backtick_runs(whole);
    if runs.len() < 2 {
        return Vec::new();
    }
    let longest = runs.iter().map(Range::len).max().unwrap_or(0);
    if longest == 1 {
        let pairs = runs.chunks_exact(2);
        let inner = pairs.map(|pair| whole[pair[0].end..pair[1].start].trim());
        return inner.map(|inner| within.part(whole, inner)).collect();
    }
    // For each run of backticks, the next one of the same length: found from the end, in one pass.
    let mut next_of_length = vec![None; longest + 1];
    let mut closing = vec![None; runs.len()];
    for (at, run) in runs.iter().enumerate().rev() {
        closing[at] = next_of_length[run.len()].replace(at);
    }
    let mut found = Vec::new();
    let mut at = 0;
    while at < runs.len() {
        at = match closing[at] {
            Some(end) => {
                let inner = whole[runs[at].end..runs[end].start].trim();
                found.push(within.part(whole, inner));
                end + 1
            }
            None => at + 1,
        };
    }
    found
}

fn backtick_runs(text: &str) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for at in memchr::memchr_iter(b'`', text.as_bytes()) {
        match runs.last_mut() {
            Some(run) if run.end == at => run.end += 1,
            _ => runs.push(at..at + 1),
        }
    }
    runs
}

/// Whether a text is a path to a page.
fn looks_like_page(text: &str) -> bool {
    !text.contains(char::is_whitespace)
        && (text.contains('/') || text.ends_with(".md") || text.ends_with(".html"))
        && !text.contains("://")
}
