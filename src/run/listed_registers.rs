//! The registers that a configuration lists by their paths: one that is not there is a mistake, as
//! nothing would check the register that was meant.

use std::path::Path;

use anyhow::{Error, Result, anyhow};

use super::notes::Notes;
use super::project::Project;
use crate::files::{self, names_in, repository_above, seen_from, slashed};
use crate::git;
use crate::settings::normal;
use crate::text::printable;
use crate::vocabulary::nearest;

/// Fails where `registers:` lists a path at which there is no file. What another branch has, or the last
/// commit, is no mistake, and is only said.
pub(crate) fn expect_listed(project: &Project, notes: &dyn Notes) -> Result<()> {
    let settings = &project.settings;
    for path in settings.listed_registers() {
        let whole = normal(&settings.root.join(path));
        if project.texts.has(&whole) {
            continue;
        }
        if whole.is_dir() {
            let help = format!("it is a folder; write `{}/**/*.md`", path.trim_end_matches('/'));
            return Err(refusal(project, path, &help));
        }
        if whole.exists() || is_there_in_other_case(&settings.root, &whole) {
            let inner = whole.strip_prefix(&settings.root).map(slashed).ok();
            match inner {
                Some(_) if settings.is_named_like_register(&slashed(&whole)) => continue,
                Some(inner) => {
                    return Err(refusal(project, path, &format!("write it as `{inner}`")));
                }
                None => return Err(refusal(project, path, "it is not below the configuration")),
            }
        }
        if is_known_to_git(&whole) {
            let path = printable(path);
            notes.warn(&format!("the register `{path}` is not in this working tree"));
            continue;
        }
        return Err(missing(project, path, &whole));
    }
    Ok(())
}

fn refusal(project: &Project, path: &str, help: &str) -> Error {
    let settings = &project.settings;
    let config = settings.config_path.as_deref().unwrap_or("the configuration");
    let place = settings.place_in_configuration(path);
    let place = place.map_or_else(String::new, |(line, column)| format!(":{line}:{column}"));
    anyhow!("{config}{place}: `registers` lists `{}`: {help}", printable(path))
}

fn missing(project: &Project, path: &str, whole: &Path) -> Error {
    let help = match similar(&project.settings.root, path, whole) {
        Some(near) => format!("did you mean `{}`?", printable(&near)),
        None => "take it out, or write it with `*` if it is to come later".to_owned(),
    };
    refusal(project, path, &format!("there is no such file; {help}"))
}

/// A file that may be meant: one of a similar name in that folder, or of a similar path.
fn similar(root: &Path, path: &str, whole: &Path) -> Option<String> {
    let folder = whole.parent()?;
    let name = whole.file_name()?.to_string_lossy();
    let beside = names_in(folder);
    let is_text = |name: &&str| name.to_ascii_lowercase().ends_with(".md");
    if let Some(near) = nearest(&name, beside.iter().map(String::as_str).filter(is_text)) {
        return folder.join(near).strip_prefix(root).map(slashed).ok();
    }
    let texts = files::texts_below(root, &["md"]);
    let texts: Vec<String> = texts.iter().map(|text| slashed(&seen_from(root, text))).collect();
    let is_moved = |text: &&String| text.rsplit('/').next() == Some(&*name);
    let moved = texts.iter().find(is_moved).map(String::as_str);
    moved.or_else(|| nearest(path, texts.iter().map(String::as_str))).map(str::to_owned)
}

/// Globs do not distinguish upper and lower case, so a listed path need not either.
fn is_there_in_other_case(root: &Path, whole: &Path) -> bool {
    let Ok(inner) = whole.strip_prefix(root) else { return false };
    let mut there = root.to_owned();
    for part in inner {
        let part = part.to_string_lossy().to_lowercase();
        let Some(name) = names_in(&there).into_iter().find(|name| name.to_lowercase() == part)
        else {
            return false;
        };
        there.push(name);
    }
    true
}

/// Whether the last commit, the main branch or the upstream has a file.
fn is_known_to_git(whole: &Path) -> bool {
    let Some(root) = repository_above(whole) else { return false };
    let Ok(inner) = whole.strip_prefix(&root) else { return false };
    let commits = git::known_branches(&root).into_iter().chain(["HEAD".to_owned()]);
    let mut files = commits.filter_map(|commit| git::files_of(&root, &commit).ok());
    files.any(|files| files.contains_key(&slashed(inner)))
}
