//! Which registers are of one family: those whose paths differ in the language alone.

use std::path::PathBuf;

use crate::settings::{IdScope, Settings};
use crate::vocabulary::Vocabulary;

/// A path in two parts: the family of registers that it belongs to, and its own language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Family {
    /// The path from the root of the file system, with `{}` for the language.
    pub path: PathBuf,
    /// The tag of the language that the path names.
    pub tag: String,
}

/// The family of a register; nothing where its path names no language.
pub(crate) fn family(path: &str, settings: &Settings) -> Option<Family> {
    if let Some(pattern) = &settings.mirrors {
        let path = settings.relative(path).to_string_lossy().replace('\\', "/");
        if let Some((family, tag)) = pattern.family(&path, &settings.vocabulary) {
            return Some(Family { path: settings.root.join(family), tag });
        }
    }
    let path = settings.repository_path(path);
    let (family, tag) = family_by_name(&path, &settings.vocabulary)?;
    Some(Family { path: settings.anchor.join(family), tag })
}

/// The folder in which the IDs of a register are unique, with the language left open; nothing where
/// they are unique in the whole project.
pub(crate) fn id_scope(path: &str, settings: &Settings) -> Option<PathBuf> {
    if settings.id_scope == IdScope::Project {
        return None;
    }
    let own = || settings.anchor.join(settings.repository_path(path));
    let mut whole = family(path, settings).map_or_else(own, |family| family.path);
    whole.pop();
    Some(whole)
}

/// The place of a language among those of the registers: the leading one comes first.
pub(crate) fn language_rank(tag: &str, settings: &Settings) -> usize {
    let words = &settings.vocabulary;
    let code = words.language_of(tag).unwrap_or(tag);
    let configured = &settings.languages;
    let exactly = configured.iter().position(|own| own.eq_ignore_ascii_case(tag));
    let of_language = || configured.iter().position(|own| words.language_of(own) == Some(code));
    exactly.or_else(of_language).unwrap_or_else(|| {
        let known = words.languages().position(|known| known == code);
        configured.len() + known.unwrap_or(usize::MAX / 2)
    })
}

/// A path with the language in it left open, and the tag of that language: `docs/en/gaps.md` and
/// `docs/tr/gaps.md` are both `docs/{}/gaps.md`. Nothing where it names no language.
pub(crate) fn family_by_name(path: &str, words: &Vocabulary) -> Option<(String, String)> {
    let tag = words.language_in_path(path)?.tag;
    let family = format!("{}{{}}{}", &path[..tag.start], &path[tag.end..]);
    Some((family, path[tag].to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::UniqueMap;

    #[test]
    fn a_family_has_the_language_left_open() {
        let words = Vocabulary::with(&UniqueMap::default());
        let of = |path: &str| family_by_name(path, &words);
        let some = |family: &str, tag: &str| Some((family.to_owned(), tag.to_owned()));
        assert_eq!(of("docs/new/en/runbooks/a.md"), some("docs/new/{}/runbooks/a.md", "en"));
        assert_eq!(of("docs/tr-TR/a.md"), some("docs/{}/a.md", "tr-TR"));
        assert_eq!(of("docs/gap_register_EN.md"), some("docs/gap_register_{}.md", "EN"));
        assert_eq!(of("docs/gap-register.md"), None);
    }
}
