//! What commands have in common. Nothing here knows a command.

pub(super) mod agreement;
pub(super) mod arguments;
pub(super) mod assignments;
pub(super) mod changes;
pub(super) mod completion;
pub(super) mod exit;
pub(super) mod findings;
pub(super) mod inputs;
pub(super) mod misplaced;
pub(super) mod pages;
pub(super) mod patch;
pub(super) mod progress;
pub(super) mod suggestions;
pub(super) mod terminal;
pub(super) mod unread;
pub(super) mod until;
