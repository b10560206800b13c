//! The states that headings give by what is beside them.

use std::collections::HashMap;
use std::hash::Hash;

use super::{Outline, OutlineHeading, SEVERAL};
use crate::document::{BlockKind, Document};
use crate::register::Reading;
use crate::register::read::short_values::single_value;
use crate::register::read::sign_legend::is_sign;
use crate::text::Span;
use crate::vocabulary::{Key, Vocabulary};

impl Outline {
    /// Makes a heading such as `Rejected`, which announces no entries where it is alone, one of entries beside
    /// others that are states and nothing else.
    pub(super) fn keep_states(&mut self, text: &str, reading: Reading<'_>) {
        let is_state = |heading: &OutlineHeading| {
            let words = heading.place.content.of(text);
            single_value(words.trim(), reading.vocabulary) == Some(Key::Status)
        };
        self.keep_like_those_beside(2, |it| it.place.parent, is_state);
    }

    /// Takes a level in front of parentheses for a name where no heading beside it is one: `Medium (CMS)` beside
    /// `Ghost (CMS)`.
    pub(super) fn drop_lone_levels(&mut self, text: &str) {
        let qualifier = |it: &OutlineHeading| {
            let whole = it.place.content.of(text);
            Some(whole.strip_suffix(')')?.rsplit_once('(')?.1)
        };
        let is_level =
            |it: &&OutlineHeading| it.meaning.values.iter().any(|it| it.0 != Key::Status);
        let mut levels: HashMap<Option<usize>, usize> = HashMap::new();
        let mut remarks: HashMap<(Option<usize>, &str), usize> = HashMap::new();
        for heading in &self.headings {
            *levels.entry(heading.place.parent).or_default() += usize::from(is_level(&heading));
            if let Some(remark) = qualifier(heading) {
                *remarks.entry((heading.place.parent, remark)).or_default() += 1;
            }
        }
        for heading in &mut self.headings {
            let remark = qualifier(heading).map(|remark| remarks[&(heading.place.parent, remark)]);
            if levels[&heading.place.parent] == 1 && remark > Some(1) && is_level(&&*heading) {
                heading.meaning.values.retain(|(key, _)| *key == Key::Status);
                heading.meaning.area = Some(heading.place.content);
            }
        }
    }

    /// Makes a heading that announces no entries by its words one like those beside it, where several have a sign that
    /// the file explains, as it has.
    pub(super) fn keep_signed(&mut self) {
        self.keep_like_those_beside(
            SEVERAL,
            |it| (it.place.parent, it.place.level),
            |it| it.has_sign,
        );
    }

    /// Makes a heading of a kind that announces no entries one that does, where so many of the kind beside it do.
    fn keep_like_those_beside<P: Eq + Hash>(
        &mut self,
        several: usize,
        place: impl Fn(&OutlineHeading) -> P,
        is_alike: impl Fn(&OutlineHeading) -> bool,
    ) {
        let mut counts: HashMap<P, usize> = HashMap::new();
        for heading in self.headings.iter().filter(|it| !it.meaning.is_other && is_alike(it)) {
            *counts.entry(place(heading)).or_default() += 1;
        }
        for heading in self.headings.iter_mut().filter(|it| it.meaning.is_other && is_alike(it)) {
            let beside = counts.get(&place(heading)).copied().unwrap_or_default();
            heading.meaning.is_other = beside < several;
        }
    }

    /// Gives headings the state of the sign before their words, or of their first words, where those beside them
    /// are states in words and a list or a table is right below: `✅ Off the table` and `Waiting for the vendor`
    /// beside `🚧 In progress`.
    pub(super) fn take_signs(&mut self, text: &str, document: &Document, words: &Vocabulary) {
        const MOST_WORDS: usize = 4;
        let is_state = |it: &&OutlineHeading| {
            let of_state = |&(key, span): &(Key, Span)| {
                key == Key::Status && words.is_status_word(span.of(text))
            };
            it.meaning.area.is_none() && it.meaning.values.iter().any(of_state)
        };
        let parents: Vec<Option<usize>> =
            self.headings.iter().filter(is_state).map(|it| it.place.parent).collect();
        for heading in &mut self.headings {
            let content = heading.place.content;
            let below = document.blocks.get(heading.place.block + 1).map(|block| block.kind);
            let whole = content.of(text);
            let (sign, name) =
                whole.split_once(' ').filter(|it| is_sign(it.0)).unwrap_or(("", whole));
            let is_sign = words.is_status_word(sign) && !words.is_severity_word(sign);
            let state = if words.begins_state(name) { name } else { sign };
            if (is_sign || words.begins_state(name))
                && matches!(below, Some(BlockKind::Item(_) | BlockKind::Table(_)))
                && name.split_whitespace().count() <= MOST_WORDS
                && heading.meaning.values.is_empty()
                && !heading.meaning.is_other
                && parents.contains(&heading.place.parent)
            {
                heading.meaning.values.push((Key::Status, content.part(whole, state)));
                heading.meaning.area = None;
            }
        }
    }
}
