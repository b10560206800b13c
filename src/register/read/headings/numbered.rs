//! Headings that are entries by their numbers, as their siblings are.

use std::collections::HashSet;

use super::part::{HeadedPart, Role};
use crate::register::Reading;
use crate::register::read::outline::Outline;
use crate::vocabulary::{Key, fold};

/// Makes an entry of each heading of the entries' level that is numbered as they are: its fields
/// are missing.
pub(super) fn adopt_siblings(text: &str, parts: &mut [HeadedPart], reading: Reading<'_>) {
    let Some(model) = parts.iter().find(|part| part.role == Role::Entry) else { return };
    let (level, depth) = (model.level, model.number_depth(text));
    // Single numbers (`2)`) number sections as often as entries.
    if depth.is_none_or(|dots| dots == 0) {
        return;
    }
    let is_sibling = |part: &HeadedPart| {
        part.level == level && part.number_depth(text) == depth && !part.is_aside(text, reading)
    };
    adopt(parts, level, is_sibling, |part| part.announces_aside(text, reading));
}

/// Makes entries of the headings of a level that `is_sibling`; the headings below go with them. Below a
/// heading that announces what is no entry, there are none: `4 How to test` above `4.1 Start the server`.
fn adopt(
    parts: &mut [HeadedPart],
    level: u8,
    is_sibling: impl Fn(&HeadedPart) -> bool,
    is_aside: impl Fn(&HeadedPart) -> bool,
) {
    let mut inside = false;
    let mut is_below_aside = false;
    for part in parts {
        if part.level < level {
            is_below_aside = part.role == Role::Other && is_aside(part);
        }
        if part.level <= level {
            let is_one = part.role == Role::Other && !is_below_aside && is_sibling(part);
            if is_one {
                part.role = Role::Entry;
            }
            inside = is_one;
        } else if inside && part.role == Role::Other {
            part.role = Role::Within;
        }
    }
}

/// Headings of one level whose numbers have the same count of dots.
struct NumberRun<'t> {
    level: u8,
    depth: usize,
    /// How many of the numbers follow one another.
    count: usize,
    last: &'t str,
}

/// The level and number depth of headings that are numbered one after another, at least three.
fn longest_run(
    text: &str,
    parts: &[HeadedPart],
    is_wanted: impl Fn(&HeadedPart) -> bool,
) -> Option<(u8, usize)> {
    const LEAST: usize = 3;
    let mut runs: Vec<NumberRun<'_>> = Vec::new();
    for part in parts.iter().filter(|part| is_wanted(part)) {
        let Some(number) = part.text.number.map(|number| number.of(text)) else { continue };
        let (level, depth) = (part.level, number.matches('.').count());
        match runs.iter_mut().find(|run| (run.level, run.depth) == (level, depth)) {
            Some(run) => {
                run.count += usize::from(follows(run.last, number));
                run.last = number;
            }
            None => runs.push(NumberRun { level, depth, count: 1, last: number }),
        }
    }
    let long = runs.into_iter().filter(|run| run.count >= LEAST);
    long.max_by_key(|run| (run.depth, run.count)).map(|run| (run.level, run.depth))
}

/// Whether a number is the next one, or the first of the next section: `1.3` after `1.2`, `2.1`
/// after `1.5`.
fn follows(last: &str, number: &str) -> bool {
    let parse = |text: &str| text.split('.').map(|part| part.parse::<u64>().ok()).collect();
    let [last, number]: [Vec<Option<u64>>; 2] = [last, number].map(parse);
    let at = last.iter().zip(&number).position(|(a, b)| a != b);
    at.is_some_and(|at| {
        number[at] == last[at].map(|value| value.saturating_add(1))
            && number[at + 1..].iter().all(|part| *part == Some(1))
    })
}

/// Makes entries of further numbered headings: where entries have single numbers, the other
/// headings of the same sequence; where entries are in numbered sections, the sections without any.
pub(super) fn adopt_numbered(
    text: &str,
    parts: &mut [HeadedPart],
    outline: &Outline,
    reading: Reading<'_>,
) {
    let Some(model) = parts.iter().find(|part| part.role == Role::Entry) else { return };
    let (level, Some(depth)) = (model.level, model.number_depth(text)) else { return };
    if depth == 0 && longest_run(text, parts, |part| part.level == level) == Some((level, 0)) {
        let is_sibling = |part: &HeadedPart| {
            part.level == level
                && part.number_depth(text) == Some(0)
                && !part.is_section(text, reading)
                && !part.is_aside(text, reading)
        };
        adopt(parts, level, is_sibling, |part| part.announces_aside(text, reading));
    }
    if depth == 1 {
        adopt_sections(text, parts, level, outline, reading);
    }
}

/// Makes entries of headings that are called as several entries of their level are, with another number: `Issue 6`
/// beside `Issue 1` and `Issue 2`.
pub(super) fn adopt_named(text: &str, parts: &mut [HeadedPart], reading: Reading<'_>) {
    const SEVERAL: usize = 2;
    let name = |part: &HeadedPart| {
        let (word, number) = counted_name(part.text.rest.of(text))?;
        let words = reading.vocabulary;
        let is_gap = words.is_subject(word) || words.key(word) == Some(Key::Gap);
        (is_gap && part.text.number.is_none()).then(|| (fold(word), number))
    };
    let entries = parts.iter().filter(|part| part.role == Role::Entry);
    let known: Vec<(u8, (String, &str))> =
        entries.filter_map(|part| Some((part.level, name(part)?))).collect();
    let Some((level, (word, _))) = known.first().cloned() else { return };
    let numbers: HashSet<&str> = known
        .iter()
        .filter(|(own, (other, _))| *own == level && *other == word)
        .map(|(_, (_, number))| *number)
        .collect();
    if numbers.len() < SEVERAL {
        return;
    }
    let is_sibling = |part: &HeadedPart| {
        let named = name(part).filter(|(own, number)| *own == word && !numbers.contains(number));
        part.level == level && named.is_some() && !part.body.is_empty()
    };
    let blocks: HashSet<usize> =
        parts.iter().filter(|part| is_sibling(part)).map(|part| part.block).collect();
    adopt(parts, level, is_sibling, |part| part.announces_aside(text, reading));
    for part in parts.iter_mut().filter(|it| it.role == Role::Entry && blocks.contains(&it.block)) {
        let rest = part.text.rest;
        let Some((_, number)) = counted_name(rest.of(text)) else { continue };
        part.text.number = Some(rest.part(rest.of(text), number));
        let title = part.text.title;
        let marks: &[char] = &[':', '：', '—', '–', '-', '.', '·', ')', ' '];
        if let Some((_, words)) = title.of(text).split_once(number) {
            part.text.title = title.part(title.of(text), words.trim_start_matches(marks));
        }
    }
}

/// The word and the number that a heading starts with: `Issue 6 – Imports fail`.
fn counted_name(heading: &str) -> Option<(&str, &str)> {
    let digit = heading.find(|c: char| c.is_ascii_digit())?;
    let (word, rest) = heading.split_at(digit);
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let behind = rest[digits..].trim_start();
    let word = word.trim_end_matches(['#', ' ', '\u{a0}']);
    let is_parted = behind.starts_with([':', '：', '—', '–', '-', '.', '·', ')']);
    (!word.is_empty() && !word.contains(' ') && is_parted).then_some((word, &rest[..digits]))
}

/// Makes entries of sections such as `## 4. Categories` that have no sub-heading, where other
/// sections have entries such as `### 3.1`; not if the section has a list of several items.
fn adopt_sections(
    text: &str,
    parts: &mut [HeadedPart],
    level: u8,
    outline: &Outline,
    reading: Reading<'_>,
) {
    let is_numbered = |part: &HeadedPart| part.level < level && part.number_depth(text) == Some(0);
    let has_below = |at: usize| parts.get(at + 1).is_some_and(|next| next.level > parts[at].level);
    let with_entries = (0..parts.len()).filter(|&at| {
        is_numbered(&parts[at]) && parts.get(at + 1).is_some_and(|next| next.role == Role::Entry)
    });
    let levels: Vec<u8> = with_entries.map(|at| parts[at].level).collect();
    let Some(&section) = levels.first().filter(|_| levels.len() > 1) else { return };
    let alone: Vec<usize> = (0..parts.len())
        .filter(|&at| parts[at].role == Role::Other && parts[at].level == section)
        .filter(|&at| is_numbered(&parts[at]) && !has_below(at))
        .filter(|&at| !parts[at].is_section(text, reading) && !parts[at].body.is_empty())
        .filter(|&at| !outline.holds_items(parts[at].block))
        .collect();
    for at in alone {
        parts[at].role = Role::Entry;
    }
}
