//! Writes new texts of registers, and lists what that changes, value by value.

use std::path::Path;

use super::terminal::Terminal;
use crate::edit::value_changes;
use crate::register::Register;
use crate::run::inputs::shown;
use crate::run::writes::NewText;
use crate::run::{Inputs, Project};
use crate::text::Source;

/// Writes a new text to its file, says so, and lists its changes below.
pub(crate) fn write_and_say(
    new: NewText,
    inputs: &mut Inputs,
    project: &Project,
    terminal: &Terminal,
) {
    let at = new.at;
    let old = inputs.sources[at].clone();
    if !inputs.write(new, terminal) {
        return;
    }
    terminal.say(&format!("wrote {}", shown(Path::new(&**old.path()))));
    for change in changes(&old, &inputs.sources[at], project) {
        terminal.say(&format!("  {change}"));
    }
}

/// Writes a new text to its file and lists its changes; whether that went well.
pub(crate) fn write(
    new: NewText,
    inputs: &mut Inputs,
    project: &Project,
    terminal: &Terminal,
) -> bool {
    let at = new.at;
    let old = inputs.sources[at].clone();
    if !inputs.write(new, terminal) {
        return false;
    }
    let name = shown(Path::new(&**old.path()));
    for change in changes(&old, &inputs.sources[at], project) {
        terminal.say(&format!("{name}: {change}"));
    }
    true
}

/// The values that differ, each as a line.
fn changes(old: &Source, new: &Source, project: &Project) -> Vec<String> {
    let settings = &project.settings;
    let [Ok(old), Ok(new)] = [old, new].map(|source| Register::parse(source, settings.reading()))
    else {
        return Vec::new();
    };
    value_changes(&old, &new, &settings.vocabulary).iter().map(ToString::to_string).collect()
}
