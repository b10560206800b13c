//! Where an entry is, for good: by commit and lines.

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
    let index = LineIndex::new(register.source);
    let end = entry.span.start as usize + register.text(entry.span).trim_end().len();
    (index.position(entry.span.start as usize).line, index.position(end).line)
}

fn committed(register: &Register<'_>, entry: &Entry, project: &Project) -> Option<Place> {
    let whole = project.real(&**register.source.path());
    let root = real(&repository_above(whole.parent()?)?);
    let commit = commit_of(&root, "HEAD")?;
    let path = slashed(whole.strip_prefix(&root).ok()?);
    let blob = files_of(&root, &commit).ok()?.remove(&path)?;
    let bytes = content(&project.git.repository(&root), &blob).ok()??;
    let source = Source::decode(register.source.path().clone(), bytes).ok()?;
    let then = Register::parse(&source, project.settings.reading()).ok()?;
    let id = register.id(entry)?;
    let own = then.entries.iter().find(|own| then.id(own) == Some(id))?;
    let lines = lines_of(&then, own);
    let remote = setting(&root, "remote.origin.url");
    let url = remote.and_then(|remote| address(&remote, &commit, &path, Some(lines)));
    Some(Place { path, lines, commit: Some(commit), url })
}
