//! Two people on two branches: whatever they change, real merges, rebases and cherry-picks lose
//! nothing. `.ci/long` tries thousands of pairs.
#![allow(clippy::unwrap_used, reason = "a test")]

#[path = "../common/mod.rs"]
mod common;

mod changes;
mod kept;
mod repository;

use proptest::prelude::*;
use proptest::test_runner::{FileFailurePersistence, RngSeed};

use changes::{Change, changes};
use repository::Repository;

/// The same cases in each run, unless `PROPTEST_CASES` asks for a number of new ones.
fn config(seed: u64) -> ProptestConfig {
    let wanted = std::env::var("PROPTEST_CASES").ok().and_then(|wanted| wanted.parse().ok());
    let file = FileFailurePersistence::Direct("tests/regressions/branches.txt");
    ProptestConfig {
        cases: wanted.unwrap_or(20),
        rng_seed: wanted.map_or(RngSeed::Fixed(seed), |_| RngSeed::Random),
        failure_persistence: Some(Box::new(file)),
        max_shrink_iters: 128,
        ..ProptestConfig::default()
    }
}

fn two_branches() -> impl Strategy<Value = (Vec<Change>, Vec<Change>)> {
    (changes("l"), changes("r"))
}

thread_local! {
    /// One repository for all cases of a test: each begins at its first commit.
    static REPOSITORY: Repository = Repository::new();
}

proptest! {
    #![proptest_config(config(2026))]

    #[test]
    fn nothing_is_lost_between_two_people((left, right) in two_branches()) {
        REPOSITORY.with(|repository| kept::holds(repository, &left, &right));
    }
}

// Other cases, on another core.
proptest! {
    #![proptest_config(config(2027))]

    #[test]
    fn nothing_is_lost_between_two_others((left, right) in two_branches()) {
        REPOSITORY.with(|repository| kept::holds(repository, &left, &right));
    }
}
