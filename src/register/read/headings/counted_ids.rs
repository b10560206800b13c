//! The IDs of headings that count on: `### G1 Imports fail`, `### G2 Exports fail`. Where one heading
//! alone starts so, it may speak of `UTF-8`; `G-1` above fields is the first ID. What a table has in its
//! column of IDs is one in a heading, too.

use std::collections::{BTreeMap, HashSet};

use super::part::HeadedPart;
use crate::document::{BlockKind, Document};
use crate::register::Reading;
use crate::register::read::heading_text::{self, HeadingText, is_level};
use crate::register::read::ids::id_in;
use crate::text::{Span, lookalike};
use crate::values::{id_letter, is_quarter, split_base_id};
use crate::vocabulary::Key;

/// From this many headings on, IDs that count on are no chance, whatever is below them.
const SEVERAL: usize = 3;

/// The levels of headings, and none.
const LEVELS: usize = 7;

/// The number of an ID, and the letter behind it: `9`, `9a`, `9b`, `10`.
type IdNumber = (u64, Option<char>);

/// Headings of one level that start with the same prefix.
#[derive(Default)]
struct Counted {
    last: Option<IdNumber>,
    /// Whether a number is not higher than the one before.
    falls: bool,
    numbers: HashSet<IdNumber>,
    /// How many have the number of one before.
    repeated: usize,
    /// Whether one has a number with two digits, which is certain, or several have a letter behind it.
    has_certain: bool,
    /// How many have a letter behind the number.
    lettered: usize,
    /// The places of the headings, and what they say with their IDs.
    members: Vec<(usize, HeadingText)>,
}

/// Gives headings the IDs that they count on with.
pub(super) fn adopt(
    text: &str,
    document: &Document,
    parts: &mut [HeadedPart],
    reading: Reading<'_>,
) {
    // Nothing else is asked where no ID depends on it: most headings have one anyhow, or none.
    let find = |part: &HeadedPart| FoundId::of(part, text, document, reading);
    let has_id: Vec<bool> = parts.iter().map(|part| part.text.id.is_some()).collect();
    let each = parts.iter().zip(&has_id);
    let mut found: Vec<Option<FoundId>> =
        each.map(|(part, has_id)| if *has_id { None } else { find(part) }).collect();
    take_listed(text, document, parts, &mut found, reading);
    if !found.iter().any(|found| matches!(found, Some(FoundId::Odd(..)))) {
        return;
    }
    for at in (0..parts.len()).filter(|&at| has_id[at]) {
        found[at] = find(&parts[at]);
    }
    let mut groups: BTreeMap<(u8, String), Counted> = BTreeMap::new();
    let mut counts = [0; LEVELS];
    let mut aside: Option<u8> = None;
    for (at, (part, found)) in parts.iter().zip(found).enumerate() {
        counts[usize::from(part.level)] += 1;
        aside = aside.filter(|&level| part.level > level);
        if aside.is_none() && part.is_aside(text, reading) {
            aside = Some(part.level);
        }
        if let Some(found) = found.filter(|_| aside.is_none()) {
            let group = groups.entry((part.level, found.prefix().to_owned())).or_default();
            group.take(at, found);
        }
    }
    for ((level, prefix), mut group) in groups {
        group.drop_levels(text, reading);
        if group.is_certain(parts, counts[usize::from(level)], prefix.ends_with('-')) {
            for (at, read) in group.members {
                parts[at].text = read;
            }
        }
    }
}

/// Gives headings the IDs that a table lists.
fn take_listed(
    text: &str,
    document: &Document,
    parts: &mut [HeadedPart],
    found: &mut [Option<FoundId>],
    reading: Reading<'_>,
) {
    let may_be_id = |word: &str| is_id_form(word, reading);
    let is_listable = |part: &HeadedPart, found: &Option<FoundId>| {
        found.is_some() || part.text.with_listed_id(text, may_be_id).is_some()
    };
    if !parts.iter().zip(&*found).any(|(part, found)| is_listable(part, found)) {
        return;
    }
    let listed = listed_ids(text, document, reading);
    for (part, found) in parts.iter_mut().zip(found) {
        if let Some(FoundId::Odd(prefix, number, read)) = found
            && read.id.is_some_and(|id| listed.contains(id.of(text)))
        {
            part.text = (**read).clone();
            *found = Some(FoundId::Certain(std::mem::take(prefix), *number));
        } else if found.is_none()
            && let Some(read) = part.text.with_listed_id(text, |id| listed.contains(id))
        {
            part.text = read;
        }
    }
}

/// The IDs that tables have in their column for them, each in one row. A table of levels explains these.
fn listed_ids<'t>(text: &'t str, document: &Document, reading: Reading<'_>) -> HashSet<&'t str> {
    let mut listed = HashSet::new();
    for block in document.blocks.iter().filter(|block| !block.quoted && block.depth == 0) {
        let BlockKind::Table(at) = block.kind else { continue };
        let table = &document.tables[at as usize];
        let column = |key: Key| {
            let mut headers = table.header().iter();
            headers.position(|header| reading.vocabulary.key(header.of(text)) == Some(key))
        };
        let Some(ids) = column(Key::Id) else { continue };
        let cells = table.rows().iter().filter_map(|row| row.cells.get(ids));
        let cells = cells.map(|&cell| id_in(text, cell, reading.id).of(text));
        let own: Vec<&str> = cells.filter(|id| is_id_form(id, reading)).collect();
        let distinct: HashSet<&str> = own.iter().copied().collect();
        let explains = column(Key::Status).is_none() && own.iter().any(|id| is_level(id, reading));
        if distinct.len() == own.len() && !explains {
            listed.extend(distinct);
        }
    }
    listed
}

fn is_id_form(word: &str, reading: Reading<'_>) -> bool {
    reading.id.matches(word) || is_own_form(word)
}

/// Whether a cell may be an ID of a form of its own: letters and digits in one word, `9a`, `ks_12`, or
/// capitals around a hyphen, `KS-A`.
fn is_own_form(cell: &str) -> bool {
    const LONGEST: usize = 20;
    let is_sign = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let has_digit = || cell.contains(|c: char| c.is_ascii_digit());
    let are_capitals = || cell.contains('-') && !cell.contains(char::is_lowercase);
    cell.len() <= LONGEST
        && cell.chars().all(is_sign)
        && cell.contains(|c: char| c.is_ascii_alphabetic())
        && (has_digit() || are_capitals())
        && !is_quarter(cell)
}

/// The ID that a heading starts with, by its prefix.
enum FoundId {
    /// One that is an ID anyhow.
    Certain(String, IdNumber),
    /// One that is an ID only if others count on with it, and what the heading then says.
    Odd(String, IdNumber, Box<HeadingText>),
}

impl FoundId {
    fn of(
        part: &HeadedPart,
        text: &str,
        document: &Document,
        reading: Reading<'_>,
    ) -> Option<Self> {
        if let Some(id) = part.text.id {
            return counted(text, id).map(|(prefix, number)| Self::Certain(prefix, number));
        }
        let content = document.blocks[part.block].content;
        let read = heading_text::parse_with_any_id(content, text, reading);
        let (prefix, number) = counted(text, read.id?)?;
        Some(Self::Odd(prefix, number, Box::new(read)))
    }

    fn prefix(&self) -> &str {
        match self {
            Self::Certain(prefix, _) | Self::Odd(prefix, ..) => prefix,
        }
    }
}

/// The prefix and the number of an ID that counts; a quarter of a year does not.
fn counted(text: &str, id: Span) -> Option<(String, IdNumber)> {
    let id = lookalike::plain(id.of(text));
    let (prefix, number, _) = split_base_id(&id)?;
    (!is_quarter(&id)).then(|| (prefix.to_owned(), (number, id_letter(&id))))
}

impl Counted {
    /// Takes the ID of the heading at a place.
    fn take(&mut self, at: usize, found: FoundId) {
        match found {
            FoundId::Certain(_, number) => {
                self.has_certain = true;
                self.numbers.insert(number);
            }
            FoundId::Odd(_, number, read) => {
                self.lettered += usize::from(number.1.is_some());
                self.has_certain |= self.lettered > 1;
                self.falls |= self.last.replace(number).is_some_and(|last| last >= number);
                self.repeated += usize::from(!self.numbers.insert(number));
                self.members.push((at, *read));
            }
        }
    }

    /// Leaves out headings such as `P1 Critical`, which are above entries of that level, unless several others
    /// count on behind the levels: `P5 Exports`.
    fn drop_levels(&mut self, text: &str, reading: Reading<'_>) {
        let is_other = |(_, read): &(usize, HeadingText)| {
            read.id.is_some_and(|id| !is_level(id.of(text), reading))
        };
        if self.members.iter().filter(|member| is_other(member)).count() < 2 {
            self.members.retain(is_other);
        }
    }

    /// Whether the headings have IDs: they count on, or hardly any number with a hyphen is there twice, and all have
    /// fields or they are half of those of their level, or others of their kind are certain.
    fn is_certain(&self, parts: &[HeadedPart], of_level: usize, has_hyphen: bool) -> bool {
        let count = self.members.len();
        let has_fields = |part: &HeadedPart| {
            let mut keys = part.fields.iter().filter_map(|field| field.key);
            keys.any(Key::belongs_to_entry)
        };
        let all_have_fields = self.members.iter().all(|(at, _)| has_fields(&parts[*at]));
        let are_apart = !self.falls
            || has_hyphen
                && all_have_fields
                && (self.repeated == 0 || self.repeated * 2 < self.numbers.len());
        // Who begins a register writes one entry, `G-1`.
        let is_first = count == 1 && self.numbers.contains(&(1, None));
        are_apart
            && (count > 1 && all_have_fields
                || count >= SEVERAL && count * 2 >= of_level
                || (self.has_certain || is_first)
                    && has_hyphen
                    && all_have_fields
                    && self.repeated == 0)
    }
}
