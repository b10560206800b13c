//! A file of results: it takes its place when it is whole.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::exchange::sync_folder_of;
use super::paths::leads_out;
use super::temporary::temporary_beside;

/// A file of results that is being written.
#[derive(Debug)]
pub(crate) struct OutputFile {
    path: PathBuf,
    to: Target,
}

#[derive(Debug)]
enum Target {
    /// Beside the place that it takes.
    Fresh(NamedTempFile),
    /// Nothing can take the place of a device such as `/dev/null`.
    Device(File),
}

impl OutputFile {
    /// Begins a file that is to take the place of what is at a path. A link is not followed, and not
    /// replaced either: who made it may have meant another file.
    pub(crate) fn create(path: &Path) -> io::Result<Self> {
        let there = match path.symlink_metadata() {
            Ok(there) => Some(there),
            Err(why) if why.kind() == io::ErrorKind::NotFound => None,
            Err(why) => return Err(why),
        };
        let cwd = std::env::current_dir().unwrap_or_default();
        // A folder on the way may be a link, which a branch may have made.
        let is_outside = || leads_out(&cwd, path);
        let path = path.to_owned();
        match there {
            Some(there) if there.is_symlink() => Err(io::Error::other("it is a link; name a file")),
            _ if is_outside() => Err(io::Error::other("it leads out of the repository by a link")),
            Some(there) if there.is_dir() => Err(io::Error::other("it is a folder")),
            Some(there) if is_device(&there) => {
                let device = File::options().write(true).open(&path)?;
                Ok(Self { path, to: Target::Device(device) })
            }
            Some(there) if !there.is_file() => Err(io::Error::other("it is not a regular file")),
            Some(there) if there.permissions().readonly() => {
                Err(io::Error::other("it is read-only"))
            }
            there => {
                let fresh = temporary_beside(&path)?;
                if let Some(there) = there {
                    fresh.as_file().set_permissions(there.permissions())?;
                }
                Ok(Self { path, to: Target::Fresh(fresh) })
            }
        }
    }

    /// Puts the file in its place.
    pub(crate) fn finish(self) -> io::Result<()> {
        let Target::Fresh(fresh) = self.to else { return Ok(()) };
        fresh.as_file().sync_all()?;
        fresh.persist(&self.path).map_err(|why| why.error)?;
        sync_folder_of(&self.path);
        Ok(())
    }

    /// Writes a whole file.
    pub(crate) fn put(path: &Path, text: &str) -> io::Result<()> {
        let mut file = Self::create(path)?;
        file.write_all(text.as_bytes())?;
        file.finish()
    }
}

impl Write for OutputFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.to {
            Target::Fresh(fresh) => fresh.write(bytes),
            Target::Device(device) => device.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.to {
            Target::Fresh(fresh) => fresh.flush(),
            Target::Device(device) => device.flush(),
        }
    }
}

#[cfg(unix)]
fn is_device(there: &fs::Metadata) -> bool {
    std::os::unix::fs::FileTypeExt::is_char_device(&there.file_type())
}

#[cfg(not(unix))]
fn is_device(_: &fs::Metadata) -> bool {
    false
}

/// Whether two paths lead to one file, by links, hard ones too.
pub(crate) fn is_same_file(one: &Path, other: &Path) -> bool {
    let identity = |path: &Path| {
        let there = fs::metadata(path).ok()?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt;
            Some((there.dev(), there.ino()))
        }
        #[cfg(not(unix))]
        {
            drop(there);
            fs::canonicalize(path).ok()
        }
    };
    identity(one).is_some_and(|one| identity(other) == Some(one))
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn a_file_is_there_as_a_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.json");
        let mut file = OutputFile::create(&path).unwrap();
        file.write_all(b"half").unwrap();
        assert!(!path.exists());
        drop(file);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        OutputFile::put(&path, "whole").unwrap();
        OutputFile::put(&path, "again").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "again");
    }

    #[test]
    fn a_link_is_neither_followed_nor_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let (other, link) = (folder.path().join("other"), folder.path().join("link"));
        fs::write(&other, "theirs").unwrap();
        for target in [&other, &folder.path().join("nowhere")] {
            let _ = fs::remove_file(&link);
            symlink(target, &link).unwrap();
            assert!(OutputFile::put(&link, "mine").is_err());
        }
        assert_eq!(fs::read_to_string(&other).unwrap(), "theirs");
        assert!(!folder.path().join("nowhere").exists());
        OutputFile::put(Path::new("/dev/null"), "mine").unwrap();
        assert!(!Path::new("/dev/null").metadata().unwrap().is_file());
    }

    #[test]
    fn a_hard_link_is_the_same_file() {
        let folder = tempfile::tempdir().unwrap();
        let [one, other, third] = ["one", "other", "third"].map(|name| folder.path().join(name));
        fs::write(&one, "").unwrap();
        fs::hard_link(&one, &other).unwrap();
        symlink(&one, &third).unwrap();
        assert!(is_same_file(&one, &other) && is_same_file(&third, &other));
        assert!(!is_same_file(&one, &folder.path().join("none")));
        fs::write(folder.path().join("none"), "").unwrap();
        assert!(!is_same_file(&one, &folder.path().join("none")));
    }
}
