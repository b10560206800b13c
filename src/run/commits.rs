//! What each commit of a branch made of the registers, and what is not committed yet.

use std::collections::HashMap;
use std::path::Path;

use anyhow::Result;

use crate::files::{seen_from, slashed};
use crate::git::{BaseCommit, FileChange, GitError, TreeFile, commit_changes};
use crate::run::base::Then;
use crate::run::changes::{Changes, add, compared, seen};
use crate::run::inputs::Session;
use crate::settings::Settings;
use crate::text::Source;
use crate::timeline::{RegisterSnapshot, SnapshotPair};

/// What became of the entries of each register, commit by commit, by its path.
pub(crate) fn changes(session: &Session, then: &Then<'_>) -> Result<Changes> {
    let mut changes = Changes::new();
    for before in &then.befores {
        let head = BaseCommit::of(&before.root, "HEAD", None)?;
        let mut branch = Branch::new(session, then, before, &head);
        let mut done = Vec::new();
        for step in commit_changes(&before.root, &before.commit)? {
            let mut both = Vec::new();
            for moved in step.files {
                both.extend(branch.compared(moved)?);
            }
            done.push((both, step.commit));
        }
        for (both, commit) in done.into_iter().rev() {
            let both = both.into_iter().map(|(inner, both)| (branch.name(&inner), both));
            add(both.collect(), Some(&commit), &mut changes);
        }
        add(branch.uncommitted(&head)?, None, &mut changes);
    }
    Ok(changes)
}

/// A branch of one repository, gone through from its newest commit to its oldest.
struct Branch<'b> {
    settings: &'b Settings,
    cwd: &'b Path,
    before: &'b BaseCommit,
    /// The registers of the run that lie in it, by their paths from the root.
    sources: HashMap<String, &'b Source>,
    /// What a path of then is called today, or was when it was removed.
    later: HashMap<String, String>,
    /// What those that are gone were called where the branch set out.
    first: HashMap<String, String>,
    /// What was seen of each blob at each path: several commits have the same ones.
    seen: HashMap<(String, String), Option<RegisterSnapshot>>,
}

impl<'b> Branch<'b> {
    fn new(
        session: &'b Session,
        then: &Then<'_>,
        before: &'b BaseCommit,
        head: &BaseCommit,
    ) -> Self {
        let inner = |source: &'b Source| {
            let (own, inner) = then.place(Path::new(&**source.path()))?;
            (own.root == before.root).then_some((inner, source))
        };
        let later = head.renamed.iter().map(|(new, old)| (old.clone(), new.clone())).collect();
        Self {
            settings: &session.settings,
            cwd: &session.cwd,
            before,
            sources: session.sources.iter().filter_map(inner).collect(),
            later,
            first: HashMap::new(),
            seen: HashMap::new(),
        }
    }

    /// What the run calls a file by the last name that it had.
    fn name(&self, inner: &str) -> String {
        if let Some(source) = self.sources.get(inner) {
            return source.path().to_string();
        }
        let first = self.first.get(inner).map_or(inner, String::as_str);
        slashed(&seen_from(self.cwd, &self.before.root.join(first)))
    }

    /// A register as a commit found and left it, by the last name that it had.
    fn compared(&mut self, moved: FileChange) -> Result<Option<(String, SnapshotPair)>, GitError> {
        let FileChange { before: old, after: new } = moved;
        let Some(path) = new.as_ref().or(old.as_ref()).map(|blob| &blob.path) else {
            return Ok(None);
        };
        let last = self.later.get(path).unwrap_or(path).clone();
        if let Some(old) = old.as_ref().filter(|old| old.path != *path) {
            self.later.insert(old.path.clone(), last.clone());
            self.first.insert(last.clone(), old.path.clone());
        }
        if !self.sources.contains_key(&last) && !self.settings.is_register(&self.name(&last)) {
            return Ok(None);
        }
        let (then, now) = (self.see(old)?, self.see(new)?);
        Ok(then.zip(now).map(|(then, now)| (last, SnapshotPair::of(then, now))))
    }

    /// What a blob says; nothing where it cannot be read.
    fn see(&mut self, blob: Option<TreeFile>) -> Result<Option<RegisterSnapshot>, GitError> {
        let Some(TreeFile { path, blob: id }) = blob else {
            return Ok(Some(RegisterSnapshot::default()));
        };
        // The language may hang on the path.
        let key = (id, path);
        if let Some(known) = self.seen.get(&key) {
            return Ok(known.clone());
        }
        let name = slashed(&seen_from(self.cwd, &self.before.root.join(&key.1)));
        let bytes = self.before.blob(&key.0)?;
        let source = bytes.and_then(|bytes| Source::decode(name, bytes).ok());
        let found = source.and_then(|source| seen(&source, self.settings));
        self.seen.insert(key, found.clone());
        Ok(found)
    }

    /// What is not committed yet made of the registers.
    fn uncommitted(&self, head: &BaseCommit) -> Result<Vec<(String, SnapshotPair)>, GitError> {
        let mut old = Vec::new();
        let source = |inner: &str| -> Result<Option<Source>, GitError> {
            let bytes = head.text(inner)?;
            Ok(bytes.and_then(|bytes| Source::decode(self.name(inner), bytes).ok()))
        };
        for inner in self.sources.keys() {
            old.extend(source(inner)?);
        }
        for gone in &head.deleted {
            if self.settings.is_register(&self.name(gone)) {
                old.extend(source(gone)?);
            }
        }
        Ok(compared(&old, self.sources.values().copied(), self.settings))
    }
}
