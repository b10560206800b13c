//! A line in which values have places: a heading, a field, a row. Each value is merged by itself.

use std::ops::Range;

use super::three::{Side, Three, chosen};
use crate::text::Ordered;

/// A line, and the values in it, in order.
#[derive(Clone, Debug)]
pub(super) struct SlottedLine<'t> {
    pub line: &'t str,
    pub slots: Vec<Slot>,
}

#[derive(Clone, Debug)]
pub(super) struct Slot {
    /// What the value is; the same in all versions.
    pub name: String,
    pub place: Range<usize>,
}

impl<'t> SlottedLine<'t> {
    /// A line with values that do not overlap; the others are left out.
    pub(super) fn of(line: &'t str, mut slots: Vec<Slot>) -> Self {
        slots.order_by_key(|slot| (slot.place.start, slot.place.end));
        let mut end = 0;
        slots.retain(|slot| {
            let is_apart = slot.place.start >= end;
            if is_apart {
                end = slot.place.end;
            }
            is_apart
        });
        Self { line, slots }
    }

    fn value(&self, at: usize) -> &'t str {
        &self.line[self.slots[at].place.clone()]
    }

    /// What is before a value, behind the value before it; behind the last, the rest.
    fn between(&self, at: usize) -> &'t str {
        let start = at.checked_sub(1).map_or(0, |before| self.slots[before].place.end);
        let end = self.slots.get(at).map_or(self.line.len(), |slot| slot.place.start);
        &self.line[start..end]
    }

    fn has_slots_of(&self, other: &SlottedLine<'_>) -> bool {
        let names = |line: &SlottedLine<'_>| -> Vec<String> {
            line.slots.iter().map(|slot| slot.name.clone()).collect()
        };
        names(self) == names(other)
    }
}

/// What to take where both sides changed a value in different ways; nothing where that is a conflict.
pub(super) type Settle<'s> = &'s dyn Fn(&str, &str, &str) -> Option<Side>;

/// The merged line; nothing where it is a conflict.
pub(super) fn merge(lines: &Three<Option<SlottedLine<'_>>>, settle: Settle<'_>) -> Option<String> {
    let (ours, theirs) = (lines.ours.as_ref()?, lines.theirs.as_ref()?);
    let base = lines.base.as_ref();
    if !ours.has_slots_of(theirs) || base.is_some_and(|base| !base.has_slots_of(ours)) {
        return None;
    }
    let mut out = String::new();
    for at in 0..=ours.slots.len() {
        let [own, other] = [ours.between(at), theirs.between(at)];
        let side = chosen(base.map(|base| base.between(at)).as_ref(), &own, &other);
        // Blanks and signs are those of the receiving side.
        let is_style = || letters(own).eq(letters(other));
        out.push_str(match side.or_else(|| is_style().then_some(Side::Ours))? {
            Side::Theirs => other,
            _ => own,
        });
        let Some(slot) = ours.slots.get(at) else { break };
        let [own, other] = [ours.value(at), theirs.value(at)];
        let side = chosen(base.map(|base| base.value(at)).as_ref(), &own, &other);
        out.push_str(match side.or_else(|| settle(&slot.name, own, other))? {
            Side::Theirs => other,
            _ => own,
        });
    }
    Some(out)
}

fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line<'t>(line: &'t str, values: &[&str]) -> SlottedLine<'t> {
        let slot = |value: &&str| {
            let start = line.find(value)?;
            Some(Slot { name: "v".to_owned(), place: start..start + value.len() })
        };
        SlottedLine::of(line, values.iter().filter_map(slot).collect())
    }

    #[test]
    fn values_of_a_line_are_merged_one_by_one() {
        let lines = Three {
            base: Some(line("- **A:** one · **B:** two", &["one", "two"])),
            ours: Some(line("* **A:** one · **B:** 2", &["one", "2"])),
            theirs: Some(line("- **A:** 1 · **B:** two", &["1", "two"])),
        };
        assert_eq!(merge(&lines, &|_, _, _| None).as_deref(), Some("* **A:** 1 · **B:** 2"));
        let both =
            Three { theirs: Some(line("- **A:** one · **B:** II", &["one", "II"])), ..lines };
        assert_eq!(merge(&both, &|_, _, _| None), None);
        let ours = merge(&both, &|_, _, _| Some(Side::Ours));
        assert_eq!(ours.as_deref(), Some("* **A:** one · **B:** 2"));
    }
}
