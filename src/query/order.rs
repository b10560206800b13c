//! The order that entries are listed in: `priority,-age`.

use std::cmp::Ordering;

use super::View;
use super::attribute::{Attribute, Kind, check_is_told, unknown_key};
use super::error::{QueryError, Slip};
use super::subject::Subject;
use super::value::Value;
use crate::register::Entry;
use crate::text::Span;
use crate::vocabulary::Vocabulary;

/// By what entries are put in order, the weightiest first.
#[derive(Clone, Debug)]
pub struct Order(Vec<Criterion>);

#[derive(Clone, Copy, Debug)]
struct Criterion {
    attribute: Attribute,
    is_descending: bool,
}

impl Order {
    /// Reads keys parted by commas, a hyphen before those that descend.
    pub fn parse(text: &str, vocabulary: &Vocabulary) -> Result<Self, QueryError> {
        let whole = Span::new(0, text.len());
        let parts = text.split(',').map(|part| {
            let key = part.trim();
            Criterion::read(key, whole.part(text, key), vocabulary)
        });
        let criteria: Result<Vec<_>, Slip> = parts.collect();
        criteria.map(Self).map_err(|slip| slip.within("order", text))
    }

    /// Puts entries of one register in order; those that are alike stay as they were.
    pub fn arrange(&self, view: View<'_>, entries: &mut Vec<&Entry>) {
        let values = |entry| {
            let subject = Subject::of(view, entry);
            self.0.iter().map(|criterion| subject.value(criterion.attribute)).collect()
        };
        let mut ranked: Vec<(Vec<Option<Value>>, &Entry)> =
            entries.iter().map(|&entry| (values(entry), entry)).collect();
        ranked.sort_by(|(a, _), (b, _)| self.compare(a, b));
        *entries = ranked.into_iter().map(|(_, entry)| entry).collect();
    }

    fn compare(&self, a: &[Option<Value>], b: &[Option<Value>]) -> Ordering {
        let pairs = self.0.iter().zip(a.iter().zip(b));
        let orders = pairs.map(|(criterion, (a, b))| criterion.compare(a.as_ref(), b.as_ref()));
        orders.fold(Ordering::Equal, Ordering::then)
    }
}

impl Criterion {
    fn read(text: &str, place: Span, vocabulary: &Vocabulary) -> Result<Self, Slip> {
        let name = text.strip_prefix('-').unwrap_or(text).trim_start();
        let place = place.part(text, name);
        if name.is_empty() {
            return Err(Slip::new(place, "a key is missing"));
        }
        let attribute = Attribute::named(name, vocabulary)
            .ok_or_else(|| unknown_key(name, place, vocabulary))?;
        check_is_told(attribute, place)?;
        if let Kind::Flag | Kind::Whole = attribute.kind() {
            return Err(Slip::new(place, format!("`{name}` gives no order")));
        }
        Ok(Self { attribute, is_descending: text.starts_with('-') })
    }

    /// What says nothing comes last either way.
    fn compare(self, a: Option<&Value>, b: Option<&Value>) -> Ordering {
        match (a, b) {
            (Some(a), Some(b)) if self.is_descending => b.cmp(a),
            (Some(a), Some(b)) => a.cmp(b),
            (a, b) => a.is_none().cmp(&b.is_none()),
        }
    }
}
