//! Whether `.gitignore` hides a file, as it is or as it was.

use std::path::Path;

use ignore::Match;
use ignore::gitignore::GitignoreBuilder;

/// The files of a folder that hide others from a search.
pub(super) const IGNORE_FILES: [&str; 2] = [".gitignore", ".ignore"];

/// Whether a file of a repository is hidden, by its path from the root. `read` gives the text of a
/// file by its path from the root.
pub(crate) fn is_ignored(root: &Path, inner: &str, read: impl Fn(&str) -> Option<String>) -> bool {
    // The nearest file that says something about it decides.
    for folder in Path::new(inner).ancestors().skip(1) {
        for name in IGNORE_FILES.into_iter().rev() {
            let Some(text) = read(&super::slashed(&folder.join(name))) else { continue };
            let mut rules = GitignoreBuilder::new(root.join(folder));
            for line in text.lines() {
                // A line that is no pattern hides nothing.
                let _ = rules.add_line(None, line);
            }
            let Ok(rules) = rules.build() else { continue };
            match rules.matched_path_or_any_parents(root.join(inner), false) {
                Match::Ignore(_) => return true,
                Match::Whitelist(_) => return false,
                Match::None => {}
            }
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_file_decides() {
        let ignored = |texts: &[(&str, &str)]| {
            let read = |path: &str| {
                texts.iter().find(|(name, _)| *name == path).map(|(_, text)| (*text).to_owned())
            };
            is_ignored(Path::new("/r"), "docs/en/gap-register.md", read)
        };
        assert!(!ignored(&[]));
        assert!(ignored(&[(".gitignore", "docs/\n")]));
        assert!(ignored(&[("docs/.ignore", "*-register.md\n")]));
        assert!(!ignored(&[(".gitignore", "*.md\n"), ("docs/.gitignore", "!gap-*\n")]));
        assert!(!ignored(&[("tr/.gitignore", "*\n")]));
    }
}
