//! Headings of what is no entry, by patterns: `How to …`, `… criteria`, `What … supports`.

use super::fold::fold;
use super::particles::Particle;
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
        // `Done` and `Recently fixed` are states, even where `Done already …` and `Recently …` announce something
        // else.
        if self.is_status_word(bare) {
            return has(bare);
        }
        let blanks = || bare.match_indices(' ').map(|(at, _)| at);
        // `Further open decisions` are followed up.
        let is_open = || bare.split(' ').any(|word| self.translated_status(word) == Some("Open"));
        let has_end = || {
            blanks().rev().take(LONGEST).any(|at| has(&format!("{ANY} {}", &bare[at + 1..])))
                || inner_words(bare).any(|word| has(&format!("{ANY} {word} {ANY}")))
                || self
                    .ends(bare)
                    .is_some_and(|(first, last)| has(&format!("{first} {ANY} {last}")))
                || ends_without_blanks(bare).any(|(start, end)| {
                    has(&format!("{start}{ANY}")) || has(&format!("{ANY}{end}"))
                })
        };
        // `From the project plan` says where the entries come from.
        let is_origin = || {
            let first = bare.split(' ').next().unwrap_or(bare);
            self.particle(first) == Some(Particle::Origin)
        };
        self.begins_aside(bare)
            || has_end() && !is_open() && !is_origin()
            || self.says_none(heading)
    }

    /// Whether words before a colon announce what is no entry. Their end alone says nothing: `Call history: entries
    /// vanish`.
    pub(crate) fn is_aside_before_colon(&self, words: &str) -> bool {
        let folded = fold(words);
        self.section(words) == Some(Section::Others)
            || self.begins_aside(super::without_qualifier(&folded))
    }

    /// Whether folded words are those of a pattern, or begin as one does.
    fn begins_aside(&self, bare: &str) -> bool {
        let has = |pattern: &str| self.asides.get(pattern).is_some();
        let mut blanks = bare.match_indices(' ').map(|(at, _)| at).take(LONGEST);
        has(bare)
            || has(&format!("{bare} {ANY}"))
            || blanks.any(|at| has(&format!("{} {ANY}", &bare[..at])))
            // In French, `d'…`.
            || bare.find('\'').is_some_and(|at| has(&format!("{}{ANY}", &bare[..=at])))
    }

    /// Whether a word leaves the state behind it not as it is: `not`, `half`.
    pub(crate) fn changes_state(&self, word: &str) -> bool {
        self.statuses.changes(&fold(word))
    }

    /// Whether some words beside a state leave it as it is: `now`, `completely`, `again`.
    pub(crate) fn confirms_state(&self, words: &str) -> bool {
        self.statuses.confirms(&fold(words))
    }

    /// Whether a heading is one of what is no entry by all of its words: `Frequently asked questions`.
    pub(crate) fn is_aside_by_name(&self, heading: &str) -> bool {
        let folded = fold(heading);
        self.asides.get(super::without_qualifier(&folded)).is_some()
    }

    /// The first and the last word of a heading, where no word between them denies what it says: not of `What the
    /// app does not support`.
    fn ends<'t>(&self, heading: &'t str) -> Option<(&'t str, &'t str)> {
        let (first, rest) = heading.split_once(' ')?;
        let (inner, last) = rest.rsplit_once(' ')?;
        let denies = |word| {
            matches!(self.particle(word), Some(Particle::Denial | Particle::Lacking))
                || self.changes_state(word)
        };
        (!inner.split(' ').any(denies)).then_some((first, last))
    }
}

/// The words of a heading that have others before and behind them.
fn inner_words(heading: &str) -> impl Iterator<Item = &str> {
    let inner = heading.split_once(' ').and_then(|(_, rest)| rest.rsplit_once(' '));
    inner.into_iter().flat_map(|(inner, _)| inner.split(' '))
}

/// The signs that a heading starts and ends with, as many of one as of the other, in a script without blanks
/// between words.
fn ends_without_blanks(heading: &str) -> impl Iterator<Item = (&str, &str)> {
    const LONGEST: usize = 5;
    let is_one = |c: char| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}');
    let count = if heading.chars().any(is_one) { heading.chars().count() } else { 0 };
    let at = move |place: usize| heading.char_indices().nth(place).map_or(heading.len(), |it| it.0);
    (1..count.min(LONGEST + 1))
        .map(move |length| (&heading[..at(length)], &heading[at(count - length)..]))
}
