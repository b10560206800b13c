//! Commits, and files in commits, read with the `git` program.

mod ancestry;
mod base_commit;
mod blobs;
mod command;
mod commit_changes;
mod commit_graph;
mod commits;
mod file_versions;
mod followed_versions;
mod gaps;
mod head;
mod last_commit;
mod merging;
mod renames;
mod repository;
mod repository_versions;
mod touched_files;
mod tree;
mod unchanged;

pub(crate) use base_commit::BaseCommit;
pub(crate) use blobs::{Content, content, contents};
pub(crate) use command::GitError;
pub(crate) use commit_changes::{FileChange, TreeFile, commit_changes};
pub(crate) use commit_graph::{ChangedFile, Commit, CommitGraph};
pub(crate) use file_versions::{FileVersions, Version};
pub(crate) use gaps::HistoryGaps;
pub(crate) use head::{HeadMark, head_mark};
pub(crate) use merging::{
    MarkerNames, added_lines, commit_of, files_of, known_branches, merge_file, remove_settings,
    set_setting, setting, stages,
};
pub(crate) use repository::{GitReading, Repository, RepositoryFile};
pub(crate) use repository_versions::{FoundVersion, RepositoryVersions};
pub(crate) use touched_files::{TouchedFile, touched_files};
pub(crate) use unchanged::{ReadFile, unchanged};
