//! Findings that were known before: those that a team lives with for now, and those from before a
//! change. What is new is told apart from them.

mod file;
mod touched;

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::finding::{Finding, Identity};

pub use file::{Baseline, BaselineError};
pub use touched::{changed_spans, is_touched};

/// A finding of an earlier run.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Known {
    /// The file.
    pub path: String,
    /// The entry, unless it concerned none.
    pub entry: Option<String>,
    /// The field, unless it concerned none.
    pub field: Option<String>,
    /// The rule.
    pub rule: String,
    /// What it said.
    pub message: String,
}

impl Known {
    /// What is kept of a finding in the file `path`.
    pub fn of(finding: &Finding, path: &str) -> Self {
        Self {
            path: path.to_owned(),
            entry: finding.entry.clone(),
            field: finding.field.clone(),
            rule: finding.rule.to_owned(),
            message: finding.message.clone(),
        }
    }

    fn identity(&self) -> Identity<'_> {
        Identity {
            rule: &self.rule,
            path: &self.path,
            entry: self.entry.as_deref(),
            field: self.field.as_deref(),
        }
    }
}

/// Which findings of a run were known, and which known ones are found no more; by their places.
#[derive(Debug, PartialEq, Eq)]
pub struct Matches {
    /// Of each finding, whether it was known.
    pub was_known: Vec<bool>,
    /// Of each known one, whether it is found no more.
    pub is_gone: Vec<bool>,
}

/// What makes two findings the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Same {
    /// Their identity, whatever they say. Only where several share it, or where it does not tell
    /// where, what they say decides, so that a new one cannot hide behind an old.
    Identity,
    /// Their identity, and what they say.
    Words,
}

/// Finds the known ones among findings; `name` is a path as the known ones name it.
pub fn matches<'a>(
    findings: &'a [Finding],
    known: &'a [Known],
    same: Same,
    name: impl Fn(&'a Finding) -> &'a str,
) -> Matches {
    let mut groups: HashMap<Identity<'_>, (Vec<usize>, Vec<usize>)> = HashMap::new();
    for (at, finding) in findings.iter().enumerate() {
        let identity = Identity { path: name(finding), ..finding.identity() };
        groups.entry(identity).or_default().0.push(at);
    }
    for (at, known) in known.iter().enumerate() {
        groups.entry(known.identity()).or_default().1.push(at);
    }
    let mut matches =
        Matches { was_known: vec![false; findings.len()], is_gone: vec![true; known.len()] };
    for (identity, (found, old)) in groups {
        let is_alone = found.len() == 1 && old.len() == 1;
        let words = |message| match same {
            Same::Identity if identity.tells_where() && is_alone => String::new(),
            // What counts days says another number tomorrow.
            Same::Identity if identity.tells_where() => without_numbers(message),
            _ => message.to_owned(),
        };
        let mut open: HashMap<String, Vec<usize>> = HashMap::new();
        for at in old {
            open.entry(words(&known[at].message)).or_default().push(at);
        }
        for at in found {
            if let Some(old) = open.get_mut(&words(&findings[at].message)).and_then(Vec::pop) {
                matches.was_known[at] = true;
                matches.is_gone[old] = false;
            }
        }
    }
    matches
}

/// A message without the numbers that stand in its words; what it quotes stays.
fn without_numbers(message: &str) -> String {
    let parts = message.split('`').enumerate();
    let is_number = |c: char| c.is_ascii_digit();
    let part = |(at, part): (usize, &str)| {
        if at % 2 == 0 { part.replace(is_number, "") } else { format!("`{part}`") }
    };
    parts.map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Level;
    use crate::text::Span;

    fn finding(entry: Option<&str>, field: Option<&str>, message: &str) -> Finding {
        Finding {
            rule: "bad-date",
            level: Level::Error,
            message: message.to_owned(),
            path: "a.md".into(),
            span: Span::at(0),
            entry: entry.map(str::to_owned),
            field: field.map(str::to_owned),
            help: None,
            related: Vec::new(),
            fix: None,
        }
    }

    /// Which of the findings are new, and which of the known ones are gone.
    fn split(now: &[Finding], before: &[Finding]) -> (Vec<String>, Vec<String>) {
        let known: Vec<Known> = before.iter().map(|f| Known::of(f, &f.path)).collect();
        let Matches { was_known, is_gone } = matches(now, &known, Same::Identity, |f| &f.path);
        let new = now.iter().zip(was_known).filter(|(_, known)| !known);
        let gone = known.iter().zip(is_gone).filter(|(_, gone)| *gone);
        (
            new.map(|(f, _)| f.message.clone()).collect(),
            gone.map(|(k, _)| k.message.clone()).collect(),
        )
    }

    fn words(list: &[&str]) -> Vec<String> {
        list.iter().map(|&word| word.to_owned()).collect()
    }

    #[test]
    fn the_same_place_is_the_same_finding_whatever_it_says_today() {
        let (now, before) = ("3 days late", "2 days late");
        let at = |message| finding(Some("G-1"), Some("SLA"), message);
        assert_eq!(split(&[at(now)], &[at(before)]), (vec![], vec![]));
    }

    #[test]
    fn a_new_one_cannot_hide_behind_an_old_one() {
        let other_entry = [finding(Some("G-2"), Some("SLA"), "x")];
        let other_field = [finding(Some("G-1"), Some("Owner"), "x")];
        let old = [finding(Some("G-1"), Some("SLA"), "x")];
        assert_eq!(split(&other_entry, &old), (words(&["x"]), words(&["x"])));
        assert_eq!(split(&other_field, &old), (words(&["x"]), words(&["x"])));
    }

    #[test]
    fn where_no_place_tells_them_apart_the_message_does() {
        let at = |message| finding(Some("G-1"), None, message);
        assert_eq!(split(&[at("a"), at("c")], &[at("a"), at("b")]), (words(&["c"]), words(&["b"])));
        assert_eq!(split(&[at("b"), at("a")], &[at("a")]), (words(&["b"]), vec![]));
        let days = |days: u8| at(if days == 1 { "1 day late" } else { "2 day late" });
        assert_eq!(split(&[days(2), days(2)], &[days(1), days(1)]), (vec![], vec![]));
        let code = |code: &str| at(if code == "404" { "`404`" } else { "`500`" });
        assert_eq!(split(&[code("404"), code("404")], &[code("500"), code("500")]).0.len(), 2);
        let nowhere = |message| finding(None, None, message);
        assert_eq!(split(&[nowhere("b")], &[nowhere("a")]), (words(&["b"]), words(&["a"])));
        let twice = [nowhere("a"), nowhere("a")];
        assert_eq!(split(&twice, &[nowhere("a")]), (words(&["a"]), vec![]));
    }
}
