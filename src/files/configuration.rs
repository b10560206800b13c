//! The settings of a run, from the configuration that governs its paths.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use super::paths::{leads_out, real, repository_above, shown_path};
use super::read::bytes;
use crate::settings::{Config, FILE_NAMES, Settings};

/// The settings for a run on `paths`: from the configuration named, else from the one found
/// upward from the paths, else the built-in ones.
pub(crate) fn settings(
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
    let shown = shown_path(&file, cwd);
    if named.is_none() && leads_out(cwd, &file) {
        bail!(
            "`{shown}` is a link that leads out of the repository, and is not read; `--config` names a \
             file elsewhere"
        );
    }
    let bytes = bytes(&file, Config::MAX_BYTES)?;
    let Ok(text) = String::from_utf8(bytes) else { bail!("`{shown}` is not UTF-8") };
    settings_from(&file, &text, cwd, rules)
}

/// The settings of a configuration that says `text`.
pub(crate) fn settings_from(
    file: &Path,
    text: &str,
    cwd: &Path,
    rules: &[&str],
) -> Result<Settings> {
    let shown = shown_path(file, cwd);
    let config = Config::read(&shown, text, rules)?;
    let folder = file.parent().unwrap_or(Path::new(""));
    let settings = Settings::new(config, Some((&shown, text)), &cwd.join(folder), cwd)?;
    let repository = repository_above(cwd);
    // A change that somebody sends to a repository must not show what lies outside of it.
    if let (Some(repository), Some(docs)) = (&repository, &settings.docs_root)
        && !real(docs).starts_with(real(repository))
    {
        bail!("`{shown}`: `docs-root` leads out of the repository");
    }
    Ok(settings.anchored(repository))
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

/// Paths in which a named configuration is the folder that it governs.
pub(crate) fn governed(paths: &[PathBuf]) -> Vec<PathBuf> {
    let folder_of = |path: &PathBuf| {
        let is_configuration = FILE_NAMES.iter().any(|name| path.ends_with(name));
        match path.parent() {
            Some(folder) if is_configuration && folder.as_os_str().is_empty() => ".".into(),
            Some(folder) if is_configuration => folder.to_owned(),
            _ => path.clone(),
        }
    };
    paths.iter().map(folder_of).collect()
}

/// The configuration in a folder or the nearest above it, up to the root of the repository.
pub(super) fn config_above(path: &Path) -> Option<PathBuf> {
    for folder in path.ancestors().filter(|folder| folder.is_dir()) {
        let mut names = FILE_NAMES.iter().map(|name| folder.join(name));
        // What is no file there is refused when it is read: it must not switch a configuration off.
        let is_there =
            |config: &PathBuf| config.symlink_metadata().is_ok_and(|there| !there.is_dir());
        if let Some(config) = names.find(is_there) {
            return Some(config);
        }
        if folder.join(".git").exists() {
            return None;
        }
    }
    None
}
