//! The headings of a document, and what they say about the entries under them.

mod states;

use std::ops::Range;

use super::heading_text::{self, HeadingText};
use super::heading_values::{SEPARATORS, parts, single_value, tokens, values_of};
use super::language;
use super::sign_legend::signs;
use super::strong::strong_name;
use super::value_line::values_of_line;
use crate::document::{Block, BlockKind, Document};
use crate::register::{Field, Reading};
use crate::text::{RareList, Span};
use crate::vocabulary::{Key, Section, Vocabulary};

/// The headings of a document, each with what it says about the entries under it.
#[derive(Debug)]
pub(super) struct Outline {
    headings: Vec<OutlineHeading>,
    /// The paragraphs that announce a list or a table.
    leads: Vec<Lead>,
    /// The signs that the file explains.
    signs: Vec<Field>,
    /// Whether the first heading is the title: all others have a lower level.
    pub(super) is_titled: bool,
    /// Whether the name of a file without a title names what registers track.
    pub(super) is_named: bool,
}

#[derive(Debug)]
pub(super) struct OutlineHeading {
    pub(super) block: usize,
    pub(super) level: u8,
    /// The index of the heading above it with a higher level.
    pub(super) parent: Option<usize>,
    is_numbered: bool,
    /// Whether it is a question.
    pub(super) is_question: bool,
    /// How many dots its number has.
    pub(super) dots: Option<usize>,
    /// Its number, where that has no dot.
    pub(super) ordinal: Option<u32>,
    /// Whether several items of a list right below it start with a name.
    holds_items: bool,
    /// Whether a sign is before its words that the file explains, and only text below it.
    has_sign: bool,
    pub(super) meaning: HeadingMeaning,
}

/// A short paragraph right above a list or a table, which is a heading for it: `**Open:**`.
#[derive(Debug)]
struct Lead {
    /// The blocks of the list or the table.
    blocks: Range<usize>,
    meaning: HeadingMeaning,
}

/// From this number of names on, the items of a list may be entries.
const SEVERAL: usize = 3;

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

/// What all headings above a block say together.
#[derive(Clone, Debug, Default)]
pub(super) struct HeadingContext {
    pub(crate) area: Vec<Span>,
    /// Values with the whole heading that gives them.
    pub(crate) values: Vec<(Key, Span)>,
    pub(crate) is_other: bool,
    pub(crate) has_subject: bool,
}

impl HeadingContext {
    /// What the headings say of the state of an entry that has one of its own, which counts.
    pub(super) fn overruled(&self, fields: &[Field]) -> RareList<(Key, Span)> {
        let mut overruled = RareList::default();
        let own = fields.iter().find(|field| field.key == Some(Key::Status));
        let said = self.values.iter().find(|(key, _)| *key == Key::Status);
        if let Some((_, &value)) = own.zip(said).filter(|(own, (_, value))| own.value != *value) {
            overruled.push(value);
        }
        overruled
    }
}

impl Outline {
    /// The key of whose values a sign is one, where the file explains it.
    pub(super) fn key_of_sign(&self, sign: &str, text: &str, words: &Vocabulary) -> Option<Key> {
        key_of_sign(sign, text, &self.signs, words)
    }

    pub(super) fn of(text: &str, document: &Document, reading: Reading<'_>) -> Self {
        let signs = signs(text, document, &[], reading);
        let blocks = document.blocks.iter().enumerate();
        let headings = blocks.filter(|(_, block)| !block.quoted && block.depth == 0);
        let headings = headings.filter_map(|(block, it)| match it.kind {
            BlockKind::Heading(level) => {
                let parsed = heading_text::parse(without_strike(it.content, text), text, reading);
                Some(OutlineHeading {
                    block,
                    level,
                    parent: None,
                    is_numbered: parsed.number.is_some(),
                    is_question: is_question(it.content.of(text)),
                    dots: parsed.number.map(|number| number.of(text).matches('.').count()),
                    ordinal: parsed.number.and_then(|number| number.of(text).parse().ok()),
                    holds_items: names_below(text, document, block, reading) >= SEVERAL,
                    has_sign: parsed.sign(text).is_some_and(|sign| {
                        let words = reading.vocabulary;
                        key_of_sign(sign.of(text), text, &signs, words).is_some()
                            && has_only_text(document, block)
                    }),
                    meaning: meaning(&parsed, text, reading).with_sign(
                        parsed.sign(text),
                        text,
                        &signs,
                        reading.vocabulary,
                    ),
                })
            }
            _ => None,
        });
        let headings: Vec<OutlineHeading> = headings.collect();
        let is_titled = headings
            .split_first()
            .is_some_and(|(title, rest)| rest.iter().all(|heading| heading.level > title.level));
        let leads = leads(text, document, reading);
        let mut outline = Self { headings, leads, signs, is_titled, is_named: false };
        // A title names the file; `Risk log` and `Gap overview` hold entries all the same.
        let is_top = |first: &&mut OutlineHeading| is_titled || first.level == 1;
        if let Some(title) = outline.headings.first_mut().filter(is_top) {
            title.meaning.is_other = false;
        }
        for at in 1..outline.headings.len() {
            outline.headings[at].parent = outline.above(Some(at - 1), outline.headings[at].level);
        }
        outline.drop_lone_levels(text, document);
        outline.keep_states(text, document, reading);
        outline.keep_signed();
        outline.take_signs(text, document, reading.vocabulary);
        outline
    }

    /// The same for the file at a path, whose name counts where no heading is of the first level:
    /// `known-issues.md`.
    pub(super) fn named_by(mut self, path: &str, words: &Vocabulary) -> Self {
        let is_free = self.headings.iter().all(|heading| heading.level > 1);
        let name = path.rsplit('/').next().filter(|_| is_free).unwrap_or_default();
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let mut all = stem.split(['-', '_', '.', ' ']);
        let is_subject = |word: &str| words.is_subject(word);
        let is_beside = |word: &str| words.is_filler(word) || words.listed_status(word).is_some();
        self.is_named = all.clone().any(is_subject)
            && all.all(|word| {
                is_subject(word) || is_beside(word) || words.language_of(word).is_some()
            });
        self
    }

    /// The signs that the file explains.
    pub(super) fn signs(&self) -> &[Field] {
        &self.signs
    }

    /// Its headings, in order.
    pub(super) fn headings(&self) -> &[OutlineHeading] {
        &self.headings
    }

    /// The nearest heading, from an index upwards, that is of a higher level.
    fn above(&self, mut at: Option<usize>, level: u8) -> Option<usize> {
        while let Some(heading) = at.map(|at| &self.headings[at]).filter(|h| h.level >= level) {
            at = heading.parent;
        }
        at
    }

    /// Whether the heading at a block has a list right below it whose items have names.
    pub(super) fn holds_items(&self, block: usize) -> bool {
        self.heading(block).is_some_and(|heading| heading.block == block && heading.holds_items)
    }

    /// Whether a block is in a numbered section with such a list.
    pub(super) fn is_in_list_section(&self, block: usize) -> bool {
        self.heading(block).is_some_and(|heading| heading.is_numbered && heading.holds_items)
    }

    /// The nearest heading at or above a block.
    fn heading(&self, block: usize) -> Option<&OutlineHeading> {
        let after = self.headings.partition_point(|heading| heading.block <= block);
        self.headings[..after].last()
    }

    /// What the paragraph right above the list or table of a block announces.
    pub(super) fn lead(&self, block: usize) -> Option<&HeadingMeaning> {
        let after = self.leads.partition_point(|lead| lead.blocks.start <= block);
        let lead = self.leads[..after].last()?;
        lead.blocks.contains(&block).then_some(&lead.meaning)
    }

    /// What the paragraph and the headings above a block say.
    pub(super) fn context(&self, block: usize) -> HeadingContext {
        let mut context = self.context_above(block, u8::MAX);
        if let Some(lead) = self.lead(block) {
            context.is_other |= lead.is_other;
            context.has_subject |= lead.has_subject;
            context.values.retain(|(key, _)| lead.values.iter().all(|(own, _)| own != key));
            context.values.extend(&lead.values);
        }
        context
    }

    /// What the headings above a block say that are of a higher level than the given one.
    pub(super) fn context_above(&self, block: usize, level: u8) -> HeadingContext {
        let before = self.headings.partition_point(|heading| heading.block < block);
        let mut context =
            HeadingContext { has_subject: self.is_named, ..HeadingContext::default() };
        let mut next = self.above(before.checked_sub(1), level);
        while let Some(heading) = next.map(|at| &self.headings[at]) {
            context.has_subject |= heading.meaning.has_subject;
            context.is_other |= heading.meaning.is_other;
            // The title names the register, not a part of the product.
            if next == Some(0) && self.is_titled {
                break;
            }
            next = heading.parent;
            context.area.extend(heading.meaning.area);
            for &(key, span) in &heading.meaning.values {
                // The nearest heading counts.
                if !context.values.iter().any(|&(known, _)| known == key) {
                    context.values.push((key, span));
                }
            }
        }
        context.area.reverse();
        context
    }
}

/// The paragraphs that announce the list or the table right below them.
fn leads(text: &str, document: &Document, reading: Reading<'_>) -> Vec<Lead> {
    let blocks = &document.blocks;
    let is_top = |at: &usize| blocks[*at].depth == 0 || is_outer_item(&blocks[*at]);
    let is_member = |block: &Block| matches!(block.kind, BlockKind::Item(_) | BlockKind::Table(_));
    let mut found = Vec::new();
    let tops: Vec<usize> = (0..blocks.len()).filter(is_top).collect();
    for (at, pair) in tops.windows(2).enumerate() {
        let (lead, first) = (&blocks[pair[0]], &blocks[pair[1]]);
        let is_lead = lead.kind == BlockKind::Paragraph && !lead.quoted && is_member(first);
        let Some(words) = announcement(lead, text).filter(|_| is_lead) else { continue };
        let parsed = heading_text::parse(words, text, reading);
        let mut meaning = meaning(&parsed, text, reading);
        meaning.is_other |= announces_other(words.of(text), reading.vocabulary);
        meaning.is_other |=
            meaning.values.is_empty() && is_label(words.of(text), reading.vocabulary);
        if !meaning.is_other && meaning.values.is_empty() && !meaning.has_subject {
            continue;
        }
        let rest = tops[at + 1..].iter().find(|&&it| it > pair[1] && !is_member(&blocks[it]));
        let end = rest.copied().unwrap_or(blocks.len());
        found.push(Lead { blocks: pair[1]..end, meaning });
    }
    found
}

/// Whether a caption is the label of a text of an entry, whose value is the list below it: `API endpoints`.
fn is_label(caption: &str, words: &Vocabulary) -> bool {
    let is_of_text = |key| {
        matches!(
            key,
            Key::Endpoints
                | Key::LikelyCause
                | Key::Impact
                | Key::Workaround
                | Key::EscalationPackage
                | Key::Verification
                | Key::Evidence
        )
    };
    words.key(caption).is_some_and(is_of_text)
}

/// Whether a block is an item of an outermost list.
fn is_outer_item(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Item(_)) && block.depth == 1
}

/// The words of a short paragraph that announces something: it is strong, ends in a colon or has no
/// end.
fn announcement(lead: &Block, text: &str) -> Option<Span> {
    const MOST_WORDS: usize = 5;
    const LONGEST: usize = 80;
    let whole = lead.content.of(text).trim();
    let bare = whole.trim_matches(['*', '_', ' ']);
    let is_strong = whole.starts_with("**") && whole.ends_with("**") && !bare.contains("**");
    let ends = bare.ends_with([':', '：']);
    let is_open = bare.ends_with(|c: char| c.is_alphanumeric() || c == ')');
    let words = bare.trim_end_matches([':', '：', '*', ' ']);
    let is_short = words.len() <= LONGEST
        && words.split_whitespace().count() <= MOST_WORDS
        && !words.contains(['\n', '|', '`', '*', '[', '.']);
    ((is_strong || ends || is_open) && is_short && !words.is_empty())
        .then(|| lead.content.part(lead.content.of(text), words))
}

/// What a span covers, without the marks that strike it out.
fn without_strike(content: Span, text: &str) -> Span {
    let whole = content.of(text);
    let inner = whole.strip_prefix("~~").and_then(|rest| rest.split_once("~~"));
    inner.map_or(content, |(inner, _)| content.part(whole, inner))
}

/// What the text of a heading says about the entries under it, in spans of that text.
pub(crate) fn heading_meaning(text: &str, reading: Reading<'_>) -> HeadingMeaning {
    meaning(&heading_text::parse(Span::new(0, text.len()), text, reading), text, reading)
}

/// Whether there are paragraphs right below a heading, and neither lists nor tables.
fn has_only_text(document: &Document, heading: usize) -> bool {
    let below = &document.blocks[heading + 1..];
    let mut below =
        below.iter().take_while(|block| !matches!(block.kind, BlockKind::Heading(_))).peekable();
    below.peek().is_some() && below.all(|block| block.kind == BlockKind::Paragraph)
}

/// How many items of the lists below a heading start with a strong name that is no label.
fn names_below(text: &str, document: &Document, heading: usize, reading: Reading<'_>) -> usize {
    let below = &document.blocks[heading + 1..];
    let below = below.iter().take_while(|block| !matches!(block.kind, BlockKind::Heading(_)));
    let leads = below.filter(|block| block.kind == BlockKind::Paragraph && block.depth == 1);
    let names = leads.filter_map(|lead| strong_name(text, document, lead));
    names.filter(|name| reading.vocabulary.key(name.of(text)).is_none()).count()
}

fn meaning(parsed: &HeadingText, text: &str, reading: Reading<'_>) -> HeadingMeaning {
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
        let is_label =
            holds_value && matches!(key, Some(Key::Status | Key::Priority | Key::Severity));
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
    let inner = heading.strip_suffix([')', '）']).and_then(|it| it.rsplit_once(['(', '（']));
    match inner {
        Some((main, qualifier)) if !main.trim().is_empty() => (main.trim_end(), Some(qualifier)),
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
        let key = single_value(word, words).filter(|key| *key != Key::Status)?;
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
    all.iter().any(|word| words.is_subject(word) || words.listed_status(word) == Some("Open"))
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
pub(super) fn is_aside(heading: &str, words: &Vocabulary) -> bool {
    // A first word in another script looks like a sign in a wrong encoding.
    let without_sign = Some(without_sign(heading)).filter(|bare| bare.len() < heading.len());
    std::iter::once(heading).chain(without_sign).any(|bare| {
        let first = SEPARATORS.iter().filter_map(|separator| bare.find(separator)).min();
        let announces = |end: usize| match bare[end..].chars().next() {
            Some(':' | '：') => words.is_aside_before_colon(&bare[..end]),
            _ => words.is_aside(&bare[..end]),
        };
        words.is_aside(bare) || first.is_some_and(announces)
    })
}

/// Whether a heading or a caption announces what is no entry, or notes about the entries.
pub(super) fn announces_other(heading: &str, words: &Vocabulary) -> bool {
    words.section(heading) == Some(Section::Notes) || is_aside(heading, words)
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

/// The key of whose values a sign is one, where the file explains it.
pub(super) fn key_of_sign(
    sign: &str,
    text: &str,
    signs: &[Field],
    words: &Vocabulary,
) -> Option<Key> {
    let explained = |sign: &str| signs.iter().find(|it| it.label.of(text) == sign);
    // Of two signs, each is one of them: `🟢🟡`.
    let first = || {
        let end = sign.char_indices().nth(1).map_or(sign.len(), |(at, _)| at);
        let rest = sign[end..].trim_start_matches('\u{fe0f}');
        explained(&sign[..end]).filter(|_| explained(rest).is_some())
    };
    let explained = explained(sign).or_else(first)?;
    Some(single_value(explained.value.of(text), words).unwrap_or(Key::Status))
}

/// Whether the signs that a file explains are states: one of them is explained as a state that is known.
pub(super) fn are_states(text: &str, signs: &[Field], words: &Vocabulary) -> bool {
    signs.iter().any(|sign| words.status(sign.value.of(text)).is_some())
}

impl HeadingMeaning {
    /// Adds the state that a sign before the words gives, which the file explains: `4. 🟡 Login`.
    fn with_sign(
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

pub(super) fn is_question(text: &str) -> bool {
    text.trim_end().ends_with(['?', '？', '؟'])
}
