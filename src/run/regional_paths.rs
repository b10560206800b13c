//! The folders and files around a register that name a language with its region: `tr-TR`. Nobody
//! knows which regions there are, so they are looked for.

use std::collections::{BTreeSet, HashMap};
use std::path::{Component, Path, PathBuf};

use super::project::Project;
use crate::files;
use crate::vocabulary::Vocabulary;

/// The names in each folder that end in a tag with a region or in other letters than the usual ones.
pub(super) struct RegionalPaths<'p> {
    project: &'p Project,
    names: HashMap<PathBuf, BTreeSet<String>>,
}

impl<'p> RegionalPaths<'p> {
    pub(super) fn of(project: &'p Project) -> Self {
        Self { project, names: HashMap::new() }
    }

    /// The paths of a family, `docs/{}/gaps.md`, whose tags are no plain codes. They need not exist.
    pub(super) fn beside(&mut self, family: &Path) -> impl Iterator<Item = PathBuf> + use<> {
        let words = &self.project.settings.vocabulary;
        let mut folder = PathBuf::new();
        let mut parts = family.components();
        let open = parts.find(|part| {
            let is_open = matches!(part, Component::Normal(name) if holds_place(name));
            if !is_open {
                folder.push(part);
            }
            is_open
        });
        let open = open.map(|open| open.as_os_str().to_string_lossy().into_owned());
        let (before, after) =
            open.as_deref().and_then(|open| open.split_once("{}")).unwrap_or_default();
        let names = self
            .names
            .entry(folder.clone())
            .or_insert_with_key(|folder| names_with_regions(folder, self.project));
        let is_member = |name: &&String| {
            let tag = name.strip_prefix(before).and_then(|name| name.strip_suffix(after));
            open.is_some() && tag.is_some_and(|tag| is_regional(tag, words))
        };
        let rest: Vec<Component<'_>> = parts.collect();
        let path = |name: &String| {
            let mut path = folder.join(name);
            path.extend(&rest);
            path
        };
        let found: Vec<PathBuf> = names.iter().filter(is_member).map(path).collect();
        found.into_iter()
    }
}

fn holds_place(name: &std::ffi::OsStr) -> bool {
    name.to_string_lossy().contains("{}")
}

/// The names in a folder, on the disk and in memory, that end in a tag which is no plain code.
fn names_with_regions(folder: &Path, project: &Project) -> BTreeSet<String> {
    let words = &project.settings.vocabulary;
    let on_disk = files::names_in(folder).into_iter();
    let in_memory = project.texts.below(folder).filter_map(|text| {
        let name = text.strip_prefix(folder).ok()?.components().next()?;
        Some(name.as_os_str().to_string_lossy().into_owned())
    });
    let has_region = |name: &String| {
        let in_name = words.language_in_path(name).map(|found| &name[found.tag]);
        is_regional(name, words) || in_name.is_some_and(|tag| is_regional(tag, words))
    };
    on_disk.chain(in_memory).filter(has_region).collect()
}

/// Whether a text is a tag, and not the plain code of a language.
fn is_regional(tag: &str, words: &Vocabulary) -> bool {
    words.language_of(tag).is_some_and(|code| code != tag)
}
