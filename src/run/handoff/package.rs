//! What an escalation package holds: expected and actual results, keywords, and what to capture.

use super::prose::{Note, coded_lines};
use crate::register::without_marker;
use crate::values::named_endpoints;

/// The parts of an escalation package.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Package {
    pub expected: Option<String>,
    pub actual: Option<String>,
    pub keywords: Vec<String>,
    /// What else it says, line by line.
    pub notes: Vec<Note>,
}

impl Package {
    pub(super) fn of(text: &str) -> Self {
        let mut package = Self::default();
        let mut lines = coded_lines(text).into_iter().peekable();
        while let Some(line) = lines.next() {
            let mut code = line.code;
            let mut below: Vec<String> = Vec::new();
            while let Some(inner) = lines.next_if(|next| next.indent > line.indent) {
                below.push(without_marker(&inner.text).to_owned());
                code.extend(inner.code);
            }
            let below: Vec<&str> = below.iter().map(String::as_str).collect();
            let line = without_marker(&line.text);
            if code.is_empty() {
                package.take(line, &below);
            } else {
                package.notes.push(Note { text: joined(line, &below), code });
            }
        }
        package
    }

    fn take(&mut self, line: &str, below: &[&str]) {
        let (label, rest) = labelled(line);
        if label.is_some_and(compares) && self.expected.is_none() {
            let found = if rest.is_empty() { of_lines(below) } else { of_line(rest) };
            if let Some((expected, actual)) = found {
                self.expected = Some(expected);
                self.actual = Some(actual);
                return;
            }
        }
        if let Some(words) = label.and_then(|_| keywords(rest, below)) {
            self.keywords.extend(words);
            return;
        }
        // The endpoints have a place of their own.
        let is_endpoint = |text: &&str| !named_endpoints(text, true).is_empty();
        if label.is_some()
            && (is_endpoint(&rest) || (rest.is_empty() && below.iter().all(is_endpoint)))
        {
            return;
        }
        if label.is_none() && only_endpoints(line) {
            return;
        }
        self.notes.push(Note { text: joined(line, below), code: Vec::new() });
    }

    /// The labels of what is noted.
    pub(super) fn labels(&self) -> impl Iterator<Item = &str> {
        self.notes.iter().filter_map(|note| labelled(&note.text).0)
    }
}

/// A line and those below it, on one line.
fn joined(line: &str, below: &[&str]) -> String {
    [&[line], below].concat().join("; ").replace(":; ", ": ")
}

/// The label of a line, and what is behind its colon.
fn labelled(line: &str) -> (Option<&str>, &str) {
    match parts_at(line, &[':', '：']).next() {
        Some((label, rest)) if label.len() <= 60 => (Some(label.trim()), rest.trim()),
        _ => (None, line),
    }
}

/// The places of some signs outside of code, each with the text before and behind it.
fn parts_at<'t>(text: &'t str, signs: &'t [char]) -> impl Iterator<Item = (&'t str, &'t str)> {
    let mut is_code = false;
    text.char_indices().filter_map(move |(at, c)| {
        is_code ^= c == '`';
        let is_sign = !is_code && signs.contains(&c);
        is_sign.then(|| (&text[..at], &text[at + c.len_utf8()..]))
    })
}

/// A text cut at a sign, where that is outside of code.
fn parts(text: &str, sign: char) -> impl Iterator<Item = &str> {
    let mut is_code = false;
    text.split(move |c| {
        is_code ^= c == '`';
        c == sign && !is_code
    })
}

/// Whether a label announces two results: `Expected vs actual`.
fn compares(label: &str) -> bool {
    versus(label).is_some()
}

/// A text cut at the first `vs` outside of code.
fn versus(text: &str) -> Option<(&str, &str)> {
    let found = parts_at(text, &[' ']).find_map(|(before, rest)| {
        let behind = ["vs. ", "vs ", "VS "].into_iter().find_map(|word| rest.strip_prefix(word))?;
        Some((before.trim(), behind.trim()))
    });
    found.filter(|(before, behind)| !before.is_empty() && !behind.is_empty())
}

/// The two results of one line: parted at `vs`, else at the word for the second.
fn of_line(text: &str) -> Option<(String, String)> {
    if let Some((expected, actual)) = versus(text) {
        return Some((expected.to_owned(), actual.trim_end_matches('.').to_owned()));
    }
    let halves: Vec<&str> = parts(text, ';').map(str::trim).collect();
    let halves = if halves.len() == 2 { halves } else { parts(text, ',').map(str::trim).collect() };
    let [expected, actual] = halves[..] else { return None };
    Some((without_word(expected, "expected")?, without_word(actual, "actual")?))
}

/// The two results of two lines: `Expected 200`, `Actual 404`.
fn of_lines(lines: &[&str]) -> Option<(String, String)> {
    let [expected, actual] = lines else { return None };
    Some((without_word(expected, "expected")?, without_word(actual, "actual")?))
}

fn without_word(text: &str, word: &str) -> Option<String> {
    let head = text.get(..word.len())?;
    let rest = text[word.len()..].trim_start_matches([':', ' ']);
    (head.eq_ignore_ascii_case(word) && !rest.is_empty()).then(|| rest.to_owned())
}

/// The code spans of a line that holds nothing else, or of the lines below it.
fn keywords(rest: &str, below: &[&str]) -> Option<Vec<String>> {
    let lines = if rest.is_empty() { below.to_vec() } else { vec![rest] };
    let mut found = Vec::new();
    for line in &lines {
        let spans: Vec<&str> = line.split('`').skip(1).step_by(2).collect();
        let between: String = line.split('`').step_by(2).collect();
        let is_apart = between.chars().all(|c| matches!(c, ' ' | ',' | '/' | ';' | '.' | '、'));
        if spans.is_empty() || !is_apart || only_endpoints(line) {
            return None;
        }
        found.extend(spans.into_iter().map(str::to_owned));
    }
    (!lines.is_empty()).then_some(found)
}

/// Whether a line names endpoints and says nothing else.
fn only_endpoints(line: &str) -> bool {
    let named = named_endpoints(line, true);
    let Some(last) = named.last() else { return false };
    let spans = line.split('`').skip(1).step_by(2).count();
    let before = line[..named[0].place.start].trim_matches(['`', ' ']);
    let behind = line[last.place.end..].trim_start_matches(['`', ' ', ')']);
    before.is_empty() && (spans <= named.len() || behind.starts_with('('))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parted(text: &str) -> Option<String> {
        let package = Package::of(text);
        let both = package.expected.zip(package.actual)?;
        Some(format!("{} | {}", both.0, both.1))
    }

    #[test]
    fn expected_and_actual_are_parted() {
        for (text, want) in [
            ("- Expected vs actual: 200 + `{ job_id }` vs 404", Some("200 + `{ job_id }` | 404")),
            ("- Beklenen vs gerçek: anlamlı liste vs `[]`", Some("anlamlı liste | `[]`")),
            ("- Expected vs actual: expected 200; actual 404", Some("200 | 404")),
            ("- Expected vs. actual: a `x vs y` vs. b", Some("a `x vs y` | b")),
            ("- Expected vs actual:\n  - Expected 200\n  - Actual: 404", Some("200 | 404")),
            ("- Expected: 200", None),
            ("- Capture it", None),
        ] {
            assert_eq!(parted(text).as_deref(), want, "{text}");
        }
    }

    #[test]
    fn keywords_are_lines_of_code() {
        let package = Package::of(
            "- Keywords: `loans`, `renew`\n- Logs keywords:\n  - `late`\n- `GET /v1/loans`\n\
             - Method + path: `POST /v1/loans`\n- Capture the `404` in the browser\n- Request sample: none",
        );
        assert_eq!(package.keywords, ["loans", "renew", "late"]);
        let notes: Vec<&str> = package.notes.iter().map(|note| &*note.text).collect();
        assert_eq!(notes, ["Capture the `404` in the browser", "Request sample: none"]);
    }
}
