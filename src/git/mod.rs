//! Commits, and files in commits, read with the `git` program.

mod ancestry;
mod base_commit;
mod blobs;
mod command;
mod commit_changes;
mod commit_graph;
mod file_versions;
mod last_commit;
mod log;
mod merging;
mod repository_versions;
mod touched_files;

pub(crate) use ancestry::{is_ancestor, merge_of};
pub(crate) use base_commit::BaseCommit;
pub(crate) use blobs::contents;
pub(crate) use command::GitError;
pub(crate) use commit_changes::{FileChange, TreeFile, commit_changes};
pub(crate) use commit_graph::{ChangedFile, Commit, CommitGraph};
pub(crate) use file_versions::{FileVersions, Version};
pub(crate) use last_commit::last_commit;
pub(crate) use merging::{
    MarkerNames, added_lines, changed_since, commit_of, files_of, known_branches, mark_resolved,
    merge_file, remove_settings, root, set_setting, setting, stages,
};
pub(crate) use repository_versions::RepositoryVersions;
pub(crate) use touched_files::{TouchedFile, touched_files};
