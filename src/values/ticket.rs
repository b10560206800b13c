//! The tickets that a text names: addresses, numbers and keys.

use std::collections::HashSet;
use std::fmt;

/// A ticket as a text names it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum TicketName {
    /// An issue with a number: `#12`, `acme/docs#12`, `https://github.com/acme/docs/issues/12`.
    Number { repository: Option<Repository>, number: u64 },
    /// A key of a tracker: `LIB-12`.
    Key(String),
    /// An address that names neither.
    Address(String),
}

/// A repository of a forge, in lower case.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Repository {
    /// The host, where it is known.
    pub host: Option<String>,
    /// Owner and name.
    pub path: String,
}

impl Repository {
    /// A repository by its host and its path; nothing for what cannot be one.
    pub(crate) fn of(host: Option<&str>, path: &str) -> Option<Self> {
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._-/~".contains(&byte);
        let host = host.map(str::to_ascii_lowercase);
        let host = host.map(|host| host.strip_prefix("www.").unwrap_or(&host).to_owned());
        let is_whole = path.contains('/') && path.bytes().all(is_plain);
        is_whole.then(|| Self { host, path: path.to_ascii_lowercase() })
    }

    /// Whether both may be the same: a host that is not known may be any.
    pub(crate) fn may_be(&self, other: &Self) -> bool {
        let is_one_host =
            self.host.as_ref().zip(other.host.as_ref()).is_none_or(|(own, other)| own == other);
        is_one_host && self.path == other.path
    }
}

impl TicketName {
    /// The repository of an issue with a number.
    pub(crate) fn repository(&self) -> Option<&Repository> {
        match self {
            Self::Number { repository, .. } => repository.as_ref(),
            Self::Key(_) | Self::Address(_) => None,
        }
    }

    /// The project of a key.
    pub(crate) fn project(&self) -> Option<&str> {
        match self {
            Self::Key(key) => key.rsplit_once('-').map(|(project, _)| project),
            Self::Number { .. } | Self::Address(_) => None,
        }
    }
}

impl fmt::Display for Repository {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.host.as_deref() {
            None | Some("github.com") => f.write_str(&self.path),
            Some(host) => write!(f, "{host}/{}", self.path),
        }
    }
}

impl fmt::Display for TicketName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number { repository: None, number } => write!(f, "#{number}"),
            Self::Number { repository: Some(own), number } => write!(f, "{own}#{number}"),
            Self::Key(key) => f.write_str(key),
            Self::Address(address) => f.write_str(address),
        }
    }
}

/// The tickets that the value of a field names, each once, in order. What is struck out is not named.
pub(crate) fn named_tickets(value: &str) -> Vec<TicketName> {
    let plain = without_links(&without_struck(value));
    let words: Vec<&str> = plain
        .split(|c: char| c.is_whitespace() || ",;|<>[]、，".contains(c))
        .map(bare)
        .filter(|word| !word.is_empty())
        .collect();
    let mut found: Vec<TicketName> = words.iter().flat_map(|word| named(word)).collect();
    if found.is_empty() {
        found = alone(&words);
    }
    let mut seen = HashSet::new();
    found.retain(|name| seen.insert(name.clone()));
    found
}

/// The ticket that an address names.
pub(crate) fn ticket_of_address(address: &str) -> Option<TicketName> {
    let (_, rest) = address.split_once("://").filter(|(scheme, _)| is_web(scheme))?;
    Some(by_path(rest).unwrap_or_else(|| TicketName::Address(address.to_owned())))
}

/// The key of an issue, in capitals: `LIB-12`.
pub(crate) fn issue_key(text: &str) -> Option<String> {
    let (project, number) = text.rsplit_once('-')?;
    let is_project = project.len() >= 2
        && project.starts_with(|c: char| c.is_ascii_alphabetic())
        && project.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let is_number = !number.is_empty()
        && number.len() <= 10
        && number.bytes().all(|byte| byte.is_ascii_digit());
    (is_project && is_number).then(|| text.to_ascii_uppercase())
}

fn is_web(scheme: &str) -> bool {
    ["https", "http"].iter().any(|web| scheme.eq_ignore_ascii_case(web))
}

fn without_struck(value: &str) -> String {
    let parts: Vec<&str> = value.split("~~").collect();
    // The last of an even number of parts has no mark behind it.
    let is_open = parts.len().is_multiple_of(2);
    let kept = parts
        .iter()
        .enumerate()
        .filter(|(at, _)| at % 2 == 0 || (is_open && at + 1 == parts.len()));
    kept.map(|(_, part)| *part).collect::<Vec<_>>().join(" ")
}

/// The text with each link of Markdown replaced by its target, or by its words where the target is no
/// ticket.
fn without_links(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(link) = Link::first_in(rest) {
        out.push_str(link.before);
        out.push(' ');
        let target = ticket_of_address(link.target);
        let is_ticket = target.is_some_and(|own| !matches!(own, TicketName::Address(_)));
        let says_ticket = !named(bare(link.words)).is_empty();
        out.push_str(if is_ticket || !says_ticket { link.target } else { link.words });
        out.push(' ');
        rest = link.behind;
    }
    out.push_str(rest);
    out
}

/// A link of Markdown: `[words](target "title")`.
struct Link<'t> {
    before: &'t str,
    words: &'t str,
    target: &'t str,
    behind: &'t str,
}

impl<'t> Link<'t> {
    fn first_in(text: &'t str) -> Option<Self> {
        let middle = text.find("](")?;
        let start = text[..middle].rfind('[')?;
        let end = middle + 2 + text[middle + 2..].find(')')?;
        let inner = text[middle + 2..end].trim();
        Some(Self {
            before: &text[..start],
            words: &text[start + 1..middle],
            target: inner.split_whitespace().next().unwrap_or("").trim_matches(['<', '>']),
            behind: &text[end + 1..],
        })
    }
}

/// A word without the marks of Markdown and the punctuation around it.
fn bare(word: &str) -> &str {
    let marks = ['`', '*', '_', '"', '\'', '(', ')', '[', ']', '\\', '“', '”', '‘', '’'];
    let word = word.trim_start_matches(marks);
    word.trim_end_matches(|c| {
        marks.contains(&c) || matches!(c, '.' | ':' | '!' | '?' | '。' | '：')
    })
}

/// The tickets that a word names: one, or several in a row, `#12/#13`.
fn named(word: &str) -> Vec<TicketName> {
    if let Some(name) = name(word) {
        return vec![name];
    }
    let parts: Option<Vec<TicketName>> = word.split(['/', '+', '&']).map(name).collect();
    parts.unwrap_or_default()
}

fn name(word: &str) -> Option<TicketName> {
    if word.contains("://") {
        return ticket_of_address(word);
    }
    if let Some((repository, number)) = word.split_once('#') {
        let number = number.parse().ok()?;
        let repository = match repository.trim_end_matches('\\') {
            "" => None,
            path => Some(Repository::of(None, path)?),
        };
        return Some(TicketName::Number { repository, number });
    }
    if word.contains("/issues/") || word.contains("/browse/") {
        return by_path(word);
    }
    let key = issue_key(word)?;
    (key == word).then_some(TicketName::Key(key))
}

/// The tickets of words that stand alone: `12, 13` and `lib-12`.
fn alone(words: &[&str]) -> Vec<TicketName> {
    let is_number =
        |word: &&str| word.len() <= 10 && word.bytes().all(|byte| byte.is_ascii_digit());
    if words.iter().all(is_number) {
        let number =
            |word: &&str| Some(TicketName::Number { repository: None, number: word.parse().ok()? });
        return words.iter().filter_map(number).collect();
    }
    let keys: Option<Vec<TicketName>> =
        words.iter().map(|word| issue_key(word).map(TicketName::Key)).collect();
    keys.unwrap_or_default()
}

/// The ticket of an address without its scheme.
fn by_path(rest: &str) -> Option<TicketName> {
    let rest = rest.split('#').next().unwrap_or(rest);
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let steps: Vec<&str> = path.split('/').filter(|step| !step.is_empty()).collect();
    numbered(&steps).or_else(|| {
        let chosen = query.split('&').filter_map(|part| part.strip_prefix("selectedIssue="));
        let mut keys = chosen.chain(steps.iter().skip(1).rev().copied()).filter_map(issue_key);
        keys.next().map(TicketName::Key)
    })
}

/// The issue of a repository: `github.com/acme/docs/issues/12`, `gitlab.com/a/b/docs/-/issues/12`.
fn numbered(steps: &[&str]) -> Option<TicketName> {
    let at = steps.iter().position(|step| matches!(*step, "issues" | "pull" | "work_items"))?;
    let number = steps.get(at + 1)?.parse().ok()?;
    let before = steps.get(..at)?;
    let before = before.strip_suffix(&["-"]).unwrap_or(before);
    // Without a host, there is an owner and a name.
    let (host, path) = match before {
        [owner, name] if !owner.contains('.') => (None, format!("{owner}/{name}")),
        // What a host is preceded by is for the server: a name and a password.
        [host, path @ ..] => (host.rsplit('@').next(), path.join("/")),
        [] => return None,
    };
    let repository = Repository::of(host, &path)?;
    Some(TicketName::Number { repository: Some(repository), number })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> String {
        let names: Vec<String> = named_tickets(text).iter().map(ToString::to_string).collect();
        names.join(" ")
    }

    #[test]
    fn a_ticket_has_many_forms() {
        for (text, want) in [
            ("#12", "#12"),
            ("12", "#12"),
            (r"\#12", "#12"),
            ("`#12`", "#12"),
            ("acme/docs#12", "acme/docs#12"),
            ("Acme/Docs#12.", "acme/docs#12"),
            ("https://github.com/Acme/docs/issues/12", "acme/docs#12"),
            ("<https://www.github.com/acme/docs/issues/12#issuecomment-3>", "acme/docs#12"),
            ("https://github.com/acme/docs/pull/12/files?w=1", "acme/docs#12"),
            ("https://github.acme.org/acme/docs/issues/12", "github.acme.org/acme/docs#12"),
            ("https://gitlab.com/a/b/docs/-/issues/12", "gitlab.com/a/b/docs#12"),
            ("github.com/acme/docs/issues/12", "acme/docs#12"),
            ("LIB-12", "LIB-12"),
            ("lib-12", "LIB-12"),
            ("**LIB_2-12**", "LIB_2-12"),
            ("https://acme.atlassian.net/browse/lib-12?focusedId=3", "LIB-12"),
            ("https://jira.acme.org/projects/LIB/issues/LIB-12", "LIB-12"),
            ("https://acme.atlassian.net/jira/boards/1?selectedIssue=LIB-12", "LIB-12"),
            ("https://linear.app/acme/issue/ENG-12/renewal-fails", "ENG-12"),
            ("https://trello.com/c/x1Y", "https://trello.com/c/x1Y"),
            ("[LIB-12](https://acme.atlassian.net/browse/LIB-12)", "LIB-12"),
            ("[the issue](https://github.com/acme/docs/issues/12 \"Renewal\")", "acme/docs#12"),
            ("[#12](../tracker.md)", "#12"),
        ] {
            assert_eq!(names(text), want, "{text}");
        }
    }

    #[test]
    fn a_value_may_name_several() {
        for (text, want) in [
            ("#12, #13 and acme/api#4", "#12 #13 acme/api#4"),
            ("LIB-12; LIB-13\n- LIB-14", "LIB-12 LIB-13 LIB-14"),
            ("#12/#13", "#12 #13"),
            ("12, 13", "#12 #13"),
            (
                "[#1](https://github.com/a/b/issues/1), [#2](https://github.com/a/b/issues/2)",
                "a/b#1 a/b#2",
            ),
            ("LIB-12 (LIB-12)", "LIB-12"),
            ("[LIB-12][tracker]", "LIB-12"),
            ("~~LIB-11~~ LIB-12", "LIB-12"),
        ] {
            assert_eq!(names(text), want, "{text}");
        }
    }

    #[test]
    fn other_texts_name_none() {
        for text in [
            "",
            "TBD",
            "see mail",
            "step-2 of 3",
            "#",
            "# 12",
            "C# 12",
            "a#b",
            "G-",
            "~~#12~~",
            "2026-01-04",
        ] {
            assert_eq!(names(text), "", "{text}");
        }
    }
}
