//! Writes new texts of registers, and lists what that changes, value by value.

use std::path::Path;

use super::terminal::Terminal;
use crate::edit::{table_changes, value_changes};
use crate::register::Register;
use crate::run::inputs::shown;
use crate::run::writes::NewText;
use crate::run::{Inputs, Project};
use crate::text::{Source, printable};

/// Writes new texts that belong together, says so, and lists the changes of each below.
pub(crate) fn write_and_say(
    new: Vec<NewText>,
    inputs: &mut Inputs,
    project: &Project,
    terminal: &Terminal,
) {
    let old = inputs.sources.clone();
    for at in inputs.write_all(new, terminal) {
        terminal.say(&format!("wrote {}", shown(Path::new(&**old[at].path()))));
        if inputs.is_page(at) {
            continue;
        }
        for change in changes(&old[at], &inputs.sources[at], project) {
            terminal.say(&format!("  {change}"));
        }
    }
}

/// Writes new texts to their files and lists their changes; the places of those that were written.
pub(crate) fn write(
    new: Vec<NewText>,
    inputs: &mut Inputs,
    project: &Project,
    terminal: &Terminal,
) -> Vec<usize> {
    let old = inputs.sources.clone();
    let written = inputs.write(new, terminal);
    for &at in &written {
        let name = shown(Path::new(&**old[at].path()));
        for change in changes(&old[at], &inputs.sources[at], project) {
            terminal.say(&format!("{name}: {change}"));
        }
    }
    written
}

/// The values and rows that differ, each as a line.
fn changes(old: &Source, new: &Source, project: &Project) -> Vec<String> {
    let settings = &project.settings;
    let [Ok(old), Ok(new)] = [old, new].map(|source| Register::parse(source, settings.reading()))
    else {
        return Vec::new();
    };
    let values = value_changes(&old, &new, &settings.vocabulary);
    let rows = table_changes(&old, &new, &settings.vocabulary);
    let values = values.iter().map(ToString::to_string);
    let added = rows.added.iter().map(|id| format!("{}: a new row", printable(id)));
    let removed = rows.removed.iter().map(|row| format!("removed: {}", printable(row)));
    let renamed = rows.renamed.iter().map(ToString::to_string);
    let reordered = rows.reordered.iter().map(|id| format!("{}: its row is moved", printable(id)));
    values.chain(renamed).chain(added).chain(removed).chain(reordered).collect()
}
