//! A file is a command and has its name.

pub(super) mod adopt;
pub(super) mod check;
pub(super) mod completions;
pub(super) mod diff;
pub(super) mod explain;
pub(super) mod heal;
pub(super) mod init;
pub(super) mod instructions;
pub(super) mod lint;
pub(super) mod list;
pub(super) mod log;
pub(super) mod man;
pub(super) mod merge;
pub(super) mod mirror;
pub(super) mod new;
pub(super) mod renumber;
#[cfg(feature = "report")]
pub(super) mod report;
pub(super) mod rules;
pub(super) mod schema;
pub(super) mod server;
pub(super) mod set;
pub(super) mod show;
pub(super) mod sla;
pub(super) mod triage;
pub(super) mod verify;
