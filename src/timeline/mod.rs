//! What registers say at each revision, what changes from one to the next, and what follows from
//! that: the timeline of each entry, its states and its deadline.
#![cfg_attr(
    not(feature = "report"),
    allow(dead_code, unused_imports, reason = "only reports need some of it")
)]

mod deadline;
mod entry;
mod entry_change;
mod matching;
mod mirror_timing;
mod record;
mod snapshot;
mod snapshot_reader;
#[cfg(test)]
mod tests;
mod timelines;
mod transitions;

pub(crate) use deadline::{Deadline, Outcome};
pub(crate) use entry::{EntryPhase, Phase, Timeline};
pub(crate) use entry_change::{ChangeKind, ChangeWords, EntryChange, FieldChange};
pub(crate) use matching::{is_another_entry, same_entries};
pub(crate) use mirror_timing::MirrorTimeline;
pub(crate) use record::{
    EntryTimeline, GoneRecord, MirrorRecord, StateRecord, StepRecord, TimelineRecord,
};
pub(crate) use snapshot::SnapshotPair;
pub use snapshot::{EntrySnapshot, EntrySnapshots, FieldSnapshot, RegisterSnapshot};
pub use snapshot_reader::SnapshotReader;
pub(crate) use timelines::{RegisterRevision, Revision, Step, Timelines, short_commit};
pub(crate) use transitions::transitions;
pub use transitions::{RegisterChange, Transition};
