//! The forge of a repository, by the address of its remote.

use crate::text::percent_encoded;

/// The address of a file at a commit, or of some of its lines, by the address of a remote repository. None
/// where the forge is not known; what a remote holds of names and passwords is left out.
pub(crate) fn address(
    remote: &str,
    commit: &str,
    path: &str,
    lines: Option<(usize, usize)>,
) -> Option<String> {
    let (host, inner) = host_and_path(remote)?;
    let is_plain = |text: &str| {
        !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-/~".contains(&b))
    };
    if !is_plain(host) || !is_plain(inner) || !inner.contains('/') {
        return None;
    }
    let path = percent_encoded(path, b"/-._~");
    let is_named = |name: &str| {
        host.split('.').any(|part| part == name || part.starts_with(&format!("{name}-")))
    };
    // Each forge has a way to the file, and a way to its lines. Markdown has lines only as plain text.
    let (folder, plain, of_lines): (_, _, fn(usize, usize) -> String) = if is_named("github") {
        ("blob", "?plain=1", |first, last| format!("#L{first}-L{last}"))
    } else if is_named("gitlab") {
        ("-/blob", "?plain=1", |first, last| format!("#L{first}-{last}"))
    } else if is_named("bitbucket") {
        ("src", "", |first, last| format!("#lines-{first}:{last}"))
    } else if host == "codeberg.org" || is_named("gitea") || is_named("forgejo") {
        ("src/commit", "", |first, last| format!("#L{first}-L{last}"))
    } else {
        return None;
    };
    let tail = lines.map(|(first, last)| format!("{plain}{}", of_lines(first, last)));
    let tail = tail.unwrap_or_default();
    Some(format!("https://{host}/{inner}/{folder}/{commit}/{path}{tail}"))
}

/// The host and the path `a/b` of an address: `https://host/a/b.git`, `git@host:a/b.git`,
/// `ssh://git@host:22/a/b`. What it holds of names and passwords is left out.
pub(super) fn host_and_path(remote: &str) -> Option<(&str, &str)> {
    let remote = remote.trim();
    let (place, path) = match remote.split_once("://") {
        Some((scheme, rest)) if ["https", "http", "ssh", "git"].contains(&scheme) => {
            rest.split_once('/')?
        }
        Some(_) => return None,
        None => remote.split_once(':')?,
    };
    let host = place.rsplit('@').next().unwrap_or(place);
    let path = path.trim_matches('/').trim_end_matches(".git");
    Some((host.split(':').next().unwrap_or(host), path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_forges_have_addresses_for_lines() {
        let of = |remote: &str| address(remote, "c0ffee", "docs/a b.md", Some((3, 9)));
        for (remote, want) in [
            (
                "git@github.com:acme/docs.git",
                "https://github.com/acme/docs/blob/c0ffee/docs/a%20b.md?plain=1#L3-L9",
            ),
            (
                "https://mia:secret@github.acme.org/acme/docs",
                "https://github.acme.org/acme/docs/blob/c0ffee/docs/a%20b.md?plain=1#L3-L9",
            ),
            (
                "ssh://git@gitlab.com:2222/a/b/docs.git",
                "https://gitlab.com/a/b/docs/-/blob/c0ffee/docs/a%20b.md?plain=1#L3-9",
            ),
            (
                "https://bitbucket.org/acme/docs.git",
                "https://bitbucket.org/acme/docs/src/c0ffee/docs/a%20b.md#lines-3:9",
            ),
            (
                "https://codeberg.org/acme/docs.git",
                "https://codeberg.org/acme/docs/src/commit/c0ffee/docs/a%20b.md#L3-L9",
            ),
        ] {
            assert_eq!(of(remote).as_deref(), Some(want), "{remote}");
        }
        for remote in [
            "/srv/git/docs.git",
            "file:///srv/docs",
            "https://git.acme.org/a/b",
            "git@github.com:x) [y",
            "github.com",
        ] {
            assert_eq!(of(remote), None, "{remote}");
        }
    }
}
