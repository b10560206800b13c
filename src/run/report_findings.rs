//! What `gapreg check` finds in the entries of a report.

use std::collections::HashMap;

use super::check::{CheckOptions, RegisterCheck};
use super::history::RegisterHistory;
use super::inputs::{Inputs, ReadRegisters};
use super::notes::{Collected, Notes};
use super::project::Project;
use crate::finding::Level;
use crate::lint::Scope;
use crate::register::{Entry, Register};
use crate::report::EntryFinding;
use crate::rules::{self, Rule};

/// The findings in the entries of a run, by register and name.
#[derive(Default)]
pub(super) struct EntryFindings(HashMap<(String, String), Vec<EntryFinding>>);

impl EntryFindings {
    /// Checks the registers. What is wrong with translations is left out: it is shown as their state.
    pub(super) fn of(
        project: &Project,
        inputs: &Inputs,
        registers: &ReadRegisters<'_>,
        history: &RegisterHistory,
        notes: &dyn Notes,
    ) -> Self {
        let options = CheckOptions::all_of(Scope::All);
        let check = RegisterCheck { project, inputs, history: Some(history), options };
        // What a check says about itself is not asked for here.
        let checked = match check.run_on(registers, &Collected::default()) {
            Ok(checked) => checked,
            Err(why) => {
                notes.warn(&format!(
                    "the report shows no findings, as nothing was checked: {why:#}"
                ));
                return Self::default();
            }
        };
        let mut found: HashMap<(String, String), Vec<EntryFinding>> = HashMap::new();
        for finding in checked.findings {
            let is_of_mirror = rules::rule(finding.rule).and_then(Rule::lag).is_some();
            let Some(name) = finding.entry.filter(|_| !is_of_mirror) else { continue };
            let level = match finding.level {
                Level::Error => "error",
                Level::Warning => "warning",
                Level::Info => "info",
            };
            let own =
                EntryFinding { level, rule: finding.rule, message: finding.message.to_string() };
            found.entry((finding.path.to_string(), name.to_string())).or_default().push(own);
        }
        Self(found)
    }

    pub(super) fn of_entry(&self, register: &Register<'_>, entry: &Entry) -> Vec<EntryFinding> {
        let name = register.name(entry);
        let key = name.map(|name| (register.source.path().to_string(), name));
        key.and_then(|key| self.0.get(&key)).cloned().unwrap_or_default()
    }
}
