//! What the words of a heading say about the entries under it.

use super::signs::key_of_sign;
use crate::register::read::heading_text::{self, HeadingText};
use crate::register::read::language;
use crate::register::read::short_values::{
    SEPARATORS, parentheses_at_end, parts, single_value, tokens, values_of, values_of_line,
};
use crate::register::{Field, Reading};
use crate::text::{Span, find_sign};
use crate::vocabulary::{Key, Section, Vocabulary};

/// What a heading says about the entries under it.
#[derive(Clone, Debug, Default)]
pub(crate) struct HeadingMeaning {
    /// The words that name a part of the product.
    pub(crate) area: Option<Span>,
    /// Words that give each entry a status, a priority or a severity.
    pub(crate) values: Vec<(Key, Span)>,
    /// Whether what follows are no entries: a summary, a legend.
    pub(crate) is_other: bool,
    /// Whether it is the heading of the entries, of the triage table, or of notes about them.
    pub(crate) is_frame: bool,
    /// Whether it names what registers track: gaps, bugs, risks.
    pub(crate) has_subject: bool,
    /// Whether it says that what is below works: `Verified in July`.
    pub(crate) is_verified: bool,
    /// Whether a part of it is a level or a state, and another is not: `P1: Imports fail`.
    pub(crate) is_led_by_value: bool,
}

impl HeadingMeaning {
    /// Adds the state that a sign before the words gives, which the file explains: `4. 🟡 Login`.
    pub(super) fn with_sign(
        mut self,
        sign: Option<Span>,
        text: &str,
        signs: &[Field],
        words: &Vocabulary,
    ) -> Self {
        let Some(sign) = sign.filter(|_| self.values.is_empty()) else { return self };
        self.values.extend(key_of_sign(sign.of(text), text, signs, words).map(|key| (key, sign)));
        self
    }

    fn add(&mut self, values: Vec<(Key, &str)>, span: Span, part: &str) {
        for (key, word) in values {
            if !self.values.iter().any(|&(known, _)| known == key) {
                self.values.push((key, span.part(part, word)));
            }
        }
    }
}

/// What the text of a heading says about the entries under it, in spans of that text.
pub(crate) fn heading_meaning(text: &str, reading: Reading<'_>) -> HeadingMeaning {
    meaning(&heading_text::parse(Span::new(0, text.len()), text, reading), text, reading)
}

pub(super) fn meaning(parsed: &HeadingText, text: &str, reading: Reading<'_>) -> HeadingMeaning {
    let rest = parsed.rest;
    let words = reading.vocabulary;
    let whole = rest.of(text);
    let mut meaning = HeadingMeaning {
        is_other: is_aside(whole, words),
        is_frame: words.section(whole).or_else(|| words.section(without_sign(whole))).is_some(),
        has_subject: names_subject(whole, words),
        ..HeadingMeaning::default()
    };
    let (main, qualifier) = qualified(whole);
    let mut unknown: Option<Span> = None;
    let all = parts(main);
    let known = |part| values_of(part, words).filter(|it| !is_foreign(it, text, words));
    let holds_value = all.len() > 1 && all.iter().any(|part| known(part).is_some());
    for part in all {
        let span = rest.part(whole, part);
        let key = words.key(part.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' '));
        // `Priority: High` is a level and names nothing.
        let is_label = holds_value && key.is_some_and(Key::is_state_or_level);
        if let Some(values) = known(part) {
            meaning.add(values, span, part);
        } else if is_label || holds_value && is_count(part, words) {
            // Neither is what counts the entries: `High - 3 items`.
        } else if key != Some(Key::Area) || unknown.is_some() {
            let inner = values_within(part, words).filter(|it| !is_foreign(it, text, words));
            meaning.add(inner.unwrap_or_default(), span, part);
            unknown =
                Some(unknown.map_or(span, |known| Span { start: known.start, end: span.end }));
        }
    }
    let of_qualifier = |part| {
        let values = values_of(part, words).or_else(|| values_of_line(part, words))?;
        Some((part, values)).filter(|(_, it)| !is_foreign(it, text, words))
    };
    let stated = qualifier.and_then(of_qualifier);
    if let Some((part, values)) = stated.clone() {
        meaning.add(values, rest.part(whole, part), part);
    }
    // `Decisions (open)` are followed up.
    let is_open = |(_, values): &(&str, Vec<(Key, &str)>)| {
        values
            .iter()
            .any(|(key, word)| *key == Key::Status && words.listed_status(word) == Some("Open"))
    };
    meaning.is_other &= !stated.as_ref().is_some_and(is_open);
    // `Repairs (summary)`
    let sums_up = qualifier.is_some_and(|it| words.section(it) == Some(Section::Others));
    meaning.is_other |= sums_up && meaning.values.is_empty() && !meaning.has_subject;
    meaning.is_led_by_value = unknown.is_some() && !meaning.values.is_empty();
    if meaning.values.is_empty() {
        let main = rest.part(whole, main);
        meaning.values.extend(state_at_an_end(main, text, words).map(|word| (Key::Status, word)));
    }
    meaning.is_verified = meaning.values.iter().any(|&(key, value)| {
        key == Key::Status && words.translated_status(value.of(text)) == Some("Verified")
    });
    meaning.area = unknown.filter(|_| words.section(whole).is_none());
    meaning
}

/// The words of a heading, and those in parentheses at its end, which are about the entries: `Missing packages
/// (CRITICAL)`.
fn qualified(heading: &str) -> (&str, Option<&str>) {
    match parentheses_at_end(heading) {
        Some((main, qualifier)) if !main.is_empty() => (main, Some(qualifier)),
        _ => (heading, None),
    }
}

/// Whether a part of a heading says how many entries are below it: `3 items`, `3개`.
fn is_count(part: &str, words: &Vocabulary) -> bool {
    let mut all = tokens(part);
    let digits = |word: &str| word.trim_start_matches(|c: char| c.is_ascii_digit()).chars().count();
    let is_number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit()) && digits(word) < 2;
    all.next().is_some_and(is_number)
        && all.all(|word| words.is_subject(word) || words.is_filler(word))
}

/// The level in a part of a heading that has other words, too: `Crashes (HIGH)`, `Docs / LOW`, `P0 burn list`.
fn values_within<'t>(part: &'t str, words: &Vocabulary) -> Option<Vec<(Key, &'t str)>> {
    let level = |word: &'t str| {
        let key = single_value(word, words).filter(|key| key.is_level())?;
        Some((key, word))
    };
    let in_parentheses = || {
        let values = values_of(qualified(part).1?, words)?;
        values.iter().all(|(key, _)| *key != Key::Status).then_some(values)
    };
    let listed = || {
        let mut levels = part.split(" / ").filter_map(level);
        levels.next().filter(|_| part.contains(" / ") && levels.next().is_none())
    };
    // `High availability` is no level.
    let led = || {
        let (first, _) = part.split_once(' ')?;
        level(first)
            .filter(|_| first.starts_with('P') && first[1..].bytes().all(|b| b.is_ascii_digit()))
    };
    in_parentheses().or_else(|| Some(vec![listed().or_else(led)?]))
}

/// Whether a heading names what registers track, by a word or by two or three: `Action items`.
fn names_subject(heading: &str, words: &Vocabulary) -> bool {
    let all: Vec<&str> = tokens(heading).collect();
    let is_phrase = |phrase: &[&str]| words.is_subject(&phrase.join(" "));
    // The questions of a FAQ are not open.
    if words.is_aside_by_name(heading) {
        return false;
    }
    // `Open` is a state of what is below it, whatever that is called; `New pages` are no gaps.
    let is_main = |word: &str| {
        word.eq_ignore_ascii_case("Open") || words.translated_status(word) == Some("Open")
    };
    let is_open = |word: &str| {
        let is_first = all.first() == Some(&word);
        words.listed_status(word) == Some("Open")
            && (is_main(word) || !is_first || !describes_a_noun(word, heading, words))
    };
    all.iter().any(|word| words.is_subject(word) || is_open(word))
        || (2..=3).any(|count| all.windows(count).any(is_phrase))
}

/// The state that the first or the last word of a heading gives: `Decisions still open`.
fn state_at_an_end(heading: Span, text: &str, words: &Vocabulary) -> Option<Span> {
    let whole = heading.of(text);
    let is_state = |word: &&str| {
        words.translated_status(word).is_some()
            || (words.status(word) == Some("Verified") && words.is_status_word(word))
    };
    let all: Vec<&str> = tokens(whole).collect();
    // `Resolved or clarified`
    if let [first, joining, last] = all[..]
        && words.is_connective(joining)
        && is_state(&first)
        && is_state(&last)
    {
        return (words.says_repaired(first) == words.says_repaired(last))
            .then(|| heading.part(whole, first));
    }
    let first = all.first().copied().filter(|first| !describes_a_noun(first, whole, words));
    // In `Not verified`, the word before it denies the state.
    let last = match all[..] {
        [.., before, last] if !words.changes_state(before) => Some(last),
        _ => None,
    };
    // `已修复的问题`
    let joined = || whole.split_once(['的', 'の']).filter(|(_, noun)| words.is_subject(noun));
    let mut ends = first.into_iter().chain(last).chain(joined().map(|(state, _)| state));
    ends.find(is_state).map(|word| heading.part(whole, word))
}

/// Whether the first word of a heading belongs to a noun behind it that names a part of the product, as in
/// `Closed accounts`: not in `Closed in July`, `Closed: payments` and `Closed customer issues`.
fn describes_a_noun(first: &str, heading: &str, words: &Vocabulary) -> bool {
    // In Arabic, a noun is before what describes it.
    if first.starts_with(|c: char| matches!(c, '\u{600}'..='\u{6ff}')) {
        return false;
    }
    let Some((_, behind)) = heading.split_once(first) else { return false };
    let Some(next) = tokens(behind).next() else { return false };
    behind.starts_with(char::is_whitespace)
        && behind.trim_start().starts_with(char::is_alphabetic)
        && words.languages_of(next) == 0
        && words.beside(next).is_none()
        && !tokens(behind).any(|word| words.is_subject(word))
}

/// Whether a level among some values is one in other languages than that of the text: `media` in an English one.
fn is_foreign(values: &[(Key, &str)], text: &str, words: &Vocabulary) -> bool {
    let mut levels = values.iter().filter(|(key, _)| *key != Key::Status);
    levels.any(|(_, word)| {
        words.languages_of_level(word).is_some_and(|known| {
            // The language takes longer to find than all else of a heading.
            !known.contains(&"en")
                && language::of_words(text, words).is_some_and(|own| !known.contains(&own))
        })
    })
}

/// Whether a heading announces what is no entry: all of it, or the words before a dash or a colon.
pub(in crate::register::read) fn is_aside(heading: &str, words: &Vocabulary) -> bool {
    // A first word in another script looks like a sign in a wrong encoding.
    let without_sign = Some(without_sign(heading)).filter(|bare| bare.len() < heading.len());
    std::iter::once(heading).chain(without_sign).any(|bare| {
        let first = SEPARATORS.iter().filter_map(|separator| find_sign(bare, separator)).min();
        let announces = |end: usize| match bare[end..].chars().next() {
            Some(':' | '：') => words.is_aside_before_colon(&bare[..end]),
            _ => words.is_aside(&bare[..end]),
        };
        words.is_aside(bare) || first.is_some_and(announces)
    })
}

/// Whether a heading or a caption announces what is no entry, or notes about the entries.
pub(in crate::register::read) fn announces_other(heading: &str, words: &Vocabulary) -> bool {
    is_of_notes(heading, words) || is_aside(heading, words)
}

/// Whether a heading is that of notes about the entries.
pub(in crate::register::read) fn is_of_notes(heading: &str, words: &Vocabulary) -> bool {
    [heading, without_sign(heading)].iter().any(|it| words.section(it) == Some(Section::Notes))
}

/// A heading without the sign or the number before its words, even if a wrong encoding turned the sign into
/// letters.
fn without_sign(text: &str) -> &str {
    const MOST_DIGITS: usize = 2;
    let sign = text.split_once(' ');
    let is_number =
        |sign: &str| sign.len() <= MOST_DIGITS && sign.bytes().all(|byte| byte.is_ascii_digit());
    let sign = sign
        .filter(|(sign, _)| is_number(sign) || !sign.contains(|c: char| c.is_ascii_alphanumeric()));
    sign.map_or(text, |(_, rest)| rest.trim_start())
}
