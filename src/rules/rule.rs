//! What a rule is: a row of the table.

use super::manual_context::{ManualContext, PageContext};
use super::{Context, Findings, PairContext};
use crate::finding::{Level, Safety};
use crate::mirror::{ContradictionKind, Lag};
use crate::routes::Contract;

/// One rule.
#[derive(Debug)]
pub struct Rule {
    /// Its name: the defect it finds.
    pub name: &'static str,
    /// What it is about.
    pub group: Group,
    /// The level of its findings, unless the configuration gives another.
    pub level: Level,
    /// How safe its fixes are; nothing where it has none.
    pub fixes: Option<Safety>,
    /// Its page, in Markdown.
    pub page: &'static str,
    /// How it looks for the defect.
    pub(crate) check: Check,
}

/// What a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Group {
    /// The fields of entries: labels and values.
    Fields,
    /// The IDs of entries.
    Identity,
    /// SLAs, states, and what the register states about both.
    Promises,
    /// What a change may not do to an entry.
    Changes,
    /// Sections and their numbers.
    Structure,
    /// The triage table where it is not what `gapreg triage` writes.
    Triage,
    /// Other faults of tables, which `gapreg triage` does not repair.
    Tables,
    /// A register and its translation.
    Mirror,
    /// The pages of the manual that entries name.
    Pages,
    /// The endpoints that entries name, against a route contract.
    Routes,
    /// Broken letters, and files that cannot be read.
    Letters,
    /// Comments that ignore findings.
    Ignores,
}

/// How a rule looks for its defect.
#[derive(Debug)]
pub(crate) enum Check {
    /// In one register.
    Register(fn(&Context<'_>, &mut Findings)),
    /// In all registers of a run; the findings of each in the same order.
    Run(fn(&[Context<'_>], &mut [Findings])),
    /// In the changes of a register's entries since a base revision, where there is one.
    Change(fn(&Context<'_>, &mut Findings)),
    /// In a register, and in its changes.
    RegisterAndChange(fn(&Context<'_>, &mut Findings)),
    /// In a register held against the route contract, where there is one.
    Contract(fn(&Context<'_>, &Contract, &mut Findings)),
    /// Among the contradictions of a register and its translation: those of one kind.
    Contradiction(ContradictionKind),
    /// In the history of a register and its translation.
    Outdated(fn(&PairContext<'_>, &mut Findings)),
    /// In one page of the manual, compared with the entries of a run.
    Page(fn(&PageContext<'_>, &mut Findings)),
    /// In one register of those that pages of the manual are compared with, by its place.
    Described(fn(&ManualContext<'_>, usize, &mut Findings)),
    /// While a file or its ignore comments are read, or registers are paired: `lint` reports it.
    Reading,
}

impl Check {
    /// Whether the rule can find more where there is a base revision.
    pub(crate) fn reads_changes(&self) -> bool {
        matches!(self, Self::Change(_) | Self::RegisterAndChange(_))
    }

    /// Whether the rule finds nothing without a route contract.
    pub(crate) fn reads_contract(&self) -> bool {
        matches!(self, Self::Contract(_))
    }

    /// Whether the rule reads pages of the manual.
    pub(crate) fn reads_pages(&self) -> bool {
        matches!(self, Self::Page(_) | Self::Described(_))
    }

    /// Whether the rule compares several registers.
    pub(crate) fn compares_registers(&self) -> bool {
        matches!(self, Self::Run(_) | Self::Contradiction(_) | Self::Outdated(_))
            || self.reads_pages()
    }
}

impl Rule {
    /// In which way a translation that has a finding of this rule lags behind.
    pub(crate) fn lag(&self) -> Option<Lag> {
        match self.check {
            Check::Contradiction(kind) => kind.lag(),
            Check::Outdated(_) => Some(Lag::Outdated),
            _ => None,
        }
    }
}
