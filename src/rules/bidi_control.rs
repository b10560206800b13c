//! `bidi-control`: characters that change the order of the text around them.

use super::{Check, Context, Findings, Group, Rule};
use crate::finding::{Fix, Level, Safety};
use crate::text::Span;

pub(super) const RULE: Rule = Rule {
    name: "bidi-control",
    group: Group::Letters,
    level: Level::Error,
    fixes: Some(Safety::Unsafe),
    page: include_str!("bidi_control.md"),
    check: Check::Register(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    let text = cx.register.source.text();
    // All of them begin with this byte, and few other characters do.
    for at in memchr::memchr_iter(0xE2, text.as_bytes()) {
        let Some(c) = text[at..].chars().next().filter(|&c| turns_order(c)) else { continue };
        let span = Span::new(at, at + c.len_utf8());
        let message = format!(
            "U+{:04X} turns the order of the text around: what is shown is not what is written",
            c as u32
        );
        found.at(span, message).fix(Fix::replace(Safety::Unsafe, "take it out", span, ""));
    }
}

/// Embeddings, overrides and isolates. Direction marks are not among them: languages that are
/// written from right to left need them, and they move no other text.
fn turns_order(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
