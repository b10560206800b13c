//! The registers of a run: found, and read when they are needed.

use std::borrow::Borrow;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Result, anyhow, bail};
use rayon::prelude::*;

use super::named_partners::named_partners;
use super::notes::Notes;
use super::project::Project;
use super::regional_paths::RegionalPaths;
use super::unnamed_registers;
use crate::document::{Conflicts, TooDeep};
use crate::files::{self, Decoded, FolderLock, real, seen_from, slashed};
use crate::finding::{Finding, counted};
use crate::lint;
use crate::mirror;
use crate::register::{Reading, Register, has_fields_in_front};
use crate::settings::Settings;
use crate::text::{Source, printable};

/// From this many files on, threads read them faster than one.
const WORTH_THREADS: usize = 32;

/// What a caller wants to be read.
#[derive(Clone, Copy, Debug)]
pub struct InputOptions<'a> {
    /// Files and folders; the current folder where there are none. `-` is standard input.
    pub paths: &'a [PathBuf],
    /// The name of what comes in on standard input.
    pub stdin_filename: &'a str,
    /// Whether files that the configuration excludes are left out even where they are named.
    pub force_exclude: bool,
    /// Whether a named file may be any text, and not only a register.
    pub takes_any_text: bool,
}

/// The registers of a run.
#[derive(Debug, Default)]
pub struct Inputs {
    /// The files and folders that the caller named; none for the current folder.
    pub named: Vec<PathBuf>,
    /// The registers that were found and not read yet: all, or none.
    pub unread: Vec<PathBuf>,
    /// Every file that could be read as text.
    pub sources: Vec<Arc<Source>>,
    /// Of each file that is not UTF-8, what precedes its first bad byte.
    pub broken: Vec<Source>,
    /// Every file that holds conflict markers. Nothing of it is read as a register.
    pub conflicted: Vec<Source>,
    /// What is wrong with those that are not UTF-8 or hold conflict markers.
    pub findings: Vec<Finding>,
    /// How many of the last sources are pages of the manual, and no registers.
    pub(crate) pages: usize,
    /// The files that are not written, each with the file of its family that holds conflict markers.
    pub(crate) held: HashMap<Arc<str>, Arc<str>>,
    /// The registers that a branch hides and that were read all the same.
    pub(crate) hidden: HashSet<Arc<str>>,
    /// The files that could not be read at all.
    pub(crate) lost: Vec<PathBuf>,
    /// Whether some file could not be read or written; a note has said so.
    pub has_failed: bool,
    /// Whether a named file may be any text.
    pub(crate) takes_any_text: bool,
    /// Whether a user whom the system lets write to a read-only file may do so.
    pub(crate) may_write_read_only: bool,
    /// Keeps other runs from writing until this one ends.
    pub(crate) lock: Option<FolderLock>,
}

impl Inputs {
    /// Finds the registers that the caller named. They stay unread, unless standard input is one.
    pub fn find(project: &Project, options: InputOptions<'_>, notes: &dyn Notes) -> Result<Self> {
        let mut inputs = Self {
            named: options.paths.to_vec(),
            takes_any_text: options.takes_any_text,
            ..Self::default()
        };
        let (stdin, files): (Vec<PathBuf>, Vec<PathBuf>) =
            options.paths.iter().cloned().partition(|path| is_stdin(path));
        let is_left_out = |path: &PathBuf| {
            options.force_exclude && !path.is_dir() && project.settings.excludes(&slashed(path))
        };
        let wanted: Vec<PathBuf> =
            files.iter().filter(|path| !is_left_out(path)).cloned().collect();
        if !stdin.is_empty() {
            let decoded = files::read_input(options.stdin_filename, &project.settings);
            inputs.take(decoded, &project.settings, notes);
        }
        let is_here = stdin.is_empty() && files.is_empty();
        if is_here || !wanted.is_empty() {
            inputs.search(&wanted, project, notes)?;
        }
        if !stdin.is_empty() {
            inputs.read(project, notes);
        }
        Ok(inputs)
    }

    fn search(&mut self, paths: &[PathBuf], project: &Project, notes: &dyn Notes) -> Result<()> {
        let searching = notes.progress("searching for registers");
        let mut in_memory = in_memory(paths, project);
        let is_only_in_memory = |path: &&PathBuf| {
            let whole = project.whole(path);
            let has_texts = project.texts.below(&whole).next().is_some();
            has_texts && !whole.is_dir()
        };
        let on_disk = paths.iter().filter(|path| !is_only_in_memory(path));
        let mut on_disk: Vec<PathBuf> = on_disk.map(|path| project.on_disk(path)).collect();
        if paths.is_empty() {
            on_disk.push(project.on_disk(Path::new(".")));
        }
        let mut found = BTreeSet::new();
        if !on_disk.is_empty() {
            match files::find(&on_disk, &project.settings) {
                Err(_) if !in_memory.is_empty() => {}
                Err(error) => {
                    return Err(unnamed_registers::with_candidates(error, &on_disk, project));
                }
                Ok(files) => {
                    drop(searching);
                    self.has_failed |= !files.errors.is_empty();
                    files.errors.iter().for_each(|error| notes.error(error));
                    found = files.paths.into_iter().map(|path| project.named(path)).collect();
                }
            }
        }
        found.append(&mut in_memory);
        if !self.takes_any_text {
            found.retain(|path| {
                let is_one = is_register(path, project);
                if !is_one {
                    notes.error(&no_register(path, project));
                    self.has_failed = true;
                }
                is_one
            });
        }
        for path in &found {
            notes.detail(&format!("reading {}", shown(path)));
        }
        self.unread = found.into_iter().collect();
        Ok(())
    }

    /// Waits until no other run writes to the registers of this repository, or below the current
    /// folder, and keeps others waiting until this run ends. To be called before files are read.
    pub(crate) fn keep_others_out(&mut self, project: &Project) {
        let place =
            self.named.first().map_or_else(|| project.folder.clone(), |path| project.real(path));
        let folder = files::repository_above(&place).unwrap_or_else(|| project.folder.clone());
        self.lock = files::lock_folder(&folder);
    }

    /// Reads what was found and not read yet.
    pub fn read(&mut self, project: &Project, notes: &dyn Notes) {
        let paths = std::mem::take(&mut self.unread);
        let _reading =
            notes.progress(&format!("reading {}", counted(paths.len(), "register", "registers")));
        let read = |path: &PathBuf| project.read(path);
        let read: Vec<_> = if paths.len() < WORTH_THREADS {
            paths.iter().map(read).collect()
        } else {
            paths.par_iter().map(read).collect()
        };
        for (path, decoded) in paths.into_iter().zip(read) {
            self.take_file(path, decoded, project, notes);
        }
    }

    fn take_file(
        &mut self,
        path: PathBuf,
        decoded: Result<Decoded>,
        project: &Project,
        notes: &dyn Notes,
    ) {
        if decoded.is_err() {
            self.lost.push(path);
        }
        self.take(decoded, &project.settings, notes);
    }

    fn take(&mut self, decoded: Result<Decoded>, settings: &Settings, notes: &dyn Notes) {
        match decoded {
            Ok(Ok(source)) => match Conflicts::of(&source) {
                Some(conflicts) => {
                    self.findings.extend(lint::conflict_marker(source.path(), conflicts, settings));
                    self.conflicted.push(source);
                }
                None => self.sources.push(Arc::new(source)),
            },
            Ok(Err((source, bad))) => {
                self.findings.extend(lint::invalid_utf8(source.path(), bad, settings));
                self.broken.push(source);
            }
            Err(error) => {
                notes.error(&error);
                self.has_failed = true;
            }
        }
    }

    /// Where every register of the run lies, as users name it.
    pub fn paths(&self) -> Vec<PathBuf> {
        let read = self.read_sources().map(|source| PathBuf::from(&**source.path()));
        read.chain(self.unread.iter().cloned()).collect()
    }

    /// Every source that was read, those included that could not be read as registers.
    pub(crate) fn read_sources(&self) -> impl Iterator<Item = &Source> {
        self.sources.iter().map(Arc::as_ref).chain(self.unreadable())
    }

    /// The sources that could not be read as registers.
    pub(crate) fn unreadable(&self) -> impl Iterator<Item = &Source> {
        self.broken.iter().chain(&self.conflicted)
    }

    /// Whether a file is held back from being written, by its conflict markers or by those of a file of
    /// its family.
    pub(crate) fn is_held(&self, path: &str) -> bool {
        self.held.contains_key(path) || self.conflicted.iter().any(|own| &**own.path() == path)
    }

    /// The registers in the sources that were read.
    pub fn registers<'s>(&'s self, project: &Project) -> ReadRegisters<'s> {
        registers_of(&self.sources, &project.settings)
    }

    /// Says which registers could not be read; whether all could.
    pub(crate) fn report_unread(&self, unread: &[Finding], notes: &dyn Notes) -> bool {
        let findings = self.findings.iter().chain(unread);
        for finding in findings.clone() {
            let path = shown(Path::new(&*finding.path));
            notes.warn(&format!("{path} could not be read: {}", finding.message));
        }
        findings.count() == 0
    }

    /// Finds the translations that lie beside the registers and were not named, and reads them
    /// where the others were read.
    pub fn add_translations(&mut self, project: &Project, notes: &dyn Notes) {
        for path in translations_beside(&self.paths(), &self.named, project) {
            notes.detail(&format!("reading {}", shown(&path)));
            if self.unread.is_empty() {
                let decoded = project.read(&path);
                self.take_file(path, decoded, project, notes);
            } else {
                self.unread.push(path);
            }
        }
    }

    /// Reads a register that the branch hides.
    pub(crate) fn add_hidden(&mut self, path: &Path, project: &Project, notes: &dyn Notes) {
        self.hidden.insert(Arc::from(slashed(path)));
        self.take(project.read(path), &project.settings, notes);
    }

    /// Adds a page of the manual that is written together with registers, and gives its place.
    pub(crate) fn add_page(&mut self, page: Source) -> usize {
        self.pages += 1;
        self.sources.push(Arc::new(page));
        self.sources.len() - 1
    }

    /// Whether the source at a place is a page of the manual.
    pub(crate) fn is_page(&self, at: usize) -> bool {
        at + self.pages >= self.sources.len()
    }

    /// The place of a source among those that were read.
    pub(crate) fn place_of(&self, source: &Source) -> Option<usize> {
        self.sources.iter().position(|own| own.path() == source.path())
    }
}

/// Registers that were read.
#[derive(Debug, Default)]
pub struct ReadRegisters<'s> {
    /// The registers, in the order of their sources.
    pub all: Vec<Register<'s>>,
    /// What is wrong with each source that could not be read as a register.
    pub unread: Vec<Finding>,
}

impl<'s> ReadRegisters<'s> {
    /// The register in a source that this was read from; nothing where it could not be read.
    pub(crate) fn of_source(&self, source: &Source) -> Option<&Register<'s>> {
        let at = self.all.iter().position(|register| std::ptr::eq(register.source, source))?;
        self.all.get(at)
    }
}

/// The registers in some sources of the run.
pub(crate) fn registers_of<'s>(
    sources: &'s [impl Borrow<Source> + Sync],
    settings: &Settings,
) -> ReadRegisters<'s> {
    read_with(sources, settings, Register::read)
}

/// The registers in sources of another revision.
pub(crate) fn registers_of_revision<'s>(
    sources: &'s [Source],
    settings: &Settings,
) -> ReadRegisters<'s> {
    read_with(sources, settings, Register::parse)
}

fn read_with<'s>(
    sources: &'s [impl Borrow<Source> + Sync],
    settings: &Settings,
    read: fn(&'s Source, Reading<'_>) -> Result<Register<'s>, TooDeep>,
) -> ReadRegisters<'s> {
    let read = |source: &'s _| read(Borrow::borrow(source), settings.reading());
    let read: Vec<_> = if sources.len() > 1 {
        sources.par_iter().map(read).collect()
    } else {
        sources.iter().map(read).collect()
    };
    let mut registers = ReadRegisters::default();
    for (source, read) in sources.iter().map(Borrow::borrow).zip(read) {
        match read {
            Ok(register) => registers.all.push(register),
            Err(deep) => registers.unread.extend(lint::too_deep(source.path(), deep, settings)),
        }
    }
    registers
}

/// Whether a file that was found is a register, by its name or by what it says.
fn is_register(path: &Path, project: &Project) -> bool {
    if project.settings.is_named_like_register(&slashed(path)) {
        return true;
    }
    // What cannot be read is reported where it is read.
    let Ok(Ok(source)) = project.read(path) else { return true };
    Conflicts::of(&source).is_some()
        || Register::parse(&source, project.settings.reading())
            .map_or(true, |register| register.is_recognised)
}

fn no_register(path: &Path, project: &Project) -> anyhow::Error {
    let source = project.read(path).ok().and_then(Result::ok);
    let words = &project.settings.vocabulary;
    let front = source.filter(|source| has_fields_in_front(source, words));
    let front = front.map_or("", |_| "; the fields in its front matter are not read");
    anyhow!(
        "{} is not a register: nothing in it is certain to be an entry, and its title names none, as \
         `Known issues`, `Action items` or `TODO` do{front}; \
         name it under `registers` in the configuration if it is one",
        shown(path)
    )
}

/// Whether a PATH is the sign for standard input.
pub(crate) fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// A path, fit for a message.
pub(crate) fn shown(path: &Path) -> String {
    printable(&slashed(path)).into_owned()
}

/// The registers in memory that some paths name, or that lie in the folders that they name.
fn in_memory(paths: &[PathBuf], project: &Project) -> BTreeSet<PathBuf> {
    let here = [PathBuf::new()];
    let mut found = BTreeSet::new();
    for path in if paths.is_empty() { &here[..] } else { paths } {
        let whole = project.whole(path);
        if project.texts.has(&whole) {
            found.insert(path.clone());
            continue;
        }
        let below = project.texts.below(&whole).map(|text| seen_from(&project.folder, text));
        found.extend(below.filter(|path| project.settings.is_register(&slashed(path))));
    }
    found
}

/// The translations of registers that are not among them: those whose paths say so, and those that
/// only links say. `searched` is where the registers were looked for.
pub(super) fn translations_beside(
    registers: &[PathBuf],
    searched: &[PathBuf],
    project: &Project,
) -> Vec<PathBuf> {
    let mut found = beside_by_path(registers, project);
    let known: Vec<PathBuf> = registers.iter().chain(&found).cloned().collect();
    found.extend(named_partners(&known, searched, project));
    found
}

/// The translations that lie beside registers, as the paths of both say, and are not among them.
fn beside_by_path(registers: &[PathBuf], project: &Project) -> Vec<PathBuf> {
    let settings = &project.settings;
    // A pattern of the configuration leads to nothing outside of the repository.
    let repository = files::repository_above(&project.folder).map(|root| real(&root));
    let is_ours = |path: &Path| match &repository {
        Some(root) => real(path).starts_with(root),
        None => !files::leads_out(&project.folder, path),
    };
    let mut known: HashSet<PathBuf> = registers.iter().map(|path| project.whole(path)).collect();
    // Where there is no folder of a language, nothing is looked for in it.
    let mut folders: HashMap<PathBuf, bool> = HashMap::new();
    let mut found = Vec::new();
    for TranslationPath { path, folder } in candidates(registers, project) {
        let is_there = |folder: PathBuf| {
            let is_dir =
                |folder: &PathBuf| folder.is_dir() || project.texts.below(folder).next().is_some();
            *folders.entry(folder).or_insert_with_key(is_dir)
        };
        let is_file = |path: &Path| path.is_file() || project.texts.has(path);
        if !folder.is_none_or(is_there) || !known.insert(path.clone()) || !is_file(&path) {
            continue;
        }
        let seen = seen_from(&project.folder, &path);
        if !settings.excludes(&slashed(&seen)) && is_ours(&path) {
            found.push(seen);
        }
    }
    found
}

/// A path where a translation may lie, and the folder of its language where it has one.
struct TranslationPath {
    path: PathBuf,
    folder: Option<PathBuf>,
}

fn candidates(registers: &[PathBuf], project: &Project) -> Vec<TranslationPath> {
    let languages: Vec<&str> = project.settings.vocabulary.languages().collect();
    let mut candidates = Vec::new();
    let mut regional = RegionalPaths::of(project);
    for register in registers {
        let family = family_pattern(register, project);
        for &language in &languages {
            let folder = family.split_once("{}/").map(|(above, _)| format!("{above}{language}"));
            candidates.push(TranslationPath {
                path: PathBuf::from(family.replace("{}", language)),
                folder: folder.map(PathBuf::from),
            });
        }
        if family.contains(".{}.") {
            let path = PathBuf::from(family.replace(".{}.", "."));
            candidates.push(TranslationPath { path, folder: None });
        }
        let regional = regional.beside(Path::new(&family));
        candidates.extend(regional.map(|path| TranslationPath { path, folder: None }));
    }
    candidates
}

/// A register's path with `{}` for the language. `gaps.md` has its translation in `gaps.tr.md`.
fn family_pattern(register: &Path, project: &Project) -> String {
    if let Some(family) = mirror::family(&slashed(register), &project.settings) {
        return family.path.to_string_lossy().into_owned();
    }
    let path = project.whole(register).to_string_lossy().into_owned();
    path.strip_suffix(".md").map_or(path.clone(), |stem| format!("{stem}.{{}}.md"))
}

/// Refuses a run that would write its results over a file that it reads, however that is named.
pub(crate) fn refuse_as_output(
    output: &Path,
    inputs: &Inputs,
    settings: &Settings,
    baseline: Option<&Path>,
) -> Result<()> {
    if output.symlink_metadata().is_err() {
        return Ok(());
    }
    let config = settings.config_path.as_ref().map(PathBuf::from);
    let read = inputs.paths().into_iter().chain(config);
    let mut read = read.chain(baseline.map(Path::to_owned));
    if read.any(|path| files::is_same_file(&path, output)) {
        bail!("`{}` is one of the files that are read; name another output file", output.display());
    }
    Ok(())
}
