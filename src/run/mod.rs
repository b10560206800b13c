//! What lies between the library and its callers: registers are found, grouped, compared with what
//! they were, and checked or changed, for a terminal, an editor or a test.
//!
//! Nothing here prints. What a run has to say goes to [`Notes`].

pub mod baseline;
pub mod check;
pub mod inputs;
pub mod project;
pub(crate) mod promised;
pub(crate) mod promises;

pub(crate) mod acceptance;
pub(crate) mod adoption;
mod aligned;
pub(crate) mod answers;
pub(crate) mod base;
mod branch;
mod branch_commits;
pub(crate) mod chosen;
mod commit_registers;
pub(crate) mod committed;
mod comparison;
mod conflicts;
pub(crate) mod contract;
pub(crate) mod deadlines;
mod declared;
pub(crate) mod differences;
pub(crate) mod endpoints;
pub(crate) mod entries;
mod families;
mod file_line;
pub(crate) mod fixes;
mod forge;
mod former_owners;
mod former_pairs;
pub(crate) mod gate;
mod groups;
pub(crate) mod handoff;
mod history;
mod ids;
mod lapsed;
mod last_edits;
pub(crate) mod listed_registers;
pub(crate) mod live;
pub(crate) mod merging;
mod named_partners;
#[cfg(feature = "report")]
pub(crate) mod new_entry;
mod notes;
mod offers;
pub(crate) mod own_labels;
mod own_target;
pub(crate) mod pages;
pub(crate) mod pairs;
pub(crate) mod pull;
pub(crate) mod reconciliation;
mod regional_paths;
mod remembered;
mod renamed_files;
pub(crate) mod renumbering;
pub(crate) mod repairs;
#[cfg(feature = "report")]
pub(crate) mod report_data;
#[cfg(feature = "report")]
mod report_findings;
#[cfg(feature = "report")]
mod report_links;
#[cfg(feature = "report")]
mod report_lives;
#[cfg(feature = "report")]
pub(crate) mod report_parts;
#[cfg(feature = "report")]
mod report_progress;
#[cfg(feature = "report")]
pub(crate) mod report_repositories;
pub(crate) mod repositories;
mod since;
pub(crate) mod starting_configuration;
pub(crate) mod timelines;
pub(crate) mod translations;
pub mod triage;
mod unnamed_registers;
mod unread_configurations;
pub(crate) mod used_values;
pub(crate) mod verification;
mod weakened;
pub(crate) mod workspace;
mod writers;
pub mod writes;

pub use branch::BranchOptions;
pub use check::{CheckOptions, RegisterCheck};
pub use groups::Checked;
pub use history::RegisterHistory;
pub use inputs::{InputOptions, Inputs};
pub use notes::{Collected, Note, Notes, ShownProgress};
pub use pages::page_counts;
pub use project::{Project, ProjectOptions, Texts};
pub use timelines::{AskedEntries, EntryLog};
pub(crate) use unread_configurations::unread_configurations;
