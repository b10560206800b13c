//! Reads the export of a tracker, from a file or from standard input.

use std::path::Path;

use anyhow::{Result, anyhow};

use crate::files::{self, slashed};
use crate::run::inputs::is_stdin;
use crate::run::project::Project;
use crate::tracker::Tracker;

/// The export of a tracker.
#[derive(Debug)]
pub(crate) struct TrackerFile {
    /// As users name it.
    pub name: String,
    pub tracker: Tracker,
}

/// Reads an export; `-` is standard input.
pub(crate) fn read_tracker(path: &Path, project: &Project) -> Result<TrackerFile> {
    let settings = &project.settings;
    let (name, decoded) = if is_stdin(path) {
        ("standard input".to_owned(), files::read_input("standard input", settings)?)
    } else {
        let name = slashed(path);
        let decoded = files::read_as(&name, &project.on_disk(path), settings)?;
        (name, decoded)
    };
    let source = decoded.map_err(|(_, bad)| {
        let guess = bad.guess.map(|guess| format!("; it seems to be {guess}"));
        anyhow!("{name}: it is not UTF-8{}", guess.unwrap_or_default())
    })?;
    let tracker = Tracker::read(&source, &settings.vocabulary);
    Ok(TrackerFile { tracker: tracker.map_err(|why| anyhow!("{name}: {why}"))?, name })
}
