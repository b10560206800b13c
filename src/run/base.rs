//! The registers of a run as they were at a base revision.

use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use super::inputs::{Inputs, shown};
use super::notes::Notes;
use super::project::Project;
use crate::document::Conflicts;
use crate::files::{self, find, repository_above, seen_from, settings_from, slashed};
use crate::finding::Finding;
use crate::git::{BaseCommit, GitError};
use crate::lint;
use crate::mirror;
use crate::rules;
use crate::settings::{FILE_NAMES, Settings};
use crate::text::Source;

/// The repositories of a run at a base revision.
pub(crate) struct Base<'p> {
    /// Each repository that a register lies in.
    pub befores: Vec<BaseCommit>,
    project: &'p Project,
    /// Where the registers of the run lie.
    paths: Vec<PathBuf>,
}

/// The registers at the base.
pub(crate) struct BaseRegisters {
    /// Their texts, under the names that the files have now.
    pub sources: Vec<Source>,
    /// What was wrong with the bytes of those that are not UTF-8.
    pub findings: Vec<Finding>,
}

impl<'p> Base<'p> {
    /// The commit where the work since `revision` began, up to `until` or the working tree.
    pub(crate) fn of(
        project: &'p Project,
        inputs: &Inputs,
        revision: &str,
        until: Option<&str>,
    ) -> Result<Self> {
        let paths = inputs.paths();
        let roots = repositories(&paths, project)?;
        // A repository within another has commits of its own.
        let before = |root: &PathBuf| {
            let before = BaseCommit::of(&project.git.repository(root), revision, until)?;
            followed(before, &paths, project)
        };
        let named = |root: &PathBuf| {
            before(root).with_context(|| format!("in the repository `{}`", shown(root)))
        };
        let befores: Result<Vec<BaseCommit>> = match roots.len() {
            1 => roots.iter().map(before).collect(),
            _ => roots.iter().map(named).collect(),
        };
        Ok(Self { befores: befores?, project, paths })
    }

    /// The repository that a file lies in, and the file's path from its root.
    pub(crate) fn place(&self, path: &Path) -> Option<(&BaseCommit, String)> {
        let whole = self.project.real(path);
        let holds = |before: &&BaseCommit| whole.starts_with(&before.root);
        // Of a repository within another, the inner one.
        let before =
            self.befores.iter().filter(holds).max_by_key(|before| before.root.as_os_str().len())?;
        Some((before, slashed(whole.strip_prefix(&before.root).ok()?)))
    }

    /// The repository of the first register, which is asked for the history of all, and where the
    /// register lies.
    pub(crate) fn first(&self) -> Option<(&BaseCommit, PathBuf)> {
        let path = self.paths.first()?;
        Some((self.place(path)?.0, self.project.real(path)))
    }

    /// A file as it was, under the name that it then had.
    pub(crate) fn bytes(&self, path: &Path) -> Result<Option<Vec<u8>>, GitError> {
        self.place(path).map_or(Ok(None), |(before, inner)| before.text(&inner))
    }

    /// A file of the base, under a name of then.
    pub(crate) fn bytes_then(&self, path: &Path) -> Result<Option<Vec<u8>>, GitError> {
        let Some((before, inner)) = self.place(path) else { return Ok(None) };
        before.text_then(&inner)
    }

    /// The path of each register of the run that was there at the base, and the one that it had.
    pub(crate) fn former_names(&self) -> Result<Vec<(PathBuf, String)>, GitError> {
        let mut names = Vec::new();
        for path in &self.paths {
            let Some((before, inner)) = self.place(path) else { continue };
            if before.text(&inner)?.is_none() {
                continue;
            }
            let then = before.renamed.get(&inner).unwrap_or(&inner);
            let then = slashed(&seen_from(&self.project.folder, &before.root.join(then)));
            names.push((path.clone(), then));
        }
        Ok(names)
    }

    /// The paths of all registers of the base.
    pub(crate) fn former_paths(&self, settings: &Settings) -> Vec<String> {
        let of = |before: &BaseCommit| -> Vec<String> {
            let shown =
                |inner: &str| slashed(&seen_from(&self.project.folder, &before.root.join(inner)));
            let all = before.files().filter(|inner| inner.ends_with(".md"));
            all.map(shown).filter(|path| settings.is_register(path)).collect()
        };
        self.befores.iter().flat_map(of).collect()
    }

    /// The settings of today.
    pub(crate) fn current_settings(&self) -> &Settings {
        &self.project.settings
    }

    /// The settings at the base; nothing where its configuration cannot be read.
    pub(crate) fn settings(&self, notes: &dyn Notes) -> Result<Option<Settings>> {
        Ok(self.settings_of(self.config_then()?, notes))
    }

    /// The configuration of the base: the one that is named, else that of the registers.
    fn config_then(&self) -> Result<Option<(PathBuf, Vec<u8>)>> {
        match &self.project.settings.config_path {
            Some(named) if self.project.is_config_named => {
                let path = PathBuf::from(named);
                Ok(self.bytes(&path)?.map(|bytes| (path, bytes)))
            }
            _ => Ok(self.config()?),
        }
    }

    fn settings_of(
        &self,
        config: Option<(PathBuf, Vec<u8>)>,
        notes: &dyn Notes,
    ) -> Option<Settings> {
        let (now, folder) = (&self.project.settings, &self.project.folder);
        let settings = match config {
            Some((path, bytes)) => {
                let text = String::from_utf8(bytes).ok()?;
                settings_from(&path, &text, folder, &rules::names())
            }
            None => Ok(Settings::built_in(folder).anchored(repository_above(folder))),
        };
        match settings {
            Ok(settings) => {
                Some(settings.with_selection(now.selection().clone()).on(self.project.today))
            }
            Err(why) => {
                notes.detail(&format!("the configuration of then cannot be read: {why:#}"));
                None
            }
        }
    }

    /// The settings that the base holds a branch to; nothing where it had no configuration, or where
    /// the one named lies elsewhere.
    pub(crate) fn gate_settings(&self, notes: &dyn Notes) -> Result<Option<Settings>> {
        let config = self.config_then()?;
        if config.is_none() {
            return Ok(None);
        }
        let settings = self.settings_of(config, notes);
        if settings.is_none() {
            notes.warn(
                "the configuration of the base cannot be read; the branch is checked against its own",
            );
        }
        Ok(settings)
    }

    /// Whether a register is hidden by `.gitignore` now, and was not at the base.
    pub(crate) fn is_newly_ignored(&self, path: &Path) -> bool {
        let Some((before, inner)) = self.place(path) else { return false };
        let limit = self.project.settings.max_bytes;
        let now = |inner: &str| files::text_within(&before.root.join(inner), limit);
        // What cannot be read at the base hid nothing.
        let then = |inner: &str| {
            let text = before.text_then(inner).ok().flatten()?;
            String::from_utf8(text).ok()
        };
        files::is_ignored(&before.root, &inner, now)
            && !files::is_ignored(&before.root, &inner, then)
    }

    /// The configuration that governed the registers.
    fn config(&self) -> Result<Option<(PathBuf, Vec<u8>)>, GitError> {
        let Some((before, register)) = self.first() else { return Ok(None) };
        let folders = register.ancestors().skip(1);
        for folder in folders.take_while(|folder| folder.starts_with(&before.root)) {
            for name in FILE_NAMES {
                let path = folder.join(name);
                if let Some(bytes) = self.bytes(&path)? {
                    return Ok(Some((seen_from(&self.project.folder, &path), bytes)));
                }
            }
        }
        Ok(None)
    }

    /// The registers at the base, and those that are no longer where they were.
    pub(crate) fn registers(&self, settings: &Settings) -> Result<BaseRegisters> {
        let mut registers = BaseRegisters { sources: Vec::new(), findings: Vec::new() };
        // A file that the configuration has made a register since then was none.
        let is_new = |path: &Path| {
            let name = slashed(path);
            self.project.settings.is_register(&name) && !settings.is_register(&name)
        };
        let looked_at = self.paths.iter().filter(|path| !is_new(path)).cloned();
        for path in looked_at.chain(self.gone(settings)) {
            let Some(bytes) = self.bytes(&path)? else { continue };
            match Source::decode(slashed(&path), bytes) {
                Ok(source) => match Conflicts::of(&source) {
                    Some(conflicts) => registers.findings.extend(lint::conflict_marker(
                        source.path(),
                        conflicts,
                        settings,
                    )),
                    None => registers.sources.push(source),
                },
                Err((source, bad)) => {
                    registers.findings.extend(lint::invalid_utf8(source.path(), bad, settings));
                }
            }
        }
        Ok(registers)
    }

    /// Whether the run would look at a register of the base, if it were still there and readable.
    pub(crate) fn is_in_sight(&self, path: &str, inputs: &Inputs) -> bool {
        if inputs.sources.iter().any(|source| **source.path() == *path) {
            return true;
        }
        let project = self.project;
        let path = Path::new(path);
        let whole = project.real(path);
        let is_named = inputs.named.is_empty() && whole.starts_with(&project.folder)
            || inputs.named.iter().any(|named| whole.starts_with(project.real(named)));
        // Under its new name it is somewhere else, and still a register.
        let is_renamed = self.place(path).is_some_and(|(before, inner)| {
            let mut new = before.renamed.iter().filter(|(_, old)| **old == inner);
            new.any(|(new, _)| {
                let name = seen_from(&project.folder, &before.root.join(new));
                project.settings.is_register(&slashed(&name))
            })
        });
        is_named
            && !is_renamed
            && !inputs.unreadable().any(|unreadable| Path::new(&**unreadable.path()) == path)
    }

    /// The registers as the later commit has them, else the newest one.
    pub(crate) fn later(&self) -> Result<Vec<Source>, GitError> {
        let mut sources = Vec::new();
        for path in &self.paths {
            let Some((before, inner)) = self.place(path) else { continue };
            let bytes = before.later(&inner)?;
            sources.extend(bytes.and_then(|bytes| Source::decode(slashed(path), bytes).ok()));
        }
        Ok(sources)
    }

    /// The registers that are deleted, or were moved to where this run does not look.
    pub(crate) fn gone(&self, settings: &Settings) -> Vec<PathBuf> {
        let project = self.project;
        let places: HashSet<PathBuf> = self.paths.iter().map(|path| project.real(path)).collect();
        let families: HashSet<PathBuf> = self
            .paths
            .iter()
            .filter_map(|path| Some(mirror::family(&slashed(path), settings)?.path))
            .collect();
        let of = |before: &BaseCommit| -> Vec<PathBuf> {
            let moved = before.renamed.iter();
            let moved = moved.filter(|(new, _)| !places.contains(&before.root.join(new)));
            let gone = before.deleted.iter().chain(moved.map(|(_, old)| old));
            gone.map(|inner| seen_from(&project.folder, &before.root.join(inner))).collect()
        };
        let mut gone: Vec<PathBuf> = self.befores.iter().flat_map(of).collect();
        gone.retain(|path| {
            let name = slashed(path);
            let is_translation = || {
                mirror::family(&name, settings)
                    .is_some_and(|family| families.contains(&family.path))
            };
            settings.is_register(&name) || is_translation()
        });
        gone.sort();
        gone
    }
}

/// A base with the files that were renamed since, among the registers of the run and, where a
/// register is gone, among all others of the repository.
fn followed(mut before: BaseCommit, paths: &[PathBuf], project: &Project) -> Result<BaseCommit> {
    let shown = |inner: &String| slashed(&seen_from(&project.folder, &before.root.join(inner)));
    let is_gone = before.deleted.iter().any(|inner| project.settings.is_register(&shown(inner)));
    let others = if is_gone { find(&[before.root.clone()], &project.settings).ok() } else { None };
    let others = others.map(|found| found.paths).unwrap_or_default();
    let inner = |path: PathBuf| {
        let whole = project.real(path);
        whole.strip_prefix(&before.root).ok().map(slashed)
    };
    let present: Vec<String> = paths.iter().cloned().chain(others).filter_map(inner).collect();
    before.follow(present)?;
    Ok(before)
}

/// The repositories that some registers lie in.
fn repositories(paths: &[PathBuf], project: &Project) -> Result<BTreeSet<PathBuf>> {
    let mut roots = BTreeSet::new();
    for path in paths {
        let Some(root) = project.real(path).parent().and_then(repository_above) else {
            bail!("`{}` is not in a git repository, so its changes are not known", shown(path));
        };
        roots.insert(root);
    }
    Ok(roots)
}
