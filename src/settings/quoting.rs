//! What a message may quote of a configuration that could not be read as one: it may be another file,
//! which a link or a careless path led to, and hold a secret.

use crate::vocabulary::nearest;

/// The parser's message without words of the file, unless they are the value of a key that only our
/// configurations have there. A word that is close to one of ours is kept: it was meant for that one.
pub(crate) fn unquoted(message: &str) -> String {
    match message.split_once(": ") {
        Some((path, _)) if is_path(path) && is_ours(path) => message.to_owned(),
        Some((path, what)) if is_path(path) => without_words(what),
        _ => without_words(message),
    }
}

/// The keys of a configuration.
const KEYS: [&str; 22] = [
    "registers",
    "exclude",
    "languages",
    "id-pattern",
    "ids",
    "profile",
    "required",
    "recommended",
    "sla",
    "flow",
    "states",
    "rules",
    "overrides",
    "ignore",
    "accept",
    "read",
    "vocabulary",
    "triage",
    "mirrors",
    "docs-root",
    "calendar",
    "max-size",
];

/// Whether a path begins with a key of ours.
fn is_ours(path: &str) -> bool {
    KEYS.contains(&path.split(['.', '[']).next().unwrap_or(path))
}

fn is_path(text: &str) -> bool {
    !text.contains([' ', '`', '"'])
}

fn without_words(what: &str) -> String {
    for kind in ["unknown field", "unknown variant"] {
        let Some(rest) = what.strip_prefix(kind) else { continue };
        let (word, expected) = rest.rsplit_once(", expected").unwrap_or((rest, ""));
        let known = expected.split('`').skip(1).step_by(2);
        let word = word.trim().trim_matches('`');
        return match nearest(word, known) {
            Some(_) => what.to_owned(),
            None => format!("{kind}, expected{expected}"),
        };
    }
    for kind in ["invalid type: ", "invalid value: "] {
        let Some((found, expected)) =
            what.strip_prefix(kind).and_then(|rest| rest.rsplit_once(", expected"))
        else {
            continue;
        };
        let found = found.split(['"', '`']).next().unwrap_or_default().trim();
        return format!("{kind}{found}, expected{expected}");
    }
    if let Some(syntax) = syntax(what) {
        return syntax.to_owned();
    }
    let own = ["missing field", "duplicate field", "`states` is a list"];
    if own.iter().any(|own| what.starts_with(own)) || !what.contains(['"', '`', '\'']) {
        return what.to_owned();
    }
    "this is not a configuration".to_owned()
}

/// What is wrong with the YAML, in plain words.
fn syntax(what: &str) -> Option<&'static str> {
    const FAULTS: [(&str, &str); 5] = [
        ("expected ',' or '}'", "a `{` is not closed before this place"),
        ("expected ',' or ']'", "a `[` is not closed before this place"),
        ("unexpected end of stream", "a quote is not closed before this place"),
        (
            "cannot start any token",
            "YAML allows no tab, `@` or backquote here; use blanks, or quotes",
        ),
        (
            "mapping values are not allowed",
            "a `:` is not allowed here; a text that holds one is in quotes",
        ),
    ];
    FAULTS.into_iter().find(|(fault, _)| what.contains(fault)).map(|(_, words)| words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_file_are_not_quoted() {
        for message in [
            "unknown field `hunter2`, expected one of `rules`, `ignore`",
            "unknown field `x, expected hunter2`, expected one of `rules`, `ignore`",
            "invalid type: string \"hunter2, expected x\", expected struct Config",
            "invalid type: string \"a ` hunter2\", expected struct Config",
            "hunter2.more: invalid type: integer `7`, expected a sequence",
            "invalid value: string \"hunter2\", expected a date",
            "found unknown tag 'hunter2'",
            "`hunter2` is given twice",
        ] {
            assert!(!unquoted(message).contains("hunter2"), "{}", unquoted(message));
        }
        let error = crate::settings::Config::read("a", "hunter2: 1\n", &[]).unwrap_err();
        assert!(KEYS.iter().all(|key| error.message.contains(&format!("`{key}`"))), "{error}");
        let message = "invalid type: string \"x\", expected a sequence";
        assert_eq!(unquoted(message), "invalid type: string, expected a sequence");
    }

    #[test]
    fn faults_of_yaml_are_said_in_plain_words() {
        let error = |text: &str| crate::settings::Config::read("a", text, &[]).unwrap_err().message;
        assert!(error("rules: { bad-sla: off\n").contains("`{` is not closed"));
        assert!(error("flow: [a, b\n").contains("`[` is not closed"));
        assert!(error("rules:\n\tbad-sla: off\n").contains("no tab"));
        assert!(error("flow: [\"a, b]\n").contains("a quote is not closed"));
    }

    #[test]
    fn a_slip_of_the_fingers_is_named() {
        for message in [
            "unknown field `rulez`, expected one of `rules`, `ignore`",
            "rules.bad-sla: unknown variant `of`, expected one of `off`, `info`",
            "overrides[0].rules: missing field `paths`",
            "flow: invalid type: string \"Open\", expected a sequence",
        ] {
            assert_eq!(unquoted(message), message);
        }
    }
}
