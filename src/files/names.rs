//! The names in a folder.

use std::path::Path;

/// The names in a folder; none where it cannot be read.
///
/// Not by the standard library where there is another way: it panics when the folder cannot be closed.
#[cfg(unix)]
pub(crate) fn names_in(folder: &Path) -> Vec<String> {
    use rustix::fs::{Dir, Mode, OFlags, open};

    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
    let Ok(folder) = open(folder, flags, Mode::empty()) else { return Vec::new() };
    let entries = Dir::new(folder).into_iter().flatten().filter_map(Result::ok);
    entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
}

/// The names in a folder; none where it cannot be read.
#[cfg(not(unix))]
pub(crate) fn names_in(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_of_files_and_folders_are_listed() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("ş.md"), "").unwrap();
        std::fs::create_dir(folder.path().join("tr")).unwrap();
        let mut names = names_in(folder.path());
        names.retain(|name| name != "." && name != "..");
        names.sort_unstable();
        assert_eq!(names, ["tr", "ş.md"]);
        assert_eq!(names_in(&folder.path().join("none")), [""; 0]);
    }
}
