//! Heals and adopts any text.
#![no_main]

use gapreg_fuzz::hold;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| hold("rescue", text));
