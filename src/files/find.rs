//! The registers that the paths of a run name.

use std::collections::{BTreeSet, HashMap};
use std::ffi::OsStr;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Result, bail};
use ignore::{DirEntry, WalkBuilder, WalkState};

use super::ignored::IGNORE_FILES;
use super::paths::{leads_out, real, repository_above, slashed};
use crate::settings::{Settings, normal};

/// Folders that hold no register of the project.
const NEVER_ENTERED: [&str; 3] = [".git", "node_modules", "target"];

/// The registers of a run.
#[derive(Debug, Default)]
pub(crate) struct FoundFiles {
    pub paths: BTreeSet<PathBuf>,
    /// Why some folder was not searched.
    pub errors: Vec<anyhow::Error>,
    /// Which of the files are links.
    links: Vec<PathBuf>,
}

/// No register is where it was looked for.
#[derive(Debug)]
pub(crate) struct NoRegister {
    message: String,
    /// What to do.
    pub(crate) help: String,
}

impl fmt::Display for NoRegister {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}. {}", self.message, self.help)
    }
}

impl std::error::Error for NoRegister {}

/// The registers that `paths` name: a file always is one, a folder is searched.
pub(crate) fn find(paths: &[PathBuf], settings: &Settings) -> Result<FoundFiles> {
    let here = [PathBuf::from(".")];
    let paths = if paths.is_empty() { &here[..] } else { paths };
    let mut found = FoundFiles::default();
    for path in paths {
        refuse_hidden_link(path)?;
        if path.is_dir() {
            search(path, settings, &mut found);
        } else {
            found.take(path, path.is_symlink());
        }
    }
    found.drop_links_to_others();
    found.drop_links_out(paths);
    if found.paths.is_empty() && found.errors.is_empty() {
        let places: Vec<String> =
            paths.iter().map(|path| format!("`{}`", path.display())).collect();
        bail!(NoRegister {
            message: format!(
                "no register found in {}: looked for {}",
                places.join(", "),
                settings.register_names(),
            ),
            help: "Name the file, or run `gapreg init FILE` once".to_owned(),
        });
    }
    Ok(found)
}

impl FoundFiles {
    fn take(&mut self, path: &Path, is_link: bool) {
        let path = path.strip_prefix(".").unwrap_or(path).to_owned();
        if is_link {
            self.links.push(path.clone());
        }
        self.paths.insert(path);
    }

    /// A link to a register that is found anyway is not another register.
    fn drop_links_to_others(&mut self) {
        // Of links to one another, one stays if nothing else leads there.
        self.links.sort_unstable();
        let (links, paths) = (&self.links, &mut self.paths);
        if links.is_empty() || paths.len() < 2 {
            return;
        }
        let target = |path: &PathBuf| std::fs::canonicalize(path).ok();
        let mut leading: HashMap<PathBuf, usize> = HashMap::new();
        for there in paths.iter().filter_map(target) {
            *leading.entry(there).or_default() += 1;
        }
        for link in links {
            let others = target(link).and_then(|there| leading.get_mut(&there));
            if let Some(others) = others.filter(|others| **others > 1) {
                *others -= 1;
                paths.remove(link);
            }
        }
    }

    /// A link that leads out of the repository is no register of it, unless it was named: the report
    /// on a change that somebody sent must not show another file.
    fn drop_links_out(&mut self, named: &[PathBuf]) {
        let cwd = std::env::current_dir().unwrap_or_default();
        let leads_out = |path: &PathBuf| !named.contains(path) && leads_out(&cwd, path);
        for link in self.links.iter().filter(|link| leads_out(link)) {
            self.paths.remove(link);
        }
    }
}

/// Refuses a named path that leads out of the repository by a link that was not named itself.
fn refuse_hidden_link(path: &Path) -> Result<()> {
    let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) else {
        return Ok(());
    };
    let cwd = std::env::current_dir().unwrap_or_default();
    let root = repository_above(&cwd);
    let is_inside = root.is_some_and(|root| normal(&cwd.join(folder)).starts_with(root));
    if is_inside && leads_out(&cwd, folder) {
        bail!(
            "`{}` leads out of the repository by the link in `{}`; name the folder that it leads to",
            path.display(),
            folder.display(),
        );
    }
    Ok(())
}

/// A larger `.gitignore` is not read.
const MOST_IGNORED: u64 = 1024 * 1024;

/// Refuses a folder whose `.gitignore` cannot be read in a moment: the search would wait for a FIFO,
/// and never come to the end of a device.
fn refuse_odd_ignore_files(folder: &Path) -> Result<()> {
    let exclude = folder.join(".git/info/exclude");
    let names = IGNORE_FILES.into_iter().map(|name| folder.join(name));
    for file in names.chain([exclude]) {
        let Ok(there) = file.metadata() else { continue };
        let shown = slashed(&file);
        if !there.is_file() {
            bail!("`{shown}` is not a regular file");
        }
        if there.len() > MOST_IGNORED {
            bail!("`{shown}` is larger than {} KiB", MOST_IGNORED / 1024);
        }
        if file.is_symlink() && leads_out(folder, &file) {
            bail!("`{shown}` is a link that leads out of the repository");
        }
    }
    Ok(())
}

pub(super) fn is_entered(name: &OsStr) -> bool {
    NEVER_ENTERED.iter().all(|never| name != *never)
}

/// Whether a search for texts in a folder and below would enter the folders on the way to a path.
pub(crate) fn is_searched(folder: &Path, path: &Path) -> bool {
    let is_shown = |name: &OsStr| is_entered(name) && !name.as_encoded_bytes().starts_with(b".");
    path.strip_prefix(folder).is_ok_and(|inner| inner.iter().all(is_shown))
}

fn search(folder: &Path, settings: &Settings, found: &mut FoundFiles) {
    let whole = real(&std::env::current_dir().unwrap_or_default().join(folder));
    if let Some(why) = whole.ancestors().find_map(|above| refuse_odd_ignore_files(above).err()) {
        found.errors.push(why.context("cannot search"));
        return;
    }
    let refused: Arc<Mutex<Vec<anyhow::Error>>> = Arc::default();
    let noted = refused.clone();
    let is_sound = move |entry: &DirEntry| {
        if !entry.file_type().is_some_and(|kind| kind.is_dir()) {
            return true;
        }
        let checked = refuse_odd_ignore_files(entry.path());
        let is_sound = checked.is_ok();
        let mut noted = noted.lock().unwrap_or_else(PoisonError::into_inner);
        noted.extend(checked.err().map(|why| why.context("cannot search everywhere")));
        is_sound
    };
    let walk = WalkBuilder::new(folder)
        .require_git(false)
        .filter_entry(move |entry| {
            entry.depth() == 0 || (is_entered(entry.file_name()) && is_sound(entry))
        })
        .build_parallel();
    let all = Mutex::new(&mut *found);
    walk.run(|| {
        Box::new(|entry| {
            let all = || all.lock().unwrap_or_else(PoisonError::into_inner);
            match entry {
                Ok(entry) if is_register(&entry, settings) => {
                    all().take(entry.path(), entry.path_is_symlink());
                }
                Ok(_) => {}
                Err(why) => {
                    all().errors.push(anyhow::Error::new(why).context("cannot search everywhere"));
                }
            }
            WalkState::Continue
        })
    });
    found.errors.append(&mut refused.lock().unwrap_or_else(PoisonError::into_inner));
    // Threads come in any order.
    found.errors.sort_by_cached_key(|why| format!("{why:#}"));
}

/// Whether the search found a register.
fn is_register(entry: &DirEntry, settings: &Settings) -> bool {
    let Some(kind) = entry.file_type() else { return false };
    (kind.is_file() || kind.is_symlink())
        && settings.is_register(&slashed(entry.path()))
        && (kind.is_file() || !entry.path().is_dir())
}

/// The files of some kinds in a folder and below, by the ends of their names, in order.
pub(crate) fn texts_below(folder: &Path, kinds: &[&str]) -> Vec<PathBuf> {
    let whole = real(&std::env::current_dir().unwrap_or_default().join(folder));
    if whole.ancestors().any(|above| refuse_odd_ignore_files(above).is_err()) {
        return Vec::new();
    }
    // A folder whose ignore file cannot be read is not searched.
    let is_sound = |entry: &DirEntry| {
        let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
        !is_folder || refuse_odd_ignore_files(entry.path()).is_ok()
    };
    let walk = WalkBuilder::new(folder)
        .require_git(false)
        .filter_entry(move |entry| {
            entry.depth() == 0 || (is_entered(entry.file_name()) && is_sound(entry))
        })
        .build();
    let is_of_kind = |path: &Path| {
        let kind = path.extension().and_then(|kind| kind.to_str());
        kind.is_some_and(|kind| kinds.iter().any(|own| own.eq_ignore_ascii_case(kind)))
    };
    let files = walk.flatten().filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()));
    let mut paths: Vec<PathBuf> =
        files.map(DirEntry::into_path).filter(|path| is_of_kind(path)).collect();
    paths.sort_unstable();
    paths
}
