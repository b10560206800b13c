//! Writes the table of anything.
#![no_main]

use gapreg_fuzz::invariants;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for (is_aligned, rewrites_texts) in [(false, false), (true, true)] {
        invariants::tables(text, is_aligned, rewrites_texts);
    }
});
