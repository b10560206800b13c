//! Whether the mirrors of each entry are up to date.

use std::collections::{BTreeMap, HashMap};

use crate::finding::Finding;
use crate::lint;
use crate::mirror::Lag;
use crate::register::{Entry, Register};
use crate::report::Translation;
use crate::rules::{self, Rule};
use crate::run::history::RegisterHistory;
use crate::run::pairs::AlignedPair;
use crate::run::project::Project;

/// What is wrong with the mirrors of a run.
pub(crate) struct MirrorStates {
    findings: HashMap<EntryName, Vec<Finding>>,
    /// By the path of each leading register, the paths of its mirrors.
    mirrors: BTreeMap<String, Vec<String>>,
}

/// An entry by its register and its name there.
#[derive(Clone, PartialEq, Eq, Hash)]
struct EntryName {
    path: String,
    name: String,
}

impl MirrorStates {
    /// Runs the rules about pairs on some pairs of registers.
    pub(crate) fn of(
        pairs: &[AlignedPair<'_>],
        registers: &[Register<'_>],
        project: &Project,
        history: &RegisterHistory,
    ) -> Self {
        let mut states = Self { findings: HashMap::new(), mirrors: BTreeMap::new() };
        let path = |at: usize| registers[at].source.path().to_string();
        for pair in pairs {
            states.mirrors.entry(path(pair.leading)).or_default().push(path(pair.mirror));
        }
        if pairs.is_empty() {
            return states;
        }
        let pages = project.pages();
        let environment = project.environment(&pages, Some(history));
        let pairs: Vec<_> = pairs.iter().map(|aligned| &aligned.pair).collect();
        for finding in lint::pairs(&pairs, registers, &project.settings, environment) {
            if let Some(name) = finding.entry.as_deref().map(str::to_owned) {
                let entry = EntryName { path: finding.path.to_string(), name };
                states.findings.entry(entry).or_default().push(finding);
            }
        }
        states
    }

    /// The state of the mirrors of an entry; nothing if its register has no mirror.
    pub(crate) fn of_entry(&self, register: &Register<'_>, entry: &Entry) -> Option<Translation> {
        let path = register.source.path().to_string();
        let mirrors = self.mirrors.get(&path)?;
        let Some(name) = register.name(entry) else { return Some(Translation::UpToDate) };
        let paths = std::iter::once(&path).chain(mirrors);
        let names = paths.map(|path| EntryName { path: path.clone(), name: name.clone() });
        let found: Vec<&Finding> =
            names.filter_map(|name| self.findings.get(&name)).flatten().collect();
        let lag = |finding: &&Finding| rules::rule(finding.rule).and_then(Rule::lag);
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
