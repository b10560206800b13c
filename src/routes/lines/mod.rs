//! Contracts of lines: `METHOD /path`, and what the tools of frameworks print.

mod django;
mod flask;
mod http;
mod plain;
mod rails;

pub(super) use django::is_suffix;

use super::contract::{ContractError, FoundRoutes};
use super::operation::Operation;
use crate::values::method;

/// Reads the lines of a text, by what they look like.
pub(super) fn read(text: &str, base: &str) -> Result<FoundRoutes, ContractError> {
    let lines: Vec<Line<'_>> = lines_of(text).collect();
    let readers = [rails::read, flask::read, django::read, http::read];
    let found = readers.into_iter().find_map(|read| read(&lines, base));
    let found = found.map_or_else(|| plain::read(&lines, text, base), Ok)?;
    if found.operations.is_empty() {
        return Err(ContractError::at(text, 0, "it has no routes in a form that is known"));
    }
    Ok(found)
}

/// A line that is not blank.
#[derive(Clone, Copy, Debug)]
struct Line<'t> {
    text: &'t str,
    offset: usize,
}

impl<'t> Line<'t> {
    /// Its words.
    fn words(self) -> impl Iterator<Item = &'t str> {
        self.text.split_whitespace()
    }

    /// The offset of a part of it.
    fn place(self, part: &str) -> usize {
        let inner = (part.as_ptr() as usize).checked_sub(self.text.as_ptr() as usize);
        self.offset + inner.filter(|at| *at <= self.text.len()).unwrap_or(0)
    }
}

fn lines_of(text: &str) -> impl Iterator<Item = Line<'_>> {
    let mut at = 0;
    let lines = text.split_inclusive('\n').map(move |line| {
        let offset = at;
        at += line.len();
        let bom = line.len() - line.trim_start_matches('\u{feff}').len();
        Line { text: line[bom..].trim_end(), offset: offset + bom }
    });
    lines.filter(|line| !line.text.trim().is_empty())
}

/// The methods in a text: `GET|HEAD`, `GET, POST`; nothing where a word of it is none.
pub(super) fn methods_of(text: &str) -> Vec<String> {
    let words = text.split(['|', ',', '/']).map(str::trim).filter(|word| !word.is_empty());
    let methods: Option<Vec<String>> = words
        .map(|word| match word {
            "*" => Some("ANY".to_owned()),
            word => {
                method(word).or_else(|| is_like_method(word).then(|| word.to_ascii_uppercase()))
            }
        })
        .collect();
    methods.unwrap_or_default()
}

/// Whether a word is written as methods are: servers may have any.
fn is_like_method(word: &str) -> bool {
    word.len() >= 3 && word.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'-')
}

/// The operations of a route, one for each method; of any method, where there are none.
pub(super) fn operations(methods: Vec<String>, route: &str, offset: usize) -> Vec<Operation> {
    if methods.is_empty() {
        return vec![Operation::new(None, route, offset)];
    }
    methods.into_iter().map(|method| Operation::new(Some(method), route, offset)).collect()
}
