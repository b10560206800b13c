//! Paths of endpoints, as people write them.

use std::borrow::Cow;

use crate::text::char_start;

/// What ends in one of these is a file of a repository, unless a method is before it.
const FILES: [&str; 22] = [
    "md", "mdx", "rst", "txt", "py", "ts", "tsx", "js", "jsx", "mjs", "vue", "rs", "go", "java",
    "kt", "php", "rb", "cs", "sql", "sh", "log", "png",
];

/// Below these are the files of a computer.
const FOLDERS: [&str; 10] =
    ["etc", "home", "mnt", "opt", "proc", "root", "tmp", "usr", "var", "Users"];

/// More endpoints than this are not made of one text with alternatives.
const MOST_CHOICES: usize = 64;

/// Whether the text of an entry names several endpoints at once.
pub(crate) fn has_wildcard(route: &str) -> bool {
    route.contains(['*', '…']) || route.contains("...")
}

/// The path in a word: without address, query and anchor. None where the word is no path: it starts
/// with a slash, is an address, or has a slash in it.
pub(super) fn endpoint_path(word: &str) -> Option<String> {
    let word = unescaped(word);
    let path = without_base(&word)?;
    let end = query_start(path).unwrap_or(path.len());
    let path = &path[..end];
    let is_written =
        |c: char| c.is_ascii_alphanumeric() || "/-_.~{}<>:()[]*@!$&+,;=|%…".contains(c);
    let is_path = path.contains('/') && path.chars().all(|c| is_written(c) || c.is_alphabetic());
    (is_path && !path.starts_with("//") && !path.starts_with("/*/")).then(|| path.to_owned())
}

/// Where the query or the anchor starts. The question mark of an optional parameter, `{id?}`, does not
/// start one.
fn query_start(path: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in path.char_indices() {
        match c {
            '{' | '<' | '[' | '(' => depth += 1,
            '}' | '>' | ']' | ')' => depth = depth.saturating_sub(1),
            '?' | '#' if depth == 0 => return Some(at),
            _ => {}
        }
    }
    None
}

/// What people escape for Markdown and HTML.
fn unescaped(word: &str) -> Cow<'_, str> {
    if !word.contains(['\\', '&']) {
        return Cow::Borrowed(word);
    }
    Cow::Owned(word.replace("&lt;", "<").replace("&gt;", ">").replace('\\', ""))
}

/// A word without the address of a server, written out or as a variable: `https://host/a`,
/// `$BASE_URL/a`, `{{baseUrl}}/a`.
pub(super) fn without_base(word: &str) -> Option<&str> {
    if let Some((scheme, rest)) = word.split_once("://") {
        let is_scheme = scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'+');
        let path = rest.find(['/', '?', '#']).map_or("/", |at| &rest[at..]);
        return (is_scheme && !scheme.is_empty()).then_some(path);
    }
    let (first, _) = word.split_once('/').unwrap_or((word, ""));
    Some(if is_base(first) { &word[first.len()..] } else { word })
}

/// Whether the text before the first slash is a variable that represents the address of a server.
fn is_base(first: &str) -> bool {
    let is_variable = first.starts_with(['$', '{', '<', '%']);
    let name = first.to_ascii_lowercase();
    is_variable
        && ["base", "url", "host", "server", "origin"].iter().any(|part| name.contains(part))
}

/// Whether a path without a method is surely one of an endpoint.
pub(super) fn is_surely_endpoint(path: &str, is_prose: bool) -> bool {
    let last = path.rsplit('/').next().unwrap_or(path);
    let is_file = last.rsplit_once('.').is_some_and(|(_, extension)| FILES.contains(&extension));
    let mut steps = path.split('/').skip(1);
    let is_file =
        is_file || (FOLDERS.contains(&steps.next().unwrap_or_default()) && steps.next().is_some());
    let has_word = path.contains(|c: char| c.is_ascii_alphabetic());
    // `Roles /Teams` in a sentence is a list.
    let is_long = path.trim_matches('/').contains('/') || path.contains(['{', '<']);
    path.starts_with('/') && has_word && !is_file && (is_long || !is_prose)
}

/// A longer list of words in brackets is not read.
const LONGEST_LIST: usize = 1_000;

/// The path with each of the alternatives that are written in it, `/logs/{cron|health}`, or behind it
/// in brackets, `/logs/<category>` (cron/health).
pub(super) fn expanded(path: &str, behind: &str) -> Option<Vec<String>> {
    let inner = alternatives_inside(path);
    let (place, words) = match inner {
        Some(found) => found,
        None => (last_parameter(path)?, words_in_brackets(behind)?),
    };
    let (before, after) = (&path[..place.start], &path[place.end..]);
    Some(words.into_iter().map(|word| format!("{before}{word}{after}")).collect())
}

/// The words in the brackets right behind an endpoint: `` ` (cron/health/…) ``.
pub(super) fn words_in_brackets(behind: &str) -> Option<Vec<&str>> {
    // What is behind may be a long text, and another endpoint asks again.
    let near = &behind[..char_start(behind, behind.len().min(LONGEST_LIST))];
    let line = near.lines().next()?;
    let rest = line.trim_start_matches(['`', '*']).trim_start_matches([' ', '\u{a0}']);
    let (inner, _) = rest.strip_prefix('(')?.split_once(')')?;
    words_of(inner, &['/', ',', '|'])
}

fn words_of<'t>(text: &'t str, separators: &[char]) -> Option<Vec<&'t str>> {
    let bare = |part: &'t str| part.trim().trim_matches(['`', '*', '"', '\'']);
    let parts: Vec<&str> = text.split(separators).map(bare).collect();
    let is_more = |part: &&str| matches!(*part, "…" | "..." | "etc." | "etc" | "");
    let words: Vec<&str> = parts.iter().filter(|part| !is_more(part)).copied().collect();
    let is_word = |word: &&str| {
        word.starts_with(char::is_alphanumeric)
            && word.chars().all(|c| c.is_alphanumeric() || "-_.".contains(c))
    };
    let is_list = (2..=MOST_CHOICES).contains(&words.len());
    (is_list && words.iter().all(is_word)).then_some(words)
}

type Alternatives<'p> = (std::ops::Range<usize>, Vec<&'p str>);

/// The alternatives in the brackets of a path: `{cron|health}`, `(cron|health)`, `{cron,health}`.
fn alternatives_inside(path: &str) -> Option<Alternatives<'_>> {
    for (open, close) in [('{', '}'), ('(', ')'), ('<', '>'), ('[', ']')] {
        for (start, _) in path.match_indices(open) {
            let end = start + path[start..].find(close)?;
            let words = words_of(&path[start + 1..end], &['|', ',']);
            if let Some(words) = words {
                return Some((start..end + 1, words));
            }
        }
    }
    None
}

/// The last parameter of a path, where it can represent words: an `id` does not.
fn last_parameter(path: &str) -> Option<std::ops::Range<usize>> {
    let last = path.split_inclusive('/').scan(0, |at, part| {
        let start = *at;
        *at += part.len();
        Some((start, part.trim_end_matches('/')))
    });
    let is_parameter = |part: &str| part.starts_with([':', '{', '<', '[']) && part.len() > 1;
    let (start, part) = last.filter(|(_, part)| is_parameter(part)).last()?;
    let name = part.trim_matches(|c: char| !c.is_alphanumeric());
    let lower = name.to_ascii_lowercase();
    let is_id = ["id", "uuid", "guid", "key", "slug", "token"].contains(&lower.as_str())
        || name.ends_with("Id")
        || lower.ends_with("_id")
        || lower.ends_with("-id");
    (!is_id).then(|| start..start + part.len())
}
