//! The IDs that a part of a page names.

use super::page::PageReading;
use crate::text::Span;
use crate::values::{mentions, split_id};

/// The IDs in a part of a text that begin as those of the registers do, in order; of each the first
/// place. Those in links to other repositories are left out.
pub(super) fn named(text: &str, within: Span, reading: PageReading<'_>) -> Vec<Span> {
    let part = within.of(text);
    let mut found: Vec<Span> = Vec::new();
    let mut at = 0;
    while let Some(start) = next_word(part, at) {
        let rest = &part[start..];
        let usual = reading.id.prefix(rest).filter(|id| is_of_registers(id, reading));
        let Some(id) = usual.or_else(|| in_small_letters(rest, reading)) else {
            at = start + word_length(rest);
            continue;
        };
        at = start + id.len();
        let is_known = found.iter().any(|known| known.of(text).eq_ignore_ascii_case(id));
        let is_ours = || mentions(part, id).iter().any(|one| !one.is_elsewhere);
        if !is_known && is_ours() {
            found.push(within.part(part, id));
        }
    }
    found
}

/// The word that a text starts with, where it is such an ID in small letters: `g-004`.
fn in_small_letters<'t>(text: &'t str, reading: PageReading<'_>) -> Option<&'t str> {
    let word = &text[..word_length(text)];
    let capitals = word.to_ascii_uppercase();
    let is_small = word.contains('-') && !word.contains(|c: char| c.is_ascii_uppercase());
    (is_small && reading.id.matches(&capitals) && is_of_registers(&capitals, reading))
        .then_some(word)
}

fn is_of_registers(id: &str, reading: PageReading<'_>) -> bool {
    let prefix = split_id(id).map(|(prefix, ..)| prefix);
    prefix.is_some_and(|prefix| reading.prefixes.iter().any(|own| own == prefix))
}

/// The start of the next word that may be an ID.
fn next_word(text: &str, from: usize) -> Option<usize> {
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    let mut before = text[..from].chars().next_back();
    for (at, c) in text[from..].char_indices() {
        if c.is_alphanumeric() && !before.is_some_and(is_part) {
            return Some(from + at);
        }
        before = Some(c);
    }
    None
}

fn word_length(text: &str) -> usize {
    text.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '-').unwrap_or(text.len()).max(1)
}
