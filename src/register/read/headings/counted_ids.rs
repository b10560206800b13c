//! The IDs of headings that count on: `### G1 Imports fail`, `### G2 Exports fail`. Where one heading
//! alone starts so, it may speak of `UTF-8`.

use std::collections::{BTreeMap, HashSet};

use super::part::HeadedPart;
use crate::document::Document;
use crate::register::Reading;
use crate::register::read::heading_text::{self, HeadingText};
use crate::register::read::odd_ids::lettered;
use crate::text::{Span, lookalike};
use crate::values::{is_quarter, split_id};
use crate::vocabulary::Key;

/// From this many headings on, IDs that count on are no chance, whatever is below them.
const SEVERAL: usize = 3;

/// The levels of headings, and none.
const LEVELS: usize = 7;

/// Headings of one level that start with the same prefix.
#[derive(Default)]
struct Counted {
    last: Option<u64>,
    /// Whether a number is not higher than the one before.
    falls: bool,
    numbers: HashSet<u64>,
    /// Whether a number is there twice.
    repeats: bool,
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
    let mut groups: BTreeMap<(u8, String), Counted> = BTreeMap::new();
    let mut counts = [0; LEVELS];
    let mut aside: Option<u8> = None;
    for (at, part) in parts.iter().enumerate() {
        counts[usize::from(part.level)] += 1;
        aside = aside.filter(|&level| part.level > level);
        if aside.is_none() && part.is_aside(text, reading) {
            aside = Some(part.level);
        }
        if aside.is_some() {
            continue;
        }
        if let Some(id) = part.text.id {
            if let Some((prefix, number)) = counted(text, id) {
                let group = groups.entry((part.level, prefix)).or_default();
                group.has_certain = true;
                group.numbers.insert(number);
            }
            continue;
        }
        let content = document.blocks[part.block].content;
        let read = heading_text::parse_with_any_id(content, text, reading);
        if let Some((_, prefix)) = lettered(read.rest.of(text)) {
            let group = groups.entry((part.level, prefix.to_owned())).or_default();
            group.lettered += 1;
            group.has_certain |= group.lettered > 1;
            continue;
        }
        let Some((prefix, number)) = read.id.and_then(|id| counted(text, id)) else { continue };
        let group = groups.entry((part.level, prefix)).or_default();
        group.falls |= group.last.replace(number).is_some_and(|last| last >= number);
        group.repeats |= !group.numbers.insert(number);
        group.members.push((at, read));
    }
    for ((level, prefix), group) in groups {
        if group.is_certain(parts, counts[usize::from(level)], prefix.ends_with('-')) {
            for (at, read) in group.members {
                parts[at].text = read;
            }
        }
    }
}

/// The prefix and the number of an ID that counts; a quarter of a year does not.
fn counted(text: &str, id: Span) -> Option<(String, u64)> {
    let id = lookalike::plain(id.of(text));
    let (prefix, number, _) = split_id(&id)?;
    (!is_quarter(&id)).then(|| (prefix.to_owned(), number))
}

impl Counted {
    /// Whether the headings have IDs: they count on, or no number with a hyphen is there twice, and all have
    /// fields or they are half of those of their level, or others of their kind are certain.
    fn is_certain(&self, parts: &[HeadedPart], of_level: usize, has_hyphen: bool) -> bool {
        let count = self.members.len();
        let has_fields = |part: &HeadedPart| {
            let mut keys = part.fields.iter().filter_map(|field| field.key);
            keys.any(Key::belongs_to_entry)
        };
        let all_have_fields = self.members.iter().all(|(at, _)| has_fields(&parts[*at]));
        let are_apart = !self.falls || has_hyphen && all_have_fields && !self.repeats;
        are_apart
            && (count > 1 && all_have_fields
                || count >= SEVERAL && count * 2 >= of_level
                || self.has_certain && has_hyphen && all_have_fields && !self.repeats)
    }
}
