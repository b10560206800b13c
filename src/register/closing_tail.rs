//! Words behind a state in which nothing is left to do. They are harmless only where each is known to be: a day, a
//! version, a ticket, who did it, the place where users are.

use super::Policy;
use super::status_meaning::{StatusMeaning, words_behind_sign};
use crate::values::{day_of, is_day_without_year, is_inexact_day, names_month};
use crate::vocabulary::{Beside, Particle, Vocabulary, word_ends};

/// What ends the words that belong to a state without a sign between.
const BETWEEN: [&str; 18] = [
    ",", ";", ":", "(", "（", "，", "；", "：", "、", "–", "—", "·", "|", " - ", " -- ", " / ",
    "→", "\n",
];

/// A longer word before a full stop is not shortened.
const LONGEST_SHORTENED: usize = 3;

/// A word for what cannot be read here and is harmless: a piece of code, a link.
const HARMLESS: &str = "#0";

impl Policy {
    /// Whether the words behind a closing state leave it one: those beside it, and remarks.
    pub(super) fn keeps_closed(
        &self,
        state: StatusMeaning,
        text: &str,
        words: &Vocabulary,
    ) -> bool {
        if !self.is_over(state, words) {
            return true;
        }
        // `✅ web, ❌ phones`: the sign alone is the state.
        let rest = self.behind_state(text, words).or_else(|| words_behind_sign(text));
        let Some(rest) = rest else { return true };
        // Words behind a sign are a remark on it.
        let is_signed = words_behind_sign(text).is_some();
        let (beside, remark) = parts(rest);
        let is_known = || {
            let may_be_for = matches!(state, StatusMeaning::Flow(_));
            let may_end = !may_be_for && self.state_name(state) == "Accepted";
            let tail = Tail { words, may_be_for, may_end };
            let is_elsewhere = || Clause { text: beside.trim(), words }.names_other_place();
            (words.begins_state(text) && !is_elsewhere()) || tail.is_known(beside)
        };
        let remark = if is_signed { rest } else { remark };
        (is_signed || is_known()) && self.refuted(state, remark, words).is_none()
    }

    /// The words behind those of the state that a text starts with.
    fn behind_state<'t>(&self, text: &'t str, words: &Vocabulary) -> Option<&'t str> {
        let text = words_behind_sign(text).unwrap_or(text);
        let plain = text.trim_start_matches(|c: char| !c.is_alphanumeric());
        let is_state = |end: &usize| self.exact_meaning(&plain[..*end], words).is_some();
        let end = word_ends(plain).into_iter().rev().find(is_state)?;
        Some(plain[end..].trim_start_matches(['*', '_', '`', '~']))
    }

    /// The clause of a remark that says that a closing state does not hold: `no`, `50 %`, `QA failed`, `PR open`.
    pub(super) fn refuted<'t>(
        &self,
        state: StatusMeaning,
        remark: &'t str,
        words: &Vocabulary,
    ) -> Option<&'t str> {
        let is_verified =
            matches!(state, StatusMeaning::Flow(at) if at > self.repaired_from(words));
        let is_repaired = matches!(state, StatusMeaning::Flow(_));
        let clauses =
            remark.split(['(', ')', '（', '）', ',', ';', '，', '；', '、', '–', '—', '·', '\n']);
        let clauses = clauses.flat_map(|clause| clause.split(" - "));
        let clauses = clauses.map(|it| it.trim_matches([' ', ':', '：', '.', '*', '_', '~']));
        let mut clauses = clauses.filter(|clause| !clause.is_empty());
        clauses.find(|clause| {
            let clause = Clause { text: clause, words };
            clause.denies() || (is_repaired && clause.takes_back(is_verified))
        })
    }
}

/// Whether some words say that a repair was taken back or holds in part, and nothing else: `reverted in 4.2`.
pub(super) fn is_taken_back(text: &str, words: &Vocabulary) -> bool {
    const SHORTEST: usize = 5;
    let tail = Tail { words, may_be_for: false, may_end: false };
    let ends = word_ends(text).into_iter().rev().filter(|&end| end >= SHORTEST);
    let mut ends = ends.filter(|&end| words.beside(&text[..end]) == Some(Beside::Unclear));
    ends.next().is_some_and(|end| tail.is_known(&text[end..]))
}

/// A clause of a remark behind a closing state.
struct Clause<'t, 'v> {
    text: &'t str,
    words: &'v Vocabulary,
}

impl Clause<'_, '_> {
    /// Whether it says no, by a word, a sign or a share.
    fn denies(&self) -> bool {
        let is_open_sign = |word: &str| {
            let is_sign = !word.is_empty() && !word.contains(char::is_alphanumeric);
            is_sign
                && self.words.exact_status(word) == Some("Open")
                && !self.words.is_severity_word(word)
        };
        let is_asked =
            self.text.contains(['?', '？']) && !self.text.contains(char::is_alphanumeric);
        is_asked
            || self.words.particle(self.text) == Some(Particle::Denial)
            || self.text.split_whitespace().any(is_open_sign)
            || is_share(self.text)
    }

    /// Whether it says that a repair failed, is somewhere else or is still to come.
    fn takes_back(&self, is_verified: bool) -> bool {
        const FEW: usize = 3;
        let all: Vec<&str> = self.text.split_whitespace().collect();
        let is = |word: &str, beside| self.words.beside(word) == Some(beside);
        let has = |beside| all.iter().any(|word| is(word, beside));
        let is_short = all.len() <= FEW;
        let is_checked = has(Beside::Checked);
        // `QA failed`, `QA pending`: the check was made, or is still to come.
        let has_failed = is_checked && is_short && has(Beside::Failed);
        let is_pending = is_verified && is_checked && has(Beside::Unrepaired);
        let last = all.last().copied().unwrap_or_default();
        let is_open = |text: &str| {
            let state = self.words.status_word_alone(text);
            matches!(state, Some("Open" | "In Progress" | "Blocked" | "Reopened"))
                && self.words.particle(text).is_none()
        };
        let is_of_check = is_checked || self.words.exact_status(last) == Some("Verified");
        let ends_open = is_short && !is_of_check && (is_open(last) || is_open(self.text));
        let is_shaded = !is_checked && self.words.changes_state(self.text);
        let has_deadline = || {
            let ends = word_ends(self.text).into_iter().rev();
            let mut ends = ends.filter(|&end| is(&self.text[..end], Beside::Limit));
            ends.any(|end| is_time(self.text[end..].trim(), self.words))
        };
        has_failed
            || is_pending
            || ends_open
            || is_shaded
            || self.names_other_place()
            || has_deadline()
    }

    /// Whether it names nothing but a place where users are not: `in dev`, `staging`.
    fn names_other_place(&self) -> bool {
        let place = word_ends(self.text)
            .into_iter()
            .rev()
            .find(|&end| matches!(self.words.beside(&self.text[..end]), Some(Beside::Plain)));
        let place = self.text[place.unwrap_or_default()..].trim();
        matches!(self.words.value(place), Some("development" | "staging" | "test" | "local"))
            && self.words.beside(place) != Some(Beside::Checked)
    }
}

/// The words beside a closing state.
struct Tail<'v> {
    words: &'v Vocabulary,
    /// Whether a repair may be for something: `Implemented for the desk`.
    may_be_for: bool,
    /// Whether a state may hold until a day: `Accepted until 2026-06-30`.
    may_end: bool,
}

impl Tail<'_> {
    fn is_known(&self, beside: &str) -> bool {
        let plain = without_code_and_links(beside);
        let all: Vec<&str> =
            plain.split_whitespace().map(bare).filter(|it| !it.is_empty()).collect();
        let mut at = 0;
        while at < all.len() {
            match self.known(&all, at) {
                Some(count) => at += count,
                None => return false,
            }
        }
        // `fixed?`
        !beside.contains(['?', '？', '%'])
    }

    /// How many words at a place are known not to change the state.
    fn known(&self, all: &[&str], at: usize) -> Option<usize> {
        const MOST: usize = 4;
        let rest = &all[at..];
        let words = self.words;
        let by_doer = self.is_by(rest[0]).then(|| doers(&rest[1..], words)).flatten();
        if let Some(count) = by_doer {
            return Some(count + 1);
        }
        if let Some(count) = self.named_doer(rest) {
            return Some(count);
        }
        // `Ann tarafından`
        let named = doers(rest, words);
        let is_by_behind = |count: &usize| rest.get(*count).is_some_and(|word| self.is_by(word));
        if let Some(count) = named.filter(is_by_behind) {
            return Some(count + 1);
        }
        if self.may_be_for && words.particle(rest[0]) == Some(Particle::Purpose) {
            return self.is_purpose(&rest[1..]).then_some(rest.len());
        }
        let phrases = || (1..=MOST.min(rest.len())).rev();
        let until = |count: &usize| {
            words.beside(&rest[..*count].join(" ")) == Some(Beside::Limit)
                && is_time(&rest[*count..].join(" "), words)
        };
        if self.may_end && phrases().any(|count| until(&count)) {
            return Some(rest.len());
        }
        let phrase = phrases().find(|&count| {
            let phrase = rest[..count].join(" ");
            let is_plain = matches!(words.beside(&phrase), Some(Beside::Plain | Beside::Since));
            let is_of_all = matches!(words.value(&phrase), Some("production" | "all"));
            is_plain || is_of_all || words.confirms_state(&phrase)
        });
        phrase.or_else(|| {
            let is_named = |word: &str| is_number(word) || is_letter(word);
            if is_number(rest[0]) || rest[0].starts_with('@') || is_month(rest[0]) {
                return Some(1);
            }
            // `build 411`, `Rev. C`
            let next = rest.get(1).is_some_and(|word| is_named(word));
            (next && self.is_unknown(rest[0])).then_some(2)
        })
    }

    /// How many words name who did something by what they are: `by the vendor`.
    fn named_doer(&self, rest: &[&str]) -> Option<usize> {
        const LONGEST: usize = 2;
        let (first, behind) = rest.split_at_checked(2)?;
        let is_led = self.words.particle(&first.join(" ")) == Some(Particle::Doer);
        let count = behind.iter().take(LONGEST).take_while(|word| self.is_unknown(word)).count();
        let is_time = || is_time(&behind.join(" "), self.words);
        (is_led && count > 0 && !is_time()).then_some(count + first.len())
    }

    fn is_by(&self, word: &str) -> bool {
        matches!(self.words.particle(word), Some(Particle::Doer | Particle::Share))
    }

    /// Whether some words say what a repair is for, and not that it is one in part or for a time.
    fn is_purpose(&self, rest: &[&str]) -> bool {
        let is_unclear = |word: &&str| !self.is_unknown(word) && !is_number(word);
        !rest.is_empty() && !rest.iter().any(is_unclear)
    }

    /// Whether a word says nothing of states, times and conditions.
    fn is_unknown(&self, word: &str) -> bool {
        let words = self.words;
        words.beside(word).is_none_or(|it| it == Beside::Plain)
            && words.particle(word).is_none()
            && !words.changes_state(word)
    }
}

/// How many of the first words name who did something: accounts, names, a ticket.
fn doers(all: &[&str], words: &Vocabulary) -> Option<usize> {
    let is_name = |word: &&str| {
        let is_account = word.starts_with('@') && word.len() > 1;
        let is_capital = word.starts_with(char::is_uppercase) && !is_version_or_day(word);
        let is_ticket = word.starts_with('#');
        // `by Nobody yet`
        let is_somebody = || !is_time(word, words) && words.placeholder(word).is_none();
        is_account || is_ticket || (is_capital && is_somebody())
    };
    let count = all.iter().take_while(|word| is_name(word) || words.is_connective(word)).count();
    (count > 0 && is_name(&all[0]) && is_name(&all[count - 1])).then_some(count)
}

fn is_time(text: &str, words: &Vocabulary) -> bool {
    is_inexact_day(text, words)
        || names_month(text)
        || is_day_without_year(text)
        || day_of(text, words).is_some()
}

/// The words beside a state, and the remark behind them.
fn parts(rest: &str) -> (&str, &str) {
    // `Rev. C`
    let is_stop = |at: &usize| {
        let word = rest[..*at].rsplit(' ').next().unwrap_or_default();
        word.len() > LONGEST_SHORTENED || word.contains(|c: char| c.is_ascii_digit())
    };
    let stop = rest.match_indices(". ").map(|(at, _)| at).find(is_stop);
    let signs = BETWEEN.iter().filter_map(|sign| rest.find(sign));
    let end = signs.chain(stop).chain([rest.len()]).min().unwrap_or_default();
    rest.split_at(end)
}

fn without_code_and_links(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for (at, part) in text.split('`').enumerate() {
        plain.push_str(if at % 2 == 0 { part } else { HARMLESS });
    }
    while let Some(middle) = plain.find("](") {
        let Some(start) = plain[..middle].rfind('[') else { break };
        let end = plain[middle..].find(')').map_or(plain.len(), |end| middle + end + 1);
        plain.replace_range(start..end, HARMLESS);
    }
    plain
}

fn bare(word: &str) -> &str {
    word.trim_matches([
        '*', '_', '.', '"', '\'', '~', '!', '[', ']', '✅', '✔', '☑', '✓', '\u{fe0f}',
    ])
}

/// Whether a word has digits and is no share: a version, a day, a ticket, a build.
fn is_number(word: &str) -> bool {
    word.contains(|c: char| c.is_ascii_digit()) && !is_share(word)
}

fn is_version_or_day(word: &str) -> bool {
    let digits = word.trim_start_matches(['v', 'V']);
    digits.starts_with(|c: char| c.is_ascii_digit())
}

/// A letter that names a revision.
fn is_letter(word: &str) -> bool {
    word.len() == 1 && word.starts_with(|c: char| c.is_ascii_uppercase())
}

/// A month with a capital: `may` is another word.
fn is_month(word: &str) -> bool {
    names_month(word) && (word.starts_with(char::is_uppercase) || word != "may")
}

/// Whether a text gives a part of all: `50 %`, `٥٠٪`, `1/3`, `2/5 screens`.
pub(super) fn is_share(text: &str) -> bool {
    text.char_indices().any(|(at, sign)| {
        let (before, behind) = (text[..at].trim_end(), &text[at + sign.len_utf8()..]);
        match sign {
            '%' | '٪' | '％' => {
                let number = number_at_end(before).or_else(|| number_at_start(behind));
                number.is_some_and(|number| number < 100)
            }
            '/' => {
                // `2026/05/01` and `05/12` are days, `a/1` is a path.
                let is_apart = |c: char| !(c.is_alphanumeric() || matches!(c, '/' | '.' | '-'));
                let of = |digits: &str| digits.chars().next().is_some_and(|c| c != '0');
                let part = before.rsplit(is_apart).next().unwrap_or_default();
                let all = behind.trim_start().split(is_apart).next().unwrap_or_default();
                let numbers = part.parse::<u32>().ok().zip(all.parse::<u32>().ok());
                of(part) && of(all) && numbers.is_some_and(|(part, all)| part < all)
            }
            _ => false,
        }
    })
}

fn number_at_end(text: &str) -> Option<u32> {
    let digits = text.chars().rev().map_while(digit).collect::<Vec<_>>();
    number_of(digits.into_iter().rev())
}

fn number_at_start(text: &str) -> Option<u32> {
    number_of(text.trim_start().chars().map_while(digit))
}

fn number_of(digits: impl Iterator<Item = u32>) -> Option<u32> {
    digits.fold(None, |number: Option<u32>, digit| {
        Some(number.unwrap_or(0).saturating_mul(10).saturating_add(digit))
    })
}

/// The value of a digit, also of a wide or an Arabic one.
fn digit(sign: char) -> Option<u32> {
    let of = |zero: char| u32::from(sign).checked_sub(u32::from(zero)).filter(|it| *it < 10);
    sign.to_digit(10).or_else(|| of('٠')).or_else(|| of('０'))
}
