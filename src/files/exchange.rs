//! Puts a file in the place of another, without losing what somebody saves at that moment.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use tempfile::NamedTempFile;

/// Puts a file with the text `new` in the place of another that should hold `old`; whether it did.
/// If not, what it holds stays in its place.
///
/// Between a look at a file and a rename, an editor may save it. Where the system can exchange two
/// files in one step, what was in the place is looked at after it, and goes back if it is not `old`.
pub(super) fn replace(
    fresh: NamedTempFile,
    target: &Path,
    old: &[u8],
    new: &[u8],
) -> io::Result<bool> {
    if fs::read(target)? != old {
        return Ok(false);
    }
    // Another run must not take the old text for one that was left behind, as long as it is looked at.
    let old_file = File::open(target)?;
    let _is_locked = old_file.try_lock();
    if !exchange(fresh.path(), target)? {
        fresh.persist(target).map_err(|why| why.error)?;
        sync_folder_of(target);
        return Ok(true);
    }
    // This takes a moment, in which who writes to the old file can end.
    sync_folder_of(target);
    if fs::read(fresh.path()).is_ok_and(|found| found == old) {
        return Ok(true);
    }
    give_back(fresh, target, new).map(|()| false)
}

/// Puts back what was exchanged.
fn give_back(fresh: NamedTempFile, target: &Path, new: &[u8]) -> io::Result<()> {
    let is_back = matches!(exchange(fresh.path(), target), Ok(true));
    if !is_back {
        let kept = fresh.keep().map_or_else(|why| why.file.path().to_owned(), |(_, path)| path);
        let why = format!("what somebody saved meanwhile is in `{}`", kept.display());
        return Err(io::Error::other(why));
    }
    // Who saved once more in between saved over the new text: the last one stays.
    if fs::read(fresh.path()).is_ok_and(|found| found != new) {
        exchange(fresh.path(), target)?;
    }
    sync_folder_of(target);
    Ok(())
}

/// Not every system lets a folder be opened; there a rename is as durable as it gets.
pub(super) fn sync_folder_of(file: &Path) {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    if let Ok(folder) = File::open(folder.unwrap_or(Path::new("."))) {
        let _ = folder.sync_all();
    }
}

/// Exchanges two files in one step; whether the system can.
#[cfg(target_os = "linux")]
fn exchange(one: &Path, other: &Path) -> io::Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        // The kernel or the file system does not know it.
        Err(Errno::NOSYS | Errno::INVAL | Errno::OPNOTSUPP) => Ok(false),
        Err(why) => Err(why.into()),
    }
}

#[cfg(not(target_os = "linux"))]
fn exchange(_: &Path, _: &Path) -> io::Result<bool> {
    Ok(false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn fresh(folder: &Path, text: &str) -> NamedTempFile {
        let mut fresh = tempfile::Builder::new().tempfile_in(folder).unwrap();
        fresh.write_all(text.as_bytes()).unwrap();
        fresh
    }

    fn names(folder: &Path) -> usize {
        fs::read_dir(folder).unwrap().count()
    }

    #[test]
    fn a_file_takes_the_place_of_another() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("a.md");
        fs::write(&target, "old").unwrap();
        assert!(replace(fresh(folder.path(), "new"), &target, b"old", b"new").unwrap());
        assert_eq!(
            (fs::read_to_string(&target).unwrap().as_str(), names(folder.path())),
            ("new", 1)
        );
        assert!(!replace(fresh(folder.path(), "newer"), &target, b"old", b"newer").unwrap());
        assert_eq!(
            (fs::read_to_string(&target).unwrap().as_str(), names(folder.path())),
            ("new", 1)
        );
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn what_was_saved_meanwhile_goes_back() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("a.md");
        fs::write(&target, "theirs").unwrap();
        let own = fresh(folder.path(), "new");
        assert!(exchange(own.path(), &target).unwrap());
        give_back(own, &target, b"new").unwrap();
        assert_eq!(
            (fs::read_to_string(&target).unwrap().as_str(), names(folder.path())),
            ("theirs", 1)
        );
        // They save once more while the new text is in the place.
        let own = fresh(folder.path(), "new");
        assert!(exchange(own.path(), &target).unwrap());
        fs::write(&target, "theirs, later").unwrap();
        give_back(own, &target, b"new").unwrap();
        assert_eq!(fs::read_to_string(&target).unwrap(), "theirs, later");
    }
}
