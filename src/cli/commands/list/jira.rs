//! The columns of an import into Jira, under the names that its import knows.

use std::borrow::Cow;

use jiff::civil::Date;

use super::json::ListedField;
use super::row::{Attribute, Row};
use crate::cli::commands::handoff::markup::Markup;
use crate::tracker::TicketLabels;

/// Who reported a gap is not in the register: the import fills that in.
pub(super) const COLUMNS: [(&str, Attribute); 14] = [
    ("Summary", summary),
    ("Assignee", |row| row.assignee().into()),
    ("Reporter", |_| "".into()),
    ("Issue Type", |_| "Bug".into()),
    ("Priority", |row| priority(row.entry.priority.as_deref().unwrap_or_default())),
    ("Status", |row| row.entry.progress.in_jira().into()),
    ("Resolution", |row| row.entry.progress.jira_resolution().into()),
    ("Component", |row| row.entry.area.first().map_or("".into(), |step| (*step).into())),
    ("Fix Version", |row| row.entry.version.as_deref().unwrap_or_default().into()),
    ("Labels", |_| TicketLabels::USUAL.into()),
    ("Due Date", |row| row.entry.due.map(moment).unwrap_or_default().into()),
    ("Date Created", |row| row.entry.first_day.map(moment).unwrap_or_default().into()),
    ("Environment", |row| row.entry.environment.as_deref().unwrap_or_default().into()),
    ("Description", description),
];

/// The fields that have a column.
const CARRIED: [&str; 9] = [
    "ID",
    "Status",
    "Priority",
    "Owner",
    "Resolution Owner",
    "First Seen",
    "Due",
    "Environment",
    "Target Version",
];

/// `G-001: Renewal is refused`, as `handoff` titles a ticket.
fn summary<'r>(row: Row<'r, '_>) -> Cow<'r, str> {
    let name = row.entry.id.or(row.entry.number).unwrap_or_default();
    let title = &row.entry.title;
    if name.is_empty() { title.as_ref().into() } else { format!("{name}: {title}").into() }
}

/// The priority of Jira's own scheme.
fn priority(own: &str) -> Cow<'_, str> {
    match own {
        "P0" => "Highest".into(),
        "P1" => "High".into(),
        "P2" => "Medium".into(),
        "P3" => "Low".into(),
        "P4" => "Lowest".into(),
        other => other.into(),
    }
}

/// A day as the import expects it where nothing else is chosen, `dd/MMM/yy h:mm a`.
fn moment(day: Date) -> String {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let month = usize::try_from(day.month()).ok().and_then(|month| MONTHS.get(month - 1));
    format!("{:02}/{}/{:02} 12:00 AM", day.day(), month.unwrap_or(&""), day.year() % 100)
}

/// What the entry says, field by field, in the markup of Jira.
fn description<'r>(row: Row<'r, '_>) -> Cow<'r, str> {
    let has_column = |field: &ListedField<'_>| field.is_tracked && CARRIED.contains(&field.key);
    let fields = row.entry.fields.iter().filter(|field| !has_column(field));
    let mut parts: Vec<String> = fields
        .map(|field| {
            let label = Markup::Jira.strong(&format!("{}:", Markup::Jira.text(field.label)));
            let lines = field.value.lines().filter(|line| !line.trim().is_empty());
            let lines: Vec<String> = lines.map(|line| Markup::Jira.text(line)).collect();
            format!("{label} {}", lines.join("\n"))
        })
        .collect();
    if let Some(url) = &row.entry.url {
        parts.push(Markup::Jira.address(url));
    } else {
        let line = row.entry.start.line;
        parts.push(Markup::Jira.code(&format!("{}:{line}", row.register.path)));
    }
    parts.join("\n\n").into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_written_as_the_import_expects() {
        assert_eq!(moment(Date::constant(2026, 2, 5)), "05/Feb/26 12:00 AM");
        assert_eq!(moment(Date::constant(2026, 12, 31)), "31/Dec/26 12:00 AM");
    }
}
