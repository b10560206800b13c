//! What `rails routes` prints, also with `--expanded`.

use super::super::contract::FoundRoutes;
use super::super::operation::Operation;
use super::{Line, methods_of, operations};
use crate::routes::base_path::joined;

pub(super) fn read(lines: &[Line<'_>], base: &str) -> Option<FoundRoutes> {
    let is_header =
        |line: &Line<'_>| line.text.contains("Verb") && line.text.contains("URI Pattern");
    let operations = if lines.iter().take(20).any(is_header) {
        lines.iter().filter(|line| !is_header(line)).flat_map(|line| of_line(*line, base)).collect()
    } else if lines.iter().take(20).any(|line| line.text.starts_with("--[ Route ")) {
        of_expanded(lines, base)
    } else {
        return None;
    };
    Some(FoundRoutes::new("rails-routes", operations))
}

/// `users GET /users(.:format) users#index`: what is before the methods is a name.
fn of_line(line: Line<'_>, base: &str) -> Vec<Operation> {
    let words: Vec<&str> = line.words().collect();
    let Some(at) = words.iter().position(|word| word.starts_with(['/', '('])) else {
        return Vec::new();
    };
    // A mounted engine has no method, and takes whatever is below it.
    let methods = at.checked_sub(1).map(|before| methods_of(words[before])).unwrap_or_default();
    let is_mounted = methods.is_empty() && !line.text.contains('#');
    let path = words[at];
    let mut found = operations(methods, &joined(base, path), line.place(path));
    if is_mounted {
        found.push(Operation::new(None, joined(base, &format!("{path}/*rest")), line.place(path)));
    }
    found
}

fn of_expanded(lines: &[Line<'_>], base: &str) -> Vec<Operation> {
    let mut found = Vec::new();
    let mut methods = Vec::new();
    for line in lines {
        let Some((label, value)) = line.text.split_once('|') else { continue };
        match label.trim() {
            "Verb" => methods = methods_of(value.trim()),
            "URI" => {
                let path = value.trim();
                let methods = std::mem::take(&mut methods);
                found.extend(operations(methods, &joined(base, path), line.place(path)));
            }
            _ => {}
        }
    }
    found
}
