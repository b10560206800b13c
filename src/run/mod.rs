//! What is between the library and a command, and asks no terminal.

pub mod base;
pub mod caused;
pub mod changes;
pub mod commits;
pub(crate) mod deadlines;
pub(crate) mod differences;
pub mod groups;
pub mod history;
pub mod inputs;
#[cfg(feature = "report")]
pub(crate) mod mirror_states;
pub(crate) mod pairs;
#[cfg(feature = "report")]
pub(crate) mod report_data;
pub mod reported;
pub(crate) mod timelines;
