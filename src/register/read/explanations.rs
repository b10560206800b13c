//! List items that are not entries, but explain words or give priorities.

use super::outline::Outline;
use super::sign_legend::signs;
use super::strong::strong_name;
use crate::document::{BlockKind, Document};
use crate::register::entry::is_within;
use crate::register::{Entry, Field, Reading};
use crate::text::Span;
use crate::vocabulary::Key;

/// What list items outside the entries say.
#[derive(Debug, Default)]
pub(super) struct Explanations {
    /// What words for states and levels mean: `- **P0** — data is lost`.
    pub(crate) legend: Vec<Field>,
    /// Names below a heading that gives them a priority: `1. **Paging** - it is slow`.
    pub(crate) ranked: Vec<Field>,
    /// What signs stand for: `🟢 accepted`.
    pub(crate) signs: Vec<Field>,
}

pub(super) fn explanations(
    text: &str,
    document: &Document,
    outline: &Outline,
    entries: &[Entry],
    reading: Reading<'_>,
) -> Explanations {
    let words = reading.vocabulary;
    let mut found =
        Explanations { signs: signs(text, document, entries, reading), ..Explanations::default() };
    for (at, lead) in document.blocks.iter().enumerate() {
        let is_lead = lead.kind == BlockKind::Paragraph && lead.depth == 1;
        if !is_lead || is_within(entries, lead.span) {
            continue;
        }
        let Some(label) = strong_name(text, document, lead) else { continue };
        let word = label.of(text);
        let is_value = words.is_of_legend(word);
        let rest = Span { start: label.end, end: lead.content.end };
        let marks: &[char] = &['*', ' ', ':', '：', '—', '–', '-', '='];
        let value = rest.part(rest.of(text), rest.of(text).trim_start_matches(marks).trim_end());
        let field = |value| Field { key: None, label, value, span: lead.content };
        if is_value {
            found.legend.extend((!value.is_empty()).then(|| field(value)));
            continue;
        }
        let values = outline.context(at).values;
        let rank = values.iter().find(|(key, _)| *key == Key::Priority);
        found.ranked.extend(rank.map(|&(_, rank)| field(rank)));
    }
    found
}
