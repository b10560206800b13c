//! Paths of endpoints, as their parts: any way to write a parameter is the same.

/// A part of a path, between slashes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum PathPart {
    /// As it is written. Parameters within it are `{}`.
    Word(String),
    /// A parameter: `{id}`, `:id`, `<int:id>`, `[id]`, `(id)`.
    Parameter,
    /// Any number of parts: `*`, `{path:path}`.
    Rest,
}

impl PathPart {
    /// Whether it is a value that a parameter has: a number or a UUID.
    pub(super) fn is_value(&self) -> bool {
        matches!(self, Self::Word(word) if is_value(word))
    }

    /// Whether it is a version: `v1`, `v2beta1`.
    pub(super) fn is_version(&self) -> bool {
        matches!(self, Self::Word(word) if is_version(word))
    }
}

/// A path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RoutePath {
    pub(crate) parts: Vec<PathPart>,
    /// Whether it ends with a slash.
    pub(crate) ends_with_slash: bool,
}

impl RoutePath {
    /// The path that a text means, whose optional parts are there.
    pub(crate) fn of(route: &str) -> Self {
        let parts = Self::texts(route).map(part).collect();
        Self { ends_with_slash: route.len() > 1 && route.ends_with('/'), parts }
    }

    /// The texts of its parts.
    pub(crate) fn texts(route: &str) -> impl Iterator<Item = &str> {
        split(route).into_iter().filter(|text| !text.is_empty())
    }

    /// The paths that a route of a contract means: with and without what is optional.
    pub(super) fn variants(route: &str) -> Vec<Self> {
        let mut texts = vec![route.replace('\\', "")];
        // A route has few optional parts, and each doubles the number of paths.
        for _ in 0..4 {
            texts = texts.iter().flat_map(|text| without_first_option(text)).collect();
        }
        let mut paths: Vec<Self> = texts.iter().map(|text| Self::of(text)).collect();
        paths.dedup();
        paths
    }

    /// Its form in small letters.
    pub(super) fn folded(&self) -> String {
        let mut folded = String::new();
        for part in &self.parts {
            folded.push('/');
            match part {
                PathPart::Word(word) => folded.push_str(&word.to_lowercase()),
                PathPart::Parameter => folded.push_str("{}"),
                PathPart::Rest => folded.push('*'),
            }
        }
        folded
    }
}

/// The texts with and without the first optional part: `(/:locale)`, `(.:format)`, `/{id?}`.
fn without_first_option(text: &str) -> Vec<String> {
    let bracket = [("(/", ')'), ("(.", ')'), ("[/", ']')].into_iter().find_map(|(open, close)| {
        let start = text.find(open)?;
        let end = start + text[start..].find(close)?;
        Some((start, end, open))
    });
    if let Some((start, end, open)) = bracket {
        let (before, inner, after) = (&text[..start], &text[start + 1..end], &text[end + 1..]);
        let without = format!("{before}{after}");
        // An extension says no more about the path.
        return if open == "(." {
            vec![without]
        } else {
            vec![format!("{before}{inner}{after}"), without]
        };
    }
    let last = text.rfind('/').unwrap_or(0);
    let is_optional =
        text.ends_with("?}") || (text[last..].starts_with("/:") && text.ends_with('?'));
    if is_optional {
        let whole = text.trim_end_matches(['?', '}']).to_owned();
        let whole = if text.ends_with('}') { format!("{whole}}}") } else { whole };
        return vec![whole, text[..last].to_owned()];
    }
    vec![text.to_owned()]
}

/// Whether a word is a value of a parameter: a number or a UUID.
pub(super) fn is_value(word: &str) -> bool {
    let is_number = word.bytes().all(|byte| byte.is_ascii_digit());
    let is_hex = |byte: u8| byte.is_ascii_hexdigit() || byte == b'-';
    let is_uuid = word.len() == 36 && word.bytes().all(is_hex);
    !word.is_empty() && (is_number || is_uuid)
}

/// Whether a word is a version.
pub(super) fn is_version(word: &str) -> bool {
    let Some(rest) = word.strip_prefix(['v', 'V']) else { return false };
    rest.starts_with(|c: char| c.is_ascii_digit())
        && rest.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        || rest.split_once(['a', 'b']).is_some_and(|(number, _)| {
            !number.is_empty()
                && number.bytes().all(|b| b.is_ascii_digit())
                && (rest.contains("alpha") || rest.contains("beta"))
        })
}

/// The texts between the slashes that are in no bracket.
fn split(route: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut depth) = (0, 0_usize);
    for (at, c) in route.char_indices() {
        match c {
            '{' | '<' | '[' | '(' => depth += 1,
            '}' | '>' | ']' | ')' => depth = depth.saturating_sub(1),
            '/' if depth == 0 => {
                parts.push(&route[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    // A bracket that is not closed holds nothing together.
    if depth > 0 {
        return route.split('/').collect();
    }
    parts.push(&route[start..]);
    parts
}

fn part(text: &str) -> PathPart {
    let is_rest = |inner: &str| {
        let has_pattern = inner.contains(':');
        inner.contains("...")
            || inner.starts_with('*')
            || (inner.ends_with(['*', '+']) && !has_pattern)
            || [":path", ":.*", ":.+"].iter().any(|end| inner.ends_with(end))
            || inner.starts_with("path:")
    };
    if let Some(inner) = bracketed(text) {
        return if is_rest(inner) { PathPart::Rest } else { PathPart::Parameter };
    }
    if text.starts_with('*') {
        return PathPart::Rest;
    }
    if let Some(rest) = text.strip_prefix(':') {
        let name = rest.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count();
        return match &rest[name..] {
            "*" | "+" | "(.*)" => PathPart::Rest,
            "" | "?" => PathPart::Parameter,
            behind if behind.starts_with('(') && behind.ends_with(')') => PathPart::Parameter,
            behind => PathPart::Word(format!("{{}}{}", with_inner(behind))),
        };
    }
    let is_variable = text.strip_prefix('$').is_some_and(|name| !name.is_empty());
    if is_variable { PathPart::Parameter } else { PathPart::Word(with_inner(text)) }
}

/// The inside of brackets that hold a whole part.
fn bracketed(text: &str) -> Option<&str> {
    let pairs = [('{', '}'), ('<', '>'), ('[', ']'), ('(', ')')];
    let close = pairs.into_iter().find(|(open, _)| text.starts_with(*open))?.1;
    // Of `{a}-{b}`, the first bracket does not hold all.
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '{' | '<' | '[' | '(' => depth += 1,
            '}' | '>' | ']' | ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            let is_whole = at + c.len_utf8() == text.len() && c == close;
            return is_whole.then(|| &text[1..at]);
        }
    }
    None
}

/// A part with `{}` for the parameters within it: `{name}.json` → `{}.json`.
fn with_inner(text: &str) -> String {
    let mut out = String::new();
    let mut depth = 0_usize;
    for c in text.chars() {
        match c {
            '{' | '<' => {
                if depth == 0 {
                    out.push_str("{}");
                }
                depth += 1;
            }
            '}' | '>' => depth = depth.saturating_sub(1),
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(route: &str) -> String {
        RoutePath::of(route).folded()
    }

    #[test]
    fn any_way_to_write_a_parameter_is_the_same() {
        for id in [
            "{id}",
            ":id",
            "<id>",
            "<int:id>",
            "[id]",
            "(id)",
            "{id:[^/]+}",
            "$id",
            "{{id}}",
            ":id(\\d+)",
        ] {
            assert_eq!(shown(&format!("/v1/keys/{id}/x")), "/v1/keys/{}/x", "{id}");
        }
        for rest in ["*", "**", "*path", "{path:path}", "<path:p>", "[...slug]", "{proxy+}", ":p*"]
        {
            assert_eq!(shown(&format!("/files/{rest}")), "/files/*", "{rest}");
        }
        for (route, want) in [
            ("/files/{name}.json", "/files/{}.json"),
            ("/keys/{id}:activate", "/keys/{}:activate"),
            ("/keys/:id.json", "/keys/{}.json"),
            ("/range/{a}-{b}", "/range/{}-{}"),
            ("/", ""),
            ("//a//b/", "/a/b"),
            ("/a/{b", "/a/{}"),
        ] {
            assert_eq!(shown(route), want, "{route}");
        }
    }

    #[test]
    fn optional_parts_are_there_or_not() {
        let variants = |route: &str| -> Vec<String> {
            RoutePath::variants(route).iter().map(RoutePath::folded).collect()
        };
        assert_eq!(variants("/keys/:id(.:format)"), ["/keys/{}"]);
        assert_eq!(variants("(/:locale)/keys"), ["/{}/keys", "/keys"]);
        assert_eq!(variants("/keys/{id?}"), ["/keys/{}", "/keys"]);
        assert_eq!(variants("/keys/:id?"), ["/keys/{}", "/keys"]);
        assert_eq!(variants("/keys/<pk>\\.<format>/"), ["/keys/{}.{}"]);
    }

    #[test]
    fn versions_and_values_are_recognised() {
        let word = |text: &str| PathPart::Word(text.to_owned());
        for text in ["v1", "v2.1", "V3", "v1beta1"] {
            assert!(word(text).is_version(), "{text}");
        }
        for text in ["v", "vip", "version", "1"] {
            assert!(!word(text).is_version(), "{text}");
        }
        assert!(word("42").is_value() && word("3fa85f64-5717-4562-b3fc-2c963f66afa6").is_value());
        assert!(!word("2fa").is_value() && !word("abc").is_value());
    }
}
