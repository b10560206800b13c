//! Whether two places of a register are under one heading.

use crate::register::{Entry, Register};
use crate::text::Span;

/// Whether a heading above those of entries is between an entry and the next one.
pub(super) fn begins_between(register: &Register<'_>, entry: &Entry, next: &Entry) -> bool {
    let level = |text: &str| text.len() - text.trim_start_matches('#').len();
    let own = level(register.text(register.source.line_at(next.span.start as usize)).trim_start());
    let between = Span { start: entry.span.end, end: next.span.start.max(entry.span.end) };
    let mut is_code = false;
    let is_above = |line: &str| {
        is_code ^= line.trim_start().starts_with("```");
        !is_code && (1..own).contains(&level(line)) && line.contains("# ")
    };
    own > 0 && register.text(between).lines().any(is_above)
}
