//! What the entries of a register have behind the signs of their states: `Open` of `🔴 Open`.

use std::collections::{BTreeMap, BTreeSet};

use crate::vocabulary::{fold, without_qualifier};

/// What ends the words in front of a remark.
const ENDS: [&str; 8] = [" (", "（", " — ", " – ", " - ", ": ", ", ", "; "];

/// Words behind signs.
#[derive(Clone, Debug, Default)]
pub(crate) struct BehindSigns {
    /// Whether most are the words for a state, so that others are no remark.
    pub(super) name_states: bool,
    /// The others that several entries have, folded.
    own: BTreeSet<String>,
}

impl BehindSigns {
    /// Those of all entries, each with whether it is a state.
    pub(super) fn among<'v>(all: impl Iterator<Item = (&'v str, bool)>) -> Self {
        /// One may be a coincidence.
        const FEW: usize = 2;
        let (mut known, mut unknown) = (0, 0);
        let mut others: BTreeMap<String, usize> = BTreeMap::new();
        for (behind, is_state) in all {
            if is_state {
                known += 1;
            } else {
                unknown += 1;
                *others.entry(fold(name(behind))).or_default() += 1;
            }
        }
        others.retain(|_, count| *count > 1);
        Self { name_states: known >= FEW && known > unknown, own: others.into_keys().collect() }
    }

    /// Whether several entries have a name that is no state.
    pub(super) fn has_own(&self, name: &str) -> bool {
        self.own.contains(&fold(name))
    }
}

/// The words behind a sign without the remark behind them.
pub(super) fn name(behind: &str) -> &str {
    let end = ENDS.iter().filter_map(|end| behind.find(end)).min().unwrap_or(behind.len());
    without_qualifier(&behind[..end])
}
