//! The CSV that Jira exports.

use csv::{ReaderBuilder, StringRecord};

use super::csv_damage::expect_sound;
use super::jira_columns::JiraColumns;
use super::jira_state::JiraStates;
use super::{Ticket, Tracker, TrackerKind};
use crate::values::TicketName;
use crate::vocabulary::Vocabulary;

/// Excel writes a semicolon where a comma is the sign of decimals.
const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];

pub(super) fn read(text: &str, words: &Vocabulary) -> Result<Tracker, String> {
    // Excel takes a first line `sep=;` for the separator.
    let (text, skipped) = match text.split_once('\n') {
        Some((first, rest)) if first.starts_with("sep=") => (rest, 1),
        _ => (text, 0),
    };
    let rows = SEPARATORS.into_iter().map(|separator| rows(text, separator));
    let rows = rows.collect::<Result<Vec<_>, String>>()?;
    let found = SEPARATORS.into_iter().zip(rows).find_map(|(separator, rows)| {
        let columns = JiraColumns::of(rows.first()?, &rows[1..], words)?;
        Some((separator, rows, columns))
    });
    let Some((separator, rows, columns)) = found else {
        return Err(
            "it is neither JSON of GitHub nor CSV of Jira, whose first row names a column \
                    `Issue key`"
                .to_owned(),
        );
    };
    if columns.status.is_none() && columns.resolution.is_none() {
        return Err("its first row names neither a column `Status` nor `Resolution`".to_owned());
    }
    expect_sound(text, separator, &rows, skipped)?;
    let states = JiraStates::of(&rows[1..], &columns, words);
    let tickets = rows[1..].iter().filter_map(|row| ticket(row, &columns, &states)).collect();
    Ok(Tracker::new(TrackerKind::Jira, tickets, !columns.labels.is_empty()))
}

/// The rows of a text, the header first.
fn rows(text: &str, separator: u8) -> Result<Vec<StringRecord>, String> {
    let mut reader = ReaderBuilder::new();
    let reader = reader.delimiter(separator).has_headers(false).flexible(true);
    let mut rows = reader.from_reader(text.as_bytes()).into_records();
    // What is no table of that kind is not read further than its first row.
    let Some(first) = rows.next() else { return Ok(Vec::new()) };
    let first = first.map_err(|why| why.to_string())?;
    if first.len() < 2 {
        return Ok(Vec::new());
    }
    std::iter::once(Ok(first)).chain(rows).map(|row| row.map_err(|why| why.to_string())).collect()
}

fn ticket(row: &StringRecord, columns: &JiraColumns, states: &JiraStates<'_>) -> Option<Ticket> {
    let key = columns.key_of(row)?;
    let state = states.state_of(row);
    let cell = |at: Option<usize>| at.and_then(|at| row.get(at)).map_or("", str::trim);
    let labels = columns.labels.iter().filter_map(|&at| row.get(at));
    let closed = cell(columns.resolved);
    Some(Ticket {
        name: TicketName::Key(key),
        title: cell(columns.title).to_owned(),
        state: state.state,
        state_text: state.text,
        unrepaired: state.unrepaired,
        why: state.why,
        closed: (!closed.is_empty()).then(|| closed.to_owned()),
        url: None,
        labels: labels
            .flat_map(|cell| cell.split(|c: char| c.is_whitespace() || c == ','))
            .filter(|label| !label.is_empty())
            .map(str::to_owned)
            .collect(),
    })
}
