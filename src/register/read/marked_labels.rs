//! Labels that are marked and have no colon, `**Status** Open · **Owner** Mia`, and those in emphasis,
//! `*Status:* Open`.

use std::ops::Range;

use super::labels::{FoundLabel, Labels};
use super::separators::{Separator, SeparatorKind, separators};
use crate::document::{Block, Mark};
use crate::text::Span;
use crate::vocabulary::Key;

impl Labels<'_> {
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
    /// all.
    pub(super) fn label_in_open_emphasis(
        &self,
        start: usize,
        line_end: usize,
    ) -> Option<FoundLabel> {
        let line = self.text.get(start..line_end)?;
        let inner = line.strip_prefix(['*', '_'])?;
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
}
