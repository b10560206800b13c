//! In which section a numbered entry is, and the numbers that the entries should have.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap, HashSet};

use super::context::Context;
use crate::finding::{Edit, Fix, Safety};
use crate::register::{Entry, Form};
use crate::text::{Ordered, Span};
use crate::values::subsequence;

/// An entry with a number: `1.2` is the second of section `1`.
pub(super) struct Numbered<'a> {
    pub entry: &'a Entry,
    pub span: Span,
    pub text: &'a str,
    /// Which of the headings that part the entries is above it.
    group: usize,
    /// The number of that heading.
    heading: Option<&'a str>,
}

impl<'a> Numbered<'a> {
    /// The number without its last part.
    fn section(&self) -> &'a str {
        self.text.rsplit_once('.').map_or("", |(section, _)| section)
    }

    /// The last part.
    fn last(&self) -> &'a str {
        self.text.rsplit_once('.').map_or(self.text, |(_, last)| last)
    }

    /// The order of two numbers, by what is between their dots.
    pub(super) fn cmp(&self, other: &Self) -> Ordering {
        let parts = |of: &Self| of.text.split('.').map(|part| part.parse().unwrap_or(u64::MAX));
        parts(self).cmp(parts(other))
    }

    /// Whether it stands under the numbered heading of a section, and has a number of another one.
    pub(super) fn is_under_other_heading(&self, section: &str) -> bool {
        self.section() != section && self.heading == Some(section)
    }
}

/// The numbered entries of a register, and where they belong.
pub(super) struct Numbering<'a> {
    pub entries: Vec<Numbered<'a>>,
    /// Whether the numbers go down, the newest entry first.
    pub is_descending: bool,
    /// The section of each entry.
    pub sections: Vec<&'a str>,
}

impl<'a> Numbering<'a> {
    pub(super) fn of(cx: &Context<'a>) -> Self {
        let entries = numbered(cx);
        let is_descending = descends(&entries);
        let sections = sections(&entries, is_descending);
        Self { entries, is_descending, sections }
    }

    /// Numbers the entries of each section in order, where they are not.
    ///
    /// It is safe if all entries have IDs, as people refer to these, and if no number that changes
    /// is written elsewhere in the file.
    pub(super) fn fix(&self, cx: &Context<'_>) -> Option<Fix> {
        let mut members: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        let mut owners: HashMap<&str, Vec<&Numbered<'_>>> = HashMap::new();
        for (at, (section, entry)) in self.sections.iter().zip(&self.entries).enumerate() {
            members.entry(section).or_default().push(at);
            owners.entry(entry.section()).or_default().push(entry);
        }
        let mut edits = Vec::with_capacity(self.entries.len());
        for (section, members) in members {
            let own = owners.get(section).map_or(&[][..], Vec::as_slice);
            if own.len() == members.len() && self.is_in_order(section, &members) {
                continue;
            }
            let lasts: Option<Vec<u64>> =
                own.iter().map(|entry| entry.last().parse().ok()).collect();
            let first = lasts?.into_iter().min().unwrap_or(1);
            let count = members.len();
            for (nth, at) in members.into_iter().enumerate() {
                let nth = if self.is_descending { count - 1 - nth } else { nth };
                let last = first + nth as u64;
                let Numbered { span, text, .. } = self.entries[at];
                let wanted =
                    if section.is_empty() { last.to_string() } else { format!("{section}.{last}") };
                if wanted != text {
                    edits.push(Edit { span, text: wanted });
                }
            }
        }
        edits.order_by_key(|edit| edit.span);
        let have_ids = cx.entries().all(|(entry, _)| entry.id.is_some());
        let is_safe = have_ids && !is_cited(cx, &edits);
        let safety = if is_safe { Safety::Safe } else { Safety::Unsafe };
        let title = "number the entries in order".to_owned();
        (!edits.is_empty()).then_some(Fix { safety, title, edits })
    }

    /// Whether the entries of a section all have its numbers, and in order.
    fn is_in_order(&self, section: &str, members: &[usize]) -> bool {
        let are_own = members.iter().all(|&at| self.entries[at].section() == section);
        let next = if self.is_descending { Ordering::Less } else { Ordering::Greater };
        let is_next = |pair: &[usize]| self.entries[pair[1]].cmp(&self.entries[pair[0]]) == next;
        are_own && members.windows(2).all(is_next)
    }
}

/// The entries that are headings with a number. Each table numbers its rows from the start.
fn numbered<'a>(cx: &Context<'a>) -> Vec<Numbered<'a>> {
    let register = cx.register;
    let mut numbered = Vec::with_capacity(register.entries.len());
    let (mut group, mut heading, mut end) = (0, None, 0);
    for entry in &register.entries {
        let line = register.text(register.source.line_at(entry.span.start as usize));
        let before = register.text(Span { start: end, end: entry.span.start.max(end) });
        if let Some(title) = last_heading(before, level(line)) {
            group += 1;
            heading = heading_number(title);
        }
        end = entry.span.end;
        let Some(span) = entry.number.filter(|_| entry.form == Form::Heading) else { continue };
        // `Issue #12` has the number of a tracker, which is in no order and never changes.
        if register.source.text()[..span.start as usize].ends_with('#') {
            continue;
        }
        let text = register.text(span);
        numbered.push(Numbered { entry, span, text, group, heading });
    }
    numbered
}

/// How many signs a heading starts with.
fn level(line: &str) -> usize {
    let line = line.trim_start();
    let rest = line.trim_start_matches('#');
    if rest.starts_with([' ', '\t']) { line.len() - rest.len() } else { 0 }
}

/// The text of the last heading of a higher level, outside of code.
fn last_heading(text: &str, below: usize) -> Option<&str> {
    let mut last = None;
    let mut is_code = false;
    for line in text.lines() {
        let start = line.trim_start();
        if start.starts_with("```") || start.starts_with("~~~") {
            is_code = !is_code;
        }
        if !is_code && (1..below).contains(&level(line)) {
            last = Some(start.trim_start_matches('#').trim());
        }
    }
    last
}

/// `1) Open gaps`, `1. Open gaps`, `1 Open gaps`.
fn heading_number(title: &str) -> Option<&str> {
    let rest = title.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let number = title[..title.len() - rest.len()].trim_end_matches('.');
    let is_apart =
        rest.starts_with([' ', ')', ':']) || number.len() + 1 == title.len() - rest.len();
    (!number.is_empty() && !number.starts_with('.') && is_apart).then_some(number)
}

/// Whether nearly all numbers are lower than the one before them.
fn descends(entries: &[Numbered<'_>]) -> bool {
    let orders = || entries.windows(2).map(|pair| pair[1].cmp(&pair[0]));
    let count = |wanted: Ordering| orders().filter(|order| *order == wanted).count();
    entries.len() > 2 && count(Ordering::Less) > 2 * count(Ordering::Greater)
}

/// The section that each entry is in: that of the numbered heading above it, or of its own number,
/// or of those around it where it stands among the entries of another section.
fn sections<'a>(entries: &[Numbered<'a>], is_descending: bool) -> Vec<&'a str> {
    let number_sections = are_sections(entries);
    let kept = in_order(entries, is_descending);
    // Where many are out of order, nobody can tell which were moved.
    let are_few = kept.iter().filter(|is_kept| !**is_kept).count() * 2 < entries.len();
    let before = nearest(entries, &kept, 0..entries.len());
    let after = nearest(entries, &kept, (0..entries.len()).rev());
    let around = |at: usize| {
        let near = [before[at], after[at]].into_iter().flatten();
        let near = near.map(|near| entries[near as usize].section());
        // At the edge of its own section it is in another order, and not in another section.
        let is_own = near.clone().any(|section| section == entries[at].section());
        { near }.next().filter(|_| !is_own)
    };
    let section = |(at, entry): (usize, &Numbered<'a>)| match entry.heading {
        Some(heading) if number_sections => heading,
        _ if kept[at] || !are_few => entry.section(),
        _ => around(at).unwrap_or_else(|| entry.section()),
    };
    entries.iter().enumerate().map(section).collect()
}

/// The entry in order that comes last before each one, below the same heading.
fn nearest(
    entries: &[Numbered<'_>],
    kept: &[bool],
    places: impl Iterator<Item = usize>,
) -> Vec<Option<u32>> {
    let mut nearest = vec![None; entries.len()];
    let mut last: Option<u32> = None;
    for at in places {
        last = last.filter(|last| entries[*last as usize].group == entries[at].group);
        nearest[at] = last;
        if kept[at] {
            last = Some(at as u32);
        }
    }
    nearest
}

/// Whether the numbers of headings are those of the sections: most entries have them.
fn are_sections(entries: &[Numbered<'_>]) -> bool {
    let Some(first) = entries.iter().position(|entry| entry.heading.is_some()) else {
        return false;
    };
    let group = || entries.iter().filter(|entry| entry.group == entries[first].group);
    let own = group().filter(|entry| entry.heading == Some(entry.section())).count();
    // The headings of a document may be numbered, and the entries by themselves.
    let begins = first > 0 || own * 2 > group().count();
    let strays =
        entries.iter().filter(|entry| entry.heading.is_some_and(|own| own != entry.section()));
    begins && strays.count() * 2 < entries.len()
}

/// Which numbers are in order.
fn in_order(entries: &[Numbered<'_>], is_descending: bool) -> Vec<bool> {
    let by_number = |a: &u32, b: &u32| {
        let order = entries[*a as usize].cmp(&entries[*b as usize]);
        if is_descending { order.reverse() } else { order }
    };
    let mut sorted: Vec<u32> = (0..entries.len() as u32).collect();
    if sorted.is_sorted_by(|a, b| by_number(a, b).is_le()) {
        return vec![true; entries.len()];
    }
    sorted.sort_by(by_number);
    let mut sequence = vec![0; entries.len()];
    for (rank, &at) in sorted.iter().enumerate() {
        sequence[at as usize] = rank as u32;
    }
    let kept = subsequence::longest_increasing(&sequence);
    sequence.iter().map(|rank| kept.contains(rank)).collect()
}

/// Whether one of the numbers that change occurs outside of headings.
fn is_cited(cx: &Context<'_>, edits: &[Edit]) -> bool {
    let changing: HashSet<&str> = edits.iter().map(|edit| cx.register.text(edit.span)).collect();
    let headings: HashSet<usize> = cx
        .entries()
        .filter_map(|(entry, _)| entry.number)
        .map(|number| number.start as usize)
        .collect();
    let text = cx.register.source.text();
    let is_part = |c: char| c.is_ascii_digit() || c == '.';
    let numbers = text.split(|c| !is_part(c)).filter(|part| !part.is_empty());
    numbers
        .map(|part| (part.as_ptr() as usize - text.as_ptr() as usize, part))
        .any(|(at, part)| !headings.contains(&at) && changing.contains(part.trim_end_matches('.')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_may_start_with_the_number_of_its_section() {
        for (title, number) in [
            ("1) Open gaps", Some("1")),
            ("2. Reports", Some("2")),
            ("2.1 Reports", Some("2.1")),
            ("3", None),
            ("2026-01 Reports", None),
            ("Open gaps", None),
            ("3rd party", None),
        ] {
            assert_eq!(heading_number(title), number, "{title}");
        }
    }
}
