//! The program from outside, as its users see it.
#![allow(clippy::unwrap_used, clippy::too_many_lines, reason = "tests; long snapshots")]

mod amend;
mod bad_input;
mod config;
mod fixes;
mod fixtures;
mod formats;
mod gate;
mod heal;
mod ignores;
mod json;
mod known;
mod lint;
mod list;
mod lived;
mod mirror;
mod news;
mod shapes;
mod shell;
mod tree;
mod triage;
