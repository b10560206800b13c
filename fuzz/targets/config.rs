//! Reads any text as a configuration.
#![no_main]

use gapreg_fuzz::hold;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| hold("config", text));
