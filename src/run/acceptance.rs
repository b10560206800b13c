//! Accepts what is found today: comments are tried in memory until they silence every finding that a
//! comment can silence, and nothing else has changed.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::Path;

use anyhow::Result;

use super::check::{CheckOptions, RegisterCheck};
use super::chosen::ChosenEntries;
use super::inputs::{Inputs, registers_of, shown};
use super::notes::{Note, Notes};
use super::project::Project;
use super::writes::NewText;
use crate::edit::{Expectation, edited, scalar, verify};
use crate::finding::{Edit, Finding};
use crate::lint::{
    CommentPlace, IgnoreReason, OriginalPlace, WrittenIgnores, has_lapsed, removed_lapsed,
};
use crate::register::Register;
use crate::rules::{self, Group, UNUSED_IGNORE};
use crate::settings::Settings;
use crate::text::{Source, Span, printable};

/// What needs another place is tried there in the next round. More rounds go in circles.
const MOST_ROUNDS: usize = 12;

/// Registers with the comments that accept what was found in them.
#[derive(Debug, Default)]
pub(crate) struct AcceptedTexts {
    pub new: Vec<NewText>,
    /// How many findings were accepted.
    pub findings: usize,
    /// By how many comments.
    pub comments: usize,
    /// The findings that no comment accepts, at their places in the new texts.
    pub left: Vec<LeftFinding>,
    /// How many findings came out behind those that were accepted, and are not accepted themselves.
    pub behind: usize,
}

/// A finding that no comment accepts.
#[derive(Debug)]
pub(crate) struct LeftFinding {
    pub finding: Finding,
    /// Whether a comment would accept what is found in other entries, too.
    pub would_accept_others: bool,
}

/// What makes a finding one that `lint` shows before any comment is written. Of a habit, each place is
/// one.
#[derive(PartialEq, Eq, Hash)]
struct ShownFinding {
    rule: &'static str,
    path: String,
    entry: Option<String>,
    field: Option<String>,
    is_habit: bool,
}

/// What makes a finding the same in two rounds.
#[derive(PartialEq, Eq, Hash)]
struct TriedFinding {
    rule: &'static str,
    path: String,
    entry: Option<String>,
    field: Option<String>,
    message: String,
    /// Where it is in the text without the comments: two entries may have one ID.
    at: usize,
}

/// A finding that a comment is to accept.
#[derive(Default)]
struct Attempt {
    /// Where a comment was tried.
    tried: Vec<CommentPlace>,
    is_left: bool,
}

/// What became of a finding in a round.
enum Placed {
    /// The comments of its register are other ones now.
    Changed,
    Nowhere,
    /// The only place would cover other entries.
    OverOthers,
}

/// The comments of a run, and what was tried.
struct Rounds<'r> {
    settings: &'r Settings,
    by_path: HashMap<String, WrittenIgnores<'r>>,
    attempts: HashMap<TriedFinding, Attempt>,
    /// What was found in the first round.
    shown: HashSet<ShownFinding>,
    /// How many findings that was.
    first: usize,
}

/// The findings of a round for which no comment is written.
#[derive(Default)]
struct Unplaced {
    left: Vec<LeftFinding>,
    behind: usize,
}

/// Receives what is said of checks that are only tried.
struct Unheard;

impl Notes for Unheard {
    fn note(&self, _: Note<'_>) {}
}

/// The texts that accept what is found. The inputs are read, and are as they were afterwards.
pub(crate) fn accept(
    project: &Project,
    inputs: &mut Inputs,
    options: CheckOptions<'_>,
    reason: IgnoreReason<'_>,
) -> Result<AcceptedTexts> {
    let old = inputs.sources.clone();
    make_room(project, inputs, options)?;
    let free = inputs.sources.clone();
    let registers = registers_of(&free, &project.settings).all;
    let chosen = options.condition.map(|text| ChosenEntries::of(text, &registers, project));
    let chosen = chosen.transpose()?;
    let written =
        |register| WrittenIgnores::new(register, reason, not_chosen(register, chosen.as_ref()));
    let by_path = registers.iter().map(|own| (own.source.path().to_string(), written(own)));
    let settings = &project.settings;
    let mut rounds = Rounds {
        settings,
        by_path: by_path.collect(),
        attempts: HashMap::new(),
        shown: HashSet::new(),
        first: 0,
    };
    let result = rounds.run(project, inputs, options, &registers);
    let new = std::mem::replace(&mut inputs.sources, old.clone());
    let Unplaced { left, behind } = result?;
    let refused = left.iter().filter(|left| rounds.is_shown(&left.finding)).count();
    let both = new.iter().zip(&inputs.sources).enumerate();
    let changed = both.filter(|(_, (new, old))| new.text() != old.text());
    let copy = |source: &Source| Source::new(source.path().clone(), source.text());
    let new = changed.map(|(at, (new, _))| NewText { at, source: copy(new) }).collect();
    Ok(AcceptedTexts {
        new,
        findings: rounds.first.saturating_sub(refused),
        comments: rounds.by_path.values().map(WrittenIgnores::count).sum(),
        left,
        behind,
    })
}

/// Where the entries of a register are that are not chosen.
fn not_chosen(register: &Register<'_>, chosen: Option<&ChosenEntries>) -> Vec<Span> {
    let Some(chosen) = chosen else { return Vec::new() };
    let entries = register.entries.iter().zip(chosen.of_register(register));
    entries.filter(|(_, is_chosen)| !**is_chosen).map(|(entry, _)| entry.span).collect()
}

/// Removes the comments that are to be renewed: their day is past, and what they accepted is found.
fn make_room(project: &Project, inputs: &mut Inputs, options: CheckOptions<'_>) -> Result<()> {
    let old = inputs.sources.clone();
    let registers = registers_of(&old, &project.settings).all;
    if !registers.iter().any(|register| has_lapsed(register, project.today)) {
        return Ok(());
    }
    let check = RegisterCheck { project, inputs, history: None, options };
    let findings = check.run_on(&inputs.registers(project), &Unheard)?.findings;
    for register in &registers {
        let edits = removed_lapsed(register, &findings, project.today);
        if edits.is_empty() {
            continue;
        }
        let source = edited(register, &edits);
        let expected = Expectation::default();
        let is_same = verify(register, &source, project.settings.reading(), &expected).is_ok();
        if let Some(at) = inputs.place_of(register.source).filter(|_| is_same) {
            inputs.replace(NewText { at, source });
        }
    }
    Ok(())
}

impl Rounds<'_> {
    /// Tries comments until all that can be accepted is; what cannot be.
    fn run(
        &mut self,
        project: &Project,
        inputs: &mut Inputs,
        options: CheckOptions<'_>,
        registers: &[Register<'_>],
    ) -> Result<Unplaced> {
        let mut unplaced = Unplaced::default();
        for round in 0..MOST_ROUNDS {
            let check = RegisterCheck { project, inputs, history: None, options };
            let checked = check.run_on(&inputs.registers(project), &Unheard)?;
            if round == 0 {
                self.first = checked.findings.len();
                self.shown = checked.findings.iter().map(ShownFinding::of).collect();
            }
            let touched = self.take(checked.findings, &mut unplaced);
            if touched.is_empty() {
                break;
            }
            for register in registers.iter().filter(|own| touched.contains(&**own.source.path())) {
                if let Some(source) = self.text(register)
                    && let Some(at) = inputs.place_of(register.source)
                {
                    inputs.replace(NewText { at, source });
                }
            }
        }
        Ok(unplaced)
    }

    /// Puts comments above the findings of a round; the paths of the registers whose comments are other
    /// ones now. What has no place is left.
    fn take(&mut self, findings: Vec<Finding>, unplaced: &mut Unplaced) -> BTreeSet<String> {
        let inserted = self.by_path.iter().map(|(path, own)| (path.clone(), own.inserted()));
        let inserted: HashMap<_, _> = inserted.collect();
        let mut touched = BTreeSet::new();
        *unplaced = Unplaced::default();
        for finding in findings {
            let Some(inserted) = inserted.get(&*finding.path) else { continue };
            let place = inserted.original(finding.span.start as usize);
            if is_silenced_by_comments(finding.rule) && !self.is_shown(&finding) {
                unplaced.behind += 1;
                continue;
            }
            let path = finding.path.to_string();
            match self.place(&finding, place) {
                Placed::Changed => drop(touched.insert(path)),
                placed => {
                    let would_accept_others = matches!(placed, Placed::OverOthers);
                    unplaced.left.push(LeftFinding { finding, would_accept_others });
                }
            }
        }
        touched
    }

    fn is_shown(&self, finding: &Finding) -> bool {
        let own = ShownFinding::of(finding);
        let of_habit = ShownFinding::of_habit(finding);
        self.shown.contains(&own) || self.shown.contains(&of_habit)
    }

    /// Puts a comment above a finding, instead of the one that did not help.
    fn place(&mut self, finding: &Finding, place: OriginalPlace) -> Placed {
        let Some(written) = self.by_path.get_mut(&*finding.path) else { return Placed::Nowhere };
        let at = match place {
            OriginalPlace::InComment(own) if finding.rule == UNUSED_IGNORE.name => {
                // What one comment hides, another need not.
                let Some(rule) = rule_in(&finding.message) else { return Placed::Nowhere };
                written.remove(own, rule);
                return Placed::Changed;
            }
            OriginalPlace::InComment(own) => own.line as usize,
            OriginalPlace::At(at) => at,
        };
        if !is_silenced_by_comments(finding.rule) {
            return Placed::Nowhere;
        }
        let attempt = self.attempts.entry(TriedFinding::of(finding, at)).or_default();
        let mut places = written.places_for(finding, at).into_iter();
        let next = places.find(|place| !attempt.tried.contains(place));
        let last = attempt.tried.last().filter(|_| !attempt.is_left);
        if let Some(last) = last {
            written.remove(*last, finding.rule);
        }
        let has_changed = last.is_some() || next.is_some();
        attempt.is_left = next.is_none();
        if let Some(place) = next {
            attempt.tried.push(place);
            written.add(place, finding.rule);
        }
        if has_changed {
            Placed::Changed
        } else if written.would_accept_others(at) {
            Placed::OverOthers
        } else {
            Placed::Nowhere
        }
    }

    /// The text of a register with its comments; those that would change what it says are dropped.
    fn text(&mut self, register: &Register<'_>) -> Option<Source> {
        let written = self.by_path.get_mut(&**register.source.path())?;
        let edits = written.edits();
        let all: Vec<PlacedEdit<'_>> =
            edits.iter().map(|(place, edit)| PlacedEdit { place: *place, edit }).collect();
        let sound = sound(register, &all, self.settings);
        written.keep(&sound.into_iter().map(|own| own.place).collect());
        let source = edited(register, written.edits().values());
        let places = written.inserted().0;
        // Where the text is code, front matter or HTML, no comment is one.
        let read: BTreeSet<CommentPlace> = {
            let now = Register::parse(&source, self.settings.reading()).ok()?;
            let is_read = |place: usize| {
                now.comments.binary_search_by_key(&place, |own: &Span| own.start as usize).is_ok()
            };
            let read = places.iter().filter(|own| is_read(own.opening()));
            read.map(|own| own.place).collect()
        };
        if read.len() == places.len() {
            return Some(source);
        }
        written.keep(&read);
        Some(edited(register, written.edits().values()))
    }
}

/// A comment as an edit.
#[derive(Clone, Copy)]
struct PlacedEdit<'e> {
    place: CommentPlace,
    edit: &'e Edit,
}

/// Of some comments, those with which the register says the same as before.
fn sound<'e>(
    register: &Register<'_>,
    edits: &[PlacedEdit<'e>],
    settings: &Settings,
) -> Vec<PlacedEdit<'e>> {
    let holds = |edits: &[PlacedEdit<'_>]| {
        let source = edited(register, edits.iter().map(|own| own.edit));
        verify(register, &source, settings.reading(), &Expectation::default()).is_ok()
    };
    if edits.is_empty() || holds(edits) {
        return edits.to_vec();
    }
    if edits.len() == 1 {
        return Vec::new();
    }
    let (first, rest) = edits.split_at(edits.len() / 2);
    let mut both = sound(register, first, settings);
    both.extend(sound(register, rest, settings));
    if holds(&both) { both } else { Vec::new() }
}

/// Whether a comment can accept what the rule finds.
fn is_silenced_by_comments(rule: &str) -> bool {
    rules::rule(rule).is_some_and(|rule| rule.group != Group::Ignores)
}

/// The rule that a message about a comment names.
fn rule_in(message: &str) -> Option<&'static str> {
    let name = message.split('`').nth(1)?;
    rules::rule(name).map(|rule| rule.name)
}

impl ShownFinding {
    fn of(finding: &Finding) -> Self {
        if finding.places() > 1 {
            return Self::of_habit(finding);
        }
        let [entry, field] =
            [&finding.entry, &finding.field].map(|it| it.as_deref().map(str::to_owned));
        Self { entry, field, is_habit: false, ..Self::of_habit(finding) }
    }

    fn of_habit(finding: &Finding) -> Self {
        let path = finding.path.to_string();
        Self { rule: finding.rule, path, entry: None, field: None, is_habit: true }
    }
}

impl TriedFinding {
    fn of(finding: &Finding, at: usize) -> Self {
        Self {
            rule: finding.rule,
            path: finding.path.to_string(),
            entry: finding.entry.as_deref().map(str::to_owned),
            field: finding.field.as_deref().map(str::to_owned),
            message: finding.message.to_string(),
            at,
        }
    }
}

/// What to write into the configuration to accept a finding alone.
pub(crate) fn configured(finding: &Finding, reason: IgnoreReason<'_>) -> String {
    let entry = finding.entry.as_deref().map(scalar).unwrap_or_default();
    let until = reason.until.map_or(String::new(), |day| format!("until: {day}, "));
    let (rule, reason) = (finding.rule, scalar(reason.reason));
    let item = format!("- {{ rules: [{rule}], entries: [{entry}], {until}reason: {reason} }}");
    printable(&item).to_string()
}

/// A finding in a sentence.
pub(crate) fn named(finding: &Finding) -> String {
    let path = shown(Path::new(&*finding.path));
    let entry = finding.entry.as_deref().map_or(String::new(), |entry| format!(" of {entry}"));
    format!("`{}`{} in {path}", finding.rule, printable(&entry))
}
