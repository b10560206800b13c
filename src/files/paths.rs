//! Paths as users write them, and the repository that they lie in.

use std::path::{Path, PathBuf};

use crate::settings::normal;

/// A file's path from the root of the repository that `cwd` lies in, links followed; the whole path
/// where it lies elsewhere, nothing where there is no repository.
pub(crate) fn from_repository(cwd: &Path, path: &Path) -> Option<String> {
    let root = repository_above(&std::fs::canonicalize(cwd).ok()?)?;
    let whole = real(&cwd.join(path));
    Some(slashed(whole.strip_prefix(root).unwrap_or(&whole)))
}

/// A path with all links followed, as far as it is there.
pub(crate) fn real(path: &Path) -> PathBuf {
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
pub(crate) fn repository_above(folder: &Path) -> Option<PathBuf> {
    folder.ancestors().find(|folder| folder.join(".git").exists()).map(Path::to_owned)
}

/// Whether a path leads, by links, out of the repository that it seems to lie in: that of `cwd`, else
/// its own. Where there is none, a link may lead to what is below its folder or below `cwd`.
pub(crate) fn leads_out(cwd: &Path, path: &Path) -> bool {
    let whole = normal(&cwd.join(path));
    let there = real(&whole);
    // Most paths hold no link.
    if there == whole {
        return false;
    }
    let is_within = |root: &Path| there.starts_with(real(root));
    if let Some(root) = repository_above(cwd).filter(|root| whole.starts_with(root)) {
        return !is_within(&root);
    }
    let Some(folder) = whole.parent() else { return false };
    match repository_above(&real(folder)) {
        Some(root) => !is_within(&root),
        None => whole.is_symlink() && !is_within(folder) && !is_within(cwd),
    }
}

/// A path as seen from a folder: `docs/tr/a.md`, `../en/a.md`.
pub(crate) fn seen_from(folder: &Path, path: &Path) -> PathBuf {
    let mut up = PathBuf::new();
    for above in folder.ancestors() {
        if let Ok(inner) = path.strip_prefix(above) {
            return up.join(inner);
        }
        up.push("..");
    }
    path.to_owned()
}

/// A path as users write it: with forward slashes.
pub(crate) fn slashed(path: &Path) -> String {
    let path = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' { path.into_owned() } else { path.replace('\\', "/") }
}

/// A path below `cwd`, as seen from there.
pub(super) fn shown_path(path: &Path, cwd: &Path) -> String {
    slashed(path.strip_prefix(cwd).unwrap_or(path))
}
