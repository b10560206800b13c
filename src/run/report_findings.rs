//! What `gapreg check` finds in the entries of a report, and in their translations.

use std::collections::HashMap;

use super::check::{CheckOptions, RegisterCheck};
use super::inputs::ReadRegisters;
use super::notes::{Collected, Notes};
use super::pairs::AlignedPair;
use crate::finding::{Finding, Level};
use crate::lint::Scope;
use crate::mirror::Lag;
use crate::register::{Entry, Register};
use crate::report::{EntryFinding, Translation};
use crate::rules::{self, Rule};

/// The findings in the entries of a run, by register and name.
#[derive(Default)]
pub(super) struct EntryFindings {
    found: HashMap<EntryName, Vec<Finding>>,
    /// By the path of each leading register, the paths of its translations.
    mirrors: HashMap<String, Vec<String>>,
}

/// An entry by its register and its name there.
#[derive(Clone, PartialEq, Eq, Hash)]
struct EntryName {
    path: String,
    name: String,
}

impl EntryFindings {
    /// Checks the registers, which make some pairs.
    pub(super) fn of(
        check: RegisterCheck<'_>,
        registers: &ReadRegisters<'_>,
        pairs: &[AlignedPair<'_>],
        notes: &dyn Notes,
    ) -> Self {
        let check = |scope| {
            let check = RegisterCheck { options: CheckOptions::all_of(scope), ..check };
            // What a check says about itself is not asked for here.
            check.run_on(registers, &Collected::default())
        };
        let checked = check(Scope::All).or_else(|why| {
            let why = format!("{why:#}");
            notes.warn(&format!("the report shows no findings, as nothing was checked: {why}"));
            check(Scope::Mirrors)
        });
        let mut all = Self::default();
        let path = |at: usize| registers.all[at].source.path().to_string();
        for pair in pairs {
            all.mirrors.entry(path(pair.leading)).or_default().push(path(pair.mirror));
        }
        for finding in checked.map(|checked| checked.findings).unwrap_or_default() {
            if let Some(name) = finding.entry.as_deref().map(str::to_owned) {
                let entry = EntryName { path: finding.path.to_string(), name };
                all.found.entry(entry).or_default().push(finding);
            }
        }
        all
    }

    /// What is wrong with an entry itself.
    pub(super) fn of_entry(&self, register: &Register<'_>, entry: &Entry) -> Vec<EntryFinding> {
        let Some(name) = register.name(entry) else { return Vec::new() };
        let path = register.source.path().to_string();
        let own = self.found.get(&EntryName { path, name }).into_iter().flatten();
        let own = own.filter(|finding| lag(finding).is_none());
        own.map(shown).collect()
    }

    /// The state of the translations of an entry; nothing if its register has none.
    pub(super) fn translation_of(
        &self,
        register: &Register<'_>,
        entry: &Entry,
    ) -> Option<Translation> {
        let path = register.source.path().to_string();
        let mirrors = self.mirrors.get(&path)?;
        let Some(name) = register.name(entry) else { return Some(Translation::UpToDate) };
        let paths = std::iter::once(&path).chain(mirrors);
        let names = paths.map(|path| EntryName { path: path.clone(), name: name.clone() });
        let found = names.filter_map(|name| self.found.get(&name)).flatten();
        let found: Vec<&Finding> = found.filter(|finding| lag(finding).is_some()).collect();
        if found.iter().any(|finding| lag(finding) == Some(Lag::Missing)) {
            return Some(Translation::Missing);
        }
        if found.is_empty() {
            return Some(Translation::UpToDate);
        }
        let line = |finding: &&Finding| format!("`{}`: {}", finding.path, finding.message);
        Some(Translation::Behind(found.iter().map(line).collect()))
    }
}

/// In which way a translation that has a finding lags behind.
fn lag(finding: &Finding) -> Option<Lag> {
    rules::rule(finding.rule).and_then(Rule::lag)
}

fn shown(finding: &Finding) -> EntryFinding {
    let level = match finding.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Info => "info",
    };
    EntryFinding { level, rule: finding.rule, message: finding.message.to_string() }
}
