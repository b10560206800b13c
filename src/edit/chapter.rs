//! Whether two places of a register are under one heading.

use crate::register::{Entry, Register};
use crate::text::Span;

/// Whether a heading above those of entries is between an entry and the next one.
pub(super) fn begins_between(register: &Register<'_>, entry: &Entry, next: &Entry) -> bool {
    is_between(register, entry.span.end, next.span)
}

/// Whether a heading is between a place and another heading, and is of a higher level than that.
pub(super) fn is_between(register: &Register<'_>, from: u32, heading: Span) -> bool {
    let level = |text: &str| text.len() - text.trim_start_matches('#').len();
    let line = register.source.line_at(heading.start as usize);
    let own = level(register.text(line).trim_start());
    let between = Span { start: from, end: line.start.max(from) };
    let mut is_code = false;
    let is_above = |line: &str| {
        is_code ^= line.trim_start().starts_with("```");
        !is_code && (1..own).contains(&level(line)) && line.contains("# ")
    };
    own > 0 && register.text(between).lines().any(is_above)
}
