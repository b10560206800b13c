//! How `pages` and `check` write the fixes of manual pages.

use std::path::Path;

use anyhow::Result;

use super::patch;
use super::terminal::Terminal;
use crate::finding::counted;
use crate::register::Register;
use crate::run::Project;
use crate::run::inputs::shown;
use crate::run::pages::{Manual, PageTexts};

/// Writes the fixes of pages; whether some page could not be written.
pub(crate) fn write(project: &Project, registers: &[Register<'_>], terminal: &Terminal) -> bool {
    let tree = project.pages();
    let mut pages = PageTexts::of(Manual::of_today(project, &tree), registers, terminal);
    pages.inputs.hold_conflicts(project, terminal);
    let (new, count) = pages.repaired(registers);
    for at in pages.inputs.write(new, terminal) {
        let path = Path::new(&**pages.inputs.sources[at].path());
        terminal.say(&format!("wrote {}", shown(path)));
    }
    if count > 0 && !pages.inputs.has_failed {
        terminal.say(&format!("wrote {} into pages", counted(count, "ID", "IDs")));
    }
    pages.inputs.has_failed
}

/// Shows what the fixes of pages would change; whether there is anything.
pub(crate) fn show_fixes(
    project: &Project,
    registers: &[Register<'_>],
    terminal: &Terminal,
) -> Result<bool> {
    let tree = project.pages();
    let pages = PageTexts::of(Manual::of_today(project, &tree), registers, terminal);
    let (new, _) = pages.repaired(registers);
    patch::show(&pages.inputs, &new, terminal)?;
    Ok(!new.is_empty())
}
