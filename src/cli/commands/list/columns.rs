//! The columns of `gapreg list --format csv --columns`.

use std::borrow::Cow;

use anyhow::{Result, bail};

use super::jira;
use super::json::List;
use super::row::{Attribute, Row, rows};
use crate::output::printable;
use crate::vocabulary::{Vocabulary, fold, nearest};

/// The columns of a table.
pub(super) struct Columns {
    pub headings: Vec<String>,
    columns: Vec<Column>,
}

/// One column.
enum Column {
    /// What an entry has in every register.
    Attribute(Attribute),
    /// The fields of an entry whose key or label folds to this text.
    Field(String),
}

/// What `--columns` may name besides fields.
const ATTRIBUTES: [(&str, Attribute); 27] = [
    ("repository", |row| row.register.repository.as_deref().unwrap_or_default().into()),
    ("path", |row| row.register.path.into()),
    ("language", |row| row.register.language.into()),
    ("id", |row| row.entry.id.unwrap_or_default().into()),
    ("number", |row| row.entry.number.unwrap_or_default().into()),
    ("heading", |row| row.entry.heading.as_ref().into()),
    ("area", |row| row.entry.area.join(" → ").into()),
    ("title", |row| row.entry.title.as_ref().into()),
    ("status", |row| row.status_name().into()),
    ("status_text", |row| row.entry.status_text.as_deref().unwrap_or_default().into()),
    ("priority", |row| row.entry.priority.as_deref().unwrap_or_default().into()),
    ("severity", |row| row.entry.severity.as_deref().unwrap_or_default().into()),
    ("owner", |row| row.entry.owner.as_deref().unwrap_or_default().into()),
    ("resolution_owner", |row| row.entry.resolution_owner.as_deref().unwrap_or_default().into()),
    ("sla", |row| row.entry.sla.as_deref().unwrap_or_default().into()),
    ("first_seen", |row| row.entry.first_seen.as_deref().unwrap_or_default().into()),
    ("due", |row| row.entry.due.map(|day| day.to_string()).unwrap_or_default().into()),
    ("accepted_until", |row| row.entry.accepted_until.as_deref().unwrap_or_default().into()),
    ("accepted_by", |row| row.entry.accepted_by.as_deref().unwrap_or_default().into()),
    ("environment", |row| row.entry.environment.as_deref().unwrap_or_default().into()),
    ("target_version", |row| row.entry.target_version.as_deref().unwrap_or_default().into()),
    ("source_pages", |row| row.entry.source_pages.join("\n").into()),
    ("endpoints", |row| row.entry.endpoints.join("\n").into()),
    ("line", |row| row.entry.start.line.to_string().into()),
    ("last_line", |row| row.entry.last_line.to_string().into()),
    ("commit", |row| row.register.commit.as_deref().unwrap_or_default().into()),
    ("url", |row| row.entry.url.as_deref().unwrap_or_default().into()),
];

impl Columns {
    /// Whether columns are those of Jira's import, in which an entry is one issue.
    pub(super) fn are_of_jira(names: &str) -> bool {
        names.trim().eq_ignore_ascii_case("jira")
    }

    /// The columns of that name: a list of attributes and fields, `all`, or `jira`.
    pub(super) fn of(names: &str, list: &List<'_>, words: &Vocabulary) -> Result<Self> {
        if Self::are_of_jira(names) {
            return Ok(Self::of_jira());
        }
        let mut columns = Self { headings: Vec::new(), columns: Vec::new() };
        for name in names.split(',').map(str::trim) {
            if name.eq_ignore_ascii_case("all") {
                columns.add_all(list);
                continue;
            }
            columns.columns.push(column(name, list, words)?);
            columns.headings.push(printable(name).into_owned());
        }
        Ok(columns)
    }

    fn of_jira() -> Self {
        let own = jira::COLUMNS.iter();
        Self {
            headings: own.clone().map(|(name, _)| (*name).to_owned()).collect(),
            columns: own.map(|(_, attribute)| Column::Attribute(*attribute)).collect(),
        }
    }

    /// Every attribute, and every field that the entries have besides.
    fn add_all(&mut self, list: &List<'_>) {
        for (name, attribute) in ATTRIBUTES {
            self.headings.push(name.to_owned());
            self.columns.push(Column::Attribute(attribute));
        }
        let mut known: Vec<String> = ATTRIBUTES.iter().map(|(name, _)| plain(name)).collect();
        known.sort_unstable();
        let fields = rows(list).flat_map(|row| &row.entry.fields);
        for field in fields {
            let name = plain(field.key);
            if let Err(place) = known.binary_search(&name) {
                self.headings.push(printable(field.key).into_owned());
                self.columns.push(Column::Field(fold(field.key)));
                known.insert(place, name);
            }
        }
    }

    /// The cells of an entry.
    pub(super) fn cells<'r>(&self, row: Row<'r, '_>) -> Vec<Cow<'r, str>> {
        let cell = |column: &Column| match column {
            Column::Attribute(attribute) => attribute(row),
            Column::Field(name) => row.values(name),
        };
        self.columns.iter().map(cell).collect()
    }
}

fn column(name: &str, list: &List<'_>, words: &Vocabulary) -> Result<Column> {
    let wanted = plain(name);
    if let Some((_, attribute)) = ATTRIBUTES.iter().find(|(own, _)| plain(own) == wanted) {
        return Ok(Column::Attribute(*attribute));
    }
    let spaced = name.replace(['_', '-'], " ");
    let key =
        words.key_named(name).or_else(|| words.key_named(&spaced)).or_else(|| words.key(name));
    if let Some(key) = key {
        let name = words.name(key);
        let attribute = ATTRIBUTES.iter().find(|(own, _)| plain(own) == plain(name));
        return Ok(match attribute {
            Some((_, attribute)) => Column::Attribute(*attribute),
            None => Column::Field(fold(name)),
        });
    }
    let mut labels = rows(list).flat_map(|row| &row.entry.fields).map(|field| field.label);
    if let Some(label) = labels.find(|label| plain(label) == wanted) {
        return Ok(Column::Field(fold(label)));
    }
    if list.is_empty() {
        return Ok(Column::Field(fold(name)));
    }
    let labels = rows(list).flat_map(|row| &row.entry.fields).map(|field| field.label);
    let attributes = ATTRIBUTES.iter().map(|(name, _)| *name);
    match nearest(name, attributes.chain(labels)) {
        Some(near) => bail!("no column is called `{name}`; did you mean `{near}`?"),
        None => bail!("no column is called `{name}`, and no entry has a field of that label"),
    }
}

/// `First Seen`, `first-seen` and `first_seen` are one name.
fn plain(name: &str) -> String {
    fold(name).replace([' ', '-'], "_")
}
