//! What contract tests leave out as long as a gap is open.

use std::io::{self, Write};

use super::comment;
use crate::routes::{PathPart, RoutePath};
use crate::run::endpoints::{EndpointOfEntries, NamedEndpoints};

/// Writes a configuration of Schemathesis in which the endpoints are switched off. Their names are
/// patterns, as the schema has its own names for parameters.
pub(super) fn write_schemathesis(
    named: &NamedEndpoints<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(out, "# schemathesis --config-file FILE run SCHEMA")?;
    for own in exempt(named) {
        let method = own.method.as_deref().filter(|method| *method != "ANY");
        let pattern = format!("^{} {}/?$", method.unwrap_or("[A-Z]+"), pattern(&own.route));
        writeln!(out, "\n# {}\n[[operations]]", comment(own))?;
        writeln!(out, "include-name-regex = {}", quoted(&pattern))?;
        writeln!(out, "enabled = false")?;
    }
    Ok(())
}

/// Writes the ignore file of oasdiff: the endpoints may be gone from the second document.
pub(super) fn write_oasdiff(named: &NamedEndpoints<'_>, out: &mut dyn Write) -> io::Result<()> {
    const METHODS: [&str; 7] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];
    for own in exempt(named) {
        writeln!(out, "# {}", comment(own))?;
        let own_method = own.method.as_deref().filter(|method| *method != "ANY");
        let methods = own_method.map_or(METHODS.to_vec(), |method| vec![method]);
        for method in methods {
            for change in
                ["api removed without deprecation", "api path removed without deprecation"]
            {
                writeln!(out, "{method} {} {change}", own.route)?;
            }
        }
    }
    Ok(())
}

/// What gaps are about.
fn exempt<'n>(named: &'n NamedEndpoints<'_>) -> impl Iterator<Item = &'n EndpointOfEntries<'n>> {
    named.endpoints.iter().filter(|own| own.is_whole() && own.is_claimed())
}

/// A path as a regular expression in which parameters are any word.
fn pattern(route: &str) -> String {
    let mut pattern = String::new();
    for part in RoutePath::of(route).parts {
        pattern.push('/');
        match part {
            PathPart::Word(word) => pattern += &escaped(&word).replace("\\{\\}", "[^/]+"),
            PathPart::Parameter => pattern += "[^/]+",
            PathPart::Rest => pattern += ".+",
        }
    }
    pattern
}

/// A text as a regular expression that finds this text alone.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if !c.is_alphanumeric() && !"-_/%~".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// A text as a string of TOML.
fn quoted(text: &str) -> String {
    let escaped: String = text
        .chars()
        .map(|c| match c {
            '"' | '\\' => format!("\\{c}"),
            c if c.is_control() => format!("\\u{:04X}", u32::from(c)),
            c => c.to_string(),
        })
        .collect();
    format!("\"{escaped}\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_patterns() {
        assert_eq!(pattern("/v1/keys/{id}"), "/v1/keys/[^/]+");
        assert_eq!(pattern("/v1/{name}.json"), "/v1/[^/]+\\.json");
        assert_eq!(quoted(&pattern("/a.b")), "\"/a\\\\.b\"");
    }
}
