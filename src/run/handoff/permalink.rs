//! Where an entry is, for good: by commit and lines.

use crate::register::{Entry, Register};
use crate::run::committed::{CommittedRegisters, handle_of, lines_of};
use crate::run::project::Project;
use crate::text::LineIndex;

/// Where an entry is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// Its file, from the root of the repository.
    pub path: String,
    /// Its first and its last line.
    pub lines: (usize, usize),
    /// The commit in which it is there; nothing where it was never committed.
    pub commit: Option<String>,
    /// The address of these lines, where the forge of the repository is known.
    pub url: Option<String>,
}

/// The place of an entry in the last commit, else in its file.
pub(super) fn place(register: &Register<'_>, entry: &Entry, project: &Project) -> Place {
    let here = || Place {
        path: register.source.path().to_string(),
        lines: lines_of(&LineIndex::new(register.source), register, entry),
        commit: None,
        url: None,
    };
    committed(register, entry, project).unwrap_or_else(here)
}

fn committed(register: &Register<'_>, entry: &Entry, project: &Project) -> Option<Place> {
    let registers = CommittedRegisters::of(std::iter::once(register), project);
    let committed = registers.get(register)?;
    let handle = handle_of(register, entry);
    Some(Place {
        path: committed.path.clone(),
        lines: committed.lines_of(&handle)?,
        commit: Some(committed.commit().to_owned()),
        url: committed.entry_address(&handle),
    })
}
