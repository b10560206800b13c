//! The timelines of the entries of a run.

mod entries;
mod log;
mod repositories;
mod versions;

pub(crate) use entries::EntryTimelines;
pub use log::{AskedEntries, EntryLog};
pub(crate) use repositories::{FormerOwner, RunTimelines};
pub(crate) use versions::ReadVersions;
