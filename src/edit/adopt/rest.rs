//! What a register holds besides its entries, when rows and items are written anew as headings.

use super::options::AdoptOptions;
use crate::register::{Form, Register};
use crate::text::{Source, Span};
use crate::vocabulary::Section;

/// The text that stays in its place around the entries.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rest {
    /// Between the front and the first entry.
    pub before: Span,
    /// Behind the last entry.
    pub after: Span,
}

impl Rest {
    /// The rest of a register whose entries are rows and items, of which some stretches are used.
    pub(super) fn of(register: &Register<'_>, front: Span, used: &[Span]) -> Self {
        let source = register.source;
        let ends = register.entries.iter().map(|entry| entry.span.end);
        // What follows may say more of the entries, as a summary does: it stays nevertheless.
        let end = ends.max().unwrap_or(0) as usize;
        let start = front.end as usize;
        let starts = used.iter().filter(|span| !span.is_empty() && span.start as usize > start);
        let first = starts.map(|span| span.start).min().map_or(end, |start| start as usize);
        let line = source.line_at(first).start as usize;
        Self {
            before: Span::new(start, line.max(start)).trim(source.text()),
            after: Span::new(line_end(source, end), source.text().len()).trim(source.text()),
        }
    }

    pub(super) fn before(self, source: &Source) -> Option<String> {
        (!self.before.is_empty()).then(|| self.before.of(source.text()).to_owned())
    }

    /// The text behind the entries, under a heading that ends the last of them.
    pub(super) fn after(
        self,
        source: &Source,
        language: &str,
        options: AdoptOptions<'_>,
    ) -> Option<String> {
        let text = self.after.of(source.text());
        if text.is_empty() {
            return None;
        }
        if text.starts_with("# ") || text.starts_with("## ") {
            return Some(text.to_owned());
        }
        let notes = options.settings.vocabulary.heading(language, Section::Notes);
        Some(format!("## {notes}\n\n{text}"))
    }
}

fn line_end(source: &Source, at: usize) -> usize {
    (source.line_at(at.saturating_sub(1)).end as usize).max(at)
}

/// Whether a page holds the entries of some IDs, in order, and nothing else that reads like an entry
/// or like their table.
pub(super) fn reads_back<'i>(
    page: &Source,
    ids: impl Iterator<Item = &'i str>,
    options: AdoptOptions<'_>,
) -> bool {
    let Ok(register) = Register::parse(page, options.settings.reading()) else { return false };
    let are_headings = register.entries.iter().all(|entry| entry.form == Form::Heading);
    let own = register.entries.iter().map(|entry| register.id(entry).map(str::to_owned));
    let wanted = ids.map(|id| Some(id.to_owned()));
    are_headings && register.triage.is_empty() && own.eq(wanted)
}
