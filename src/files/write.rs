//! Writing so that a file is, at every moment, either the old one or the new.

use std::fmt;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::exchange::{replace, sync_folder_of};
use super::paths::leads_out;
use super::temporary::{folder_of, remove_left_behind, temporary_beside, temporary_in};

/// Why a file was not written. The old one is still there.
#[derive(Debug)]
pub(crate) enum WriteError {
    /// It was changed since it was read.
    Changed(PathBuf),
    /// It may not be written to.
    ReadOnly(PathBuf),
    /// The system refused.
    Io(PathBuf, io::Error),
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Changed(path) => write!(
                f,
                "`{}` was changed by someone else meanwhile; nothing was written, run again",
                path.display()
            ),
            Self::ReadOnly(path) => {
                write!(f, "`{}` is read-only; nothing was written", path.display())
            }
            Self::Io(path, why) => write!(f, "cannot write `{}`: {why}", path.display()),
        }
    }
}

impl std::error::Error for WriteError {}

/// Whether a file could be written: its text is still `old`, and it may be written to.
pub(crate) fn check_writable(path: &Path, old: &str) -> Result<(), WriteError> {
    let io = |why| WriteError::Io(path.to_owned(), why);
    let target = fs::canonicalize(path).map_err(io)?;
    expect_writable(path, &target)?;
    if fs::read(&target).map_err(io)? != old.as_bytes() {
        return Err(WriteError::Changed(path.to_owned()));
    }
    Ok(())
}

/// Refuses a file whose mode lets nobody write: who made it read-only meant it for root, too, whom
/// the system lets write to it.
pub(crate) fn refuse_read_only(path: &Path) -> Result<(), WriteError> {
    if fs::metadata(path).is_ok_and(|file| file.permissions().readonly()) {
        return Err(WriteError::ReadOnly(path.to_owned()));
    }
    Ok(())
}

/// A user who may not write to a file must not replace it either. The system is asked, as root may
/// write to a read-only file.
fn expect_writable(path: &Path, target: &Path) -> Result<(), WriteError> {
    match File::options().write(true).open(target) {
        Ok(_) => Ok(()),
        Err(why) if why.kind() == io::ErrorKind::PermissionDenied => {
            Err(WriteError::ReadOnly(path.to_owned()))
        }
        Err(why) => Err(WriteError::Io(path.to_owned(), why)),
    }
}

/// A new text of a file: it is on the disk, and not yet in its place.
#[derive(Debug)]
pub(crate) struct Prepared {
    path: PathBuf,
    target: PathBuf,
    fresh: NamedTempFile,
    old: Vec<u8>,
    new: String,
}

/// Replaces a file's text, which must still be `old`.
pub(crate) fn write_atomically(
    path: &Path,
    old: impl AsRef<[u8]>,
    new: &str,
) -> Result<(), WriteError> {
    prepare(path, old, new)?.put()
}

/// Writes the new text of a file, which must still be `old`, beside it.
///
/// A symlink is followed to its file, whose mode and owner are kept.
pub(crate) fn prepare(
    path: &Path,
    old: impl AsRef<[u8]>,
    new: &str,
) -> Result<Prepared, WriteError> {
    let io = |why| WriteError::Io(path.to_owned(), why);
    let target = fs::canonicalize(path).map_err(io)?;
    let folder = target.parent().unwrap_or(Path::new("/"));
    let before = fs::metadata(&target).map_err(io)?;
    expect_writable(path, &target)?;
    let mut fresh = temporary_in(folder, None).map_err(io)?;
    fresh.write_all(new.as_bytes()).map_err(io)?;
    keep_owner(fresh.as_file(), &before);
    fresh.as_file().set_permissions(before.permissions()).map_err(io)?;
    fresh.as_file().sync_all().map_err(io)?;
    if fs::read(fresh.path()).map_err(io)? != new.as_bytes() {
        return Err(io(io::Error::other("what was written does not read back the same")));
    }
    if fs::read(&target).map_err(io)? != old.as_ref() {
        return Err(WriteError::Changed(path.to_owned()));
    }
    let (path, old, new) = (path.to_owned(), old.as_ref().to_vec(), new.to_owned());
    Ok(Prepared { path, target, fresh, old, new })
}

impl Prepared {
    /// Puts the new text in its place, if the old one is still there.
    pub(crate) fn put(self) -> Result<(), WriteError> {
        let Self { path, target, fresh, old, new } = self;
        match replace(fresh, &target, &old, new.as_bytes()) {
            Ok(true) => Ok(()),
            Ok(false) => Err(WriteError::Changed(path)),
            Err(why) => Err(WriteError::Io(path, why)),
        }
    }
}

/// Gives a file the owner and the group of another, as far as the system lets us. A user who may not
/// give files away keeps at least the group, by which the former owner can still write.
#[cfg(unix)]
fn keep_owner(file: &File, other: &fs::Metadata) {
    use std::os::unix::fs::{MetadataExt, fchown};
    let of = |of: &fs::Metadata| (of.uid(), of.gid());
    if file.metadata().is_ok_and(|own| of(&own) == of(other)) {
        return;
    }
    let group = Some(other.gid());
    let _ = fchown(file, Some(other.uid()), group).or_else(|_| fchown(file, None, group));
}

#[cfg(not(unix))]
fn keep_owner(_: &File, _: &fs::Metadata) {}

/// Makes a folder, and those above it, unless that leads out of the repository by a link.
pub(crate) fn make_folder(path: &Path) -> Result<(), WriteError> {
    expect_inside(path)?;
    fs::create_dir_all(path).map_err(|why| WriteError::Io(path.to_owned(), why))
}

/// Refuses a path that leads out of the repository by a link.
pub(super) fn expect_inside(path: &Path) -> Result<(), WriteError> {
    let cwd = std::env::current_dir().unwrap_or_default();
    if leads_out(&cwd, path) {
        let why = io::Error::other("it leads out of the repository by a link");
        return Err(WriteError::Io(path.to_owned(), why));
    }
    Ok(())
}

/// Writes a new file, which must not be there yet.
pub(crate) fn create(path: &Path, text: &str) -> Result<(), WriteError> {
    let io = |why| WriteError::Io(path.to_owned(), why);
    expect_inside(path)?;
    remove_left_behind(folder_of(path));
    let mut fresh = temporary_beside(path).map_err(io)?;
    fresh.write_all(text.as_bytes()).map_err(io)?;
    fresh.as_file().sync_all().map_err(io)?;
    fresh.persist_noclobber(path).map_err(|why| io(why.error))?;
    sync_folder_of(path);
    Ok(())
}

/// Writes a file whether it is there or not; one that has this text already stays as it is. A link is
/// followed within the repository.
pub(crate) fn put(path: &Path, text: &str) -> Result<(), WriteError> {
    expect_inside(path)?;
    match fs::read_to_string(path) {
        Ok(old) if old == text => Ok(()),
        Ok(old) => write_atomically(path, old, text),
        Err(why) if why.kind() == io::ErrorKind::NotFound => create(path, text),
        Err(why) => Err(WriteError::Io(path.to_owned(), why)),
    }
}

/// How many other names (hard links) a file has. They keep the old text when the file is replaced.
pub(crate) fn other_names(path: &Path) -> u64 {
    #[cfg(unix)]
    let names = fs::metadata(path).map_or(1, |file| std::os::unix::fs::MetadataExt::nlink(&file));
    #[cfg(not(unix))]
    let names = fs::metadata(path).map_or(1, |_| 1);
    names.saturating_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_under_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        fs::write(&path, "old").unwrap();
        write_atomically(&path, "old", "new").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left lying about");
    }

    #[test]
    fn a_change_meanwhile_is_not_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        fs::write(&path, "theirs").unwrap();
        let error = write_atomically(&path, "old", "new").unwrap_err();
        assert!(matches!(error, WriteError::Changed(_)));
        assert_eq!(fs::read_to_string(&path).unwrap(), "theirs");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_file_that_is_read_only_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        fs::write(&path, "old").unwrap();
        let mut mode = fs::metadata(&path).unwrap().permissions();
        mode.set_readonly(true);
        fs::set_permissions(&path, mode).unwrap();
        let refused = refuse_read_only(&path);
        assert!(matches!(refused, Err(WriteError::ReadOnly(_))), "{refused:?}");
        let written = write_atomically(&path, "old", "new");
        // Root may write anywhere; then the mode is kept all the same.
        let is_root = File::options().write(true).open(&path).is_ok();
        assert_eq!(fs::read_to_string(&path).unwrap(), if is_root { "new" } else { "old" });
        assert!(is_root || matches!(written, Err(WriteError::ReadOnly(_))), "{written:?}");
        assert!(fs::metadata(&path).unwrap().permissions().readonly());
    }

    #[cfg(unix)]
    #[test]
    fn symlinks_and_modes_are_kept() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("a.md"), folder.path().join("link.md"));
        fs::write(&path, "old").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        symlink(&path, &link).unwrap();
        write_atomically(&link, "old", "new").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    }
}
