//! Fixes anything.
#![no_main]

use gapreg::finding::Safety;
use gapreg_fuzz::invariants;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    invariants::fixing(text, Safety::Safe);
    invariants::fixing(text, Safety::Unsafe);
});
