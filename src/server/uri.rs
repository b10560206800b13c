//! `file:` addresses and paths.

use std::path::{Path, PathBuf};

use crate::files::slashed;
use crate::settings::normal;
use crate::text::{percent_decoded, percent_encoded};

/// The path of a `file:` address; nothing for any other.
pub(super) fn path(uri: &str) -> Option<PathBuf> {
    let rest = uri.strip_prefix("file://")?;
    let rest = rest.strip_prefix("localhost").unwrap_or(rest);
    let decoded = percent_decoded(rest.split(['?', '#']).next()?)?;
    if !decoded.starts_with('/') || decoded.contains('\0') {
        return None;
    }
    let is_drive = decoded.as_bytes().get(2) == Some(&b':');
    let whole = if cfg!(windows) && is_drive { &decoded[1..] } else { &decoded };
    Some(normal(Path::new(whole)))
}

/// The `file:` address of a whole path.
pub(super) fn of(path: &Path) -> String {
    let path = slashed(path);
    let start = if path.starts_with('/') { "file://" } else { "file:///" };
    format!("{start}{}", percent_encoded(&path, b"/-._~"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn addresses_lead_to_paths_and_back() {
        for whole in ["/a b/kayıt #1.md", "/docs/en/gap-register.md", "/%41/字.md"] {
            assert_eq!(path(&of(Path::new(whole))).as_deref(), Some(Path::new(whole)));
        }
        assert_eq!(path("file:///a/../b%20c.md"), Some(PathBuf::from("/b c.md")));
        for odd in ["untitled:1", "file://host/a.md", "file:///%zz", "file:///%ff", "file:///a%00"]
        {
            assert_eq!(path(odd), None, "{odd}");
        }
    }
}
