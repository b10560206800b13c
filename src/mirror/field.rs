//! A field against its translation.

use super::code::code_contradictions;
use super::contradiction::{Contradiction, ContradictionKind};
use super::difference::{Differences, differences};
use super::field_pairs::FieldPair;
use super::pair::Pair;
use super::prose::{Untranslated, untranslated};
use super::shape::TextShape;
use super::unknown_words::is_of_code;
use crate::register::{Entry, Field, Form, Register, Replacement};
use crate::text::{Span, sort_by_place};
use crate::values::subsequence;
use crate::vocabulary::{Key, without_qualifier};

/// Compares the fields of one entry.
pub(super) struct FieldComparison<'p, 'r> {
    pub pair: &'p Pair<'r>,
    /// The entry of the leading register.
    pub leading: &'r Entry,
    /// The entry of the mirror.
    pub entry: &'r Entry,
    /// Whether the entry is marked as untranslated.
    pub is_marked: bool,
}

impl FieldComparison<'_, '_> {
    pub(super) fn compare(&self, fields: FieldPair<'_>) -> Vec<Contradiction> {
        let FieldPair { leading: own, mirror: theirs } = fields;
        match self.pair.key_of(1, self.entry, theirs).or(own.key) {
            // IDs are compared with the entries.
            Some(Key::Id) => Vec::new(),
            Some(key) if self.are_short(key, fields) => {
                let one = self.pair.contradiction_of(key, own, theirs, Some(self.entry));
                // Nothing is written where it is not sure what a label means.
                let is_sure = own.key == theirs.key;
                let one = one.map(|one| Contradiction { fix: one.fix.filter(|_| is_sure), ..one });
                one.into_iter().collect()
            }
            _ if own.value.is_empty() != theirs.value.is_empty() => {
                vec![self.one_empty(own, theirs)]
            }
            _ => self.compare_prose(own, theirs),
        }
    }

    /// Whether a value is in the row of one side, and the other side has no row for it.
    pub(super) fn lacks_row(&self, field: &Field, at: usize) -> bool {
        let sides = [(self.pair.leading, self.leading), (self.pair.mirror, self.entry)];
        let ((_, own), (other, twin)) = (sides[at], sides[1 - at]);
        !own.has_within(field) && !other.triage.is_empty() && other.row_of(twin).is_none()
    }

    /// Whether a value is in the row of one side, and the row of the other side has it, too, where its table is read in
    /// another way.
    pub(super) fn is_in_both_rows(&self, field: &Field, at: usize) -> bool {
        let sides = [(self.pair.leading, self.leading), (self.pair.mirror, self.entry)];
        let ((_, own), (other, twin)) = (sides[at], sides[1 - at]);
        let cell = || other.row_of(twin)?.cell(field.key?);
        let is_cell = !own.has_within(field) || matches!(own.form, Form::Row(_));
        is_cell && cell().is_some_and(|cell| !other.bare(cell).is_empty())
    }

    /// Whether both sides hold one short value, the same in each language.
    fn are_short(
        &self,
        key: Key,
        FieldPair { leading: own, mirror: theirs }: FieldPair<'_>,
    ) -> bool {
        let texts = [self.pair.leading.text(own.value), self.pair.mirror.text(theirs.value)];
        texts.into_iter().all(|text| self.is_short(key, text))
    }

    /// Whether a value is one short value, the same in each language. A field of a register's own may hold
    /// words that each language has for itself, unless they are codes, or the entries show that both have the
    /// same.
    fn is_short(&self, key: Key, value: &str) -> bool {
        if !matches!(key, Key::Custom(_)) {
            return key.is_short();
        }
        let is_known = || self.pair.words.value(value).is_some();
        let is_name = || !is_sentence(value) && self.pair.counterparts().are_names(key);
        is_of_code(value) || is_known() || is_name()
    }

    fn one_empty(&self, own: &Field, theirs: &Field) -> Contradiction {
        let name = without_qualifier(self.pair.mirror.text(theirs.label));
        let (side, other) =
            if theirs.value.is_empty() { ("here", "there") } else { ("in the source", "here") };
        let message = format!("{name} is empty {side}, and not {other}");
        Contradiction::new(ContradictionKind::Field, theirs.label, message)
            .field(self.pair.mirror, theirs)
            .leading(own.label, "in the source")
    }

    fn compare_prose(&self, own: &Field, theirs: &Field) -> Vec<Contradiction> {
        let Pair { leading, mirror, .. } = *self.pair;
        let mut found = Vec::new();
        let mut differences = differences(leading, own.value, mirror, theirs.value);
        let is_list_of_code = matches!(theirs.key, Some(Key::Endpoints | Key::SourcePage));
        // In a list of code, a difference of the code says it all.
        if !is_list_of_code || differences.is_empty() {
            let one = self.compare_shapes(own, theirs);
            // The literals of an item that one side lacks are part of that.
            if one.is_some() && (differences.missing.is_empty() || differences.extra.is_empty()) {
                differences = Differences::default();
            }
            found.extend(one);
        }
        let place = if theirs.value.is_empty() { theirs.label } else { theirs.value };
        let place = mirror.first_line(place);
        found.extend(code_contradictions(self.pair, differences, Some(theirs), place));
        if !self.is_marked {
            found.extend(untranslated_words(self.pair, [own.value, theirs.value], Some(theirs)));
        }
        found
    }

    fn compare_shapes(&self, own: &Field, theirs: &Field) -> Option<Contradiction> {
        let Pair { leading, mirror, .. } = *self.pair;
        let shapes = [TextShape::of_value(leading, own), TextShape::of_value(mirror, theirs)];
        if shapes[0] == shapes[1] {
            return None;
        }
        let message = format!("{} here, {} in the source", shapes[1], shapes[0]);
        Some(
            Contradiction::new(ContradictionKind::Shape, mirror.first_line(theirs.value), message)
                .field(mirror, theirs)
                .leading(leading.first_line(own.value), "in the source"),
        )
    }

    /// A field that the translation lacks.
    pub(super) fn missing(
        &self,
        field: &Field,
        extra: &[&Field],
        pairs: &[FieldPair<'_>],
    ) -> Contradiction {
        let Pair { leading, mirror, words, .. } = *self.pair;
        // As the translation calls it elsewhere.
        let known = field.key.filter(|&key| mirror.has_label(key));
        let name = known.map_or(leading.text(field.label), |key| mirror.label_of(key, words));
        let message = format!("the translation has no `{}`", without_qualifier(name));
        let one = Contradiction::new(ContradictionKind::Field, self.entry.handle(), message)
            .field(leading, field)
            .of_column(&self.entry.form, field)
            .leading(field.label, "the source has it");
        let is_short = |key: &Key| self.is_short(*key, leading.text(field.value));
        let Some(key) = field.key.filter(is_short) else { return one };
        let replacement = Replacement { old: None, new: leading.bare(field.value) };
        let value = self.pair.translated(key, replacement);
        if value.is_empty() || value.contains('\n') {
            return one;
        }
        let replacement = Replacement { old: None, new: &value };
        if let Some(why) = self.pair.copy_hindrance(key, leading.bare(field.value), replacement) {
            return one.help(why);
        }
        if let Some(cell) = self.other_cell(key, &value) {
            return one.help(format!("not added: the table here says `{cell}`"));
        }
        if self.pair.soundness()[1].has_damaged_label(self.entry) {
            return one.help("it is not added: it may have a label here that cannot be read");
        }
        if let Some(here) = mirror.unread_words(self.entry, key, self.pair.policies[1], words) {
            return one.help(format!("not added: `{}` may be it", mirror.text(here)));
        }
        let is_line = |text: &str| !text.is_empty() && !text.contains('\n');
        let is_unknown = |other: &&&Field| other.key.is_none() && is_line(mirror.text(other.value));
        let elsewhere = self.pair.unknown_label(key);
        let here = || Some(mirror.text(extra.iter().find(is_unknown)?.label));
        if let Some(label) = elsewhere.or_else(here) {
            return one.help(format!(
                "not added: `{label}` may be it; if so, add it to the labels under `vocabulary`"
            ));
        }
        // Behind the translation of the field before it, as its place is compared, too.
        let before = pairs.iter().filter(|fields| fields.leading.span.start < field.span.start);
        let before = before.max_by_key(|fields| fields.leading.span.start);
        let label = mirror.label_of(key, words);
        let before = before.filter(|_| !mirror.is_kept_in_triage(key));
        let behind = before.and_then(|fields| {
            mirror.field_insertion_behind(self.entry, fields.mirror, label, &value)
        });
        let edit = behind.or_else(|| mirror.field_insertion(self.entry, key, &value, words));
        one.fix(format!("add it: `{value}`"), Vec::from_iter(edit))
    }

    /// What the row of the translation's entry says under a key, where it is not that value.
    fn other_cell(&self, key: Key, value: &str) -> Option<&str> {
        let Pair { mirror, words, .. } = *self.pair;
        let cell = mirror.bare(mirror.row_of(self.entry)?.cell(key)?);
        let is_answered = !cell.is_empty() && words.placeholder(cell).is_none();
        (is_answered && !self.pair.same_value(key, value, cell)).then_some(cell)
    }

    /// A field that only the translation has.
    pub(super) fn extra(&self, field: &Field) -> Contradiction {
        let mirror = self.pair.mirror;
        let message = format!("the source has no `{}` here", mirror.text(field.label));
        Contradiction::new(ContradictionKind::Field, field.label, message)
            .field(mirror, field)
            .of_column(&self.entry.form, field)
    }

    /// An entry that has a section on one side, and only its row in the table on the other.
    pub(super) fn compare_forms(&self) -> Option<Contradiction> {
        let Pair { leading, mirror, .. } = *self.pair;
        let is_summed_up = |register: &Register<'_>, entry: &Entry| {
            register.row_of(entry).is_some_and(|own| entry.is_row(own.row))
        };
        let sides = [is_summed_up(leading, self.leading), is_summed_up(mirror, self.entry)];
        let message = match sides {
            [true, false] => "the source has its row and no section, and here is one",
            [false, true] => "the source has a section, and here is its row alone",
            _ => return None,
        };
        let handle = self.entry.handle();
        let one = Contradiction::new(ContradictionKind::Shape, handle, message.to_owned());
        Some(one.leading(self.leading.handle(), "in the source"))
    }

    /// Fields in another order than in the leading entry.
    pub(super) fn compare_order(&self, pairs: &[FieldPair<'_>]) -> Vec<Contradiction> {
        // A value in the heading, in a box or in the row of a summary has its place there.
        let has_place =
            |entry: &Entry, field: &Field| field.label != field.value && entry.has_within(field);
        let is_in_order = |fields: &&FieldPair<'_>| {
            has_place(self.leading, fields.leading) && has_place(self.entry, fields.mirror)
        };
        let mut pairs: Vec<FieldPair<'_>> = pairs.iter().filter(is_in_order).copied().collect();
        // The fields of an item are not read in the order of their places.
        sort_by_place(&mut pairs, |fields| fields.leading.span);
        if pairs.is_sorted_by_key(|fields| fields.mirror.span.start) {
            return Vec::new();
        }
        let places: Vec<u32> = pairs.iter().map(|fields| fields.mirror.span.start).collect();
        let in_order = subsequence::longest_increasing(&places);
        let is_moved = |fields: &FieldPair<'_>| !in_order.contains(&fields.mirror.span.start);
        let moved = pairs.iter().enumerate().filter(|(_, fields)| is_moved(fields));
        moved.map(|(at, _)| self.moved(&pairs, at)).collect()
    }

    fn moved(&self, pairs: &[FieldPair<'_>], at: usize) -> Contradiction {
        let mirror = self.pair.mirror;
        let name = |field: &Field| without_qualifier(mirror.text(field.label));
        let FieldPair { leading: own, mirror: theirs } = pairs[at];
        let after = at.checked_sub(1).map(|at| name(pairs[at].mirror));
        let place = after.map_or("first".to_owned(), |after| format!("after `{after}`"));
        let message = format!("in the source, `{}` comes {place}", name(theirs));
        Contradiction::new(ContradictionKind::Field, theirs.label, message)
            .field(mirror, theirs)
            .leading(own.label, "in the source")
    }
}

/// Whether a value is a sentence, and no name.
fn is_sentence(value: &str) -> bool {
    const MOST_WORDS: usize = 4;
    value.ends_with(['.', '!', '?', '。']) || value.split_whitespace().count() > MOST_WORDS
}

/// Words of a title or a field that are not translated; `spans` are those of both sides.
pub(super) fn untranslated_words(
    pair: &Pair<'_>,
    spans: [Span; 2],
    field: Option<&Field>,
) -> Option<Contradiction> {
    let Pair { leading, mirror, words, .. } = *pair;
    let message = match untranslated(leading, mirror, spans, words)? {
        Untranslated::Copied => "this is copied from the source, and not translated".to_owned(),
        Untranslated::Foreign => {
            let name = words.words(&leading.language).map(|words| words.name.as_str());
            format!("this is still in {}", name.unwrap_or(&leading.language))
        }
    };
    let span = mirror.first_line(spans[1]);
    let one = Contradiction::new(ContradictionKind::Untranslated, span, message);
    let one = if let Some(field) = field { one.field(mirror, field) } else { one };
    Some(one.leading(leading.first_line(spans[0]), "in the source"))
}
