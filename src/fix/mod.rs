//! Applies fixes: chooses those that may be applied together, and lints again until none is left.

use std::collections::{BTreeSet, HashMap};

use crate::edit::{Expectation, ExpectedTable, edited, verify};
use crate::finding::{Edit, Finding, Identity, Level, Safety};
use crate::lint::{self, lint};
use crate::register::Register;
use crate::rules::Surroundings;
use crate::settings::Settings;
use crate::text::{Source, Span};

/// A fix may bring another into reach, seldom a third; more rounds go in circles.
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
    let findings = |register: &Register<'_>| lint(std::slice::from_ref(register), settings, world);
    Fixer { settings, findings: &findings, safety }.fix(source)
}

/// Brings a translation in step with its leading register, as far as no words of people change.
pub fn fix_mirror(leading: &Register<'_>, mirror: &Source, settings: &Settings) -> Option<Fixed> {
    let findings = |register: &Register<'_>| lint::mirror_findings(leading, register, settings);
    Fixer { settings, findings: &findings, safety: Safety::Safe }.fix(mirror)
}

/// A register, and what is wrong with it.
struct State<'s> {
    register: Register<'s>,
    findings: Vec<Finding>,
}

impl State<'_> {
    /// How often a rule finds something that it can fix in a field of an entry.
    fn fixable(&self) -> HashMap<Identity<'_>, usize> {
        let mut counts = HashMap::new();
        for finding in self.findings.iter().filter(|finding| finding.fix.is_some()) {
            *counts.entry(finding.identity()).or_default() += 1;
        }
        counts
    }

    fn errors(&self) -> usize {
        self.findings.iter().filter(|finding| finding.level == Level::Error).count()
    }
}

struct Fixer<'a> {
    settings: &'a Settings,
    /// Finds what is wrong with a register.
    findings: &'a dyn Fn(&Register<'_>) -> Vec<Finding>,
    safety: Safety,
}

impl Fixer<'_> {
    fn fix(&self, source: &Source) -> Option<Fixed> {
        let register = Register::read(source, self.settings.reading()).ok()?;
        let state = self.state(register);
        self.apply(&state, &self.choose(&state.findings), MOST_ROUNDS)
    }

    fn state<'s>(&self, register: Register<'s>) -> State<'s> {
        State { findings: (self.findings)(&register), register }
    }

    /// The findings whose fixes to apply together: of two that touch, the first; of two that are
    /// the same, one.
    fn choose<'f>(&self, findings: &'f [Finding]) -> Vec<&'f Finding> {
        let is_wanted = |f: &&Finding| f.fix.as_ref().is_some_and(|fix| fix.safety <= self.safety);
        let mut wanted: Vec<&Finding> = findings.iter().filter(is_wanted).collect();
        // A misspelt ignore comment is fixed first: it may keep other findings from being fixed.
        if wanted.iter().any(|finding| finding.rule == "unknown-rule") {
            wanted.retain(|finding| finding.rule == "unknown-rule");
        }
        wanted.sort_by_key(|finding| edits(finding).first().map(|edit| edit.span));
        let mut taken = BTreeSet::new();
        let mut chosen: Vec<&Finding> = Vec::new();
        for finding in wanted {
            let joins_last = chosen.last().is_some_and(|last| joins(last, finding));
            if joins_last || edits(finding).iter().all(|edit| is_free(&taken, edit.span)) {
                taken.extend(edits(finding).iter().map(|edit| edit.span));
                chosen.push(finding);
            }
        }
        chosen
    }

    /// Applies as many of the chosen fixes as do what they mean to, and then, in a next round, those
    /// that this brings into reach. A fix that does not do what it means to is found by halving, and
    /// left out.
    fn apply(&self, state: &State<'_>, chosen: &[&Finding], rounds: usize) -> Option<Fixed> {
        if chosen.is_empty() || rounds == 0 {
            return None;
        }
        let edits: Vec<&Edit> = chosen.iter().flat_map(|finding| edits(finding)).collect();
        let source = edited(&state.register, edits.iter().copied());
        if let Some(next) = self.next_state(state, &source, chosen, &edits) {
            let count = chosen.len();
            let later = self.apply(&next, &self.choose(&next.findings), rounds - 1);
            return Some(match later {
                Some(later) => Fixed { count: count + later.count, ..later },
                None => Fixed { source, count },
            });
        }
        let (left, right) = chosen.split_at(chosen.len() / 2);
        if left.is_empty() {
            return None;
        }
        // One half moves the spans of the other, which has its turn in the next round.
        self.apply(state, left, rounds).or_else(|| self.apply(state, right, rounds))
    }

    /// The state after some fixes, if the text reads as it should: none of these fixes is still to
    /// do, what they do not touch is as it was, and safe fixes bring no new error.
    fn next_state<'s>(
        &self,
        state: &State<'_>,
        source: &'s Source,
        chosen: &[&Finding],
        edits: &[&Edit],
    ) -> Option<State<'s>> {
        let expected = Expectation { edits, table: ExpectedTable::Any, ..Expectation::default() };
        let register = verify(&state.register, source, self.settings.reading(), &expected).ok()?;
        let next = self.state(register);
        let (before, after) = (state.fixable(), next.fixable());
        let is_done = |finding: &&Finding| {
            let count = |counts: &HashMap<_, usize>| counts.get(&finding.identity()).copied();
            count(&after).unwrap_or(0) < count(&before).unwrap_or(0)
        };
        let is_sound = chosen.iter().all(is_done)
            && (self.safety == Safety::Unsafe || next.errors() <= state.errors());
        is_sound.then_some(next)
    }
}

fn edits(finding: &Finding) -> &[Edit] {
    finding.fix.as_ref().map_or(&[], |fix| &fix.edits)
}

/// Whether two fixes of one rule insert something for different entries at the same place, as with
/// rows that are missing one after the other.
fn joins(first: &Finding, second: &Finding) -> bool {
    let place = |finding| match edits(finding) {
        [only] if only.span.is_empty() => Some(only.span),
        _ => None,
    };
    first.rule == second.rule
        && first.entry != second.entry
        && place(first).is_some_and(|span| place(second) == Some(span))
}

/// Whether a span touches none of those taken, not even end to end.
fn is_free(taken: &BTreeSet<Span>, span: Span) -> bool {
    let before = taken.range(..=span).next_back();
    let after = taken.range(span..).next();
    before.is_none_or(|before| before.end < span.start)
        && after.is_none_or(|after| span.end < after.start)
}

#[cfg(test)]
mod tests;
