//! Reads any text line by line where lines are plain, and by the Markdown parser: the blocks are the same.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Some([plain, parsed]) = gapreg::document::read_both_ways(text) {
        assert_eq!(plain, parsed);
    }
});
