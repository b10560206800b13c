//! Which registers are translations of one another.

/// A path with the language in it left open: `docs/en/gaps.md` and `docs/tr/gaps.md` are both
/// `docs/{}/gaps.md`. Nothing where no language stands in it.
///
/// A language is a folder (`/en/`) or the last part of the name (`.en.md`, `_en.md`, `-en.md`).
pub fn family<'l>(
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
        let of = |path: &str| family(path, ["en", "tr"].into_iter());
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
