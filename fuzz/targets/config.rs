//! Configures by anything.
#![no_main]

use gapreg_fuzz::{REGISTER, invariants};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|yaml: &str| invariants::configurations(yaml, REGISTER));
