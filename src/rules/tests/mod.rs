//! Every rule has a complete page, and its examples do what the page says.

mod linted;
mod messages;
mod own_forms;
mod pages;

use std::collections::HashMap;
use std::path::Path;

use super::*;
use crate::document::Conflicts;
use crate::finding::Finding;
use crate::lint;
use crate::mirror::{CommitTime, PastContent, PastRegister};
use crate::register::Register;
use crate::routes::{self, Contract, ContractOptions};
use crate::settings::{Config, Gate, Settings};
use crate::text::Source;
use crate::timeline::{self, RegisterChange, RegisterSnapshot, SnapshotPair};

/// The day on which the pages' examples are read.
const TODAY: &str = "2026-03-01";

/// An example of a page: `` ```markdown bad path=docs/tr/x.md pages=/docs/tr/a.md bytes ``; with `routes=GET:/a,POST:/b:201`,
/// held against a contract. Beside
/// a block marked `source`, the others are its translations, unless they are `alone`; after one
/// marked `base`, they are what it was changed to; after one marked `register`, they are pages.
struct Example<'p> {
    is_bad: bool,
    words: Vec<&'p str>,
    text: &'p str,
    /// The source of the translations on this page.
    source: Option<&'p str>,
    /// What the register said before the changes on this page.
    base: Option<&'p str>,
    /// The register that pages of the manual on this page are compared with.
    register: Option<&'p str>,
}

impl Example<'_> {
    fn attribute(&self, name: &str) -> Option<&str> {
        self.words.iter().find_map(|word| word.strip_prefix(name)?.strip_prefix('='))
    }

    /// The example's bytes; with `bytes`, `\xff` stands for that byte.
    fn bytes(&self) -> Vec<u8> {
        if !self.words.contains(&"bytes") {
            return self.text.as_bytes().to_vec();
        }
        let mut parts = self.text.split("\\x");
        let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
        for part in parts {
            bytes.push(u8::from_str_radix(&part[..2], 16).expect("two hexadecimal digits"));
            bytes.extend_from_slice(&part.as_bytes()[2..]);
        }
        bytes
    }

    fn findings(&self) -> Vec<Finding> {
        let is_pair = self.source.is_some() || self.words.contains(&"alone");
        let usual = if is_pair { "docs/tr/gap-register.md" } else { "gap-register.md" };
        let path = self.attribute("path").unwrap_or(usual);
        let root = Path::new("/");
        if let Some(register) = self.register {
            return pages::findings(register, self.text);
        }
        let settings = self.attribute("config").map_or_else(
            || Settings::built_in(root),
            |text| {
                let config = Config::read("gapreg.yaml", text, &names()).unwrap();
                Settings::new(config, Some(("gapreg.yaml", text)), root, root).unwrap()
            },
        );
        let settings = settings.on(TODAY.parse().unwrap());
        let source = match Source::decode(path, self.bytes()) {
            Ok(source) => source,
            Err((source, bad)) => {
                return lint::invalid_utf8(source.path(), bad, &settings).into_iter().collect();
            }
        };
        let register = match readable(&source, &settings) {
            Ok(register) => register,
            Err(findings) => return findings,
        };
        let pages = KnownPages(self.attribute("pages"));
        let now = CommitTime { commit: None, day: TODAY.parse().unwrap(), place: 2 };
        let past = FormerSource { now, before: self.attribute("before").unwrap_or_default() };
        let is_old = self.words.iter().any(|word| word.starts_with("before="));
        let past = is_old.then_some(&past as &dyn History);
        let contract = self.attribute("routes").map(contract_of);
        let environment = Environment {
            history: past,
            contract: contract.as_ref(),
            ..Environment::new(TODAY.parse().unwrap(), &pages)
        };
        if let Some(base) = self.base {
            return changed(base, register, settings, environment);
        }
        if !is_pair {
            return lint::lint(&[register], &settings, environment);
        }
        let source = Source::new("docs/en/gap-register.md", self.source.unwrap_or_default());
        let leading = Register::read(&source, settings.reading()).unwrap();
        let alone = self.words.contains(&"alone");
        let registers = if alone { vec![register] } else { vec![leading, register] };
        lint::run(&registers, &settings, environment, lint::Scope::Mirrors).findings
    }
}

/// The contract with the routes of a list: `GET:/a,POST:/b:201`.
fn contract_of(routes: &str) -> Contract {
    let paths = routes.split(',').map(|route| {
        let mut parts = route.split(':');
        let [method, path] = [parts.next().unwrap(), parts.next().unwrap()];
        let status = parts.next().unwrap_or("200");
        let responses = format!("{{\"{status}\":{{}}}}");
        format!("\"{path}\":{{\"{}\":{{\"responses\":{responses}}}}}", method.to_lowercase())
    });
    let paths = paths.collect::<Vec<_>>().join(",");
    let text = format!("{{\"openapi\":\"3.1.0\",\"paths\":{{{paths}}}}}");
    routes::read(Source::new("openapi.json", text), ContractOptions::default()).unwrap()
}

/// The findings in a register that said `base` before, where a branch is looked at.
fn changed(
    base: &str,
    register: Register<'_>,
    mut settings: Settings,
    environment: Environment<'_>,
) -> Vec<Finding> {
    let path = register.source.path();
    let base = Source::new(path.clone(), base);
    let then = Register::read(&base, settings.reading()).unwrap();
    let pair = SnapshotPair::of(RegisterSnapshot::of(&then), RegisterSnapshot::of(&register));
    let transitions = timeline::transitions(&[pair]).remove(0);
    let change = RegisterChange { commit: None, transitions };
    let changes = HashMap::from([(path.to_string(), vec![change])]);
    let mut gate = Gate::default();
    for known in lint::known_ignores(&then, &settings) {
        gate.add(known);
    }
    settings.gate = Some(gate);
    let environment = Environment { changes: Some(&changes), ..environment };
    lint::lint(&[register], &settings, environment)
}

/// The register in a source, or the finding about why it cannot be read.
fn readable<'s>(source: &'s Source, settings: &Settings) -> Result<Register<'s>, Vec<Finding>> {
    if let Some(conflicts) = Conflicts::of(source) {
        let found = lint::conflict_marker(source.path(), conflicts, settings);
        return Err(found.into_iter().collect());
    }
    Register::read(source, settings.reading())
        .map_err(|deep| lint::too_deep(source.path(), deep, settings).into_iter().collect())
}

/// A history in which the leading register had `before` where it has `now` today.
struct FormerSource<'p> {
    now: CommitTime,
    before: &'p str,
}

impl History for FormerSource<'_> {
    fn revisions<'h>(&'h self, path: &str, now: &str) -> Option<Revisions<'h>> {
        let commit = Some("0a1b2c3".to_owned());
        let at = |time: &CommitTime, text| {
            let content = PastContent::Text(text);
            Some(PastRegister { time: time.clone(), content })
        };
        let first = CommitTime { place: 1, commit, ..self.now.clone() };
        if path.contains("/tr/") {
            return Some(Box::new([at(&first, now.to_owned())].into_iter()));
        }
        let (is, was) = self.before.split_once("->")?;
        let all = [at(&self.now, now.to_owned()), at(&first, now.replace(is, was))];
        Some(Box::new(all.into_iter()))
    }

    fn is_verbose(&self) -> bool {
        false
    }
}

struct KnownPages<'p>(Option<&'p str>);

impl Pages for KnownPages<'_> {
    fn exist(&self, _: &str, pages: &[&str]) -> Vec<Option<bool>> {
        let stands = |page: &&str| self.0.map(|known| known.split(',').any(|known| known == *page));
        pages.iter().map(stands).collect()
    }
}

fn examples(page: &str) -> Vec<Example<'_>> {
    let mut found: Vec<Example<'_>> = Vec::new();
    let (mut source, mut base, mut register) = (None, None, None);
    let mut rest = page;
    while let Some(at) = rest.find("\n````markdown ").or_else(|| rest.find("\n```markdown ")) {
        let opening = &rest[at + 1..];
        let fence = &opening[..opening.len() - opening.trim_start_matches('`').len()];
        let (info, body) = opening.split_once('\n').expect("a line after the fence");
        let end = body.find(&format!("\n{fence}\n")).expect("a closing fence") + 1;
        let words: Vec<&str> = info.split_whitespace().skip(1).collect();
        let text = &body[..end];
        if words.contains(&"source") {
            source = Some(text);
        } else if words.contains(&"base") {
            base = Some(text);
        } else if words.contains(&"register") {
            register = Some(text);
        } else {
            let is_bad = words.contains(&"bad");
            found.push(Example { is_bad, words, text, source, base, register });
        }
        rest = &body[end..];
    }
    found
}

#[test]
fn the_rules_of_a_group_follow_each_other() {
    let mut groups: Vec<Group> = RULES.iter().map(|rule| rule.group).collect();
    groups.dedup();
    let of_groups = groups.iter().flat_map(|&group| of_group(group)).map(|rule| rule.name);
    assert_eq!(of_groups.collect::<Vec<_>>(), names());
}

#[test]
fn names_are_unique_and_kebab_case() {
    let mut names = names();
    assert!(
        names
            .iter()
            .all(|name| name.chars().all(|c| c.is_ascii_lowercase() || c == '-' || c == '8'))
    );
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), RULES.len());
}

#[test]
fn every_page_has_its_parts() {
    for Rule { name, page, fixes, .. } in RULES {
        assert!(page.starts_with(&format!("# {name}\n\n")), "{name}: the title is the rule's name");
        for part in ["## What it finds", "## Why it matters", "## Example", "## Fix", "## Settings"]
        {
            assert!(page.contains(&format!("\n{part}\n")), "{name}: {part}");
        }
        let says_none = page.contains("## Fix\n\nNone");
        assert_eq!(says_none, fixes.is_none(), "{name}: the page and the rule disagree on fixes");
    }
}

#[test]
fn every_page_shows_what_the_rule_does() {
    for Rule { name, page, .. } in RULES {
        let examples = examples(page);
        assert!(examples.iter().any(|example| example.is_bad), "{name}: a bad example");
        assert!(examples.iter().any(|example| !example.is_bad), "{name}: a good example");
        for example in examples {
            let found: Vec<_> =
                example.findings().into_iter().filter(|f| f.rule == *name).collect();
            let text = example.text;
            assert_eq!(!found.is_empty(), example.is_bad, "{name} on\n{text}\nfound {found:#?}");
        }
    }
}

#[test]
fn a_name_that_is_none_may_be_meant_for_one() {
    let meant = |name| super::meant(name);
    assert_eq!(meant("duplicate-ids"), Some("duplicate-id"));
    // The only name that contains it; two letters are too few.
    assert_eq!(meant("utf8"), Some("invalid-utf8"));
    assert_eq!(
        (meant("f8"), meant("triage-row"), meant("nothing-of-the-kind")),
        (None, None, None)
    );
    assert_eq!(unknown("utf8"), "there is no rule `utf8`; did you mean `invalid-utf8`?");
    assert_eq!(unknown("f8"), "there is no rule `f8`; `gapreg rules` lists them");
}
