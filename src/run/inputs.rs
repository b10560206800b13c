//! What every command that reads registers does first.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use jiff::civil::Date;
use rayon::prelude::*;

use crate::cli::shared::terminal::Terminal;
use crate::cli::{FAILED, Global};
use crate::files::{self, Decoded, real};
use crate::finding::{Finding, counted};
use crate::lint;
use crate::register::Register;
use crate::rules;
use crate::settings::{Selection, Settings, normal};
use crate::text::Source;

/// From this many files on, reading them side by side is worth starting threads.
const WORTH_THREADS: usize = 32;

/// Settings and sources of a run.
#[derive(Debug)]
pub(crate) struct Session {
    pub settings: Settings,
    /// Whether the configuration was named, and not looked for.
    pub is_config_named: bool,
    pub cwd: PathBuf,
    /// The files and folders that the user named; none for the current folder.
    pub named: Vec<PathBuf>,
    pub today: Date,
    /// The registers that were found and not read yet: all, or none.
    pub unread: Vec<PathBuf>,
    /// Every file that could be read as text.
    pub sources: Vec<Source>,
    /// Of files that are not UTF-8: what comes before the first bad byte.
    pub broken: Vec<Source>,
    /// What registers said that are there no more, where that is compared with what there is.
    pub gone: Vec<Source>,
    /// What is wrong with those.
    pub findings: Vec<Finding>,
    /// Whether some file could not be read at all; the user knows of it.
    pub has_failed: bool,
}

impl Session {
    /// Finds and reads the registers that `paths` name.
    pub(crate) fn open(
        paths: &[PathBuf],
        selection: Selection,
        global: &Global,
        terminal: &Terminal,
    ) -> Result<Self> {
        let mut session = Self::find(paths, selection, global, terminal)?;
        session.read(terminal);
        Ok(session)
    }

    /// Finds the registers that `paths` name. They stay unread, unless standard input is one.
    pub(crate) fn find(
        paths: &[PathBuf],
        selection: Selection,
        global: &Global,
        terminal: &Terminal,
    ) -> Result<Self> {
        let cwd = std::env::current_dir().context("cannot tell the current folder")?;
        let names = rules::names();
        let settings = files::settings(global.config.as_deref(), paths, &cwd, &names)?;
        let settings = settings.with_selection(selection);
        if let Some(config) = &settings.config_path {
            terminal.detail(&format!("configuration: {config}"));
        }
        let mut session = Self {
            today: global.today.unwrap_or_else(today),
            unread: Vec::new(),
            sources: Vec::new(),
            broken: Vec::new(),
            gone: Vec::new(),
            findings: Vec::new(),
            has_failed: false,
            is_config_named: global.config.is_some(),
            settings,
            cwd,
            named: paths.to_vec(),
        };
        let (input, given): (Vec<_>, Vec<_>) = paths.iter().cloned().partition(|p| is_input(p));
        let is_kept = |path: &PathBuf| {
            let is_excluded = || session.settings.excludes(&files::slashed(path));
            !global.force_exclude || path.is_dir() || !is_excluded()
        };
        let paths: Vec<PathBuf> = given.iter().filter(|path| is_kept(path)).cloned().collect();
        if !input.is_empty() {
            let decoded = files::read_input(&global.stdin_filename, &session.settings);
            session.take(decoded, terminal);
        }
        let is_nothing_left = paths.is_empty() && !given.is_empty();
        if (input.is_empty() && !is_nothing_left) || !paths.is_empty() {
            let searching = terminal.busy("searching for registers");
            let found = files::find(&paths, &session.settings)?;
            drop(searching);
            session.has_failed |= !found.errors.is_empty();
            found.errors.iter().for_each(|error| terminal.error(error));
            for path in &found.paths {
                terminal.detail(&format!("reading {}", Terminal::name(path)));
            }
            session.unread = found.paths.into_iter().collect();
        }
        if !input.is_empty() {
            session.read(terminal);
        }
        session.keep_apart(terminal)?;
        Ok(session)
    }

    /// Reads what was found.
    fn read(&mut self, terminal: &Terminal) {
        let paths = std::mem::take(&mut self.unread);
        let count = counted(paths.len(), "register", "registers");
        let _reading = terminal.busy(format!("reading {count}"));
        let read = |path: &PathBuf| files::read(path, &self.settings);
        let read: Vec<_> = if paths.len() < WORTH_THREADS {
            paths.iter().map(read).collect()
        } else {
            paths.par_iter().map(read).collect()
        };
        for decoded in read {
            self.take(decoded, terminal);
        }
    }

    /// Where every register of the run lies, as users name it.
    pub(crate) fn paths(&self) -> Vec<PathBuf> {
        let read = self.sources.iter().chain(&self.broken);
        let read = read.map(|source| PathBuf::from(&**source.path()));
        read.chain(self.unread.iter().cloned()).collect()
    }

    /// Refuses to write results over a file they were drawn from.
    pub(crate) fn keep_apart(&self, terminal: &Terminal) -> Result<()> {
        let Some(output) = terminal.output_file() else { return Ok(()) };
        let there = |path: &Path| std::fs::canonicalize(path).ok();
        let Some(target) = there(output) else { return Ok(()) };
        let config = self.settings.config_path.as_ref().map(PathBuf::from);
        let mut inputs = self.paths().into_iter().chain(config);
        if inputs.any(|path| there(&path) == Some(target.clone())) {
            bail!(
                "`{}` is one of the files that are read; name another output file",
                output.display()
            );
        }
        Ok(())
    }

    fn take(&mut self, decoded: Result<Decoded>, terminal: &Terminal) {
        match decoded {
            Ok(Ok(source)) => self.sources.push(source),
            Ok(Err((source, bad))) => {
                self.findings.extend(lint::invalid_utf8(source.path(), bad, &self.settings));
                self.broken.push(source);
            }
            Err(error) => {
                terminal.error(&error);
                self.has_failed = true;
            }
        }
    }

    /// The registers in the sources; what could not be read as one becomes a finding.
    pub(crate) fn registers<'s>(&self, sources: &'s [Source]) -> (Vec<Register<'s>>, Vec<Finding>) {
        read_all(sources, &self.settings)
    }

    /// Says which registers could not be read, so that nobody takes the rest for all; whether that is
    /// all of them.
    pub(crate) fn all_told(&self, unread: &[Finding], terminal: &Terminal) -> bool {
        let findings = self.findings.iter().chain(unread);
        for finding in findings.clone() {
            let path = Terminal::name(Path::new(&*finding.path));
            terminal.warn(&format!("{path} could not be read: {}", finding.message));
        }
        findings.count() == 0
    }

    /// Finds the translations that lie beside the registers and were not named, and reads them where
    /// the others were.
    pub(crate) fn take_translations(&mut self, terminal: &Terminal) {
        let languages: Vec<String> =
            self.settings.vocabulary.languages().map(str::to_owned).collect();
        let whole = |path: &str| normal(&self.cwd.join(path));
        let registers: Vec<String> = self.paths().iter().map(|path| files::slashed(path)).collect();
        let mut known: HashSet<PathBuf> = registers.iter().map(|name| whole(name)).collect();
        // Beside `gaps.md` stands `gaps.tr.md`.
        let family = |name: &String| {
            if let Some(family) =
                crate::mirror::family(name, &self.settings).map(|family| family.path)
            {
                return family.to_string_lossy().into_owned();
            }
            let path = whole(name).to_string_lossy().into_owned();
            path.strip_suffix(".md").map_or(path.clone(), |stem| format!("{stem}.{{}}.md"))
        };
        let families: Vec<String> = registers.iter().map(family).collect();
        let paths = families.iter().flat_map(|family| {
            let named = languages.iter().map(move |language| (family, Some(language)));
            let is_suffix = family.contains(".{}.");
            named.chain(is_suffix.then_some((family, None)))
        });
        // A pattern of the configuration leads to nothing outside of the repository.
        let repository = files::repository_above(&self.cwd).map(|root| real(&root));
        // Where there is no folder of a language, nothing is looked for in it.
        let mut folders: HashMap<PathBuf, bool> = HashMap::new();
        for (family, language) in paths {
            let path = PathBuf::from(match language {
                Some(language) => family.replace("{}", language),
                None => family.replace(".{}.", "."),
            });
            let folder = family.split_once("{}/").zip(language);
            let folder =
                folder.map(|((above, _), language)| PathBuf::from(format!("{above}{language}")));
            let is_there = |folder| {
                let is_dir = |folder: &PathBuf| folder.is_dir();
                *folders.entry(folder).or_insert_with_key(is_dir)
            };
            if !folder.is_none_or(is_there) || !known.insert(path.clone()) || !path.is_file() {
                continue;
            }
            let shown = files::seen_from(&self.cwd, &path);
            let is_ours = repository.as_ref().is_none_or(|root| real(&path).starts_with(root));
            if self.settings.excludes(&files::slashed(&shown)) || !is_ours {
                continue;
            }
            terminal.detail(&format!("reading {}", Terminal::name(&shown)));
            if self.unread.is_empty() {
                self.take(files::read(&shown, &self.settings), terminal);
            } else {
                self.unread.push(shown);
            }
        }
    }

    /// Which of the sources one is.
    pub(crate) fn place_of(&self, source: &Source) -> Option<usize> {
        self.sources.iter().position(|own| own.path() == source.path())
    }

    /// Whether a source could be written, now.
    pub(crate) fn expect_writable(&self, at: usize) -> Result<()> {
        let source = &self.sources[at];
        let path = Path::new(&**source.path());
        if source.has_lone_returns() {
            bail!(
                "`{}` has line ends of old (CR alone): convert them first, as in `tr '\\r' '\\n'`; \
                 nothing was written",
                Terminal::name(path)
            );
        }
        Ok(files::check_writable(path, source.text())?)
    }

    /// Writes what a file is to become; whether that went well. The user knows of it otherwise.
    pub(crate) fn write(&mut self, at: usize, new: Source, terminal: &Terminal) -> bool {
        if let Err(error) = self.expect_writable(at) {
            terminal.error(&error);
            self.has_failed = true;
            return false;
        }
        let old = &self.sources[at];
        let path = Path::new(&**old.path());
        if files::other_names(path) > 0 {
            let name = Terminal::name(path);
            terminal
                .warn(&format!("`{name}` has other names (hard links); they keep the old text"));
        }
        let written = files::write_atomically(path, old.text(), new.text());
        if let Err(error) = written {
            terminal.error(&error.into());
            self.has_failed = true;
            return false;
        }
        self.sources[at] = new;
        true
    }

    /// The exit code, unless some file could not be read.
    pub(crate) fn code(&self, code: u8) -> u8 {
        if self.has_failed { FAILED } else { code }
    }
}

/// The registers in some sources; what could not be read as one becomes a finding.
pub(crate) fn read_all<'s>(
    sources: &'s [Source],
    settings: &Settings,
) -> (Vec<Register<'s>>, Vec<Finding>) {
    let read = |source: &'s Source| Register::read(source, settings.reading());
    let read: Vec<_> = if sources.len() > 1 {
        sources.par_iter().map(read).collect()
    } else {
        sources.iter().map(read).collect()
    };
    let mut registers = Vec::with_capacity(read.len());
    let mut findings = Vec::new();
    for (source, read) in sources.iter().zip(read) {
        match read {
            Ok(register) => registers.push(register),
            Err(deep) => findings.extend(lint::too_deep(source.path(), deep, settings)),
        }
    }
    (registers, findings)
}

/// Whether a PATH stands for standard input.
pub(crate) fn is_input(path: &Path) -> bool {
    path.as_os_str() == "-"
}

fn today() -> Date {
    jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date()
}
