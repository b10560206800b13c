//! The timelines of the entries of a run.

mod entries;
mod repositories;
mod versions;

pub(crate) use entries::EntryTimelines;
pub(crate) use repositories::RunTimelines;
