//! Paths of several repositories, by the configurations that govern them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::configuration::config_above;
use super::find::is_entered;
use super::paths::{real, repository_above};

/// Paths that one configuration governs, or none.
#[derive(Debug, Default)]
pub(crate) struct PathGroup {
    pub paths: Vec<PathBuf>,
    /// Folders below them that another configuration governs.
    pub without: Vec<PathBuf>,
}

/// So many levels below a folder, repositories are looked for.
const DEEPEST: usize = 4;

/// The paths in groups: one, unless repositories have configurations of their own.
pub(crate) fn path_groups(paths: &[PathBuf], cwd: &Path) -> Vec<PathGroup> {
    let here = [PathBuf::from(".")];
    let mut groups: BTreeMap<Option<PathBuf>, PathGroup> = BTreeMap::new();
    let mut of_repository: BTreeMap<PathBuf, Option<PathBuf>> = BTreeMap::new();
    for path in if paths.is_empty() { &here[..] } else { paths } {
        let whole = cwd.join(path);
        let config = config_above(&whole);
        match repository_above(&real(&whole)) {
            // Within a repository, a run has one configuration.
            Some(root) => {
                let first = of_repository.entry(root).or_insert_with(|| config.clone());
                if *first != config {
                    return vec![PathGroup { paths: paths.to_vec(), without: Vec::new() }];
                }
            }
            None if config.is_none() && path.as_os_str() != "-" => {
                for inner in configured_below(path, cwd) {
                    let config = config_above(&cwd.join(&inner));
                    groups.entry(config).or_default().paths.push(inner.clone());
                    groups.entry(None).or_default().without.push(inner);
                }
            }
            None => {}
        }
        groups.entry(config).or_default().paths.push(path.clone());
    }
    if groups.len() == 1 {
        return vec![PathGroup { paths: paths.to_vec(), without: Vec::new() }];
    }
    groups.into_values().collect()
}

/// The repositories below a folder that have a configuration in their own folder.
fn configured_below(folder: &Path, cwd: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![(folder.to_owned(), 0)];
    while let Some((folder, depth)) = folders.pop() {
        let whole = cwd.join(&folder);
        if whole.join(".git").exists() {
            if config_above(&whole).is_some() {
                found.push(folder.strip_prefix(".").unwrap_or(&folder).to_owned());
            }
            continue;
        }
        let Some(entries) = (depth < DEEPEST).then(|| whole.read_dir().ok()).flatten() else {
            continue;
        };
        for entry in entries.flatten() {
            let name = entry.file_name();
            let is_shown = is_entered(&name) && !name.as_encoded_bytes().starts_with(b".");
            // No link is followed.
            if is_shown && entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                folders.push((folder.join(name), depth + 1));
            }
        }
    }
    found.sort_unstable();
    found
}
