//! What speaks against a candidate: the others of its document.

use std::collections::HashSet;

use super::{Candidate, Evidence, Members, Weight};
use crate::register::read::cell::is_box;
use crate::register::{Entry, Form};
use crate::vocabulary::Key;

/// From this many certain entries on, what is only likely needs more to speak for it.
const SEVERAL: usize = 3;

/// From this many members on, lists show how this document writes its entries.
const MANY: usize = 6;

/// What the candidates of a document show together.
pub(super) struct Rivals {
    /// How many entries are certain.
    certain: usize,
    /// How many of those have IDs.
    identified: usize,
    /// Whether the certain entries are rows with IDs right below the title.
    are_rows: bool,
    /// How many members have a heading of their own that names what registers track.
    named: usize,
    /// How many members carry a state or a level, or have such a heading.
    fair: usize,
    /// How many items have boxes.
    boxed: usize,
    /// Whether the items of lists have boxes, as a rule.
    have_boxes: bool,
    /// How many items have names and no boxes, and carry a state or a level or have such a heading.
    plain_named: usize,
    /// Whether the items of lists below such headings have names, as a rule.
    have_names: bool,
    /// How many members are followed up: something says what became of them.
    followed_up: usize,
    /// How many rows are in tables of things that are tracked, and of these below headings that name them.
    tracked_rows: usize,
    named_rows: usize,
    /// How many candidates are below levels.
    below_levels: usize,
    /// The first items of lists whose numbers run on from list to list.
    in_runs: HashSet<usize>,
    /// Whether the certain entries are items with boxes.
    known_have_boxes: bool,
}

impl Rivals {
    pub(super) fn of(found: &[Candidate], evidence: &Evidence<'_, '_>) -> Self {
        let count = |is_wanted: &dyn Fn(&Candidate) -> bool| -> usize {
            found.iter().filter(|it| is_wanted(it)).map(|it| it.members.count()).sum()
        };
        let is_list = |it: &Candidate| matches!(it.members, Members::Items(_));
        let boxed = count(&|it| is_list(it) && it.has_boxes);
        let own = |it: &Candidate| is_list(it) && it.weight > Weight::Weak && it.has_own_subject;
        let named_items = count(&|it| own(it) && it.has_names);
        Self {
            are_rows: are_rows_of_title(evidence),
            certain: count(&|it| it.weight == Weight::Strong)
                + evidence.known.len()
                + if evidence.waits_for_rows { SEVERAL } else { 0 },
            identified: evidence.known.iter().filter(|entry| entry.id.is_some()).count(),
            named: count(&|it| it.weight > Weight::Weak && it.has_own_subject),
            fair: count(&|it| it.weight > Weight::Weak),
            boxed,
            have_boxes: boxed >= MANY && boxed * 4 >= count(&is_list) * 3,
            plain_named: count(&|it| {
                is_list(it) && it.has_names && !it.has_boxes && it.weight > Weight::Weak
            }),
            have_names: named_items >= MANY && named_items * 5 >= count(&own) * 4,
            followed_up: count(&Candidate::is_followed_up) + followed_up(evidence.known),
            tracked_rows: count(&|it| it.is_row() && it.is_tracked),
            named_rows: count(&|it| {
                it.is_row() && it.is_tracked && it.is_understood && it.has_own_subject
            }),
            below_levels: found.iter().filter(|it| it.is_below_level).count(),
            in_runs: runs(found, evidence),
            known_have_boxes: evidence.have_boxes(evidence.known),
        }
    }

    /// Whether the others leave room for a candidate.
    pub(super) fn leave(&self, candidate: &Candidate) -> bool {
        if candidate.has_fields || candidate.is_of_leftovers {
            return true;
        }
        let is_fair = candidate.weight > Weight::Weak;
        // Beside entries with IDs, sections of text and explained lists are more often about them.
        let is_text = matches!(candidate.members, Members::Headings(_)) && !is_fair;
        let is_weak = candidate.is_explained || is_text;
        if candidate.has_own_subject && (!is_weak || self.identified < SEVERAL) {
            return true;
        }
        if self.are_others(candidate) {
            return false;
        }
        match &candidate.members {
            Members::Table(..) => {
                self.certain < SEVERAL || is_fair && (candidate.is_alike || !candidate.is_tracked)
            }
            // Several sections of text beside each other are as likely entries as rows are.
            Members::Headings(all) => {
                let is_free = self.certain < SEVERAL && self.named_rows < SEVERAL;
                is_fair || is_free && (self.fair < SEVERAL || all.len() >= SEVERAL)
            }
            Members::Items(items) | Members::Paragraphs(items) => self.leave_list(candidate, items),
        }
    }

    /// Whether items or rows are other things than the entries: those are followed up, these are fewer, and
    /// nothing says what became of them.
    fn are_others(&self, candidate: &Candidate) -> bool {
        let is_of_body = matches!(candidate.members, Members::Items(_) | Members::Table(..));
        let is_in_run = match &candidate.members {
            Members::Items(items) => items.first().is_some_and(|it| self.in_runs.contains(it)),
            _ => false,
        };
        is_of_body
            && !is_in_run
            && !candidate.is_followed_up()
            && self.followed_up >= SEVERAL
            && self.followed_up >= candidate.members.count()
    }

    fn leave_list(&self, candidate: &Candidate, items: &[usize]) -> bool {
        if items.first().is_some_and(|first| self.in_runs.contains(first)) {
            return true;
        }
        if candidate.has_boxes && self.known_have_boxes {
            return true;
        }
        let is_fair = candidate.weight > Weight::Weak;
        // Sections of one level each are read alike, whatever is below them.
        if is_fair
            && candidate.is_below_level
            && self.below_levels >= SEVERAL
            && self.identified == 0
        {
            return true;
        }
        if is_fair && !candidate.has_boxes {
            return self.certain < SEVERAL;
        }
        // Beside the rows of the file, a list without any sign of entries holds other things.
        let are_rows = self.are_rows || self.tracked_rows >= SEVERAL.max(items.len());
        if !is_fair && !candidate.has_boxes && are_rows {
            return false;
        }
        let is_built_so = candidate.has_boxes || !self.have_boxes;
        // Beside as many entries with IDs, boxes are those of a checklist.
        if candidate.has_boxes && self.identified > 0 && self.identified >= self.boxed {
            return false;
        }
        // Beside items with names, they are so as well.
        if candidate.has_boxes && self.plain_named >= SEVERAL.max(self.boxed) {
            return false;
        }
        let is_alike = self.have_names && candidate.has_names;
        is_built_so && self.certain < SEVERAL && (self.named < SEVERAL || is_alike)
    }
}

/// How many entries have a state.
fn followed_up(entries: &[Entry]) -> usize {
    entries.iter().filter(|entry| entry.field(Key::Status).is_some()).count()
}

/// Whether the certain entries are rows with IDs, with no heading above them but that of the file.
fn are_rows_of_title(evidence: &Evidence<'_, '_>) -> bool {
    let is_row = |entry: &Entry| matches!(entry.form, Form::Row(_)) && entry.id.is_some();
    let Some(last) = evidence.known.last().filter(|_| evidence.known.iter().all(is_row)) else {
        return false;
    };
    let is_above = |block: usize| evidence.block(block).span.start < last.span.start;
    let headings = evidence.outline.headings().iter();
    headings.filter(|heading| is_above(heading.place.block)).count() <= 1
}

impl Evidence<'_, '_> {
    /// Whether most of some entries are items with boxes.
    pub(super) fn have_boxes(&self, entries: &[Entry]) -> bool {
        let has_box = |entry: &&Entry| {
            let state = entry.field(Key::Status).map_or("", |field| field.value.of(self.text));
            entry.form == Form::Item && is_box(state)
        };
        entries.iter().filter(has_box).count() * 2 > entries.len()
    }

    /// The number before the words of an item: `4. …`.
    pub(super) fn ordinal(&self, item: usize) -> Option<u32> {
        let text = self.block(item).span.of(self.text).trim_start();
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let is_number = text[digits..].starts_with(['.', ')']);
        text[..digits].parse().ok().filter(|_| is_number)
    }
}

/// The first items of the lists whose numbers run on from one list to the next.
fn runs(found: &[Candidate], evidence: &Evidence<'_, '_>) -> HashSet<usize> {
    let lists = found.iter().filter_map(|it| match &it.members {
        Members::Items(items) => Some((*items.first()?, *items.last()?)),
        _ => None,
    });
    let mut runs = HashSet::new();
    let mut before: Option<(usize, u32)> = None;
    for (first, last) in lists {
        let Some(number) = evidence.ordinal(first) else { continue };
        if let Some((list, end)) = before
            && end.checked_add(1) == Some(number)
        {
            runs.extend([list, first]);
        }
        // What starts at 1 again is another list, after which the run may go on.
        let is_next = before.is_none_or(|(_, end)| number > end);
        if is_next && let Some(end) = evidence.ordinal(last) {
            before = Some((first, end));
        }
    }
    runs
}
