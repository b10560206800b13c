//! The files of a run: finds configuration and registers, reads them, looks up pages of the
//! manual, and writes. Nothing else touches the disk.

mod pages;
mod write;

use std::collections::{BTreeSet, HashMap};
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use anyhow::{Context as _, Result, bail};
use ignore::{DirEntry, WalkBuilder, WalkState};

use crate::settings::{Config, FILE_NAMES, Settings, normal};
use crate::text::{NotUtf8, Source};

pub use pages::DocsTree;
pub use write::{WriteError, check_writable, create, other_names, put, write_atomically};

/// Folders that no register of one's own lies in.
const NEVER_ENTERED: [&str; 3] = [".git", "node_modules", "target"];

/// The settings for a run on `paths`: from the configuration named, else from the one found
/// upward from the paths, else the built-in ones.
pub fn settings(
    named: Option<&Path>,
    paths: &[PathBuf],
    cwd: &Path,
    rules: &[&str],
) -> Result<Settings> {
    let file = match named {
        Some(path) => Some(path.to_owned()),
        None => config_for(paths, cwd)?,
    };
    let Some(file) = file else {
        return Ok(Settings::built_in(cwd).anchored(repository_above(cwd)));
    };
    let read = std::fs::read_to_string(&file);
    let text = read.with_context(|| format!("cannot read `{}`", shown_path(&file, cwd)))?;
    settings_from(&file, &text, cwd, rules)
}

/// The settings of a configuration that says `text`.
pub fn settings_from(file: &Path, text: &str, cwd: &Path, rules: &[&str]) -> Result<Settings> {
    let shown = shown_path(file, cwd);
    let config = Config::read(&shown, text, rules)?;
    let folder = file.parent().unwrap_or(Path::new(""));
    let settings = Settings::new(config, Some((&shown, text)), &cwd.join(folder), cwd)?;
    let repository = repository_above(cwd);
    // Whoever sends a change to a repository must not learn by its configuration what lies outside.
    if let (Some(repository), Some(docs)) = (&repository, &settings.docs_root)
        && !real(docs).starts_with(real(repository))
    {
        bail!("`{shown}`: `docs-root` leads out of the repository");
    }
    Ok(settings.anchored(repository))
}

/// A file's path from the root of the repository that `cwd` lies in, links followed; the whole path
/// where it lies elsewhere, nothing where there is no repository.
pub fn from_repository(cwd: &Path, path: &Path) -> Option<String> {
    let root = repository_above(&std::fs::canonicalize(cwd).ok()?)?;
    let whole = real(&cwd.join(path));
    Some(slashed(whole.strip_prefix(root).unwrap_or(&whole)))
}

/// A path with all links followed, as far as it is there.
pub fn real(path: &Path) -> PathBuf {
    let path = normal(path);
    for above in path.ancestors() {
        if let Ok(there) = std::fs::canonicalize(above) {
            let rest = path.strip_prefix(above).unwrap_or(Path::new(""));
            return if rest.as_os_str().is_empty() { there } else { there.join(rest) };
        }
    }
    path
}

/// The root of the repository that a folder lies in.
pub fn repository_above(folder: &Path) -> Option<PathBuf> {
    folder.ancestors().find(|folder| folder.join(".git").exists()).map(Path::to_owned)
}

/// A path as seen from a folder: `docs/tr/a.md`, `../en/a.md`.
pub fn seen_from(folder: &Path, path: &Path) -> PathBuf {
    let mut up = PathBuf::new();
    for above in folder.ancestors() {
        if let Ok(inner) = path.strip_prefix(above) {
            return up.join(inner);
        }
        up.push("..");
    }
    path.to_owned()
}

/// The configuration that governs all the paths.
fn config_for(paths: &[PathBuf], cwd: &Path) -> Result<Option<PathBuf>> {
    let mut found: Option<(Option<PathBuf>, &Path)> = None;
    let here = [PathBuf::from(".")];
    for path in if paths.is_empty() { &here[..] } else { paths } {
        let config = config_above(&cwd.join(path));
        match &found {
            None => found = Some((config, path)),
            Some((first, _)) if *first == config => {}
            Some((first, first_path)) => {
                let name = |config: &Option<PathBuf>| {
                    config.as_ref().map_or("none".to_owned(), |config| shown_path(config, cwd))
                };
                bail!(
                    "`{}` and `{}` are governed by different configurations ({} and {}): run them \
                     one by one, or choose one with --config",
                    first_path.display(),
                    path.display(),
                    name(first),
                    name(&config),
                );
            }
        }
    }
    Ok(found.and_then(|(config, _)| config))
}

/// The configuration in a folder or the nearest above it, up to the root of the repository.
fn config_above(path: &Path) -> Option<PathBuf> {
    for folder in path.ancestors().filter(|folder| folder.is_dir()) {
        let mut names = FILE_NAMES.iter().map(|name| folder.join(name));
        if let Some(config) = names.find(|config| config.is_file()) {
            return Some(config);
        }
        if folder.join(".git").exists() {
            return None;
        }
    }
    None
}

/// The registers of a run, and the folders that could not be searched for more.
#[derive(Debug, Default)]
pub struct FoundFiles {
    /// The files, in order.
    pub paths: BTreeSet<PathBuf>,
    /// Why some folder was not searched.
    pub errors: Vec<anyhow::Error>,
    /// Which of the files are links.
    links: Vec<PathBuf>,
}

/// The registers that `paths` name: a file always is one, a folder is searched.
pub fn find(paths: &[PathBuf], settings: &Settings) -> Result<FoundFiles> {
    let here = [PathBuf::from(".")];
    let paths = if paths.is_empty() { &here[..] } else { paths };
    let mut found = FoundFiles::default();
    for path in paths {
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
        bail!(
            "no register found in {}: looked for {}; name the file, or set `registers:` in \
             gapreg.yaml",
            places.join(", "),
            settings.register_names(),
        );
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
        // Links to one another stay as long as nothing else leads there.
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

    /// A link that leads out of the repository is no register of it, unless it was named: nobody is
    /// to see another file in the report of a change that he sent.
    fn drop_links_out(&mut self, named: &[PathBuf]) {
        let leads_out = |path: &PathBuf| {
            let root = path.parent().map(real).as_deref().and_then(repository_above);
            !named.contains(path) && root.is_some_and(|root| !real(path).starts_with(root))
        };
        for link in self.links.iter().filter(|link| leads_out(link)) {
            self.paths.remove(link);
        }
    }
}

fn search(folder: &Path, settings: &Settings, found: &mut FoundFiles) {
    let is_entered = |name: &std::ffi::OsStr| NEVER_ENTERED.iter().all(|never| name != *never);
    let walk = WalkBuilder::new(folder)
        .require_git(false)
        .filter_entry(move |entry| entry.depth() == 0 || is_entered(entry.file_name()))
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
    // Whoever came first tells first: the order of threads is nobody's order.
    found.errors.sort_by_cached_key(|why| format!("{why:#}"));
}

/// Whether the search has come upon a register.
fn is_register(entry: &DirEntry, settings: &Settings) -> bool {
    let Some(kind) = entry.file_type() else { return false };
    (kind.is_file() || kind.is_symlink())
        && settings.is_register(&slashed(entry.path()))
        && (kind.is_file() || !entry.path().is_dir())
}

/// A path as users write it: with forward slashes.
pub fn slashed(path: &Path) -> String {
    let path = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' { path.into_owned() } else { path.replace('\\', "/") }
}

fn shown_path(path: &Path, cwd: &Path) -> String {
    slashed(path.strip_prefix(cwd).unwrap_or(path))
}

/// A file's text; of a file that is not UTF-8, what comes before the first bad byte, and why.
pub type Decoded = std::result::Result<Source, (Source, NotUtf8)>;

/// Reads a file under its name.
pub fn read(path: &Path, settings: &Settings) -> Result<Decoded> {
    let name = slashed(path);
    let file = File::open(path).with_context(|| format!("cannot read `{name}`"))?;
    let kind = file.metadata().with_context(|| format!("cannot read `{name}`"))?;
    if kind.is_dir() {
        bail!("cannot read `{name}`: it is a folder");
    }
    read_from(&name, file, usize::try_from(kind.len()).unwrap_or(0), settings)
}

/// Reads standard input under the name given to it.
pub fn read_input(name: &str, settings: &Settings) -> Result<Decoded> {
    read_from(name, io::stdin().lock(), 0, settings)
}

fn read_from(name: &str, from: impl Read, size: usize, settings: &Settings) -> Result<Decoded> {
    let limit = settings.max_bytes;
    // One more than there is, so that a file is read at once and its end is seen.
    let mut bytes = vec![0; size.min(limit as usize) + 1];
    let mut from = from.take(limit + 1);
    let read = match from.read(&mut bytes) {
        Err(why) if why.kind() == io::ErrorKind::Interrupted => Ok(0),
        read => read,
    };
    bytes.truncate(read.with_context(|| format!("cannot read `{name}`"))?);
    // Of a file, less than was asked for is all there is; of what has no size, nobody knows.
    if bytes.len() != size || size == 0 {
        from.read_to_end(&mut bytes).with_context(|| format!("cannot read `{name}`"))?;
    }
    if bytes.len() as u64 > limit {
        bail!(
            "`{name}` is larger than {} MiB: raise `max-size` in gapreg.yaml if it is a register",
            limit / (1024 * 1024),
        );
    }
    Ok(Source::decode(name, bytes))
}
