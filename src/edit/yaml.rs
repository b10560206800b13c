//! Texts as scalars of YAML.

/// A text as a quoted scalar of YAML on one line.
pub(super) fn quoted(text: &str) -> String {
    if text.contains(char::is_control) {
        // A string of JSON is one of YAML, too.
        return serde_json::to_string(text).unwrap_or_default();
    }
    format!("'{}'", text.replace('\'', "''"))
}

/// A text as a scalar of YAML, quoted where it could mean something else.
pub(crate) fn scalar(text: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '/');
    let is_word = text.starts_with(char::is_alphabetic)
        && text.chars().all(is_plain)
        && text.trim() == text
        && !text.contains(" -");
    let reserved = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"];
    if is_word && !reserved.contains(&&*text.to_lowercase()) {
        text.to_owned()
    } else {
        quoted(text)
    }
}
