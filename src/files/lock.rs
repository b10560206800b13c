//! Keeps several runs of gapreg from writing at the same time.

use std::fs::{File, TryLockError};
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How long a run waits for others. After that it goes on: a file that changed since it was read is
/// not overwritten in any case.
const PATIENCE: Duration = Duration::from_secs(30);
const PAUSE: Duration = Duration::from_millis(5);

/// As long as this is there, other runs wait. The system takes it away when the process ends.
#[derive(Debug)]
pub(crate) struct FolderLock(#[expect(dead_code, reason = "it is there to be dropped")] File);

/// Waits until no other run writes below a folder. Nothing where the system knows no such locks.
pub(crate) fn lock_folder(folder: &Path) -> Option<FolderLock> {
    let file = handle(&std::fs::canonicalize(folder).ok()?)?;
    let start = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => return Some(FolderLock(file)),
            Err(TryLockError::WouldBlock) if start.elapsed() < PATIENCE => sleep(PAUSE),
            Err(_) => return None,
        }
    }
}

/// The folder itself, so that no file is left behind.
#[cfg(unix)]
fn handle(folder: &Path) -> Option<File> {
    File::open(folder).ok()
}

/// Where a folder cannot be opened, an empty file in the folder for temporary files represents it.
#[cfg(not(unix))]
fn handle(folder: &Path) -> Option<File> {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    folder.hash(&mut hasher);
    let name = format!("gapreg-{:016x}.lock", hasher.finish());
    let path = std::env::temp_dir().join(name);
    File::options().create(true).truncate(false).write(true).open(path).ok()
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    #[test]
    fn one_run_at_a_time_has_the_lock() {
        let folder = tempfile::tempdir().unwrap();
        let inside = AtomicU32::new(0);
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    let _lock = lock_folder(folder.path()).unwrap();
                    assert_eq!(inside.fetch_add(1, Ordering::SeqCst), 0);
                    sleep(PAUSE);
                    inside.fetch_sub(1, Ordering::SeqCst);
                });
            }
        });
        let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().collect();
        assert!(left.is_empty(), "{left:?}");
    }

    #[test]
    fn a_folder_that_is_not_there_has_no_lock() {
        let folder = tempfile::tempdir().unwrap();
        let missing = folder.path().join("missing");
        assert!(cfg!(not(unix)) || lock_folder(&missing).is_none());
    }
}
