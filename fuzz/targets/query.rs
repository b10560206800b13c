//! Evaluates any text as an expression.
#![no_main]

use gapreg_fuzz::hold;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| hold("query", text));
