//! Which columns an export of Jira has, in any order.

use csv::StringRecord;

use crate::values::issue_key;
use crate::vocabulary::{Key, Vocabulary, fold};

/// The places of the columns that are read.
#[derive(Debug)]
pub(super) struct JiraColumns {
    key: usize,
    pub title: Option<usize>,
    pub status: Option<usize>,
    /// `To Do`, `In Progress` or `Done`, whatever the states are called.
    pub category: Option<usize>,
    pub resolution: Option<usize>,
    /// The day on which it was resolved.
    pub resolved: Option<usize>,
    /// Jira repeats the column for each further label.
    pub labels: Vec<usize>,
}

impl JiraColumns {
    /// The columns by their headers; nothing where none holds keys of tickets.
    pub(super) fn of(
        header: &StringRecord,
        rows: &[StringRecord],
        words: &Vocabulary,
    ) -> Option<Self> {
        let headers: Vec<String> = header.iter().map(|cell| fold(cell.trim())).collect();
        let named =
            |wanted: &[&str]| headers.iter().position(|name| wanted.contains(&name.as_str()));
        let meant = |key: Key| header.iter().position(|cell| words.key(cell.trim()) == Some(key));
        let holds_keys = |at: &usize| rows.iter().all(|row| is_key_or_empty(row, *at));
        let of_words = || {
            let is_name = |cell: &str| matches!(words.key(cell), Some(Key::Id | Key::Ticket));
            let mut found = header.iter().enumerate().filter(|(_, cell)| is_name(cell.trim()));
            found.find_map(|(at, _)| Some(at).filter(|at| !rows.is_empty() && holds_keys(at)))
        };
        let resolved = named(&["resolved", "resolution date", "resolutiondate"]);
        let resolution = named(&["resolution"]);
        Some(Self {
            key: named(&["issue key", "key"]).filter(holds_keys).or_else(of_words)?,
            title: named(&["summary"]).or_else(|| meant(Key::Gap)),
            status: named(&["status"]).or_else(|| meant(Key::Status)),
            category: named(&["status category"]),
            resolution: resolution
                .or_else(|| meant(Key::ClosureNote).filter(|at| Some(*at) != resolved)),
            resolved,
            labels: (0..headers.len())
                .filter(|&at| headers[at] == "labels" || headers[at] == "label")
                .collect(),
        })
    }

    /// The key of a ticket.
    pub(super) fn key_of(&self, row: &StringRecord) -> Option<String> {
        issue_key(row.get(self.key)?.trim())
    }
}

fn is_key_or_empty(row: &StringRecord, at: usize) -> bool {
    let cell = row.get(at).map_or("", str::trim);
    cell.is_empty() || issue_key(cell).is_some()
}
