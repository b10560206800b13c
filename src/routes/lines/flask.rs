//! What `flask routes` prints.

use super::super::contract::FoundRoutes;
use super::{Line, methods_of, operations};
use crate::routes::base_path::joined;

pub(super) fn read(lines: &[Line<'_>], base: &str) -> Option<FoundRoutes> {
    let header = lines.iter().take(20).position(|line| {
        let words: Vec<&str> = line.words().collect();
        words.contains(&"Endpoint") && words.contains(&"Methods") && words.contains(&"Rule")
    })?;
    let mut found = FoundRoutes::new("flask-routes", Vec::new());
    for line in lines.iter().skip(header + 1) {
        // The rule is the last column, and has no blank in it.
        let Some(at) = line.text.rfind(" /") else { continue };
        let path = line.text[at + 1..].trim();
        let words = line.text[..at].split_whitespace();
        let methods = words.skip(1).filter(|word| {
            let is_method =
                |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_uppercase());
            word.split(',').any(is_method)
        });
        let methods = methods.flat_map(methods_of).collect();
        found.operations.extend(operations(methods, &joined(base, path), line.place(path)));
    }
    Some(found)
}
