//! The gap sections of a page, and the gaps in them: numbered items with fields, bullets, rows of tables,
//! and prose that names IDs.

use std::ops::Range;

use super::ids;
use super::page::{GapSection, IdPlace, PageGap, PageReading, Standing};
use super::pieces::{Piece, PieceKind, pieces};
use super::remarks::{ItemList, without_remarks};
use super::standing::standing;
use crate::document::{BlockKind, Document, Table};
use crate::register::{Field, fields_in, without_anchor};
use crate::text::{Source, Span};
use crate::vocabulary::Key;

/// The gap sections of a document; `title` is the block of its title, which opens none.
pub(super) fn sections(
    source: &Source,
    document: &Document,
    reading: PageReading<'_>,
    title: Option<usize>,
) -> Vec<GapSection> {
    let text = source.text();
    let blocks = &document.blocks;
    let mut found = Vec::new();
    let mut at = 0;
    while at < blocks.len() {
        let block = &blocks[at];
        let level = match block.kind {
            BlockKind::Heading(level) if !block.quoted && title != Some(at) => level,
            _ => {
                at += 1;
                continue;
            }
        };
        at += 1;
        if !reading.vocabulary.opens_gap_section(without_anchor(block.content.of(text))) {
            continue;
        }
        let is_next = |block: &crate::document::Block| matches!(block.kind, BlockKind::Heading(own) if own <= level);
        let length = blocks[at..].iter().position(is_next).unwrap_or(blocks.len() - at);
        let reader = SectionReader::new(source, document, reading);
        found.push(reader.read(at..at + length));
        at += length;
    }
    found
}

/// What the fields of a gap are, where each is a piece of its own.
#[derive(Clone, Copy, PartialEq, Eq)]
enum PieceForm {
    Item,
    Paragraph,
}

/// Reads one section.
struct SectionReader<'a> {
    source: &'a Source,
    text: &'a str,
    document: &'a Document,
    reading: PageReading<'a>,
    gaps: Vec<PageGap>,
    /// For each gap that is an item with what belongs to it, its list.
    lists: Vec<Option<ItemList>>,
    /// The list of the item that is read.
    list: ItemList,
    denial: Option<Span>,
    /// Whether the last gap goes on: its fields are items, or paragraphs, of their own.
    open: Option<PieceForm>,
    /// The heading above, which may be that of a gap.
    heading: Option<Span>,
}

impl<'a> SectionReader<'a> {
    fn new(source: &'a Source, document: &'a Document, reading: PageReading<'a>) -> Self {
        let text = source.text();
        Self {
            source,
            text,
            document,
            reading,
            gaps: Vec::new(),
            lists: Vec::new(),
            list: ItemList::default(),
            denial: None,
            open: None,
            heading: None,
        }
    }

    fn read(mut self, blocks: Range<usize>) -> GapSection {
        for piece in pieces(self.text, self.document, blocks) {
            match piece.kind {
                PieceKind::Item { is_numbered, .. } => self.list.is_numbered = is_numbered,
                _ => self.list.number += 1,
            }
            match piece.kind {
                PieceKind::Heading => self.read_heading(&piece),
                PieceKind::Item { .. } => self.read_item(&piece),
                PieceKind::Table(at) => self.read_table(&self.document.tables[at as usize]),
                PieceKind::Paragraph => self.read_paragraph(&piece),
            }
        }
        GapSection { gaps: without_remarks(self.gaps, &self.lists), denial: self.denial }
    }

    fn read_heading(&mut self, piece: &Piece) {
        self.open = None;
        self.heading = Some(piece.block(self.document).content);
    }

    fn read_item(&mut self, piece: &Piece) {
        let PieceKind::Item { is_numbered, is_done } = piece.kind else { return };
        let span = piece.block(self.document).span;
        let fields = self.fields_of_item(piece);
        let words = self.words_of_item(span);
        if words.is_empty() || (fields.is_empty() && self.is_link(words)) {
            return;
        }
        let led_by = fields.first().filter(|field| field.label.start <= words.start + 2);
        let is_flat = !is_numbered && led_by.is_some();
        if is_flat && self.goes_on(led_by, PieceForm::Item) {
            self.extend(fields, span);
            return;
        }
        if fields.is_empty() && self.reading.vocabulary.denies_gaps(words.of(self.text)) {
            self.deny(words);
            return;
        }
        let has_children = fields.iter().any(|field| field.span.start > words.start + 2);
        let id_place = self.id_place_of_item(&fields, words, is_flat && !has_children);
        let standing =
            if is_done { Standing::Closed } else { self.standing_of(words, &fields, false) };
        self.push(PageGap { span, lead: words, fields, ids: Vec::new(), standing, id_place });
        // A list each of whose items is a field describes one gap.
        let is_whole = !is_flat || has_children;
        if let Some(list) = self.lists.last_mut().filter(|_| is_whole) {
            *list = Some(self.list);
        }
        self.open = is_flat.then_some(PieceForm::Item);
    }

    /// The words of an item, without its marker and its box.
    fn words_of_item(&self, item: Span) -> Span {
        let whole = item.of(self.text);
        let text = whole.trim_start_matches(|c: char| c.is_ascii_digit());
        let text = text.strip_prefix(['-', '*', '+', '.', ')']).unwrap_or(text).trim_start();
        let boxed = ["[ ] ", "[x] ", "[X] "].into_iter().find_map(|sign| text.strip_prefix(sign));
        item.part(whole, boxed.unwrap_or(text)).trim(self.text)
    }

    /// The fields of an item: those of its first paragraph, and those below it.
    fn fields_of_item(&self, piece: &Piece) -> Vec<Field> {
        let (start, end) = (piece.blocks.start + 1, piece.blocks.end);
        let is_lead = self
            .document
            .blocks
            .get(start)
            .is_some_and(|block| block.kind == BlockKind::Paragraph && start < end);
        let below = if is_lead { start + 1 } else { start };
        let mut fields = self.fields(start..below);
        let inner = self.fields(below..end);
        // What is below the lead and is no field belongs to its value.
        if let (Some(last), true) = (fields.last_mut(), below < end) {
            let first = inner.first().map_or(piece.block(self.document).span.end, |f| f.span.start);
            let before = self.document.blocks[below..end].iter();
            let own = before.take_while(|block| block.span.start < first);
            if let Some(block) = own.filter(|block| block.span.end <= first).last() {
                let end = block.span.trim(self.text).end;
                if last.value.is_empty() {
                    last.value = block.span.trim(self.text);
                }
                last.value.end = last.value.end.max(end);
                last.span.end = last.span.end.max(end);
            }
        }
        fields.extend(inner);
        fields
    }

    fn fields(&self, blocks: Range<usize>) -> Vec<Field> {
        fields_in(self.text, self.document, self.reading.vocabulary, blocks)
    }

    /// Whether an item or a paragraph that begins with a field belongs to the gap above it, which has no
    /// such field yet.
    fn goes_on(&self, led_by: Option<&Field>, form: PieceForm) -> bool {
        let is_open = self.open == Some(form);
        let Some(last) = self.gaps.last().filter(|_| is_open) else { return false };
        led_by.is_some_and(|field| match field.key {
            Some(key) => key.may_repeat() || last.field(key).is_none(),
            None => !last.fields.is_empty(),
        })
    }

    fn extend(&mut self, fields: Vec<Field>, span: Span) {
        let Some(last) = self.gaps.last_mut() else { return };
        last.span.end = span.end;
        last.fields.extend(fields);
        let (lead, whole) = (last.lead, last.span);
        let fields = std::mem::take(&mut last.fields);
        let ids = self.ids(lead, whole, &fields);
        let standing = self.standing_of(lead, &fields, false);
        if let Some(last) = self.gaps.last_mut() {
            // An ID in the heading counts.
            if last.ids.is_empty() {
                last.ids = ids;
            }
            last.fields = fields;
            if last.standing != Standing::Closed {
                last.standing = standing;
            }
        }
    }

    fn read_paragraph(&mut self, piece: &Piece) {
        let block = piece.block(self.document);
        let (span, words) = (block.span, block.content.trim(self.text));
        let fields = self.fields(piece.blocks.clone());
        let led_by = fields.first().filter(|field| field.span.start <= words.start + 2);
        if led_by.is_some_and(|field| field.key.is_some_and(Key::belongs_to_entry)) {
            if self.goes_on(led_by, PieceForm::Paragraph) {
                self.extend(fields, span);
                return;
            }
            let id_place = Some(IdPlace::Behind(self.line_end(words)));
            let standing = self.standing_of(words, &fields, false);
            self.push(PageGap { span, lead: words, fields, ids: Vec::new(), standing, id_place });
            self.open = Some(PieceForm::Paragraph);
            return;
        }
        self.open = None;
        let named = ids::named(self.text, words, self.reading);
        if !named.is_empty() {
            let standing = self.standing_of(words, &[], true);
            let (fields, ids, id_place) = (Vec::new(), Vec::new(), None);
            self.push(PageGap { span, lead: words, fields, ids, standing, id_place });
        } else if self.reading.vocabulary.denies_gaps(words.of(self.text)) {
            self.deny(words);
        }
    }

    fn deny(&mut self, words: Span) {
        let line = Span { start: words.start, end: self.line_end(words) };
        self.denial.get_or_insert(line);
    }

    fn read_table(&mut self, table: &Table) {
        self.open = None;
        let keys: Vec<Option<Key>> = table
            .header()
            .iter()
            .map(|cell| self.reading.vocabulary.key(cell.of(self.text)))
            .collect();
        let has = |key: Key| keys.contains(&Some(key));
        let known = keys.iter().flatten().count();
        if !has(Key::Id) && !(known > 1 && (has(Key::Symptom) || has(Key::Gap))) {
            return;
        }
        for row in table.rows() {
            let cells = row.cells.iter().zip(&keys).zip(table.header());
            let field = |((&cell, &key), &label): ((&Span, &Option<Key>), &Span)| {
                (!cell.is_empty()).then_some(Field { key, label, value: cell, span: cell })
            };
            let fields: Vec<Field> = cells.filter_map(field).collect();
            let Some(first) = fields.first().map(|field| field.value) else { continue };
            let is_denial = self.reading.vocabulary.denies_gaps(first.of(self.text));
            if fields.len() < 2 && is_denial {
                self.deny(first);
                continue;
            }
            let id_cell = keys.iter().position(|key| *key == Some(Key::Id));
            let free = id_cell.and_then(|at| row.cells.get(at)).filter(|cell| cell.is_empty());
            let free = free.map(|&cell| self.blanks_around(cell));
            let lead = [Key::Gap, Key::Symptom].into_iter().find_map(|key| {
                fields.iter().find(|field| field.key == Some(key)).map(|field| field.value)
            });
            let lead = lead.unwrap_or(first);
            let id_place = match (id_cell, free) {
                (Some(_), Some(cell)) => Some(IdPlace::Cell(cell)),
                (Some(_), None) => None,
                (None, _) => Some(IdPlace::Behind(lead.end)),
            };
            let standing = self.standing_of(first, &fields, false);
            self.push(PageGap {
                span: row.span,
                lead,
                fields,
                ids: Vec::new(),
                standing,
                id_place,
            });
        }
    }

    /// An empty cell with the blanks in it.
    fn blanks_around(&self, cell: Span) -> Span {
        let (before, after) = self.text.split_at(cell.start as usize);
        let is_blank = |c: char| c == ' ' || c == '\t';
        let start = before.trim_end_matches(is_blank).len();
        let end = self.text.len() - after.trim_start_matches(is_blank).len();
        Span::new(start, end)
    }

    /// Adds a gap, whose first line is where its words begin.
    fn push(&mut self, mut gap: PageGap) {
        gap.lead.end = self.line_end(gap.lead);
        let heading = self.heading.take().filter(|_| !gap.fields.is_empty());
        gap.ids = self.ids(gap.lead, gap.span, &gap.fields);
        if let Some(heading) = heading {
            let named = ids::named(self.text, heading, self.reading);
            if !named.is_empty() {
                gap.ids = named;
            }
        }
        self.gaps.push(gap);
        self.lists.push(None);
    }

    /// The IDs that a gap names: those of its ID field, else those of its first line, else all.
    fn ids(&self, lead: Span, whole: Span, fields: &[Field]) -> Vec<Span> {
        let of_field = fields.iter().find(|field| field.key == Some(Key::Id));
        let places = [of_field.map(|field| field.value), Some(lead), Some(whole)];
        let named = |place: Span| ids::named(self.text, place, self.reading);
        let found = places.into_iter().flatten().map(named);
        found.into_iter().find(|ids| !ids.is_empty()).unwrap_or_default()
    }

    /// Where an ID can be written into an item: as a field before the others, else behind its first line.
    fn id_place_of_item(&self, fields: &[Field], words: Span, is_flat: bool) -> Option<IdPlace> {
        let own_line = |field: &&Field| {
            let line = self.source.line_at(field.span.start as usize);
            let before = Span { start: line.start, end: field.span.start };
            field.span.start > words.start + 2 && before.of(self.text).trim().is_empty()
        };
        if is_flat {
            let line = self.source.line_at(words.start as usize);
            return Some(IdPlace::Before(line.trim(self.text).start));
        }
        let first = fields.iter().find(own_line);
        let place = first.map(|field| IdPlace::Before(field.span.start));
        place.or(Some(IdPlace::Behind(self.line_end(words))))
    }

    /// The end of the first line of a text, without the blanks at its end.
    fn line_end(&self, words: Span) -> u32 {
        let text = words.of(self.text);
        let line = text.lines().next().unwrap_or(text).trim_end();
        words.start + line.len() as u32
    }

    fn is_link(&self, words: Span) -> bool {
        let text = words.of(self.text).trim_end_matches('.');
        text.starts_with('[') && text.ends_with(')') && text.matches("](").count() == 1
    }

    /// What a gap says of its own state.
    fn standing_of(&self, lead: Span, fields: &[Field], is_prose: bool) -> Standing {
        let status = fields.iter().find(|field| field.key == Some(Key::Status));
        let status = status.map(|field| field.value.of(self.text));
        standing(lead.of(self.text), status, is_prose, self.reading.vocabulary)
    }
}
