//! Whether a ticket of Jira is closed.

use csv::StringRecord;

use super::TicketState;
use super::jira_columns::JiraColumns;
use crate::vocabulary::{Vocabulary, closes_unrepaired};

/// Reads the states of an export.
pub(super) struct JiraStates<'a> {
    columns: &'a JiraColumns,
    words: &'a Vocabulary,
    /// Whether a ticket without a resolution has an empty cell. Else it has a word for that.
    has_empty: bool,
    /// Whether some ticket has a resolution, so that one without it is open.
    is_resolution_used: bool,
}

/// The state of a ticket, in the words of its tracker, and why it is not known.
pub(super) struct JiraState {
    pub state: TicketState,
    pub text: String,
    /// How it was closed, where nothing was repaired.
    pub unrepaired: Option<String>,
    pub why: Option<String>,
}

impl<'a> JiraStates<'a> {
    pub(super) fn of(
        rows: &[StringRecord],
        columns: &'a JiraColumns,
        words: &'a Vocabulary,
    ) -> Self {
        let is_empty = |row: &StringRecord| cell(row, columns.resolution).is_empty();
        let has_empty = rows.iter().any(is_empty);
        let mut states = Self { columns, words, has_empty, is_resolution_used: false };
        let is_resolved = |row: &StringRecord| states.by_resolution(row).is_some();
        states.is_resolution_used = rows.iter().any(is_resolved);
        states
    }

    /// The state by the resolution, else by the day of it, else by the words for states.
    pub(super) fn state_of(&self, row: &StringRecord) -> JiraState {
        let status = cell(row, self.columns.status);
        let resolution = cell(row, self.columns.resolution);
        let text = match (status, resolution) {
            (status, "") => status.to_owned(),
            ("", resolution) => resolution.to_owned(),
            (status, resolution) => format!("{status} ({resolution})"),
        };
        let state = self
            .by_resolution(row)
            .or_else(|| self.meaning(cell(row, self.columns.category)))
            .or_else(|| self.meaning(status))
            .or_else(|| self.without_resolution(resolution));
        let why = state.is_none().then(|| format!("its status `{text}` is not understood"));
        let is_unrepaired = |word: &&str| self.words.status(word).is_some_and(closes_unrepaired);
        let unrepaired = [resolution, status].into_iter().find(is_unrepaired);
        let unrepaired =
            unrepaired.filter(|_| state == Some(TicketState::Closed)).map(str::to_owned);
        JiraState { unrepaired, state: state.unwrap_or(TicketState::Unknown), text, why }
    }

    /// A ticket with a resolution is closed. One without is not always open: some never get one.
    fn by_resolution(&self, row: &StringRecord) -> Option<TicketState> {
        let resolution = cell(row, self.columns.resolution);
        let resolved = cell(row, self.columns.resolved);
        if !resolved.is_empty() {
            return Some(TicketState::Closed);
        }
        if resolution.is_empty() || self.words.placeholder(resolution).is_some() {
            return None;
        }
        match self.meaning(resolution) {
            Some(TicketState::Closed) => Some(TicketState::Closed),
            // `Unresolved`.
            Some(_) => None,
            None => self.has_empty.then_some(TicketState::Closed),
        }
    }

    fn without_resolution(&self, resolution: &str) -> Option<TicketState> {
        let is_open = self.is_resolution_used
            && (resolution.is_empty() || self.meaning(resolution) == Some(TicketState::Open));
        is_open.then_some(TicketState::Open)
    }

    /// What a word for a state means, in any language.
    fn meaning(&self, word: &str) -> Option<TicketState> {
        match self.words.status(word)? {
            // Of a ticket it may say that somebody took the work.
            "Accepted" => None,
            "Fixed" | "Verified" => Some(TicketState::Closed),
            state if closes_unrepaired(state) => Some(TicketState::Closed),
            _ => Some(TicketState::Open),
        }
    }
}

fn cell(row: &StringRecord, at: Option<usize>) -> &str {
    at.and_then(|at| row.get(at)).map_or("", str::trim)
}
