//! Texts with `@names`, which are replaced by values.

/// Replaces each name that `value` knows, and leaves the others.
pub fn fill<'v>(template: &str, value: impl Fn(&str) -> Option<&'v str>) -> String {
    let mut parts = template.split('@');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find(|c: char| !c.is_ascii_lowercase()).unwrap_or(part.len());
        let (name, rest) = part.split_at(end);
        match value(name) {
            Some(value) => out.push_str(value),
            None => out.extend(["@", name]),
        }
        out.push_str(rest);
    }
    out
}
