//! Language tags: `tr`, `tr-TR`, `zh_Hans_CN`. A tag has the words of its language.

use std::ops::Range;

use super::Vocabulary;

/// The writing systems that tags name.
const SCRIPTS: [&str; 9] = ["Hans", "Hant", "Latn", "Cyrl", "Arab", "Jpan", "Kore", "Deva", "Grek"];

/// The signs between the parts of a tag.
const JOINTS: [char; 2] = ['-', '_'];

/// A tag has at most a language, a script and a region.
const MOST_PARTS: usize = 3;

/// The language that a path names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PathLanguage<'v> {
    /// The code of the language.
    pub code: &'v str,
    /// Where its tag is in the path.
    pub tag: Range<usize>,
}

impl Vocabulary {
    /// The language of a tag, in any case.
    pub(crate) fn language_of(&self, tag: &str) -> Option<&str> {
        let known = |code: &str| self.languages().find(|known| known.eq_ignore_ascii_case(code));
        known(tag).or_else(|| {
            let (code, regions) = tag.split_once(JOINTS)?;
            let is_tag = region_length(&tag[code.len()..]) == regions.len() + 1;
            known(code).filter(|_| is_tag)
        })
    }

    /// The language that a path names: with the last part of its name (`gaps.tr.md`, `gaps_tr.md`,
    /// `gaps-tr.md`), else with its innermost folder of a language (`/tr/`), as an outer one may be a
    /// team or a country.
    pub(crate) fn language_in_path(&self, path: &str) -> Option<PathLanguage<'_>> {
        let name = path.rfind('/').map_or(0, |at| at + 1);
        let end = path[name..].rfind('.').map_or(path.len(), |at| name + at);
        let at_end = self.tag_at_end(&path[name..end]).map(|tag| name + tag.start..name + tag.end);
        let tag = at_end.or_else(|| {
            let mut end = name;
            while end > 0 {
                let start = path[..end - 1].rfind('/').map_or(0, |at| at + 1);
                if self.language_of(&path[start..end - 1]).is_some() {
                    return Some(start..end - 1);
                }
                end = start;
            }
            None
        })?;
        Some(PathLanguage { code: self.language_of(&path[tag.clone()])?, tag })
    }

    /// The tag at the end of the name of a file, which is more than the tag.
    fn tag_at_end(&self, name: &str) -> Option<Range<usize>> {
        let is_end = |c: char| c == '.' || JOINTS.contains(&c);
        let starts: Vec<usize> =
            name.rmatch_indices(is_end).take(MOST_PARTS).map(|(at, _)| at + 1).collect();
        let is_tag = |start: &&usize| self.language_of(&name[**start..]).is_some();
        let (&last, before) = starts.split_first()?;
        let longer = before.iter().find(is_tag).copied();
        // `en-tr` is Turkish, `pt-PT` is Portuguese.
        let is_region = |start: &usize| {
            let (code, region) = (&name[*start..last - 1], &name[last..]);
            code.eq_ignore_ascii_case(region)
                || (!code.contains(char::is_uppercase) && !region.contains(char::is_lowercase))
        };
        let start = if is_tag(&&last) { longer.filter(is_region).unwrap_or(last) } else { longer? };
        Some(start..name.len())
    }
}

/// The length of the script and the region at the start of a text: of `-TR/` three.
pub(crate) fn region_length(text: &str) -> usize {
    let mut length = 0;
    for is_part in [is_script, is_region] {
        let Some(rest) = text[length..].strip_prefix(JOINTS) else { break };
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        if is_part(&rest[..end]) {
            length += 1 + end;
        }
    }
    length
}

fn is_script(part: &str) -> bool {
    SCRIPTS.iter().any(|script| script.eq_ignore_ascii_case(part))
}

/// Two letters, or three digits as in `es-419`.
fn is_region(part: &str) -> bool {
    let is_all = |is: fn(&u8) -> bool| part.bytes().all(|byte| is(&byte));
    (part.len() == 2 && is_all(u8::is_ascii_alphabetic))
        || (part.len() == 3 && is_all(u8::is_ascii_digit))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::UniqueMap;

    #[test]
    fn a_tag_has_a_language_and_perhaps_a_script_and_a_region() {
        let words = Vocabulary::with(&UniqueMap::default());
        for (tag, code) in [
            ("en", "en"),
            ("TR", "tr"),
            ("en-US", "en"),
            ("tr_TR", "tr"),
            ("pt-br", "pt"),
            ("zh-Hans", "zh"),
            ("zh-Hant-TW", "zh"),
            ("es-419", "es"),
        ] {
            assert_eq!(words.language_of(tag), Some(code), "{tag}");
        }
        for text in ["", "en-", "xx-US", "en-docs", "en-US-x", "english", "en-v2", "-US", "en.US"] {
            assert_eq!(words.language_of(text), None, "{text}");
        }
    }

    #[test]
    fn a_path_names_a_language_with_a_folder_or_the_end_of_its_name() {
        let words = Vocabulary::with(&UniqueMap::default());
        let tag = |path: &str| {
            let found = words.language_in_path(path)?;
            Some(format!("{} {}", found.code, &path[found.tag]))
        };
        for (path, found) in [
            ("docs/new/en/runbooks/a.md", "en en"),
            ("docs/en-US/a.md", "en en-US"),
            ("tr/a.md", "tr tr"),
            ("/en/x/tr-TR/a.md", "tr tr-TR"),
            ("gap-register.tr.md", "tr tr"),
            ("docs/gap_register_EN.md", "en EN"),
            ("gap-register.tr-TR.md", "tr tr-TR"),
            ("gap-register-tr-TR.md", "tr tr-TR"),
            ("gap_register_pt_PT.md", "pt pt_PT"),
            ("gap-register.zh-Hans-CN.md", "zh zh-Hans-CN"),
            ("gap-register-en-tr.md", "tr tr"),
            ("gap-register.en.tr.md", "tr tr"),
        ] {
            assert_eq!(tag(path).as_deref(), Some(found), "{path}");
        }
        for path in ["docs/gap-register.md", "a.md", "en.md", "en-US.md", "", "docs/en-docs/a.md"] {
            assert_eq!(tag(path), None, "{path}");
        }
    }
}
