//! The repositories that the registers of a run lie in, each asked of git once.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::forge::{address, host_and_path};
use crate::files::{real, repository_above, seen_from, slashed};
use crate::git::{GitReading, ReadFile, commit_of, setting, unchanged};
use crate::text::Source;
use crate::values::Repository;

/// The repositories of a run.
#[derive(Debug, Default)]
pub(crate) struct RunRepositories {
    all: Vec<RunRepository>,
    /// Where each register is, by its path as users see it.
    places: HashMap<String, RepositoryPlace>,
    /// Whether some register is in no repository.
    has_others: bool,
}

#[derive(Debug)]
struct RunRepository {
    root: PathBuf,
    name: String,
    remote: Option<String>,
    commit: Option<String>,
    /// The paths from the root of the registers that are as they were committed.
    unchanged: HashSet<String>,
}

#[derive(Debug)]
struct RepositoryPlace {
    repository: usize,
    /// The path from the root.
    inner: String,
}

impl RunRepositories {
    /// The repositories of registers, by their paths seen from a folder. They have names where there are
    /// several, or where `are_named`.
    pub(crate) fn of<'p>(
        paths: impl Iterator<Item = &'p str>,
        folder: &Path,
        are_named: bool,
    ) -> Self {
        let mut found = Self::default();
        let mut folders: HashMap<PathBuf, Option<(usize, PathBuf)>> = HashMap::new();
        for path in paths {
            let whole = folder.join(path);
            let Some((parent, name)) = whole.parent().zip(whole.file_name()) else { continue };
            let place = folders.entry(parent.to_owned()).or_insert_with(|| found.place_of(parent));
            let Some((repository, inner)) = place else {
                found.has_others = true;
                continue;
            };
            let inner = slashed(&inner.join(name));
            let place = RepositoryPlace { repository: *repository, inner };
            found.places.insert(path.to_owned(), place);
        }
        if are_named || found.are_several() {
            found
                .all
                .par_iter_mut()
                .for_each(|own| own.remote = setting(&own.root, "remote.origin.url"));
            found.name_all(folder);
        }
        found
    }

    /// The repository of a folder, and the folder seen from its root.
    fn place_of(&mut self, folder: &Path) -> Option<(usize, PathBuf)> {
        let folder = real(folder);
        let root = repository_above(&folder)?;
        let inner = folder.strip_prefix(&root).ok()?.to_owned();
        let known = self.all.iter().position(|own| own.root == root);
        let at = known.unwrap_or_else(|| {
            self.all.push(RunRepository {
                root,
                name: String::new(),
                remote: None,
                commit: None,
                unchanged: HashSet::new(),
            });
            self.all.len() - 1
        });
        Some((at, inner))
    }

    /// Whether the registers lie in more than one repository, or some in none.
    pub(crate) fn are_several(&self) -> bool {
        self.all.len() + usize::from(self.has_others) > 1
    }

    /// Names each by its place at its forge, else by its folder; two of one name by their folders, too.
    fn name_all(&mut self, folder: &Path) {
        for own in &mut self.all {
            let folder = own.root.file_name().unwrap_or(own.root.as_os_str()).to_string_lossy();
            own.name =
                own.remote.as_deref().and_then(remote_name).unwrap_or_else(|| folder.into_owned());
        }
        let mut counts: HashMap<String, usize> = HashMap::new();
        for own in &self.all {
            *counts.entry(own.name.clone()).or_default() += 1;
        }
        for own in self.all.iter_mut().filter(|own| counts[&own.name] > 1) {
            own.name = format!("{} ({})", own.name, slashed(&seen_from(&real(folder), &own.root)));
        }
    }

    /// Asks git what is checked out, and which registers are as they were committed.
    pub(crate) fn ask(&mut self, sources: &[&Source], reading: &GitReading) {
        let mut files: Vec<Vec<ReadFile<'_>>> = self.all.iter().map(|_| Vec::new()).collect();
        for source in sources {
            if let Some(place) = self.places.get(&**source.path()) {
                files[place.repository].push(ReadFile { inner: &place.inner, text: source.text() });
            }
        }
        self.all.par_iter_mut().zip(files).for_each(|(own, files)| {
            own.commit = commit_of(&own.root, "HEAD");
            let Some(commit) = own.commit.as_ref().filter(|_| own.remote.is_some()) else { return };
            let repository = reading.repository(&own.root);
            let same =
                unchanged(&repository, commit, &files).inspect_err(|why| reading.gaps.add(why));
            own.unchanged = same.unwrap_or_default().into_iter().map(str::to_owned).collect();
        });
    }

    /// What the repository of a register is called.
    pub(crate) fn name(&self, path: &str) -> Option<&str> {
        self.places.get(path).map(|place| self.all[place.repository].name.as_str())
    }

    /// The path of a register, after its repository.
    #[cfg(feature = "report")]
    pub(super) fn placed(&self, path: &str) -> String {
        self.name(path).map_or_else(|| path.to_owned(), |name| format!("{name}: {path}"))
    }

    /// The commit that is checked out where a register lies.
    pub(crate) fn commit(&self, path: &str) -> Option<&str> {
        self.all[self.places.get(path)?.repository].commit.as_deref()
    }

    /// The address of some lines of a register at its forge; nothing where the file was changed.
    pub(crate) fn url(&self, path: &str, lines: (usize, usize)) -> Option<String> {
        let place = self.places.get(path)?;
        let own = &self.all[place.repository];
        if !own.unchanged.contains(&place.inner) {
            return None;
        }
        address(own.remote.as_deref()?, own.commit.as_deref()?, &place.inner, Some(lines))
    }
}

/// The name of a repository by its remote, without names and passwords: `github.com/acme/docs`.
fn remote_name(remote: &str) -> Option<String> {
    let (host, path) = host_and_path(remote)?;
    Repository::of(Some(host), path)?;
    Some(format!("{host}/{path}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_remote_names_its_repository_without_secrets() {
        for (remote, want) in [
            ("https://mia:secret@github.com/acme/docs.git", Some("github.com/acme/docs")),
            ("git@gitlab.com:a/b/docs", Some("gitlab.com/a/b/docs")),
            ("ssh://git@git.acme.org:2222/acme/docs", Some("git.acme.org/acme/docs")),
            ("/srv/git/docs.git", None),
            ("../docs", None),
        ] {
            assert_eq!(remote_name(remote).as_deref(), want, "{remote}");
        }
    }
}
