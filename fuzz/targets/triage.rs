//! Writes the triage table of any text.
#![no_main]

use gapreg_fuzz::hold;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| hold("triage", text));
