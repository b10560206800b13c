//! The numbers of sections and entries, given anew where both sides added some.

use std::collections::{BTreeMap, HashSet};

use crate::finding::Edit;
use crate::register::{Register, heading_links};
use crate::text::Span;
use crate::values::split_id;

/// A number, and the span of its digits.
type Number = (u64, Span);

/// The edits that give new numbers where one is there twice in a merged register and in neither side.
/// Links to the headings follow.
pub(super) fn edits(merged: &Register<'_>, sides: [&Register<'_>; 2]) -> Vec<Edit> {
    let own = Numbers::of(merged);
    let sides = sides.map(Numbers::of);
    let mut edits = Vec::new();
    // Where each section goes, by its place.
    let mut moved: BTreeMap<usize, String> = BTreeMap::new();
    for (parent, places) in own.sections_by_parent() {
        let numbers: Vec<Number> = places.iter().map(|&place| own.sections[place].number).collect();
        let of_sides = sides.each_ref().map(|side| side.sections_of(parent));
        let Some(new) = renumbered(&numbers, &of_sides) else { continue };
        for ((place, old), new) in places.into_iter().zip(&numbers).zip(new) {
            if old.0 != new {
                edits.push(Edit { span: old.1, text: new.to_string() });
                moved.insert(place, format!("{parent}{new}"));
            }
        }
    }
    for (group, numbers) in own.entries_by_section(&moved) {
        if let Some(section) = group.moved.and_then(|place| moved.get(&place)) {
            edits.extend(numbers.iter().map(|&(_, span)| Edit {
                span: Span { start: span.start - group.part.len() as u32, end: span.start },
                text: format!("{section}."),
            }));
        }
        let of_sides = sides.each_ref().map(|side| side.entries_of(group.part));
        let Some(new) = renumbered(&numbers, &of_sides) else { continue };
        let changed = numbers.iter().zip(new).filter(|((old, _), new)| old != new);
        edits.extend(changed.map(|(&(_, span), new)| Edit { span, text: new.to_string() }));
    }
    let links = heading_links::edits(merged.source.text(), &edits);
    edits.extend(links);
    edits
}

/// New numbers, if one is there twice and was there once on each side.
fn renumbered(numbers: &[Number], sides: &[Vec<u64>; 2]) -> Option<Vec<u64>> {
    let own = || numbers.iter().map(|(number, _)| *number);
    let was_repeated = sides.iter().any(|side| is_repeated(side.iter().copied()));
    if was_repeated || !is_repeated(own()) {
        return None;
    }
    let is_in_order = sides.iter().all(|side| side.is_sorted());
    Some(if is_in_order { counted_on(own()) } else { behind_all(own()) })
}

fn is_repeated(mut numbers: impl Iterator<Item = u64>) -> bool {
    let mut seen = HashSet::new();
    !numbers.all(|number| seen.insert(number))
}

/// Numbers in order, each above the one before it.
fn counted_on(numbers: impl Iterator<Item = u64>) -> Vec<u64> {
    let next = numbers.scan(None, |last: &mut Option<u64>, number| {
        let own = last.map_or(number, |last| (last + 1).max(number));
        *last = Some(own);
        Some(own)
    });
    next.collect()
}

/// Numbers in no order: one that is there already comes behind all.
fn behind_all(numbers: impl Iterator<Item = u64> + Clone) -> Vec<u64> {
    let mut last = numbers.clone().max().unwrap_or(0);
    let mut seen = HashSet::new();
    let own = |number: u64| {
        if seen.insert(number) {
            return number;
        }
        last += 1;
        last
    };
    numbers.map(own).collect()
}

/// The numbers of a register.
struct Numbers<'r> {
    entries: Vec<NumberedEntry<'r>>,
    sections: Vec<NumberedSection<'r>>,
}

struct NumberedEntry<'r> {
    /// What precedes its last number: `1.` of `1.7`.
    part: &'r str,
    number: Number,
    /// The place of its section, if that has the number that its own begins with.
    section: Option<usize>,
}

/// A heading above entries that has the number with which theirs begin.
struct NumberedSection<'r> {
    /// What precedes its last number: `1.` of `1.2`, and nothing of `2`.
    parent: &'r str,
    number: Number,
}

/// Entries that are numbered together.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct EntryGroup<'r> {
    /// The place of their section, if that gets another number.
    moved: Option<usize>,
    part: &'r str,
}

impl<'r> Numbers<'r> {
    fn of(register: &'r Register<'_>) -> Self {
        let mut numbers = Self { entries: Vec::new(), sections: Vec::new() };
        let mut section: Option<(usize, &str)> = None;
        let mut end = 0;
        for entry in &register.entries {
            let above = Span { start: end, end: entry.span.start.max(end) };
            end = entry.span.end;
            let number = entry.number.and_then(|span| split_number(register, span));
            let Some((part, number)) = number else { continue };
            if let Some(own) = NumberedSection::above(register, above, part) {
                section = Some((numbers.sections.len(), part));
                numbers.sections.push(own);
            }
            let section = section.filter(|(_, of)| *of == part).map(|(place, _)| place);
            numbers.entries.push(NumberedEntry { part, number, section });
        }
        numbers
    }

    fn sections_by_parent(&self) -> BTreeMap<&'r str, Vec<usize>> {
        let mut parents: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (place, section) in self.sections.iter().enumerate() {
            parents.entry(section.parent).or_default().push(place);
        }
        parents
    }

    fn sections_of(&self, parent: &str) -> Vec<u64> {
        let sections = self.sections.iter().filter(|section| section.parent == parent);
        sections.map(|section| section.number.0).collect()
    }

    fn entries_by_section(
        &self,
        moved: &BTreeMap<usize, String>,
    ) -> BTreeMap<EntryGroup<'r>, Vec<Number>> {
        let mut groups: BTreeMap<EntryGroup<'_>, Vec<Number>> = BTreeMap::new();
        for &NumberedEntry { part, number, section } in &self.entries {
            let moved = section.filter(|place| moved.contains_key(place));
            groups.entry(EntryGroup { moved, part }).or_default().push(number);
        }
        groups
    }

    fn entries_of(&self, part: &str) -> Vec<u64> {
        let entries = self.entries.iter().filter(|entry| entry.part == part);
        entries.map(|entry| entry.number.0).collect()
    }
}

impl<'r> NumberedSection<'r> {
    /// The last heading in a span, if it has the number with which `part` ends.
    fn above(register: &'r Register<'_>, span: Span, part: &str) -> Option<Self> {
        let text = register.text(span);
        let start = text.rfind("\n#").map_or(0, |at| at + 1);
        let heading = text[start..].strip_prefix('#')?.trim_start_matches('#');
        let words = heading.trim_start();
        let wanted = part.trim_end_matches('.');
        let rest = words.strip_prefix(wanted).filter(|_| !wanted.is_empty())?;
        let rest = rest.strip_prefix('.').unwrap_or(rest);
        if rest.starts_with(|c: char| c.is_alphanumeric()) {
            return None;
        }
        let at = span.end as usize - words.len();
        let (parent, number) = split_number(register, Span::new(at, at + wanted.len()))?;
        Some(Self { parent, number })
    }
}

/// What precedes the last number of a text, and that number.
fn split_number<'r>(register: &'r Register<'_>, span: Span) -> Option<(&'r str, Number)> {
    let (part, number, digits) = split_id(register.text(span))?;
    Some((part, (number, Span { start: span.end - digits as u32, end: span.end })))
}
