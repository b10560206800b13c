//! The headings above a place: what they tell of the entries under them.

use super::Reading;
use super::heading::{self, HeadingText};
use super::items;
use crate::document::{Document, Kind};
use crate::text::Span;
use crate::vocabulary::{Key, Section, Vocabulary};

/// The headings of a document, each with what it says of what stands under it.
#[derive(Debug)]
pub(super) struct Outline {
    headings: Vec<Heading>,
    /// Whether all others stand below the first.
    is_titled: bool,
}

#[derive(Debug)]
struct Heading {
    block: usize,
    level: u8,
    /// The place of the heading that it stands under.
    parent: Option<usize>,
    is_numbered: bool,
    /// Whether several items of a list right below it start with a name of their own.
    holds_items: bool,
    said: Said,
}

/// From so many names on, the items of a list are what is listed.
const SEVERAL: usize = 3;

/// What a heading says of the entries under it.
#[derive(Clone, Debug, Default)]
pub struct Said {
    /// The words that name a part of the product.
    pub area: Option<Span>,
    /// Words that give each entry a status, a priority or a severity.
    pub values: Vec<(Key, Span)>,
    /// What follows is no entry.
    pub is_other: bool,
    /// Whether it names what registers keep track of: gaps, bugs, risks.
    pub has_subject: bool,
}

/// What all headings above a place say together.
#[derive(Clone, Debug, Default)]
pub(super) struct Place {
    pub area: Vec<Span>,
    /// Values with the whole heading that gives them.
    pub values: Vec<(Key, Span)>,
    pub is_other: bool,
    pub has_subject: bool,
}

impl Outline {
    pub(super) fn of(text: &str, document: &Document, reading: Reading<'_>) -> Self {
        let blocks = document.blocks.iter().enumerate();
        let headings = blocks.filter(|(_, block)| !block.quoted && block.depth == 0);
        let headings = headings.filter_map(|(block, it)| match it.kind {
            Kind::Heading(level) => {
                let parsed = heading::parse(it.content, text, reading);
                Some(Heading {
                    block,
                    level,
                    parent: None,
                    is_numbered: parsed.number.is_some(),
                    holds_items: names_below(text, document, block, reading) >= SEVERAL,
                    said: said(&parsed, text, reading),
                })
            }
            _ => None,
        });
        let headings: Vec<Heading> = headings.collect();
        let is_titled = headings
            .split_first()
            .is_some_and(|(title, rest)| rest.iter().all(|heading| heading.level > title.level));
        let mut outline = Self { headings, is_titled };
        for at in 1..outline.headings.len() {
            outline.headings[at].parent = outline.above(Some(at - 1), outline.headings[at].level);
        }
        outline
    }

    /// The heading, at a place or over it, that stands higher than a level.
    fn above(&self, mut at: Option<usize>, level: u8) -> Option<usize> {
        while let Some(heading) = at.map(|at| &self.headings[at]).filter(|h| h.level >= level) {
            at = heading.parent;
        }
        at
    }

    /// Whether the heading at a block has a list right below it whose items name themselves.
    pub(super) fn holds_items(&self, block: usize) -> bool {
        self.heading(block).is_some_and(|heading| heading.block == block && heading.holds_items)
    }

    /// Whether a block stands in a numbered section of such a list.
    pub(super) fn is_in_list_section(&self, block: usize) -> bool {
        self.heading(block).is_some_and(|heading| heading.is_numbered && heading.holds_items)
    }

    /// The nearest heading at or above a block.
    fn heading(&self, block: usize) -> Option<&Heading> {
        let after = self.headings.partition_point(|heading| heading.block <= block);
        self.headings[..after].last()
    }

    /// What the headings above a block say.
    pub(super) fn place(&self, block: usize) -> Place {
        self.place_above(block, u8::MAX)
    }

    /// What the headings say that stand above a block and higher than a level.
    pub(super) fn place_above(&self, block: usize, level: u8) -> Place {
        let before = self.headings.partition_point(|heading| heading.block < block);
        let mut place = Place::default();
        let mut next = self.above(before.checked_sub(1), level);
        while let Some(heading) = next.map(|at| &self.headings[at]) {
            place.has_subject |= heading.said.has_subject;
            place.is_other |= heading.said.is_other;
            // The title names the register, and not a part of the product.
            if next == Some(0) && self.is_titled {
                break;
            }
            next = heading.parent;
            place.area.extend(heading.said.area);
            for &(key, span) in &heading.said.values {
                // The nearest heading knows best.
                if !place.values.iter().any(|&(known, _)| known == key) {
                    place.values.push((key, span));
                }
            }
        }
        place.area.reverse();
        place
    }
}

/// What may part the words of a heading from what they say of its entries.
const SEPARATORS: [&str; 6] = [" — ", " – ", " - ", ": ", " · ", " | "];

/// What the text of a heading says of what stands under it, in spans of that text.
pub fn said_by_heading(text: &str, reading: Reading<'_>) -> Said {
    said(&heading::parse(Span::new(0, text.len()), text, reading), text, reading)
}

/// How many outermost items below a heading start with a strong name that is no field's.
fn names_below(text: &str, document: &Document, heading: usize, reading: Reading<'_>) -> usize {
    let below = &document.blocks[heading + 1..];
    let below = below.iter().take_while(|block| !matches!(block.kind, Kind::Heading(_)));
    let leads = below.filter(|block| block.kind == Kind::Paragraph && block.depth == 1);
    let names = leads.filter_map(|lead| items::strong_name(text, document, lead));
    names.filter(|name| reading.vocabulary.key(name.of(text)).is_none()).count()
}

fn said(parsed: &HeadingText, text: &str, reading: Reading<'_>) -> Said {
    let rest = parsed.rest;
    let words = reading.vocabulary;
    let whole = rest.of(text);
    let mut said = Said {
        is_other: words.section(without_sign(whole)) == Some(Section::Others),
        has_subject: tokens(whole).any(|word| words.is_subject(word)),
        ..Said::default()
    };
    // `Missing packages (CRITICAL)`: what stands in parentheses says something of the entries.
    let (main, qualifier) = match whole.strip_suffix(')').and_then(|inner| inner.rsplit_once('(')) {
        Some((main, qualifier)) if !main.trim().is_empty() => (main.trim_end(), Some(qualifier)),
        _ => (whole, None),
    };
    let mut unknown: Option<Span> = None;
    for part in parts(main) {
        let span = rest.part(whole, part);
        let is_category = words
            .key(part.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' '))
            == Some(Key::Area);
        if let Some(values) = values_of(part, words) {
            said.add(values, span, part);
        } else if !is_category || unknown.is_some() {
            unknown =
                Some(unknown.map_or(span, |known| Span { start: known.start, end: span.end }));
        }
    }
    if let Some((part, values)) = qualifier.and_then(|part| Some((part, values_of(part, words)?))) {
        said.add(values, rest.part(whole, part), part);
    }
    said.area = unknown.filter(|_| words.section(whole).is_none());
    said
}

/// A heading without the sign before its words, even one that an encoding accident made letters
/// of.
fn without_sign(text: &str) -> &str {
    let sign = text.split_once(' ');
    let sign = sign.filter(|(sign, _)| !sign.contains(|c: char| c.is_ascii_alphanumeric()));
    sign.map_or(text, |(_, rest)| rest.trim_start())
}

impl Said {
    fn add(&mut self, values: Vec<(Key, &str)>, span: Span, part: &str) {
        for (key, word) in values {
            if !self.values.iter().any(|&(known, _)| known == key) {
                self.values.push((key, span.part(part, word)));
            }
        }
    }
}

/// The parts of a heading between its separators.
fn parts(text: &str) -> Vec<&str> {
    let mut parts = vec![text];
    for separator in SEPARATORS {
        parts = parts.into_iter().flat_map(|part| part.split(separator)).collect();
    }
    parts.retain(|part| !part.trim().is_empty());
    parts.into_iter().map(str::trim).collect()
}

fn tokens(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
        .filter(|word| !word.is_empty())
}

/// The status, priority and severity that some words give; nothing where one of them is another
/// word: `Closed critical gaps`, but not `High availability`.
fn values_of<'t>(text: &'t str, vocabulary: &Vocabulary) -> Option<Vec<(Key, &'t str)>> {
    if let Some(key) = single_value(text, vocabulary) {
        return Some(vec![(key, text)]);
    }
    let mut values: Vec<(Key, &str)> = Vec::new();
    let mut levels = 0;
    let mut is_of_priority = false;
    for word in tokens(text) {
        is_of_priority |= vocabulary.key(word) == Some(Key::Priority);
        // `Missing features` names what is listed, and gives no state.
        let is_subject = vocabulary.is_subject(word);
        match single_value(word, vocabulary).filter(|key| *key != Key::Status || !is_subject) {
            Some(Key::Severity) => {
                levels += 1;
                values.push((Key::Severity, word));
            }
            Some(key) if !values.iter().any(|&(known, _)| known == key) => values.push((key, word)),
            Some(_) => {}
            None if is_subject => {}
            None => return None,
        }
    }
    // `Critical/important gaps` holds two levels: which entry has which, nobody says.
    values.retain(|&(key, _)| key != Key::Severity || levels == 1);
    for (key, _) in &mut values {
        if *key == Key::Severity && is_of_priority {
            *key = Key::Priority;
        }
    }
    (!values.is_empty()).then_some(values)
}

/// What a word alone says.
fn single_value(word: &str, vocabulary: &Vocabulary) -> Option<Key> {
    let is_long = word.len() > 40;
    // A word of two kinds (`Blocker`) is a level rather than a priority.
    match () {
        () if is_long => None,
        () if vocabulary.is_severity_word(word) => Some(Key::Severity),
        () if vocabulary.is_priority_word(word) => Some(Key::Priority),
        () if vocabulary.is_status_word(word) => Some(Key::Status),
        () => None,
    }
}
