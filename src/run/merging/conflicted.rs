//! Files in conflict, resolved from the versions in the index.

use std::collections::HashSet;
use std::path::Path;

use anyhow::{Context as _, Result, bail};

use super::request::{MARKER_SIZE, Request};
use super::sides;
use super::texts::{MergedBytes, merge_texts};
use crate::files::{self, real, repository_above, seen_from, slashed};
use crate::git;
use crate::merge::Three;
use crate::run::inputs::shown;
use crate::run::notes::Notes;
use crate::run::project::Project;

/// Merges a file that git left in conflict, and writes it. Marking it as resolved is left to people:
/// nothing here writes into git.
pub(crate) fn resolve(
    path: &Path,
    is_forced: bool,
    project: &Project,
    notes: &dyn Notes,
) -> Result<MergedBytes> {
    let name = shown(path);
    let whole = real(&project.folder.join(path));
    let root = whole.parent().and_then(repository_above);
    let root = root.with_context(|| format!("`{name}` is not in a git repository"))?;
    let inner = slashed(&seen_from(&root, &whole));
    let stages =
        git::stages(&project.git.repository(&root), &inner).with_context(|| format!("`{name}`"))?;
    let Some([base, ours, theirs]) = stages else {
        bail!("`{name}` is in no conflict: git has one version of it");
    };
    let (Some(ours), Some(theirs)) = (ours, theirs) else {
        bail!("one side removed `{name}`: keep it with `git add`, or drop it with `git rm`");
    };
    let base = base.unwrap_or_default();
    let versions = Three { base: &base[..], ours: &ours[..], theirs: &theirs[..] };
    let sides = sides::of_stopped(&root);
    let request = Request { path, versions, sides: &sides, marker_size: MARKER_SIZE };
    let mut merged = merge_texts(request, project, notes)?;
    let old = files::bytes(&whole, project.settings.max_bytes)?;
    if !is_forced {
        expect_as_git_left_it(&name, &old, &[&base, &ours, &theirs, &merged.bytes])?;
    }
    merged.bytes = with_line_ends_of(&old, merged.bytes);
    // What is no text, git has merged by lines already.
    if let Ok(text) = std::str::from_utf8(&merged.bytes) {
        files::write_atomically(&whole, &old, text)?;
    }
    Ok(merged)
}

/// In the working tree, git may let lines end otherwise than in the index.
fn with_line_ends_of(old: &[u8], new: Vec<u8>) -> Vec<u8> {
    let has_returns = old.windows(2).any(|pair| pair == b"\r\n");
    if !has_returns || new.contains(&b'\r') {
        return new;
    }
    let lines: Vec<&[u8]> = new.split(|byte| *byte == b'\n').collect();
    lines.join(&b"\r\n"[..])
}

/// Refuses to write over what somebody has written into a file since git left it.
fn expect_as_git_left_it(name: &str, old: &[u8], versions: &[&[u8]]) -> Result<()> {
    let lines = |bytes: &[u8]| -> Vec<Vec<u8>> {
        let lines = bytes.split(|byte| *byte == b'\n');
        lines.map(|line| line.trim_ascii_end().to_vec()).collect()
    };
    let known: HashSet<Vec<u8>> = versions.iter().flat_map(|bytes| lines(bytes)).collect();
    let is_marker = |line: &[u8]| {
        [b"<<<<<<<", b"|||||||", b"=======", b">>>>>>>"].iter().any(|mark| line.starts_with(*mark))
    };
    let own = lines(old);
    if !own.iter().any(|line| is_marker(line)) {
        bail!(
            "`{name}` holds no conflict markers any more: somebody has resolved it; \
             `git checkout --merge {name}` brings them back, and --force merges it again"
        );
    }
    let is_new = |line: &&Vec<u8>| !is_marker(line) && !known.contains(*line);
    if let Some(line) = own.iter().find(is_new) {
        bail!(
            "`{name}` was edited since git left it: no version has the line `{}`; \
             --force drops such lines",
            String::from_utf8_lossy(line).trim()
        );
    }
    Ok(())
}
