//! IDs in fields and cells, with other signs around them.

use super::cell::bare;
use super::odd_ids::spaced;
use crate::register::{Reading, ValueParts};
use crate::text::Span;
use crate::values::IdPattern;

/// The ID that a field or cell holds, without marks, link and qualifier: `[G-001](…)`,
/// `G-001 (JIRA-12)`.
pub(super) fn id_in(text: &str, value: Span, pattern: &IdPattern) -> Span {
    let whole = value.of(text);
    // Most are an ID and nothing more.
    let is_plain = whole.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if is_plain && pattern.matches(whole) {
        return value;
    }
    // Of `~~G-900~~ G-001`, the second holds.
    let inner = ValueParts::of(whole)
        .behind_struck()
        .unwrap_or(whole)
        .trim_start_matches("- ")
        .trim_matches(['`', '*', '_', '~', ' ', '[', ']']);
    let inner = inner.split("](").next().unwrap_or(inner);
    let line =
        inner.lines().next().unwrap_or(inner).trim_end().trim_end_matches(['`', '*', '_', '~']);
    let id =
        pattern.prefix(line).filter(|id| line[id.len()..].trim_start().starts_with(['(', '<']));
    let found = id.or_else(|| if pattern.matches(line) { None } else { decorated(line, pattern) });
    value.part(whole, found.unwrap_or(line))
}

/// The only ID in a text that holds no other words: `🔴 G-001`, `<a id="g-1"></a>G-001`,
/// `[G-001][r]`.
fn decorated<'t>(line: &'t str, pattern: &IdPattern) -> Option<&'t str> {
    let mut found = None;
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        if c == '<'
            && let Some(end) = rest.find('>')
        {
            rest = &rest[end + 1..];
        } else if let Some(target) = rest.strip_prefix("][").or_else(|| rest.strip_prefix("](")) {
            rest = target.split_once([']', ')']).map_or("", |(_, rest)| rest);
        } else if let Some(id) = pattern.prefix(rest) {
            if found.replace(id).is_some() {
                return None;
            }
            rest = &rest[id.len()..];
        } else if c.is_alphanumeric() || c == '?' {
            return None;
        } else {
            rest = &rest[c.len_utf8()..];
        }
    }
    found
}

/// What is behind an ID, without the target of the link whose text it is: `[G-1](…) Title`.
pub(super) fn behind_link(after: &str) -> &str {
    let closing = after.trim_start_matches(['*', '`', '~']);
    let target = closing.strip_prefix("](").and_then(|rest| rest.split_once(')'));
    target.map_or(after, |(_, behind)| behind)
}

/// The ID at the start of a cell.
pub(super) struct CellId<'t> {
    pub(crate) text: &'t str,
    /// Whether it has the form of IDs, and is not just a short name: `` `ha-recovery` ``.
    pub(crate) is_sure: bool,
}

/// The ID at the start of a cell, with any signs around it: `**G-03** Login`.
pub(super) fn id_in_cell<'t>(cell: &'t str, reading: Reading<'_>) -> Option<CellId<'t>> {
    let mut rest = cell;
    // Skip an anchor before the ID.
    while let Some(tag) = rest.trim_start().strip_prefix('<') {
        rest = tag.split_once('>')?.1;
    }
    let inner = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
    if let Some(id) = reading.id.prefix(inner).map(|id| with_range(inner, id)) {
        // Several IDs in a cell are references to entries.
        let after = inner[id.len()..].trim_start_matches(['~', '*', '`', ' ']);
        let is_list = after.starts_with([',', ';', '&', '+', '/', '→']);
        return (!is_list).then_some(CellId { text: id, is_sure: true });
    }
    let name = bare(rest).trim_start_matches('#');
    // `GAP 7`
    if spaced(name).is_some() {
        return Some(CellId { text: name, is_sure: false });
    }
    let is_name = name.len() <= 40
        && name.chars().all(|c| c.is_alphanumeric() || "-_./:".contains(c))
        && name.chars().any(char::is_alphanumeric)
        && reading.vocabulary.placeholder(name).is_none()
        && !reading.vocabulary.is_of_labels(name);
    is_name.then_some(CellId { text: name, is_sure: false })
}

/// An ID at the start of a text with the last number of those that it begins: `G-2..7`, `G-2–7`.
fn with_range<'t>(text: &'t str, id: &'t str) -> &'t str {
    let number = |part: &str| part.parse::<u64>().ok();
    let last = || {
        let behind = &text[id.len()..];
        let sign = ["...", "..", "…", "–", "—"].iter().find(|sign| behind.starts_with(**sign))?;
        let rest = &behind[sign.len()..];
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let first = id.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let is_more = number(&id[first..])? < number(&rest[..digits])?;
        let is_whole = !rest[digits..].starts_with(char::is_alphanumeric);
        (is_more && is_whole).then_some(id.len() + sign.len() + digits)
    };
    last().map_or(id, |end| &text[..end])
}

/// The IDs of a cell that holds several and nothing else: `~~G-1~~ / ~~G-2~~`, `G2+G3`.
pub(super) fn ids_of_cell<'t>(cell: &'t str, reading: Reading<'_>) -> Option<Vec<&'t str>> {
    let is_between = |c: char| matches!(c, '~' | '*' | '`' | ' ' | '/' | '+' | ',' | ';' | '&');
    let parts = cell.split(is_between).filter(|part| !part.is_empty());
    let is_id = |part: &&str| reading.id.prefix(part).is_some_and(|id| id.len() == part.len());
    let ids: Vec<&str> = parts.collect();
    (ids.len() > 1 && ids.iter().all(is_id)).then_some(ids)
}
