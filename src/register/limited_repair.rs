//! Repairs that are not of all of a gap, or not for good, as the words of the status say: `Fixed on the web, open
//! on phones`.

use super::Policy;
use super::status_meaning::StatusMeaning;
use super::value_parts::without_remarks;
use crate::vocabulary::Vocabulary;

impl Policy {
    /// Whether the words behind a state limit a repair: `Fixed in staging only`.
    pub(super) fn is_limited(&self, state: StatusMeaning, text: &str, words: &Vocabulary) -> bool {
        let is_limited =
            |(_, rest): (&str, &str)| words.is_limited(rest) || has_open_part(rest, words);
        self.is_repaired_in_part(state, text, words)
            || self.is_repaired(state, words) && text.split_once([' ', ',']).is_some_and(is_limited)
    }

    /// Whether a state is a repair, and its status names another behind it in which something is left to do.
    pub(super) fn is_repaired_in_part(
        &self,
        state: StatusMeaning,
        text: &str,
        words: &Vocabulary,
    ) -> bool {
        self.is_repaired(state, words) && has_open_state_behind(text, words)
    }

    /// Whether a status says that a gap is repaired in part, or not for good.
    pub(crate) fn is_limited_repair(&self, text: &str, words: &Vocabulary) -> bool {
        let known = words.status_at_start(text);
        let state = known.and_then(|known| self.state_meaning(known, words));
        state.map(StatusMeaning::Flow).is_some_and(|state| {
            self.is_limited(state, text, words) || !self.keeps_closed(state, text, words)
        })
    }
}

/// Whether a clause behind a repair begins with a state in which something is left to do: `fixed on the web, open
/// on phones`.
fn has_open_part(rest: &str, words: &Vocabulary) -> bool {
    const MOST_WORDS: usize = 2;
    let is_open = |text: &str| {
        matches!(words.translated_status(text), Some("Open" | "In Progress" | "Blocked"))
    };
    rest.split([',', ';', '(', '–', '—', '·']).skip(1).map(str::trim).any(|clause| {
        let blanks = clause.match_indices(' ').map(|(at, _)| at).take(MOST_WORDS);
        blanks.chain([clause.len()]).any(|end| is_open(clause[..end].trim_end_matches(')')))
    })
}

/// Whether a part behind the first, apart from remarks, is a state in which something is left to do, or ends in
/// one: `Fixed (web); phones still to do`, `Fixed (web) / partial (phones)`.
fn has_open_state_behind(text: &str, words: &Vocabulary) -> bool {
    let bare = without_remarks(text);
    let is_open = |state: &str| {
        matches!(words.status_word_alone(state), Some("Open" | "In Progress" | "Blocked"))
    };
    let parts = bare.split("; ").flat_map(|part| part.split(" / ")).skip(1);
    parts.map(|part| part.trim().trim_end_matches('.')).any(|part| {
        let last = part.rsplit(' ').next().unwrap_or(part);
        is_open(part) || is_open(last)
    })
}
