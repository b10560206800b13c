//! Entries and pages as they are compared.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

use super::found::{PageGroup, PageKey, key_of};
use super::manual::Manual;
use crate::manual::{EntryPlace, HeldEntry, HeldPage, Page, endpoint_key};
use crate::register::{Entry, EntryEnd, Register, TrackedValues};
use crate::vocabulary::Vocabulary;

/// The entries of the registers of some groups.
pub(super) fn entries(
    manual: Manual<'_>,
    registers: &[Register<'_>],
    groups: &[PageGroup],
    pages: &[PageKey],
) -> Vec<HeldEntry> {
    let words = &manual.settings.vocabulary;
    let pages: HashSet<(&str, usize)> = pages.iter().map(|own| (&*own.path, own.group)).collect();
    let mut held = Vec::new();
    for (group, own) in groups.iter().enumerate() {
        let is_known = |key: &str| pages.contains(&(key, group));
        for &at in &own.registers {
            let register = &registers[at];
            let policy = manual.policy(register);
            let cited = cited_pages(manual, register, &is_known);
            for (entry, own) in register.entries.iter().enumerate() {
                let tracked = TrackedValues::of(register, own, &policy, words);
                // An entry without a status contradicts no page.
                let stated = tracked.status_text.map(|_| EntryEnd::of(&tracked, &policy, words));
                let pages = register.source_pages(own).into_iter();
                let pages = pages.filter_map(|page| cited.get(register.text(page)));
                let mut pages: Vec<String> = pages.cloned().collect();
                pages.sort_unstable();
                pages.dedup();
                held.push(HeldEntry {
                    place: EntryPlace { register: at, entry },
                    id: register.id(own).map(str::to_owned),
                    pages,
                    endpoints: endpoints(register, own, words),
                    end: stated.unwrap_or(EntryEnd::Unknown),
                    group,
                });
            }
        }
    }
    held
}

fn endpoints(register: &Register<'_>, entry: &Entry, words: &Vocabulary) -> Vec<String> {
    let mentions = register.endpoint_mentions(entry, words).into_iter();
    let keys = mentions.filter_map(|one| endpoint_key(one.method.as_deref(), &one.route));
    let mut keys: Vec<String> = keys.collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// The pages of the run that the entries of a register cite, each with its path, the language left open: a
/// translation may be cited by the other language.
fn cited_pages<'r>(
    manual: Manual<'_>,
    register: &'r Register<'_>,
    is_known: &dyn Fn(&str) -> bool,
) -> HashMap<&'r str, String> {
    let all = register.entries.iter().flat_map(|entry| register.source_pages(entry));
    let mut texts: Vec<&str> = all.map(|page| register.text(page)).collect();
    texts.sort_unstable();
    texts.dedup();
    let places = manual.tree.paths(register.source.path(), &texts);
    let own = manual.project.whole(&**register.source.path());
    let keyed = texts.into_iter().zip(places).filter_map(|(text, place)| {
        // Where nothing on the disk shows the root of the pages, it is a folder above.
        let inner = text.trim_start_matches('/').split(['#', '?']).next().unwrap_or(text);
        let above = own.ancestors().skip(1).map(|folder| folder.join(inner));
        let key = |place: PathBuf| Some(key_of(&with_extension(place), manual.settings));
        let mut keys = place.into_iter().chain(above).filter_map(key);
        keys.find(|key| is_known(key)).map(|key| (text, key))
    });
    keyed.collect()
}

/// The file of a page that is cited without the end of its name.
fn with_extension(mut page: PathBuf) -> PathBuf {
    if page.extension().is_none() {
        page.set_extension("md");
    }
    page
}

/// The pages of a run, which have these keys.
pub(super) fn pages<'p>(pages: &'p [Page<'p>], keys: &[&PageKey]) -> Vec<HeldPage<'p>> {
    // The groups are in the order of their languages.
    let mut first: HashMap<&str, usize> = HashMap::new();
    for (at, key) in keys.iter().enumerate() {
        let known = first.entry(&key.path).or_insert(at);
        if key.group < keys[*known].group {
            *known = at;
        }
    }
    let each = pages.iter().zip(keys).enumerate();
    let held = |(at, (page, key)): (usize, (&'p Page<'p>, &&PageKey))| HeldPage {
        page,
        key: key.path.clone(),
        group: key.group,
        leading: first.get(&*key.path).copied().filter(|first| *first != at),
    };
    each.map(held).collect()
}
