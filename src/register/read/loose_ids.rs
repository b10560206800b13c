//! IDs of items that nothing parts from the words behind them: `- G-7 Imports fail`. One alone may be a name
//! such as `UTF-8`; others of its kind in the list show what it is.

use std::collections::{HashMap, HashSet};

use super::odd_ids::NAMES;
use crate::register::Reading;
use crate::text::Span;
use crate::values::{is_quarter, split_id};

/// An item as it is looked at here.
pub(super) struct LooseItem {
    /// The list that it is in.
    pub(super) list: usize,
    /// Its first line.
    pub(super) lead: Span,
    /// Its ID, where that is certain.
    pub(super) id: Option<Span>,
}

/// The IDs that some items start with and that are none without the others, in their order.
pub(super) fn loose_ids(
    text: &str,
    items: &[LooseItem],
    reading: Reading<'_>,
) -> Vec<Option<Span>> {
    const SEVERAL: usize = 3;
    let own = |item: &LooseItem| item.id.or_else(|| loose(text, item.lead, reading));
    let ids: Vec<Option<Span>> = items.iter().map(own).collect();
    let prefix = |id: Span| split_id(id.of(text)).map(|(prefix, ..)| prefix);
    let mut numbers: HashMap<&str, HashSet<&str>> = HashMap::new();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    let mut in_list: HashMap<(usize, &str), usize> = HashMap::new();
    let mut sizes: HashMap<usize, usize> = HashMap::new();
    let mut certain: HashSet<&str> = HashSet::new();
    for (item, id) in items.iter().zip(&ids) {
        *sizes.entry(item.list).or_default() += 1;
        let Some((id, prefix)) = id.and_then(|id| Some((id, prefix(id)?))) else { continue };
        numbers.entry(prefix).or_default().insert(id.of(text));
        *counts.entry(prefix).or_default() += 1;
        *in_list.entry((item.list, prefix)).or_default() += 1;
        if item.id.is_some() {
            certain.insert(prefix);
        }
    }
    let is_id = |item: &LooseItem, id: Span| {
        let Some(prefix) = prefix(id) else { return false };
        let count = counts.get(prefix).copied().unwrap_or_default();
        let different = numbers.get(prefix).map_or(0, HashSet::len);
        let beside = in_list.get(&(item.list, prefix)).copied().unwrap_or_default();
        let all = sizes.get(&item.list).copied().unwrap_or_default();
        // An ID may be there twice by mistake.
        let is_mistaken = different >= SEVERAL && certain.contains(prefix);
        (different == count || is_mistaken)
            && (count >= SEVERAL || count > 1 && (certain.contains(prefix) || beside == all))
            && beside * 10 >= all * 6
    };
    let of_item = |(item, id): (&LooseItem, &Option<Span>)| {
        id.filter(|&id| item.id.is_none() && is_id(item, id))
    };
    items.iter().zip(&ids).map(of_item).collect()
}

/// The ID that a line starts with, before a blank and more words: one with a hyphen, or any in strong text.
fn loose(text: &str, lead: Span, reading: Reading<'_>) -> Option<Span> {
    let line = lead.of(text);
    let whole = line.strip_prefix("**").or_else(|| line.strip_prefix("__")).unwrap_or(line);
    let id = reading.id.prefix(whole)?;
    let digits = id.find(|c: char| c.is_ascii_digit()).filter(|_| whole.len() < line.len());
    let (letters, number) = id.split_once('-').or_else(|| Some(id.split_at(digits?)))?;
    let words = reading.vocabulary;
    let is_other = words.is_priority_word(id)
        || words.is_severity_word(id)
        || is_quarter(id)
        || NAMES.contains(&letters)
        || number.is_empty();
    let behind = whole[id.len()..].strip_prefix(' ')?;
    (!is_other && behind.contains(char::is_alphabetic)).then(|| lead.part(line, id))
}
