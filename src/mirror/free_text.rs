//! What entries say outside of their fields, by its codes, numbers and dates.

use std::collections::HashSet;

use super::align::EntryPair;
use super::code::code_contradictions;
use super::contradiction::Contradiction;
use super::difference::differences_between;
use super::literals::{Literal, leave_out_language, literals};
use super::pair::Pair;
use crate::register::{Entry, Register};
use crate::text::Span;

/// The codes, numbers and dates that the texts of an entry say otherwise than those of its translation. What the
/// other side says in a field is said there.
pub(super) fn compare(pair: &Pair<'_>, entries: &EntryPair<'_>) -> Vec<Contradiction> {
    let EntryPair { leading: own, mirror: theirs, .. } = *entries;
    let sides = [(pair.leading, own), (pair.mirror, theirs)];
    let spans = sides.map(|(register, entry)| register.free_text_spans(entry));
    if spans.iter().any(Vec::is_empty) {
        return Vec::new();
    }
    let of_side = |at: usize| of_spans(sides[at].0, &spans[at]);
    let registers = [pair.leading, pair.mirror];
    let mut differences = differences_between(registers, [of_side(0), of_side(1)]);
    if differences.is_empty() {
        return Vec::new();
    }
    let [in_own, in_theirs] = sides.map(said_anywhere);
    differences.missing.retain(|literal| !in_theirs.contains(&said(literal)));
    differences.extra.retain(|literal| !in_own.contains(&said(literal)));
    let place = pair.mirror.first_line(spans[1][0]);
    code_contradictions(pair, differences, None, place)
}

fn of_spans<'r>(register: &Register<'r>, spans: &[Span]) -> Vec<Literal<'r>> {
    spans.iter().flat_map(|span| literals(register, *span)).collect()
}

/// All that an entry says, its fields, rows and details included.
fn said_anywhere((register, entry): (&Register<'_>, &Entry)) -> HashSet<String> {
    let fields = entry.fields.iter().chain(&entry.repeats).map(|field| field.value);
    let spans = [entry.span, entry.heading].into_iter().chain(entry.detail).chain(fields);
    spans.flat_map(|span| literals(register, span)).map(|literal| said(&literal)).collect()
}

fn said(literal: &Literal<'_>) -> String {
    let mut text = literal.text.clone();
    leave_out_language(&mut text);
    text.into_owned()
}
