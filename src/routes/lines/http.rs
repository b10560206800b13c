//! Files of requests: `.http`, `.rest` and Hurl.

use super::super::base_path::path_of_address;
use super::super::contract::FoundRoutes;
use super::super::operation::Operation;
use super::{Line, methods_of};
use crate::routes::base_path::joined;

pub(super) fn read(lines: &[Line<'_>], base: &str) -> Option<FoundRoutes> {
    let requests: Vec<(&Line<'_>, Request<'_>)> =
        lines.iter().filter_map(|line| Some((line, request(line.text)?))).collect();
    let is_request_file =
        lines.iter().any(|line| line.text.starts_with("###") || is_answer(line.text))
            || requests.iter().any(|(_, request)| request.is_whole)
            || lines.iter().any(|line| is_header(line.text) || line.text.starts_with('@'));
    if requests.is_empty() || !is_request_file {
        return None;
    }
    let operations = requests.into_iter().map(|(line, request)| {
        let path = without_server(request.url);
        Operation::new(Some(request.method), joined(base, path), line.place(request.url))
    });
    let found = FoundRoutes::new("http-requests", operations.collect());
    Some(FoundRoutes { is_recorded: true, ..found })
}

struct Request<'t> {
    method: String,
    url: &'t str,
    /// Whether it names a server or a version of HTTP, which lists of routes do not.
    is_whole: bool,
}

fn request(line: &str) -> Option<Request<'_>> {
    let mut words = line.split_whitespace();
    let method = words.next()?;
    let url = words.next()?;
    let behind = words.next();
    let [method] = <[String; 1]>::try_from(methods_of(method)).ok()?;
    let is_address = url.contains("://") || url.starts_with("{{") || url.starts_with('$');
    let is_http = behind.is_some_and(|word| word.starts_with("HTTP/"));
    let is_url = is_address || url.starts_with('/');
    is_url.then_some(Request { method, url, is_whole: is_address || is_http })
}

/// `HTTP 200` of Hurl.
fn is_answer(line: &str) -> bool {
    line.starts_with("HTTP ") || line.starts_with("HTTP/")
}

/// `Accept: application/json`.
fn is_header(line: &str) -> bool {
    line.split_once(": ").is_some_and(|(name, _)| {
        name.contains('-') || matches!(name, "Accept" | "Authorization" | "Host" | "Cookie")
    })
}

fn without_server(url: &str) -> &str {
    let url = url.split(['?', '#']).next().unwrap_or(url);
    if url.starts_with("{{") {
        return url.split_once("}}").map_or(url, |(_, path)| path);
    }
    if url.starts_with('$') {
        return url.find('/').map_or("/", |at| &url[at..]);
    }
    path_of_address(url)
}
