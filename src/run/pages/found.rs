//! The files that are pages of the manual.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::manual::Manual;
use crate::files::{seen_from, slashed};
use crate::mirror::{self, language_rank};
use crate::register::Register;
use crate::settings::Settings;

/// Registers of one language, and the folder of the pages that are compared with them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PageGroup {
    /// The tag of the language; empty where no path names one.
    pub tag: String,
    /// Where the pages are: the folder of the language, else that of the register.
    pub folder: PathBuf,
    /// The places of the registers.
    pub registers: Vec<usize>,
}

/// A page, by its path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FoundPage {
    /// Its path, as users name it.
    pub path: PathBuf,
    pub key: PageKey,
}

/// The name that a page shares with its translations, and its language.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct PageKey {
    /// Its path with the language left open.
    pub path: String,
    /// The place of its group.
    pub group: usize,
}

/// The path of a page with the language left open.
pub(crate) fn key_of(path: &Path, settings: &Settings) -> String {
    let name = slashed(path);
    let family = mirror::family(&name, settings).map(|family| family.path);
    slashed(&family.unwrap_or_else(|| path.to_owned()))
}

/// The groups of some registers, those in the leading language first, and their pages.
pub(crate) fn found(
    manual: Manual<'_>,
    registers: &[Register<'_>],
) -> (Vec<PageGroup>, Vec<FoundPage>) {
    let groups = groups(manual, registers);
    let Manual { project, settings, .. } = manual;
    let own: HashSet<PathBuf> =
        registers.iter().map(|register| project.whole(&**register.source.path())).collect();
    let mut pages = Vec::new();
    let folders: Vec<&Path> = groups.iter().map(|group| group.folder.as_path()).collect();
    for whole in manual.files(&folders) {
        let path = seen_from(&project.folder, &whole);
        let name = slashed(&path);
        let is_listed = !settings.lists_pages() || settings.is_listed_page(&name);
        if own.contains(&whole)
            || !is_listed
            || settings.is_register(&name)
            || settings.excludes(&name)
        {
            continue;
        }
        if let Some(group) = group_of(&whole, &groups, settings) {
            pages.push(FoundPage { path, key: PageKey { path: key_of(&whole, settings), group } });
        }
    }
    (groups, pages)
}

fn groups(manual: Manual<'_>, registers: &[Register<'_>]) -> Vec<PageGroup> {
    let mut groups: Vec<PageGroup> = Vec::new();
    for (at, register) in registers.iter().enumerate() {
        let (tag, folder) = home(manual, register);
        match groups.iter_mut().find(|group| group.folder == folder && group.tag == tag) {
            Some(group) => group.registers.push(at),
            None => groups.push(PageGroup { tag, folder, registers: vec![at] }),
        }
    }
    groups.sort_by_cached_key(|group| {
        (language_rank(&group.tag, manual.settings), group.folder.clone())
    });
    groups
}

/// The language that the path of a register names, and the folder of its pages.
fn home(manual: Manual<'_>, register: &Register<'_>) -> (String, PathBuf) {
    let path = register.source.path();
    let whole = manual.project.whole(&**path);
    let above = whole.parent().unwrap_or(&whole).to_owned();
    let Some(family) = mirror::family(path, manual.settings) else {
        return (String::new(), above);
    };
    let open = slashed(&family.path);
    let folder = open.split_once("{}/").map(|(above, _)| format!("{above}{}", family.tag));
    (family.tag, folder.map_or(above, PathBuf::from))
}

/// The group of a page: the innermost folder that it is in, of its language.
fn group_of(page: &Path, groups: &[PageGroup], settings: &Settings) -> Option<usize> {
    let family = mirror::family(&slashed(page), settings);
    let tag = family.map(|family| family.tag).unwrap_or_default();
    let is_own = |group: &&PageGroup| {
        group.tag.is_empty() || tag.is_empty() || group.tag.eq_ignore_ascii_case(&tag)
    };
    let is_near = |group: &PageGroup| page.starts_with(&group.folder);
    let candidates = groups.iter().enumerate().filter(|(_, group)| is_own(group));
    let candidates = candidates.filter(|(_, group)| settings.lists_pages() || is_near(group));
    // Where several fit, the first.
    let best = candidates.max_by_key(|(at, group)| {
        let depth = if is_near(group) { group.folder.as_os_str().len() } else { 0 };
        (depth, std::cmp::Reverse(*at))
    });
    best.map(|(at, _)| at)
}
