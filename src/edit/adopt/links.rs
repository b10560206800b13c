//! The links of the old register: each stays, or its line is named.

use super::labels::link_label;
use super::options::{Adoption, UnusedLine};
use super::values::{Policies, Values};
use crate::register::Register;
use crate::text::{LineIndex, Span, link_targets, next_link};

impl Values {
    /// Keeps the links of the source that no value has.
    pub(super) fn keep_links(&mut self, source: &str, title: &str, policies: Policies<'_>) {
        let mut lost: Vec<String> = Vec::new();
        let mut rest = source;
        while let Some(link) = next_link(rest) {
            let mut values = self.known.values().chain(self.own.iter().map(|(_, value)| value));
            let is_held = title.contains(link.target) || values.any(|it| it.contains(link.target));
            if !is_held {
                lost.push(format!("[{}]({})", link.words, link.target));
            }
            rest = link.after;
        }
        if !lost.is_empty() {
            self.own.push((link_label(policies.language, policies.words), lost.join(", ")));
        }
    }
}

/// The lines with an address that is not in the adopted register, without those of entries that are
/// left out.
pub(super) fn lost_links(register: &Register<'_>, adoption: &Adoption) -> Vec<UnusedLine> {
    let source = register.source;
    if register.entries.is_empty() && adoption.left_out > 0 {
        return Vec::new();
    }
    let entries = register.entries.iter().zip(&adoption.entries);
    let left_out: Vec<Span> =
        entries.filter(|(_, new)| new.is_none()).map(|(entry, _)| entry.span).collect();
    let is_lost = |target: &&str| !adoption.source.text().contains(*target);
    let index = LineIndex::new(source);
    let mut lost = Vec::new();
    let mut at = source.body_start();
    while at < source.text().len() {
        let line = source.line_at(at);
        let is_left_out = left_out.iter().any(|span| span.contains(line));
        let says = source.slice(line).trim();
        if !is_left_out && link_targets(says).iter().any(is_lost) {
            let line = index.position(line.start as usize).line;
            lost.push(UnusedLine { line, text: says.to_owned() });
        }
        at = source.next_line(at).max(at + 1);
    }
    lost
}
