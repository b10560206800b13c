//! Requests as lines of a shell: readers run, writers are comments.

use std::collections::BTreeSet;

use crate::register::EndpointMention;
use crate::text::percent_encoded;
use crate::values::{changes_something, has_wildcard};

/// A line for each endpoint, and before them a line for each parameter.
pub(super) fn lines<'m>(endpoints: impl Iterator<Item = &'m EndpointMention>) -> Vec<String> {
    let mut names = BTreeSet::new();
    let mut requests = Vec::new();
    for endpoint in endpoints {
        let path = path(&endpoint.route, &mut names);
        let method = endpoint.method.as_deref().filter(|method| *method != "ANY");
        requests.push(match (method, path) {
            (_, None) => format!("# {}: not one path\n", comment(&endpoint.route)),
            (Some(method), Some(path)) if !changes_something(method) => {
                format!("{}\n", curl(method, &path))
            }
            (Some(method), Some(path)) => format!("# {}\n", curl(&comment(method), &path)),
            (None, Some(path)) => format!("# {}  # the method is not known\n", curl("GET", &path)),
        });
    }
    let set = names.into_iter().map(|name| format!("{name}=  # set this\n"));
    set.chain(requests).collect()
}

fn curl(method: &str, path: &str) -> String {
    let method = match method {
        "GET" => String::new(),
        "HEAD" => "--head ".to_owned(),
        method => format!("--request {method} "),
    };
    format!("curl -sS -i {method}-H \"Authorization: Bearer $TOKEN\" \"$BASE_URL{path}\"")
}

/// The path within double quotes: parameters are variables, and no sign in it means anything to a shell.
/// None where it has a wildcard.
fn path(route: &str, names: &mut BTreeSet<String>) -> Option<String> {
    if has_wildcard(route) {
        return None;
    }
    let mut out = String::new();
    for step in route.split('/').skip(usize::from(route.starts_with('/'))) {
        out.push('/');
        if let Some(name) = parameter(step) {
            out.push('$');
            out.push_str(&name);
            names.insert(name);
            continue;
        }
        out.push_str(&percent_encoded(step, b"-._~%:@,;=+"));
    }
    Some(out)
}

/// The variable for a parameter: `{job_id}`, `:id` and `<int:id>` are `JOB_ID` and `ID`.
fn parameter(step: &str) -> Option<String> {
    const OPENING: [char; 5] = [':', '{', '<', '[', '('];
    step.strip_prefix(OPENING)?;
    let inner = step.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    let inner = inner.rsplit(':').next().unwrap_or(inner);
    let sign = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' };
    let name: String = inner.chars().map(sign).collect();
    let is_name = name.starts_with(|c: char| c.is_ascii_uppercase());
    // `PATH` is the shell's own.
    Some(if is_name && name != "PATH" { name } else { "PARAMETER".to_owned() })
}

/// A text as a comment of a shell.
fn comment(text: &str) -> String {
    // Braces could end the code in Jira.
    let plain = text.replace('{', "<").replace('}', ">");
    plain.chars().filter(|c| !c.is_control()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::MentionRole;
    use crate::text::Span;
    use crate::vocabulary::Key;

    fn line(method: Option<&str>, route: &str) -> String {
        let endpoint = EndpointMention {
            method: method.map(str::to_owned),
            route: route.to_owned(),
            role: MentionRole::Claimed,
            key: Key::Endpoints,
            span: Span { start: 0, end: 0 },
            expected: None,
        };
        lines(std::iter::once(&endpoint)).concat()
    }

    #[test]
    fn readers_run_and_writers_are_comments() {
        let auth = "-H \"Authorization: Bearer $TOKEN\"";
        assert_eq!(
            line(Some("GET"), "/v1/loans"),
            format!("curl -sS -i {auth} \"$BASE_URL/v1/loans\"\n")
        );
        assert_eq!(
            line(Some("PATCH"), "/v1/loans/{loan_id}"),
            format!(
                "LOAN_ID=  # set this\n# curl -sS -i --request PATCH {auth} \"$BASE_URL/v1/loans/$LOAN_ID\"\n"
            )
        );
        for method in [None, Some("ANY")] {
            assert!(line(method, "/v1/loans").ends_with("  # the method is not known\n"));
        }
        assert!(line(Some("TRACE"), "/v1/loans").starts_with("curl"));
        assert_eq!(line(Some("GET"), "/v1/*"), "# /v1/*: not one path\n");
    }

    #[test]
    fn a_path_says_nothing_to_a_shell() {
        for route in ["/a$(rm -rf .)", "/a`id`", "/a\";id;\"", "/a\\\"", "/a\nid", "/$HOME", "/a!b"]
        {
            let line = line(Some("GET"), route);
            let path = line.split("$BASE_URL").nth(1).unwrap();
            assert!(!path.contains(['$', '`', '\\', '!', '(', '\'']), "{route}: {line}");
            assert_eq!(path.matches('"').count(), 1, "{route}: {line}");
            assert_eq!(line.lines().count(), 1, "{route}: {line}");
        }
        assert!(line(Some("GET"), "/{PATH}/<int:id>").contains("/$PARAMETER/$ID\""));
    }
}
