//! Checks the registers of a run: runs the rules, and keeps the findings that the caller asked for.

use anyhow::Result;

use super::baseline::{BaselineFile, BaselineOptions, report_left_out};
use super::branch::{BranchChanges, BranchOptions};
use super::groups::{Checked, Checker};
use super::history::RegisterHistory;
use super::inputs::Inputs;
use super::notes::Notes;
use super::project::Project;
use super::since::Since;
use crate::finding::{Finding, counted};
use crate::lint::Scope;
use crate::register::Register;
use crate::rules::{Environment, History};
use crate::text::printable;

/// What is checked, and which findings are kept.
#[derive(Clone, Copy, Debug)]
pub struct CheckOptions<'a> {
    /// Which rules run.
    pub scope: Scope,
    /// The branch whose changes are checked, too. The inputs are read then.
    pub branch: Option<BranchOptions<'a>>,
    /// Keep what is changed or caused since this revision.
    pub changed_since: Option<&'a str>,
    /// Leave out what this baseline holds.
    pub baseline: Option<BaselineOptions<'a>>,
}

impl CheckOptions<'_> {
    /// Everything of a scope.
    pub fn all_of(scope: Scope) -> Self {
        Self { scope, branch: None, changed_since: None, baseline: None }
    }

    /// Whether findings may be left out.
    pub(crate) fn is_partial(&self) -> bool {
        self.changed_since.is_some() || self.baseline.is_some()
    }
}

/// A check of the inputs of a run.
#[derive(Clone, Copy)]
pub struct Check<'c> {
    /// The project.
    pub project: &'c Project,
    /// The registers.
    pub inputs: &'c Inputs,
    /// Their history, where it matters.
    pub history: Option<&'c RegisterHistory>,
    /// What is checked, and which findings are kept.
    pub options: CheckOptions<'c>,
}

impl Check<'_> {
    /// Checks the inputs, which are read now where they are not read yet.
    pub fn run(self, notes: &dyn Notes) -> Result<Checked> {
        self.run_with(notes, |rules| rules.check(self.inputs, notes))
    }

    /// Checks inputs that were read and parsed.
    pub(crate) fn run_on(
        self,
        registers: &[Register<'_>],
        unread: Vec<Finding>,
        notes: &dyn Notes,
    ) -> Result<Checked> {
        self.run_with(notes, |rules| rules.check_registers(self.inputs, registers, unread, notes))
    }

    fn run_with(
        self,
        notes: &dyn Notes,
        check: impl FnOnce(Checker<'_>) -> Checked,
    ) -> Result<Checked> {
        let Self { project, inputs, history, options } = self;
        let pages = project.pages();
        let history = history.map(|history| history as &dyn History);
        let environment = project.environment(&pages, history);
        let branch = |options| BranchChanges::of(options, project, inputs, environment, notes);
        let branch = options.branch.map(branch).transpose()?;
        let (changes, findings, gone) = branch.map_or_else(Default::default, |branch| {
            (Some(branch.changes), branch.findings, branch.gone)
        });
        let environment = Environment { changes: changes.as_ref(), ..environment };
        let count = counted(inputs.paths().len(), "register", "registers");
        let _checking = notes.progress(&format!("checking {count}"));
        let rules = Checker { project, environment, scope: options.scope };
        let mut checked = check(rules);
        checked.add(findings, gone);
        self.keep_asked(&mut checked, rules, notes)?;
        Ok(checked)
    }

    /// Keeps the findings that the caller asked for.
    fn keep_asked(
        self,
        checked: &mut Checked,
        rules: Checker<'_>,
        notes: &dyn Notes,
    ) -> Result<()> {
        let mut findings = std::mem::take(&mut checked.findings);
        if let Some(baseline) = self.options.baseline {
            let file = BaselineFile::open(baseline, rules.project, checked)?;
            if baseline.is_written {
                return file.rewrite(&findings, notes);
            }
            findings = file.new_ones(findings, notes);
        }
        if let Some(revision) = self.options.changed_since {
            let all = findings.len();
            let sources = checked.sources(self.inputs);
            let since = Since { revision, inputs: self.inputs, sources: &sources };
            findings = since.caused(findings, rules, notes)?;
            let whose = format!("from before `{}`", printable(revision));
            report_left_out(all - findings.len(), &whose, notes);
        }
        checked.findings = findings;
        Ok(())
    }
}
