//! Which fields are translations of each other where no key says so: their labels are in no vocabulary, at
//! least on one side. Their places, their values and the other entries show it.

use super::align::EntryPair;
use super::field_pairs::FieldPairs;
use super::label_habits::LabelHabits;
use super::literals::{leave_out_language, literals};
use super::pair::Pair;
use crate::register::{Field, Register};
use crate::text::Span;
use crate::vocabulary::{Key, fold};

/// More pairs of fields than this are not weighed: they are taken in order.
const MOST_PAIRS: usize = 4_096;

/// How much speaks for two fields of labels that no vocabulary has.
const UNKNOWN: i32 = 4;
/// How much more, where their values are alike.
const ALIKE: i32 = 6;
/// How much less, where these have other codes, numbers or dates.
const UNLIKE: i32 = -3;
/// How much more, where the labels belong together in other entries.
const HABIT: i32 = 5;

/// A field that no key pairs.
pub(super) struct LeftField<'r> {
    pub field: &'r Field,
    pub key: Option<Key>,
    label: String,
    /// The codes, numbers, dates and addresses of its value.
    literals: Vec<String>,
}

impl<'r> LeftField<'r> {
    fn of(register: &Register<'r>, field: &'r Field, key: Option<Key>) -> Self {
        let text = |mut one: super::literals::Literal<'r>| {
            leave_out_language(&mut one.text);
            one.text.into_owned()
        };
        let mut literals: Vec<String> =
            literals(register, field.value).into_iter().map(text).collect();
        literals.sort_unstable();
        Self { field, key, label: fold(register.text(field.label)), literals }
    }
}

impl<'r> Pair<'r> {
    /// The label that the translation has for one of the source, both in no vocabulary.
    pub(crate) fn translated_label(&self, label: Span) -> Option<&str> {
        self.label_habits().translated(&fold(self.leading.text(label)))
    }

    /// The label of a key as the translation writes it: also one that is in no vocabulary.
    pub(crate) fn mirror_label(&self, key: Key) -> &str {
        self.own_label(key).unwrap_or_else(|| self.mirror.label_of(key, self.words))
    }

    /// The label of a key in the translation, where it is in no vocabulary.
    pub(crate) fn own_label(&self, key: Key) -> Option<&'r str> {
        let mirror = self.mirror;
        let label = self.unknown_label(key).filter(|_| !mirror.has_label(key))?;
        let fields = mirror.entries.iter().flat_map(|entry| &entry.fields);
        let mut own = fields.filter(|field| field.key.is_none()).map(|f| mirror.text(f.label));
        own.find(|own| fold(own) == label)
    }

    fn label_habits(&self) -> &LabelHabits {
        self.label_habits.get_or_init(|| {
            let mut habits = LabelHabits::default();
            for entries in &self.alignment.pairs {
                let [own, theirs] = self.left_fields(entries);
                let is_in_order = own.len() == theirs.len();
                for theirs in theirs.iter().filter(|theirs| theirs.key.is_none()) {
                    let written = self.mirror.text(theirs.field.label);
                    habits.add_spelling(&theirs.label, written);
                }
                for (at, own) in own.iter().enumerate() {
                    let alike = theirs.iter().filter(|theirs| {
                        !own.literals.is_empty() && own.literals == theirs.literals
                    });
                    alike.for_each(|theirs| {
                        habits.add(&own.label, &theirs.label);
                        habits.add_alike(&own.label, &theirs.label);
                    });
                    theirs.get(at).filter(|_| is_in_order).into_iter().for_each(|theirs| {
                        habits.add(&own.label, &theirs.label);
                    });
                }
            }
            habits
        })
    }

    /// The fields of two entries that neither a key nor a label pairs.
    fn left_fields(&self, entries: &EntryPair<'r>) -> [Vec<LeftField<'r>>; 2] {
        let FieldPairs { missing, extra, .. } = FieldPairs::by_key_and_label(self, entries);
        let own = missing.into_iter().map(|field| {
            LeftField::of(self.leading, field, self.key_of(0, entries.leading, field))
        });
        let theirs = extra
            .into_iter()
            .map(|field| LeftField::of(self.mirror, field, self.key_of(1, entries.mirror, field)));
        [own.collect(), theirs.collect()]
    }

    /// Whether the values of two fields say the same, as far as that can be seen without their words.
    fn are_alike(&self, own: &LeftField<'r>, theirs: &LeftField<'r>) -> bool {
        let texts = [self.leading.bare(own.field.value), self.mirror.bare(theirs.field.value)];
        if texts.iter().any(|text| text.is_empty()) {
            return false;
        }
        let has_same_level = || {
            let levels = texts.map(|text| self.words.severity(text));
            levels[0].is_some() && levels[0] == levels[1]
        };
        // A shorter text may be the same by chance.
        let is_long = || texts[0].chars().count() > 2;
        texts[0] == texts[1] && is_long()
            || !own.literals.is_empty() && own.literals == theirs.literals
            || has_same_level()
    }

    /// How much speaks for two fields; nothing where they do not belong together.
    fn weight(&self, own: &LeftField<'r>, theirs: &LeftField<'r>) -> Option<i32> {
        let has_habit = self.label_habits().has(&own.label, &theirs.label);
        let habit = if has_habit { HABIT } else { 0 };
        // What other entries show holds for one whose values show nothing.
        let is_shown = || {
            let is_unlike = !own.literals.is_empty() && !theirs.literals.is_empty();
            has_habit && !is_unlike && self.label_habits().are_alike(&own.label, &theirs.label)
        };
        let is_alike = self.are_alike(own, theirs);
        match (own.key, theirs.key) {
            (None, None) => {
                let is_unlike = !is_alike && own.literals != theirs.literals;
                let values = if is_unlike { UNLIKE } else { ALIKE * i32::from(is_alike) };
                Some(UNKNOWN + values + habit)
            }
            (Some(_), Some(_)) => None,
            // Another rule reports a label that is misspelt.
            (Some(key), None) => {
                let is_slip = self.is_slip(self.mirror, theirs, key);
                ((is_alike || is_shown()) && !is_slip).then_some(ALIKE + habit)
            }
            (None, Some(key)) => {
                let is_slip = self.is_slip(self.leading, own, key);
                ((is_alike || is_shown()) && !is_slip).then_some(ALIKE + habit)
            }
        }
    }

    fn is_slip(&self, register: &Register<'_>, left: &LeftField<'_>, key: Key) -> bool {
        let label = register.text(left.field.label);
        let near = self.words.nearest_label(label, Some(&register.language));
        near.is_some_and(|near| near.key == key)
    }

    /// The fields that belong together of those that neither a key nor a label pairs, in order: as many as
    /// can be, and of several ways the one for which most speaks.
    pub(super) fn pair_left(
        &self,
        [own, theirs]: [&[&'r Field]; 2],
        entries: &EntryPair<'r>,
    ) -> Vec<(usize, usize)> {
        let unknown = |side: usize, fields: &[&'r Field]| -> Vec<usize> {
            let entry = [entries.leading, entries.mirror][side];
            let places = fields.iter().enumerate();
            let is_unknown =
                |(_, field): &(usize, &&Field)| self.key_of(side, entry, field).is_none();
            places.filter(is_unknown).map(|(at, _)| at).collect()
        };
        let (own_unknown, their_unknown) = (unknown(0, own), unknown(1, theirs));
        if own_unknown.is_empty() && their_unknown.is_empty() {
            return Vec::new();
        }
        let is_even = own_unknown.len() == own.len()
            && their_unknown.len() == theirs.len()
            && own.len() == theirs.len();
        if is_even || own.len() * theirs.len() > MOST_PAIRS {
            return own_unknown.into_iter().zip(their_unknown).collect();
        }
        let own: Vec<LeftField<'r>> = own
            .iter()
            .map(|field| LeftField::of(self.leading, field, self.key_of(0, entries.leading, field)))
            .collect();
        let theirs: Vec<LeftField<'r>> = theirs
            .iter()
            .map(|field| LeftField::of(self.mirror, field, self.key_of(1, entries.mirror, field)))
            .collect();
        best_in_order([own.len(), theirs.len()], |a, b| self.weight(&own[a], &theirs[b]))
    }
}

/// The pairs of two rows, in order, with the highest sum of weights.
fn best_in_order(
    [rows, columns]: [usize; 2],
    weight: impl Fn(usize, usize) -> Option<i32>,
) -> Vec<(usize, usize)> {
    let width = columns + 1;
    // The best sum of what is left behind a place on each side.
    let mut best = vec![0; (rows + 1) * width];
    let mut pairs = vec![None; rows * columns];
    for row in (0..rows).rev() {
        for column in (0..columns).rev() {
            let skipped = best[(row + 1) * width + column].max(best[row * width + column + 1]);
            let weight = weight(row, column);
            let paired = weight.map(|own| own + best[(row + 1) * width + column + 1]);
            pairs[row * columns + column] = paired.filter(|sum| *sum >= skipped);
            best[row * width + column] = paired.unwrap_or(skipped).max(skipped);
        }
    }
    let (mut row, mut column, mut found) = (0, 0, Vec::new());
    while row < rows && column < columns {
        if pairs[row * columns + column].is_some() {
            found.push((row, column));
            (row, column) = (row + 1, column + 1);
        } else if best[(row + 1) * width + column] >= best[row * width + column + 1] {
            row += 1;
        } else {
            column += 1;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_pairs_in_order_are_found() {
        let all = |_: usize, _: usize| Some(1);
        assert_eq!(best_in_order([2, 3], all), [(0, 0), (1, 1)]);
        let shifted = |row: usize, column: usize| Some(if column == row + 1 { 3 } else { 1 });
        assert_eq!(best_in_order([2, 3], shifted), [(0, 1), (1, 2)]);
        assert_eq!(best_in_order([2, 2], |row, column| (row != column).then_some(1)).len(), 1);
        assert!(best_in_order([0, 3], all).is_empty());
    }
}
