//! Files that look like a configuration and are not read, as their names are others.

use super::project::Project;
use crate::files::{seen_from, slashed};

const NEAR: [&str; 3] = ["gapreg.yml", ".gapreg.yml", ".gapreg.yaml"];

/// The paths of such files beside the configuration, or where one would be.
pub(crate) fn unread_configurations(project: &Project) -> Vec<String> {
    let settings = &project.settings;
    let config = settings.config_path.as_ref().map(|path| project.whole(path));
    let root = if config.is_some() { &settings.root } else { &settings.anchor };
    let near = NEAR.iter().map(|name| root.join(name));
    let unread = near.filter(|path| path.is_file() && config.as_ref() != Some(path));
    unread.map(|path| slashed(&seen_from(&project.folder, &path))).collect()
}
