//! What the items of a list are: named, fields, questions, words that are explained, groups of others.

use std::collections::HashSet;

use super::Evidence;
use crate::document::{Block, BlockKind};
use crate::register::read::item_labels::labels_within;
use crate::register::read::item_words::leading_state;
use crate::register::read::outline::is_question;
use crate::register::read::short_values::{is_account, parentheses_at_end, single_value};
use crate::register::read::strong::strong_name;
use crate::values::{day_of, is_of_any_year, starts_with_day};
use crate::vocabulary::{Key, KeySet, fold};

/// With more words, what comes before a colon is no label.
const LONGEST_LABEL: usize = 4;

/// The keys by which a list shows that its items are entries.
const TRACKED: [Key; 4] = [Key::Status, Key::Priority, Key::Severity, Key::Owner];

impl Evidence<'_, '_> {
    /// The leading text of an item.
    pub(super) fn lead(&self, item: usize) -> Option<&Block> {
        let lead = self.document.blocks.get(item + 1)?;
        let is_lead = lead.kind == BlockKind::Paragraph;
        (is_lead && self.block(item).span.contains(lead.span)).then_some(lead)
    }

    pub(super) fn lead_text(&self, item: usize) -> &str {
        self.lead(item).map_or("", |lead| lead.content.of(self.text))
    }

    pub(super) fn words(&self, item: usize) -> usize {
        let text = self.lead_text(item);
        // Some scripts have no blanks between words.
        let wide = text.chars().filter(|c| ('\u{2e80}'..'\u{fb00}').contains(c)).count();
        text.split_whitespace().count() + wide / 2
    }

    /// Whether an item starts with strong words.
    pub(super) fn is_named(&self, item: usize) -> bool {
        self.lead(item).is_some_and(|lead| strong_name(self.text, self.document, lead).is_some())
    }

    /// Whether an item starts with a question, as in a list of answers.
    pub(super) fn is_question(&self, item: usize) -> bool {
        let lead = self.lead(item);
        let name = lead.and_then(|lead| strong_name(self.text, self.document, lead));
        let words = name.map_or_else(|| self.lead_text(item), |name| name.of(self.text));
        is_question(words)
    }

    /// Whether items are questions with their answers, each behind the same labels: `Q: How …? A: By …`.
    pub(super) fn are_answers(&self, items: &[usize]) -> bool {
        const SEVERAL: usize = 2;
        const LONGEST: usize = 24;
        let label = |text: &str| -> Option<String> {
            let (label, _) = text.trim_start().split_once([':', '：'])?;
            (label.len() <= LONGEST).then(|| fold(label))
        };
        let labels = |&at: &usize| {
            let text = self.lead_text(at);
            let (question, answer) = text.split_once(['?', '？', '؟'])?;
            Some((label(question)?, label(answer.trim_start_matches(['*', '_']))?))
        };
        let all: Vec<(String, String)> = items.iter().filter_map(labels).collect();
        let same = all.first().map_or(0, |first| all.iter().filter(|it| *it == first).count());
        same >= SEVERAL && same * 10 >= items.len() * 6
    }

    /// Whether an item starts with a day or a month, with its year or without: `- **May** – the new ship`.
    pub(super) fn starts_with_day(&self, item: usize) -> bool {
        let text = self.lead_text(item);
        let first = text.split([':', '：', '—', '–', '·', '|']).next().unwrap_or_default();
        starts_with_day(text) || first.len() < text.len() && is_of_any_year(first)
    }

    /// Whether an item ends in values: one of its last two parts is a level, an account or a state, or one in
    /// the parentheses at its end is, `… (open, Mia)`.
    pub(super) fn has_values_behind(&self, item: usize) -> bool {
        self.ends_in_values(self.lead_text(item))
    }

    /// Whether the first line of a paragraph ends so.
    pub(super) fn opens_with_values(&self, paragraph: usize) -> bool {
        let text = self.block(paragraph).content.of(self.text);
        self.ends_in_values(text.lines().next().unwrap_or_default())
    }

    fn ends_in_values(&self, line: &str) -> bool {
        let words = self.reading.vocabulary;
        let text = line.trim_end_matches(['.', ' ', '*', '_', '~', '\\']);
        let is_value = |part: &str| {
            let part = part.trim_matches(['*', '_', '`', ' ']);
            !part.is_empty() && (single_value(part, words).is_some() || is_account(part))
        };
        if let Some((_, inner)) = parentheses_at_end(text) {
            return inner.split([',', '、', ';', '/', '·']).any(is_value);
        }
        let sign = [" — ", " – ", " · ", " | "].into_iter().find(|sign| text.contains(sign));
        let mut parts =
            text.split(sign.unwrap_or("\n")).skip(1).collect::<Vec<_>>().into_iter().rev();
        parts.by_ref().take(2).any(is_value)
    }

    /// Whether an item is a link and nothing else, as in a table of contents.
    pub(super) fn is_link(&self, item: usize) -> bool {
        let text = self.lead_text(item).trim();
        text.starts_with('[') && text.ends_with(')') && text.matches("](").count() == 1
    }

    /// Whether an item is a field: it starts with a known label.
    pub(super) fn is_label(&self, item: usize) -> bool {
        let text = self.lead_text(item);
        let words = self.reading.vocabulary;
        let label = text.split([':', '：']).next().unwrap_or(text);
        let label = label.trim_matches(['*', '`', ' ']);
        label.len() < text.len() && words.key(label).is_some_and(Key::belongs_to_entry)
            || self.is_box_of_state(item)
    }

    /// Whether an item is the box of a state, and says nothing else but a remark: `- [ ] **Resolved** (date: )`.
    fn is_box_of_state(&self, item: usize) -> bool {
        let text = self.lead_text(item);
        let state = text.split('(').next().unwrap_or(text).trim_matches(['*', '_', ':', ' ']);
        matches!(self.block(item).kind, BlockKind::Item(Some(_)))
            && self.reading.vocabulary.is_status_word(state)
    }

    /// Whether most items explain a word for a state or a level, each another one.
    pub(super) fn is_legend(&self, items: &[usize]) -> bool {
        let explained: Vec<&str> = items.iter().filter_map(|&at| self.explained(at)).collect();
        let different: HashSet<&str> = explained.iter().copied().collect();
        // A lone state is that of its item, a lone level is explained.
        let words = self.reading.vocabulary;
        let is_level = |word: &str| words.is_severity_word(word) || words.is_priority_word(word);
        let is_several = explained.len() > 1 || explained.first().is_some_and(|it| is_level(it));
        is_several
            && explained.len() * 10 >= items.len() * 6
            && different.len() * 10 >= explained.len() * 8
    }

    /// The word for a state or a level that an item explains.
    pub(super) fn explained(&self, item: usize) -> Option<&str> {
        /// A sign that stands for a state or a level is no longer, with quotes around it.
        const SHORT: usize = 3;
        let words = self.reading.vocabulary;
        let name = self.lead(item).and_then(|lead| strong_name(self.text, self.document, lead));
        let text = self.lead_text(item);
        let first = text.split([':', '：', '—', '–', '=']).next().unwrap_or(text);
        // `A = no workaround`
        let is_sign = text[first.len()..].starts_with('=') && first.trim().chars().count() <= SHORT;
        let first = first.trim_matches(['*', '`', ' ']);
        let is_word =
            |word: &str| words.is_of_legend(word) || self.values.contains(&fold(word)) || is_sign;
        let name = name.map(|name| name.of(self.text)).filter(|name| is_word(name));
        name.or_else(|| (first.len() < text.len() && is_word(first)).then_some(first))
    }

    /// The items of items that are groups: each of a few words, with items that have fields below them.
    pub(super) fn grouped(&self, items: &[usize]) -> Option<Vec<usize>> {
        const MOST_WORDS: usize = 4;
        let mut inner: Vec<usize> = Vec::new();
        for &at in items {
            let own = self.items_in(at);
            let is_group =
                self.words(at) <= MOST_WORDS && !self.lead_text(at).contains([':', '：']);
            if !is_group || own.is_empty() || own.iter().any(|&child| self.is_label(child)) {
                return None;
            }
            inner.extend(own);
        }
        let with_fields = inner.iter().filter(|&&at| !self.keys_below(at).is_empty()).count();
        (with_fields * 10 >= inner.len() * 6).then_some(inner)
    }

    /// The innermost items of items that are names of a word or two, where most of those say something.
    pub(super) fn leaves(&self, items: &[usize]) -> Option<Vec<usize>> {
        const MOST_WORDS: usize = 2;
        const FEWEST_WORDS: usize = 4;
        let mut leaves: Vec<usize> = Vec::new();
        let mut open: Vec<usize> = items.iter().rev().copied().collect();
        while let Some(at) = open.pop() {
            let inner = self.items_in(at);
            let is_name = self.words(at) <= MOST_WORDS
                && !matches!(self.block(at).kind, BlockKind::Item(Some(_)));
            if inner.is_empty() {
                leaves.push(at);
            } else if is_name && !self.lead_text(at).contains([':', '：']) {
                open.extend(inner.into_iter().rev());
            } else {
                return None;
            }
        }
        let are_names = items.iter().all(|&at| !leaves.contains(&at));
        let sentences = leaves.iter().filter(|&&at| self.words(at) >= FEWEST_WORDS).count();
        (are_names && sentences * 10 >= leaves.len() * 8).then_some(leaves)
    }

    /// The items right below the first line of an item.
    pub(super) fn items_in(&self, item: usize) -> Vec<usize> {
        let Block { span, depth, .. } = *self.block(item);
        let blocks = self.document.blocks.iter().enumerate().skip(item + 1);
        let within = blocks.take_while(|(_, block)| block.span.start < span.end);
        let is_inner = |block: &Block| {
            matches!(block.kind, BlockKind::Item(_)) && depth.checked_add(1) == Some(block.depth)
        };
        within.filter(|(_, block)| is_inner(block)).map(|(at, _)| at).collect()
    }

    /// Whether most items of a list have several fields of tracked keys right below them. Where a third of them
    /// have, a label of another is a slip of a known one, or the register's own.
    pub(super) fn have_fields_below(&self, items: &[usize]) -> bool {
        let keys: Vec<usize> = items.iter().map(|&at| self.keys_below(at).len()).collect();
        let several = keys.iter().filter(|&&count| count > 1).count();
        let is_alike = |&(&at, &count): &(&usize, &usize)| {
            count > 1 || count == 1 && self.labels_below(at).count() > 1
        };
        let alike = items.iter().zip(&keys).filter(is_alike).count();
        several > 0 && several * 3 >= items.len() && alike * 10 >= items.len() * 6
    }

    /// The tracked keys of the labels that the items right below an item start with, and that of a deadline
    /// whose value is a day.
    pub(super) fn keys_below(&self, item: usize) -> KeySet {
        let words = self.reading.vocabulary;
        let keys = self.labels_below(item).filter_map(|(lead, label)| {
            let value = value_behind(lead.content.of(self.text));
            self.key_of(label, value).filter(|key| {
                TRACKED.contains(key) || *key == Key::Due && day_of(value, words).is_some()
            })
        });
        keys.collect()
    }

    /// The leads of the items right below an item that start with labels, with these.
    fn labels_below(&self, item: usize) -> impl Iterator<Item = (&Block, &str)> {
        let leads = self.items_in(item).into_iter().filter_map(|at| self.lead(at));
        leads.filter_map(|lead| Some((lead, self.label_of(lead)?)))
    }

    /// The key of a label above a value: `Stand: offen` is a state, `Stand: 2026-05-01` the day of a review.
    fn key_of(&self, label: &str, value: &str) -> Option<Key> {
        let words = self.reading.vocabulary;
        let key = words.key(label)?;
        let is_state = key == Key::LastReviewed && words.status(value).is_some();
        Some(if is_state { Key::Status } else { key })
    }

    /// Whether a state or a level has a label below the first line of an item: `- Status: open`.
    pub(super) fn has_field_below(&self, item: usize) -> bool {
        let mut leads = self.leads_below(item);
        leads.any(|lead| {
            let value = value_behind(lead.content.of(self.text));
            let key = self.label_of(lead).and_then(|label| self.key_of(label, value));
            key.is_some_and(Key::is_state_or_level)
        })
    }

    /// Whether fields of several tracked keys are in the words of an item: `… — owner: Ann — status: open`.
    pub(super) fn has_fields_within(&self, item: usize) -> bool {
        let words = self.reading.vocabulary;
        let text = self.lead_text(item);
        let labels = labels_within(text, |label| words.key(label), |_| false);
        let keys = labels.into_iter().filter_map(|label| words.key(text[label].trim()));
        keys.filter(|key| TRACKED.contains(key)).collect::<KeySet>().len() > 1
    }

    /// Whether strong words below the first line of an item are a state: `- **[DONE]** …`.
    pub(super) fn has_state_below(&self, item: usize) -> bool {
        let leads = self.leads_below(item);
        let mut names = leads.filter_map(|lead| strong_name(self.text, self.document, lead));
        let words = self.reading.vocabulary;
        names.any(|name| words.is_status_word(name.of(self.text).trim_matches(['[', ']'])))
    }

    /// The paragraphs below the first line of an item.
    pub(super) fn leads_below(&self, item: usize) -> impl Iterator<Item = &Block> {
        let end = self.block(item).span.end;
        let blocks = self.document.blocks.get(item + 2..).unwrap_or_default();
        let within = blocks.iter().take_while(move |block| block.span.start < end);
        within.filter(|block| block.kind == BlockKind::Paragraph)
    }

    /// Whether an item starts with its state or its level: `DONE: …`, `[P1] …`.
    pub(super) fn has_leading_value(&self, item: usize) -> bool {
        let text = self.lead_text(item).trim_start_matches(['*', '`', ' ']);
        let words = self.reading.vocabulary;
        let bracket = text.strip_prefix('[').and_then(|rest| rest.split_once(']'));
        bracket.is_some_and(|(inner, _)| single_value(inner, words).is_some())
            || leading_state(text, words).is_some()
    }

    pub(super) fn label_of(&self, lead: &Block) -> Option<&str> {
        if let Some(name) = strong_name(self.text, self.document, lead) {
            return Some(name.of(self.text));
        }
        let (label, _) = lead.content.of(self.text).split_once([':', '：'])?;
        (label.split_whitespace().count() <= LONGEST_LABEL && !label.contains('`')).then_some(label)
    }
}

/// What is behind the first colon of a text.
fn value_behind(text: &str) -> &str {
    let behind = text.split_once([':', '：']).map_or("", |(_, behind)| behind);
    behind.trim_matches(['*', '_', ' '])
}
