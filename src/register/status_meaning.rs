//! What a status means: a state of the flow, or one beside it.

use std::borrow::Cow;

use super::Policy;
use super::further_states::{FurtherState, is_known};
use crate::text::is_shortcode;
use crate::values::{day_of, is_day_without_year, is_of_calendar, names_month};
use crate::vocabulary::{Beside, TypedWords, Unread, Vocabulary, WholeValue, fold};

/// What a status means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum StatusMeaning {
    /// A state of the flow, by its place there.
    Flow(usize),
    /// A state beside the flow, by its place among them, stated or not.
    Further(usize),
}

impl Policy {
    /// The index in the flow of the state that a text means.
    pub fn state(&self, text: &str, vocabulary: &Vocabulary) -> Option<usize> {
        if let Some(state) = self.flow.iter().position(|state| state == text) {
            return Some(state);
        }
        match self.meaning(text, vocabulary)? {
            StatusMeaning::Flow(state) => Some(state),
            StatusMeaning::Further(_) => None,
        }
    }

    /// The sign that the register explains as a state.
    pub(crate) fn sign_of(&self, state: StatusMeaning, words: &Vocabulary) -> Option<&str> {
        let means_it =
            |(_, meaning): &&(String, String)| self.meaning(meaning, words) == Some(state);
        let (sign, _) = self.signs.iter().find(means_it)?;
        Some(sign).filter(|sign| !sign.contains(char::is_alphanumeric)).map(String::as_str)
    }

    /// What a status means: a state of the flow, or one beside it.
    pub(crate) fn meaning(&self, text: &str, words: &Vocabulary) -> Option<StatusMeaning> {
        if self.slip_behind_sign(text, words).is_some() {
            return None;
        }
        let Some(explained) = self.explained(text) else {
            return self.meaning_of_words(text, words);
        };
        // Of `🔴 open`, the word counts; what the register itself says of a sign counts more than what it
        // usually means.
        let behind = words_behind_sign(text);
        let whole = || self.plain_meaning(behind?, words);
        whole().or_else(|| {
            let loose = || self.loose(explained, words);
            let usual = || self.usual_meaning(text, words);
            let said = self.explained_meaning(explained, words).or_else(loose).or_else(usual);
            // `✅ confirmed by mail`: the first word alone says less than the sign.
            let is_other = |state: &StatusMeaning| {
                said.is_some_and(|said| self.is_over(said, words) != self.is_over(*state, words))
            };
            behind.and_then(|behind| self.loose(behind, words)).filter(|it| !is_other(it)).or(said)
        })
    }

    /// What a status means, without what the register says of signs.
    pub(super) fn meaning_of_words(&self, text: &str, words: &Vocabulary) -> Option<StatusMeaning> {
        // `:red_circle: open`: the name of the sign is no word.
        if let Some(sign) = text.split_whitespace().next().filter(|it| is_shortcode(it)) {
            let behind = words_behind_sign(text);
            let by_words = behind.and_then(|behind| self.meaning_of_words(behind, words));
            return by_words.or_else(|| self.exact_meaning(sign, words));
        }
        self.plain_meaning(text, words).or_else(|| self.loose(text, words))
    }

    /// Whether a status starts with a sign that means a state, by the register or usually.
    pub(super) fn has_state(&self, text: &str, words: &Vocabulary) -> bool {
        let sign = || text.split_whitespace().next();
        self.explained(text).is_some()
            || sign().is_some_and(|sign| self.exact_meaning(sign, words).is_some())
    }

    /// Whether nothing is left to repair in a state.
    pub(crate) fn is_over(&self, state: StatusMeaning, words: &Vocabulary) -> bool {
        self.is_repaired(state, words) || self.is_closed_unrepaired(state)
    }

    /// Whether a state of the flow is that of a repair, or one behind it.
    pub(super) fn is_repaired(&self, state: StatusMeaning, words: &Vocabulary) -> bool {
        matches!(state, StatusMeaning::Flow(at) if at >= self.repaired_from(words))
    }

    /// A status with what the register says of the sign that it starts with, unless the words behind that are those
    /// of a state: `❌ missing` of `❌`, where the legend says so.
    pub(crate) fn with_explanation<'t>(&self, text: &'t str, words: &Vocabulary) -> Cow<'t, str> {
        let Some(explained) = self.explained(text) else { return Cow::Borrowed(text) };
        let Some(sign) = text.split_whitespace().next().filter(|it| is_of_signs(it)) else {
            return Cow::Borrowed(text);
        };
        let Some(behind) = words_behind_sign(text) else {
            return format!("{sign} {explained}").into();
        };
        let state = self.meaning_of_words(behind, words);
        let is_state = state.is_some() && state == self.meaning(text, words);
        let is_slip = || self.slip_behind_sign(text, words).is_some();
        if fold(behind) == fold(explained) || is_state || is_slip() {
            return Cow::Borrowed(text);
        }
        format!("{sign} {explained} – {behind}").into()
    }

    /// What a sign means that the register explains in other words than those of states: what it usually
    /// does, where another sign of the register means that, and none the opposite.
    fn usual_meaning(&self, text: &str, words: &Vocabulary) -> Option<StatusMeaning> {
        let sign = text.split_whitespace().next()?;
        let usual = self.exact_meaning(sign, words)?;
        let meanings = self.signs.iter().filter_map(|(sign, meaning)| {
            Some((self.exact_meaning(sign, words)?, self.explained_meaning(meaning, words)?))
        });
        let meanings: Vec<_> = meanings.collect();
        let is_known = meanings.iter().any(|(usual, own)| usual == own);
        let is_opposite = |&(usual, own): &(StatusMeaning, StatusMeaning)| {
            self.is_over(usual, words) != self.is_over(own, words)
        };
        let is_opposite = meanings.iter().any(is_opposite);
        (is_known && !is_opposite).then_some(usual)
    }

    /// What the words of a legend mean, which may say that something is there: `half there`.
    fn explained_meaning(&self, meaning: &str, words: &Vocabulary) -> Option<StatusMeaning> {
        let presence = || self.canonical_meaning(words.explained_status(meaning)?, words);
        self.plain_meaning(meaning, words).or_else(presence)
    }

    /// What a status means of which every word is understood.
    pub(crate) fn whole_meaning(&self, text: &str, words: &Vocabulary) -> Option<StatusMeaning> {
        let Some(explained) = self.explained(text) else { return self.plain_meaning(text, words) };
        if self.slip_behind_sign(text, words).is_some() {
            return None;
        }
        let behind = words_behind_sign(text).and_then(|behind| self.plain_meaning(behind, words));
        behind.or_else(|| self.explained_meaning(explained, words))
    }

    /// The same where no sign is explained.
    fn plain_meaning(&self, text: &str, words: &Vocabulary) -> Option<StatusMeaning> {
        let own = || self.own_further(text).map(StatusMeaning::Further);
        // `Closed (won't fix)` says how it is closed.
        let by_remark = || {
            let state = words.unrepaired_by_remark(text)?;
            (!self.flow.iter().any(|own| own == state)).then(|| self.further_named(state, words))?
        };
        let exact = || self.exact_meaning(text, words);
        let whole = || Some(self.read_status(text, words).ok()?.value);
        let unverified = || self.is_loose.then(|| self.unverified_repair(text, words))?;
        let since = || self.exact_meaning(behind_day(text, words)?, words);
        let beside_level = || self.exact_meaning(beside_level(text, words)?, words);
        let known = own().or_else(by_remark).or_else(exact).or_else(whole);
        let state = known.or_else(unverified).or_else(since).or_else(beside_level)?;
        // `Fixed (web); phones still to do` is no repair of all.
        (!self.is_repaired_in_part(state, text, words)).then_some(state)
    }

    /// A repair of which the last clause says that it was not verified yet: `fixed, not yet verified`.
    fn unverified_repair(&self, text: &str, words: &Vocabulary) -> Option<StatusMeaning> {
        let (head, clause) = text.rsplit_once([',', ';', '(', '–', '—'])?;
        let clause = clause.trim_matches([' ', ')', '.', '*', '_']);
        if !words.denies_verification(clause) {
            return None;
        }
        let state = self.plain_meaning(head.trim_end(), words)?;
        (state == StatusMeaning::Flow(self.repaired_from(words))).then_some(state)
    }

    /// The state in a text, whole or not at all.
    pub(crate) fn read_status<'t>(
        &self,
        text: &'t str,
        words: &Vocabulary,
    ) -> Result<WholeValue<'t, StatusMeaning>, Unread<'t>> {
        let lookup = |word: &str| self.exact_meaning(word, words);
        let is_main = |word: &str| {
            let folded = fold(word);
            let is_name = |state: &String| fold(state) == folded;
            let is_further = |state: &FurtherState| state.is_stated && is_name(&state.name);
            // In a remark, a state that nobody stated is a word like any other: `Open (blocked)`.
            let is_of_flow =
                || matches!(self.exact_meaning(word, words), Some(StatusMeaning::Flow(_)));
            self.flow.iter().any(is_name)
                || self.further.iter().any(is_further)
                || (words.translated_status(word).is_some() && is_of_flow())
        };
        let whole = words.whole(text, &TypedWords { lookup, is_main })?;
        let is_repaired = self.is_repaired(whole.value, words);
        let remark = Some(whole.remark).filter(|remark| !remark.is_empty());
        let taken_back = remark.filter(|_| is_repaired).and_then(|it| words.taken_back(it));
        let behind = || closing_remark(text, whole.text);
        let refuted = || {
            self.refuted(whole.value, behind(), words).filter(|_| self.is_over(whole.value, words))
        };
        match taken_back.or_else(refuted) {
            Some(part) => Err(Unread { part, beside: whole.text }),
            None => Ok(whole),
        }
    }

    /// Whether a status says that a gap is closed, where the register states no flow in which the repair is a
    /// state before that: `Closed 2026-01-28`.
    pub(crate) fn closes_without_repair(&self, status: &str, words: &Vocabulary) -> bool {
        let is_closed =
            || self.read_status(status, words).is_ok_and(|it| words.says_closed(it.text));
        !self.declares_flow && is_closed()
    }

    /// What a word means, without anything beside it.
    pub(super) fn exact_meaning(&self, word: &str, words: &Vocabulary) -> Option<StatusMeaning> {
        let folded = fold(word);
        let named = self.flow.iter().position(|state| state == word || fold(state) == folded);
        if let Some(state) = named {
            return Some(StatusMeaning::Flow(state));
        }
        let is_own = |state: &FurtherState| state.is_stated && fold(&state.name) == folded;
        if let Some(at) = self.further.iter().position(is_own) {
            return Some(StatusMeaning::Further(at));
        }
        // `in_progress`, as machines write it.
        let spaced = || words.exact_status(&word.replace('_', " "));
        let canonical = words.exact_status(word).or_else(|| word.contains('_').then(spaced)?)?;
        self.canonical_meaning(canonical, words)
    }

    /// What a canonical state is here.
    fn canonical_meaning(&self, canonical: &str, words: &Vocabulary) -> Option<StatusMeaning> {
        let in_flow = || self.state_meaning(canonical, words).map(StatusMeaning::Flow);
        in_flow().or_else(|| self.further_named(canonical, words))
    }

    /// What a text means of which only the first words are understood: a state beside the flow with
    /// the reason behind it, or any state where no flow is stated.
    fn loose(&self, text: &str, words: &Vocabulary) -> Option<StatusMeaning> {
        let known = words.status(text);
        let further = known.and_then(|known| self.further_named(known, words));
        let state = further.or_else(|| {
            let known = known.or_else(|| words.leading_status(text)).filter(|_| self.is_loose)?;
            let in_flow = || self.state_meaning(known, words).map(StatusMeaning::Flow);
            let in_flow = || in_flow().filter(|&state| !self.is_limited(state, text, words));
            in_flow().or_else(|| self.further_named(known, words))
        })?;
        self.keeps_closed(state, text, words).then_some(state)
    }

    /// The state beside the flow that the policy itself gives this name: it is no other word for a
    /// state of the flow, whatever the vocabulary says.
    pub(super) fn own_further(&self, text: &str) -> Option<usize> {
        let mut folded: Option<String> = None;
        self.further.iter().position(|state| {
            state.is_stated
                && !is_known(&state.name)
                && says(folded.get_or_insert_with(|| fold(text)), &fold(&state.name))
        })
    }

    /// The state beside the flow of a canonical name.
    pub(super) fn further_named(
        &self,
        canonical: &str,
        words: &Vocabulary,
    ) -> Option<StatusMeaning> {
        let is = |state: &FurtherState| {
            state.name == canonical || words.status_word_alone(&state.name) == Some(canonical)
        };
        self.further.iter().position(is).map(StatusMeaning::Further)
    }
}

/// The state behind a level: `urgent, open`.
fn beside_level<'t>(text: &'t str, words: &Vocabulary) -> Option<&'t str> {
    let (level, state) = text.split_once([',', '/', '·'])?;
    let is_level = words.is_severity_word(level.trim()) || words.is_priority_word(level.trim());
    is_level.then(|| state.trim())
}

/// The words behind the day since which they hold: `behoben` of `seit 4. März behoben`.
fn behind_day<'t>(text: &'t str, words: &Vocabulary) -> Option<&'t str> {
    let is_since = |word: &str| words.beside(word) == Some(Beside::Since);
    let is_day = |day: &str| {
        is_day_without_year(day)
            || is_of_calendar(day)
            || day_of(day, words).is_some()
            || names_month(day)
    };
    let (first, rest) = text.split_once(' ')?;
    if is_since(first) {
        let (day, state) = rest.rsplit_once(' ')?;
        return is_day(day).then_some(state);
    }
    // `mart ayından beri yayında`: the word is behind the day.
    let mut blanks = text.match_indices(' ').map(|(at, _)| at);
    let at = blanks.find(|&at| is_since(text[at + 1..].split(' ').next().unwrap_or_default()))?;
    let (_, state) = text[at + 1..].split_once(' ')?;
    is_day(&text[..at]).then_some(state)
}

/// What is behind the words of a state, signs included.
fn closing_remark<'t>(text: &'t str, state: &str) -> &'t str {
    text.find(state).map_or("", |at| &text[at + state.len()..])
}

/// The words behind the sign that a text starts with: `needs cron` of `❌ needs cron`.
pub(crate) fn words_behind_sign(text: &str) -> Option<&str> {
    let (sign, behind) = text.split_once(char::is_whitespace)?;
    let behind = behind
        .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '–' | '—' | '-' | ':'));
    (is_of_signs(sign) && !behind.is_empty()).then_some(behind)
}

fn is_of_signs(word: &str) -> bool {
    !word.contains(char::is_alphanumeric) || is_shortcode(word)
}

/// Whether a folded text is a name, or the name with a remark behind it.
fn says(text: &str, name: &str) -> bool {
    text.strip_prefix(name).is_some_and(|rest| {
        rest.is_empty() || rest.trim_start().starts_with(['(', ':', ';', ',', '.', '-', '–', '—'])
    })
}
