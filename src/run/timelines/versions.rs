//! The versions of a repository's registers as snapshots, each version read once.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use crate::files::{self, seen_from, slashed};
use crate::git::{ChangedFile, Commit, Content, GitError, Repository, TreeFile, contents};
use crate::register::Register;
use crate::run::project::Project;
use crate::text::Source;
use crate::timeline::{RegisterRevision, RegisterSnapshot, SnapshotReader};

/// What registers said in versions that were read.
pub(crate) type ReadVersions = HashMap<TreeFile, Arc<RegisterSnapshot>>;

/// The versions of the registers of a repository.
pub(super) struct RegisterVersions<'r> {
    repository: &'r Repository,
    project: &'r Project,
    readers: HashMap<String, RegisterReader>,
    /// Nothing for a version that cannot be read.
    snapshots: HashMap<TreeFile, Option<Arc<RegisterSnapshot>>>,
    /// By their paths, files of the working tree; nothing for one that cannot be read.
    in_working_tree: HashMap<String, Option<RegisterRevision>>,
    /// How many versions are not UTF-8.
    pub unread: usize,
}

/// Reads the versions of one register.
struct RegisterReader {
    /// The register's path as users see it.
    path: Arc<str>,
    reader: SnapshotReader,
}

/// The path of a file as users see it, from its path in the repository.
pub(super) fn shown_path(root: &Path, inner: &str, project: &Project) -> String {
    slashed(&seen_from(&project.folder, &root.join(inner)))
}

impl<'r> RegisterVersions<'r> {
    pub(super) fn new(repository: &'r Repository, project: &'r Project) -> Self {
        Self {
            repository,
            project,
            readers: HashMap::new(),
            snapshots: HashMap::new(),
            in_working_tree: HashMap::new(),
            unread: 0,
        }
    }

    /// Reads the versions in some commits that were not read before.
    pub(super) fn read(&mut self, commits: &[Commit]) -> Result<(), GitError> {
        let mut asked = HashSet::new();
        let files = commits.iter().flat_map(|commit| &commit.files).filter_map(tree_file);
        let files: Vec<TreeFile> = files
            .filter(|file| !self.snapshots.contains_key(file) && asked.insert(file.clone()))
            .collect();
        let blobs: Vec<&str> = files.iter().map(|file| file.blob.as_str()).collect();
        contents(self.repository, &blobs, |at, content| {
            let file = files[at].clone();
            let register = self.readers.entry(file.path.clone()).or_insert_with_key(|inner| {
                let path = Arc::from(shown_path(&self.repository.root, inner, self.project));
                RegisterReader { path, reader: SnapshotReader::default() }
            });
            // What is not in this clone is counted by those who read it.
            let Content::Bytes(bytes) = content else {
                self.snapshots.insert(file, None);
                return Ok(());
            };
            let Ok(source) = Source::decode(register.path.clone(), bytes) else {
                self.unread += 1;
                self.snapshots.insert(file, None);
                return Ok(());
            };
            let snapshot = register.reader.read(source, self.project.settings.reading());
            self.snapshots.insert(file, snapshot);
            Ok(())
        })
    }

    /// Reads the files that some commits changed, except the `known` ones, as they are in the
    /// working tree.
    pub(super) fn read_working_tree(
        &mut self,
        commits: &[Commit],
        is_known: impl Fn(&str) -> bool,
    ) {
        for file in commits.iter().flat_map(|commit| &commit.files) {
            if !is_known(&file.path) && !self.in_working_tree.contains_key(&file.path) {
                let read = self.read_file(&file.path);
                self.in_working_tree.insert(file.path.clone(), read);
            }
        }
    }

    /// A file of the working tree; nothing if it cannot be read.
    fn read_file(&self, inner: &str) -> Option<RegisterRevision> {
        let path = self.repository.root.join(inner);
        // A link is another register under another name.
        let is_other = path.is_symlink() || files::leads_out(&self.repository.root, &path);
        let limit = self.project.settings.max_bytes;
        let bytes = if is_other { None } else { files::bytes(&path, limit).ok() };
        let snapshot = match bytes {
            Some(bytes) => {
                let source = Source::decode(inner, bytes).ok()?;
                let register = Register::parse(&source, self.project.settings.reading()).ok()?;
                Some(Arc::new(RegisterSnapshot::of(&register)))
            }
            None => None,
        };
        Some(RegisterRevision { path: Arc::from(inner), snapshot })
    }

    /// What was read.
    pub(super) fn into_read(self) -> ReadVersions {
        let read = self.snapshots.into_iter();
        read.filter_map(|(file, snapshot)| Some((file, snapshot?))).collect()
    }

    /// A file after a commit that changed it; nothing if that version cannot be read.
    pub(super) fn after(&self, file: &ChangedFile) -> Option<RegisterRevision> {
        let snapshot = match tree_file(file) {
            Some(version) => Some(self.snapshots.get(&version)?.clone()?),
            None => None,
        };
        Some(RegisterRevision { path: Arc::from(&*file.path), snapshot })
    }

    /// The files of the working tree that were read, in the order of their paths.
    pub(super) fn working_tree(&self) -> impl Iterator<Item = RegisterRevision> {
        let paths: BTreeSet<&String> = self.in_working_tree.keys().collect();
        paths.into_iter().filter_map(|path| self.in_working_tree[path].clone())
    }
}

/// The file after the change, unless the change removed it.
fn tree_file(file: &ChangedFile) -> Option<TreeFile> {
    Some(TreeFile { path: file.path.clone(), blob: file.blob.clone()? })
}
