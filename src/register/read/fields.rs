//! The fields in blocks, in the forms in which teams write them.

use std::cell::RefCell;
use std::ops::Range;

use super::known_parts::KnownParts;
use crate::document::{Block, BlockKind, Document, Mark, Table};
use crate::register::anchors::is_anchor;
use crate::register::{DeclaredField, Field};
use crate::text::{Ordered, Span, WordCache};
use crate::vocabulary::{Key, Vocabulary};

/// A longer text before a colon is a sentence.
const LONGEST_LABEL: usize = 80;

/// Finds the labels of one document, and their keys.
pub(super) struct Labels<'a> {
    text: &'a str,
    document: &'a Document,
    vocabulary: &'a Vocabulary,
    /// The labels that the configuration gives some keys.
    own: &'a [DeclaredField],
    /// What is under headings, where that is known.
    pub(super) known: Option<&'a KnownParts>,
    cache: RefCell<WordCache<'a, Option<Key>>>,
}

/// Where a label is, and where its field and its value start.
struct FoundLabel {
    key: Option<Key>,
    start: usize,
    label: Span,
    value_start: usize,
    /// Where its value ends at the latest, if before the next label.
    value_end: Option<usize>,
    /// Whether nothing marks the label as one.
    is_plain: bool,
}

/// The labels that were found in a run of blocks.
#[derive(Default)]
struct FoundLabels {
    /// Those of the last paragraph. One list for all: most hold one label or none.
    labels: Vec<FoundLabel>,
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

impl FoundForm {
    /// Whether other words before a colon are labels, too: among several known ones.
    fn has_labels_of_its_own(self) -> bool {
        const FEWEST: usize = 2;
        self.has_unknown && self.known >= FEWEST
    }
}

impl<'a> Labels<'a> {
    pub(super) fn new(text: &'a str, document: &'a Document, vocabulary: &'a Vocabulary) -> Self {
        let cache = RefCell::new(WordCache::default());
        Self { text, document, vocabulary, own: &[], known: None, cache }
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
            let usual = || self.vocabulary.key(label).filter(is_free);
            named.map(|field| field.key).or_else(usual)
        })
    }

    /// The fields in a run of blocks without headings. Among several lines that start with known labels,
    /// other words before a colon are labels, too.
    pub(super) fn fields_in(&self, blocks: Range<usize>) -> Vec<Field> {
        let mut found = FoundLabels::default();
        let fields = self.fields_found(blocks.clone(), &mut found);
        let takes = found.forms.map(FoundForm::has_labels_of_its_own);
        if takes == [false; 2] {
            return fields;
        }
        let forms = takes.map(|takes_unknown| FoundForm { takes_unknown, ..Default::default() });
        self.fields_found(blocks, &mut FoundLabels { forms, ..Default::default() })
    }

    /// The fields in the lines of a paragraph from the start of one on.
    pub(super) fn fields_from(&self, paragraph: &Block, start: u32) -> Vec<Field> {
        let content = Span { start, ..paragraph.content };
        let mut rest = paragraph.clone();
        rest.content = content;
        let mut found = FoundLabels::default();
        self.labels_in(&rest, &mut found);
        self.fields_of(&found.labels, &rest, content).collect()
    }

    fn fields_found(&self, blocks: Range<usize>, found: &mut FoundLabels) -> Vec<Field> {
        let mut fields = Vec::new();
        // The blocks after a label without a value are its value.
        let mut is_open = false;
        let mut done_to = 0;
        for at in blocks {
            let block = &self.document.blocks[at];
            if (block.span.start as usize) < done_to {
                continue;
            }
            let before = fields.len();
            match block.kind {
                BlockKind::Rule => is_open = false,
                // A comment is no part of a value, nor is the anchor of the next heading.
                BlockKind::Html if is_apart(block.span.of(self.text)) => continue,
                BlockKind::Item(_) => {
                    done_to = block.span.end as usize;
                    if let Some(lead) = self.lead_of(at) {
                        self.labels_in(lead, found);
                        fields.extend(self.fields_of(&found.labels, lead, block.span));
                    }
                }
                BlockKind::Paragraph => {
                    self.labels_in(block, found);
                    fields.extend(self.fields_of(&found.labels, block, block.content));
                }
                BlockKind::Table(at) if !block.quoted && block.depth == 0 => {
                    fields.extend(self.fields_of_table(&self.document.tables[at as usize]));
                }
                _ => {}
            }
            if fields.len() > before {
                is_open = fields.last().is_some_and(|field| field.value.is_empty());
            } else if is_open && let Some(field) = fields.last_mut() {
                extend(field, block.span.trim(self.text));
            }
        }
        fields
    }

    /// The fields of a table of labels and values, `| Field | Value |`, most of whose labels are
    /// known.
    fn fields_of_table(&self, table: &Table) -> Vec<Field> {
        let &[first, _] = table.header() else { return Vec::new() };
        if !self.vocabulary.is_of_labels(first.of(self.text)) {
            return Vec::new();
        }
        let fields: Vec<Field> = table
            .rows()
            .iter()
            .filter_map(|row| {
                let &[cell, value] = &*row.cells else { return None };
                let name = cell.of(self.text);
                let bare = name.trim_matches(['*', '_', '`', ' ']).trim_end_matches([':', '：']);
                let label = cell.part(name, bare);
                let key = self.key(label.of(self.text));
                (!bare.is_empty()).then_some(Field { key, label, value, span: row.span })
            })
            .collect();
        let known = fields.iter().filter(|field| field.key.is_some()).count();
        if known * 2 >= fields.len() { fields } else { Vec::new() }
    }

    /// The leading text of the item at `at`.
    fn lead_of(&self, at: usize) -> Option<&'a Block> {
        let item = &self.document.blocks[at];
        let next = self.document.blocks.get(at + 1)?;
        (next.kind == BlockKind::Paragraph
            && item.span.contains(next.span)
            && next.depth == item.depth)
            .then_some(next)
    }

    /// The fields that start at the labels of a paragraph; the last one ends at the end of `whole`.
    fn fields_of(
        &self,
        labels: &[FoundLabel],
        paragraph: &Block,
        whole: Span,
    ) -> impl Iterator<Item = Field> {
        let is_item = whole.start < paragraph.content.start;
        let is_led = labels.first().is_some_and(|l| l.start <= paragraph.content.start as usize);
        let labels = if is_item && !is_led { &[] } else { labels };
        labels.iter().enumerate().map(move |(at, label)| {
            let start = if at == 0 { whole.start as usize } else { label.start };
            let end = labels.get(at + 1).map_or(whole.end as usize, |next| next.start);
            let value_end = label.value_end.unwrap_or(end).min(end);
            let value = Span::new(label.value_start.min(value_end), value_end).trim(self.text);
            let value = self.without_separator(self.without_comment(value));
            let value = if at + 1 < labels.len() { self.without_dash(value) } else { value };
            let end = value.end.max(label.value_start as u32) as usize;
            let start = if is_item || at > 0 { start } else { label.start };
            let value =
                if label.key.is_some_and(is_one_line) { self.without_note(value) } else { value };
            Field { key: label.key, label: label.label, value, span: Span::new(start, end) }
        })
    }

    fn line_end(&self, from: usize) -> usize {
        memchr::memchr(b'\n', &self.text.as_bytes()[from..]).map_or(self.text.len(), |at| from + at)
    }

    /// A value without the comments and the lines of anchors at its end.
    fn without_comment(&self, value: Span) -> Span {
        let text = value.of(self.text);
        let mut rest = text;
        loop {
            let comment = rest.strip_suffix("-->").and_then(|rest| rest.rfind("<!--"));
            let anchor = || rest.rfind('\n').filter(|line| is_anchor(&rest[line + 1..]));
            let Some(end) = comment.or_else(anchor) else { break };
            rest = rest[..end].trim_end();
        }
        value.part(text, rest)
    }

    /// A value of one line without a note below it. A line that goes on with it is a part of it.
    fn without_note(&self, value: Span) -> Span {
        let whole = value.of(self.text);
        let Some((line, below)) = whole.split_once('\n') else { return value };
        let line = line.trim_end();
        let is_sentence = below.trim_start().starts_with(|c: char| !c.is_lowercase() && c != '(');
        let opened = line.matches('(').count() > line.matches(')').count();
        let goes_on = opened
            || line.ends_with([',', ';', ':', '—', '–', '-', '/', '&', '+', '→', '\\'])
            || JOINING.iter().any(|word| line.ends_with(word));
        let is_apart = below.trim_start_matches(' ').starts_with(['\n', '\r', '-', '*', '+', '>']);
        let is_note = is_apart || (is_sentence && !goes_on);
        let is_list = ["- ", "* ", "+ ", "> "].iter().any(|marker| line.starts_with(marker));
        if is_note && !is_list && !line.is_empty() { value.part(whole, line) } else { value }
    }

    fn without_dash(&self, value: Span) -> Span {
        let text = value.of(self.text);
        value.part(text, text.trim_end_matches(DASHES).trim_end())
    }

    fn without_separator(&self, value: Span) -> Span {
        let text = value.of(self.text);
        let end = text.trim_end_matches(['·', '•', '|', '\\']).trim_end();
        // A backslash at the end of the label's line is a hard break, as two blanks are.
        let below = end.strip_prefix('\\').filter(|rest| rest.starts_with(['\n', '\r']));
        value.part(text, below.map_or(end, str::trim_start))
    }

    /// Lists the labels of a paragraph: at the start of its lines, and after separators within
    /// them; in a quoted one, only the labels of policy lines.
    fn labels_in(&self, paragraph: &Block, found: &mut FoundLabels) {
        found.labels.clear();
        let end = paragraph.content.end as usize;
        let mut line_start = paragraph.content.start as usize;
        let mut is_plain_allowed = true;
        let mut may_be_unknown = paragraph.depth > 0;
        while line_start < end {
            let line_end = self.line_end(line_start).min(end);
            let line = &self.text[line_start..line_end];
            let start = line_end - line.trim_start_matches([' ', '\t', '>']).len();
            let mut label = self.label_at(paragraph, start, line_end, is_plain_allowed);
            if label.is_none() {
                label = self.label_behind_sign(paragraph, start, line_end);
                label = label.or_else(|| self.listed_label(start, line_end, end));
            }
            let is_first = line_start == paragraph.content.start as usize;
            if label.is_none() && is_first && paragraph.depth == 0 {
                // In front of lines with known labels.
                let next = (line_end + 1).min(end);
                let has_known = self.plain_label(next, self.line_end(next).min(end)).is_some();
                label = self.unknown_label(start, line_end).filter(|_| has_known);
            }
            if label.is_none() && may_be_unknown && is_plain_allowed {
                label = self.unknown_label(start, line_end);
                let form = &mut found.forms[usize::from(paragraph.depth > 0)];
                form.has_unknown |= label.is_some();
                label = label.filter(|_| form.takes_unknown);
            }
            let is_field = label.is_some();
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

    /// Lists the labels behind separators within a line whose first label is the last in the list.
    fn labels_within(&self, paragraph: &Block, line: Range<usize>, found: &mut Vec<FoundLabel>) {
        let are_plain = found.last().is_some_and(|first| first.is_plain && first.key.is_some());
        let marked = separators(self.text, line.clone()).filter_map(|separator| {
            let is_plain = separator.kind == SeparatorKind::Sign;
            let label = self.label_at(paragraph, separator.end, line.end, is_plain);
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
                before.value_end = Some(self.before_stop(before, separator.start + 1));
            }
            found.push(label);
        }
        if let Some(last) = found.last_mut()
            && has_stops
            && last.value_end.is_none()
        {
            let end = last.value_start + self.text[last.value_start..line.end].trim_end().len();
            last.value_end = Some(self.before_stop(last, end));
        }
    }

    /// The known labels without marks behind the value of another, each with what parts it from the
    /// words before it: `Owner: Mia. Priority: P2`, and of short values also `Owner: Mia, Priority: P2`.
    fn plain_labels_behind(
        &self,
        first: &FoundLabel,
        line_end: usize,
    ) -> Vec<(Separator, FoundLabel)> {
        const SIGNS: [&str; 4] = [". ", "; ", ", ", " / "];
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

    /// Where the value of a label ends that a full stop or a semicolon may end; a stop that is a part of
    /// an abbreviation stays.
    fn before_stop(&self, label: &FoundLabel, end: usize) -> usize {
        let value = &self.text[label.value_start.min(end)..end];
        let Some(words) = value.strip_suffix(['.', ';', ',']) else { return end };
        let last = words.rsplit([' ', '.']).next().unwrap_or_default();
        let is_abbreviation = value.ends_with('.')
            && (words.trim().contains(". ") || last.chars().count() == 1)
            && !last.starts_with(|c: char| c.is_ascii_digit());
        if is_abbreviation { end } else { label.value_start + words.len() }
    }

    /// Whether a colon ends a label.
    fn has_colon(&self, label: &FoundLabel) -> bool {
        self.text[label.label.end as usize..label.value_start].contains([':', '：'])
    }

    fn label_at(
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
                .or_else(|| if plain { self.plain_label(start, line_end) } else { None }),
        }
    }

    /// The known label of a short value in a list of fields or of definitions: `:Label: value`, or `Label`
    /// above `: value`.
    fn listed_label(&self, start: usize, line_end: usize, end: usize) -> Option<FoundLabel> {
        let line = &self.text[start..line_end];
        let is_short = |label: &FoundLabel| label.key.is_some_and(Key::is_short);
        if line.starts_with(':') {
            let label = self.plain_label(start + 1, line_end).filter(is_short)?;
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
    fn plain_label(&self, start: usize, line_end: usize) -> Option<FoundLabel> {
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

/// What parts the fields of a line.
struct Separator {
    start: usize,
    /// Where the next field may start.
    end: usize,
    kind: SeparatorKind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum SeparatorKind {
    /// `·`, `•` or `|` between spaces.
    Sign,
    /// A dash, behind which a field has strong words for its label.
    Dash,
    /// The end of a sentence or a part of one, behind which a field has strong words, too.
    Stop,
}

/// Each `·`, `•` or `|` between spaces, and each dash or end of a sentence before strong words.
fn separators(text: &str, line: Range<usize>) -> impl Iterator<Item = Separator> {
    let Range { start: from, end: to } = line;
    let line = &text[from..to];
    let bytes = line.as_bytes();
    let signs = memchr::memchr3_iter(b'|', b'\xc2', b'\xe2', bytes).filter_map(move |at| {
        let is_apart = at > 0 && bytes[at - 1] == b' ';
        let is_at = |sign: &&str| is_apart && bytes[at..].starts_with(sign.as_bytes());
        let sign = ["| ", "· ", "• "].into_iter().find(is_at)?;
        let start = from + at;
        Some(Separator { start, end: start + sign.len(), kind: SeparatorKind::Sign })
    });
    let strong = memchr::memchr_iter(b'*', bytes).filter_map(move |at| {
        if !bytes[at..].starts_with(b"**") {
            return None;
        }
        let (sign, kind) = [
            (" — ", SeparatorKind::Dash),
            (" – ", SeparatorKind::Dash),
            (". ", SeparatorKind::Stop),
            ("; ", SeparatorKind::Stop),
            (", ", SeparatorKind::Stop),
        ]
        .into_iter()
        .find(|(sign, _)| line[..at].ends_with(sign))?;
        let end = from + at;
        Some(Separator { start: end - sign.len(), end, kind })
    });
    signs.chain(strong)
}

/// Words that join a line with the next.
const JOINING: [&str; 8] = [" and", " or", " ve", " veya", " und", " oder", " et", " y"];

/// Whether the values of a key are one line each.
fn is_one_line(key: Key) -> bool {
    key.is_short() && !matches!(key, Key::Ticket | Key::Custom(_))
}

const DASHES: [char; 2] = ['—', '–'];

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

/// Whether a block of HTML is a comment, or an anchor.
fn is_apart(html: &str) -> bool {
    html.trim_start().starts_with("<!--") || is_anchor(html)
}

/// Extends a field's value by the block at `span`.
fn extend(field: &mut Field, span: Span) {
    if field.value.is_empty() {
        field.value = span;
    }
    field.value.end = field.value.end.max(span.end);
    field.span.end = field.span.end.max(span.end);
}
