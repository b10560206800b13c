//! The short values that end an item, parted by dashes or dots: `– Import fails — @mia · since 2026-04-02`.

use super::heading::single_value;
use super::line::values_at_end;
use super::part::{is_account, state_of, value_of};
use crate::register::Field;
use crate::register::read::item_labels::without_closing;
use crate::text::Span;
use crate::values::{is_day_without_year, is_inexact_day};
use crate::vocabulary::{Key, Vocabulary};

/// As many values, or accounts, are no chance.
const SEVERAL: usize = 2;

/// How many states and references may be behind the values of an item.
const MOST_BEHIND: usize = 3;

/// What parts the values at the end of an item.
const SIGNS: [&str; 9] = [" — ", " – ", " - ", " · ", " | ", ", ", " (", " *(", " _("];

/// The words of an item before its tail, and what the tail says.
pub(in crate::register::read) struct ItemTail {
    pub(in crate::register::read) words: Span,
    pub(in crate::register::read) fields: Vec<Field>,
}

impl ItemTail {
    /// Reads what the last parts of a line say, from its end on, as long as each is a value. Behind a name,
    /// all of the line may be such values.
    pub(in crate::register::read) fn of(
        text: &str,
        words: Span,
        is_behind_name: bool,
        vocabulary: &Vocabulary,
        is_owner: impl Fn(&str) -> bool,
    ) -> Self {
        let mut tail = Self { words, fields: Vec::new() };
        if let Some((line, below)) = words.of(text).split_once('\n') {
            // Several values end the title, and what is below is text about it.
            let whole = words.of(text);
            let first = words.part(whole, line.trim_end());
            let mut of_line = Self::of(text, first, is_behind_name, vocabulary, is_owner);
            let below = below.trim();
            let is_title = !is_behind_name
                && !below.starts_with(char::is_lowercase)
                && of_line.fields.len() >= SEVERAL;
            if is_title {
                of_line.fields.push(Field::unlabelled(Key::Symptom, words.part(whole, below)));
            }
            return if is_title { of_line } else { tail };
        }
        if let Some((before, values)) = values_at_end(words.of(text), vocabulary) {
            let field = |(key, value)| Field::unlabelled(key, words.part(words.of(text), value));
            tail.fields = values.into_iter().map(field).rev().collect();
            tail.words = words.part(words.of(text), before);
            return tail;
        }
        let ends = TailEnds { is_behind_name, vocabulary, is_owner };
        loop {
            let (span, whole) = (tail.words, tail.words.of(text));
            let Some((before, value)) = ends.last(whole) else { break };
            let is_known =
                value.is_some_and(|(key, _)| tail.fields.iter().any(|it| it.key == Some(key)));
            if is_known || (before.is_empty() && !is_behind_name) {
                break;
            }
            let field = value.map(|(key, value)| Field::unlabelled(key, span.part(whole, value)));
            tail.fields.extend(field);
            tail.words = span.part(whole, before);
        }
        // Half of what is in parentheses is no tail.
        let count = |sign: char| tail.words.of(text).matches(sign).count();
        let is_cut = count('(') > count(')')
            && words.of(text).matches('(').count() == words.of(text).matches(')').count();
        if is_cut { Self { words, fields: Vec::new() } } else { tail }
    }
}

/// What may be at the end of an item.
struct TailEnds<'v, F> {
    is_behind_name: bool,
    vocabulary: &'v Vocabulary,
    is_owner: F,
}

/// The words before the last part of a text, and the value that it is; nothing for a reference.
type TailEnd<'t> = (&'t str, Option<(Key, &'t str)>);

impl<F: Fn(&str) -> bool> TailEnds<'_, F> {
    /// What a text ends with: a value, or a state or a reference behind one.
    fn last<'t>(&self, text: &'t str) -> Option<TailEnd<'t>> {
        let value = self.value(text).map(|(before, value)| (before, Some(value)));
        value.or_else(|| self.behind_value(text, MOST_BEHIND))
    }

    fn value<'t>(&self, text: &'t str) -> Option<(&'t str, (Key, &'t str))> {
        let words = self.vocabulary;
        let parted = || {
            let all = || self.is_behind_name.then_some(("", text));
            let (before, part) = last_part(text).or_else(all)?;
            let owner = || (self.is_owner)(part).then_some((Key::Owner, part));
            Some((
                before,
                value_of(part, words).or_else(owner).or_else(|| inexact_day(part, words))?,
            ))
        };
        let several = || {
            let (before, part) = last_part(text).filter(|(_, part)| self.names_several(part))?;
            Some((before, (Key::Owner, part)))
        };
        several().or_else(|| marked(text, words, &self.is_owner)).or_else(parted)
    }

    /// A state or a reference that is the last of some parts behind a value: `@mia, blocked, see #12`.
    fn behind_value<'t>(&self, text: &'t str, most: usize) -> Option<TailEnd<'t>> {
        let (before, part) = last_part(text)?;
        let state = state_of(part, self.vocabulary).map(|state| (Key::Status, state));
        let may_be = most > 0 && (state.is_some() || is_reference(part));
        let is_behind =
            || self.value(before).is_some() || self.behind_value(before, most - 1).is_some();
        (may_be && is_behind()).then_some((before, state))
    }

    /// Whether a part is accounts joined by words: `@mia and @ben`.
    fn names_several(&self, part: &str) -> bool {
        let joins =
            |word: &str| matches!(word, "&" | "+" | "/") || self.vocabulary.is_connective(word);
        let mut all = part.split_whitespace();
        let are_several =
            part.split_whitespace().filter(|word| is_account(word)).count() >= SEVERAL;
        are_several && all.all(|word| is_account(word) || joins(word))
    }
}

/// Whether a few words name a ticket or a page: `see #12`, `hängt an #77`.
fn is_reference(part: &str) -> bool {
    const MOST_WORDS: usize = 5;
    let is_number = |word: &str| {
        let digits = word.trim_matches(['(', ')', '[', ']', '.']).strip_prefix('#');
        digits.is_some_and(|it| !it.is_empty() && it.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let names = |word: &str| is_number(word) || word.contains("](");
    part.split_whitespace().count() <= MOST_WORDS && part.split_whitespace().any(names)
}

/// The text before its last sign, and what is behind that.
fn last_part(text: &str) -> Option<(&str, &str)> {
    let found = SIGNS.into_iter().filter_map(|sign| Some((text.rfind(sign)?, sign)));
    let (at, sign) = found.max_by_key(|(at, _)| *at)?;
    let part = text[at + sign.len()..].trim_matches(['.', ' ', '*', '_']);
    let part = without_closing(&text[..at + sign.len()], part);
    Some((text[..at].trim_end(), part))
}

/// The value that ends a text without a sign before it, as a mark or a label says what it is: `@mia`, `!high`,
/// `due 2026-04-02`.
fn marked<'t>(
    text: &'t str,
    words: &Vocabulary,
    is_owner: &impl Fn(&str) -> bool,
) -> Option<(&'t str, (Key, &'t str))> {
    const MOST_WORDS: usize = 5;
    let whole = text.trim_end();
    let starts = whole.match_indices(' ').rev().map(|(at, _)| at + 1);
    let is_account = |word: &str| word.starts_with('@') && is_owner(word);
    let mut accounts = None;
    for at in starts.take(MOST_WORDS) {
        let (before, part) = (whole[..at].trim_end(), &whole[at..]);
        if before.ends_with(['—', '–', '-', '·', '|', ',']) {
            break;
        }
        if part.split(' ').all(is_account) {
            accounts = Some((before, (Key::Owner, part)));
            continue;
        }
        if accounts.is_some() {
            break;
        }
        // Behind a full stop, another sentence begins.
        if part.contains(". ") || before.ends_with('.') {
            break;
        }
        let level =
            part.strip_prefix('!').and_then(|word| Some((single_value(word, words)?, word)));
        let day =
            || value_of(part, words).filter(|(key, _)| matches!(key, Key::Due | Key::FirstSeen));
        if let Some(value) = level.or_else(day).or_else(|| faulty_day(part, words)) {
            return Some((before, value));
        }
    }
    accounts
}

/// What is behind the label of a deadline and has digits, as a day or a time that is not an exact one has:
/// `due 2026-13-01`, `due Oct 5th`.
fn faulty_day<'t>(part: &'t str, words: &Vocabulary) -> Option<(Key, &'t str)> {
    let has_digits = part.contains(|c: char| c.is_ascii_digit());
    inexact_day(part, words).filter(|_| has_digits)
}

/// What is behind the label of a deadline and is not an exact day, or does not exist: `by end of March`.
fn inexact_day<'t>(part: &'t str, words: &Vocabulary) -> Option<(Key, &'t str)> {
    let is_of_day = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'-' | b'.' | b'/');
    let is_like_day = |day: &str| {
        let parts = || day.split(['-', '.', '/']).filter(|part| !part.is_empty());
        // `12/05` is a day without its year, and may be two.
        let is_number = |part: &str| part.parse::<u8>().is_ok_and(|it| (1..=31).contains(&it));
        let is_long = || parts().any(|part| part.len() == 2);
        let is_short = || day.contains('/') && parts().all(is_number) && is_long();
        (parts().count() == 3 || parts().count() == 2 && is_short()) && day.bytes().all(is_of_day)
    };
    // The stop of `15.01.` may have been taken for the end of a sentence.
    let is_short_day =
        |day: &str| is_day_without_year(day) || is_day_without_year(&format!("{day}."));
    let is_time = |day: &str| is_like_day(day) || is_short_day(day) || is_inexact_day(day, words);
    let blanks = part.match_indices(' ').map(|(at, _)| at);
    let mut splits = blanks.map(|at| (&part[..at], part[at..].trim_start()));
    splits
        .find(|(label, day)| words.key(label) == Some(Key::Due) && is_time(day))
        .map(|(_, day)| (Key::Due, day))
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use super::*;
    use crate::vocabulary::UniqueMap;

    /// The words of an item, and the names and values of its tail.
    fn read(text: &str) -> String {
        let vocabulary = Vocabulary::with(&UniqueMap::default());
        let is_owner = |name: &str| name == "@ann" || name == "@ben";
        let tail = ItemTail::of(text, Span::new(0, text.len()), false, &vocabulary, is_owner);
        let mut said = tail.words.of(text).to_owned();
        for field in tail.fields.iter().rev() {
            let key = vocabulary.name(field.key.unwrap());
            let _ = write!(said, " | {key}: {}", field.value.of(text));
        }
        said
    }

    #[test]
    fn the_last_parts_of_an_item_are_its_values() {
        for (text, said) in [
            (
                "Import fails — @mia — since 2026-04-02",
                "Import fails | Owner: @mia | First Seen: 2026-04-02",
            ),
            (
                "Import fails — @mia — desde 02.04.2026",
                "Import fails | Owner: @mia | First Seen: 02.04.2026",
            ),
            ("Upload is slow, assigned to lin · P1", "Upload is slow | Owner: lin | Priority: P1"),
            ("Upload is slow (P2)", "Upload is slow | Priority: P2"),
            (
                "Upload is slow *(@mia, since 2026-04)*",
                "Upload is slow | Owner: @mia | First Seen: 2026-04",
            ),
            ("Upload is slow (see the log)", "Upload is slow (see the log)"),
            ("Upload is slow · since 7 Apr 2026", "Upload is slow | First Seen: 7 Apr 2026"),
            // Words that are no values end the tail.
            ("Notify @mia – the team lead is away", "Notify @mia – the team lead is away"),
            ("Exports – since the move to v4", "Exports – since the move to v4"),
            ("P1 – P2", "P1 | Priority: P2"),
            ("Rounds up, high", "Rounds up | Severity: high"),
            (
                "Rounds up @ann (due 2026-12-18) !high",
                "Rounds up | Owner: @ann | Due: 2026-12-18 | Severity: high",
            ),
            (
                "Rounds up @ann @ben due: 2026/11/15",
                "Rounds up | Owner: @ann @ben | Due: 2026/11/15",
            ),
            ("Rounds up due 2026-13-01", "Rounds up | Due: 2026-13-01"),
            ("Rounds up @ann (due Oct 5th)", "Rounds up | Owner: @ann | Due: Oct 5th"),
            ("Rounds up due KW 49", "Rounds up | Due: KW 49"),
            ("Rounds up @ann (by end of Q1 2027)", "Rounds up | Owner: @ann | Due: end of Q1 2027"),
            ("Rounds up – by end of March", "Rounds up | Due: end of March"),
            ("Rounds up — @ann, due 12/05", "Rounds up | Owner: @ann | Due: 12/05"),
            ("Rounds up, by Friday", "Rounds up | Due: Friday"),
            ("Rounds by 1/2", "Rounds by 1/2"),
            ("Prices are rounded by next week", "Prices are rounded by next week"),
            ("Fails (by design)", "Fails (by design)"),
            ("Rounds up. Since 1.6.2025. State: open", "Rounds up. Since 1.6.2025. State: open"),
            ("Ask @mia", "Ask @mia"),
            ("It rounds !important prices", "It rounds !important prices"),
            ("Prices are due 2 days later", "Prices are due 2 days later"),
            ("Rounds up (open, P1, Lin)", "Rounds up | Status: open | Priority: P1 | Owner: Lin"),
        ] {
            assert_eq!(read(text), said);
        }
    }

    #[test]
    fn states_and_references_may_be_behind_values() {
        for (text, said) in [
            (
                "Rounds up – @ann, blocked, by 2026-12-18, see #12",
                "Rounds up | Owner: @ann | Status: blocked | Due: 2026-12-18",
            ),
            (
                "Rounds up – @ann, by 2026-12-18 (waits for #77)",
                "Rounds up | Owner: @ann | Due: 2026-12-18",
            ),
            (
                "Rounds up – @ann and @ben, by 18.12.",
                "Rounds up | Owner: @ann and @ben | Due: 18.12",
            ),
            (
                "Rounds up – @lin, fixed on 2026-11-03",
                "Rounds up | Owner: @lin | Status: fixed on 2026-11-03",
            ),
            (
                "Rounds up – @ann, by 2026-12-18\n  The desk has a way.",
                "Rounds up | Symptom: The desk has a way. | Owner: @ann | Due: 2026-12-18",
            ),
            ("Prices, open", "Prices, open"),
            ("Prices (see #12)", "Prices (see #12)"),
        ] {
            assert_eq!(read(text), said);
        }
    }
}
