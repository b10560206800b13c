//! The names of emoji, as chats and wikis write them.

/// Whether a token is the name of an emoji as chats and wikis write it: `:red_circle:`.
pub(crate) fn is_shortcode(token: &str) -> bool {
    const LONGEST: usize = 40;
    let name = token.strip_prefix(':').and_then(|rest| rest.strip_suffix(':'));
    name.is_some_and(|name| {
        name.len() <= LONGEST
            && name.contains(|c: char| c.is_ascii_lowercase())
            && name.bytes().all(|b| {
                b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'_' | b'-' | b'+')
            })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_between_colons_is_an_emoji() {
        for name in [":red_circle:", ":+1a:", ":white_check_mark:"] {
            assert!(is_shortcode(name), "{name}");
        }
        for name in [":12:", "::", ":", "10:30:", ":a b:", ":Red:", "red_circle"] {
            assert!(!is_shortcode(name), "{name}");
        }
    }
}
