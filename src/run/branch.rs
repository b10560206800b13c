//! What a branch changed in the entries: what the rules about changes look at.

use anyhow::{Result, bail};

use super::base::Base;
use super::branch_commits;
use super::comparison::{Changes, CurrentRegisters, add, compared};
use super::former_owners;
use super::inputs::registers_of_revision;
use super::notes::Notes;
use super::weakened;
use crate::finding::Finding;
use crate::git::BaseCommit;
use crate::lint;
use crate::rules::Environment;
use crate::text::Source;

/// The branch that is asked about.
#[derive(Clone, Copy, Debug)]
pub struct BranchOptions<'a> {
    /// The revision that it began at, or that it is to be merged into.
    pub revision: &'a str,
    /// Whether each commit is looked at by itself.
    pub each_commit: bool,
}

/// What a branch changed.
pub(crate) struct BranchChanges {
    /// What became of the entries of each register.
    pub(crate) changes: Changes,
    /// The registers that are gone.
    pub(crate) gone: Vec<Source>,
    /// What is wrong about that.
    pub(crate) findings: Vec<Finding>,
}

impl BranchChanges {
    /// What became of the entries since a revision.
    pub(crate) fn of(
        options: BranchOptions<'_>,
        current: CurrentRegisters<'_>,
        environment: Environment<'_>,
        notes: &dyn Notes,
    ) -> Result<Self> {
        let CurrentRegisters { project, inputs, .. } = current;
        let _comparing = notes.progress("looking at what changed");
        let base = Base::of(project, inputs, options.revision, None)?;
        report_base(&base, options, notes)?;
        let mut old = base.registers(project.settings.of_gate())?.sources;
        old.retain(|source| base.is_in_sight(source.path(), inputs));
        let mut changes = if options.each_commit {
            branch_commits::changes(current, &base)?
        } else {
            let new = inputs.sources.iter().map(|source| current.register(source));
            let mut changes = Changes::new();
            add(compared(&old, new, &project.settings), None, &project.settings, &mut changes);
            changes
        };
        former_owners::add(&mut changes, current, &base, notes);
        old.retain(|then| inputs.sources.iter().all(|now| now.path() != then.path()));
        let environment = Environment { changes: Some(&changes), ..environment };
        let registers = registers_of_revision(&old, &project.settings).all;
        let findings = registers
            .iter()
            .flat_map(|gone| lint::change_findings(gone, &project.settings, environment));
        let mut findings: Vec<Finding> = findings.collect();
        let (new, sources) = weakened::findings(project, inputs, &base)?;
        findings.extend(new);
        old.extend(sources);
        Ok(Self { changes, gone: old, findings })
    }
}

/// Says what a branch is compared with.
fn report_base(base: &Base<'_>, options: BranchOptions<'_>, notes: &dyn Notes) -> Result<()> {
    let revision = options.revision;
    for BaseCommit { commit, is_fork, .. } in &base.befores {
        notes.detail(&format!("compared with commit {commit}"));
        if !is_fork && options.each_commit {
            bail!(
                "this branch has no commit in common with `{revision}`, so its \
                 commits cannot be distinguished from others"
            );
        }
        if !is_fork {
            notes.warn(&format!(
                "this branch has no commit in common with `{revision}`; compared with that commit \
                 itself"
            ));
        }
    }
    Ok(())
}
