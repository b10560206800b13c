//! Names the repositories of a report's registers, where it has several.

use std::path::Path;

use super::repositories::RunRepositories;
use crate::report::Report;

/// Puts the repository before the path of each register and before the place of each entry.
pub(crate) fn name_repositories(report: &mut Report, folder: &Path) {
    let paths = report.registers.iter().map(String::as_str);
    let repositories = RunRepositories::of(paths, folder, false);
    if !repositories.are_several() {
        return;
    }
    for register in &mut report.registers {
        *register = repositories.placed(register);
    }
    for entry in &mut report.entries {
        if let Some((path, line)) = entry.place.text.rsplit_once(':') {
            entry.place.text = format!("{}:{line}", repositories.placed(path));
        }
    }
}
