//! Applies fixes: chooses those that may be applied together, and lints again until none is left.

use std::cell::OnceCell;
use std::collections::{BTreeSet, HashMap};

use crate::edit::{Expectation, ExpectedTable, edited, verify};
use crate::finding::{Edit, Extent, Finding, Level, Safety};
use crate::lint::{self, Scope};
use crate::mirror::NewerValues;
use crate::register::Register;
use crate::rules::{Environment, LastEdits, MIRROR_CODE, MIRROR_VALUE, UNKNOWN_RULE};
use crate::settings::Settings;
use crate::text::{Ordered, Source, Span};
use crate::vocabulary::Key;

mod at_once;
mod fault;
mod first_edits;
mod pages;
mod target;

use fault::{Fault, KINDS, Kind, is_of_pair};
pub(crate) use first_edits::FirstEdits;
pub(crate) use pages::{keep_page_fixes, page_with_id};
pub(crate) use target::FixTarget;

/// A fix may bring another into reach, seldom a third; more rounds go in circles.
const MOST_ROUNDS: usize = 16;

/// Of a few fixes that fail, each is found; of many, not all are worth the time.
const MOST_TRIALS: usize = 256;
/// Of a large register, fewer: all trials together read so many bytes.
const MOST_TRIED: usize = 16 * 1024 * 1024;
const FEWEST_TRIALS: usize = 12;

/// Of more fixes than that which fail together, a few are tried alone before parts are: those of one rule mostly
/// fail for one reason.
const FEW: usize = 32;

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
    let register = &Register::read(source, settings.reading()).ok()?;
    FixTarget::single(register, settings, environment).fixed_alone(safety)
}

/// The same without the fixes of the text around the entries and their table.
pub(crate) fn fix_entries(
    source: &Source,
    settings: &Settings,
    environment: Environment<'_>,
    safety: Safety,
) -> Option<Fixed> {
    let register = &Register::read(source, settings.reading()).ok()?;
    FixTarget::single(register, settings, environment).fixed_entries(safety)
}

/// Brings a translation in step with its leading register, as far as no words of people change.
pub fn fix_mirror(
    leading: &Register<'_>,
    mirror: &Register<'_>,
    settings: &Settings,
    environment: Environment<'_>,
) -> Option<Fixed> {
    let edits = environment.edits.map(|edits| FirstEdits::of(edits, [leading, mirror]));
    let edits = edits.as_ref().map(|edits| edits as &dyn LastEdits);
    let environment = Environment { edits, ..environment };
    let leading = Some(leading);
    FixTarget { register: mirror, leading, settings, environment, scope: Scope::Mirrors }
        .fixed(Safety::Safe)
}

/// Takes some values of a translation into the leading register.
pub(crate) fn take_values(
    leading: &Register<'_>,
    mirror: &Register<'_>,
    settings: &Settings,
    values: &NewerValues,
    environment: Environment<'_>,
) -> Option<Fixed> {
    let is_wanted = |finding: &Finding| {
        let name = finding.entry.as_deref().unwrap_or_default();
        let is_key = |key: Key| finding.field.as_deref() == Some(settings.vocabulary.name(key));
        [MIRROR_VALUE.name, MIRROR_CODE.name].contains(&finding.rule)
            && values.iter().any(|(own, key)| own == name && is_key(key))
    };
    // For these values, the two change their roles.
    let findings = |register: &Register<'_>| {
        let mut found = lint::mirror_findings(mirror, register, settings, environment);
        found.retain(is_wanted);
        found
    };
    Fixer { settings, findings: &findings, safety: Safety::Safe }.fix(leading)
}

/// A register, and what is wrong with it.
struct State<'r> {
    register: &'r Register<'r>,
    faults: Faults,
}

/// What is wrong with a register, as far as fixing it needs to know. A hostile register has many findings
/// that no fix goes with, so of these only the errors are counted.
#[derive(Default)]
struct Faults {
    /// The findings with fixes.
    fixable: Vec<Fault>,
    /// How many errors there are of the rules about translations, and of the others.
    of_pair: usize,
    others: usize,
    /// How often a rule finds something that it can fix in a field of an entry, by a hash of these. They are
    /// counted when they are first asked for.
    counts: OnceCell<HashMap<u64, usize>>,
}

/// How many findings one stands for.
fn count(finding: &Finding) -> usize {
    match finding.extent {
        Extent::LeftOut(count) => count as usize,
        _ => 1,
    }
}

impl Faults {
    fn of(findings: Vec<Finding>) -> Self {
        let errors = || findings.iter().filter(|finding| finding.level == Level::Error);
        let of_pair = errors().filter(|finding| is_of_pair(finding)).map(count).sum();
        let others = errors().filter(|finding| !is_of_pair(finding)).map(count).sum();
        let mut fixable: Vec<Fault> = findings.into_iter().filter_map(Fault::of).collect();
        fixable.shrink_to_fit();
        Self { fixable, of_pair, others, counts: OnceCell::new() }
    }

    /// How often the rule of a finding finds something that it can fix in the same field of the same entry.
    fn count(&self, identity: u64) -> usize {
        let counts = self.counts.get_or_init(|| {
            let mut counts = HashMap::with_capacity(self.fixable.len());
            for fault in &self.fixable {
                *counts.entry(fault.identity).or_default() += 1;
            }
            counts
        });
        counts.get(&identity).copied().unwrap_or(0)
    }

    /// How many errors there are, of the rules about translations or of the others.
    fn errors(&self, of_pair: bool) -> usize {
        if of_pair { self.of_pair } else { self.others }
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
    fixes: Vec<&'f Fault>,
    source: Source,
    faults: Faults,
}

impl Fixer<'_> {
    fn fix(&self, register: &Register<'_>) -> Option<Fixed> {
        self.apply(&self.state(register), MOST_ROUNDS)
    }

    fn state<'r>(&self, register: &'r Register<'r>) -> State<'r> {
        State { faults: Faults::of((self.findings)(register)), register }
    }

    /// Applies the fixes of a round, and then, in a next one, those that this brings into reach.
    fn apply(&self, state: &State<'_>, rounds: usize) -> Option<Fixed> {
        if rounds == 0 {
            return None;
        }
        let Trial { fixes, source, faults } = self.round(state)?;
        let count = fixes.len();
        let later = Register::parse(&source, self.settings.reading())
            .ok()
            .and_then(|register| self.apply(&State { register: &register, faults }, rounds - 1));
        Some(match later {
            Some(later) => Fixed { count: count + later.count, ..later },
            None => Fixed { source, count },
        })
    }

    /// The fixes of one round.
    fn round<'f>(&self, state: &'f State<'_>) -> Option<Trial<'f>> {
        // A misspelt ignore comment is fixed first: it may keep other findings from being fixed.
        let is_misspelt = |fault: &&Fault| fault.rule == UNKNOWN_RULE.name;
        let misspelt: Vec<&Fault> = state.faults.fixable.iter().filter(is_misspelt).collect();
        let first = match self.safety {
            Safety::Safe => None,
            Safety::Unsafe => Trials::of(self, state).most(None, &misspelt),
        };
        first.or_else(|| self.most(state, &state.faults.fixable.iter().collect::<Vec<_>>()))
    }

    /// The most fixes of some findings that can be applied together: the safe ones, those that bring a translation
    /// into step before the others, and then unsafe ones that touch none of these.
    fn most<'f>(&self, state: &'f State<'_>, of: &[&'f Fault]) -> Option<Trial<'f>> {
        let mut trials = Trials::of(self, state);
        let mut most: Option<Trial<'f>> = None;
        for kind in KINDS.into_iter().filter(|kind| kind.safety <= self.safety) {
            let others = most.as_ref().map_or(&[][..], |most| &most.fixes);
            let wanted = choose(of, kind, others);
            most = trials.most(most.as_ref(), &wanted).or(most);
        }
        most
    }

    /// What some fixes make of a register, if they do what they mean to; those after the first
    /// `judged` are known to.
    fn tried<'f>(
        &self,
        state: &State<'_>,
        fixes: Vec<&'f Fault>,
        judged: usize,
    ) -> Option<Trial<'f>> {
        let all: Vec<&Edit> = fixes.iter().flat_map(|fault| &fault.edits).collect();
        let source = edited(state.register, all.iter().copied());
        let register = self.read_back(state, &source, &all)?;
        let next = self.state(&register);
        if !is_sound(state, &next, &fixes, &fixes[..judged]) {
            return None;
        }
        let faults = next.faults;
        Some(Trial { fixes, source, faults })
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
        let most = MOST_TRIED / state.register.source.text().len().max(1);
        Self { fixer, state, left: most.clamp(FEWEST_TRIALS, MOST_TRIALS) }
    }

    /// The most of some fixes of one kind that do what they mean to, together with others that do so
    /// already. What does not is found by halving, and left out.
    fn most(&mut self, base: Option<&Trial<'f>>, fixes: &[&'f Fault]) -> Option<Trial<'f>> {
        if fixes.is_empty() {
            return None;
        }
        if let Some(trial) = self.together(base, fixes) {
            return Some(trial);
        }
        self.most_apart(base, fixes)
    }

    /// The most of some fixes that fail together.
    fn most_apart(&mut self, base: Option<&Trial<'f>>, fixes: &[&'f Fault]) -> Option<Trial<'f>> {
        if self.fail_alike(base, fixes) {
            return None;
        }
        let (left, right) = parts(fixes);
        let (Some(last), Some(next)) = (left.last(), right.first()) else { return None };
        let Some(first) = self.most(base, &left) else { return self.most(base, &right) };
        // With all on the left, those on the right are all fixes, which failed. Only what is inserted at
        // one place would be in another order.
        let are_all = first.fixes.len() == left.len() + base.map_or(0, |base| base.fixes.len());
        let rest = if are_all && !last.joins(next) {
            self.left = self.left.saturating_sub(1);
            self.most_apart(Some(&first), &right)
        } else {
            self.most(Some(&first), &right)
        };
        rest.or(Some(first))
    }

    /// Whether many fixes are of one rule, and the first, the last and the one between fail.
    fn fail_alike(&mut self, base: Option<&Trial<'f>>, fixes: &[&'f Fault]) -> bool {
        let [first, .., last] = fixes else { return false };
        let is_one_rule = || fixes.iter().all(|fault| fault.rule == first.rule);
        let mut samples = [*first, fixes[fixes.len() / 2], *last].into_iter();
        fixes.len() > FEW
            && is_one_rule()
            && samples.all(|fault| self.together(base, &[fault]).is_none())
    }

    fn together(&mut self, base: Option<&Trial<'f>>, fixes: &[&'f Fault]) -> Option<Trial<'f>> {
        self.left = self.left.checked_sub(1)?;
        let base = base.map_or(&[][..], |trial| &trial.fixes);
        self.fixer.tried(self.state, [fixes, base].concat(), fixes.len())
    }
}

/// Two parts of fixes that fail together: of many, those of one rule and the others; else two halves.
fn parts<'f>(fixes: &[&'f Fault]) -> (Vec<&'f Fault>, Vec<&'f Fault>) {
    let rule = fixes.first().map(|first| first.rule);
    let is_mixed = fixes.iter().any(|fault| Some(fault.rule) != rule);
    if fixes.len() > FEW && is_mixed {
        return fixes.iter().partition(|fault| Some(fault.rule) == rule);
    }
    let (left, right) = fixes.split_at(fixes.len() / 2);
    (left.to_vec(), right.to_vec())
}

/// The fixes of a kind to apply together with others: of two that touch, the first; of two that are the
/// same, one.
fn choose<'f>(faults: &[&'f Fault], kind: Kind, others: &[&Fault]) -> Vec<&'f Fault> {
    let mut wanted: Vec<&Fault> =
        faults.iter().copied().filter(|fault| fault.kind == kind).collect();
    wanted.order_by_key(|fault| fault.edits.first().map(|edit| edit.span));
    let mut taken: BTreeSet<Span> =
        others.iter().flat_map(|fault| &fault.edits).map(|edit| edit.span).collect();
    let mut chosen: Vec<&Fault> = Vec::new();
    for fault in wanted {
        let joins_last = chosen.last().is_some_and(|last| last.joins(fault));
        if joins_last || fault.edits.iter().all(|edit| is_free(&taken, edit.span)) {
            taken.extend(fault.edits.iter().map(|edit| edit.span));
            chosen.push(fault);
        }
    }
    chosen
}

/// Whether none of the applied fixes is still to do, and safe ones that are judged bring no new error
/// of their kind.
fn is_sound(state: &State<'_>, next: &State<'_>, fixes: &[&Fault], judged: &[&Fault]) -> bool {
    let is_done =
        |fault: &&Fault| next.faults.count(fault.identity) < state.faults.count(fault.identity);
    let brings_none = |fault: &&Fault| {
        let Kind { safety, of_pair } = fault.kind;
        safety == Safety::Unsafe || next.faults.errors(of_pair) <= state.faults.errors(of_pair)
    };
    fixes.iter().all(is_done) && judged.first().is_none_or(brings_none)
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
