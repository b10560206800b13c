//! Endpoints: a method and a path.

use crate::vocabulary::nearest;

/// A method and a path: `PATCH /api/v1/keys/{id}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Endpoint<'t> {
    /// The method, upper case.
    pub(crate) method: &'t str,
    /// The path or address.
    pub(crate) path: &'t str,
}

/// The methods an endpoint may start with.
pub(crate) const METHODS: [&str; 11] =
    ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "CONNECT", "WS", "ANY"];

/// The methods that change nothing on the server.
const READING_METHODS: [&str; 5] = ["GET", "HEAD", "OPTIONS", "TRACE", "QUERY"];

/// Whether a request with a method may change something.
pub(crate) fn changes_something(method: &str) -> bool {
    !READING_METHODS.contains(&method)
}

impl<'t> Endpoint<'t> {
    /// Reads an endpoint; none where the method is not a known one.
    pub(crate) fn parse(text: &'t str) -> Option<Self> {
        let (method, path) = split_endpoint(text)?;
        METHODS.contains(&method).then_some(Self { method, path })
    }
}

/// A word that is written where an endpoint has its method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct UnknownMethod<'t> {
    pub(crate) text: &'t str,
    /// The method that may have been meant.
    pub(crate) near: Option<&'static str>,
}

/// The word that stands for the method of an endpoint, and is none.
pub(crate) fn unknown_method(text: &str) -> Option<UnknownMethod<'_>> {
    let (method, _) = split_endpoint(text).filter(|(method, _)| !METHODS.contains(method))?;
    let upper = method.to_ascii_uppercase();
    let known = METHODS.iter().find(|known| **known == upper).copied();
    let near = known.or_else(|| nearest(method, METHODS.into_iter()));
    // `see /docs/x` is no endpoint.
    (near.is_some() || method == upper).then_some(UnknownMethod { text: method, near })
}

/// The method and the path of a text in the form of an endpoint, known method or not.
fn split_endpoint(text: &str) -> Option<(&str, &str)> {
    let (method, path) = text.trim().split_once(char::is_whitespace)?;
    let path = path.trim_start();
    let is_path = path.starts_with(['/', '{']) || path.contains("://");
    (is_path && !method.is_empty() && method.bytes().all(|b| b.is_ascii_alphabetic()))
        .then_some((method, path))
}
