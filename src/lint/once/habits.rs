//! Findings of one entry that are one, and habits of a register.

use std::collections::HashMap;
use std::sync::Arc;

use crate::finding::{Edit, Extent, Finding, Fix, Safety};
use crate::lint::ignores::Sifted;
use crate::rules;
use crate::text::sort_by_place;

/// What tells a habit from others: rule, file, field, and how safe its fix is.
type Habit = (&'static str, Arc<str>, Option<String>, Option<Safety>);

/// What tells the entry of a rule's findings from others: rule, file, name, and else its place.
type EntryOfRule = (&'static str, Arc<str>, Option<String>, u32);

fn habit(finding: &Finding) -> Habit {
    let safety = finding.fix.as_ref().map(|fix| fix.safety);
    (finding.rule, finding.path.clone(), finding.field.clone(), safety)
}

/// Ignores every finding of a habit whose first one is ignored.
pub(in crate::lint) fn ignore_whole_habits(found: &mut Sifted) {
    let is_habit = |finding: &&Finding| finding.extent == Extent::Register;
    let mut ignored: HashMap<Habit, u32> = HashMap::new();
    for finding in found.ignored.iter().filter(is_habit) {
        let first = ignored.entry(habit(finding)).or_insert(finding.span.start);
        *first = finding.span.start.min(*first);
    }
    if ignored.is_empty() {
        return;
    }
    for finding in found.kept.iter().filter(is_habit) {
        let habit = habit(finding);
        if ignored.get(&habit).is_some_and(|first| finding.span.start < *first) {
            ignored.remove(&habit);
        }
    }
    let is_ignored =
        |finding: &Finding| is_habit(&finding) && ignored.contains_key(&habit(finding));
    let (more, kept): (Vec<_>, Vec<_>) =
        std::mem::take(&mut found.kept).into_iter().partition(is_ignored);
    found.ignored.extend(more);
    found.kept = kept;
}

/// The findings, where those of an entry or of a habit are one.
pub(super) fn joined(findings: Vec<Finding>) -> Vec<Finding> {
    let mut out = Vec::with_capacity(findings.len());
    let mut entries: HashMap<EntryOfRule, Vec<Finding>> = HashMap::new();
    let mut habits: HashMap<Habit, Vec<Finding>> = HashMap::new();
    for finding in findings {
        match finding.extent {
            Extent::Place | Extent::Table(_) => out.push(finding),
            Extent::Entry => {
                // An entry without a name is told from others by its place, if its findings have one.
                let place = if finding.entry.is_some() { 0 } else { finding.span.start };
                let key = (finding.rule, finding.path.clone(), finding.entry.clone(), place);
                entries.entry(key).or_default().push(finding);
            }
            Extent::Register => habits.entry(habit(&finding)).or_default().push(finding),
        }
    }
    out.extend(entries.into_values().filter_map(of_entry));
    out.extend(habits.into_values().filter_map(of_register));
    out
}

/// One finding that names the fields of all.
fn of_entry(findings: Vec<Finding>) -> Option<Finding> {
    let mut names: Vec<&str> = Vec::new();
    for name in findings.iter().filter_map(|finding| finding.field.as_deref()) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let message = rules::of_fields(findings.first()?.rule, &names);
    let is_one = names.len() < 2;
    let mut first = findings.into_iter().next()?;
    if let Some(message) = message.filter(|_| !is_one) {
        first.message = message;
    }
    Some(first)
}

/// One finding at the first place, with the number of places and the edits of all.
fn of_register(mut findings: Vec<Finding>) -> Option<Finding> {
    sort_by_place(&mut findings, |finding| finding.span);
    let count = findings.len();
    let fixes: Vec<Fix> = findings.iter_mut().filter_map(|finding| finding.fix.take()).collect();
    let mut first = findings.into_iter().next()?;
    first.fix = joined_fix(fixes);
    if count > 1 {
        first.message = rules::of_habit(&first, count);
        first.entry = None;
        first.count = Some(count);
    }
    Some(first)
}

fn joined_fix(fixes: Vec<Fix>) -> Option<Fix> {
    let mut fixes = fixes.into_iter();
    let mut all = fixes.next()?;
    let more: Vec<Edit> = fixes.flat_map(|fix| fix.edits).collect();
    all.edits.extend(more);
    sort_by_place(&mut all.edits, |edit| edit.span);
    Some(all)
}
