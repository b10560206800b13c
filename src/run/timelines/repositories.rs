//! Follows the entries of a run through the commits of each repository, up to the working tree.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::versions::{ReadVersions, RegisterVersions, shown_path};
use crate::files::{repository_above, seen_from, slashed};
use crate::finding::counted;
use crate::git::{
    BaseCommit, Commit, CommitGraph, GitError, Repository, TouchedFile, touched_files,
};
use crate::mirror;
use crate::register::Register;
use crate::run::inputs::Inputs;
use crate::run::notes::Notes;
use crate::run::project::Project;
use crate::timeline::{
    EntrySnapshot, RegisterRevision, RegisterSnapshot, Revision, Timeline, Timelines,
};

/// The timelines of the entries of a run.
pub(crate) struct RunTimelines {
    cwd: PathBuf,
    repositories: Vec<RepositoryTimelines>,
    /// Where each register is, by its path.
    places: HashMap<Arc<str>, RegisterPlace>,
    /// Whether git has a commit of some register.
    pub has_history: bool,
    /// The commits before which a clone has none, although there may be some.
    starts: HashSet<String>,
    /// What registers said in each version.
    pub versions: Arc<ReadVersions>,
}

/// The timelines of one repository, or of all registers that are in none.
struct RepositoryTimelines {
    root: Option<PathBuf>,
    timelines: Timelines,
}

/// What an entry said when it had an ID that it does not have now.
pub(crate) struct FormerOwner<'t> {
    /// The path of its register as users see it.
    pub path: String,
    /// The language of its register.
    pub language: &'t str,
    /// Nothing for the working tree.
    pub commit: Option<&'t str>,
    pub snapshot: &'t Arc<EntrySnapshot>,
}

struct RegisterPlace {
    repository: usize,
    /// The path from the root of the repository.
    inner: Arc<str>,
}

/// The registers of the run in one repository, by their paths from its root.
type WorkingTree = BTreeMap<String, WorkingRegister>;

/// A register of the run as it is in the working tree.
struct WorkingRegister {
    /// Its path as users see it.
    path: Arc<str>,
    /// Nothing if it cannot be read.
    snapshot: Option<Arc<RegisterSnapshot>>,
}

/// What git knows of the registers in a repository.
#[derive(Default)]
struct RepositoryHistory {
    graph: CommitGraph,
    timelines: Timelines,
    /// How many versions could not be read.
    unread: usize,
    versions: ReadVersions,
}

impl RunTimelines {
    /// Follows all entries of some registers, which are those of the inputs, up to the working
    /// tree. Without git, there is only the working tree.
    pub(crate) fn of(
        registers: &[Register<'_>],
        project: &Project,
        inputs: &Inputs,
        notes: &dyn Notes,
    ) -> Self {
        let _progress = notes.progress("asking git what was");
        let mut all = Self {
            cwd: project.folder.clone(),
            repositories: Vec::new(),
            places: HashMap::new(),
            has_history: false,
            starts: HashSet::new(),
            versions: Arc::default(),
        };
        let mut unread = 0;
        let mut versions = ReadVersions::new();
        for (root, current) in by_repository(registers, project, inputs) {
            let history = root.as_deref().and_then(|root| {
                let history = read(&project.git.repository(root), &current, project);
                history.inspect_err(|why| project.git.gaps.add(why)).ok()
            });
            let history = history.unwrap_or_else(|| RepositoryHistory {
                timelines: follow(&[], None, &current, project),
                ..RepositoryHistory::default()
            });
            unread += history.unread;
            versions.extend(history.versions);
            all.has_history |= !history.graph.commits.is_empty();
            all.starts.extend(history.graph.starts);
            for (inner, register) in current {
                let repository = all.repositories.len();
                let place = RegisterPlace { repository, inner: Arc::from(inner) };
                all.places.insert(register.path, place);
            }
            let timelines = history.timelines;
            all.repositories.push(RepositoryTimelines { root, timelines });
        }
        all.versions = Arc::new(versions);
        if unread > 0 {
            let versions = counted(unread, "version", "versions");
            notes.info(&format!(
                "note: {versions} of these registers cannot be read; what changed there is dated by the next that can"
            ));
        }
        all
    }

    /// The commits of the repository of a register that changed registers, and their days.
    #[cfg(feature = "report")]
    pub(crate) fn commits(&self, path: &str) -> impl Iterator<Item = &Revision> {
        let place = self.places.get(path);
        let own = place.and_then(|place| self.repositories.get(place.repository));
        let revisions = own.into_iter().flat_map(|own| &own.timelines.revisions);
        revisions.filter(|revision| revision.commit.is_some())
    }

    /// Whether what is in a commit may have been there before: a shallow clone starts with it.
    #[cfg(feature = "report")]
    pub(crate) fn is_start(&self, commit: &str) -> bool {
        self.starts.contains(commit)
    }

    /// Whether a clone may lack commits.
    #[cfg(feature = "report")]
    pub(crate) fn is_shallow(&self) -> bool {
        !self.starts.is_empty()
    }

    /// Every ID that an entry has or had.
    pub(crate) fn ids(&self) -> BTreeSet<&str> {
        let steps = self.repositories.iter().flat_map(|own| &own.timelines.steps);
        steps.filter_map(|step| step.snapshot.id.as_deref()).collect()
    }

    /// The timeline of each entry of a register, in order.
    pub(crate) fn of_register(&self, path: &str) -> Vec<Timeline<'_>> {
        let Some(RegisterPlace { repository, inner }) = self.places.get(path) else {
            return Vec::new();
        };
        let timelines = &self.repositories[*repository].timelines;
        timelines.of_register(inner).iter().map(|&last| timelines.timeline(last)).collect()
    }

    /// The timelines of the entries that were removed, each with the path of its last register as
    /// users see it.
    pub(crate) fn ended(&self) -> impl Iterator<Item = (String, Timeline<'_>)> {
        self.repositories.iter().flat_map(move |own| {
            let ended = own.timelines.ended();
            ended.map(move |end| {
                let timeline = own.timelines.timeline(end);
                (self.shown(own, &own.timelines.steps[end].path), timeline)
            })
        })
    }

    /// What entries said when they had IDs that they do not have now, the newest first.
    pub(crate) fn former_owners(&self) -> impl Iterator<Item = FormerOwner<'_>> {
        self.repositories.iter().flat_map(move |own| {
            own.timelines.steps_with_former_ids().map(move |step| FormerOwner {
                path: self.shown(own, &step.path),
                language: &step.language,
                commit: own.timelines.revisions[step.revision].commit.as_deref(),
                snapshot: &step.snapshot,
            })
        })
    }

    /// The path of a register as users see it.
    fn shown(&self, own: &RepositoryTimelines, inner: &str) -> String {
        match &own.root {
            Some(root) => slashed(&seen_from(&self.cwd, &root.join(inner))),
            None => inner.to_owned(),
        }
    }
}

/// The registers of the run in each repository, and those that are in none.
fn by_repository(
    registers: &[Register<'_>],
    project: &Project,
    inputs: &Inputs,
) -> BTreeMap<Option<PathBuf>, WorkingTree> {
    let snapshot = |register: &Register<'_>| Arc::new(RegisterSnapshot::of(register));
    let mut snapshots: HashMap<&str, Arc<RegisterSnapshot>> =
        registers.iter().map(|own| (&**own.source.path(), snapshot(own))).collect();
    let mut groups: BTreeMap<Option<PathBuf>, WorkingTree> = BTreeMap::new();
    for source in &inputs.sources {
        let path = source.path();
        let whole = project.real(&**path);
        let root = whole.parent().and_then(repository_above);
        let inner = root.as_ref().and_then(|root| whole.strip_prefix(root).ok());
        let inner = slashed(inner.unwrap_or(Path::new(&**path)));
        let snapshot = snapshots.remove(&**path);
        let register = WorkingRegister { path: path.clone(), snapshot };
        groups.entry(root).or_default().insert(inner, register);
    }
    groups
}

/// What git knows of the registers of one repository.
fn read(
    repository: &Repository,
    current: &WorkingTree,
    project: &Project,
) -> Result<RepositoryHistory, GitError> {
    let mut paths: BTreeSet<String> = current.keys().cloned().collect();
    let mut versions = RegisterVersions::new(repository, project);
    loop {
        let graph = CommitGraph::of(repository, &paths)?;
        versions.read(&graph.commits)?;
        versions.read_working_tree(&graph.commits, |path| current.contains_key(path));
        let timelines = follow(&graph.commits, Some(&versions), current, project);
        // An entry that seems to be new may have been in another register before.
        let count = paths.len();
        paths.extend(former_registers(repository, &timelines, &paths, project)?);
        if paths.len() == count {
            let (unread, versions) = (versions.unread, versions.into_read());
            return Ok(RepositoryHistory { graph, timelines, unread, versions });
        }
    }
}

/// The registers that were changed, renamed or removed when an entry was added.
fn former_registers(
    repository: &Repository,
    timelines: &Timelines,
    paths: &BTreeSet<String>,
    project: &Project,
) -> Result<Vec<String>, GitError> {
    let (settings, root) = (&project.settings, &*repository.root);
    let language = |inner: &str| {
        mirror::family(&shown_path(root, inner, project), settings).map(|family| family.tag)
    };
    let languages: HashSet<Option<String>> = paths.iter().map(|path| language(path)).collect();
    let first_revisions: BTreeSet<Option<&str>> = timelines
        .first_steps()
        .map(|step| timelines.revisions[step.revision].commit.as_deref())
        .collect();
    let commits: Vec<&str> = first_revisions.iter().copied().flatten().collect();
    let may_have_had_entries = |file: &TouchedFile| {
        let is_renamed = file.new.as_ref().is_some_and(|new| paths.contains(new));
        let is_register = settings.is_register(&shown_path(root, &file.old, project));
        is_renamed || (is_register && languages.contains(&language(&file.old)))
    };
    let mut touched = touched_files(repository, &commits)?;
    if first_revisions.contains(&None) {
        touched.extend(unsaved_files(repository, paths, |inner| {
            settings.is_register(&shown_path(root, inner, project))
        })?);
    }
    Ok(touched.into_iter().filter(may_have_had_entries).map(|file| file.old).collect())
}

/// The files that are renamed or removed in the working tree, and the registers that are changed
/// there, since the commit that is checked out.
fn unsaved_files(
    repository: &Repository,
    paths: &BTreeSet<String>,
    is_register: impl Fn(&str) -> bool,
) -> Result<Vec<TouchedFile>, GitError> {
    let mut head = match BaseCommit::of(repository, "HEAD", None) {
        // Without a commit, nothing was anywhere else.
        Err(GitError::Unknown(_)) => return Ok(Vec::new()),
        head => head?,
    };
    head.follow(paths.iter().cloned())?;
    let changed = head.unsaved(is_register)?;
    let gone = head.deleted.into_iter().chain(changed).map(|old| TouchedFile { old, new: None });
    let renamed = head.renamed.into_iter().map(|(new, old)| TouchedFile { old, new: Some(new) });
    Ok(gone.chain(renamed).collect())
}

/// Follows the entries through all commits, and into the working tree.
fn follow(
    commits: &[Commit],
    versions: Option<&RegisterVersions<'_>>,
    current: &WorkingTree,
    project: &Project,
) -> Timelines {
    let mut revisions: Vec<Revision> = commits.iter().map(revision).collect();
    revisions.push(Revision {
        commit: None,
        day: project.today,
        author: String::new(),
        subject: String::new(),
        parents: commits.len().checked_sub(1).into_iter().collect(),
    });
    Timelines::through(revisions, |at| match (commits.get(at), versions) {
        (Some(commit), Some(versions)) => {
            commit.files.iter().filter_map(|file| versions.after(file)).collect()
        }
        _ => working_tree(versions, current),
    })
}

fn revision(commit: &Commit) -> Revision {
    Revision {
        commit: Some(commit.id.clone()),
        day: commit.day,
        author: commit.author.clone(),
        subject: commit.subject.clone(),
        parents: commit.parents.clone(),
    }
}

/// The registers of the run, and the other registers that git knows, in the working tree.
fn working_tree(
    versions: Option<&RegisterVersions<'_>>,
    current: &WorkingTree,
) -> Vec<RegisterRevision> {
    let current = current.iter().filter_map(|(inner, register)| {
        let snapshot = Some(register.snapshot.clone()?);
        Some(RegisterRevision { path: Arc::from(&**inner), snapshot })
    });
    current.chain(versions.into_iter().flat_map(RegisterVersions::working_tree)).collect()
}
