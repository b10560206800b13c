//! What the targets have in common: the invariants that the properties of the tests hold, too.
#![allow(clippy::unwrap_used, reason = "a fuzzer")]

#[path = "../../tests/invariants/mod.rs"]
pub mod invariants;
#[path = "../../tests/world/mod.rs"]
pub mod world;

/// A register to hold configurations and expressions against.
pub const REGISTER: &str =
    include_str!("../../examples/docs/en/runbooks/backend-gap-register.md");
