//! Lines of `METHOD /path`, whatever is behind them, and of `/path` alone.

use super::super::base_path::path_of_address;
use super::super::contract::{ContractError, FoundRoutes};
use super::{Line, methods_of, operations};
use crate::routes::base_path::joined;

pub(super) fn read(
    lines: &[Line<'_>],
    text: &str,
    base: &str,
) -> Result<FoundRoutes, ContractError> {
    let mut found = FoundRoutes::new("routes", Vec::new());
    for line in lines.iter().filter(|line| !is_comment(line.text)) {
        match read_line(*line) {
            Some(read) => {
                let route = joined(base, read.path);
                found.operations.extend(operations(read.methods, &route, line.place(read.path)));
            }
            None if is_heading(line.text) => {}
            None => {
                let start = line.text.len() - line.text.trim_start().len();
                let message =
                    "it is not a route: a line is `METHOD /path`, a comment after `#`, or blank";
                return Err(ContractError::at(text, line.offset + start, message));
            }
        }
    }
    Ok(found)
}

struct ReadLine<'t> {
    methods: Vec<String>,
    path: &'t str,
}

fn read_line<'t>(line: Line<'t>) -> Option<ReadLine<'t>> {
    let is_mark = |word: &&str| matches!(*word, "-" | "*" | "|" | "+") || word.starts_with("[GIN");
    let mut words = line.words().filter(|word| !is_mark(word)).peekable();
    let bare = |word: &'t str| word.trim_matches(['`', '"', '\'', ',']);
    let first = bare(words.next()?);
    if first.starts_with('/') {
        // `/path GET` is written, too.
        let methods = words.next().map(|word| methods_of(bare(word))).unwrap_or_default();
        return Some(ReadLine { methods, path: first });
    }
    let mut methods = methods_of(first);
    if methods.is_empty() {
        return None;
    }
    // `GET, POST /path`
    while let Some(word) = words.peek().filter(|word| !word.contains(['{', ':', '<', '.'])) {
        let more = methods_of(bare(word));
        if more.is_empty() || word.starts_with('/') {
            break;
        }
        methods.extend(more);
        words.next();
    }
    let path = bare(words.next()?);
    let path = if path.contains("://") { path_of_address(path) } else { path };
    // Laravel leaves out the slash at the start, and has dots behind the path.
    let is_listed = line.text.contains(" ....") || line.text.contains('›');
    (path.starts_with('/') || is_listed).then_some(ReadLine { methods, path })
}

fn is_comment(line: &str) -> bool {
    let line = line.trim_start();
    ["#", "//", "--", "==", "```"].iter().any(|mark| line.starts_with(mark))
        || line.chars().all(|c| "+-=|".contains(c))
}

/// Whether a line names no route: `Method  Path`, `12 routes`, `Showing [4] routes`.
fn is_heading(line: &str) -> bool {
    let first = line.split_whitespace().next().unwrap_or_default();
    !line.contains(['/', '{', '}', '<', '>', '\\', '"'])
        && (methods_of(first).is_empty() || first == "METHOD")
}
