//! The findings that a change touched or caused, found by checking the registers as they were before
//! it.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use anyhow::Result;

use super::base::Base;
use super::contract::RouteFile;
use super::groups::Checker;
use super::history::RegisterHistory;
use super::inputs::{Inputs, ReadRegisters, registers_of_revision};
use super::notes::Notes;
use super::pages::{Manual, PageTexts};
use crate::files::DocsTree;
use crate::finding::Finding;
use crate::git::BaseCommit;
use crate::lint;
use crate::lint::baseline::{AcceptedFinding, MatchBy, changed_spans, is_touched, matches};
use crate::rules::{Environment, History};
use crate::settings::Settings;
use crate::text::{Source, Span};

/// A revision that findings are compared with.
pub(crate) struct Since<'s> {
    pub revision: &'s str,
    pub inputs: &'s Inputs,
    /// The sources that the findings point into, at least.
    pub sources: &'s HashMap<Arc<str>, &'s Source>,
}

impl Since<'_> {
    /// The findings that point at something changed since then, or that were not there.
    pub(crate) fn caused(
        &self,
        findings: Vec<Finding>,
        checker: Checker<'_>,
        notes: &dyn Notes,
    ) -> Result<Vec<Finding>> {
        let base = Base::of(checker.project, self.inputs, self.revision, None)?;
        for before in &base.befores {
            notes.detail(&format!("compared with commit {}", before.commit));
        }
        let settings = base.settings(notes)?;
        let settings = settings.as_ref().unwrap_or(&checker.project.settings);
        let before = CheckedBase::of(&base, settings, checker, self.inputs, notes)?;
        // Both were checked on the same day, so a finding that says something else was changed.
        let was_known =
            matches(&findings, &before.findings, MatchBy::Message, |finding| &finding.path)
                .is_accepted;
        let changed = before.changed_spans(self.sources);
        let changed = |path: &str| changed.get(path).map_or(&[][..], Vec::as_slice);
        let each = findings.into_iter().zip(was_known);
        let caused = each.filter(|(finding, known)| !known || is_touched(finding, changed));
        Ok(caused.map(|(finding, _)| finding).collect())
    }
}

/// The registers at the base, and what was found in them.
struct CheckedBase {
    sources: Vec<Source>,
    findings: Vec<AcceptedFinding>,
}

impl CheckedBase {
    fn of(
        base: &Base<'_>,
        settings: &Settings,
        checker: Checker<'_>,
        inputs: &Inputs,
        notes: &dyn Notes,
    ) -> Result<Self> {
        let Checker { project, environment, scope } = checker;
        let then = base.registers(settings)?;
        let mut findings = then.findings;
        let ReadRegisters { all: registers, unread } =
            registers_of_revision(&then.sources, settings);
        findings.extend(unread);
        let files = |before: &'_ BaseCommit| before.files().map(str::to_owned).collect();
        let trees = base.befores.iter().map(|before| (&*before.root, files(before)));
        let trees: Vec<(&Path, Vec<String>)> = trees.collect();
        let tree = DocsTree::of(settings, &project.folder, &trees);
        let until = base.first().map_or("HEAD", |(before, _)| &before.commit);
        let history = environment
            .history
            .map(|_| RegisterHistory::until(until, inputs.paths(), project, notes));
        let history = history.as_ref().map(|history| history as &dyn History);
        let contract = settings.routes.as_ref().filter(|_| environment.contract.is_some());
        let contract =
            contract.and_then(|routes| RouteFile::configured(routes).at_base(base, project));
        let environment = Environment {
            history,
            contract: contract.as_ref(),
            ..Environment::new(environment.today, &tree)
        };
        findings.extend(lint::run(&registers, settings, environment, scope).findings);
        let mut pages = Vec::new();
        // Pages that were not compared then have no findings of then.
        if scope.compares_pages(settings) {
            let manual = Manual { settings, tree: &tree, ..Manual::of_today(project, &tree) };
            let found = PageTexts::of_base(manual, base, &registers)?.check(&registers);
            findings.extend(found.findings);
            pages = found.sources;
        }
        let findings =
            findings.iter().map(|finding| AcceptedFinding::of(finding, &finding.path)).collect();
        drop(registers);
        let mut sources = then.sources;
        sources.append(&mut pages);
        Ok(Self { sources, findings })
    }

    /// What is changed in each source, by path.
    fn changed_spans<'s>(
        &self,
        sources: &'s HashMap<Arc<str>, &Source>,
    ) -> HashMap<&'s str, Vec<Span>> {
        let old: HashMap<&str, &str> =
            self.sources.iter().map(|source| (&**source.path(), source.text())).collect();
        let changed = |(path, now): (&'s Arc<str>, &&Source)| {
            let old = old.get(&**path).copied().unwrap_or_default();
            (&**path, changed_spans(old, now.text()))
        };
        sources.iter().map(changed).collect()
    }
}
