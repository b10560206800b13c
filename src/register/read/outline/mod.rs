//! The headings of a document, and what they say about the entries under them.

mod meaning;
mod signs;
mod states;

use std::ops::Range;

use meaning::meaning;

use super::heading_text;
use super::heading_tree::{HeadingTree, TreeHeading};
use super::led_bullets::LedBullets;
use super::sign_legend::signs;
use super::strong::strong_name;
use crate::document::{Block, BlockKind, Document};
use crate::register::{Entry, Field, Reading};
use crate::text::{RareList, Span};
use crate::vocabulary::{Key, Vocabulary};

pub(crate) use meaning::{HeadingMeaning, heading_meaning};
pub(super) use meaning::{announces_other, is_aside, is_of_notes};
pub(super) use signs::{are_states, key_of_sign};

/// The headings of a document, each with what it says about the entries under it.
#[derive(Debug)]
pub(super) struct Outline {
    headings: Vec<OutlineHeading>,
    /// The paragraphs that announce a list or a table.
    leads: Vec<Lead>,
    /// The bullets that belong to the numbered items above them.
    pub(super) led_bullets: LedBullets,
    /// The signs that the file explains.
    signs: Vec<Field>,
    /// Whether the first heading is the title: all others have a lower level.
    pub(super) is_titled: bool,
    /// Whether the name of a file without a title names what registers track.
    pub(super) is_named: bool,
}

#[derive(Debug)]
pub(super) struct OutlineHeading {
    pub(super) place: TreeHeading,
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
    /// The thematic break behind the text right below it, with more than headings behind that.
    end: Option<usize>,
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
        let tree = HeadingTree::of(document);
        let is_titled = tree.is_titled();
        let headings = tree.into_iter().map(|place| {
            let (content, block) = (place.content, place.block);
            let parsed = heading_text::parse(without_strike(content, text), text, reading);
            OutlineHeading {
                place,
                is_numbered: parsed.number.is_some(),
                is_question: is_question(content.of(text)),
                dots: parsed.number.map(|number| number.of(text).matches('.').count()),
                ordinal: parsed.number.and_then(|number| number.of(text).parse().ok()),
                end: break_below(document, block),
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
            }
        });
        let headings = headings.collect();
        let leads = leads(text, document, reading);
        let led_bullets = LedBullets::of(text, document);
        let mut outline = Self { headings, leads, led_bullets, signs, is_titled, is_named: false };
        // A title names the file; `Risk log` and `Gap overview` hold entries all the same.
        let is_top = |first: &&mut OutlineHeading| is_titled || first.place.level == 1;
        if let Some(title) = outline.headings.first_mut().filter(is_top) {
            title.meaning.is_other = false;
        }
        outline.drop_lone_levels(text);
        outline.keep_states(text, reading);
        outline.keep_signed();
        outline.take_signs(text, document, reading.vocabulary);
        outline
    }

    /// The same for the file at a path, whose name counts where no heading is a title of all: `known-issues.md`.
    pub(super) fn named_by(mut self, path: &str, words: &Vocabulary) -> Self {
        let of_first = self.headings.iter().filter(|heading| heading.place.level == 1).count();
        let is_free = of_first == 0 || of_first > 1 && !self.is_titled;
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
        while let Some(heading) = at.map(|at| &self.headings[at]).filter(|h| h.place.level >= level)
        {
            at = heading.place.parent;
        }
        at
    }

    /// Whether the heading at a block has a list right below it whose items have names.
    pub(super) fn holds_items(&self, block: usize) -> bool {
        self.heading(block)
            .is_some_and(|heading| heading.place.block == block && heading.holds_items)
    }

    /// Whether a block is in a numbered section with such a list.
    pub(super) fn is_in_list_section(&self, block: usize) -> bool {
        self.heading(block).is_some_and(|heading| heading.is_numbered && heading.holds_items)
    }

    /// The nearest heading at or above a block.
    fn heading(&self, block: usize) -> Option<&OutlineHeading> {
        let after = self.headings.partition_point(|heading| heading.place.block <= block);
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

    /// What the headings above an entry say, where it is a heading itself.
    pub(super) fn above_heading(
        &self,
        document: &Document,
        entry: &Entry,
    ) -> Option<HeadingContext> {
        let at = document.block_from(entry.span.start);
        match document.blocks.get(at)?.kind {
            BlockKind::Heading(level) => Some(self.context_above(at, level)),
            _ => None,
        }
    }

    /// What the headings above a block say that are of a higher level than the given one.
    pub(super) fn context_above(&self, block: usize, level: u8) -> HeadingContext {
        let before = self.headings.partition_point(|heading| heading.place.block < block);
        let mut context =
            HeadingContext { has_subject: self.is_named, ..HeadingContext::default() };
        let mut next = self.above(before.checked_sub(1), level);
        while let Some(heading) = next.map(|at| &self.headings[at]) {
            context.has_subject |= heading.meaning.has_subject;
            context.is_other |=
                heading.meaning.is_other && heading.end.is_none_or(|end| block < end);
            // The title names the register, not a part of the product.
            if next == Some(0) && self.is_titled {
                break;
            }
            next = heading.place.parent;
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

/// The thematic break that ends the paragraphs right below a heading, where more than a heading is behind it.
fn break_below(document: &Document, heading: usize) -> Option<usize> {
    let below = &document.blocks[heading + 1..];
    let count = below.iter().take_while(|block| block.kind == BlockKind::Paragraph).count();
    let is_break = below.get(count).is_some_and(|block| block.kind == BlockKind::Rule);
    let next = below.get(count + 1);
    let holds_more = next.is_some_and(|block| !matches!(block.kind, BlockKind::Heading(_)));
    (count > 0 && is_break && holds_more).then_some(heading + 1 + count)
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

pub(super) fn is_question(text: &str) -> bool {
    text.trim_end().ends_with(['?', '？', '؟'])
}
