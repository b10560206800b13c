//! Which commits the two sides of a merge are, as far as git says so.

use std::path::Path;

use super::request::Sides;
use crate::git;
use crate::merge::Three;

/// The sides that the labels of git name: `HEAD`, `feature`, `1a2b3c4 (Add the gap)`.
pub(crate) fn named_by_git(folder: &Path, ours: Option<&str>, theirs: Option<&str>) -> Sides {
    // An older git does not know the labels and passes their signs on.
    let label = |label: Option<&str>, sign: &str| {
        label.filter(|label| !label.is_empty() && *label != sign).map(str::to_owned)
    };
    let (ours, theirs) = (label(ours, "%X"), label(theirs, "%Y"));
    let commits = Three {
        base: None,
        ours: ours.as_deref().map_or_else(|| git::commit_of(folder, "HEAD"), |l| commit(folder, l)),
        theirs: theirs.as_deref().and_then(|label| commit(folder, label)),
    };
    let names = Three {
        base: "base".to_owned(),
        ours: ours.unwrap_or_else(|| "ours".to_owned()),
        theirs: theirs.unwrap_or_else(|| "theirs".to_owned()),
    };
    Sides { names, commits }
}

/// The commit that a label names.
fn commit(folder: &Path, label: &str) -> Option<String> {
    if let Some(commit) = named_in_environment(label) {
        return Some(commit);
    }
    match label {
        "Updated upstream" => return git::commit_of(folder, "HEAD"),
        "Stashed changes" => return git::commit_of(folder, "stash@{0}"),
        _ => {}
    }
    // After a file was renamed, its path stands behind the name.
    let label = label.split_once(':').map_or(label, |(name, _)| name);
    let (name, parent) = match label.strip_prefix("parent of ") {
        Some(rest) => (rest, "^"),
        None => (label, ""),
    };
    let name = name.split(' ').next().filter(|name| !name.is_empty())?;
    git::commit_of(folder, &format!("{name}{parent}"))
}

/// `git merge` names what it merges in the environment: `GITHEAD_1a2b…=feature`.
fn named_in_environment(label: &str) -> Option<String> {
    let mut heads = std::env::vars_os().filter_map(|(name, value)| {
        let commit = name.to_str()?.strip_prefix("GITHEAD_")?.to_owned();
        (value.to_str() == Some(label)).then_some(commit)
    });
    heads.next()
}

/// The sides of the merge, rebase, cherry-pick, revert or stash that stopped in a repository.
pub(crate) fn of_stopped(root: &Path) -> Sides {
    let heads = ["MERGE_HEAD", "CHERRY_PICK_HEAD", "REBASE_HEAD", "REVERT_HEAD", "stash@{0}"];
    let head = |name: &&str| {
        let revision = if *name == "REVERT_HEAD" { "REVERT_HEAD^" } else { name };
        Some(((*name).to_owned(), git::commit_of(root, revision)?))
    };
    let theirs = heads.iter().find_map(head);
    let (name, theirs) = theirs.unzip();
    Sides {
        names: Three {
            base: "base".to_owned(),
            ours: "HEAD".to_owned(),
            theirs: name.unwrap_or_else(|| "theirs".to_owned()),
        },
        commits: Three { base: None, ours: git::commit_of(root, "HEAD"), theirs },
    }
}
