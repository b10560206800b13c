//! Applies fixes: chooses those that may be applied together, and lints again until none is left.

use std::collections::{BTreeSet, HashSet};

use crate::config::Settings;
use crate::finding::{Edit, Finding, Fix, Safety};
use crate::lint::lint;
use crate::register::Register;
use crate::rules::Surroundings;
use crate::text::{Source, Span};

/// A fix may bring another into reach, seldom a third; what goes on longer goes in circles.
const MOST_ROUNDS: usize = 16;

/// A source with fixes applied.
#[derive(Debug)]
pub struct Fixed {
    /// The new text.
    pub source: Source,
    /// How many fixes were applied.
    pub count: usize,
}

/// Applies every fix as safe as `safety` to a source; nothing where there is none.
pub fn fix(
    source: &Source,
    settings: &Settings,
    world: Surroundings<'_>,
    safety: Safety,
) -> Option<Fixed> {
    let mut fixed: Option<Fixed> = None;
    for _ in 0..MOST_ROUNDS {
        let current = fixed.as_ref().map_or(source, |fixed| &fixed.source);
        let Ok(register) = Register::read(current, settings.reading()) else { break };
        let entries = register.entries.len();
        let findings = lint(std::slice::from_ref(&register), settings, world);
        let chosen = choose(&findings, safety);
        let next = Source::new(current.path().clone(), apply(current.text(), &chosen));
        // Fixes change what stands in entries, never how many there are. What reads back as
        // something else was not what was meant.
        let is_sound = Register::read(&next, settings.reading())
            .is_ok_and(|register| register.entries.len() == entries);
        if chosen.is_empty() || next.text() == current.text() || !is_sound {
            break;
        }
        let count = fixed.as_ref().map_or(0, |fixed| fixed.count) + chosen.len();
        fixed = Some(Fixed { source: next, count });
    }
    fixed
}

/// The fixes to apply together: of two that touch, the first; of two that are the same, one.
fn choose(findings: &[Finding], safety: Safety) -> Vec<&Fix> {
    let fixes = findings.iter().filter_map(|finding| finding.fix.as_ref());
    let mut fixes: Vec<&Fix> = fixes.filter(|fix| fix.safety <= safety).collect();
    fixes.sort_by_key(|fix| fix.edits.first().map(|edit| edit.span));
    let mut taken = BTreeSet::new();
    let mut seen = HashSet::new();
    let mut chosen = Vec::new();
    for fix in fixes {
        let is_new =
            seen.insert(fix.edits.iter().map(|e| (e.span, e.text.as_str())).collect::<Vec<_>>());
        if is_new && fix.edits.iter().all(|edit| is_free(&taken, edit.span)) {
            taken.extend(fix.edits.iter().map(|edit| edit.span));
            chosen.push(fix);
        }
    }
    chosen
}

/// Whether a span touches none of those taken, not even end to end.
fn is_free(taken: &BTreeSet<Span>, span: Span) -> bool {
    let before = taken.range(..=span).next_back();
    let after = taken.range(span..).next();
    before.is_none_or(|before| before.end < span.start)
        && after.is_none_or(|after| span.end < after.start)
}

/// A text with fixes applied that do not touch each other.
pub fn apply(text: &str, fixes: &[&Fix]) -> String {
    let mut edits: Vec<&Edit> = fixes.iter().flat_map(|fix| &fix.edits).collect();
    edits.sort_by_key(|edit| edit.span);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        out.push_str(&text[at..edit.span.start as usize]);
        out.push_str(&edit.text);
        at = edit.span.end as usize;
    }
    out.push_str(&text[at..]);
    out
}

#[cfg(test)]
mod tests;
