//! What a run knows before it reads a register: settings, the folder that paths are relative to,
//! the day, and texts that are in memory.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, Result};
use jiff::civil::Date;

use super::declared;
use super::notes::Notes;
use crate::edit::EditTarget;
use crate::files::{self, Decoded, DocsTree, real};
use crate::git::{GitError, GitReading, RepositoryFile};
use crate::lint::Scope;
use crate::register::{Policy, Register};
use crate::rules::{self, Environment, History};
use crate::settings::{Selection, Settings, normal};
use crate::text::Source;

/// Settings, a folder and a day.
#[derive(Debug)]
pub struct Project {
    /// What the configuration says.
    pub settings: Settings,
    /// The folder that the paths of a run are relative to.
    pub folder: PathBuf,
    /// The day that the run counts from.
    pub today: Date,
    /// Texts that are read instead of the files of their paths.
    pub texts: Texts,
    /// Whether the configuration was named by the caller, and not searched for.
    pub is_config_named: bool,
    /// How git is asked.
    pub(crate) git: GitReading,
    /// Whether the folder is the current folder of this process.
    is_current: bool,
}

/// What the caller of a run decides about its project.
#[derive(Debug, Default)]
pub struct ProjectOptions<'a> {
    /// The configuration, instead of the one found upward from the registers.
    pub config: Option<&'a Path>,
    /// The day, instead of today.
    pub today: Option<Date>,
    /// Which rules run.
    pub selection: Selection,
    /// Texts that are read instead of files.
    pub texts: Texts,
}

impl Project {
    /// The project of some paths, seen from the current folder.
    pub fn here(paths: &[PathBuf], options: ProjectOptions<'_>, notes: &dyn Notes) -> Result<Self> {
        let folder = std::env::current_dir().context("cannot find the current folder")?;
        Ok(Self { is_current: true, ..Self::in_folder(folder, paths, options, notes)? })
    }

    /// The project of some paths, seen from a folder.
    pub fn in_folder(
        folder: PathBuf,
        paths: &[PathBuf],
        options: ProjectOptions<'_>,
        notes: &dyn Notes,
    ) -> Result<Self> {
        let settings = files::settings(options.config, paths, &folder, &rules::names())?;
        let today = options.today.unwrap_or_else(today);
        let settings = settings.with_selection(options.selection).on(today);
        if let Some(config) = &settings.config_path {
            notes.detail(&format!("configuration: {config}"));
        }
        let git = GitReading { max_bytes: settings.max_bytes, ..GitReading::default() };
        Ok(Self {
            settings,
            git,
            folder,
            today,
            texts: options.texts,
            is_config_named: options.config.is_some(),
            is_current: false,
        })
    }

    /// The same with other settings.
    pub(super) fn with_settings(&self, settings: Settings) -> Self {
        let (folder, texts, git) = (self.folder.clone(), self.texts.clone(), self.git.clone());
        Self { settings, folder, texts, git, ..*self }
    }

    /// A path as one that starts at the root of the file system, without following links.
    pub(crate) fn whole(&self, path: impl AsRef<Path>) -> PathBuf {
        normal(&self.folder.join(path))
    }

    /// Where a path leads, links followed.
    pub(crate) fn real(&self, path: impl AsRef<Path>) -> PathBuf {
        real(&self.folder.join(path))
    }

    /// A path as this process finds it: as it is in the current folder, else from the root.
    pub(crate) fn on_disk(&self, path: &Path) -> PathBuf {
        if self.is_current { path.to_owned() } else { self.folder.join(path) }
    }

    /// A path that this process has found, as the users of the project name it.
    pub(crate) fn named(&self, path: PathBuf) -> PathBuf {
        if self.is_current { path } else { files::seen_from(&self.folder, &path) }
    }

    /// A file's place in the repository that it lies in.
    pub(crate) fn repository_file(&self, path: &str) -> Result<RepositoryFile, GitError> {
        self.git.file(&self.on_disk(Path::new(path)))
    }

    /// Reads a text from memory, else from its file.
    pub(crate) fn read(&self, path: &Path) -> Result<Decoded> {
        let name = files::slashed(path);
        let decoded = match self.texts.shared(&self.whole(path)) {
            Some(text) => Ok(Source::shared(name, text.clone())),
            None => files::read_as(&name, &self.on_disk(path), &self.settings)?,
        };
        if let Ok(source) = &decoded {
            declared::expect_fit(source, &self.settings)?;
        }
        Ok(decoded)
    }

    /// Reads any text from memory, else from its file; nothing where it cannot be read. Its name is
    /// seen from the folder of the project.
    pub(crate) fn read_any(&self, path: &Path) -> Option<Source> {
        let name = files::slashed(&files::seen_from(&self.folder, path));
        match self.texts.get(&self.whole(path)) {
            Some(text) => Some(Source::new(name, text)),
            None => files::read_as(&name, path, &self.settings).ok()?.ok(),
        }
    }

    /// The pages of the manual around the registers.
    pub(crate) fn pages(&self) -> DocsTree {
        DocsTree::new(&self.settings, &self.folder)
    }

    /// What rules know besides the registers.
    pub(crate) fn environment<'a>(
        &'a self,
        pages: &'a DocsTree,
        history: Option<&'a dyn History>,
    ) -> Environment<'a> {
        Environment { history, edits: Some(self), ..Environment::new(self.today, pages) }
    }

    /// Whether pages of the manual are compared with the registers, which are read then.
    pub(crate) fn compares_pages(&self, scope: Scope) -> bool {
        scope.compares_pages(&self.settings)
    }

    /// The policy in force for a register.
    pub(crate) fn policy(&self, register: &Register<'_>) -> Policy {
        Policy::of(register, &self.settings.promise, &self.settings.vocabulary)
    }

    /// A register to be edited.
    pub(crate) fn edit_target<'a>(
        &'a self,
        register: &'a Register<'a>,
        policy: &'a Policy,
    ) -> EditTarget<'a> {
        EditTarget { settings: &self.settings, register, policy }
    }
}

/// The day of now, in UTC.
pub(crate) fn today() -> Date {
    jiff::Timestamp::now().to_zoned_datetime(jiff::tz::TimeZone::UTC).date()
}

/// Texts in memory, by the whole path of the file that each replaces. The file need not exist.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    texts: BTreeMap<PathBuf, TextInMemory>,
    /// How many texts were put here so far.
    count: u64,
}

/// A text, and what distinguishes it from all others that were here.
#[derive(Clone, Debug)]
struct TextInMemory {
    text: Arc<String>,
    stamp: u64,
}

impl Texts {
    /// Replaces the file at a whole path by a text.
    pub fn insert(&mut self, path: &Path, text: impl Into<Arc<String>>) {
        self.count += 1;
        let text = TextInMemory { text: text.into(), stamp: self.count };
        self.texts.insert(normal(path), text);
    }

    /// Lets the file at a whole path count again.
    pub(crate) fn remove(&mut self, path: &Path) {
        self.texts.remove(&normal(path));
    }

    /// The text for a whole path.
    pub(super) fn get(&self, path: &Path) -> Option<&str> {
        if self.texts.is_empty() { None } else { self.texts.get(path).map(|own| &**own.text) }
    }

    /// The text for a whole path, to be kept.
    fn shared(&self, path: &Path) -> Option<&Arc<String>> {
        self.texts.get(path).map(|own| &own.text)
    }

    /// Whether there is a text for a path.
    pub(crate) fn has(&self, path: &Path) -> bool {
        self.get(path).is_some()
    }

    /// A number that another text for the path does not have.
    pub(super) fn stamp(&self, path: &Path) -> Option<u64> {
        self.texts.get(path).map(|own| own.stamp)
    }

    /// The paths of the texts in a folder and the folders below it.
    pub(crate) fn below<'t>(&'t self, folder: &'t Path) -> impl Iterator<Item = &'t PathBuf> {
        self.texts.keys().filter(move |path| path.starts_with(folder))
    }
}
