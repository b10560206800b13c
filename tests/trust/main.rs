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
    #![proptest_config(config(160))]

    #[test]
    fn what_people_wrote_is_kept(case in cases(), writer in commands::writers()) {
        kept::holds(&case, &writer);
    }
}

proptest! {
    #![proptest_config(config(60))]

    #[test]
    fn offered_edits_are_those_of_fix(case in cases(), of in prop::sample::select(edits::FIXERS.to_vec())) {
        edits::hold(&case, of);
    }
}

#[test]
#[ignore]
fn survey() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    use rayon::prelude::*;
    let n: u64 = std::env::var("N").unwrap().parse().unwrap();
    let start: u64 = std::env::var("START").map_or(0, |s| s.parse().unwrap());
    let only = std::env::var("ONLY").unwrap_or_default();
    std::panic::set_hook(Box::new(|_| {}));
    let found: Vec<(u64, String)> = (start..start + n)
        .into_par_iter()
        .filter_map(|seed| {
            let config = ProptestConfig { rng_seed: RngSeed::Fixed(seed), ..ProptestConfig::default() };
            let mut runner = TestRunner::new(config);
            let (case, writer, fixer) = (cases(), commands::writers(), prop::sample::select(edits::FIXERS.to_vec()))
                .new_tree(&mut runner).unwrap().current();
            let fail = |name: &str, of: &dyn Fn()| {
                if !name.starts_with(&only) { return None; }
                std::panic::catch_unwind(std::panic::AssertUnwindSafe(of)).err().map(|e| {
                    let m = e.downcast_ref::<String>().cloned().or(e.downcast_ref::<&str>().map(|s| s.to_string())).unwrap_or_default();
                    (seed, format!("##### {seed} {name}: {m}\n{case:?}"))
                })
            };
            if let Ok(dir) = std::env::var("DUMP") {
                for (name, text) in [(commands::LEADING, &case.leading), (commands::MIRROR, &case.mirror)] {
                    let path = std::path::Path::new(&dir).join(name);
                    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
                    std::fs::write(path, text).unwrap();
                }
                println!("{writer:?} {fixer:?} {case:?}");
            }
            let is_edits = seed % 3 == 0;
            if is_edits { fail("edits", &|| edits::hold(&case, fixer)) } else { fail("kept", &|| kept::holds(&case, &writer)) }
        })
        .collect();
    for (seed, text) in &found { let _ = seed; println!("{text}\n"); }
    println!("{} of {n} failed", found.len());
}
