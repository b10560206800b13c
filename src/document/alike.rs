//! A text read both ways, to see that they give the same blocks.

use std::fmt::Write as _;

use super::block::Document;
use super::depth::check_depth;
use super::parser::parse;
use super::reader::read;
use crate::text::Source;

/// All blocks of a text with their spans: read line by line where lines are plain, and by the parser
/// alone. Nothing where no command reads the text.
pub fn read_both_ways(text: &str) -> Option<[String; 2]> {
    check_depth(&Source::new("register.md", text)).ok()?;
    Some([read(text, 0), parse(text, 0..text.len())].map(|document| shown(&document)))
}

fn shown(document: &Document) -> String {
    let mut out = String::new();
    for block in &document.blocks {
        let _ = writeln!(out, "{block:?} {:?}", document.inlines(block));
    }
    let _ = write!(out, "{:?} {:?}", document.tables, document.comments);
    out
}
