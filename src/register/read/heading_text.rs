//! The text of an entry's heading: number, ID, menu path, title.

use super::brackets::leading_values;
use super::ids::behind_link;
use crate::register::Reading;
use crate::text::{Span, find_sign, lookalike, split_at_sign};
use crate::values::split_base_id;

/// The parts of a heading's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct HeadingText {
    pub(crate) number: Option<Span>,
    pub(crate) id: Option<Span>,
    /// The text without number and ID.
    pub(crate) rest: Span,
    pub(crate) area: Vec<Span>,
    pub(crate) title: Span,
}

/// The separators of the steps in a menu path, the surest first; a heading uses only one of them.
const ARROWS: [&str; 8] = ["→", "➜", "›", "»", " > ", " -> ", " => ", " / "];

/// The separators that are quotes, too, each with the one that belongs to it.
const GUILLEMETS: [(char, char); 2] = [('»', '«'), ('›', '‹')];

/// Signs that may be in front of the first word and belong to it.
const OPENERS: &str = "`[(*~_\"'“‘„‚«‹「『【《（¿¡<{/#$=";

/// Signs around an ID.
const WRAPPERS: [char; 5] = ['*', '`', '[', '(', '~'];
const CLOSERS: [char; 5] = ['*', '`', ']', ')', '~'];

/// Signs between an ID and the words behind it.
const SEPARATORS: [char; 8] = [':', '：', '—', '–', '-', '.', '|', '·'];

impl HeadingText {
    /// The sign right before its words: `4. ✅ Login`.
    pub(crate) fn sign(&self, text: &str) -> Option<Span> {
        let line = text[..self.rest.start as usize].rfind('\n').map_or(0, |at| at + 1);
        let before = Span::new(line, self.rest.start as usize);
        let sign = before.of(text).split_whitespace().last()?;
        let is_sign = !sign.is_ascii() && !sign.contains(char::is_alphanumeric);
        is_sign.then(|| before.part(before.of(text), sign))
    }

    /// The same with the word that the text starts with as its ID, where that is one that a table lists.
    pub(crate) fn with_listed_id(
        &self,
        text: &str,
        is_listed: impl Fn(&str) -> bool,
    ) -> Option<Self> {
        let whole = self.rest.of(text);
        let inner = whole.trim_start_matches(WRAPPERS);
        let end = inner.find(|c: char| c.is_whitespace() || matches!(c, ':' | '：' | '—' | '–'));
        let word = inner[..end.unwrap_or(inner.len())].trim_end_matches(CLOSERS);
        if self.id.is_some() || !is_listed(word) {
            return None;
        }
        let behind = behind_link(&inner[word.len()..]).trim_start_matches(CLOSERS).trim_start();
        let words = behind.trim_start_matches(SEPARATORS).trim_start();
        let mut steps = path(words);
        let title = steps.pop().unwrap_or(words);
        let span = |part: &str| self.rest.part(whole, part);
        Some(Self {
            number: self.number,
            id: Some(span(word)),
            rest: span(words),
            area: steps.into_iter().map(span).collect(),
            title: span(title),
        })
    }
}

pub(super) fn parse(content: Span, text: &str, reading: Reading<'_>) -> HeadingText {
    parse_by(content, text, reading, IdNeed::Certain)
}

/// The same, where words that may be an ID are one: `G1 Title`, `P1 Title`.
pub(super) fn parse_with_any_id(content: Span, text: &str, reading: Reading<'_>) -> HeadingText {
    parse_by(content, text, reading, IdNeed::Any)
}

/// Which IDs are taken for such.
#[derive(Clone, Copy, PartialEq, Eq)]
enum IdNeed {
    /// Those that are separated from the words behind, or have two digits.
    Certain,
    Any,
}

fn parse_by(content: Span, text: &str, reading: Reading<'_>, need: IdNeed) -> HeadingText {
    let whole = content.of(text);
    let mut rest = without_ornament(without_emphasis(without_anchor(whole)));
    let number = take_number(&mut rest);
    rest = without_emphasis(without_ornament(rest));
    let id = take_id(&mut rest, reading, need).or_else(|| {
        let mut behind = behind_level(rest, reading)?;
        let id = take_id(&mut behind, reading, IdNeed::Certain)?;
        rest = behind;
        Some(id)
    });
    let mut steps = path(rest);
    let title = steps.pop().unwrap_or(rest);
    let span = |part: &str| content.part(whole, part);
    HeadingText {
        number: number.map(span),
        id: id.map(span),
        rest: span(rest),
        area: steps.into_iter().map(span).collect(),
        title: span(title),
    }
}

/// A text without the anchor at its end: `{#g-004}`.
pub(crate) fn without_anchor(text: &str) -> &str {
    let words = text.trim_end();
    let start = words.rfind('{').filter(|_| words.ends_with('}'));
    let is_anchor = |at: &usize| words[at + 1..].trim_start_matches([':', ' ']).starts_with('#');
    start.filter(is_anchor).map_or(text, |at| words[..at].trim_end())
}

/// A text without the marks that emphasise all of it: `**G-004: …**`.
fn without_emphasis(text: &str) -> &str {
    let inner = ["**", "__"].into_iter().find_map(|mark| {
        let inner = text.strip_prefix(mark)?.strip_suffix(mark)?;
        (!inner.contains(mark)).then_some(inner)
    });
    inner.unwrap_or(text)
}

/// Skips emoji and other signs before the words. A sign that is part of the first word stays: `-1`, `.env`,
/// `--force`.
pub(super) fn without_ornament(text: &str) -> &str {
    let is_word = |c: char| c.is_alphanumeric() || OPENERS.contains(c);
    let words = text.trim_start_matches(|c| !is_word(c));
    let before = &text[..text.len() - words.len()];
    let is_quoted = before.ends_with('»') && is_quote(text, before.len() - '»'.len_utf8());
    let bare = before.trim_end_matches(['-', '.', '+', '@', '%', '&', '!']);
    let own = if is_quoted { '»'.len_utf8() } else { before.len() - bare.len() };
    &text[before.len() - own..]
}

/// `1.1`, `1.1.` and `1)` are numbers; `404` alone is a word.
fn take_number<'t>(rest: &mut &'t str) -> Option<&'t str> {
    let text = *rest;
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let number = text[..end].trim_end_matches('.');
    let after = &text[number.len()..];
    let tail = after
        .strip_prefix(['.', ')'])
        .or_else(|| after.strip_prefix(" ·"))
        .or_else(|| number.contains('.').then_some(after))?;
    let is_number = number.starts_with(|c: char| c.is_ascii_digit()) && !number.contains("..");
    if !is_number || !(tail.is_empty() || tail.starts_with(char::is_whitespace)) {
        return None;
    }
    *rest = tail.trim_start();
    Some(number)
}

/// `G-004: …`, `**G-004** — …`, `[G-004] …`, `G-004 …`.
fn take_id<'t>(rest: &mut &'t str, reading: Reading<'_>, need: IdNeed) -> Option<&'t str> {
    let inner = rest.trim_start_matches(WRAPPERS);
    let id = reading.id.prefix(inner)?;
    // `P0 — Critical` is a heading above entries.
    if need == IdNeed::Certain && is_level(id, reading) {
        return None;
    }
    let after = behind_link(&inner[id.len()..]).trim_start_matches(CLOSERS);
    // `<b>G-4</b> …`: the title of a summary in HTML starts behind its first tag.
    let tagged = after.strip_prefix("</").and_then(|tag| tag.split_once('>'));
    let tail = tagged.map_or(after, |(_, behind)| behind).trim_start();
    let words = tail.trim_start_matches(SEPARATORS).trim_start();
    // Before a space, `UTF-8` is as likely as `G-08`: an ID needs two digits there.
    let look = lookalike::plain(id);
    // In `**S3 uploads fail**`, the marks are around the words.
    let is_marked =
        inner.len() < rest.len() && (after.len() < inner[id.len()..].len() || look.contains('-'));
    let is_separated = words.len() < tail.len()
        || tail.is_empty()
        || is_marked
        || tagged.is_some()
        || leading_values(tail, reading.vocabulary).is_some();
    let is_certain =
        look.contains('-') && split_base_id(&look).is_some_and(|(_, _, digits)| digits >= 2);
    if !is_separated && !is_certain && need == IdNeed::Certain {
        return None;
    }
    *rest = words;
    Some(id)
}

/// The words behind a level that a text starts with: `[High] G-004: …`, `P1 – G-004: …`.
fn behind_level<'t>(text: &'t str, reading: Reading<'_>) -> Option<&'t str> {
    let bracket = text.strip_prefix('[').and_then(|inner| inner.split_once(']'));
    let dashed =
        || [" — ", " – ", " - ", ": ", " · ", " | "].iter().find_map(|it| split_at_sign(text, it));
    let (level, behind) = bracket.or_else(dashed)?;
    let behind = behind.trim_start_matches(SEPARATORS).trim_start();
    is_level(level.trim_matches('*'), reading).then_some(behind)
}

/// Whether what has the form of an ID is a word for a level: `P1`.
pub(super) fn is_level(id: &str, reading: Reading<'_>) -> bool {
    reading.vocabulary.is_priority_word(id) || reading.vocabulary.is_severity_word(id)
}

/// The steps of a menu path given in an argument, the title last.
pub(crate) fn heading_steps(text: &str) -> Vec<&str> {
    path(text.trim())
}

/// The steps of a menu path with arrows, which are no words in any title.
pub(crate) fn arrow_steps(text: &str) -> Vec<&str> {
    path_by(text.trim(), ARROWS.into_iter().filter(|arrow| !arrow.is_ascii()))
}

/// The steps of a menu path; one step where the heading has no path.
fn path(text: &str) -> Vec<&str> {
    path_by(text, ARROWS.into_iter())
}

fn path_by(text: &str, mut arrows: impl Iterator<Item = &'static str>) -> Vec<&str> {
    let arrow = arrows.find(|arrow| !cuts(text, arrow).is_empty());
    let Some(arrow) = arrow else { return vec![text] };
    let mut steps = Vec::new();
    let mut from = 0;
    for cut in cuts(text, arrow) {
        steps.push(text[from..cut].trim());
        from = cut + arrow.len();
    }
    steps.push(text[from..].trim());
    steps.retain(|step| !step.is_empty());
    steps
}

/// The places of an arrow outside code spans.
fn cuts(text: &str, arrow: &str) -> Vec<usize> {
    // Most headings have none.
    if find_sign(text, arrow).is_none() {
        return Vec::new();
    }
    let (mut from, mut is_in_code) = (0, false);
    let is_outside = |at: &usize| {
        is_in_code ^= text[from..*at].bytes().filter(|&b| b == b'`').count() % 2 == 1;
        from = *at;
        !is_in_code
    };
    // `> 2 MB` compares.
    let compares =
        |at: usize| arrow == " > " && text[at + 3..].starts_with(|c: char| c.is_ascii_digit());
    let places = text.match_indices(arrow).map(|(at, _)| at);
    let is_cut =
        |&at: &usize| !compares(at) && !is_quote(text, at) && !is_between_versions(text, at, arrow);
    places.filter(is_outside).filter(is_cut).collect()
}

/// Whether the arrow at a place leads from a version or a number to another: `3.x → 4.0`.
fn is_between_versions(text: &str, at: usize, arrow: &str) -> bool {
    let behind = text[at + arrow.len()..].trim_start_matches(' ');
    // Most arrows are before words.
    if !behind.starts_with(|c: char| c.is_ascii_digit() || matches!(c, 'v' | 'V' | '(')) {
        return false;
    }
    let before = text[..at].split_whitespace().next_back().unwrap_or_default();
    let behind = behind.split_whitespace().next().unwrap_or_default();
    let is_version = |word: &str| {
        let word = word.trim_start_matches(['v', 'V', '(']).trim_end_matches([')', ',', ':', ';']);
        let is_part = |c: char| c.is_ascii_digit() || matches!(c, '.' | 'x' | 'X' | '%');
        word.starts_with(|c: char| c.is_ascii_digit()) && word.chars().all(is_part)
    };
    is_version(before) && is_version(behind)
}

/// Whether the sign at a place is one of two around words: `«Save» fails`, `»Save« fails`.
fn is_quote(text: &str, at: usize) -> bool {
    let (before, behind) = text.split_at(at);
    let Some(sign) = behind.chars().next() else { return false };
    let Some((_, opening)) = GUILLEMETS.into_iter().find(|(closing, _)| *closing == sign) else {
        return false;
    };
    let behind = &behind[sign.len_utf8()..];
    let is_next =
        || behind.find([sign, opening]).is_some_and(|at| behind[at..].starts_with(opening));
    before.rfind(opening) > before.rfind(sign)
        || behind.starts_with(char::is_alphanumeric) && is_next()
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::values::IdPattern;
    use crate::vocabulary::{UniqueMap, Vocabulary};

    fn parts(text: &str) -> (Option<&str>, Option<&str>, Vec<&str>, &str) {
        let vocabulary = Vocabulary::with(&UniqueMap::default());
        let id = IdPattern::default();
        let reading = Reading::at_root(&vocabulary, &id);
        let heading = parse(Span::new(0, text.len()), text, reading);
        let area = heading.area.iter().map(|step| step.of(text)).collect();
        (
            heading.number.map(|n| n.of(text)),
            heading.id.map(|i| i.of(text)),
            area,
            heading.title.of(text),
        )
    }

    #[test]
    fn a_heading_has_number_id_path_and_title() {
        assert_eq!(parts("1.1 A → B → c d"), (Some("1.1"), None, vec!["A", "B"], "c d"));
        assert_eq!(parts("G-004: Title"), (None, Some("G-004"), vec![], "Title"));
        assert_eq!(parts("🔴 TD-001: Title"), (None, Some("TD-001"), vec![], "Title"));
        assert_eq!(parts("**G-04** — A › b"), (None, Some("G-04"), vec!["A"], "b"));
        assert_eq!(parts("2) [G-4] A > b"), (Some("2"), Some("G-4"), vec!["A"], "b"));
        assert_eq!(parts("**G-04: A → b**"), (None, Some("G-04"), vec!["A"], "b"));
        assert_eq!(parts("2 · Imports"), (Some("2"), None, vec![], "Imports"));
        assert_eq!(parts("1. İletişim"), (Some("1"), None, vec![], "İletişim"));
        assert_eq!(parts("DEF-001  -  title"), (None, Some("DEF-001"), vec![], "title"));
        assert_eq!(parts("[High] R-06: title"), (None, Some("R-06"), vec![], "title"));
        assert_eq!(parts("P1 – R-06: A → b"), (None, Some("R-06"), vec!["A"], "b"));
    }

    #[test]
    fn words_that_look_like_numbers_and_ids_are_words() {
        assert_eq!(parts("404 on import"), (None, None, vec![], "404 on import"));
        assert_eq!(parts("UTF-8 is refused"), (None, None, vec![], "UTF-8 is refused"));
        assert_eq!(parts("P0 — Critical"), (None, None, vec![], "P0 — Critical"));
        assert_eq!(parts("High: UTF-8 is refused"), (None, None, vec![], "High: UTF-8 is refused"));
        assert_eq!(parts("Stage – R-06: title"), (None, None, vec![], "Stage – R-06: title"));
        assert_eq!(parts("1.2.3-beta fails"), (None, None, vec![], "1.2.3-beta fails"));
    }

    #[test]
    fn a_path_has_one_kind_of_arrow_and_none_in_code() {
        assert_eq!(parts("A → B / C → d").2, ["A", "B / C"]);
        assert_eq!(parts("A / b").2, ["A"]);
        assert_eq!(parts("`a -> b` fails").2, [""; 0]);
        assert_eq!(parts("A > b > 2 MB fails").2, ["A"]);
    }
}
