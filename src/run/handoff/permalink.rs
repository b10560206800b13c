//! Where an entry is, for good: by commit and lines.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use crate::files::{real, repository_above, slashed};
use crate::git::{commit_of, content, files_of, setting};
use crate::register::{Entry, Register};
use crate::run::forge::address;
use crate::run::project::Project;
use crate::text::{LineIndex, Source};

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
    let here = Place {
        path: register.source.path().to_string(),
        lines: lines_of(register, entry),
        commit: None,
        url: None,
    };
    committed(register, entry, project).unwrap_or(here)
}

fn lines_of(register: &Register<'_>, entry: &Entry) -> (usize, usize) {
    lines_in(&LineIndex::new(register.source), register, entry)
}

fn lines_in(index: &LineIndex<'_>, register: &Register<'_>, entry: &Entry) -> (usize, usize) {
    let end = entry.span.start as usize + register.text(entry.span).trim_end().len();
    (index.position(entry.span.start as usize).line, index.position(end).line)
}

fn committed(register: &Register<'_>, entry: &Entry, project: &Project) -> Option<Place> {
    let committed = CommittedRegister::of(register, project)?;
    let lines = committed.lines_of(register.id(entry)?)?;
    let url = committed.address(&committed.path, Some(lines));
    Some(Place { path: committed.path, lines, commit: Some(committed.commit), url })
}

/// A register in the commit that is checked out.
pub(crate) struct CommittedRegister {
    /// The folder of the repository.
    root: PathBuf,
    commit: String,
    /// The path of the register from there.
    path: String,
    /// The paths of all files in the commit.
    files: HashSet<String>,
    /// The first and the last line of each entry, by its ID.
    lines: HashMap<String, (usize, usize)>,
    /// The address of the repository that it was cloned from.
    remote: Option<String>,
}

impl CommittedRegister {
    /// Nothing where it was never committed.
    pub(crate) fn of(register: &Register<'_>, project: &Project) -> Option<Self> {
        let whole = project.real(&**register.source.path());
        let root = real(&repository_above(whole.parent()?)?);
        let commit = commit_of(&root, "HEAD")?;
        let path = slashed(whole.strip_prefix(&root).ok()?);
        let files = files_of(&root, &commit).ok()?;
        let bytes = content(&project.git.repository(&root), files.get(&path)?).ok()??;
        let source = Source::decode(register.source.path().clone(), bytes).ok()?;
        let then = Register::parse(&source, project.settings.reading()).ok()?;
        let index = LineIndex::new(&source);
        let mut lines = HashMap::new();
        for entry in &then.entries {
            if let Some(id) = then.id(entry) {
                lines.entry(id.to_owned()).or_insert_with(|| lines_in(&index, &then, entry));
            }
        }
        let remote = setting(&root, "remote.origin.url");
        let files = files.into_keys().collect();
        Some(Self { root, commit, path, files, lines, remote })
    }

    fn lines_of(&self, id: &str) -> Option<(usize, usize)> {
        self.lines.get(id).copied()
    }

    /// The address of an entry, where the forge of the repository is known.
    #[cfg(feature = "report")]
    pub(crate) fn entry_address(&self, id: &str) -> Option<String> {
        self.address(&self.path, Some(self.lines_of(id)?))
    }

    /// The address of a file of the repository, if the commit has it and its forge is known.
    #[cfg(feature = "report")]
    pub(crate) fn file_address(&self, file: &Path) -> Option<String> {
        let inner = slashed(file.strip_prefix(&self.root).ok()?);
        self.files.contains(&inner).then(|| self.address(&inner, None)).flatten()
    }

    fn address(&self, path: &str, lines: Option<(usize, usize)>) -> Option<String> {
        address(self.remote.as_deref()?, &self.commit, path, lines)
    }
}
