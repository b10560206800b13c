//! Endpoints: a method and a path.

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

impl<'t> Endpoint<'t> {
    /// Reads an endpoint; none where the method is not a known one.
    pub(crate) fn parse(text: &'t str) -> Option<Self> {
        let (method, path) = split_endpoint(text)?;
        METHODS.contains(&method).then_some(Self { method, path })
    }
}

/// The method and the path of a text in the form of an endpoint, known method or not.
pub(crate) fn split_endpoint(text: &str) -> Option<(&str, &str)> {
    let (method, path) = text.trim().split_once(char::is_whitespace)?;
    let path = path.trim_start();
    let is_path = path.starts_with(['/', '{']) || path.contains("://");
    (is_path && !method.is_empty() && method.bytes().all(|b| b.is_ascii_alphabetic()))
        .then_some((method, path))
}
