//! Findings of one entry that are one, and habits of a register.

use std::collections::HashMap;
use std::sync::Arc;

use super::drop_marked;
use crate::finding::{Edit, Extent, Finding, Fix, Safety};
use crate::lint::ignores::Sifted;
use crate::rules;
use crate::text::sort_by_place;

/// What tells a habit from others: rule, file, field, and how safe its fix is.
type Habit = (&'static str, Arc<str>, Option<Arc<str>>, Option<Safety>);

/// What tells the entry of a rule's findings from others: rule, file, name, and else its place.
type EntryOfRule = (&'static str, Arc<str>, Option<Arc<str>>, u32);

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
        |finding: &mut Finding| is_habit(&&*finding) && ignored.contains_key(&habit(finding));
    found.ignored.extend(found.kept.extract_if(.., is_ignored));
}

/// The findings, where those of an entry or of a habit are one.
pub(super) fn joined(mut findings: Vec<Finding>) -> Vec<Finding> {
    let mut entries: HashMap<EntryOfRule, Vec<usize>> = HashMap::new();
    let mut habits: HashMap<Habit, Vec<usize>> = HashMap::new();
    for (at, finding) in findings.iter().enumerate() {
        match finding.extent {
            Extent::Place | Extent::Table(_) | Extent::LeftOut(_) => {}
            Extent::Entry => {
                // An entry without a name is told from others by its place, if its findings have one.
                let place = if finding.entry.is_some() { 0 } else { finding.span.start };
                let key = (finding.rule, finding.path.clone(), finding.entry.clone(), place);
                entries.entry(key).or_default().push(at);
            }
            Extent::Register => habits.entry(habit(finding)).or_default().push(at),
        }
    }
    let mut repeated = vec![false; findings.len()];
    for places in entries.into_values() {
        join_entry(&mut findings, &places);
        places[1..].iter().for_each(|&at| repeated[at] = true);
    }
    for mut places in habits.into_values() {
        sort_by_place(&mut places, |&at| findings[at].span);
        join_habit(&mut findings, &places);
        places[1..].iter().for_each(|&at| repeated[at] = true);
    }
    drop_marked(&mut findings, repeated);
    findings
}

/// Lets the first finding of an entry name the fields of all.
fn join_entry(findings: &mut [Finding], places: &[usize]) {
    let mut names: Vec<&str> = Vec::new();
    for name in places.iter().filter_map(|&at| findings[at].field.as_deref()) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let message = rules::of_fields(findings[places[0]].rule, &names);
    if let Some(message) = message.filter(|_| names.len() > 1) {
        findings[places[0]].message = message.into();
    }
}

/// Gives the first finding of a habit the number of places and the edits of all.
fn join_habit(findings: &mut [Finding], places: &[usize]) {
    let count = places.len();
    let fixes = places.iter().filter_map(|&at| Some(*findings[at].fix.take()?)).collect();
    let first = &mut findings[places[0]];
    first.fix = joined_fix(fixes).map(Box::new);
    if count > 1 {
        first.message = rules::of_habit(first, count).into();
        first.entry = None;
        first.count = Some(count as u32);
    }
}

fn joined_fix(fixes: Vec<Fix>) -> Option<Fix> {
    let mut fixes = fixes.into_iter();
    let mut all = fixes.next()?;
    let more: Vec<Edit> = fixes.flat_map(|fix| fix.edits).collect();
    all.edits.extend(more);
    sort_by_place(&mut all.edits, |edit| edit.span);
    Some(all)
}
