//! Which registers are of one family: those whose paths differ in the language alone.

use std::path::PathBuf;

use crate::settings::Settings;

/// A path in two parts: the family of registers that it belongs to, and its own language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Family {
    /// The path from the root of the file system, with `{}` for the language.
    pub path: PathBuf,
    /// The language that the path names.
    pub language: String,
}

/// The family of a register; nothing where its path names no language.
pub(crate) fn family(path: &str, settings: &Settings) -> Option<Family> {
    let languages: Vec<&str> = settings.vocabulary.languages().collect();
    if let Some(pattern) = &settings.mirrors {
        let path = settings.relative(path).to_string_lossy().replace('\\', "/");
        if let Some((family, language)) = pattern.family(&path, &languages) {
            return Some(Family { path: settings.root.join(family), language });
        }
    }
    let path = settings.repository_path(path);
    let (family, language) = family_by_name(&path, languages.into_iter())?;
    Some(Family { path: settings.anchor.join(family), language })
}

/// The place of a language among those of the registers: the leading one comes first.
pub(crate) fn language_rank(language: &str, settings: &Settings) -> usize {
    let configured = settings.languages.iter().position(|code| code == language);
    configured.unwrap_or_else(|| {
        let known = settings.vocabulary.languages().position(|code| code == language);
        settings.languages.len() + known.unwrap_or(usize::MAX / 2)
    })
}

/// A path with the language in it left open: `docs/en/gaps.md` and `docs/tr/gaps.md` are both
/// `docs/{}/gaps.md`. Nothing where it names no language.
///
/// A language is a folder (`/en/`) or the last part of the name (`.en.md`, `_en.md`, `-en.md`).
pub(crate) fn family_by_name<'l>(
    path: &str,
    languages: impl Iterator<Item = &'l str>,
) -> Option<(String, String)> {
    let languages: Vec<&str> = languages.collect();
    let known = |part: &str| languages.iter().find(|code| code.eq_ignore_ascii_case(part)).copied();
    let (stem, extension) = path.rsplit_once('.').unwrap_or((path, ""));
    let name = stem.rfind('/').map_or(0, |at| at + 1);
    if let Some(at) = stem[name..].rfind(['.', '_', '-']).map(|at| name + at + 1)
        && let Some(code) = known(&stem[at..])
    {
        return Some((format!("{}{{}}.{extension}", &stem[..at]), code.to_owned()));
    }
    // The innermost folder decides, as an outer one may be a team or a country.
    let mut end = name;
    while end > 0 {
        let start = path[..end - 1].rfind('/').map_or(0, |at| at + 1);
        if let Some(code) = known(&path[start..end - 1]) {
            return Some((format!("{}{{}}{}", &path[..start], &path[end - 1..]), code.to_owned()));
        }
        end = start;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_a_folder_or_the_end_of_the_name() {
        let of = |path: &str| family_by_name(path, ["en", "tr"].into_iter());
        let some = |family: &str, code: &str| Some((family.to_owned(), code.to_owned()));
        assert_eq!(of("docs/new/en/runbooks/a.md"), some("docs/new/{}/runbooks/a.md", "en"));
        assert_eq!(of("tr/a.md"), some("{}/a.md", "tr"));
        assert_eq!(of("/en/x/tr/a.md"), some("/en/x/{}/a.md", "tr"));
        assert_eq!(of("gap-register.tr.md"), some("gap-register.{}.md", "tr"));
        assert_eq!(of("docs/gap_register_EN.md"), some("docs/gap_register_{}.md", "en"));
        assert_eq!(of("docs/gap-register.md"), None);
        assert_eq!(of("a.md"), None);
        assert_eq!(of(""), None);
    }
}
