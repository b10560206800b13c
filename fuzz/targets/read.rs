//! Reads, lints and reports anything.
#![no_main]

use gapreg_fuzz::invariants;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| invariants::reading(text));
