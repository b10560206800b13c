//! The IDs that several entries have.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::mirror::{id_scope, language_rank};
use crate::register::Register;
use crate::run::entries;
use crate::run::project::Project;
use crate::values::split_id;

/// An ID that several entries of one language have.
#[derive(Debug)]
pub(super) struct Duplicate {
    pub id: String,
    /// The entries in each language, the leading one first: the places of their registers, and theirs.
    pub languages: Vec<Vec<(usize, usize)>>,
}

impl Duplicate {
    pub(super) fn prefix(&self) -> String {
        split_id(&self.id).map_or_else(|| self.id.clone(), |(prefix, ..)| prefix.to_owned())
    }
}

/// By scope and ID, and by the rank and tag of the language, the entries.
type ByLanguage = BTreeMap<(usize, String), Vec<(usize, usize)>>;

/// The IDs that are there twice; an error for one that is asked for and is not.
pub(super) fn duplicates(
    registers: &[Register<'_>],
    asked: &[String],
    project: &Project,
) -> Result<Vec<Duplicate>> {
    let settings = &project.settings;
    let mut all: BTreeMap<(Option<PathBuf>, String), ByLanguage> = BTreeMap::new();
    for (at, register) in registers.iter().enumerate() {
        let scope = id_scope(register.source.path(), settings);
        let tag = register.tag.to_ascii_lowercase();
        let language = (language_rank(&register.tag, settings), tag);
        for (place, entry) in register.entries.iter().enumerate() {
            let Some(id) = register.id(entry) else { continue };
            let key = (scope.clone(), id.to_owned());
            let entries = all.entry(key).or_default().entry(language.clone()).or_default();
            entries.push((at, place));
        }
    }
    let is_asked =
        |id: &str| asked.is_empty() || asked.iter().any(|own| own.eq_ignore_ascii_case(id));
    let found = all.into_iter().filter(|((_, id), languages)| {
        is_asked(id) && languages.values().any(|entries| entries.len() > 1)
    });
    let found: Vec<Duplicate> = found
        .map(|((_, id), languages)| Duplicate {
            id,
            languages: languages.into_values().filter(|entries| entries.len() > 1).collect(),
        })
        .collect();
    for id in asked {
        if !found.iter().any(|duplicate| duplicate.id.eq_ignore_ascii_case(id)) {
            if entries::named(registers, id)?.iter().all(|found| found.entry.id.is_none()) {
                bail!("no entry has the ID `{id}`");
            }
            bail!("`{id}` is the ID of one entry alone: it stays, as an ID never changes");
        }
    }
    Ok(found)
}
