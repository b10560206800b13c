//! The files that hold a new text until it takes its place, and what interrupted runs left of them.

use std::fs::{self, File, Permissions};
use std::io;
use std::path::Path;

use tempfile::NamedTempFile;

use super::names::names_in;

const PREFIX: &str = ".gapreg-";
const SUFFIX: &str = ".tmp";

/// Another run may take a file for one that was left behind, between its making and its lock.
const MOST_TRIES: usize = 8;

/// A new file in a folder, which is locked as long as its run goes on.
pub(super) fn temporary_in(folder: &Path, mode: Option<Permissions>) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX).suffix(SUFFIX);
    if let Some(mode) = mode {
        builder.permissions(mode);
    }
    let mut fresh = builder.tempfile_in(folder)?;
    for _ in 0..MOST_TRIES {
        // Some file systems have no locks; there nothing is removed either.
        let is_locked = fresh.as_file().try_lock().is_ok();
        if is_locked && fresh.path().exists() {
            break;
        }
        fresh = builder.tempfile_in(folder)?;
    }
    Ok(fresh)
}

/// The same in the folder of a file that is to be written, with the mode of any new file: the mask of
/// the user applies.
pub(super) fn temporary_beside(path: &Path) -> io::Result<NamedTempFile> {
    #[cfg(unix)]
    let mode = Some(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    #[cfg(not(unix))]
    let mode = None;
    // The error names the file, and not the temporary one.
    temporary_in(folder_of(path), mode).map_err(|why| io::Error::from(why.kind()))
}

/// The folder that a file is in.
pub(super) fn folder_of(path: &Path) -> &Path {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    folder.unwrap_or(Path::new("."))
}

/// Removes what runs that were interrupted left in a folder: files of that name that no run has
/// locked.
pub(crate) fn remove_left_behind(folder: &Path) {
    let is_ours = |name: &String| name.starts_with(PREFIX) && name.ends_with(SUFFIX);
    for name in names_in(folder).into_iter().filter(is_ours) {
        let path = folder.join(name);
        if !path.symlink_metadata().is_ok_and(|there| there.is_file()) {
            continue;
        }
        let Ok(file) = File::options().read(true).write(true).open(&path) else { continue };
        if file.try_lock().is_ok() {
            let _ = fs::remove_file(&path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_left_behind_is_removed_and_what_is_in_use_stays() {
        let folder = tempfile::tempdir().unwrap();
        let left = folder.path().join(".gapreg-left.tmp");
        fs::write(&left, "half of a tex").unwrap();
        fs::write(folder.path().join(".gapreg-notes.md"), "a note of somebody").unwrap();
        let in_use = temporary_in(folder.path(), None).unwrap();
        remove_left_behind(folder.path());
        assert!(!left.exists() && in_use.path().exists());
        assert!(folder.path().join(".gapreg-notes.md").exists());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("a.md");
        fs::write(&target, "text").unwrap();
        std::os::unix::fs::symlink(&target, folder.path().join(".gapreg-x.tmp")).unwrap();
        remove_left_behind(folder.path());
        assert!(target.exists());
    }
}
