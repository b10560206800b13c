//! The registers of a run as they were when a branch set out.

use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use crate::cli::shared::terminal::Terminal;
use crate::files::{real, repository_above, seen_from, settings_from, slashed};
use crate::finding::Finding;
use crate::git::{Before, GitError};
use crate::lint;
use crate::rules;
use crate::run::inputs::Session;
use crate::settings::{FILE_NAMES, Settings};
use crate::text::Source;

/// The registers of a run as they were.
pub(crate) struct Then<'s> {
    /// Each repository that a register lies in.
    pub befores: Vec<Before>,
    session: &'s Session,
}

impl<'s> Then<'s> {
    pub(crate) fn of(session: &'s Session, revision: &str, until: Option<&str>) -> Result<Self> {
        let mut roots: BTreeSet<PathBuf> = BTreeSet::new();
        for path in session.paths() {
            let whole = real(&session.cwd.join(&path));
            let Some(root) = whole.parent().and_then(repository_above) else {
                bail!(
                    "`{}` lies in no git repository: nobody knows its changes",
                    Terminal::name(&path)
                );
            };
            roots.insert(root);
        }
        // A repository within another has commits of its own.
        let before = |root: &PathBuf| {
            let before = Before::of(root, revision, until);
            before.with_context(|| format!("in the repository `{}`", Terminal::name(root)))
        };
        let befores = match roots.len() {
            1 => roots.iter().map(|root| Ok(Before::of(root, revision, until)?)).collect(),
            _ => roots.iter().map(before).collect::<Result<_>>(),
        };
        Ok(Self { befores: befores?, session })
    }

    /// The repository that a file lies in, and the file's path from its root.
    pub(crate) fn place(&self, path: &Path) -> Option<(&Before, String)> {
        let whole = real(&self.session.cwd.join(path));
        let holds = |before: &&Before| whole.starts_with(&before.root);
        // Of a repository within another, the inner one.
        let before =
            self.befores.iter().filter(holds).max_by_key(|before| before.root.as_os_str().len())?;
        Some((before, slashed(whole.strip_prefix(&before.root).ok()?)))
    }

    /// The repository of the first register, which is asked for the history of all, and where the
    /// register lies.
    pub(crate) fn first(&self) -> Option<(&Before, PathBuf)> {
        let path = self.session.paths().into_iter().next()?;
        Some((self.place(&path)?.0, real(&self.session.cwd.join(path))))
    }

    /// A file as it was, under the name it then had.
    pub(crate) fn bytes(&self, path: &Path) -> Result<Option<Vec<u8>>, GitError> {
        self.place(path).map_or(Ok(None), |(before, inner)| before.text(&inner))
    }

    /// The settings of then, where the configuration was another or said something else.
    pub(crate) fn settings(&self, terminal: &Terminal) -> Result<Option<Settings>> {
        let (now, cwd) = (&self.session.settings, &self.session.cwd);
        let (path, bytes) = match &now.config_path {
            Some(named) if self.session.is_config_named => {
                (PathBuf::from(named), self.bytes(Path::new(named))?)
            }
            _ => self.config()?.map_or_else(Default::default, |(path, bytes)| (path, Some(bytes))),
        };
        let settings = match bytes.map(String::from_utf8) {
            Some(Ok(text)) => settings_from(&path, &text, cwd, &rules::names()),
            Some(Err(_)) => return Ok(None),
            None => Ok(Settings::built_in(cwd).anchored(repository_above(cwd))),
        };
        match settings {
            Ok(settings) => Ok(Some(settings.with_selection(now.selection().clone()))),
            Err(why) => {
                terminal.detail(&format!("the configuration of then cannot be read: {why:#}"));
                Ok(None)
            }
        }
    }

    /// The configuration that governed the registers then.
    fn config(&self) -> Result<Option<(PathBuf, Vec<u8>)>, GitError> {
        let Some((before, register)) = self.first() else { return Ok(None) };
        let folders = register.ancestors().skip(1);
        for folder in folders.take_while(|folder| folder.starts_with(&before.root)) {
            for name in FILE_NAMES {
                let path = folder.join(name);
                if let Some(bytes) = self.bytes(&path)? {
                    return Ok(Some((seen_from(&self.session.cwd, &path), bytes)));
                }
            }
        }
        Ok(None)
    }

    /// The registers under the names they have now, and those that are no longer where they were;
    /// and what was wrong with the bytes of those that were no text.
    pub(crate) fn sources(&self, settings: &Settings) -> Result<(Vec<Source>, Vec<Finding>)> {
        let (mut sources, mut findings) = (Vec::new(), Vec::new());
        let now = self.session.paths();
        // A file that the configuration has made a register since was none.
        let is_new = |path: &Path| {
            let name = slashed(path);
            self.session.settings.is_register(&name) && !settings.is_register(&name)
        };
        let looked_at = now.iter().filter(|path| !is_new(path)).cloned();
        for path in looked_at.chain(self.gone(&now, settings)) {
            let Some(bytes) = self.bytes(&path)? else { continue };
            match Source::decode(slashed(&path), bytes) {
                Ok(source) => sources.push(source),
                Err((source, bad)) => {
                    findings.extend(lint::invalid_utf8(source.path(), bad, settings));
                }
            }
        }
        Ok((sources, findings))
    }

    /// The registers as the later commit, else the newest one, has them.
    pub(crate) fn later(&self) -> Result<Vec<Source>, GitError> {
        let mut sources = Vec::new();
        for path in self.session.paths() {
            let Some((before, inner)) = self.place(&path) else { continue };
            let bytes = before.later(&inner)?;
            sources.extend(bytes.and_then(|bytes| Source::decode(slashed(&path), bytes).ok()));
        }
        Ok(sources)
    }

    /// The registers that were there, and are deleted or were moved out of this run's sight.
    pub(crate) fn gone(&self, now: &[PathBuf], settings: &Settings) -> Vec<PathBuf> {
        let places: HashSet<PathBuf> =
            now.iter().map(|path| real(&self.session.cwd.join(path))).collect();
        let families: HashSet<PathBuf> = now
            .iter()
            .filter_map(|path| Some(crate::mirror::family(&slashed(path), settings)?.path))
            .collect();
        let of = |before: &Before| -> Vec<PathBuf> {
            let moved = before.renamed.iter();
            let moved = moved.filter(|(new, _)| !places.contains(&before.root.join(new)));
            let gone = before.deleted.iter().chain(moved.map(|(_, old)| old));
            gone.map(|inner| seen_from(&self.session.cwd, &before.root.join(inner))).collect()
        };
        let mut gone: Vec<PathBuf> = self.befores.iter().flat_map(of).collect();
        gone.retain(|path| {
            let name = slashed(path);
            let is_translation = || {
                crate::mirror::family(&name, settings)
                    .is_some_and(|family| families.contains(&family.path))
            };
            settings.is_register(&name) || is_translation()
        });
        gone.sort();
        gone
    }
}
