//! Looks for short signs such as `": "`.

/// Where a short sign begins in a text. [`str::find`] says the same, but prepares for long texts, which takes
/// longer than to look through a line.
pub(crate) fn find_sign(text: &str, sign: &str) -> Option<usize> {
    let (text, sign) = (text.as_bytes(), sign.as_bytes());
    // Blanks are everywhere.
    let rare = sign.iter().position(|byte| *byte != b' ').unwrap_or_default();
    let mut starts =
        memchr::memchr_iter(*sign.get(rare)?, text).filter_map(|at| at.checked_sub(rare));
    starts.find(|&at| text[at..].starts_with(sign))
}

/// What is before and behind the first of a short sign in a text.
pub(crate) fn split_at_sign<'t>(text: &'t str, sign: &str) -> Option<(&'t str, &'t str)> {
    find_sign(text, sign).map(|at| (&text[..at], &text[at + sign.len()..]))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_sign_is_found_where_the_standard_library_finds_it(
            text in "[ :—–a>-]{0,20}",
            sign in prop::sample::select(vec![": ", " — ", " – ", " - ", " -> ", "->", " ", "—", "a"]),
        ) {
            prop_assert_eq!(find_sign(&text, sign), text.find(sign));
            prop_assert_eq!(split_at_sign(&text, sign), text.split_once(sign));
        }
    }
}
