//! How far an entry has come.

use serde::Serialize;

/// How far an entry has come in its status flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Progress {
    /// The first state, one beside the flow, or a status that means none.
    Open,
    /// After the first state.
    Started,
    /// Repaired, but not in the last state.
    Repaired,
    /// The last state.
    Done,
    /// Closed without a repair.
    Closed,
}

impl Progress {
    pub(super) fn is_open(self) -> bool {
        matches!(self, Self::Open | Self::Started)
    }

    pub(super) fn is_repaired(self) -> bool {
        matches!(self, Self::Repaired | Self::Done)
    }

    /// Whether nothing is left to do.
    pub(super) fn is_closed(self) -> bool {
        matches!(self, Self::Done | Self::Closed)
    }
}
