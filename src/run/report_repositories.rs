//! The report about the registers of several projects, with the names of their repositories.

use std::collections::BTreeMap;

use super::inputs::Inputs;
use super::notes::Notes;
use super::project::Project;
use super::report_data::report_part;
use super::report_parts::{AskedReport, ReportPart, joined};
use super::repositories::RunRepositories;
use crate::query::QueryError;
use crate::report::{Report, Window};

/// The report about the registers of some projects, of which there is at least one.
pub(crate) fn report(
    opened: &[(Project, Inputs)],
    mut asked: AskedReport<'_>,
    notes: &dyn Notes,
) -> Result<Option<Report>, QueryError> {
    let Some((first, _)) = opened.first() else { return Ok(None) };
    let mut parts: Vec<ReportPart> = Vec::new();
    for (project, inputs) in opened {
        let part = report_part(project, inputs, asked, notes)?;
        asked.language = asked.language.or(Some(part.language));
        parts.push(part);
    }
    let window = Window { today: first.today, since: asked.since, stuck_after: asked.stuck_after };
    let paths = opened.iter().flat_map(|(_, inputs)| &inputs.sources);
    let paths: Vec<&str> = paths.map(|source| &**source.path()).collect();
    let repositories = RunRepositories::of(paths.into_iter(), &first.folder, false);
    if !repositories.are_several() {
        return Ok(Some(joined(parts, asked, window, notes)));
    }
    let mut commits = BTreeMap::new();
    for part in &mut parts {
        part.name_repositories(&repositories, &mut commits);
    }
    let mut report = joined(parts, asked, window, notes);
    report.commits = commits.into_values().collect();
    Ok(Some(report))
}
