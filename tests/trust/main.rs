//! Nothing that a person wrote is lost, undone or spread: every command that writes, tried on
//! registers and pairs that were changed at random. `.ci/long` tries thousands of them, also on the
//! registers that `GAPREG_TEXTS` names.
#![allow(clippy::unwrap_used, reason = "a test")]

#[path = "../common/mod.rs"]
mod common;

mod commands;
mod edits;
mod kept;
mod mutations;
mod texts;

use proptest::prelude::*;
use proptest::test_runner::{FileFailurePersistence, RngSeed};

use mutations::cases;

/// The same cases in each run, unless `PROPTEST_CASES` asks for a number of new ones.
fn config(count: u32) -> ProptestConfig {
    let wanted = std::env::var("PROPTEST_CASES").ok().and_then(|wanted| wanted.parse().ok());
    let file = FileFailurePersistence::Direct("tests/regressions/trust.txt");
    ProptestConfig {
        cases: wanted.unwrap_or(count),
        rng_seed: wanted.map_or(RngSeed::Fixed(2026), |_| RngSeed::Random),
        // The texts of `GAPREG_TEXTS` are not those of the next run.
        failure_persistence: texts::are_ours().then(|| Box::new(file) as Box<_>),
        max_shrink_iters: 512,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config(80))]

    #[test]
    fn what_people_wrote_is_kept(case in cases(), writer in commands::writers()) {
        kept::holds(&case, &writer);
    }
}

proptest! {
    #![proptest_config(config(30))]

    #[test]
    fn offered_edits_are_those_of_fix(case in cases(), of in prop::sample::select(edits::FIXERS.to_vec())) {
        edits::hold(&case, of);
    }
}
