//! The Markdown parser on its own: what any reading of a register costs at least.

use std::hint::black_box;

use pulldown_cmark::{Options, Parser};

/// Draws every event and its place from a text, with the options that `gapreg` reads by, and
/// counts them.
pub fn drain(text: &str) -> usize {
    let options = Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS;
    Parser::new_ext(text, options).into_offset_iter().map(black_box).count()
}
