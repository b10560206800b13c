//! What each commit of a branch changed in the registers, and what is not committed yet.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use anyhow::Result;

use super::base::Base;
use super::comparison::{
    Changes, Compared, CurrentRegister, CurrentRegisters, add, compared, snapshot,
};
use crate::files::{seen_from, slashed};
use crate::git::{BaseCommit, FileChange, GitError, TreeFile, commit_changes};
use crate::settings::Settings;
use crate::text::Source;
use crate::timeline::{RegisterSnapshot, SnapshotPair};

/// What became of the entries of each register, commit by commit.
pub(crate) fn changes(current: CurrentRegisters<'_>, base: &Base<'_>) -> Result<Changes> {
    let mut changes = Changes::new();
    for before in &base.befores {
        let repository = current.project.git.repository(&before.root);
        let mut head = BaseCommit::of(&repository, "HEAD", None)?;
        let paths = current.inputs.sources.iter().filter_map(|source| {
            let (own, inner) = base.place(Path::new(&**source.path()))?;
            (own.root == before.root).then_some(inner)
        });
        head.follow(paths)?;
        let mut branch = Branch::new(current, base, before, &head);
        let mut done = Vec::new();
        for step in commit_changes(&repository, &before.commit)? {
            let mut registers = Vec::new();
            for moved in step.files {
                registers.extend(branch.compared(moved)?);
            }
            done.push((registers, step.commit));
        }
        for (mut registers, commit) in done.into_iter().rev() {
            for compared in &mut registers {
                compared.path = branch.name(&compared.path);
            }
            add(registers, Some(&commit), branch.settings, &mut changes);
        }
        add(branch.uncommitted(&head)?, None, branch.settings, &mut changes);
    }
    Ok(changes)
}

/// The commits of a branch in one repository, from the newest to the oldest.
struct Branch<'b> {
    settings: &'b Settings,
    folder: &'b Path,
    before: &'b BaseCommit,
    /// The registers of the run that lie in the repository, by their paths from its root.
    registers: HashMap<String, CurrentRegister<'b>>,
    /// The newest name of each older path.
    later: HashMap<String, String>,
    /// The first name of each file that is gone.
    first: HashMap<String, String>,
    /// The snapshot of each blob at each path: several commits have the same ones.
    snapshots: HashMap<(String, String), Option<RegisterSnapshot>>,
}

impl<'b> Branch<'b> {
    fn new(
        current: CurrentRegisters<'b>,
        base: &Base<'_>,
        before: &'b BaseCommit,
        head: &BaseCommit,
    ) -> Self {
        let inner = |source: &'b Arc<Source>| {
            let (own, inner) = base.place(Path::new(&**source.path()))?;
            (own.root == before.root).then(|| (inner, current.register(source)))
        };
        let CurrentRegisters { project, inputs, .. } = current;
        let later = head.renamed.iter().map(|(new, old)| (old.clone(), new.clone())).collect();
        Self {
            settings: &project.settings,
            folder: &project.folder,
            before,
            registers: inputs.sources.iter().filter_map(inner).collect(),
            later,
            first: HashMap::new(),
            snapshots: HashMap::new(),
        }
    }

    /// How the run names a file, by the last name that it had.
    fn name(&self, inner: &str) -> String {
        if let Some(current) = self.registers.get(inner) {
            return current.source.path().to_string();
        }
        let first = self.first.get(inner).map_or(inner, String::as_str);
        slashed(&seen_from(self.folder, &self.before.root.join(first)))
    }

    /// A register before and after a commit, by the last name that it had.
    fn compared(&mut self, moved: FileChange) -> Result<Option<Compared>, GitError> {
        let FileChange { before: old, after: new } = moved;
        let Some(path) = new.as_ref().or(old.as_ref()).map(|blob| &blob.path) else {
            return Ok(None);
        };
        let last = self.later.get(path).unwrap_or(path).clone();
        if let Some(old) = old.as_ref().filter(|old| old.path != *path) {
            self.later.insert(old.path.clone(), last.clone());
            self.first.insert(last.clone(), old.path.clone());
        }
        if !self.registers.contains_key(&last)
            && !self.settings.of_gate().is_register(&self.name(&last))
        {
            return Ok(None);
        }
        let (then, now) = (self.snapshot(old)?, self.snapshot(new)?);
        let snapshots = then.zip(now).map(|(then, now)| SnapshotPair::of(then, now));
        Ok(snapshots.map(|snapshots| Compared { path: last, snapshots }))
    }

    /// The snapshot of a blob; nothing where it cannot be read.
    fn snapshot(&mut self, blob: Option<TreeFile>) -> Result<Option<RegisterSnapshot>, GitError> {
        let Some(TreeFile { path, blob: id }) = blob else {
            return Ok(Some(RegisterSnapshot::default()));
        };
        // The path may name the language.
        let key = (id, path);
        if let Some(known) = self.snapshots.get(&key) {
            return Ok(known.clone());
        }
        let name = slashed(&seen_from(self.folder, &self.before.root.join(&key.1)));
        let bytes = self.before.blob(&key.0, &key.1)?;
        let source = Source::decode(name, bytes).ok();
        let found = source.and_then(|source| snapshot(&source, self.settings));
        self.snapshots.insert(key, found.clone());
        Ok(found)
    }

    /// What is changed in the registers and not committed yet.
    fn uncommitted(&self, head: &BaseCommit) -> Result<Vec<Compared>, GitError> {
        let mut old = Vec::new();
        let source = |inner: &str| -> Result<Option<Source>, GitError> {
            let bytes = head.text(inner)?;
            Ok(bytes.and_then(|bytes| Source::decode(self.name(inner), bytes).ok()))
        };
        for inner in self.registers.keys() {
            old.extend(source(inner)?);
        }
        for gone in &head.deleted {
            if self.settings.of_gate().is_register(&self.name(gone)) {
                old.extend(source(gone)?);
            }
        }
        Ok(compared(&old, self.registers.values().copied(), self.settings))
    }
}
