//! The states that items say beside their fields: a box, words in front, what is struck out.

use super::boxed_state::{closes_without_repair, state_at_end};
use super::item_words::leading_state;
use super::items::{Candidate, ItemReader};
use super::strong::strong_after;
use super::title_parts::state_behind;
use crate::document::{Block, BlockKind};
use crate::register::Field;
use crate::text::Span;
use crate::values::{day_of, is_version};
use crate::vocabulary::{Beside, Key, Vocabulary};

impl<'a> ItemReader<'a, '_> {
    /// The state before the words of an item, or behind its name, and those words.
    pub(super) fn state_before_words(&self, rest: Span, is_named: bool) -> Option<(Span, Span)> {
        if is_named {
            self.sentence_state(rest)
        } else {
            self.leading_state(rest).or_else(|| self.state_on_next_line(rest))
        }
    }

    /// The state that the second line of an item starts with, and the words of the first.
    fn state_on_next_line(&self, rest: Span) -> Option<(Span, Span)> {
        let whole = rest.of(self.text);
        let (first, behind) = whole.split_once('\n')?;
        let line = behind.trim_start();
        let clause = line.split([',', '.', ';', ':', '—', '–', '(', '\n']).next()?.trim_end();
        self.reading.vocabulary.status_word_alone(clause)?;
        let is_new = clause.starts_with(|c: char| !c.is_lowercase());
        is_new.then(|| (rest.part(whole, clause), rest.part(whole, first.trim_end())))
    }

    /// The state that stands before the words of an item, and those words: `DONE: …`.
    fn leading_state(&self, rest: Span) -> Option<(Span, Span)> {
        let whole = rest.of(self.text);
        let state = leading_state(whole, self.reading.vocabulary)?;
        let words = whole[state.len()..].trim_start_matches([':', '：', '*', ' ']);
        Some((rest.part(whole, state), rest.part(whole, words)))
    }

    /// The state that is a sentence of its own behind the name of an item, and the words after it:
    /// `**Imports fail.** Open. Owner: Ann.`, `**No TLS.** Fixed in v3.0.`
    fn sentence_state(&self, rest: Span) -> Option<(Span, Span)> {
        let whole = rest.of(self.text);
        let last = || whole.trim_end().strip_suffix('.').map(|it| (it, &whole[whole.len()..]));
        let ends = [". ", ".\n"].into_iter().filter_map(|end| whole.split_once(end));
        let (state, words) = ends.min_by_key(|(state, _)| state.len()).or_else(last)?;
        let vocabulary = self.reading.vocabulary;
        let is_state = vocabulary.status_word_alone(state).is_some();
        (is_state || says_repair_with_time(state, vocabulary))
            .then(|| (rest.part(whole, state), rest.part(whole, words.trim_start())))
    }

    /// The state behind the struck-out words that an item starts with, else the marks that strike them.
    pub(super) fn struck_state(&self, candidate: &Candidate<'a>) -> Option<Span> {
        let content = candidate.lead.content;
        let whole = content.of(self.text);
        let struck = whole.trim_start_matches(['*', ' ']).strip_prefix("~~")?;
        let (_, behind) = struck.split_once("~~")?;
        let marks = &whole[whole.find("~~")?..][..2];
        let words = self.reading.vocabulary;
        // Below a heading that says how it was closed, the marks say no more.
        let closing =
            candidate.context.values.iter().any(|&(key, value)| {
                key == Key::Status && words.says_repaired(value.of(self.text))
            });
        let marks = Some(marks).filter(|_| !closing);
        Some(content.part(whole, state_behind(behind, words).or(marks)?))
    }

    /// The state that a strong word below the first line of an item gives: `- **[DONE]** …`.
    pub(super) fn state_below(&self, candidate: &Candidate<'a>) -> Option<Span> {
        let blocks = &self.document.blocks[self.below(candidate)];
        let leads = blocks.iter().filter(|block| block.kind == BlockKind::Paragraph);
        let mut names = leads.filter_map(|lead| strong_after(self.text, self.document, lead, None));
        names.find_map(|name| {
            let whole = name.of(self.text);
            let word = whole.trim_matches(['[', ']', '(', ')']);
            let is_state = self.reading.vocabulary.is_status_word(word);
            is_state.then(|| name.part(whole, word))
        })
    }

    /// The words of an item's only line before the state that is more exact than its box, and that state.
    pub(super) fn boxed_state(
        &self,
        candidate: &Candidate<'a>,
        rest: Span,
        has_box: bool,
    ) -> Option<(Span, Span)> {
        let whole = rest.of(self.text);
        if !has_box || whole.contains('\n') {
            return None;
        }
        let is_ticked = candidate.is_done == Some(true);
        let is_named = candidate.name.is_some();
        let (before, state) = state_at_end(whole, is_ticked, is_named, self.reading.vocabulary)?;
        Some((rest.part(whole, before), rest.part(whole, state)))
    }

    /// What is behind the struck words of an item with a ticked box, where it says that nothing was repaired:
    /// `- [x] ~~Imports fail~~ dupe of G-3`.
    pub(super) fn closed_behind_strike(&self, candidate: &Candidate<'a>) -> Option<Span> {
        candidate.is_done.filter(|is_done| *is_done)?;
        let content = candidate.lead.content;
        let whole = content.of(self.text);
        let (_, behind) = whole.rsplit_once("~~")?;
        let state = state_behind(behind, self.reading.vocabulary)?;
        let closes = closes_without_repair(state, self.reading.vocabulary);
        closes.then(|| content.part(whole, state))
    }

    /// Whether a sign is a box that Markdown does not know: `[~]`.
    pub(super) fn is_box(&self, (key, sign): (Key, Span)) -> bool {
        key == Key::Status && sign.of(self.text).starts_with('[')
    }

    /// The box of an item, which is its status.
    pub(super) fn status(&self, candidate: &Candidate<'_>) -> Option<Field> {
        candidate.is_done?;
        let tick = box_of(self.text, candidate.item, candidate.lead)?;
        Some(Field::unlabelled(Key::Status, tick))
    }
}

/// Whether a sentence says that something is repaired, in which version or on which day, and nothing else: `Fixed in
/// v2.8 (2025-11-20)`, but not `Fixed columns are lost`.
fn says_repair_with_time(sentence: &str, words: &Vocabulary) -> bool {
    const MOST_WORDS: usize = 3;
    let is_time = |part: &str| {
        let part = part.trim_matches(['(', ')', ',', ';', '*', '_', '`']);
        is_version(part) || day_of(part, words).is_some()
    };
    let joins = |part: &str| matches!(words.beside(part), Some(Beside::Plain | Beside::Since));
    let is_remark = |remark: &str| {
        let mut parts = remark.split_whitespace();
        parts.clone().any(is_time) && parts.all(|part| is_time(part) || joins(part))
    };
    let ends = sentence.match_indices(' ').map(|(at, _)| at).take(MOST_WORDS);
    let mut splits = ends.map(|at| sentence.split_at(at));
    splits.any(|(name, remark)| words.is_repair_word(name) && is_remark(remark))
}

/// The box in front of the words of an item.
pub(super) fn box_of(text: &str, item: &Block, lead: &Block) -> Option<Span> {
    let before = Span { start: item.span.start, end: lead.content.start };
    let whole = before.of(text);
    Some(before.part(whole, &whole[whole.find('[')?..=whole.rfind(']')?]))
}
