//! Requests for the HTTP clients of editors, and for Hurl.

use std::io::{self, Write};

use super::comment;
use crate::routes::{PathPart, RoutePath};
use crate::run::endpoints::{EndpointOfEntries, NamedEndpoints};

/// Writes a `.http` file.
pub(super) fn write_http(named: &NamedEndpoints<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "@baseUrl = http://localhost:8080")?;
    for own in requested(named) {
        writeln!(out, "\n### {}", comment(own))?;
        let mark = if own.writes() { "# " } else { "" };
        writeln!(out, "{mark}{} {{{{baseUrl}}}}{}", method(own), with_variables(&own.route))?;
        writeln!(out, "{mark}Authorization: Bearer {{{{token}}}}")?;
    }
    Ok(())
}

/// Writes a Hurl file.
pub(super) fn write_hurl(named: &NamedEndpoints<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# hurl --variable base_url=… --variable token=… FILE")?;
    for own in requested(named) {
        let mark = if own.writes() { "# " } else { "" };
        let expected = own.entries.iter().find_map(|entry| entry.expected);
        let expected = expected.map_or("*".to_owned(), |status| status.to_string());
        writeln!(out, "\n# {}", comment(own))?;
        writeln!(out, "{mark}{} {{{{base_url}}}}{}", method(own), with_variables(&own.route))?;
        writeln!(out, "{mark}Authorization: Bearer {{{{token}}}}")?;
        writeln!(out, "{mark}HTTP {expected}")?;
    }
    Ok(())
}

/// What a gap is about, or must work when it is closed.
fn requested<'n>(named: &'n NamedEndpoints<'_>) -> impl Iterator<Item = &'n EndpointOfEntries<'n>> {
    let is_wanted = |own: &&EndpointOfEntries<'_>| {
        let is_contracted = own.entries.iter().any(|entry| entry.expected.is_some());
        own.is_whole() && (own.is_claimed() || is_contracted)
    };
    named.endpoints.iter().filter(is_wanted)
}

/// The method; of what names none, one that changes nothing.
fn method<'o>(own: &'o EndpointOfEntries<'_>) -> &'o str {
    own.method.as_deref().filter(|method| *method != "ANY").unwrap_or("GET")
}

/// A path with its parameters as variables: `{id}`, `:id` and `<int:id>` are `{{id}}`.
fn with_variables(route: &str) -> String {
    let mut path = String::new();
    for (part, text) in RoutePath::of(route).parts.iter().zip(RoutePath::texts(route)) {
        path.push('/');
        match part {
            PathPart::Word(word) => path.push_str(&word.replace("{}", "{{value}}")),
            PathPart::Parameter | PathPart::Rest => {
                path.extend(["{{", &name_of(text), "}}"]);
            }
        }
    }
    if route.ends_with('/') {
        path.push('/');
    }
    path
}

/// The name of a parameter, as variables are named.
fn name_of(parameter: &str) -> String {
    let inner = parameter.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    let name = inner.rsplit(':').next().unwrap_or(inner);
    let name: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
    if name.is_empty() { "value".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_variables() {
        for (route, want) in [
            ("/v1/keys/{id}", "/v1/keys/{{id}}"),
            ("/v1/keys/:key_id/", "/v1/keys/{{key_id}}/"),
            ("/v1/<int:id>/{a}.json", "/v1/{{id}}/{{value}}.json"),
            ("/v1/a(/:b)/x/{id}", "/v1/a(/:b)/x/{{id}}"),
            ("/", "/"),
        ] {
            assert_eq!(with_variables(route), want);
        }
    }
}
