//! Where a contract writes its paths.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::text::char_start;

/// A longer key is not looked for.
const LONGEST_KEY: usize = 2_000;

/// The methods of a path are looked for in so many bytes behind it.
const LONGEST_PATH: usize = 100_000;

/// The offsets of the keys in JSON or YAML that start with a slash.
#[derive(Debug)]
pub(super) struct KeyPlaces<'t> {
    text: &'t str,
    places: HashMap<Cow<'t, str>, usize>,
    /// All offsets, in order.
    starts: Vec<usize>,
}

impl<'t> KeyPlaces<'t> {
    /// The keys of a text.
    pub(super) fn of(text: &'t str) -> Self {
        let mut places = HashMap::new();
        let mut starts = Vec::new();
        for at in memchr::memchr_iter(b'/', text.as_bytes()) {
            if let Some((start, key)) = key_at(text, at) {
                starts.push(start);
                places.entry(key).or_insert(start);
            }
        }
        Self { text, places, starts }
    }

    /// Where a path is a key.
    pub(super) fn path(&self, path: &str) -> Option<usize> {
        self.places.get(path).copied()
    }

    /// Where a method is a key behind the path at an offset; the path where it is none.
    pub(super) fn method(&self, path: Option<usize>, method: &str) -> usize {
        let Some(path) = path else { return 0 };
        let next = self.starts.partition_point(|start| *start <= path);
        let end = self.starts.get(next).copied().unwrap_or(self.text.len());
        let end = char_start(self.text, end.min(path + LONGEST_PATH));
        let part = &self.text[path..end];
        let is_key = |at: usize| {
            let behind = part[at + method.len()..].trim_start_matches(['"', '\'']);
            let before = part[..at].trim_end_matches(['"', '\'']);
            behind.trim_start_matches([' ', '\t']).starts_with(':')
                && before.ends_with([' ', '\t', '\n', '{', ','])
        };
        let at = part.match_indices(method).map(|(at, _)| at).find(|&at| is_key(at));
        at.map_or(path, |at| path + at)
    }
}

/// The key whose first slash is at an offset, and where it starts.
fn key_at(text: &str, slash: usize) -> Option<(usize, Cow<'_, str>)> {
    let before = &text[..slash];
    // PHP escapes slashes.
    let (start, before) = match before.strip_suffix('\\') {
        Some(before) => (slash - 1, before),
        None => (slash, before),
    };
    let quote = before.chars().next_back().filter(|c| matches!(c, '"' | '\''));
    // A contract may be one long line.
    let rest = &text[start..char_start(text, text.len().min(start + LONGEST_KEY))];
    let key = if let Some(quote) = quote {
        let key = &rest[..rest.find(quote)?];
        let behind = text[start + key.len() + 1..].trim_start();
        behind.starts_with(':').then_some(key)?
    } else {
        let is_first = before.trim_end_matches([' ', '\t', '?']);
        if !(is_first.is_empty() || is_first.ends_with('\n')) {
            return None;
        }
        let line = rest.lines().next().unwrap_or_default();
        let end = line.find(": ").or_else(|| line.trim_end().strip_suffix(':').map(str::len))?;
        &line[..end]
    };
    let key = if key.contains('\\') { Cow::Owned(key.replace("\\/", "/")) } else { key.into() };
    Some((start, key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_found_in_json_and_yaml() {
        for text in [
            "{\"paths\":{\"/a\":{\"get\":{\"x\":\"/b\"}},\"\\/b/{id}\":{\"post\":{}}}}",
            "paths:\n  /a:\n    get:\n      x: /b\n  '/b/{id}':\n    post: {}\n",
            "paths: {\"/a\": {get: {}}, \"/b/{id}\": {post: {}}}",
        ] {
            let places = KeyPlaces::of(text);
            let at = places.path("/b/{id}").unwrap();
            assert!(text[at..].starts_with(['/', '\\']), "{text}");
            assert!(text[places.method(Some(at), "post")..].starts_with("post"), "{text}");
            assert_eq!(places.method(Some(at), "get"), at, "{text}");
            assert!(places.path("/a").is_some() && places.path("/c").is_none(), "{text}");
        }
    }
}
