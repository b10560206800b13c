//! The settings of a run, from the configuration that governs its paths.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use super::paths::{real, repository_above, shown_path};
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
    let read = std::fs::read_to_string(&file);
    let text = read.with_context(|| format!("cannot read `{}`", shown_path(&file, cwd)))?;
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
