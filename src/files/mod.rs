//! The files of a run: finds configuration and registers, reads them, looks up pages of the
//! manual, and writes. No other room touches the disk.

mod configuration;
mod find;
mod pages;
mod paths;
mod read;
mod write;

pub use configuration::{settings, settings_from};
pub use find::{FoundFiles, find};
pub use pages::DocsTree;
pub use paths::{from_repository, real, repository_above, seen_from, slashed};
pub use read::{Decoded, read, read_input};
pub use write::{WriteError, check_writable, create, other_names, put, write_atomically};
