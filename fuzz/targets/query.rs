//! Asks for anything.
#![no_main]

use gapreg_fuzz::{REGISTER, invariants};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| invariants::expressions(text, REGISTER));
