//! Applies fixes: chooses those that may be applied together, and lints again until none is left.

use std::collections::{BTreeSet, HashMap};

use crate::finding::{Edit, Finding, Level, Safety, applied};
use crate::lint::{self, lint};
use crate::register::Register;
use crate::rules::{Environment, UNKNOWN_RULE};
use crate::settings::Settings;
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
    world: Environment<'_>,
    safety: Safety,
) -> Option<Fixed> {
    let findings = |register: Register<'_>| lint(std::slice::from_ref(&register), settings, world);
    Fixer { settings, findings: &findings, safety }.fix(source)
}

/// Brings a translation in step with its source, as far as that takes no words of people.
pub fn fix_mirror(source: &Register<'_>, mirror: &Source, settings: &Settings) -> Option<Fixed> {
    let findings = |register: Register<'_>| lint::mirror_findings(source, &register, settings);
    Fixer { settings, findings: &findings, safety: Safety::Safe }.fix(mirror)
}

/// A source, and what is wrong with it.
struct State {
    source: Source,
    entries: usize,
    findings: Vec<Finding>,
}

impl State {
    /// How often a rule finds something that it can mend in a field of an entry.
    fn mendable(&self) -> HashMap<Place<'_>, usize> {
        let mut counts = HashMap::new();
        for finding in self.findings.iter().filter(|finding| finding.fix.is_some()) {
            *counts.entry(place(finding)).or_default() += 1;
        }
        counts
    }

    fn errors(&self) -> usize {
        self.findings.iter().filter(|finding| finding.level == Level::Error).count()
    }
}

/// What a finding is about, wherever in the text it stands.
type Place<'f> = (&'f str, Option<&'f str>, Option<&'f str>);

fn place(finding: &Finding) -> Place<'_> {
    (finding.rule, finding.entry.as_deref(), finding.field.as_deref())
}

struct Fixer<'a> {
    settings: &'a Settings,
    /// What is wrong with a register.
    findings: &'a dyn Fn(Register<'_>) -> Vec<Finding>,
    safety: Safety,
}

impl Fixer<'_> {
    fn fix(&self, source: &Source) -> Option<Fixed> {
        let mut state = self.read(Source::new(source.path().clone(), source.text()))?;
        let mut count = 0;
        for _ in 0..MOST_ROUNDS {
            let chosen = self.choose(&state.findings);
            let Some((next, applied)) = self.apply_sound(&state, &chosen) else { break };
            count += applied;
            state = next;
        }
        (count > 0).then_some(Fixed { source: state.source, count })
    }

    fn read(&self, source: Source) -> Option<State> {
        let register = Register::read(&source, self.settings.reading()).ok()?;
        let entries = register.entries.len();
        let findings = (self.findings)(register);
        Some(State { source, entries, findings })
    }

    /// The findings whose fixes to apply together: of two that touch, the first; of two that are
    /// the same, one.
    fn choose<'f>(&self, findings: &'f [Finding]) -> Vec<&'f Finding> {
        let is_wanted = |f: &&Finding| f.fix.as_ref().is_some_and(|fix| fix.safety <= self.safety);
        let mut wanted: Vec<&Finding> = findings.iter().filter(is_wanted).collect();
        // What a misspelt ignore comment means to keep must not be fixed before it can say so.
        if wanted.iter().any(|finding| finding.rule == UNKNOWN_RULE.name) {
            wanted.retain(|finding| finding.rule == UNKNOWN_RULE.name);
        }
        wanted.sort_by_key(|finding| edits(finding).first().map(|edit| edit.span));
        let mut taken = BTreeSet::new();
        let mut last: Option<&Finding> = None;
        wanted.retain(|&finding| {
            let is_next = last.is_some_and(|last| joins(last, finding));
            let is_chosen = is_next || edits(finding).iter().all(|edit| is_free(&taken, edit.span));
            if is_chosen {
                taken.extend(edits(finding).iter().map(|edit| edit.span));
                last = Some(finding);
            }
            is_chosen
        });
        wanted
    }

    /// Applies as many of the chosen fixes as do what they mean to: the state they lead to, and
    /// how many they are. A fix that does not is left out, found by halving.
    fn apply_sound(&self, state: &State, chosen: &[&Finding]) -> Option<(State, usize)> {
        if chosen.is_empty() {
            return None;
        }
        if let Some(next) = self.apply_all(state, chosen) {
            return Some((next, chosen.len()));
        }
        let (left, right) = chosen.split_at(chosen.len() / 2);
        if left.is_empty() {
            return None;
        }
        // What one half leads to moves the other's spans: it has its turn in the next round.
        self.apply_sound(state, left).or_else(|| self.apply_sound(state, right))
    }

    /// Applies fixes, when the text that comes of it reads as it was meant to: with as many entries,
    /// none of the fixes still to do, and, where nobody was asked, no error that was not there.
    fn apply_all(&self, state: &State, chosen: &[&Finding]) -> Option<State> {
        let edits = chosen.iter().flat_map(|finding| edits(finding));
        let text = applied(state.source.text(), edits);
        let next = self.read(Source::new(state.source.path().clone(), text))?;
        let (before, after) = (state.mendable(), next.mendable());
        let is_done = |finding: &&Finding| {
            let count =
                |counts: &HashMap<_, usize>| counts.get(&place(finding)).copied().unwrap_or(0);
            count(&after) < count(&before)
        };
        let is_sound = next.entries == state.entries
            && chosen.iter().all(is_done)
            && (self.safety == Safety::Unsafe || next.errors() <= state.errors());
        is_sound.then_some(next)
    }
}

fn edits(finding: &Finding) -> &[Edit] {
    finding.fix.as_ref().map_or(&[], |fix| &fix.edits)
}

/// Whether two fixes of one rule put something of different entries into the same place, as rows
/// that are missing one after the other.
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
