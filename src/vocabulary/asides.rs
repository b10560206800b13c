//! Headings of what is no entry, by patterns: `How to …`, `… criteria`.

use super::fold::fold;
use super::{Section, Vocabulary};

/// The sign that stands for any words in a pattern.
const ANY: char = '…';

/// How many words of a heading a pattern may give at most.
const LONGEST: usize = 4;

impl Vocabulary {
    /// Whether a heading announces what is no entry, although it may look like some: a legend, a
    /// plan, what is decided already.
    pub(crate) fn is_aside(&self, heading: &str) -> bool {
        if self.section(heading) == Some(Section::Others) {
            return true;
        }
        let folded = fold(heading);
        let bare = super::without_qualifier(&folded);
        let has = |pattern: &str| self.asides.get(pattern).is_some();
        let blanks = || bare.match_indices(' ').map(|(at, _)| at);
        has(bare)
            // `Done` is a state, even where `Done already …` announces something else.
            || (!self.is_status_word(bare) && has(&format!("{bare} {ANY}")))
            || blanks().take(LONGEST).any(|at| has(&format!("{} {ANY}", &bare[..at])))
            // In French, `d'…`.
            || bare.find('\'').is_some_and(|at| has(&format!("{}{ANY}", &bare[..=at])))
            || blanks().rev().take(LONGEST).any(|at| has(&format!("{ANY} {}", &bare[at + 1..])))
    }
}
