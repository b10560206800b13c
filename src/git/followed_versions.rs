//! The versions of files under all names that they had.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use jiff::civil::Date;

use super::base_commit::BaseCommit;
use super::blobs::BlobReader;
use super::command::GitError;
use super::commit_changes::with_renames;
use super::commits::{self, MergeParents, raw_changes};
use super::merging::commit_of;
use super::repository::Repository;

/// Where a version is.
#[derive(Clone, Debug)]
pub(super) struct VersionPlace {
    pub commit: String,
    pub day: Date,
    pub time: i64,
    /// The path that the file had then.
    pub path: Arc<str>,
    pub blob: String,
}

/// By its path from the root, the versions of each of some files, the newest first, and a reader of
/// their texts. A file that was renamed in the working tree has those of the name that `HEAD` knows.
pub(super) fn followed_versions(
    repository: &Repository,
    until: &str,
    paths: &BTreeSet<&str>,
) -> Result<(HashMap<String, Vec<VersionPlace>>, BlobReader), GitError> {
    let mut names = Names {
        repository,
        until,
        reader: BlobReader::start(repository)?,
        known: paths.iter().map(|path| (*path).to_owned()).collect(),
        former: HashMap::new(),
    };
    let mut listed = names.listed()?;
    let new: Vec<String> =
        names.known.iter().filter(|name| !listed.contains_key(*name)).cloned().collect();
    let moved = if until == "HEAD" { moved(repository, new)? } else { HashMap::new() };
    if !moved.is_empty() {
        names.known.extend(moved.values().cloned());
        listed = names.listed()?;
    }
    while names.follow(&listed)? {
        listed = names.listed()?;
    }
    let line = |path: &&str| {
        let line = names.line(moved.get(*path).map_or(*path, String::as_str), &listed);
        (!line.is_empty()).then(|| ((*path).to_owned(), line))
    };
    let lines = paths.iter().filter_map(line).collect();
    Ok((lines, names.reader))
}

/// By their names in the working tree, the names that `HEAD` has for files that were renamed.
fn moved(repository: &Repository, new: Vec<String>) -> Result<HashMap<String, String>, GitError> {
    if new.is_empty() || commit_of(&repository.root, "HEAD").is_none() {
        return Ok(HashMap::new());
    }
    let mut head = BaseCommit::of(repository, "HEAD", None)?;
    head.follow(new)?;
    Ok(head.renamed.into_iter().collect())
}

/// The names of some files.
struct Names<'n> {
    repository: &'n Repository,
    until: &'n str,
    reader: BlobReader,
    known: BTreeSet<String>,
    /// By a commit that added a file and the name of that, the name which the commit took from it.
    former: HashMap<(String, String), Option<String>>,
}

/// The versions that have one name.
type Listed = HashMap<String, Vec<ListedVersion>>;

struct ListedVersion {
    place: VersionPlace,
    /// Whether the commit, which has a parent, added the file.
    is_added: bool,
}

impl Names<'_> {
    fn listed(&self) -> Result<Listed, GitError> {
        let names: Vec<&str> = self.known.iter().map(String::as_str).collect();
        let listed = commits::list(self.repository, &["--first-parent", self.until], &names)?;
        let ids: Vec<&str> = listed.iter().map(|commit| &*commit.id).collect();
        let mut changes = raw_changes(self.repository, &ids, &names, MergeParents::First)?;
        let mut all = Listed::new();
        for (at, commit) in listed.iter().enumerate() {
            // Commits of one second have an order, too.
            let time = i64::try_from(listed.len() - 1 - at).unwrap_or(i64::MAX);
            for change in changes.remove(&commit.id).unwrap_or_default() {
                let Some(blob) = change.new else { continue };
                let path = Arc::from(&*change.path);
                let (commit, day) = (commit.id.clone(), commit.day);
                let is_added = change.old.is_none() && !listed[at].parents.is_empty();
                let place = VersionPlace { commit, day, time, path, blob };
                all.entry(change.path).or_default().push(ListedVersion { place, is_added });
            }
        }
        Ok(all)
    }

    /// Looks for the former names of files that a commit added; whether there are names that were not
    /// known.
    fn follow(&mut self, listed: &Listed) -> Result<bool, GitError> {
        let mut added: Vec<(String, String)> = Vec::new();
        for name in &self.known {
            let versions = listed.get(name).into_iter().flatten().filter(|own| own.is_added);
            let keys = versions.map(|own| (own.place.commit.clone(), name.clone()));
            added.extend(keys.filter(|key| !self.former.contains_key(key)));
        }
        let ids: BTreeSet<&str> = added.iter().map(|(commit, _)| &**commit).collect();
        let ids: Vec<&str> = ids.into_iter().collect();
        let mut changes = raw_changes(self.repository, &ids, &[], MergeParents::First)?;
        let before = self.known.len();
        for &id in &ids {
            let mut changes = changes.remove(id).unwrap_or_default();
            changes.retain(|own| {
                own.new.is_none() || own.old.is_none() && self.known.contains(&own.path)
            });
            for change in with_renames(changes, &mut self.reader)? {
                let (Some(old), Some(new)) = (change.before, change.after) else { continue };
                self.former.insert((id.to_owned(), new.path), Some(old.path.clone()));
                self.known.insert(old.path);
            }
        }
        for key in added {
            self.former.entry(key).or_insert(None);
        }
        Ok(self.known.len() > before)
    }

    /// The versions of the file that has a name now.
    fn line(&self, name: &str, listed: &Listed) -> Vec<VersionPlace> {
        let (mut line, mut name, mut before) = (Vec::new(), name, i64::MAX);
        loop {
            let versions = listed.get(name).into_iter().flatten();
            let mut former = None;
            for own in versions.filter(|own| own.place.time < before) {
                line.push(own.place.clone());
                let key = (own.place.commit.clone(), name.to_owned());
                former = self.former.get(&key).and_then(Option::as_deref);
                if former.is_some() {
                    break;
                }
            }
            let Some(former) = former else { return line };
            before = line.last().map_or(before, |last| last.time);
            name = former;
        }
    }
}
