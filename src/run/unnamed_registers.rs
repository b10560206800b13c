//! Registers that a search sees and does not take, because they are not named like registers: `KNOWN_ISSUES.md`.

use std::path::{Path, PathBuf};

use anyhow::Error;

use super::project::Project;
use crate::files::{NoRegister, slashed, texts_below};
use crate::register::Register;
use crate::text::printable;

/// More are not named.
const MOST: usize = 3;

/// More texts that may be one are not read.
const MOST_READ: usize = 24;

/// The same error; if it is that there is no register in some paths, it names the files there that read as some.
pub(super) fn with_candidates(error: Error, paths: &[PathBuf], project: &Project) -> Error {
    let mut error = match error.downcast::<NoRegister>() {
        Ok(error) => error,
        Err(other) => return other,
    };
    let found = candidates(paths, project);
    if !found.is_empty() {
        let names: Vec<String> = found.iter().map(|path| format!("`{}`", shown(path))).collect();
        let words: Vec<String> = found.iter().map(|path| argument(path)).collect();
        let words = words.join(" ");
        let [verb, them] =
            if found.len() > 1 { ["read as some", "them"] } else { ["reads as one", "it"] };
        error.help = format!(
            "{} {verb}: `gapreg check {words}` checks {them}, and after `gapreg init {words}` every \
             command finds {them}",
            names.join(", "),
        );
    }
    error.into()
}

/// The texts in some folders whose names say what registers track, and which have entries; those nearest to the
/// top first.
fn candidates(paths: &[PathBuf], project: &Project) -> Vec<PathBuf> {
    let here = [PathBuf::from(".")];
    let folders = if paths.is_empty() { &here[..] } else { paths };
    let below = folders.iter().flat_map(|folder| texts_below(folder, &["md"]));
    let mut named: Vec<PathBuf> = below
        .map(|path| path.strip_prefix(".").map_or_else(|_| path.clone(), Path::to_path_buf))
        .filter(|path| has_subject(path, project) && !project.settings.excludes(&slashed(path)))
        .collect();
    named.sort_by_cached_key(|path| (path.components().count(), path.clone()));
    named.dedup();
    let read = named.into_iter().take(MOST_READ);
    read.filter(|path| has_entries(path, project)).take(MOST).collect()
}

/// Whether the name of a file says what registers track: `tech-debt`, `OPEN_ISSUES`.
fn has_subject(path: &Path, project: &Project) -> bool {
    let name = path.file_stem().map(|name| name.to_string_lossy()).unwrap_or_default();
    let mut words = name.split(|c: char| !c.is_alphanumeric());
    words.any(|word| project.settings.vocabulary.is_subject(word))
}

fn has_entries(path: &Path, project: &Project) -> bool {
    let Ok(Ok(source)) = project.read(path) else { return false };
    let register = Register::parse(&source, project.settings.reading());
    register.is_ok_and(|register| register.is_recognised && !register.entries.is_empty())
}

/// A path as an argument of a shell.
fn argument(path: &Path) -> String {
    let path = shown(path);
    let is_plain = |c: char| c.is_alphanumeric() || "_-./".contains(c);
    if path.chars().all(is_plain) { path } else { format!("'{}'", path.replace('\'', r"'\''")) }
}

fn shown(path: &Path) -> String {
    printable(&slashed(path)).into_owned()
}
