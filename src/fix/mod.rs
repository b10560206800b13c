//! Applies fixes: chooses those that may be applied together, and lints again until none is left.

use std::collections::{BTreeSet, HashMap};

use crate::edit::{Expectation, ExpectedTable, edited, verify};
use crate::finding::{Edit, Finding, Identity, Level, Safety};
use crate::lint::{self, Scope};
use crate::mirror::NewerValues;
use crate::register::Register;
use crate::rules::{Environment, LastEdits, MIRROR_CODE, MIRROR_VALUE, UNKNOWN_RULE};
use crate::settings::Settings;
use crate::text::{Source, Span};
use crate::vocabulary::Key;

mod first_edits;
mod target;

pub(crate) use first_edits::FirstEdits;
pub(crate) use target::FixTarget;

/// A fix may bring another into reach, seldom a third; more rounds go in circles.
const MOST_ROUNDS: usize = 16;

/// Of a few fixes that fail, each is found; of many, not all are worth the time.
const MOST_TRIALS: usize = 256;

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
    environment: Environment<'_>,
    safety: Safety,
) -> Option<Fixed> {
    let register = Register::read(source, settings.reading()).ok()?;
    fix_register(&register, settings, environment, safety)
}

/// Applies every fix as safe as `safety` to a register that is read already.
pub(crate) fn fix_register(
    register: &Register<'_>,
    settings: &Settings,
    environment: Environment<'_>,
    safety: Safety,
) -> Option<Fixed> {
    let edits = environment.edits.map(|edits| FirstEdits::of(edits, [register]));
    let edits = edits.as_ref().map(|edits| edits as &dyn LastEdits);
    let environment = Environment { edits, ..environment };
    FixTarget { register, leading: None, settings, environment, scope: Scope::Registers }
        .fixed(safety)
}

/// Brings a translation in step with its leading register, as far as no words of people change.
pub fn fix_mirror(
    leading: &Register<'_>,
    mirror: &Register<'_>,
    settings: &Settings,
) -> Option<Fixed> {
    fix_mirror_after(leading, mirror, settings, None)
}

/// The same, but for values that were changed later in the translation.
pub(crate) fn fix_mirror_after(
    leading: &Register<'_>,
    mirror: &Register<'_>,
    settings: &Settings,
    edits: Option<&dyn LastEdits>,
) -> Option<Fixed> {
    let edits = edits.map(|edits| FirstEdits::of(edits, [leading, mirror]));
    let edits = edits.as_ref().map(|edits| edits as &dyn LastEdits);
    let findings =
        |register: &Register<'_>| lint::mirror_findings(leading, register, settings, edits);
    Fixer { settings, findings: &findings, safety: Safety::Safe }.fix(mirror)
}

/// Takes some values of a translation into the leading register.
pub(crate) fn take_values(
    leading: &Register<'_>,
    mirror: &Register<'_>,
    settings: &Settings,
    values: &NewerValues,
) -> Option<Fixed> {
    let is_wanted = |finding: &Finding| {
        let name = finding.entry.as_deref().unwrap_or_default();
        let is_key = |key: Key| finding.field.as_deref() == Some(settings.vocabulary.name(key));
        [MIRROR_VALUE.name, MIRROR_CODE.name].contains(&finding.rule)
            && values.iter().any(|(own, key)| own == name && is_key(key))
    };
    // For these values, the two change their roles.
    let findings = |register: &Register<'_>| {
        let mut found = lint::mirror_findings(mirror, register, settings, None);
        found.retain(is_wanted);
        found
    };
    Fixer { settings, findings: &findings, safety: Safety::Safe }.fix(leading)
}

/// A register, and what is wrong with it.
struct State<'r> {
    register: &'r Register<'r>,
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

/// Fixes that were applied together, and what that makes of the register.
struct Trial<'f> {
    fixes: Vec<&'f Finding>,
    source: Source,
    /// What is wrong with the register then.
    findings: Vec<Finding>,
}

impl Fixer<'_> {
    fn fix(&self, register: &Register<'_>) -> Option<Fixed> {
        self.apply(&self.state(register), MOST_ROUNDS)
    }

    fn state<'r>(&self, register: &'r Register<'r>) -> State<'r> {
        State { findings: (self.findings)(register), register }
    }

    /// Applies the fixes of a round, and then, in a next one, those that this brings into reach.
    fn apply(&self, state: &State<'_>, rounds: usize) -> Option<Fixed> {
        if rounds == 0 {
            return None;
        }
        let Trial { fixes, source, findings } = self.round(state)?;
        let count = fixes.len();
        let later = Register::parse(&source, self.settings.reading())
            .ok()
            .and_then(|register| self.apply(&State { register: &register, findings }, rounds - 1));
        Some(match later {
            Some(later) => Fixed { count: count + later.count, ..later },
            None => Fixed { source, count },
        })
    }

    /// The fixes of one round.
    fn round<'f>(&self, state: &'f State<'_>) -> Option<Trial<'f>> {
        // A misspelt ignore comment is fixed first: it may keep other findings from being fixed.
        let is_misspelt = |f: &&Finding| f.rule == UNKNOWN_RULE.name && f.fix.is_some();
        let misspelt: Vec<&Finding> = state.findings.iter().filter(is_misspelt).collect();
        let first = match self.safety {
            Safety::Safe => None,
            Safety::Unsafe => Trials::of(self, state).most(&[], &misspelt),
        };
        first.or_else(|| self.most(state))
    }

    /// The most fixes that can be applied together: the safe ones, and the others that touch none
    /// of these.
    fn most<'f>(&self, state: &'f State<'_>) -> Option<Trial<'f>> {
        let mut trials = Trials::of(self, state);
        let safe = trials.most(&[], &choose(&state.findings, Safety::Safe, &[]));
        if self.safety == Safety::Safe {
            return safe;
        }
        let base = safe.as_ref().map_or(Vec::new(), |trial| trial.fixes.clone());
        trials.most(&base, &choose(&state.findings, Safety::Unsafe, &base)).or(safe)
    }

    /// What some fixes make of a register, if they do what they mean to.
    fn tried<'f>(&self, state: &State<'_>, fixes: Vec<&'f Finding>) -> Option<Trial<'f>> {
        let all: Vec<&Edit> = fixes.iter().flat_map(|finding| edits(finding)).collect();
        let source = edited(state.register, all.iter().copied());
        let register = self.read_back(state, &source, &all)?;
        let next = self.state(&register);
        if !is_sound(state, &next, &fixes) {
            return None;
        }
        let findings = next.findings;
        Some(Trial { fixes, source, findings })
    }

    /// The register after some edits, if what they do not touch is as it was.
    fn read_back<'s>(
        &self,
        state: &State<'_>,
        source: &'s Source,
        edits: &[&Edit],
    ) -> Option<Register<'s>> {
        let expected = Expectation { edits, table: ExpectedTable::Any, ..Expectation::default() };
        verify(state.register, source, self.settings.reading(), &expected).ok()
    }
}

/// The fixes of a register, tried together and in parts.
struct Trials<'t, 'f> {
    fixer: &'t Fixer<'t>,
    state: &'f State<'f>,
    /// How many trials may follow.
    left: usize,
}

impl<'t, 'f> Trials<'t, 'f> {
    fn of(fixer: &'t Fixer<'t>, state: &'f State<'f>) -> Self {
        Self { fixer, state, left: MOST_TRIALS }
    }

    /// The most of some fixes that do what they mean to, together with others that do so already.
    /// What does not is found by halving, and left out.
    fn most(&mut self, base: &[&'f Finding], fixes: &[&'f Finding]) -> Option<Trial<'f>> {
        if fixes.is_empty() {
            return None;
        }
        if let Some(trial) = self.together(base, fixes) {
            return Some(trial);
        }
        let (left, right) = fixes.split_at(fixes.len() / 2);
        if left.is_empty() {
            return None;
        }
        let Some(first) = self.most(base, left) else { return self.most(base, right) };
        let base = first.fixes.clone();
        self.most(&base, right).or(Some(first))
    }

    fn together(&mut self, base: &[&'f Finding], fixes: &[&'f Finding]) -> Option<Trial<'f>> {
        self.left = self.left.checked_sub(1)?;
        self.fixer.tried(self.state, [base, fixes].concat())
    }
}

/// The findings whose fixes, as safe as `safety`, to apply together with others: of two that touch,
/// the first; of two that are the same, one.
fn choose<'f>(findings: &'f [Finding], safety: Safety, others: &[&Finding]) -> Vec<&'f Finding> {
    let is_wanted = |f: &&Finding| f.fix.as_ref().is_some_and(|fix| fix.safety == safety);
    let mut wanted: Vec<&Finding> = findings.iter().filter(is_wanted).collect();
    wanted.sort_by_key(|finding| edits(finding).first().map(|edit| edit.span));
    let mut taken: BTreeSet<Span> =
        others.iter().flat_map(|finding| edits(finding)).map(|edit| edit.span).collect();
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

/// Whether none of the applied fixes is still to do, and safe fixes bring no new error.
fn is_sound(state: &State<'_>, next: &State<'_>, fixes: &[&Finding]) -> bool {
    let (before, after) = (state.fixable(), next.fixable());
    let is_done = |finding: &&Finding| {
        let count = |counts: &HashMap<_, usize>| counts.get(&finding.identity()).copied();
        count(&after).unwrap_or(0) < count(&before).unwrap_or(0)
    };
    let is_unsafe = |f: &&Finding| f.fix.as_ref().is_some_and(|fix| fix.safety == Safety::Unsafe);
    fixes.iter().all(is_done)
        && (fixes.iter().any(is_unsafe) || next.errors() <= state.errors())
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
