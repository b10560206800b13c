//! Compares anything with anything.
#![no_main]

use gapreg_fuzz::invariants;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    // A line of equals signs parts the two.
    let (one, other) = text.split_once("\n=====\n").unwrap_or((text, text));
    invariants::mirrors(one, other);
});
