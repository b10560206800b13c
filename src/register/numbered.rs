//! Headings that are entries by their numbers, as their siblings are.

use super::Reading;
use super::headings::{Part, Role};
use super::outline::Outline;
use crate::vocabulary::Section;

/// How many dots a part's number has: `1.1` has one.
fn depth_of(text: &str, part: &Part) -> Option<usize> {
    part.text.number.map(|number| number.of(text).matches('.').count())
}

fn is_section(text: &str, part: &Part, reading: Reading<'_>) -> bool {
    reading.vocabulary.section(part.text.rest.of(text)).is_some()
}

/// A heading among entries, of their level and numbered as they are, is an entry whose fields
/// somebody forgot.
pub(super) fn adopt_siblings(text: &str, parts: &mut [Part], reading: Reading<'_>) {
    let Some(model) = parts.iter().find(|part| part.role == Role::Entry) else { return };
    let (level, depth) = (model.level, depth_of(text, model));
    // A lone number (`2)`) counts sections as often as entries.
    if depth.is_none_or(|dots| dots == 0) {
        return;
    }
    let is_sibling = |part: &Part| {
        part.level == level
            && depth_of(text, part) == depth
            && reading.vocabulary.section(part.text.rest.of(text)) != Some(Section::Notes)
    };
    adopt(parts, level, is_sibling);
}

/// Makes entries of the headings of a level that `is_sibling`, and takes in what is below them.
fn adopt(parts: &mut [Part], level: u8, is_sibling: impl Fn(&Part) -> bool) {
    let mut inside = false;
    for part in parts {
        if part.level <= level {
            let is_one = part.role == Role::Other && is_sibling(part);
            if is_one {
                part.role = Role::Entry;
            }
            inside = is_one;
        } else if inside && part.role == Role::Other {
            part.role = Role::Within;
        }
    }
}

/// The level and depth of headings that are numbered through: at least three, one after another.
fn run(text: &str, parts: &[Part], is_wanted: impl Fn(&Part) -> bool) -> Option<(u8, usize)> {
    const LEAST: usize = 3;
    let mut counts: Vec<((u8, usize), usize, Option<&str>)> = Vec::new();
    for part in parts.iter().filter(|part| is_wanted(part)) {
        let Some(number) = part.text.number.map(|number| number.of(text)) else { continue };
        let key = (part.level, number.matches('.').count());
        match counts.iter_mut().find(|(known, ..)| *known == key) {
            Some((_, count, last)) => {
                *count += usize::from(last.is_some_and(|last| follows(last, number)));
                *last = Some(number);
            }
            None => counts.push((key, 1, Some(number))),
        }
    }
    let long = counts.into_iter().filter(|(_, count, _)| *count >= LEAST);
    long.max_by_key(|&((_, dots), count, _)| (dots, count)).map(|(key, ..)| key)
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

/// Among entries with single numbers, the headings between and behind them that are numbered on;
/// beside sections of entries, the numbered sections that have none below them.
pub(super) fn adopt_numbered(
    text: &str,
    parts: &mut [Part],
    outline: &Outline,
    reading: Reading<'_>,
) {
    let Some(model) = parts.iter().find(|part| part.role == Role::Entry) else { return };
    let (level, Some(depth)) = (model.level, depth_of(text, model)) else { return };
    if depth == 0 && run(text, parts, |part| part.level == level) == Some((level, 0)) {
        let is_sibling = |part: &Part| {
            part.level == level
                && depth_of(text, part) == Some(0)
                && !is_section(text, part, reading)
        };
        adopt(parts, level, is_sibling);
    }
    if depth == 1 {
        adopt_sections(text, parts, level, outline, reading);
    }
}

/// Sections such as `## 4. Categories` that have nothing below them, where their siblings have
/// entries `### 3.1` below: the section is the entry, unless its list holds several.
fn adopt_sections(
    text: &str,
    parts: &mut [Part],
    level: u8,
    outline: &Outline,
    reading: Reading<'_>,
) {
    let is_numbered = |part: &Part| part.level < level && depth_of(text, part) == Some(0);
    let has_below = |at: usize| parts.get(at + 1).is_some_and(|next| next.level > parts[at].level);
    let with_entries = (0..parts.len()).filter(|&at| {
        is_numbered(&parts[at]) && parts.get(at + 1).is_some_and(|next| next.role == Role::Entry)
    });
    let levels: Vec<u8> = with_entries.map(|at| parts[at].level).collect();
    let Some(&section) = levels.first().filter(|_| levels.len() > 1) else { return };
    let alone: Vec<usize> = (0..parts.len())
        .filter(|&at| parts[at].role == Role::Other && parts[at].level == section)
        .filter(|&at| is_numbered(&parts[at]) && !has_below(at))
        .filter(|&at| !is_section(text, &parts[at], reading) && !parts[at].body.is_empty())
        .filter(|&at| !outline.holds_items(parts[at].block))
        .collect();
    for at in alone {
        parts[at].role = Role::Entry;
    }
}

/// Where nothing else makes an entry: headings numbered `1.1`, `1.2`, `1.3`, or in a file that
/// names what it keeps track of, `1.`, `2.`, `3.`.
pub(super) fn number_entries(text: &str, parts: &mut [Part], reading: Reading<'_>) {
    let has_subject = parts.first().is_some_and(|title| {
        let words = title.text.rest.of(text).split(|c: char| !c.is_alphanumeric());
        words.into_iter().any(|word| reading.vocabulary.is_subject(word))
    });
    let is_wanted = |part: &Part| !is_section(text, part, reading) && !part.body.is_empty();
    let Some((level, depth)) = run(text, parts, is_wanted) else { return };
    if depth == 0 && !has_subject {
        return;
    }
    adopt(parts, level, |part| {
        part.level == level && depth_of(text, part) == Some(depth) && is_wanted(part)
    });
}
