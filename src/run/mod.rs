//! What is between the library and a command, and asks no terminal.

pub mod base;
pub mod caused;
pub mod changes;
pub mod commits;
pub mod groups;
pub mod history;
pub mod inputs;
pub mod reported;
pub mod tales;
pub mod timelines;
