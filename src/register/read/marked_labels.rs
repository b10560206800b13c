//! Labels that are marked and have no colon, `**Status** Open · **Owner** Mia`, those in emphasis,
//! `*Status:* Open`, and those whose colon was forgotten, `Status Open` beside `Owner: Mia`.

use std::ops::Range;

use super::labels::{FoundLabel, Labels};
use super::separators::{Separator, SeparatorKind, separators};
use super::short_values::is_value_of;
use crate::document::{Block, BlockKind, Mark};
use crate::text::Span;
use crate::vocabulary::Key;

/// The marks of emphasis.
const MARKS: [char; 2] = ['*', '_'];

impl<'a> Labels<'a> {
    /// `**Label** value`, of known labels of short values, and of others beside these.
    pub(super) fn bare_label(
        &self,
        block: &Block,
        start: usize,
        line_end: usize,
    ) -> Option<FoundLabel> {
        const MOST_WORDS: usize = 3;
        let marked = self.document.inlines(block);
        let at = marked.partition_point(|inline| (inline.span.start as usize) < start);
        let strong = marked
            .get(at)
            .filter(|inline| inline.span.start as usize == start && inline.mark == Mark::Strong)?;
        let label = strong.inner(self.text);
        let words = label.of(self.text);
        let value_start = strong.span.end as usize;
        let is_label = self.text.get(value_start..line_end)?.starts_with(' ')
            && words.split_whitespace().count() <= MOST_WORDS;
        let key = self.key(words);
        let found = FoundLabel { key, start, label, value_start, value_end: None, is_plain: false };
        is_label.then_some(found)
    }

    /// Whether nothing but the mark is between a strong label and its value.
    pub(super) fn is_bare(&self, label: &FoundLabel) -> bool {
        let between = &self.text[label.label.end as usize..label.value_start];
        matches!(between, "**" | "__")
    }

    /// Whether several parts of a line between signs start with a known label of short values and no colon, or
    /// several of the first lines of its paragraph do.
    pub(super) fn has_bare_labels(&self, block: &Block, line: Range<usize>) -> bool {
        const SEVERAL: usize = 2;
        let is_known = |start: usize, end: usize| {
            let label = self.bare_label(block, start, end);
            label.is_some_and(|label| label.key.is_some_and(Key::is_short))
        };
        let is_sign = |separator: &Separator| separator.kind == SeparatorKind::Sign;
        let starts = separators(self.text, line.clone()).filter(is_sign).map(|it| it.end);
        let parts = [line.start].into_iter().chain(starts);
        let mut others = self.first_lines(block).filter(|other| other.start != line.start);
        parts.filter(|&start| is_known(start, line.end)).take(SEVERAL).count() == SEVERAL
            || is_known(line.start, line.end) && others.any(|it| is_known(it.start, it.end))
    }

    /// The first lines of a paragraph, without the blanks around them.
    fn first_lines(&self, block: &Block) -> impl Iterator<Item = Range<usize>> {
        const MOST: usize = 40;
        let from = block.content.start as usize;
        let lines = block.content.of(self.text).split_inclusive('\n').take(MOST);
        lines.scan(from, |at, line| {
            let start = *at + line.len() - line.trim_start_matches([' ', '\t', '>']).len();
            let end = (*at + line.trim_end().len()).max(start);
            *at += line.len();
            Some(start..end)
        })
    }

    /// `*Label:* value` and `*Label*: value`, of known labels, and of others beside these.
    pub(super) fn emphasised_label(
        &self,
        block: &Block,
        start: usize,
        line_end: usize,
    ) -> Option<FoundLabel> {
        let label = self.words_in_emphasis(start, line_end)?;
        let is_beside_known = || {
            let lines = self.first_lines(block);
            let mut found = lines.filter_map(|line| self.words_in_emphasis(line.start, line.end));
            found.any(|other| other.key.is_some())
        };
        (label.key.is_some() || is_beside_known()).then_some(label)
    }

    /// `*Label: value` of a known label with a short value, where the emphasis ends behind other labels, or not at
    /// all; `**Label: value` where it does not end.
    pub(super) fn label_in_open_emphasis(
        &self,
        start: usize,
        line_end: usize,
    ) -> Option<FoundLabel> {
        let line = self.text.get(start..line_end)?;
        let strong = ["**", "__"].into_iter().find_map(|mark| {
            let inner = line.strip_prefix(mark)?;
            Some(inner).filter(|inner| !inner.contains(mark))
        });
        let inner = strong.or_else(|| line.strip_prefix(['*', '_']))?;
        let label = self.plain_label(line_end - inner.len(), line_end)?;
        label.key.is_some_and(Key::is_short).then_some(FoundLabel { start, ..label })
    }

    /// A few words in emphasis that a line starts with, and a colon in or behind them.
    fn words_in_emphasis(&self, start: usize, line_end: usize) -> Option<FoundLabel> {
        const MOST_WORDS: usize = 3;
        let line = self.text.get(start..line_end)?;
        let sign = line.chars().next().filter(|sign| matches!(sign, '*' | '_'))?;
        let (inner, behind) = line[1..].split_once(sign)?;
        let words = inner.trim_end_matches([':', '：']);
        let value = if words.len() < inner.len() {
            behind
        } else {
            behind.trim_start_matches(' ').strip_prefix([':', '：'])?
        };
        let is_label = words.starts_with(char::is_alphabetic)
            && words.split_whitespace().count() <= MOST_WORDS
            && (value.is_empty() || value.starts_with([' ', '\r']));
        let label = Span::new(start + 1, start + 1 + words.len()).trim(self.text);
        is_label.then(|| FoundLabel {
            key: self.key(label.of(self.text)),
            start,
            label,
            value_start: line_end - value.len(),
            value_end: None,
            is_plain: false,
        })
    }

    /// `Label value`, `Label; value` and `**Label** value` of a label whose colon was forgotten, and `**Label:* value`,
    /// whose marks do not match: the same label has its colon elsewhere, and another label beside it has one.
    pub(super) fn label_without_colon(
        &self,
        block: &Block,
        start: usize,
        line_end: usize,
    ) -> Option<FoundLabel> {
        const LONGEST: usize = 60;
        self.text.get(start..line_end).filter(|line| line.len() <= LONGEST)?;
        let bare = self.bare_label(block, start, line_end);
        let found = bare.or_else(|| self.words_as_label(start, line_end));
        let found = found.filter(|found| self.has_value(found, line_end))?;
        let is_slip = self.has_colon_elsewhere(found.label.of(self.text))
            && self.is_beside_others(block, start, found.key);
        is_slip.then_some(found)
    }

    /// The words that a line starts with and that are a known label, up to where a colon would be. There may be marks
    /// around these.
    fn words_as_label(&self, start: usize, line_end: usize) -> Option<FoundLabel> {
        const MOST_WORDS: usize = 4;
        const SIGNS: [char; 6] = [':', ';', '=', '.', '*', '_'];
        let line = self.text.get(start..line_end)?;
        let line = line.trim_start_matches(MARKS).trim_start_matches(' ');
        let first = line_end - line.len();
        let value_end = line.trim_end().trim_end_matches(MARKS).len();
        let value_end = (value_end < line.trim_end().len()).then_some(first + value_end);
        let is_end = |c: char| c == ' ' || SIGNS.contains(&c);
        let ends = line.match_indices(is_end).map(|(at, _)| at).take(MOST_WORDS);
        let found = ends.filter_map(|at| {
            let label = Span::new(first, first + at).trim(self.text);
            let key = self.key(label.of(self.text)).filter(|key| key.is_short())?;
            let behind = line[at..].trim_start_matches(|c| is_end(c) || "-–—".contains(c));
            let value_start = line_end - behind.len();
            let key = Some(key);
            Some(FoundLabel { key, start, label, value_start, value_end, is_plain: true })
        });
        let mut found: Vec<FoundLabel> = found.collect();
        let whole = found.iter().position(|label| self.has_whole_value(label, line_end));
        (!found.is_empty()).then(|| found.swap_remove(whole.unwrap_or(0)))
    }

    fn value_on_line(&self, found: &FoundLabel, line_end: usize) -> &'a str {
        let end = found.value_end.unwrap_or(line_end).max(found.value_start);
        self.text[found.value_start..end].trim().trim_end_matches('\\').trim()
    }

    fn has_whole_value(&self, found: &FoundLabel, line_end: usize) -> bool {
        let value = self.value_on_line(found, line_end);
        found.key.is_some_and(|key| is_value_of(key, value, self.vocabulary))
    }

    /// Whether what is behind a label is a value of its key, or may be one that `lint` reports as not known.
    fn has_value(&self, found: &FoundLabel, line_end: usize) -> bool {
        const MOST_WORDS: usize = 3;
        let words = self.value_on_line(found, line_end).split_whitespace().count();
        let is_reported =
            found.key.is_some_and(Key::is_state_or_level) && (1..=MOST_WORDS).contains(&words);
        is_reported || self.has_whole_value(found, line_end)
    }

    /// Whether lines beside one, in its paragraph or in the items beside that, start with known labels and a
    /// colon, and none with that of a key.
    fn is_beside_others(&self, block: &Block, start: usize, key: Option<Key>) -> bool {
        const FAR: usize = 20;
        let key_of = |block: &Block, line: Range<usize>| {
            let label = self.label_at(block, line.start, line.end, true);
            label.filter(|it| self.has_colon(it))?.key.filter(|key| key.is_short())
        };
        let lines = self.first_lines(block).filter(|line| line.start != start);
        let mut keys: Vec<Key> = lines.filter_map(|line| key_of(block, line)).collect();
        let blocks = &self.document.blocks;
        let at = blocks.partition_point(|it| it.span.start < block.span.start);
        let is_within = |other: &&Block| other.depth >= block.depth && block.depth > 0;
        let is_lead = |other: &&Block| {
            other.kind == BlockKind::Paragraph && other.depth == block.depth && !other.quoted
        };
        let before = blocks[..at].iter().rev().take(FAR).take_while(is_within).filter(is_lead);
        let behind = blocks[at..].iter().skip(1).take(FAR).take_while(is_within).filter(is_lead);
        let leads = before.chain(behind);
        keys.extend(leads.filter_map(|lead| key_of(lead, self.first_lines(lead).next()?)));
        !keys.is_empty() && keys.iter().all(|own| Some(*own) != key)
    }

    /// Whether a label is in the text with a colon in or behind its marks.
    fn has_colon_elsewhere(&self, label: &'a str) -> bool {
        const BEFORE: [char; 12] = ['\n', '-', '+', '(', ',', ';', '·', '|', '—', '–', '/', '.'];
        *self.with_colon.borrow_mut().entry(label).or_insert_with(|| {
            let mut places = memchr::memmem::find_iter(self.text.as_bytes(), label);
            places.any(|at| {
                let behind = self.text[at + label.len()..].trim_start_matches(['*', '_']);
                let before = self.text[..at].trim_end_matches(['*', '_', ' ', '\t']);
                behind.starts_with([':', '：']) && before.ends_with(BEFORE)
            })
        })
    }
}
