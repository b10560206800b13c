//! Reads, checks and rewrites backend gap registers.
#![forbid(unsafe_code)]

pub mod cli;
pub mod config;
pub mod document;
pub mod finding;
pub mod fix;
pub mod heal;
pub mod lint;
pub mod output;
pub mod register;
pub mod rules;
pub mod text;
pub mod triage;
pub mod values;
pub mod vocabulary;
pub mod workspace;
