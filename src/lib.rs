//! The library of the program `gapreg`. It reads, checks and repairs backend gap registers: Markdown
//! files with one entry for each place where the UI promises what the backend does not do.
//!
//! The library promises no API. It is for the binary, its tests, its benchmarks and its fuzzing, and
//! any version may change it. Other programs run `gapreg` and read its JSON.
//!
//! The modules are called rooms, and each may use only rooms above it in this list. `ARCHITECTURE.md`
//! has the picture and the reasons; `tests/layers` fails if a room uses what it may not.
//!
//! - [`text`]: the exact text of a file, its spans, lines and columns
//! - [`vocabulary`]: which word means which field, status or level, in each language
//! - [`finding`]: findings, their levels and their fixes
//! - [`values`]: durations, dates, endpoints and IDs as types
//! - [`document`]: Markdown as blocks
//! - [`encoding`]: letters broken by a wrong encoding
//! - [`register`]: a register and its entries: the model, reading and writing
//! - [`manual`]: gap sections of manual pages, and which entries they are about
//! - [`query`]: the expressions that select entries
//! - [`triage`]: the triage table: what it should say
//! - [`settings`]: the configuration, ready to use
//! - [`timeline`]: the history of each entry
//! - [`mirror`]: registers compared with their translations
//! - [`git`]: commits, and files in commits
//! - [`merge`]: one register from three versions
//! - [`routes`]: what a backend has, and what that says about the endpoints of entries
//! - [`tracker`]: the tickets that a tracker exports
//! - [`rules`]: what is wrong in a register: one file for each rule
//! - [`edit`]: the changes that commands make
//! - [`lint`]: runs the rules
//! - [`fix`]: applies fixes
//! - [`files`]: finds, reads and writes files
//! - [`output`]: findings as text, in each format
//! - [`report`]: the page, Markdown and images of `gapreg report`
//! - [`run`]: what commands have in common, without a terminal
//! - [`server`]: the editor server
//! - [`cli`]: the command line
//!
//! Only [`cli`] prints, and [`server`] answers an editor.
#![forbid(unsafe_code)]
#![allow(rustdoc::private_intra_doc_links, reason = "the list has every room")]

pub mod cli;
#[cfg(fuzzing)]
pub mod document;
#[cfg(not(fuzzing))]
mod document;
pub mod edit;
pub mod encoding;
mod files;
pub mod finding;
pub mod fix;
mod git;
pub mod lint;
mod manual;
mod merge;
mod mirror;
pub mod output;
pub mod query;
pub mod register;
#[cfg(feature = "report")]
mod report;
mod routes;
pub mod rules;
pub mod run;
mod server;
pub mod settings;
pub mod text;
pub mod timeline;
mod tracker;
pub mod triage;
mod values;
pub mod vocabulary;
