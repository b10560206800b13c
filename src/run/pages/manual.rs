//! The manual that a run reads: its settings, its folders and its files, as they are or as they were.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::files::{self, DocsTree, is_searched, leads_out, real, seen_from};
use crate::register::{Policy, Register};
use crate::run::base::Base;
use crate::run::project::Project;
use crate::settings::Settings;

/// What pages are written in.
const KINDS: [&str; 2] = ["md", "markdown"];

/// The manual of today, or that of a base.
#[derive(Clone, Copy)]
pub(crate) struct Manual<'m> {
    pub project: &'m Project,
    /// The settings that were in force.
    pub settings: &'m Settings,
    /// The folders of the pages.
    pub tree: &'m DocsTree,
    /// The revision that it is read from; nothing for the files of today.
    pub base: Option<&'m Base<'m>>,
}

impl<'m> Manual<'m> {
    pub(crate) fn of_today(project: &'m Project, tree: &'m DocsTree) -> Self {
        Self { project, settings: &project.settings, tree, base: None }
    }

    /// The policy that was in force for a register.
    pub(super) fn policy(self, register: &Register<'_>) -> Policy {
        Policy::of(register, &self.settings.promise, &self.settings.vocabulary)
    }

    /// The Markdown files where pages may be, in order: in those folders, or in all where the
    /// configuration lists the pages.
    pub(super) fn files(self, folders: &[&Path]) -> BTreeSet<PathBuf> {
        let root: &Path = &self.settings.root;
        let mut folders = if self.settings.lists_pages() { vec![root] } else { folders.to_vec() };
        folders.sort_unstable();
        folders.dedup_by(|inner, outer| inner.starts_with(outer));
        match self.base {
            Some(base) => self.files_then(base, &folders),
            None => self.files_now(&folders),
        }
    }

    fn files_now(self, folders: &[&Path]) -> BTreeSet<PathBuf> {
        let is_ours = |folder: &&Path| !leads_out(&self.project.folder, folder);
        let on_disk = folders.iter().copied().filter(is_ours);
        let on_disk = on_disk.flat_map(|folder| files::texts_below(folder, &KINDS));
        let in_memory = folders.iter().flat_map(|folder| self.project.texts.below(folder));
        on_disk.chain(in_memory.filter(|path| is_page(path)).cloned()).collect()
    }

    /// Under the names of then.
    fn files_then(self, base: &Base<'_>, folders: &[&Path]) -> BTreeSet<PathBuf> {
        let folder = real(&self.project.folder);
        let mut found = BTreeSet::new();
        for before in &base.befores {
            let pages = before.files().filter(|inner| is_page(Path::new(inner)));
            let whole = |inner| self.project.whole(seen_from(&folder, &before.root.join(inner)));
            let is_below = |path: &PathBuf| folders.iter().any(|folder| is_searched(folder, path));
            found.extend(pages.map(whole).filter(is_below));
        }
        found
    }
}

fn is_page(path: &Path) -> bool {
    let kind = path.extension().and_then(|kind| kind.to_str());
    kind.is_some_and(|kind| KINDS.iter().any(|own| own.eq_ignore_ascii_case(kind)))
}
