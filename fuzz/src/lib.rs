//! The common part of all targets: the invariants, which are also tested as properties.
#![allow(clippy::unwrap_used, reason = "a fuzzer")]

#[path = "../../tests/common/environment.rs"]
pub mod environment;
#[path = "../../tests/common/invariants.rs"]
pub mod invariants;

/// Tries a target on a text.
pub fn hold(target: &str, text: &str) {
    let (_, holds) = invariants::TARGETS.iter().find(|(name, _)| *name == target).unwrap();
    holds(text);
}
