//! Registers in the commits that are checked out, and the addresses of their entries at a forge.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::forge::address;
use super::project::Project;
use crate::files::{real, repository_above, slashed};
use crate::git::{GitError, commit_of, contents, files_of, setting};
use crate::register::{Entry, Register};
use crate::text::{LineIndex, Source};

/// Registers in the commits that are checked out, by their paths as users see them. Each repository is
/// asked of git once.
#[derive(Default)]
pub(crate) struct CommittedRegisters(HashMap<String, CommittedRegister>);

/// A register in the commit that is checked out.
pub(crate) struct CommittedRegister {
    repository: Arc<CheckedOut>,
    /// Its path from the root of the repository.
    pub path: String,
    /// The first and the last line of each entry, by its handle.
    lines: HashMap<String, Option<(usize, usize)>>,
}

/// A repository as it is checked out.
struct CheckedOut {
    root: PathBuf,
    commit: String,
    /// The blob of each file in the commit, by its path from the root.
    files: BTreeMap<String, String>,
    /// The address of the repository that it was cloned from.
    remote: Option<String>,
}

impl CommittedRegisters {
    /// Registers that were never committed are left out.
    pub(crate) fn of<'r>(
        registers: impl Iterator<Item = &'r Register<'r>>,
        project: &Project,
    ) -> Self {
        let mut by_root: BTreeMap<PathBuf, Vec<(String, &Register<'_>)>> = BTreeMap::new();
        for register in registers {
            let whole = project.real(&**register.source.path());
            let Some(root) = whole.parent().and_then(repository_above) else { continue };
            let root = real(&root);
            let Ok(inner) = whole.strip_prefix(&root).map(slashed) else { continue };
            by_root.entry(root).or_default().push((inner, register));
        }
        let mut all = Self::default();
        for (root, registers) in by_root {
            let Some(repository) = CheckedOut::of(root).map(Arc::new) else { continue };
            let read = all.read(&repository, &registers, project);
            project.git.gaps.answer_or_default(read);
        }
        all
    }

    fn read(
        &mut self,
        repository: &Arc<CheckedOut>,
        registers: &[(String, &Register<'_>)],
        project: &Project,
    ) -> Result<(), GitError> {
        let blob = |own: &(String, _)| repository.files.get(&own.0).map(String::as_str);
        let known: Vec<_> = registers.iter().filter(|own| blob(own).is_some()).collect();
        let blobs: Vec<&str> = known.iter().filter_map(|own| blob(own)).collect();
        contents(&project.git.repository(&repository.root), &blobs, |at, content| {
            let (path, register) = known[at];
            let lines = content.bytes().and_then(|bytes| lines_then(register, bytes, project));
            if let Some(lines) = lines {
                let (repository, path) = (Arc::clone(repository), path.clone());
                let own = CommittedRegister { repository, path, lines };
                self.0.insert(register.source.path().to_string(), own);
            }
            Ok(())
        })
    }

    pub(crate) fn get(&self, register: &Register<'_>) -> Option<&CommittedRegister> {
        self.0.get(&**register.source.path())
    }
}

impl CheckedOut {
    /// Nothing where there is no commit.
    fn of(root: PathBuf) -> Option<Self> {
        let commit = commit_of(&root, "HEAD")?;
        let files = files_of(&root, &commit).ok()?;
        let remote = setting(&root, "remote.origin.url");
        Some(Self { root, commit, files, remote })
    }

    fn address(&self, path: &str, lines: Option<(usize, usize)>) -> Option<String> {
        address(self.remote.as_deref()?, &self.commit, path, lines)
    }
}

impl CommittedRegister {
    pub(crate) fn commit(&self) -> &str {
        &self.repository.commit
    }

    /// The lines of an entry of that handle.
    pub(crate) fn lines_of(&self, handle: &str) -> Option<(usize, usize)> {
        self.lines.get(handle).copied().flatten()
    }

    /// The address of an entry, where the forge of the repository is known.
    pub(crate) fn entry_address(&self, handle: &str) -> Option<String> {
        self.repository.address(&self.path, Some(self.lines_of(handle)?))
    }

    /// The address of a file of the repository, if the commit has it and its forge is known.
    #[cfg(feature = "report")]
    pub(crate) fn file_address(&self, file: &Path) -> Option<String> {
        let inner = slashed(file.strip_prefix(&self.repository.root).ok()?);
        let is_there = self.repository.files.contains_key(&inner);
        is_there.then(|| self.repository.address(&inner, None)).flatten()
    }
}

/// The first and the last line of an entry.
pub(crate) fn lines_of(
    index: &LineIndex<'_>,
    register: &Register<'_>,
    entry: &Entry,
) -> (usize, usize) {
    let end = entry.span.start as usize + register.text(entry.span).trim_end().len();
    (index.position(entry.span.start as usize).line, index.position(end).line)
}

/// The lines of the entries of a register, as a commit has it.
fn lines_then(
    register: &Register<'_>,
    bytes: Vec<u8>,
    project: &Project,
) -> Option<HashMap<String, Option<(usize, usize)>>> {
    if bytes == register.source.text().as_bytes() {
        return Some(lines_by_handle(register));
    }
    let source = Source::decode(register.source.path().clone(), bytes).ok()?;
    Some(lines_by_handle(&Register::parse(&source, project.settings.reading()).ok()?))
}

/// What an entry is found by in a commit: its ID, else its heading.
pub(crate) fn handle_of(register: &Register<'_>, entry: &Entry) -> String {
    // No ID begins with a space.
    let heading = || format!(" {}", register.text(entry.heading).trim());
    register.id(entry).map_or_else(heading, str::to_owned)
}

/// Of several entries with one ID, the first one counts; of several with one heading, none is known.
fn lines_by_handle(register: &Register<'_>) -> HashMap<String, Option<(usize, usize)>> {
    let index = LineIndex::new(register.source);
    let mut lines = HashMap::new();
    for entry in &register.entries {
        let own = Some(lines_of(&index, register, entry));
        let known = lines.entry(handle_of(register, entry));
        if register.id(entry).is_some() {
            known.or_insert(own);
        } else {
            known.and_modify(|lines| *lines = None).or_insert(own);
        }
    }
    lines
}
