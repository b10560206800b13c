//! Checks the registers of a run: runs the rules, and keeps the findings that the caller asked for.

use anyhow::{Result, bail};

use super::base::Base;
use super::baseline::{BaselineFile, BaselineOptions, report_left_out};
use super::branch::{BranchChanges, BranchOptions};
use super::chosen::ChosenEntries;
use super::comparison::CurrentRegisters;
use super::contract::RouteFile;
use super::former_pairs;
use super::groups::{Checked, Checker};
use super::history::RegisterHistory;
use super::inputs::{Inputs, ReadRegisters};
use super::lapsed;
use super::notes::Notes;
use super::pages::{Manual, PageTexts};
use super::project::Project;
use super::since::Since;
use super::weakened;
use crate::finding::counted;
use crate::fix::FirstEdits;
use crate::lint::Scope;
use crate::routes::Contract;
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
    /// Keep what is about the entries that this expression describes. The inputs are read then.
    pub condition: Option<&'a str>,
}

impl CheckOptions<'_> {
    /// Everything of a scope.
    pub fn all_of(scope: Scope) -> Self {
        Self { scope, branch: None, changed_since: None, baseline: None, condition: None }
    }

    /// Whether findings may be left out.
    pub(crate) fn is_partial(&self) -> bool {
        self.changed_since.is_some() || self.baseline.is_some()
    }
}

/// A check of the inputs of a run.
#[derive(Clone, Copy)]
pub struct RegisterCheck<'c> {
    /// The project.
    pub project: &'c Project,
    /// The registers.
    pub inputs: &'c Inputs,
    /// Their history, where it matters.
    pub history: Option<&'c RegisterHistory>,
    /// What is checked, and which findings are kept.
    pub options: CheckOptions<'c>,
}

impl RegisterCheck<'_> {
    /// Checks the inputs. Where they are not read yet, they are read group by group, so that not
    /// all of them are in memory at once.
    pub fn run(self, notes: &dyn Notes) -> Result<Checked> {
        if self.inputs.unread.is_empty() {
            self.run_on(&self.inputs.registers(self.project), notes)
        } else {
            self.run_with(None, notes)
        }
    }

    /// Checks the registers of inputs that were read.
    pub(crate) fn run_on(
        self,
        registers: &ReadRegisters<'_>,
        notes: &dyn Notes,
    ) -> Result<Checked> {
        self.run_with(Some(registers), notes)
    }

    fn run_with(self, registers: Option<&ReadRegisters<'_>>, notes: &dyn Notes) -> Result<Checked> {
        let Self { project, inputs, history, options } = self;
        let pages = project.pages();
        let contract = self.contract()?;
        let history = history.map(|history| history as &dyn History);
        let contract_read = contract.as_ref();
        let environment =
            Environment { contract: contract_read, ..project.environment(&pages, history) };
        let branch = options.branch.zip(registers).map(|(options, registers)| {
            let current = CurrentRegisters { project, inputs, registers };
            BranchChanges::of(options, current, environment, notes)
        });
        let (changes, findings, gone) =
            branch.transpose()?.map_or_else(Default::default, |branch| {
                (Some(branch.changes), branch.findings, branch.gone)
            });
        let edits = FirstEdits::of(project, []);
        let since = options.branch.map(|branch| branch.revision).or(options.changed_since);
        let since = since.filter(|_| options.scope.has_mirrors());
        let base = since.map(|revision| Base::of(project, inputs, revision, None)).transpose()?;
        let former_pairs = base.as_ref().map(|base| former_pairs::of(base, notes)).transpose()?;
        let former_pairs = former_pairs.as_ref();
        let changes = changes.as_ref();
        let environment = Environment { edits: Some(&edits), changes, former_pairs, ..environment };
        let count = counted(inputs.paths().len(), "register", "registers");
        let _checking = notes.progress(&format!("checking {count}"));
        let rules =
            Checker { project, environment, scope: options.scope }.knowing_languages(inputs);
        let mut checked = match registers {
            Some(registers) => rules.check_registers(inputs, registers, notes),
            None => rules.check_in_groups(inputs, notes),
        };
        checked.add(findings, gone);
        if let Some(registers) = registers.filter(|_| project.compares_pages(options.scope)) {
            let _comparing = notes.progress("comparing pages with entries");
            let manual = Manual::of_today(project, &pages);
            let texts = PageTexts::of(manual, &registers.all, notes);
            if let Some(base) = base.as_ref().filter(|_| options.branch.is_some()) {
                let new = weakened::in_pages(&texts, base, &project.settings)?;
                checked.add(new, Vec::new());
            }
            checked.add_pages(texts.check(&registers.all));
        }
        if let Some(condition) = options.condition {
            let registers = registers.map_or(&[][..], |registers| &registers.all);
            let chosen = ChosenEntries::of(condition, registers, project)?;
            keep_chosen(&mut checked, &chosen, notes);
        }
        self.keep_asked(&mut checked, rules, notes)?;
        checked.add(Vec::new(), contract.into_iter().map(|contract| contract.source).collect());
        if since_asked(options) && project.git.gaps.has_failures() {
            bail!("the history cannot be read whole, so it is not known what this branch changed");
        }
        Ok(checked)
    }

    /// The route contract of the configuration, where all rules run.
    fn contract(self) -> Result<Option<Contract>> {
        let routes = self.project.settings.routes.as_ref();
        let routes = routes.filter(|_| self.options.scope == Scope::All);
        routes.map(|routes| RouteFile::configured(routes).read(self.project)).transpose()
    }

    /// Keeps the findings that the caller asked for.
    fn keep_asked(
        self,
        checked: &mut Checked,
        rules: Checker<'_>,
        notes: &dyn Notes,
    ) -> Result<()> {
        let mut findings = std::mem::take(&mut checked.findings);
        let mut lapsed = Vec::new();
        if let Some(baseline) = self.options.baseline {
            let mut file = BaselineFile::open(baseline, rules.project, checked)?;
            if baseline.is_written {
                return file.rewrite(&findings, baseline.until, notes);
            }
            if let Some(branch) = self.options.branch {
                file.hold_to(&Base::of(rules.project, self.inputs, branch.revision, None)?)?;
            }
            let new = file.new_ones(findings, self.options.condition.is_none(), notes);
            findings = new.findings;
            lapsed.push(lapsed::of_baseline(&new.lapsed, rules.project));
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
        let is_narrow = self.options.changed_since.is_some() || self.options.condition.is_some();
        if self.options.scope.has_registers() && !is_narrow {
            lapsed.push(lapsed::of_configuration(rules.project)?);
        }
        for lapsed in lapsed {
            checked.add(lapsed.findings, lapsed.sources);
        }
        Ok(())
    }
}

/// Whether the caller asked what a branch did.
fn since_asked(options: CheckOptions<'_>) -> bool {
    options.branch.is_some() || options.changed_since.is_some()
}

/// Keeps the findings about chosen entries, and counts only these entries.
fn keep_chosen(checked: &mut Checked, chosen: &ChosenEntries, notes: &dyn Notes) {
    let all = checked.findings.len();
    checked.findings.retain(|finding| chosen.concerns(finding));
    report_left_out(all - checked.findings.len(), "about other entries", notes);
    checked.entries = chosen.count();
    // How far a language is in step is known for all entries only.
    checked.languages.clear();
}
