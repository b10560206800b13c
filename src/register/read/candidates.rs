//! What holds entries or could hold them, and what speaks for and against that.

use std::collections::HashMap;

use super::declared::Sections;
use super::outline::heading_meaning;
use crate::document::{BlockKind, Document, Table};
use crate::register::{Entry, Field, Reading, Register, UnreadKind};
use crate::text::{Ordered, Span};
use crate::vocabulary::Key;

/// A table, a list or sections of one level that hold entries or could hold them.
#[derive(Debug)]
pub(crate) struct Candidate {
    pub(crate) span: Span,
    pub(crate) what: UnreadKind,
    /// How many members it has.
    pub(crate) count: usize,
    /// How many of them are entries.
    pub(crate) taken: usize,
    pub(crate) reasons: Vec<String>,
    pub(crate) objections: Vec<String>,
}

/// Members of one kind that are found together.
struct Group<'d> {
    what: UnreadKind,
    members: Vec<Span>,
    /// The words of the heading above them.
    above: Option<Span>,
    /// The table, where they are its rows.
    table: Option<&'d Table>,
    /// Whether they are items with a box, most of them.
    has_boxes: bool,
}

impl Register<'_> {
    /// What holds entries in it or could hold them.
    pub(crate) fn candidates(&self, reading: Reading<'_>) -> Vec<Candidate> {
        let Ok(document) = Document::read(self.source) else { return Vec::new() };
        let sections = Sections::of(self.source.text(), &document, reading, &[]);
        let mut groups = headings(&sections);
        groups.extend(bodies(&document, &sections));
        groups.order_by_key(|group| group.members.first().map(|first| first.start));
        groups.iter().filter_map(|group| self.candidate(group, reading)).collect()
    }

    fn candidate(&self, group: &Group<'_>, reading: Reading<'_>) -> Option<Candidate> {
        let (first, last) = (group.members.first()?, group.members.last()?);
        let members = Span { start: first.start, end: last.end }.trim(self.source.text());
        let span = group.table.map_or(members, |table| table.span.trim(self.source.text()));
        let refused = self.unread.iter().find(|unread| {
            unread.what == group.what
                && unread.span.start < span.end
                && span.start < unread.span.end
        });
        let entries: Vec<&Entry> = self.entries_at(&group.members);
        if entries.is_empty() && refused.is_none() {
            return None;
        }
        let facts = Facts { register: self, group, entries: &entries, reading };
        let (mut reasons, mut objections) = facts.counted();
        reasons.extend(facts.shared_labels());
        reasons.extend(facts.subject());
        objections.extend(refused.map(|refused| refused.why.reason().to_owned()));
        let (count, taken) = (group.members.len(), entries.len());
        Some(Candidate { span, what: group.what, count, taken, reasons, objections })
    }

    /// The entries that start where some members do.
    fn entries_at(&self, members: &[Span]) -> Vec<&Entry> {
        let entry = |member: &Span| {
            let start = member.trim(self.source.text()).start;
            let at = self.entries.binary_search_by_key(&start, |entry| entry.span.start).ok()?;
            self.entries.get(at)
        };
        members.iter().filter_map(entry).collect()
    }
}

/// The sections of one level below one heading.
fn headings<'d>(sections: &Sections) -> Vec<Group<'d>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut places: HashMap<(Option<u32>, u8), usize> = HashMap::new();
    for section in sections.all().iter().filter(|section| !section.is_title) {
        let above = sections.above(section.span);
        let at =
            *places.entry((above.map(|words| words.start), section.level)).or_insert_with(|| {
                let (members, what) = (Vec::new(), UnreadKind::Sections);
                groups.push(Group { what, members, above, table: None, has_boxes: false });
                groups.len() - 1
            });
        groups[at].members.push(section.span);
    }
    groups
}

/// The tables and the outermost lists.
fn bodies<'d>(document: &'d Document, sections: &Sections) -> Vec<Group<'d>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    // Whether the last group is a list that may go on.
    let mut is_list = false;
    let mut boxes = 0;
    for block in document.blocks.iter().filter(|block| !block.quoted) {
        let above = sections.above(block.span);
        match block.kind {
            BlockKind::Table(at) if block.depth == 0 => {
                let table = &document.tables[at as usize];
                let members = table.rows().iter().map(|row| row.span).collect();
                let what = UnreadKind::Table;
                groups.push(Group { what, members, above, table: Some(table), has_boxes: false });
                is_list = false;
            }
            BlockKind::Item(done) if block.depth == 1 => {
                if !is_list {
                    let (members, what) = (Vec::new(), UnreadKind::List);
                    groups.push(Group { what, members, above, table: None, has_boxes: false });
                    boxes = 0;
                }
                is_list = true;
                boxes += usize::from(done.is_some());
                if let Some(group) = groups.last_mut() {
                    group.members.push(block.span);
                    group.has_boxes = boxes * 2 > group.members.len();
                }
            }
            _ if block.depth == 0 => is_list = false,
            _ => {}
        }
    }
    groups
}

/// What the members of a group show.
struct Facts<'f> {
    register: &'f Register<'f>,
    group: &'f Group<'f>,
    /// Those that are entries.
    entries: &'f [&'f Entry],
    reading: Reading<'f>,
}

impl Facts<'_> {
    /// How many members have an ID, a state and so on, as what speaks for them; and what none has.
    fn counted(&self) -> (Vec<String>, Vec<String>) {
        let (mut reasons, mut objections) = (Vec::new(), Vec::new());
        let all = self.group.members.len();
        let mut add = |count: usize, what: &str, is_missed: bool| match count {
            0 if is_missed => objections.push(format!("none has {what}")),
            0 => {}
            count if count == all => reasons.push(format!("all {all} have {what}")),
            count => reasons.push(format!("{count} of {all} have {what}")),
        };
        add(self.ids(), "an ID or a number", true);
        add(self.values(Key::Status), "a state", !self.group.has_boxes);
        let level = self.values(Key::Priority).max(self.values(Key::Severity));
        add(level, "a level", false);
        add(self.values(Key::Owner), "an owner", false);
        if self.group.has_boxes {
            reasons.push("most have a box".to_owned());
        }
        (reasons, objections)
    }

    fn ids(&self) -> usize {
        if !self.entries.is_empty() {
            let is_named = |entry: &&&Entry| entry.id.is_some() || entry.number.is_some();
            return self.entries.iter().filter(is_named).count();
        }
        let members = self.group.members.iter().map(|&member| self.register.text(member));
        let starts_with_id = |text: &&str| {
            let text = text.trim_start_matches(['-', '*', '+', ' ']);
            let text = ["[x]", "[X]", "[ ]"]
                .iter()
                .find_map(|tick| text.strip_prefix(tick))
                .unwrap_or(text);
            let words = text.trim_start_matches(|c: char| !c.is_alphanumeric());
            self.reading.id.prefix(words).is_some()
        };
        members.filter(starts_with_id).count()
    }

    /// How many members have a value of a key: as entries, else in a column of a table.
    fn values(&self, key: Key) -> usize {
        if !self.entries.is_empty() {
            return self.entries.iter().filter(|entry| entry.field(key).is_some()).count();
        }
        let Some(table) = self.group.table else { return 0 };
        let words = self.reading.vocabulary;
        let is_of_key = |&cell: &Span| words.key(self.register.bare(cell)) == Some(key);
        let Some(column) = table.header().iter().position(is_of_key) else { return 0 };
        let is_given = |cell: &&Span| !cell.is_empty();
        table.rows().iter().filter_map(|row| row.cells.get(column)).filter(is_given).count()
    }

    /// The labels that most members have.
    fn shared_labels(&self) -> Option<String> {
        const MOST: usize = 4;
        if self.group.what == UnreadKind::Table || self.entries.len() < 2 {
            return None;
        }
        let mut counts: Vec<(&str, usize)> = Vec::new();
        let is_labelled = |field: &&Field| field.label != field.value && !field.label.is_empty();
        for field in self.entries.iter().flat_map(|entry| entry.fields.iter().filter(is_labelled)) {
            let label = self.register.text(field.label);
            match counts.iter_mut().find(|(known, _)| *known == label) {
                Some((_, count)) => *count += 1,
                None => counts.push((label, 1)),
            }
        }
        counts.retain(|(_, count)| count * 2 > self.entries.len());
        let labels: Vec<String> =
            counts.iter().take(MOST).map(|(label, _)| format!("`{label}`")).collect();
        (!labels.is_empty()).then(|| format!("most have {}", labels.join(", ")))
    }

    /// Whether the heading above the members, or the title, names what registers track.
    fn subject(&self) -> Option<String> {
        let names = |span: Span| {
            let words = self.register.text(span);
            let meaning = heading_meaning(words, self.reading);
            (meaning.has_subject || !meaning.values.is_empty()).then_some(words)
        };
        let own = self.group.above.and_then(names).map(|words| ("heading above them", words));
        let title = || self.register.title.and_then(names).map(|words| ("title", words));
        own.or_else(title).map(|(place, words)| format!("the {place} says so: `{words}`"))
    }
}
