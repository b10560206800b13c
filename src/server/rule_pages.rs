//! The pages of rules as files, so that an editor can open them.

use std::path::PathBuf;
use std::sync::OnceLock;

use tempfile::TempDir;

use super::uri;
use crate::rules::Rule;

/// A folder with the pages that were linked to. It is removed when the server ends.
#[derive(Debug, Default)]
pub(super) struct RulePages(OnceLock<Option<TempDir>>);

impl RulePages {
    /// The address of a rule's page; nothing where it cannot be written.
    pub(super) fn uri(&self, rule: &Rule) -> Option<String> {
        self.path(rule).map(|path| uri::of(&path))
    }

    fn path(&self, rule: &Rule) -> Option<PathBuf> {
        let new = || tempfile::Builder::new().prefix("gapreg-rules-").tempdir().ok();
        let folder = self.0.get_or_init(new).as_ref()?;
        let path = folder.path().join(format!("{}.md", rule.name));
        if !path.is_file() {
            std::fs::write(&path, rule.text()).ok()?;
        }
        Some(path)
    }
}
