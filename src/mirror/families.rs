//! Which registers are translations of one another.

use std::collections::HashMap;
use std::iter;

use crate::register::Register;

/// Where translations lie, as a configuration says: `docs/{lang}/**`.
#[derive(Clone, Debug, Default)]
pub struct Pattern {
    /// What stands before the language.
    pub before: String,
    /// What starts after it, up to the first wildcard.
    pub after: String,
}

impl Pattern {
    /// Reads `docs/{lang}/**`; nothing where no language is left open.
    pub fn parse(text: &str) -> Option<Self> {
        let (before, after) = text.split_once("{lang}")?;
        let after = after.split(['*', '?', '[', '{']).next().unwrap_or_default();
        let before = before.trim_start_matches("./");
        let is_literal = !before.contains(['*', '?', '[', '{']);
        is_literal.then(|| Self { before: before.to_owned(), after: after.to_owned() })
    }

    /// A path with the language left open, and the language.
    pub fn family(&self, path: &str, languages: &[&str]) -> Option<(String, String)> {
        let rest = path.strip_prefix(&self.before)?;
        let code = languages.iter().find(|code| {
            let after = rest.strip_prefix(**code);
            after.is_some_and(|after| after.starts_with(&self.after))
        })?;
        Some((format!("{}{{}}{}", self.before, &rest[code.len()..]), (*code).to_owned()))
    }
}

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

/// Which of some registers are translations of which, by their places.
#[derive(Debug, Default)]
pub struct Pairing {
    /// A source and a mirror each.
    pub pairs: Vec<(usize, usize)>,
    /// Registers that have neither, although their path or their words speak of a language.
    pub unpaired: Vec<usize>,
    /// Registers that stand alone, and say nothing else.
    pub single: Vec<usize>,
}

/// Where a register lies.
#[derive(Clone, Debug)]
pub struct Place {
    /// Its path.
    pub path: String,
    /// The same with the language left open, where one stands in it.
    pub family: Option<String>,
}

/// Pairs registers: by their paths, and by what they say of one another. `rank` puts the leading
/// language first.
pub fn pair_up(
    registers: &[&Register<'_>],
    places: &[Place],
    rank: impl Fn(&str) -> usize,
) -> Pairing {
    let mut families = families_by_path(places);
    join_by_words(&mut families, registers, places);
    let mut pairing = Pairing::default();
    for mut members in families.into_values() {
        members.sort_by_key(|&at| (rank(&registers[at].language), at));
        let (leading, rest) = (members[0], &members[1..]);
        let own = &registers[leading].language;
        let mirrors: Vec<usize> =
            rest.iter().copied().filter(|&at| registers[at].language != *own).collect();
        pairing.pairs.extend(mirrors.iter().map(|&mirror| (leading, mirror)));
        if mirrors.is_empty() {
            for at in members {
                let is_marked = places[at].family.is_some();
                let list = if is_marked { &mut pairing.unpaired } else { &mut pairing.single };
                list.push(at);
            }
        }
    }
    pairing.pairs.sort_unstable();
    pairing.unpaired.sort_unstable();
    pairing.single.sort_unstable();
    pairing
}

/// Which registers must be seen together to pair them: those of one family by their paths, and all
/// that stand alone, as these may speak of one another.
pub fn companies(places: &[Place]) -> Vec<Vec<usize>> {
    let families = families_by_path(places).into_values();
    let (mut companies, alone): (Vec<_>, Vec<_>) = families.partition(|family| family.len() > 1);
    companies.push(alone.concat());
    companies.retain(|company| !company.is_empty());
    for company in &mut companies {
        company.sort_unstable();
    }
    companies.sort_unstable();
    companies
}

fn families_by_path(places: &[Place]) -> HashMap<String, Vec<usize>> {
    let mut families: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, place) in places.iter().enumerate() {
        let name = place.family.clone().unwrap_or_else(|| place.path.clone());
        families.entry(name).or_default().push(at);
    }
    join_unmarked(&mut families);
    families
}

/// `gaps.md` is the source of `gaps.tr.md`.
fn join_unmarked(families: &mut HashMap<String, Vec<usize>>) {
    let names: Vec<String> = families.keys().filter(|name| name.contains("{}.")).cloned().collect();
    for name in names {
        let plain = [".{}", "_{}", "-{}"].iter().map(|mark| name.replace(mark, ""));
        for plain in plain.filter(|plain| *plain != name) {
            // A family counts from the root of everything, a path from that of the repository.
            let inner = plain.match_indices('/').map(|(at, _)| &plain[at + 1..]);
            let mut paths = iter::once(&*plain).chain(inner);
            if let Some(members) = paths.find_map(|path| families.remove(path)) {
                families.entry(name.clone()).or_default().extend(members);
            }
        }
    }
}

/// A register alone that names another alone is its partner: "see `/docs/tr/gaps.md`".
fn join_by_words(
    families: &mut HashMap<String, Vec<usize>>,
    registers: &[&Register<'_>],
    places: &[Place],
) {
    let mut alone: Vec<(String, usize)> = families
        .iter()
        .filter(|(_, members)| members.len() == 1)
        .map(|(name, members)| (name.clone(), members[0]))
        .collect();
    if alone.len() < 2 {
        return;
    }
    alone.sort_unstable_by_key(|(_, at)| *at);
    let by_name: HashMap<&str, Vec<usize>> =
        alone.iter().enumerate().fold(HashMap::new(), |mut map, (place, (_, at))| {
            let file = places[*at].path.rsplit('/').next().unwrap_or_default();
            map.entry(file).or_default().push(place);
            map
        });
    let mut joined: Vec<(usize, usize)> = Vec::new();
    for (place, (_, at)) in alone.iter().enumerate() {
        let register = registers[*at];
        for page in pages_named(register) {
            let file = page.rsplit('/').next().unwrap_or_default();
            let candidates = by_name.get(file).into_iter().flatten();
            let partner = candidates.copied().find(|&other| {
                let path = &places[alone[other].1].path;
                other != place
                    && registers[alone[other].1].language != register.language
                    && (path.ends_with(page) || page.ends_with(path.as_str()))
            });
            joined.extend(partner.map(|other| (place, other)));
        }
    }
    for (one, other) in joined {
        let (into, from) = (&alone[one].0, &alone[other].0);
        if families.contains_key(into)
            && into != from
            && let Some(members) = families.remove(from)
        {
            families.entry(into.clone()).or_default().extend(members);
        }
    }
}

/// The Markdown files that a register names before its first entry.
fn pages_named<'s>(register: &Register<'s>) -> impl Iterator<Item = &'s str> {
    let end = register
        .entries
        .first()
        .map_or(register.source.text().len(), |first| first.span.start as usize);
    let is_end = |c: char| c.is_whitespace() || "`()[]<>\"'’“”".contains(c);
    let words = register.text(crate::text::Span::new(0, end)).split(is_end);
    words
        .map(|word| {
            word.trim_start_matches("./").trim_start_matches('/').trim_end_matches(['.', ','])
        })
        .filter(|word| word.ends_with(".md"))
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

    #[test]
    fn families_and_those_alone_must_be_seen_together() {
        let place = |path: &str| Place {
            path: path.to_owned(),
            family: family(path, ["en", "tr"].into_iter()).map(|(family, _)| family),
        };
        let paths =
            ["docs/en/a.md", "b.md", "docs/tr/a.md", "x/c.tr.md", "x/c.md", "d.md", "e.tr.md"];
        let places = paths.map(place);
        assert_eq!(companies(&places), [vec![0, 2], vec![1, 5, 6], vec![3, 4]]);
        assert_eq!(companies(&places[..3]), [vec![0, 2], vec![1]]);
        assert_eq!(companies(&[places[0].clone(), places[2].clone()]), [vec![0, 1]]);
        assert!(companies(&[]).is_empty());
    }

    #[test]
    fn a_pattern_says_where_the_language_stands() {
        let of = |pattern: &str, path: &str| Pattern::parse(pattern)?.family(path, &["en", "tr"]);
        let some = |family: &str, code: &str| Some((family.to_owned(), code.to_owned()));
        assert_eq!(of("docs/{lang}/**", "docs/tr/x/a.md"), some("docs/{}/x/a.md", "tr"));
        assert_eq!(of("i18n-{lang}/*.md", "i18n-en/a.md"), some("i18n-{}/a.md", "en"));
        assert_eq!(of("docs/{lang}/**", "other/tr/a.md"), None);
        assert!(Pattern::parse("docs/**").is_none());
    }
}
