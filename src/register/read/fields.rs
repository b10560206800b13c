//! The fields in blocks, in the forms in which teams write them.

use std::cell::OnceCell;
use std::ops::Range;

use super::labels::{FoundLabel, FoundLabels, Labels};
use super::led_bullets::{LedBullets, is_numbered};
use super::outline::announces_other;
use super::pairs;
use super::strong::caption;
use crate::document::{Block, BlockKind, Table};
use crate::register::Field;
use crate::register::anchors::is_anchor;
use crate::text::Span;
use crate::vocabulary::{Key, fold, without_qualifier};

impl<'a> Labels<'a> {
    /// The fields in a run of blocks without headings. Among several lines that start with known labels,
    /// other words before a colon are labels, too.
    pub(super) fn fields_in(&self, blocks: Range<usize>) -> Vec<Field> {
        let mut found = FoundLabels::default();
        let fields = self.fields_found(blocks.clone(), &mut found);
        let mut fields = match found.for_unknown() {
            Some(mut found) => self.fields_found(blocks, &mut found),
            None => fields,
        };
        self.set_qualified_apart(&mut fields);
        fields
    }

    /// Beside `Status`, `Status (vendor)` is another field, of the team's own.
    fn set_qualified_apart(&self, fields: &mut [Field]) {
        let label = |field: &Field| field.label.of(self.text);
        let is_qualified = |field: &&Field| {
            let end = field.label.end as usize;
            self.text.as_bytes().get(..end).is_some_and(|it| it.ends_with(b")"))
                && field.key.is_some_and(|key| !key.may_repeat())
        };
        // Most entries have no such label.
        let qualified: Vec<Field> = fields.iter().filter(is_qualified).cloned().collect();
        for own in qualified {
            let is_other = |other: &&Field| other.key == own.key && other.span != own.span;
            if !fields.iter().any(|other| is_other(&other)) {
                continue;
            }
            let bare = fold(without_qualifier(label(&own)));
            let is_bare = |other: &Field| fold(label(other)) == bare;
            if bare != fold(label(&own)) && fields.iter().filter(is_other).any(is_bare) {
                let same = fields.iter_mut().filter(|field| field.span == own.span);
                same.for_each(|field| field.key = None);
            }
        }
    }

    /// The fields in the lines of a paragraph from the start of one on.
    pub(super) fn fields_from(&self, paragraph: &Block, start: u32) -> Vec<Field> {
        let content = Span { start, ..paragraph.content };
        let mut rest = paragraph.clone();
        rest.content = content;
        let mut found = FoundLabels::default();
        self.labels_in(&rest, &mut found);
        if let Some(unknown) = found.for_unknown() {
            found = unknown;
            self.labels_in(&rest, &mut found);
        }
        self.fields_of(&found.labels, &rest, content).collect()
    }

    /// Adds the short fields of the quote or the YAML that some blocks start with, where it has several, and
    /// of keys that no other field has.
    pub(super) fn add_boxed(&self, blocks: Range<usize>, fields: &mut Vec<Field>) {
        const SEVERAL: usize = 2;
        let Some(first) = self.document.blocks[blocks].first() else { return };
        let content = match first.kind {
            BlockKind::Paragraph if first.quoted => Some(first.content),
            BlockKind::Code if !first.quoted => yaml_in(self.text, first.span),
            _ => None,
        };
        let Some(content) = content.filter(|_| first.depth == 0) else { return };
        let mut lines = first.clone();
        (lines.kind, lines.content, lines.quoted) = (BlockKind::Paragraph, content, false);
        let mut boxed = self.fields_from(&lines, content.start);
        boxed.retain(|field| field.key.is_some_and(Key::is_short));
        for field in boxed.iter_mut().filter(|_| first.kind == BlockKind::Code) {
            let value = field.value.of(self.text);
            field.value = field.value.part(value, yaml_value(value));
        }
        if boxed.len() >= SEVERAL {
            boxed.retain(|field| fields.iter().all(|other| other.key != field.key));
            fields.splice(0..0, boxed);
        }
    }

    fn fields_found(&self, blocks: Range<usize>, found: &mut FoundLabels) -> Vec<Field> {
        let mut fields = Vec::new();
        // The blocks after a label without a value are its value.
        let mut is_open = false;
        let mut done_to = 0;
        // Whether a caption says that the list below it is about something else.
        let mut is_aside = false;
        let led = OnceCell::new();
        let led =
            || led.get_or_init(|| LedBullets::within(self.text, self.document, blocks.clone()));
        for at in blocks.clone() {
            let block = &self.document.blocks[at];
            if (block.span.start as usize) < done_to {
                continue;
            }
            let before = fields.len();
            is_aside &= block.depth > 0;
            match block.kind {
                BlockKind::Rule => is_open = false,
                // A comment is no part of a value, nor is the anchor of the next heading.
                BlockKind::Html if is_apart(block.span.of(self.text)) => continue,
                BlockKind::Item(_) => {
                    // Bullets of a numbered item are its own.
                    let is_lead = is_numbered(self.text, block);
                    let end = if is_lead { led().end(at) } else { None };
                    done_to = end.unwrap_or(block.span.end) as usize;
                    if let Some(lead) = self.lead_of(at) {
                        self.labels_in(lead, found);
                        fields.extend(self.fields_of(&found.labels, lead, block.span));
                    }
                }
                BlockKind::Paragraph => {
                    is_aside = self.is_caption_of_aside(at);
                    self.labels_in(block, found);
                    self.drop_values(&mut found.labels);
                    // `**Contact**` is no label there.
                    found.labels.retain(|label| !is_aside || self.has_colon(label));
                    fields.extend(self.fields_of(&found.labels, block, block.content));
                }
                BlockKind::Table(at) if !block.quoted && block.depth == 0 => {
                    fields.extend(self.fields_of_table(&self.document.tables[at as usize]));
                }
                _ => {}
            }
            // There, a policy of the register may be stated all the same.
            if is_aside && block.depth > 0 {
                let is_other = |field: &mut Field| !field.key.is_some_and(Key::is_of_policy);
                fields.extract_if(before.., is_other).for_each(drop);
            }
            if fields.len() > before {
                // Beside other fields, a short value that is missing is not the text below.
                let is_beside =
                    fields.len() > before + 1 || matches!(block.kind, BlockKind::Item(_));
                is_open = fields.last().is_some_and(|field| {
                    field.value.is_empty() && !(is_beside && field.key.is_some_and(is_one_line))
                });
            } else if is_open && let Some(field) = fields.last_mut() {
                extend(field, block.span.trim(self.text));
            }
        }
        fields
    }

    /// Drops the labels that are values: plain words before a colon, right below a marked label without a value.
    fn drop_values(&self, labels: &mut Vec<FoundLabel>) {
        let is_value = |pair: &[FoundLabel]| {
            let [above, below] = pair else { return false };
            let between = self.text.get(above.value_start..below.start);
            !above.is_plain
                && (below.is_plain && below.key.is_none())
                && between.is_some_and(|text| text.trim().is_empty())
        };
        let mut are_values = labels.windows(2).map(is_value).collect::<Vec<_>>().into_iter();
        let mut is_first = true;
        labels.retain(|_| std::mem::take(&mut is_first) || !are_values.next().unwrap_or_default());
    }

    /// Whether a paragraph is a caption in strong text of a list that is no part of an entry: `**Notes**`.
    pub(super) fn is_caption_of_aside(&self, at: usize) -> bool {
        let [block, below] = [at, at + 1].map(|at| self.document.blocks.get(at));
        let is_above = below.is_some_and(|below| matches!(below.kind, BlockKind::Item(_)));
        let words = block.and_then(|block| caption(self.text, self.document, block));
        let is_aside = |words: Span| announces_other(words.of(self.text), self.vocabulary);
        is_above && words.is_some_and(is_aside)
    }

    /// The fields of a table of labels and values, `| Field | Value |`, most of whose labels are
    /// known.
    fn fields_of_table(&self, table: &Table) -> Vec<Field> {
        let &[first, second] = table.header() else { return Vec::new() };
        let rows = table.rows().iter().filter_map(|row| match &*row.cells {
            [name, value] => Some((name.of(self.text), value.of(self.text))),
            _ => None,
        });
        let is_named = self.vocabulary.is_of_labels(first.of(self.text));
        if !is_named && !pairs::are_fields(second.of(self.text), rows, self.vocabulary) {
            return Vec::new();
        }
        let fields: Vec<Field> = table
            .rows()
            .iter()
            .filter_map(|row| {
                let &[cell, value] = &*row.cells else { return None };
                let name = cell.of(self.text);
                let bare = pairs::bare(name);
                let label = cell.part(name, bare);
                let key = self.key(label.of(self.text));
                (!bare.is_empty()).then_some(Field { key, label, value, span: row.span })
            })
            .collect();
        let known = fields.iter().filter(|field| field.key.is_some()).count();
        let is_known = known * 2 >= fields.len() || is_named && known > 0;
        if is_known { fields } else { Vec::new() }
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
            let key = label.key.filter(|key| *key != Key::Id || names(value.of(self.text)));
            Field { key, label: label.label, value, span: Span::new(start, end) }
        })
    }

    /// A value without the comments and the lines of anchors at its end.
    fn without_comment(&self, value: Span) -> Span {
        let text = value.of(self.text);
        let mut rest = text;
        loop {
            // Both end so, and hardly any value does.
            if !rest.ends_with('>') {
                break;
            }
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
        let before = text.trim_end_matches(DASHES).trim_end();
        // A dash alone is a value.
        if before.is_empty() { value } else { value.part(text, before) }
    }

    fn without_separator(&self, value: Span) -> Span {
        let text = value.of(self.text);
        let end = text.trim_end_matches(['·', '•', '|', '\\']).trim_end();
        // The sign of an emphasis that begins before the label.
        let is_odd = |sign: char| end.matches(sign).count() == 1;
        let inner = end.strip_suffix(['*', '_']);
        let inner = inner.filter(|inner| !inner.ends_with(char::is_whitespace));
        let end = inner.filter(|_| end.chars().last().is_some_and(is_odd)).unwrap_or(end);
        // A backslash at the end of the label's line is a hard break, as two blanks are.
        let below = end.strip_prefix('\\').filter(|rest| rest.starts_with(['\n', '\r']));
        value.part(text, below.map_or(end, str::trim_start))
    }
}

/// Words that join a line with the next.
const JOINING: [&str; 8] = [" and", " or", " ve", " veya", " und", " oder", " et", " y"];

/// Whether the values of a key are one line each.
fn is_one_line(key: Key) -> bool {
    key.is_short() && !matches!(key, Key::Ticket | Key::Custom(_))
}

const DASHES: [char; 2] = ['—', '–'];

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

/// A scalar of YAML without its quotes and without the comment behind it.
fn yaml_value(text: &str) -> &str {
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''));
    if let Some(end) = quote.and_then(|quote| text[1..].find(quote)) {
        return &text[1..=end];
    }
    let is_comment = |&(at, _): &(usize, &str)| at == 0 || text[..at].ends_with([' ', '\t']);
    let comment = text.match_indices('#').find(is_comment);
    comment.map_or(text, |(at, _)| &text[..at]).trim_end()
}

/// The lines of a fenced block of YAML.
fn yaml_in(text: &str, block: Span) -> Option<Span> {
    let whole = block.of(text);
    let (fence, rest) = whole.split_once('\n')?;
    let language = fence.trim_start_matches(['`', '~', ' ']).trim();
    let (lines, _) = rest.trim_end().rsplit_once('\n')?;
    ["yaml", "yml"].contains(&language).then(|| block.part(whole, lines))
}

/// Whether a value is short enough to be an ID: `G-001 (JIRA-12)`, and no sentence.
fn names(value: &str) -> bool {
    const MOST_WORDS: usize = 5;
    value.split_whitespace().count() <= MOST_WORDS
}
