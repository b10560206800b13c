//! An entry that gets another ID, as a second entry has the one that it had.

use std::cmp::Ordering;
use std::collections::HashMap;

use super::heading_links::{anchor, link_targets};
use super::{Entry, Form, PartRow, Register, TriageRow, anchors};
use crate::finding::Edit;
use crate::text::Span;
use crate::values::mentions;
use crate::vocabulary::{Key, fold};

/// The entries or rows of one ID that are distinguished by what they say.
pub(super) const MOST_COMPARED: usize = 32;

/// The places of the entries with IDs and of the rows of the triage table, by their IDs in capitals, each ID's
/// in order. They are numbers alone: a hostile register has very many IDs.
#[derive(Debug, Default)]
pub(super) struct SameIds {
    entries: Vec<u32>,
    rows: Vec<[u32; 2]>,
}

/// The places of the entries, in order, and of the rows of the triage table that have one ID.
struct SameId<'r> {
    entries: &'r [u32],
    rows: &'r [[u32; 2]],
}

fn in_capitals(id: &str) -> impl Iterator<Item = u8> {
    id.bytes().map(|byte| byte.to_ascii_uppercase())
}

/// The members of a sorted list that are equal to what they are compared with.
fn equals<T>(all: &[T], order: impl Fn(&T) -> Ordering) -> &[T] {
    let from = &all[all.partition_point(|member| order(member).is_lt())..];
    &from[..from.partition_point(|member| order(member).is_eq())]
}

impl Register<'_> {
    /// The IDs of its entries and of the rows of its table.
    pub(crate) fn used_ids(&self) -> impl Iterator<Item = &str> {
        let entries = self.entries.iter().filter_map(|entry| self.id(entry));
        entries.chain(self.triage_rows().map(|row| self.plain(row.row.id)))
    }

    /// The edits that give an entry another ID: in its text, in the anchor above it, in the links to its heading, and
    /// in its row.
    pub(crate) fn moved_id_edits(&self, entry: &Entry, new: &str) -> Vec<Edit> {
        let Some(id) = entry.id else { return Vec::new() };
        let old = self.plain(id);
        let of_place = |own: Span| {
            let whole = self.text(own);
            let own_mentions = mentions(whole, old).into_iter().filter(|it| !it.is_elsewhere);
            own_mentions.map(move |mention| {
                let text = mention.renamed(whole, new);
                let start = own.start as usize;
                let span = Span::new(start + mention.place.start, start + mention.place.end);
                Edit { span, text }
            })
        };
        let places = std::iter::once(self.span_with_anchors(entry)).chain(entry.detail);
        let mut edits: Vec<Edit> = places.flat_map(of_place).collect();
        let links = self.links_to(entry).into_iter().flat_map(of_place);
        let links: Vec<Edit> = links.filter(|link| !edits.contains(link)).collect();
        edits.extend(links);
        // An ID with signs that look like others is none to the letter.
        for span in [entry.id, entry.heading_id].into_iter().flatten() {
            if !edits.iter().any(|edit| span.contains(edit.span)) {
                edits.push(Edit { span, text: new.to_owned() });
            }
        }
        let row = self.row_of(entry).map(|row| row.row.id);
        edits.extend(row.map(|span| Edit { span, text: new.to_owned() }));
        edits
    }

    /// The links to an entry, where no other entry of its ID is reached by the same ones: `[G-1](#g-1-fees)`.
    fn links_to(&self, entry: &Entry) -> Vec<Span> {
        let own = self.anchors_of(entry);
        let others = self.sharers(self.id(entry).unwrap_or_default());
        let others = others.take(MOST_COMPARED).filter(|other| other.span != entry.span);
        let taken: Vec<String> = others.flat_map(|other| self.anchors_of(other)).collect();
        let own: Vec<String> = own.into_iter().filter(|name| !taken.contains(name)).collect();
        let links = self.links();
        let links = own.iter().flat_map(|name| links.get(name).into_iter().flatten().copied());
        let mut links: Vec<Span> = links.collect();
        links.sort_unstable();
        links.dedup();
        links
    }

    /// The links to places of the file, from their words to their targets.
    fn links(&self) -> &HashMap<String, Vec<Span>> {
        self.derived.links.get_or_init(|| {
            let text = self.source.text();
            let mut links: HashMap<String, Vec<Span>> = HashMap::new();
            for target in link_targets(text) {
                let line = text[..target.start].rfind('\n').map_or(0, |at| at + 1);
                if let Some(start) = text[line..target.start].rfind('[') {
                    let span = Span::new(line + start, target.end);
                    links.entry(text[target].to_owned()).or_default().push(span);
                }
            }
            links
        })
    }

    /// The names by which links reach an entry: that of its heading, and those of the anchors at it.
    fn anchors_of(&self, entry: &Entry) -> Vec<String> {
        let Some(heading) = self.heading_line(entry) else { return Vec::new() };
        let above = anchors::above(self, entry).map_or("", |above| self.text(above));
        let own = [above, heading].into_iter().flat_map(anchors::names).map(str::to_owned);
        own.chain([anchor(heading)]).filter(|name| !name.is_empty()).collect()
    }

    /// The name by which links reach the heading of an entry.
    pub(crate) fn heading_anchor(&self, entry: &Entry) -> Option<String> {
        let heading = self.heading_line(entry)?;
        anchors::names(heading).next().map(str::to_owned).or_else(|| Some(anchor(heading)))
    }

    /// Whether a link to a name reaches a place of the file.
    pub(super) fn has_anchor(&self, name: &str) -> bool {
        let anchors = self.derived.anchors.get_or_init(|| {
            let lines = || self.source.text().lines();
            let headings = lines().filter(|line| line.starts_with('#')).map(anchor);
            headings.chain(lines().flat_map(anchors::names).map(str::to_owned)).collect()
        });
        anchors.contains(name)
    }

    /// The heading of an entry, or of its details.
    fn heading_line(&self, entry: &Entry) -> Option<&str> {
        let section = Some(entry.span).filter(|_| entry.form == Form::Heading).or(entry.detail)?;
        Some(self.text(self.first_line(section)))
    }

    /// An entry with the anchors above it, and without those of the next.
    pub(crate) fn span_with_anchors(&self, entry: &Entry) -> Span {
        let start = anchors::above(self, entry).map_or(entry.span.start, |above| above.start);
        Span { start, end: anchors::end_of(self, entry).max(entry.span.end.min(start)) }
    }

    /// The row of an entry. Where several entries have one ID, the rows of that ID are theirs, each
    /// that of the entry that says most of what it says, else in order.
    pub(crate) fn row_of(&self, entry: &Entry) -> Option<PartRow<'_>> {
        let same = self.same_id(self.id(entry)?);
        let start_of = |&at: &u32| self.entries[at as usize].span.start;
        let own = same.entries.binary_search_by_key(&entry.span.start, start_of).ok()?;
        let row = |place: &[u32; 2]| self.row_at(*place);
        let (count, rows) = (same.entries.len(), same.rows.len());
        // Every entry is compared with every row, so of very many, each has the row in its place.
        if rows < 2 && count < 2 || count.max(rows) > MOST_COMPARED {
            return same.rows.get(own).map(row);
        }
        let rows: Vec<PartRow<'_>> = same.rows.iter().map(row).collect();
        let entries: Vec<&Entry> =
            same.entries.iter().map(|&at| &self.entries[at as usize]).collect();
        let pairs = (0..entries.len()).flat_map(|e| (0..rows.len()).map(move |r| (e, r)));
        let mut pairs: Vec<(usize, usize, usize)> =
            pairs.map(|(e, r)| (usize::MAX - self.says_alike(entries[e], rows[r]), e, r)).collect();
        pairs.sort_unstable_by_key(|&(score, e, r)| (score, e.abs_diff(r), e, r));
        let (mut has_row, mut is_taken) = (vec![None; entries.len()], vec![false; rows.len()]);
        for (_, e, r) in pairs {
            if has_row[e].is_none() && !is_taken[r] {
                has_row[e] = Some(r);
                is_taken[r] = true;
            }
        }
        has_row[own].map(|at| rows[at])
    }

    /// The first row of the triage table that has an ID, in any case.
    pub(crate) fn row_named(&self, id: &str) -> Option<PartRow<'_>> {
        self.same_id(id).rows.first().map(|place| self.row_at(*place))
    }

    fn row_at(&self, [part, row]: [u32; 2]) -> PartRow<'_> {
        let [part, row] = [part as usize, row as usize];
        let table = &self.triage[part];
        PartRow { part, table, row: &table.rows[row] }
    }

    /// The IDs of the entries that the ID cell of a row names, where it names several words and nothing else:
    /// `G-002, G-003`.
    pub(crate) fn joint_ids(&self, part: usize, row: &TriageRow) -> Vec<&str> {
        let columns = self.triage.get(part).map(|table| &*table.columns).unwrap_or_default();
        let of_ids = columns.iter().position(|column| column.key == Some(Key::Id));
        let cell = of_ids.and_then(|at| row.cells.get(at)).copied().unwrap_or(row.id);
        let is_sign = |c: char| !(c.is_alphanumeric() || "-_.#".contains(c));
        // Most rows are those of one entry.
        if !self.plain(cell).contains(is_sign) {
            return Vec::new();
        }
        // `G-002 (once G-001)` is the row of one entry.
        let is_named = self.entry_of(self.plain(row.id)).is_some();
        let mut ids: Vec<&str> = Vec::new();
        for word in self.plain(cell).split(is_sign).map(|word| word.trim_matches(['.', '-'])) {
            match self.entry_of(word).and_then(|entry| self.id(entry)) {
                Some(id) if ids.contains(&id) => {}
                Some(id) => ids.push(id),
                None if word.is_empty() || word == "br" => {}
                None if is_named || word.contains(|c: char| c.is_ascii_digit()) => {
                    return Vec::new();
                }
                None => {}
            }
        }
        ids
    }

    /// The first entry of an ID, in any case.
    pub(crate) fn entry_of(&self, id: &str) -> Option<&Entry> {
        self.same_id(id).entries.first().map(|&at| &self.entries[at as usize])
    }

    /// The entries that have the ID of an entry, where there are several.
    pub(crate) fn sharers(
        &self,
        id: &str,
    ) -> impl ExactSizeIterator<Item = &Entry> + DoubleEndedIterator {
        let entries = self.same_id(id).entries;
        let entries = if entries.len() > 1 { entries } else { &[] };
        entries.iter().map(|&at| &self.entries[at as usize])
    }

    /// The places of an ID, in any case.
    fn same_id(&self, id: &str) -> SameId<'_> {
        let SameIds { entries, rows } = self.same_ids();
        let order = |own: &str| in_capitals(own).cmp(in_capitals(id));
        SameId {
            entries: equals(entries, |&at| order(self.id_at(at))),
            rows: equals(rows, |&place| order(self.id_of_row(place))),
        }
    }

    fn id_at(&self, entry: u32) -> &str {
        self.id(&self.entries[entry as usize]).unwrap_or_default()
    }

    fn id_of_row(&self, place: [u32; 2]) -> &str {
        self.plain(self.row_at(place).row.id)
    }

    fn same_ids(&self) -> &SameIds {
        self.derived.same_ids.get_or_init(|| {
            let with_id = self.entries.iter().enumerate().filter(|(_, entry)| entry.id.is_some());
            let mut entries: Vec<u32> = with_id.map(|(at, _)| at as u32).collect();
            let tables = self.triage.iter().enumerate();
            let places = tables.flat_map(|(part, table)| {
                (0..table.rows.len() as u32).map(move |row| [part as u32, row])
            });
            let mut rows: Vec<[u32; 2]> = places.collect();
            let order = |a: &str, b: &str| in_capitals(a).cmp(in_capitals(b));
            entries.sort_by(|&a, &b| order(self.id_at(a), self.id_at(b)));
            rows.sort_by(|&a, &b| order(self.id_of_row(a), self.id_of_row(b)));
            SameIds { entries, rows }
        })
    }

    /// How many cells of a row say what an entry says.
    fn says_alike(&self, entry: &Entry, row: PartRow<'_>) -> usize {
        let columns = row.table.columns.iter().zip(&row.row.cells);
        let is_alike = |key: Key, cell: Span| {
            let cell = fold(self.bare(cell));
            let of_heading = || {
                let heading = fold(self.text(entry.heading));
                cell.len() > 3
                    && (heading.contains(&cell) || cell.contains(&fold(self.text(entry.title))))
            };
            match key {
                Key::Id => false,
                Key::Gap | Key::Area => of_heading(),
                key => self.value_of(entry, key).is_some_and(|value| fold(value) == cell),
            }
        };
        let alike = columns.filter_map(|(column, &cell)| {
            let key = column.key?;
            // What names the gap weighs more than states that many have.
            is_alike(key, cell).then_some(if key == Key::Gap { 10 } else { 1 })
        });
        alike.sum()
    }
}
