//! The endpoints that a text names, in code spans or bare, with or without a method.

use std::ops::Range;

use super::endpoint::METHODS;
use super::endpoint_path::{endpoint_path, expanded, is_surely_endpoint, words_in_brackets};
use super::endpoint_words::{EndpointWord, endpoint_words};

/// Methods beside [`METHODS`] that a server may have.
const MORE_METHODS: [&str; 20] = [
    "QUERY",
    "PURGE",
    "COPY",
    "MOVE",
    "LINK",
    "UNLINK",
    "LOCK",
    "UNLOCK",
    "PROPFIND",
    "PROPPATCH",
    "MKCOL",
    "REPORT",
    "SEARCH",
    "SUBSCRIBE",
    "UNSUBSCRIBE",
    "NOTIFY",
    "ALL",
    "WSS",
    "SSE",
    "WEBSOCKET",
];

/// An endpoint in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NamedEndpoint {
    /// The method, upper case; none where the text names none.
    pub(crate) method: Option<String>,
    /// The path, as it is written: without address and query.
    pub(crate) route: String,
    /// From its method to the end of its path.
    pub(crate) place: Range<usize>,
}

/// The endpoints of a text, in order. In prose, one word behind a slash is no endpoint. What is struck out
/// is not named.
pub(crate) fn named_endpoints(text: &str, is_prose: bool) -> Vec<NamedEndpoint> {
    if memchr::memchr(b'/', text.as_bytes()).is_none() {
        return Vec::new();
    }
    let mut scan = Scan { text, is_prose, pending: Pending::default(), found: Vec::new() };
    let struck = struck_out(text);
    let is_struck =
        |word: &EndpointWord| struck.iter().any(|struck| struck.contains(&word.place.start));
    let mut words = endpoint_words(text);
    words.retain(|word| !is_struck(word));
    for (at, word) in words.iter().enumerate() {
        if !scan.is_joint(word, words.get(at + 1)) {
            scan.read(word);
        }
    }
    scan.found
}

/// The parts of a text that are struck out.
fn struck_out(text: &str) -> Vec<Range<usize>> {
    const SIGN: &str = "~~";
    let mut found = Vec::new();
    let mut at = 0;
    while let Some((before, rest)) = text[at..].split_once(SIGN) {
        let start = at + before.len();
        let Some(length) = rest.find(SIGN) else { break };
        at = start + SIGN.len() + length + SIGN.len();
        found.push(start..at);
    }
    found
}

/// The methods that were read and whose path is still to come.
#[derive(Default)]
struct Pending {
    methods: Vec<String>,
    start: usize,
    /// Whether the last word was none of them: `POST to /x`.
    is_apart: bool,
}

struct Scan<'t> {
    text: &'t str,
    is_prose: bool,
    pending: Pending,
    found: Vec<NamedEndpoint>,
}

impl Scan<'_> {
    /// Whether a word only joins two methods: the slash of `GET / PUT /x`.
    fn is_joint(&self, word: &EndpointWord, next: Option<&EndpointWord>) -> bool {
        let is_method = |word: &EndpointWord| method(&self.text[word.place.clone()]).is_some();
        matches!(&self.text[word.place.clone()], "/" | "," | "|" | "&" | "+")
            && next.is_some_and(is_method)
    }

    fn read(&mut self, word: &EndpointWord) {
        let text = &self.text[word.place.clone()];
        let (before, path) = split_glued(text);
        if let Some(methods) = methods_in(before, word.is_code) {
            self.add_methods(methods, word.place.start);
            if path.is_empty() {
                return;
            }
        }
        let place = word.place.end - path.len()..word.place.end;
        match endpoint_path(path).filter(|path| self.is_endpoint(path, text, word)) {
            Some(path) => self.add(&path, place),
            None => self.pass(text),
        }
    }

    fn add_methods(&mut self, methods: Vec<String>, start: usize) {
        if self.pending.methods.is_empty() {
            self.pending.start = start;
        }
        self.pending.methods.extend(methods);
        self.pending.is_apart = false;
    }

    /// A word that is neither method nor path. One short word may be between them.
    fn pass(&mut self, word: &str) {
        let is_joint = word.chars().count() <= 3 && !word.ends_with(['.', ';', ')']);
        if self.pending.is_apart || !is_joint {
            self.pending = Pending::default();
        }
        self.pending.is_apart = true;
    }

    fn is_endpoint(&self, path: &str, text: &str, word: &EndpointWord) -> bool {
        if word.is_target {
            return false;
        }
        let is_prose = self.is_prose && !word.is_code;
        if self.pending.methods.is_empty() {
            let is_address = text.contains("://");
            return is_surely_endpoint(path, is_prose) && (!is_address || !self.is_prose);
        }
        path.starts_with('/') || (word.is_code && !self.pending.is_apart)
    }

    fn add(&mut self, path: &str, place: Range<usize>) {
        let pending = std::mem::take(&mut self.pending);
        let behind = &self.text[place.end..];
        let mut methods: Vec<Option<String>> = pending.methods.into_iter().map(Some).collect();
        let start = if methods.is_empty() { place.start } else { pending.start };
        let listed = words_in_brackets(behind);
        let listed_methods: Option<Vec<String>> =
            listed.and_then(|words| words.into_iter().map(method).collect());
        let routes = expanded(path, if listed_methods.is_some() { "" } else { behind });
        if let Some(listed) = listed_methods.filter(|_| methods.is_empty()) {
            methods = listed.into_iter().map(Some).collect();
        }
        if methods.is_empty() {
            methods.push(None);
        }
        for route in routes.unwrap_or_else(|| vec![path.to_owned()]) {
            self.found.extend(methods.iter().map(|method| NamedEndpoint {
                method: method.clone(),
                route: route.clone(),
                place: start..place.end,
            }));
        }
    }
}

/// `GET:/x` and `GET:` as the methods and the rest; any other word as a word and as a path.
fn split_glued(word: &str) -> (&str, &str) {
    match word.split_once(':') {
        Some((methods, path)) if method(methods).is_some() => (methods, path),
        _ if word.contains('/') && methods_in(word, false).is_none() => ("", word),
        _ => (word, if methods_in(word, true).is_some() { "" } else { word }),
    }
}

/// The methods in a word: `GET`, `GET|POST`, `GET/POST`, `GET,`.
fn methods_in(word: &str, is_code: bool) -> Option<Vec<String>> {
    let parts = word.trim_end_matches(',').split(['|', '/', ',']);
    let known = |part: &str| {
        let part = part.trim_matches(['\\', '[', ']', '*']);
        let is_written = is_code || !part.contains(|c: char| c.is_ascii_lowercase());
        method(part).filter(|_| is_written)
    };
    parts.map(known).collect()
}

/// A method in its own form.
pub(crate) fn method(word: &str) -> Option<String> {
    let upper = word.to_ascii_uppercase();
    let is_known = METHODS.contains(&&*upper) || MORE_METHODS.contains(&&*upper);
    is_known.then(|| match &*upper {
        "ALL" => "ANY".to_owned(),
        "WSS" | "WEBSOCKET" => "WS".to_owned(),
        _ => upper,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::ProptestConfig;
    use proptest::test_runner::FileFailurePersistence;

    use super::*;

    fn shown(text: &str, is_prose: bool) -> Vec<String> {
        let found = named_endpoints(text, is_prose);
        let method = |found: &NamedEndpoint| found.method.clone().unwrap_or_else(|| "-".into());
        found.iter().map(|found| format!("{} {}", method(found), found.route)).collect()
    }

    #[test]
    fn endpoints_are_read_in_code_and_bare() {
        for (text, want) in [
            ("`PATCH /v1/keys/{id}` body `{ active: true|false }`", "PATCH /v1/keys/{id}"),
            ("PATCH /v1/keys/{id} body {active}", "PATCH /v1/keys/{id}"),
            ("- `GET|POST /shelves`", "GET /shelves, POST /shelves"),
            ("GET\\|POST /shelves", "GET /shelves, POST /shelves"),
            (
                "GET, POST and DELETE /shelves/:id.",
                "GET /shelves/:id, POST /shelves/:id, DELETE /shelves/:id",
            ),
            ("`GET / PUT /me/preferences`", "GET /me/preferences, PUT /me/preferences"),
            (
                "`GET /a/`, `POST /a/`, `POST /a/{id}/toggle`",
                "GET /a/, POST /a/, POST /a/{id}/toggle",
            ),
            ("**GET** /a, **POST** `/b`", "GET /a, POST /b"),
            ("POST to `/a/b` fails", "POST /a/b"),
            ("`/loans` (GET/POST)", "GET /loans, POST /loans"),
            ("`get /loans?page=2#top`", "GET /loans"),
            ("`GET https://api.example.org:8080/v1/loans?x=1`", "GET /v1/loans"),
            ("curl -X POST \"$BASE_URL/v1/loans\"", "POST /v1/loans"),
            ("`GET loans/{id}`", "GET loans/{id}"),
            ("`/v1/loans/*` and /v1/fines/&lt;id&gt;", "- /v1/loans/*, - /v1/fines/<id>"),
            ("`QUERY /search`, `PROPFIND /dav`", "QUERY /search, PROPFIND /dav"),
            ("`PUT\n  /v1/loans/order`", "PUT /v1/loans/order"),
            ("~~`PUT /loans`~~ `PATCH /loans`, ~~POST~~ GET /fines", "PATCH /loans, GET /fines"),
        ] {
            assert_eq!(shown(text, false).join(", "), want, "{text}");
        }
    }

    #[test]
    fn words_are_no_endpoints() {
        for text in [
            "Keywords: `admin/roles`, `loans`, `GET`",
            "Expected vs actual: 200 / 404 and/or 405",
            "See [the page](/docs/en/loans.md) and `/docs/en/loans.md`.",
            "GET requests to the loans/fines part fail.",
            "Closed 2026/01/04, 12/24, `/`, </br>, //",
            "Roles /Teams /Sessions tabs, see https://example.org/issues/5",
            "The file /etc/nginx/sites is missing.",
            "`backend/app/loans.py`, PATCH returns 404; /",
        ] {
            assert_eq!(shown(text, true), [""; 0], "{text}");
        }
    }

    #[test]
    fn the_words_of_a_category_are_endpoints() {
        for (text, want) in [
            ("`GET /logs/<kind>` (cron/health/…)", "GET /logs/cron, GET /logs/health"),
            (
                "`GET /logs/{kind}/last` (`cron`, `health`)",
                "GET /logs/cron/last, GET /logs/health/last",
            ),
            ("`/v1/raporlar/{tür}` (günlük/aylık)", "- /v1/raporlar/günlük, - /v1/raporlar/aylık"),
            ("GET /logs/{cron|health}", "GET /logs/cron, GET /logs/health"),
            ("`GET /users/{id}` (admin/ops)", "GET /users/{id}"),
            ("`GET /logs/<kind>` (and other tabs)", "GET /logs/<kind>"),
            ("`GET /logs/<kind>` (cron)", "GET /logs/<kind>"),
        ] {
            assert_eq!(shown(text, false).join(", "), want, "{text}");
        }
    }

    proptest::proptest! {
        #![proptest_config(ProptestConfig::with_failure_persistence(
            FileFailurePersistence::Direct("tests/regressions/routes.txt")
        ))]

        #[test]
        fn endpoints_lie_in_their_text(text in "(GET|POST |`|/a|[{]|[}]|<k> |[(]|[)]|b/c|,|[|]|\n|\\*|é|…|:|https://h){0,30}") {
            for endpoint in named_endpoints(&text, false) {
                assert!(text.get(endpoint.place.clone()).is_some(), "{text:?}");
                assert!(endpoint.route.contains('/'), "{text:?}");
            }
        }
    }
}
