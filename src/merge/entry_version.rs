//! An entry in one of the versions.

use std::ops::Range;

use super::version::Version;
use crate::register::Entry;
use crate::vocabulary::Key;

/// Whether two values of a key mean the same.
pub(super) type SameMeaning<'m> = &'m dyn Fn(Key, &str, &str) -> bool;

/// An entry in one version, and its lines there.
#[derive(Clone, Debug)]
pub(super) struct EntryVersion<'v> {
    pub version: &'v Version<'v>,
    pub entry: &'v Entry,
    pub lines: Range<usize>,
}

impl<'v> EntryVersion<'v> {
    pub(super) fn text(&self) -> &'v [&'v str] {
        &self.version.lines[self.lines.clone()]
    }

    /// Its lines without its number, which changes with the entries above it.
    fn without_number(&self) -> Vec<String> {
        let mut lines: Vec<String> =
            self.text().iter().map(|line| line.trim_end().to_owned()).collect();
        let number = self.entry.number.map(|number| (self.version.line_of(number.start), number));
        if let Some((line, number)) = number
            && let Some(place) = self.version.in_line(line, number)
            && let Some(own) = line.checked_sub(self.lines.start).and_then(|at| lines.get_mut(at))
            && place.end <= own.len()
        {
            own.replace_range(place, "");
        }
        lines
    }

    /// Whether another version of it says the same, whatever its number is.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.text() == other.text() || self.without_number() == other.without_number()
    }
}
