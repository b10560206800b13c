//! The deadlines of a translation that is asked for without its leading register. A gap is promised
//! once, so they are those of the leading entries.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::deadlines::{Deadlines, EntryDeadline};
use super::inputs::Inputs;
use super::notes::Notes;
use super::pairs::aligned_pairs;
use super::project::Project;
use super::promises::policies_through_time;
use super::timelines::{EntryTimelines, RunTimelines};

/// Deadlines, and the day and the form in which they are asked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AskedDay {
    pub day: jiff::civil::Date,
    /// Whether entries are taken as they are on that day, and not as they are now.
    pub is_past_or_future: bool,
}

/// Gives the entries of translations the deadlines of the leading entries, which are read beside them.
pub(crate) fn take_promises(
    own: &mut Deadlines,
    asked: AskedDay,
    project: &Project,
    inputs: &mut Inputs,
    notes: &dyn Notes,
) {
    let named: HashSet<Arc<str>> =
        inputs.sources.iter().map(|source| Arc::clone(source.path())).collect();
    inputs.add_translations(project, notes);
    if inputs.sources.len() == named.len() {
        return;
    }
    let registers = inputs.registers(project).all;
    let policies = policies_through_time(&registers, project);
    let pairs = aligned_pairs(&registers, &policies, &project.settings);
    let path = |at: usize| registers[at].source.path();
    let leading: HashMap<&str, &str> = pairs
        .iter()
        .filter(|pair| named.contains(path(pair.mirror)) && !named.contains(path(pair.leading)))
        .map(|pair| (&**path(pair.mirror), &**path(pair.leading)))
        .collect();
    if leading.is_empty() {
        return;
    }
    let timelines = RunTimelines::of(&registers, project, inputs, notes);
    let all = EntryTimelines::of(&registers, &policies, &pairs, &timelines);
    let all = Deadlines::on(asked.day, asked.is_past_or_future, &all, &project.settings);
    let promised: HashMap<(&str, &str), &EntryDeadline> = all
        .registers
        .iter()
        .flat_map(|register| register.entries.iter().map(|entry| (&*register.path, entry)))
        .filter_map(|(path, entry)| Some(((path, entry.id.as_deref()?), entry)))
        .collect();
    own.promise(|path, id| promised.get(&(*leading.get(path)?, id)).copied());
}
