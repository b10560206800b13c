//! Three versions of a file → one: entry by entry where they are registers, else as git merges lines.

use std::io::Write as _;

use anyhow::{Context as _, Result};
use tempfile::NamedTempFile;

use super::beyond::GitBeyond;
use super::request::Request;
use crate::document::Conflicts;
use crate::git::{self, MarkerNames};
use crate::merge::{self, Markers, MergeInput, MovedId, Three};
use crate::run::notes::Notes;
use crate::run::project::Project;
use crate::text::Source;

/// A merged file.
#[derive(Debug)]
pub(crate) struct MergedBytes {
    pub bytes: Vec<u8>,
    pub conflicts: usize,
    /// The entries that got another ID.
    pub moved: Vec<MovedId>,
}

/// Merges three versions of a file.
pub(crate) fn merge_texts(
    request: Request<'_>,
    project: &Project,
    notes: &dyn Notes,
) -> Result<MergedBytes> {
    let path = crate::files::slashed(request.path);
    let shown = crate::run::inputs::shown(request.path);
    let mut merged = match by_entry(request, &path, project) {
        Ok(merged) => merged,
        Err(why) => {
            notes.warn(&format!("{shown}: {why}; git merges it line by line"));
            let (bytes, has_conflicts) = by_line(request, project)
                .with_context(|| format!("{shown}: git cannot merge it either"))?;
            MergedBytes { bytes, conflicts: usize::from(has_conflicts), moved: Vec::new() }
        }
    };
    // A version may bring markers along that somebody committed.
    if merged.conflicts == 0 {
        let text = String::from_utf8_lossy(&merged.bytes);
        merged.conflicts = Conflicts::of(&Source::new(path, text)).map_or(0, |found| found.count);
    }
    Ok(merged)
}

fn by_entry(request: Request<'_>, path: &str, project: &Project) -> Result<MergedBytes, String> {
    let texts = request.versions.map(|bytes| std::str::from_utf8(bytes).ok());
    let name = |side: &str| format!("{side} is not UTF-8");
    let texts = Three {
        base: texts.base.ok_or_else(|| name("the common ancestor"))?,
        ours: texts.ours.ok_or_else(|| name("our version"))?,
        theirs: texts.theirs.ok_or_else(|| name("their version"))?,
    };
    let beyond = GitBeyond::of(request, project);
    let input = MergeInput { path, texts, settings: &project.settings, beyond: &beyond };
    let merged = merge::merge(input).map_err(|why| why.to_string())?;
    let conflicts = merged.conflicts();
    let style =
        if conflicts > 0 { git::setting(&project.folder, "merge.conflictStyle") } else { None };
    let shows_base = style.is_some_and(|style| style.ends_with("diff3"));
    let markers = Markers {
        size: request.marker_size,
        ours: request.sides.names.ours.clone(),
        theirs: request.sides.names.theirs.clone(),
        base: shows_base.then(|| request.sides.names.base.clone()),
    };
    let bytes = merged.text(&markers).into_bytes();
    Ok(MergedBytes { bytes, conflicts, moved: merged.moved })
}

/// The merge of git itself, which knows no entries.
fn by_line(request: Request<'_>, project: &Project) -> Result<(Vec<u8>, bool)> {
    let file = |bytes: &[u8]| -> Result<NamedTempFile> {
        let mut file = NamedTempFile::new()?;
        file.write_all(bytes)?;
        file.flush()?;
        Ok(file)
    };
    let Three { base, ours, theirs } = request.versions;
    let files = [file(base)?, file(ours)?, file(theirs)?];
    let paths = [files[0].path(), files[1].path(), files[2].path()];
    let names = &request.sides.names;
    let names = MarkerNames { ours: &names.ours, theirs: &names.theirs, size: request.marker_size };
    Ok(git::merge_file(&project.folder, paths, names)?)
}
