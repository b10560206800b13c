//! What the targets have in common: the invariants that the properties of the tests hold, too.
#![allow(clippy::unwrap_used, reason = "a fuzzer")]

#[path = "../../tests/invariants/mod.rs"]
pub mod invariants;
#[path = "../../tests/world/mod.rs"]
pub mod world;

/// Tries a target on a text.
pub fn hold(target: &str, text: &str) {
    let (_, holds) = invariants::TARGETS.iter().find(|(name, _)| *name == target).unwrap();
    holds(text);
}
