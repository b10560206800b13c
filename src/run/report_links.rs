//! Where a report leads to: the line of each entry at the forge, and the pages that it cites.

use super::committed::{CommittedRegister, CommittedRegisters, handle_of};
use super::project::Project;
use crate::files::DocsTree;
use crate::register::{Entry, Register};
use crate::report::ReportLink;

/// The links of the entries of one register.
pub(super) struct EntryLinks<'r> {
    project: &'r Project,
    pages: &'r DocsTree,
    /// Nothing where the register was never committed.
    committed: Option<&'r CommittedRegister>,
}

impl<'r> EntryLinks<'r> {
    pub(super) fn of(
        register: &Register<'_>,
        project: &'r Project,
        pages: &'r DocsTree,
        committed: &'r CommittedRegisters,
    ) -> Self {
        Self { project, pages, committed: committed.get(register) }
    }

    /// The place of an entry, which is at a line now.
    pub(super) fn place(&self, register: &Register<'_>, entry: &Entry, line: usize) -> ReportLink {
        let handle = handle_of(register, entry);
        ReportLink {
            text: format!("{}:{line}", register.source.path()),
            url: self.committed.and_then(|committed| committed.entry_address(&handle)),
        }
    }

    /// The pages that an entry cites, each once.
    pub(super) fn pages(&self, register: &Register<'_>, entry: &Entry) -> Vec<ReportLink> {
        let mut cited: Vec<&str> =
            register.source_pages(entry).into_iter().map(|span| register.text(span)).collect();
        let mut seen = std::collections::HashSet::new();
        cited.retain(|page| seen.insert(*page));
        let files = self.pages.files(register.source.path(), &cited);
        let link = |(page, file): (&&str, Option<std::path::PathBuf>)| ReportLink {
            text: (*page).to_owned(),
            url: self
                .committed
                .zip(file)
                .and_then(|(committed, file)| committed.file_address(&self.project.real(file))),
        };
        cited.iter().zip(files).map(link).collect()
    }
}
