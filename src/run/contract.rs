//! Reads the route contract of a run: from a file, from standard input, or as it was at a revision.

use std::path::PathBuf;
use std::time::SystemTime;

use anyhow::{Context as _, Result, anyhow, bail};

use super::base::Base;
use super::inputs::is_stdin;
use super::notes::Notes;
use super::project::Project;
use crate::files::{self, Decoded, leads_out, real, repository_above, seen_from, slashed};
use crate::git::{commit_of, content, files_of};
use crate::routes::{self, Contract, ContractOptions};
use crate::settings::Routes;
use crate::text::Source;

/// The file of a route contract, and what the caller knows about it.
#[derive(Clone, Debug)]
pub(crate) struct RouteFile {
    pub path: PathBuf,
    pub base_path: Option<String>,
    pub is_complete: bool,
    /// Whether a person named it: who sends a change to a repository must not read files elsewhere.
    pub is_named: bool,
    /// The revision at which it is read, instead of the file of today.
    pub since: Option<String>,
}

impl RouteFile {
    /// The one that a configuration names.
    pub(crate) fn configured(routes: &Routes) -> Self {
        Self {
            path: PathBuf::from(&routes.file),
            base_path: routes.base_path.clone(),
            is_complete: routes.complete,
            is_named: false,
            since: None,
        }
    }

    /// Reads the contract.
    pub(crate) fn read(&self, project: &Project) -> Result<Contract> {
        let name = self.name(project);
        let decoded = match &self.since {
            Some(revision) => self.then(&name, revision, project)?,
            None => match project.settings.config_path.as_deref().filter(|_| !self.is_named) {
                Some(config) => {
                    self.now(&name, project).with_context(|| format!("`routes` in {config}"))?
                }
                None => self.now(&name, project)?,
            },
        };
        self.parsed(&name, decoded)
    }

    /// The contract as it was at the base of a branch, if it could be read then.
    pub(super) fn at_base(&self, base: &Base<'_>, project: &Project) -> Option<Contract> {
        let name = self.name(project);
        let bytes = base.bytes(&self.path).ok()??;
        self.parsed(&name, Source::decode(name.clone(), bytes)).ok()
    }

    /// The file as users name it.
    fn name(&self, project: &Project) -> String {
        if self.is_named {
            slashed(&self.path)
        } else {
            slashed(&seen_from(&project.folder, &project.whole(&self.path)))
        }
    }

    fn parsed(&self, name: &str, decoded: Decoded) -> Result<Contract> {
        let source = decoded.map_err(|(_, bad)| {
            let guess = bad.guess.map(|guess| format!("; it seems to be {guess}"));
            anyhow!("`{name}` is not UTF-8{}", guess.unwrap_or_default())
        })?;
        let options =
            ContractOptions { base_path: self.base_path.as_deref(), is_complete: self.is_complete };
        routes::read(source, options).map_err(|why| anyhow!("{name}:{why}"))
    }

    fn now(&self, name: &str, project: &Project) -> Result<Decoded> {
        if is_stdin(&self.path) {
            return files::read_input("routes", &project.settings);
        }
        if !self.is_named {
            self.expect_inside(name, project)?;
        }
        files::read_as(name, &project.on_disk(&self.path), &project.settings)
    }

    fn expect_inside(&self, name: &str, project: &Project) -> Result<()> {
        let repository = repository_above(&project.folder);
        let is_outside = repository.is_some_and(|root| !real(&self.path).starts_with(real(&root)));
        if is_outside || leads_out(&project.folder, &self.path) {
            bail!("`{name}`: the contract of the configuration leads out of the repository");
        }
        Ok(())
    }

    /// The contract as it was at a revision: exactly there, as a release may be on a branch of its own.
    fn then(&self, name: &str, revision: &str, project: &Project) -> Result<Decoded> {
        let path = project.real(&self.path);
        let root = path.parent().and_then(repository_above);
        let root = root.ok_or_else(|| {
            anyhow!("`{name}` is in no git repository, so `--since` cannot be answered")
        })?;
        let commit = commit_of(&root, revision).ok_or_else(|| {
            anyhow!("git knows no revision `{revision}` in the repository of `{name}`")
        })?;
        let inner = slashed(path.strip_prefix(&root).unwrap_or(&path));
        let files = files_of(&root, &commit).context("git failed")?;
        let blob = files.get(&inner);
        let blob = blob.ok_or_else(|| anyhow!("there was no `{inner}` at `{revision}`"))?;
        let bytes = content(&project.git.repository(&root), blob)?
            .ok_or_else(|| anyhow!("`{inner}` of `{revision}` is too large, or was not fetched"))?;
        Ok(Source::decode(format!("{name} at {revision}"), bytes))
    }
}

/// The contract of a configuration, kept as long as its file does not change.
#[derive(Debug, Default)]
pub(super) struct KeptContract {
    file: Option<(String, Option<SystemTime>, u64)>,
    contract: Option<Contract>,
}

impl KeptContract {
    /// Reads the contract again where another file, or another text of it, is there; whether it did.
    pub(super) fn renew(&mut self, project: &Project, notes: &dyn Notes) -> bool {
        let routes = project.settings.routes.as_ref();
        let file = routes.map(|routes| {
            let there = std::fs::metadata(&routes.file).ok();
            let size = there.as_ref().map_or(0, std::fs::Metadata::len);
            let stated = format!("{routes:?}");
            (stated, there.and_then(|there| there.modified().ok()), size)
        });
        if file == self.file {
            return false;
        }
        self.file = file;
        let read = routes.map(|routes| RouteFile::configured(routes).read(project)).transpose();
        self.contract = read.unwrap_or_else(|why| {
            notes.error(&why);
            None
        });
        true
    }

    pub(super) fn get(&self) -> Option<&Contract> {
        self.contract.as_ref()
    }
}
