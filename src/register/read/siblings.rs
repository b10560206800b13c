//! Items, sections and parts of entries that were not taken for entries beside others.

use std::collections::{BTreeMap, HashSet};

use super::heading_tree::{HeadingTree, start_of};
use super::outline::announces_other;
use crate::document::{Block, BlockKind, Document};
use crate::register::{Entry, Field, Form, Reading, Refusal, Unread, UnreadKind};
use crate::text::{Span, sort_by_place};
use crate::values::split_base_id;
use crate::vocabulary::{Key, KeySet};

/// Beside fewer entries, a section may be anything.
const FEWEST: usize = 2;

/// The labels that an entry has once.
const LABELS: [Key; 3] = [Key::Status, Key::Priority, Key::Owner];

/// Adds what is among the entries of a document and is none of them: an item in a list of some, a section
/// beside some, and a line in one of them above labels that it has already.
pub(super) fn add_unread(
    text: &str,
    document: &Document,
    entries: &[Entry],
    reading: Reading<'_>,
    unread: &mut Vec<Unread>,
) {
    let among = Among { text, document, entries, reading };
    unread.extend(among.items());
    unread.extend(among.sections());
    unread.extend(entries.iter().filter_map(|entry| among.melted(entry)));
    unread.extend(among.lines_with_ids());
    sort_by_place(unread, |it| it.span);
    let mut end = 0;
    unread.retain(|it| {
        let is_apart = it.span.start >= end;
        end = it.span.end.max(end);
        is_apart
    });
}

struct Among<'a> {
    text: &'a str,
    document: &'a Document,
    entries: &'a [Entry],
    reading: Reading<'a>,
}

/// A heading and what is below it.
struct Section {
    words: Span,
    /// All before the next heading of any level.
    own: Span,
    /// Where the next one begins that is not below it.
    end: u32,
}

impl Among<'_> {
    /// The runs of items without entries in lists that have some.
    fn items(&self) -> Vec<Unread> {
        if !self.entries.iter().any(|entry| entry.form == Form::Item) {
            return Vec::new();
        }
        let is_item = |block: &Block| matches!(block.kind, BlockKind::Item(_)) && block.depth == 1;
        let mut found = Vec::new();
        for list in self.document.blocks.split(|block| block.depth == 0 || block.quoted) {
            let items: Vec<Span> = list
                .iter()
                .filter(|block| is_item(block))
                .map(|it| it.span.trim(self.text))
                .collect();
            if !items.iter().any(|item| self.is_entry(*item)) {
                continue;
            }
            for run in items.chunk_by(|a, b| self.is_read(*a) == self.is_read(*b)) {
                found.extend(self.unread(run, UnreadKind::List));
            }
        }
        found
    }

    /// The lines of paragraphs that start with an ID like those of paragraphs which are entries, and which no entry
    /// has: the marks of the ID, or the blank line above it, may be missing.
    fn lines_with_ids(&self) -> Vec<Unread> {
        let is_paragraph = |entry: &&Entry| {
            let mark = self.text.get(entry.span.start as usize..).unwrap_or_default();
            entry.form == Form::Item && mark.starts_with("**")
        };
        let id = |entry: &Entry| Some(entry.id?.of(self.text));
        let ids: HashSet<&str> = self.entries.iter().filter(is_paragraph).filter_map(id).collect();
        let prefix = |id: &'_ str| split_base_id(id).map(|(prefix, ..)| prefix.to_owned());
        let prefixes: HashSet<String> = ids.iter().filter_map(|id| prefix(id)).collect();
        if prefixes.is_empty() {
            return Vec::new();
        }
        let is_lost = |line: &&str| {
            let id = self.reading.id.prefix(line.trim_start_matches(['*', ' ']));
            let id = id.filter(|id| !ids.contains(id));
            id.and_then(prefix).is_some_and(|prefix| prefixes.contains(&prefix))
        };
        let texts = self.document.blocks.iter().filter(|block| {
            block.kind == BlockKind::Paragraph && block.depth == 0 && !block.quoted
        });
        let found = texts.flat_map(|block| {
            let whole = block.content.of(self.text);
            let lines = whole.lines().filter(is_lost);
            lines.map(|line| block.content.part(whole, line.trim_end()))
        });
        let (what, why) = (UnreadKind::Sections, Refusal::NoTitle);
        found.map(|span| Unread { span, what, count: 1, why }).collect()
    }

    /// The sections without entries beside those that are entries: of one level, below one heading.
    fn sections(&self) -> Vec<Unread> {
        let mut found = Vec::new();
        for siblings in self.sibling_sections() {
            let count = siblings.iter().filter(|it| self.is_entry(it.own)).count();
            if count >= FEWEST && count * 2 >= siblings.len() {
                let plain = siblings.iter().filter(|it| self.is_plain(it));
                found.extend(plain.filter_map(|it| self.unread(&[it.own], UnreadKind::Sections)));
            }
        }
        found
    }

    /// Whether no entries are below a section, and its heading announces nothing else.
    fn is_plain(&self, section: &Section) -> bool {
        let before = self.entries.partition_point(|entry| entry.span.start < section.end);
        let is_below = |entry: &Entry| entry.span.start >= section.own.start;
        !self.entries[..before].last().is_some_and(is_below)
            && !announces_other(section.words.of(self.text), self.reading.vocabulary)
    }

    /// The sections of one level below each heading.
    fn sibling_sections(&self) -> Vec<Vec<Section>> {
        let start = |block| start_of(block, self.document, self.text);
        let mut all: BTreeMap<(Option<usize>, u8), Vec<Section>> = BTreeMap::new();
        for it in HeadingTree::of(self.document) {
            let own = Span { start: it.span.start, end: start(it.body_end) }.trim(self.text);
            let section = Section { words: it.content, own, end: start(it.end) };
            all.entry((it.parent, it.level)).or_default().push(section);
        }
        all.into_values().collect()
    }

    /// The end of an entry from the line on that is above a label which the entry has already: the title of
    /// another one may have lost its form.
    fn melted(&self, entry: &Entry) -> Option<Unread> {
        if matches!(entry.form, Form::Row(_)) {
            return None;
        }
        let is_own =
            |field: &Field| entry.span.contains(field.span) && field.label.end < field.value.start;
        let mut known = KeySet::default();
        let again = entry.fields.iter().find(|field| {
            let key = field.key.filter(|key| LABELS.contains(key) && is_own(field));
            key.is_some_and(|key| !known.insert(key))
        })?;
        let before = Span { start: entry.span.start, end: again.span.start.max(entry.span.start) };
        let whole = before.of(self.text);
        // What is in front of the label on its line is its marker.
        let above = whole.rsplit_once('\n')?.0.trim_end();
        let line = above.rsplit_once('\n')?.1;
        let words = before.part(whole, line.trim());
        let is_label = entry
            .fields
            .iter()
            .any(|field| words.contains(field.label) && field.label.end < field.value.start);
        let is_text = words.of(self.text).trim_start_matches(['*', '_', '#', '-', '+', ' ']);
        let is_title = is_text.starts_with(char::is_alphanumeric) && !is_label;
        let span = Span { start: words.start, end: entry.span.end };
        let (what, why) = (UnreadKind::Sections, Refusal::NoTitle);
        is_title.then_some(Unread { span, what, count: 1, why })
    }

    fn unread(&self, run: &[Span], what: UnreadKind) -> Option<Unread> {
        let (first, last) = (run.first()?, run.last()?);
        let span = Span { start: first.start, end: last.end };
        let is_new = !self.is_read(*first) && span.of(self.text).contains(char::is_alphanumeric);
        is_new.then_some(Unread { span, what, count: run.len(), why: Refusal::OthersCertain })
    }

    /// Whether an entry is all of a span.
    fn is_entry(&self, span: Span) -> bool {
        self.around(span).is_some_and(|entry| entry.span.start == span.start)
    }

    /// Whether a span is an entry, or within one.
    fn is_read(&self, span: Span) -> bool {
        self.around(span).is_some()
    }

    fn around(&self, span: Span) -> Option<&Entry> {
        let at = self.entries.partition_point(|entry| entry.span.start <= span.start);
        let entry = &self.entries[at.checked_sub(1)?];
        (entry.span.end > span.start).then_some(entry)
    }
}
