//! The language in paths, which a translation has its own for.

use std::borrow::Cow;
use std::ops::Range;

use crate::register::Register;
use crate::vocabulary::region_length;

/// The placeholder for the language in a path. It occurs in no text.
const LANGUAGE: &str = "\u{1}";

/// A text with the language left open in its paths: `/docs/en/a.md`, `a.en.md`.
pub(super) fn without_language<'t>(text: Cow<'t, str>, language: &str) -> Cow<'t, str> {
    if !text.contains(['/', '.']) {
        return text;
    }
    let places = language_places(&text, language);
    if places.is_empty() {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for place in places {
        out.push_str(&text[from..place.start]);
        out.push_str(LANGUAGE);
        from = place.end;
    }
    out.push_str(&text[from..]);
    Cow::Owned(out)
}

/// Leaves the open language and the sign before or behind it out of a path.
pub(in crate::mirror) fn leave_out_language(text: &mut Cow<'_, str>) {
    if !text.contains(LANGUAGE) {
        return;
    }
    let mut plain = text.replace(&format!("{LANGUAGE}/"), "");
    for sign in [".", "_", "-", "/"] {
        plain = plain.replace(&format!("{sign}{LANGUAGE}"), "");
    }
    *text = Cow::Owned(plain);
}

/// The places of the tags of a language in the paths of a text.
fn language_places(text: &str, language: &str) -> Vec<Range<usize>> {
    let is_tag = |tag: &Range<usize>| {
        let (before, after) = (&text[..tag.start], &text[tag.end..]);
        let is_folder = (before.is_empty() || before.ends_with(['/', ' ']))
            && (after.starts_with('/') || (after.is_empty() && before.ends_with('/')));
        let is_suffix = before.ends_with(['.', '_', '-'])
            && [".md", ".html", ".mdx"].iter().any(|end| after.starts_with(end));
        is_folder || is_suffix
    };
    let tags = text.match_indices(language).map(|(at, code)| {
        let end = at + code.len();
        at..end + region_length(&text[end..])
    });
    tags.filter(is_tag).collect()
}

/// A text of one register with the language of another in its paths. A page of a region is one of
/// the other's region.
pub(in crate::mirror) fn translated_paths(
    text: &str,
    from: &Register<'_>,
    to: &Register<'_>,
) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for place in language_places(text, &from.language) {
        let is_own_tag = text[place.clone()].eq_ignore_ascii_case(&from.tag);
        let is_regional = place.len() > from.language.len();
        out.push_str(&text[at..place.start]);
        out.push_str(if is_own_tag || is_regional { &to.tag } else { &to.language });
        at = place.end;
    }
    out.push_str(&text[at..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_left_open_where_it_is_one() {
        for (text, open) in [
            ("/docs/en/a", "/docs/LL/a"),
            ("en/a /b/en", "LL/a /b/LL"),
            ("GET en/x", "GET LL/x"),
            ("/literal/entry", "/literal/entry"),
            (
                "a.en.md b_en.html c-en.mdx d.en.txt e/en.md",
                "a.LL.md b_LL.html c-LL.mdx d.en.txt e/en.md",
            ),
            ("/docs/en-US/a", "/docs/LL/a"),
            ("a.en_US.md b.en-docs.md", "a.LL.md b.en-docs.md"),
            ("/open/x. en", "/open/x. en"),
            ("then, en", "then, en"),
        ] {
            let got = without_language(Cow::Borrowed(text), "en").replace(LANGUAGE, "LL");
            assert_eq!(got, open, "{text}");
        }
    }
}
