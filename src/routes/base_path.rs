//! What is put before the paths of a contract.

/// A path behind what is put before it.
pub(super) fn joined(base: &str, path: &str) -> String {
    let base = base.trim_end_matches('/');
    let slash = if path.starts_with('/') || path.is_empty() { "" } else { "/" };
    let start = if base.is_empty() || base.starts_with('/') { "" } else { "/" };
    format!("{start}{base}{slash}{path}")
}

/// The path of an address: `https://host/v1` and `/v1` are `/v1`.
pub(super) fn path_of_address(address: &str) -> &str {
    let rest = match address.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("", |at| &rest[at..]),
        None => address
            .strip_prefix("//")
            .map_or(address, |rest| rest.find('/').map_or("", |at| &rest[at..])),
    };
    rest.split(['?', '#']).next().unwrap_or(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_path_and_a_path_meet_in_one_slash() {
        for (base, path, want) in
            [("/v1/", "/a", "/v1/a"), ("v1", "a", "/v1/a"), ("", "/a/", "/a/"), ("/", "/a", "/a")]
        {
            assert_eq!(joined(base, path), want);
        }
        for (address, want) in
            [("https://h:80/v1?x", "/v1"), ("//h/v1", "/v1"), ("/v1", "/v1"), ("https://h", "")]
        {
            assert_eq!(path_of_address(address), want);
        }
    }
}
