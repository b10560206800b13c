//! Reads, checks and repairs backend gap registers: Markdown files with one entry for each place
//! where the UI promises what the backend does not do.
//!
//! The modules in reading order, each looking only at those before it (`ARCHITECTURE.md` draws
//! it, `tests/layers.rs` holds it):
//!
//! [`text`] and [`vocabulary`] stand on nothing; [`finding`] and [`values`] on them. [`document`]
//! reads Markdown, [`register`] makes entries of it, [`triage`] draws the table from them, [`amend`] changes
//! what people ask for; [`mirror`] compares translations, [`history`] asks git, [`life`] tells what became of entries.
//! [`query`] finds the entries that an expression describes.
//! [`heal`] knows broken encodings, [`adopt`] older and foreign forms, [`config`] what a team wants. [`rules`] say what is wrong,
//! [`lint`] runs them, [`known`] tells what is new among what they say, [`fix`] repairs. [`workspace`] reads and writes files, [`output`] writes
//! findings, [`cli`] is the program. The library itself never prints.
#![forbid(unsafe_code)]

pub mod cli;
pub mod document;
pub mod edit;
pub mod encoding;
pub mod files;
pub mod finding;
pub mod fix;
pub mod git;
pub mod lint;
pub mod mirror;
pub mod output;
pub mod query;
pub mod register;
#[cfg(feature = "report")]
pub mod report;
pub mod rules;
pub mod run;
pub mod settings;
pub mod text;
pub mod timeline;
pub mod triage;
pub mod values;
pub mod vocabulary;
