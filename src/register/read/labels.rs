//! The labels in the lines of a document, in the forms in which teams write them.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;

use super::known_parts::KnownParts;
use super::separators::{Separator, SeparatorKind, separators, without_stop};
use super::short_values::single_value;
use crate::document::{Block, BlockKind, Document, Mark};
use crate::register::DeclaredField;
use crate::text::{Ordered, Span, WordCache};
use crate::vocabulary::{Key, Vocabulary};

/// A longer text before a colon is a sentence.
const LONGEST_LABEL: usize = 80;

/// Finds the labels of one document, and their keys.
pub(super) struct Labels<'a> {
    pub(super) text: &'a str,
    pub(super) document: &'a Document,
    pub(super) vocabulary: &'a Vocabulary,
    /// The labels that the configuration gives some keys.
    own: &'a [DeclaredField],
    /// What is under headings, where that is known.
    pub(super) known: Option<&'a KnownParts>,
    cache: RefCell<WordCache<'a, Option<Key>>>,
    /// Which labels have a colon somewhere.
    pub(super) with_colon: RefCell<HashMap<&'a str, bool>>,
}

/// Where a label is, and where its field and its value start.
pub(super) struct FoundLabel {
    pub(super) key: Option<Key>,
    pub(super) start: usize,
    pub(super) label: Span,
    pub(super) value_start: usize,
    /// Where its value ends at the latest, if before the next label.
    pub(super) value_end: Option<usize>,
    /// Whether nothing marks the label as one.
    pub(super) is_plain: bool,
}

/// The labels that were found in a run of blocks.
#[derive(Default)]
pub(super) struct FoundLabels {
    /// Those of the last paragraph. One list for all: most hold one label or none.
    pub(super) labels: Vec<FoundLabel>,
    /// What was found in lines of paragraphs, and in items of lists.
    forms: [FoundForm; 2],
}

/// How labels are written in one form.
#[derive(Clone, Copy, Default)]
struct FoundForm {
    /// Whether words before a colon are a label that is not known.
    takes_unknown: bool,
    /// How many known labels there are.
    known: usize,
    /// Whether there are words that may be a label.
    has_unknown: bool,
}

impl FoundLabels {
    /// For a second look, where words before a colon are labels, too, as there are some among several known
    /// ones.
    pub(super) fn for_unknown(&self) -> Option<Self> {
        const FEWEST: usize = 2;
        let takes = self.forms.map(|form| form.has_unknown && form.known >= FEWEST);
        let forms = takes.map(|takes_unknown| FoundForm { takes_unknown, ..Default::default() });
        takes.contains(&true).then(|| Self { forms, ..Default::default() })
    }
}

impl<'a> Labels<'a> {
    pub(super) fn new(text: &'a str, document: &'a Document, vocabulary: &'a Vocabulary) -> Self {
        let cache = RefCell::new(WordCache::default());
        let with_colon = RefCell::new(HashMap::new());
        Self { text, document, vocabulary, own: &[], known: None, cache, with_colon }
    }

    /// The same, where it may be known what is under headings.
    pub(super) fn with_known(self, known: Option<&'a KnownParts>) -> Self {
        Self { known, ..self }
    }

    /// The same, with the labels that the configuration gives some keys. These have no others.
    pub(super) fn with_own(self, own: &'a [DeclaredField]) -> Self {
        Self { own, ..self }
    }

    /// The key of a label.
    pub(super) fn key(&self, label: &'a str) -> Option<Key> {
        self.cache.borrow_mut().answer(label, |label| {
            let named = self.own.iter().find(|field| field.is_called(label));
            let is_free = |key: &Key| !self.own.iter().any(|field| field.key == *key);
            // `first_seen`, as machines write it.
            let spaced = || label.contains('_').then(|| label.replace('_', " "));
            let known = |label: &str| self.vocabulary.key(label).filter(is_free);
            let of_several = || {
                let key = self.vocabulary.key_of_plural(label).filter(is_free);
                key.filter(|key| !matches!(key, Key::Gap | Key::Id))
            };
            let usual = || known(label).or_else(|| known(&spaced()?)).or_else(of_several);
            named.map(|field| field.key).or_else(usual)
        })
    }

    fn line_end(&self, from: usize) -> usize {
        memchr::memchr(b'\n', &self.text.as_bytes()[from..]).map_or(self.text.len(), |at| from + at)
    }

    /// Lists the labels of a paragraph: at the start of its lines, and after separators within
    /// them; in a quoted one, only the labels of policy lines.
    pub(super) fn labels_in(&self, paragraph: &Block, found: &mut FoundLabels) {
        found.labels.clear();
        let end = paragraph.content.end as usize;
        let mut line_start = paragraph.content.start as usize;
        let mut is_plain_allowed = true;
        let are_all_labelled = self.has_only_labels(paragraph);
        let mut may_be_unknown = paragraph.depth > 0 || are_all_labelled;
        while line_start < end {
            let line_end = self.line_end(line_start).min(end);
            let line = &self.text[line_start..line_end];
            let words = behind_bullet(line.trim_start_matches([' ', '\t', '>']));
            let start = line_end - words.len();
            let mut label = self.label_at(paragraph, start, line_end, is_plain_allowed);
            if label.is_none() {
                label = self
                    .bare_label(paragraph, start, line_end)
                    .filter(|_| self.has_bare_labels(paragraph, start..line_end));
            }
            if label.is_none() {
                label = self.label_behind_sign(paragraph, start, line_end);
                label = label.or_else(|| self.label_in_open_emphasis(start, line_end));
                label = label.or_else(|| self.listed_label(paragraph, start, line_end, end));
            }
            if label.is_none() && is_plain_allowed {
                label = self.label_without_colon(paragraph, start, line_end);
            }
            let is_first = line_start == paragraph.content.start as usize;
            if label.is_none() && is_first && paragraph.depth == 0 {
                label = self.label_in_front(start, line_end, end);
            }
            let mut is_unknown = false;
            if label.is_none() && may_be_unknown && is_plain_allowed {
                label = self.unknown_label(start, line_end);
                let form = &mut found.forms[usize::from(paragraph.depth > 0)];
                form.has_unknown |= label.is_some();
                is_unknown = label.is_some();
                label = label.filter(|_| form.takes_unknown || are_all_labelled);
            }
            // A label that may be one hides none of those on the lines below it.
            let is_field = label.is_some()
                || is_unknown
                || is_plain_allowed && paragraph.depth == 0 && self.is_value(start, line_end);
            // `Owner: …` within a sentence is prose; after a field that ends in a hard break it is
            // another field.
            is_plain_allowed = is_field && (is_broken(line) || paragraph.depth == 0);
            may_be_unknown = is_field;
            if let Some(label) = label {
                // Strong labels of items are marked, and so are all of their kind.
                let is_counted = label.key.is_some() && (label.is_plain || paragraph.depth == 0);
                found.forms[usize::from(paragraph.depth > 0)].known += usize::from(is_counted);
                found.labels.push(label);
                self.labels_within(paragraph, start..line_end, &mut found.labels);
            }
            line_start = line_end + 1;
        }
        if paragraph.quoted {
            found.labels.retain(|label| label.key.is_some_and(Key::is_of_policy));
        }
    }

    /// Whether a line is a state or a level and nothing else.
    fn is_value(&self, start: usize, line_end: usize) -> bool {
        single_value(self.text[start..line_end].trim(), self.vocabulary).is_some()
    }

    /// Whether each line of a paragraph outside of lists starts with words before a colon, and one of them is the
    /// known label of a short value: `Clause: 4.2` above `State: open`.
    fn has_only_labels(&self, paragraph: &Block) -> bool {
        const FEWEST: usize = 3;
        const MOST: usize = 20;
        if paragraph.depth > 0 || paragraph.quoted {
            return false;
        }
        // Right below the title, such lines are about the file.
        let at = self.document.block_from(paragraph.span.start);
        let above = at.checked_sub(1).map(|at| self.document.blocks[at].kind);
        let label = |block: &Block| block.content.of(self.text).split_once(':').map(|it| it.0);
        let is_repeated = || {
            let next = self.document.blocks.get(at + 1).and_then(label);
            next.is_some() && next == label(paragraph)
        };
        let is_below_title = matches!(above, None | Some(BlockKind::Heading(1)));
        if is_below_title && !is_repeated() {
            return false;
        }
        let (mut start, end) = (paragraph.content.start as usize, paragraph.content.end as usize);
        let (mut lines, mut known) = (0, 0);
        while start < end {
            let line_end = self.line_end(start).min(end);
            let Some(label) = self.words_before_colon(start, line_end) else { return false };
            let is_known = label.key.is_some_and(Key::is_short);
            if !is_known && self.unknown_label(start, line_end).is_none() || lines >= MOST {
                return false;
            }
            known += usize::from(is_known);
            lines += 1;
            start = line_end + 1;
        }
        lines >= FEWEST && known > 0
    }

    /// Lists the labels behind separators within a line whose first label is the last in the list.
    fn labels_within(&self, paragraph: &Block, line: Range<usize>, found: &mut Vec<FoundLabel>) {
        let are_plain = found.last().is_some_and(|first| first.is_plain && first.key.is_some());
        let are_bare = found.last().is_some_and(|first| self.is_bare(first));
        let marked = separators(self.text, line.clone()).filter_map(|separator| {
            let is_plain = separator.kind == SeparatorKind::Sign;
            let label = self.label_at(paragraph, separator.end, line.end, is_plain);
            let is_bare = || is_plain && are_bare;
            let bare = || self.bare_label(paragraph, separator.end, line.end).filter(|_| is_bare());
            let label = label.or_else(bare);
            // Nobody may know a label among others without marks.
            let unknown =
                || self.unknown_label(separator.end, line.end).filter(|_| is_plain && are_plain);
            let label = label.or_else(unknown)?;
            let is_label =
                is_plain || separator.kind == SeparatorKind::Dash || self.has_colon(&label);
            is_label.then_some((separator, label))
        });
        let mut within: Vec<_> = marked.collect();
        if let Some(first) = found.last().filter(|first| first.is_plain) {
            within.extend(self.plain_labels_behind(first, line.end));
        }
        if within.is_empty() {
            return;
        }
        let is_sign = |separator: &Separator| separator.kind == SeparatorKind::Sign;
        // Behind a dash or a full stop, strong words are a label where others beside them are.
        let is_known = within.iter().any(|(sign, label)| !is_sign(sign) && label.key.is_some());
        within.retain(|(sign, label)| is_known || is_sign(sign) || label.key.is_some());
        within.order_by_key(|(sign, _)| sign.end);
        let has_stops = within.iter().any(|(sign, _)| sign.kind == SeparatorKind::Stop);
        for (separator, label) in within {
            if let Some(before) = found.last_mut()
                && separator.kind == SeparatorKind::Stop
            {
                before.value_end = Some(self.without_stop(before, separator.start + 1));
            }
            found.push(label);
        }
        if let Some(last) = found.last_mut()
            && has_stops
            && last.value_end.is_none()
        {
            let end = last.value_start + self.text[last.value_start..line.end].trim_end().len();
            last.value_end = Some(self.without_stop(last, end));
        }
    }

    /// The known labels without marks behind the value of another, each with what parts it from the
    /// words before it: `Owner: Mia. Priority: P2`, and of short values also `Owner: Mia, Priority: P2`.
    fn plain_labels_behind(
        &self,
        first: &FoundLabel,
        line_end: usize,
    ) -> Vec<(Separator, FoundLabel)> {
        const SIGNS: [&str; 8] = [". ", "; ", ", ", " / ", " - ", " – ", " — ", "  "];
        let value = &self.text[first.value_start..line_end];
        let is_short = |label: &FoundLabel| label.key.is_some_and(Key::is_short);
        let label_before = |(colon, _): (usize, &str)| {
            let near = near_end(&value[..colon]);
            let place = |sign: &&'static str| Some((colon - near.len() + near.rfind(sign)?, *sign));
            let (at, sign) = SIGNS.iter().filter_map(place).max()?;
            let start = first.value_start + at;
            let end = start + sign.len();
            let label = self.plain_label(end, line_end)?;
            let ends_sentence = matches!(sign, ". " | "; ");
            let is_parted = ends_sentence || (is_short(first) && is_short(&label));
            is_parted.then_some((Separator { start, end, kind: SeparatorKind::Stop }, label))
        };
        value.match_indices(": ").filter_map(label_before).collect()
    }

    /// Where the value of a label ends that a full stop or the like may end.
    fn without_stop(&self, label: &FoundLabel, end: usize) -> usize {
        let value = &self.text[label.value_start.min(end)..end];
        end - value.len() + without_stop(value).len()
    }

    /// Whether a colon ends a label.
    pub(super) fn has_colon(&self, label: &FoundLabel) -> bool {
        self.text[label.label.end as usize..label.value_start].contains([':', '：'])
    }

    pub(super) fn label_at(
        &self,
        block: &Block,
        start: usize,
        line_end: usize,
        plain: bool,
    ) -> Option<FoundLabel> {
        let marked = self.document.inlines(block);
        let at = marked.partition_point(|inline| (inline.span.start as usize) < start);
        match marked.get(at) {
            Some(inline) if inline.span.start as usize == start => match inline.mark {
                Mark::Strong => self.strong_label(inline.span, inline.inner(self.text), line_end),
                Mark::Code => None,
            },
            _ => self
                .joined_label(start, line_end)
                .or_else(|| self.emphasised_label(block, start, line_end))
                .or_else(|| if plain { self.plain_label(start, line_end) } else { None }),
        }
    }

    /// The known label of a short value in a list of fields or of definitions: `:Label: value`, or `Label`
    /// above `: value`; in strong text any, `: **Label:** value`.
    fn listed_label(
        &self,
        paragraph: &Block,
        start: usize,
        line_end: usize,
        end: usize,
    ) -> Option<FoundLabel> {
        let line = &self.text[start..line_end];
        let is_short = |label: &FoundLabel| label.key.is_some_and(Key::is_short);
        if let Some(value) = line.strip_prefix(':') {
            let words = line_end - value.trim_start().len();
            let strong = || self.label_at(paragraph, words, line_end, false);
            let label = self.plain_label(start + 1, line_end).filter(is_short).or_else(strong)?;
            return Some(FoundLabel { start, ..label });
        }
        let below = self.text.get(line_end + 1..end)?;
        let value = below.trim_start().strip_prefix(": ")?;
        let label = Span::new(start, line_end).trim(self.text);
        let key = self.key(label.of(self.text));
        let value_start = end - value.len();
        let found = FoundLabel { key, start, label, value_start, value_end: None, is_plain: false };
        is_short(&found).then_some(found)
    }

    /// The label in strong text behind a sign: `🔴 **Label:** value`.
    fn label_behind_sign(
        &self,
        block: &Block,
        start: usize,
        line_end: usize,
    ) -> Option<FoundLabel> {
        let (sign, words) = self.text[start..line_end].split_once(' ')?;
        let is_sign =
            !sign.is_empty() && !sign.contains(|c: char| c.is_ascii() || c.is_alphanumeric());
        if !is_sign || !words.trim_start().starts_with("**") {
            return None;
        }
        let label = self.label_at(block, line_end - words.trim_start().len(), line_end, false)?;
        Some(FoundLabel { start, ..label })
    }

    /// `**Label:** value`, `**Label**: value`, and of known labels `**Label** — value`, `**Label**`.
    fn strong_label(&self, strong: Span, inner: Span, line_end: usize) -> Option<FoundLabel> {
        let name = inner.of(self.text);
        if name.len() > LONGEST_LABEL || name.contains('\n') || strong.end as usize > line_end {
            return None;
        }
        let label = inner.part(name, name.trim_end().trim_end_matches([':', '：']).trim());
        let key = self.key(label.of(self.text));
        let after = &self.text[strong.end as usize..line_end];
        let tail = after.trim_start();
        let value = if label.end < inner.trim(self.text).end {
            Some(after)
        } else if let Some(value) = tail.strip_prefix([':', '：']) {
            Some(value)
        } else if let Some(label) = self.label_within(inner).filter(|_| tail.is_empty()) {
            return Some(FoundLabel { start: strong.start as usize, ..label });
        } else if key.is_some() {
            let dashed = ["— ", "– ", "- "].into_iter().find_map(|dash| tail.strip_prefix(dash));
            dashed.or(tail.is_empty().then_some(tail))
        } else {
            None
        }?;
        (!label.is_empty()).then(|| FoundLabel {
            key,
            start: strong.start as usize,
            label,
            value_start: line_end - value.len(),
            value_end: None,
            is_plain: false,
        })
    }

    /// `**Label: value**`, of known labels.
    fn label_within(&self, inner: Span) -> Option<FoundLabel> {
        let end = inner.end as usize;
        let found = self.plain_label(inner.start as usize, end)?;
        (found.value_start < end).then_some(FoundLabel {
            value_end: Some(end),
            is_plain: false,
            ..found
        })
    }

    /// `**Label:**value`, of known labels: for Markdown this is no strong text.
    fn joined_label(&self, start: usize, line_end: usize) -> Option<FoundLabel> {
        let line = &self.text[start..line_end];
        let (name, value) = line.strip_prefix("**")?.split_once("**")?;
        let label = name.trim_end().strip_suffix([':', '：'])?;
        let label = Span::new(start + 2, start + 2 + label.len()).trim(self.text);
        let key = Some(self.key(label.of(self.text))?);
        let value_start = line_end - value.len();
        Some(FoundLabel { key, start, label, value_start, value_end: None, is_plain: false })
    }

    /// `Label: value`, of known labels.
    pub(super) fn plain_label(&self, start: usize, line_end: usize) -> Option<FoundLabel> {
        self.words_before_colon(start, line_end).filter(|label| label.key.is_some())
    }

    /// `Label: value` of a label that nobody knows: few words that start with a capital.
    fn unknown_label(&self, start: usize, line_end: usize) -> Option<FoundLabel> {
        const MOST_WORDS: usize = 3;
        let is_part = |c: char| c.is_alphabetic() || " -/'’".contains(c);
        self.words_before_colon(start, line_end).filter(|found| {
            let words = found.label.of(self.text);
            words.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase())
                && words.chars().all(is_part)
                && words.split_whitespace().count() <= MOST_WORDS
        })
    }

    /// The same, where the line below starts with a known label.
    fn label_in_front(&self, start: usize, line_end: usize, end: usize) -> Option<FoundLabel> {
        let next = (line_end + 1).min(end);
        let has_known = || self.plain_label(next, self.line_end(next).min(end)).is_some();
        self.unknown_label(start, line_end).filter(|_| has_known())
    }

    /// The words before the first colon of a line.
    fn words_before_colon(&self, start: usize, line_end: usize) -> Option<FoundLabel> {
        let line = &self.text[start..line_end];
        let (name, colon) = first_colon(line)?;
        let value = &line[name.len() + colon.len()..];
        // After a wide colon no space is needed.
        let is_value = value.is_empty() || colon != ":" || value.starts_with(char::is_whitespace);
        let is_sign = |byte: &u8| matches!(byte, b'`' | b'*' | b'[' | b'|');
        if !is_value || name.len() > LONGEST_LABEL || name.as_bytes().iter().any(is_sign) {
            return None;
        }
        let label = Span::new(start, start + name.len()).trim(self.text);
        let key = self.key(label.of(self.text));
        let value_start = line_end - value.len();
        Some(FoundLabel { key, start, label, value_start, value_end: None, is_plain: true })
    }
}

/// The text before the first colon of a line, and the colon.
fn first_colon(line: &str) -> Option<(&str, &str)> {
    const WIDE: &str = "：";
    memchr::memchr2_iter(b':', WIDE.as_bytes()[0], line.as_bytes()).find_map(|at| {
        let (name, rest) = line.split_at(at);
        Some((name, [":", WIDE].into_iter().find(|colon| rest.starts_with(colon))?))
    })
}

/// The end of a text, as long as a label may be.
fn near_end(text: &str) -> &str {
    let from = text.len().saturating_sub(LONGEST_LABEL);
    let from = (from..=text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len());
    &text[from..]
}

/// Whether a line ends in a hard break.
fn is_broken(line: &str) -> bool {
    let line = line.trim_end_matches('\r');
    line.ends_with("  ") || line.ends_with('\\')
}

/// A line without the bullet of another program, which begins no list in Markdown: `•`, or `-` before a blank that
/// does not break.
fn behind_bullet(line: &str) -> &str {
    const BULLETS: [char; 5] = ['•', '‣', '◦', '▪', '●'];
    let is_pasted = |c: char| matches!(c, '\u{a0}' | '\u{202f}');
    let behind = line.strip_prefix(BULLETS).filter(|rest| rest.starts_with(char::is_whitespace));
    let behind = behind
        .or_else(|| line.strip_prefix(['-', '*', '·']).filter(|rest| rest.starts_with(is_pasted)));
    behind.map_or(line, str::trim_start)
}
