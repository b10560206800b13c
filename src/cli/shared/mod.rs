//! What commands have in common, and no command alone.

pub(crate) mod findings;
pub(crate) mod patch;
pub(crate) mod progress;
pub(crate) mod proposal;
pub(crate) mod rules;
pub(crate) mod terminal;
