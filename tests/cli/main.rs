//! The program as its users see it: arguments, output, exit codes.
#![allow(clippy::unwrap_used, clippy::too_many_lines, reason = "tests; long snapshots")]

#[path = "../common/mod.rs"]
mod common;

mod aligned;
mod anchors;
mod bad_input;
mod base_revision;
mod baseline;
mod check_fix;
mod chosen;
mod config;
mod conflicts;
mod copied;
mod deadlines;
mod diff;
mod fixes;
mod fixtures;
mod formats;
mod gate;
mod heal;
mod ids;
mod ignores;
mod instructions;
mod json;
mod labels;
mod last_edits;
mod lint;
mod list;
mod log;
mod meaning;
mod mirror;
mod moves;
mod new_and_set;
mod numbers;
mod offers;
mod once;
mod one_cause;
mod outside;
mod parts;
mod regions;
mod shapes;
mod shell;
mod sla;
mod states;
mod style;
mod triage;
mod unclosed;
mod unread;
mod unsound;
mod untrusted;
mod writers;
