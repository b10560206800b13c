//! The states that words mean.

use super::fold::{Folded, fold};
use super::language::Language;
use super::{Beside, Vocabulary, closes_unrepaired};
use crate::text::find_sign;

impl Vocabulary {
    /// The canonical state that a word means.
    pub fn status(&self, text: &str) -> Option<&str> {
        let state = self.statuses.find_marked(text)?;
        if let Some(state) = self.unrepaired_by_remark(text) {
            return Some(state);
        }
        // Of `Fixed / Won't fix`, neither counts.
        let mut others = text.split(" / ").skip(1).filter_map(|other| self.statuses.find(other));
        others.all(|other| other == state).then_some(state)
    }

    /// Whether a text says that a gap is closed, and not that somebody verified it: `Closed (v2)`.
    pub(crate) fn says_closed(&self, text: &str) -> bool {
        self.closed.find_value(text).is_some()
    }

    /// Whether a text means that a gap is repaired, verified or not.
    pub(crate) fn says_repaired(&self, text: &str) -> bool {
        matches!(self.status(text), Some("Fixed" | "Verified"))
    }

    /// The state of a gap that is closed, and not repaired as the remark says: `Closed (won't fix)`.
    pub(crate) fn unrepaired_by_remark(&self, text: &str) -> Option<&str> {
        const SIGNS: [&str; 7] = [" (", ": ", "; ", ", ", " – ", " — ", " - "];
        // Most values are one word.
        if !text.contains(' ') {
            return None;
        }
        let at = SIGNS.into_iter().filter_map(|sign| find_sign(text, sign)).min()?;
        let (word, remark) = text.split_at(at);
        let is_closed = matches!(self.statuses.find_value(word), Some("Fixed" | "Verified"));
        let remark = remark.trim_matches(|c: char| !c.is_alphanumeric());
        let state = is_closed.then(|| self.statuses.find_value(remark)).flatten()?;
        // `Closed (accepted)` may say that somebody took the repair.
        (closes_unrepaired(state) && state != "Accepted").then_some(state)
    }

    /// The canonical state of which a text is a listed word, and not composed of some.
    pub(crate) fn listed_status(&self, word: &str) -> Option<&str> {
        self.statuses.listed(&Folded::of(word))
    }

    /// Whether a text is a word for a repair, and not one that says of something that it is there: `Available`.
    pub(crate) fn is_repair_word(&self, word: &str) -> bool {
        let is_repair = matches!(self.listed_status(word), Some("Fixed" | "Verified"));
        is_repair && !self.statuses.says_presence(&fold(word))
    }

    /// Whether a text names a place where software runs, and may be no state: `live`, `testing`.
    pub(crate) fn names_place(&self, text: &str) -> bool {
        let is_place =
            |word: &str| matches!(self.value(word), Some("production" | "staging" | "test"));
        text.split(|c: char| !c.is_alphanumeric()).any(is_place)
    }

    /// The canonical state that the first words of a sentence mean: `Implemented for new keys`.
    pub(crate) fn leading_status(&self, text: &str) -> Option<&str> {
        self.statuses.find_leading(text)
    }

    /// The canonical state that a text means, or else its first words.
    pub(crate) fn status_at_start(&self, text: &str) -> Option<&str> {
        self.status(text).or_else(|| self.leading_status(text))
    }

    /// The canonical state of a language's main word for it: `Açık` is `Open`. Other words that mean
    /// the state, such as `Done`, are state names themselves.
    pub(crate) fn translated_status(&self, word: &str) -> Option<&str> {
        self.own_statuses.get(&Folded::of(word))
    }

    /// The canonical state of which a text is a word and nothing more: `Blocked`, but not
    /// `Blocked (vendor)`.
    pub(crate) fn status_word_alone(&self, word: &str) -> Option<&str> {
        self.statuses.find(word)
    }

    /// Whether a text starts with words that mean a state whatever follows: `Blocked by the vendor`.
    pub(crate) fn begins_state(&self, text: &str) -> bool {
        self.statuses.find_open_ended(text).is_some()
    }

    /// Whether a text is a word that introduces or joins states: `or`.
    pub(crate) fn is_connective(&self, word: &str) -> bool {
        self.connectives.get(&Folded::of(word)).is_some()
    }

    /// The canonical state that a word means, without anything beside it.
    pub(crate) fn exact_status(&self, text: &str) -> Option<&str> {
        self.statuses.exact(text)
    }

    /// The codes of the languages in which a word is one for a state, without anything beside it.
    pub(crate) fn languages_of_state(&self, word: &str) -> Vec<&str> {
        let folded = fold(word);
        let has_it = |language: &&Language| {
            language.words().statuses.values().flatten().any(|own| fold(own) == folded)
        };
        self.languages.iter().filter(has_it).map(|language| language.code.as_str()).collect()
    }

    /// The canonical state that the words of a legend mean, which may say that something is there.
    pub(crate) fn explained_status(&self, text: &str) -> Option<&str> {
        self.statuses.explained(text)
    }

    /// Whether some words say that a repair was not verified yet, which is a repair all the same: `not yet
    /// verified`, `noch nicht abgenommen`.
    pub(crate) fn denies_verification(&self, text: &str) -> bool {
        let folded = fold(text);
        let Some(denied) = self.statuses.denied(&folded) else { return false };
        let is_verified = self.statuses.exact(denied) == Some("Verified");
        (is_verified && !self.says_closed(denied)) || self.beside(denied) == Some(Beside::Checked)
    }
}
