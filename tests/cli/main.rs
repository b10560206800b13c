//! The program as its users see it: arguments, output, exit codes.
#![allow(clippy::unwrap_used, clippy::too_many_lines, reason = "tests; long snapshots")]

#[path = "../common/mod.rs"]
mod common;

mod bad_input;
mod base_revision;
mod baseline;
mod check_fix;
mod config;
mod conflicts;
mod diff;
mod fixes;
mod fixtures;
mod formats;
mod heal;
mod ignores;
mod json;
mod last_edits;
mod lint;
mod list;
mod log;
mod mirror;
mod new_and_set;
mod offers;
mod once;
mod shapes;
mod shell;
mod sla;
mod triage;
mod unsound;
