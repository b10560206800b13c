//! The states that stand beside any status flow.

/// A state beside the flow that the vocabulary has words for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct KnownState {
    pub name: &'static str,
    /// Whether it closes the gap, without a repair.
    pub is_closed: bool,
}

/// They say why a gap waits, or why it is closed without a repair. None is another word for a state
/// of the built-in flow.
pub(crate) const FURTHER_STATES: [KnownState; 11] = [
    open("Blocked"),
    open("Deferred"),
    open("Reopened"),
    closed("Won't fix"),
    closed("Duplicate"),
    closed("Cannot reproduce"),
    closed("Accepted"),
    closed("Obsolete"),
    closed("Cancelled"),
    closed("Rejected"),
    closed("Not a bug"),
];

/// Whether a canonical state closes a gap without a repair.
pub(crate) fn closes_unrepaired(state: &str) -> bool {
    FURTHER_STATES.iter().any(|known| known.is_closed && known.name == state)
}

const fn open(name: &'static str) -> KnownState {
    KnownState { name, is_closed: false }
}

const fn closed(name: &'static str) -> KnownState {
    KnownState { name, is_closed: true }
}
