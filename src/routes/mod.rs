//! Route contracts: which endpoints a backend has, and what that says about the endpoints of entries.
//!
//! `read` turns a file into a [`Contract`]: its operations, each with method, path and line. The
//! formats are recognised by what the file holds, and nothing else is opened or fetched. `answer` says
//! for one endpoint whether a contract declares it; `verdict` says what the answers mean for an entry.

mod answer;
mod base_path;
mod contract;
mod har;
mod json;
mod key_places;
mod lines;
mod openapi;
mod operation;
mod path;
mod postman;
mod read;
mod route_array;
mod servers;
mod tree;
mod value_places;
mod verdict;

pub(crate) use answer::Answer;
pub use contract::Contract;
pub(crate) use path::{PathPart, RoutePath};
pub(crate) use read::{ContractOptions, read};
pub(crate) use verdict::{AnsweredMention, EntryVerdict, JudgedEntry, Verdict, deciding_keys};

#[cfg(test)]
mod tests;
