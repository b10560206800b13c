//! The editor server, over its two streams. The law holds it to what the command line says of the
//! same texts; `GAPREG_TEXTS` names the texts, as for `tests/trust`, and `GAPREG_EDITS` how many edits
//! are made in all.
#![allow(clippy::unwrap_used, reason = "a test")]

#[path = "../common/mod.rs"]
mod common;
#[allow(dead_code, reason = "not all of it is used here")]
#[path = "../trust/texts.rs"]
mod texts;

mod client;
mod contract;
mod features;
mod fixes;
mod history;
mod law;
mod lifecycle;
mod malformed;
mod page_fixes;
