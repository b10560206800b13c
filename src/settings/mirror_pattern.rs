//! Where translations lie, as a configuration says it: `docs/{lang}/**`.

use crate::vocabulary::Vocabulary;

/// A path with the language left open.
#[derive(Clone, Debug)]
pub(crate) struct MirrorPattern {
    /// What comes before the language.
    before: String,
    /// What comes after it, up to the first wildcard.
    after: String,
}

impl MirrorPattern {
    /// Reads `docs/{lang}/**`; nothing where no language is left open.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (before, after) = text.split_once("{lang}")?;
        let after = after.split(['*', '?', '[', '{']).next().unwrap_or_default();
        let before = before.trim_start_matches("./");
        let is_literal = !before.contains(['*', '?', '[', '{']);
        is_literal.then(|| Self { before: before.to_owned(), after: after.to_owned() })
    }

    /// A path with its language replaced by `{}`, and the tag of the language.
    pub(crate) fn family(&self, path: &str, words: &Vocabulary) -> Option<(String, String)> {
        let rest = path.strip_prefix(&self.before)?;
        let is_end = |c: char| !c.is_ascii_alphanumeric() && !"-_".contains(c);
        let longest = rest.find(is_end).unwrap_or(rest.len());
        let mut ends = (1..=longest).rev();
        let end = ends.find(|&end| {
            words.language_of(&rest[..end]).is_some() && rest[end..].starts_with(&self.after)
        })?;
        Some((format!("{}{{}}{}", self.before, &rest[end..]), rest[..end].to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::UniqueMap;

    #[test]
    fn a_pattern_says_where_the_language_is() {
        let words = Vocabulary::with(&UniqueMap::default());
        let of = |pattern: &str, path: &str| MirrorPattern::parse(pattern)?.family(path, &words);
        let some = |family: &str, code: &str| Some((family.to_owned(), code.to_owned()));
        assert_eq!(of("docs/{lang}/**", "docs/tr/x/a.md"), some("docs/{}/x/a.md", "tr"));
        assert_eq!(of("i18n-{lang}/*.md", "i18n-en/a.md"), some("i18n-{}/a.md", "en"));
        assert_eq!(of("docs/{lang}/**", "docs/tr-TR/a.md"), some("docs/{}/a.md", "tr-TR"));
        assert_eq!(of("i18n-{lang}/*.md", "i18n-en_US/a.md"), some("i18n-{}/a.md", "en_US"));
        assert_eq!(of("gaps-{lang}-*.md", "gaps-en-US-x.md"), some("gaps-{}-x.md", "en-US"));
        assert_eq!(of("docs/{lang}/**", "docs/english/a.md"), None);
        assert_eq!(of("docs/{lang}/**", "other/tr/a.md"), None);
        assert!(MirrorPattern::parse("docs/**").is_none());
    }
}
