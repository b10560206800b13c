//! The order that entries are listed in: `priority,-age`.

use std::cmp::Ordering;

use super::attribute::{Attribute, ValueKind, check_is_in_register, unknown_key};
use super::context::RegisterView;
use super::error::{PlacedError, QueryError};
use super::own_names::OwnNames;
use super::subject::Subject;
use super::value::Value;
use crate::register::Entry;
use crate::text::{Ordered, Span};
use crate::vocabulary::Vocabulary;

/// The keys to sort entries by, the most important first.
#[derive(Clone, Debug)]
pub struct Order(Vec<Criterion>);

#[derive(Clone, Debug)]
struct Criterion {
    attribute: Attribute,
    is_descending: bool,
}

impl Order {
    /// Reads keys separated by commas, with a hyphen before those in descending order.
    pub fn parse(text: &str, vocabulary: &Vocabulary, own: &OwnNames) -> Result<Self, QueryError> {
        let whole = Span::new(0, text.len());
        let parts = text.split(',').map(|part| {
            let key = part.trim();
            Criterion::read(key, whole.part(text, key), vocabulary, own)
        });
        let criteria: Result<Vec<_>, PlacedError> = parts.collect();
        criteria.map(Self).map_err(|error| error.within("order", text))
    }

    /// Sorts the entries of one register; equal ones keep their order.
    pub fn sort(&self, view: RegisterView<'_>, entries: &mut Vec<&Entry>) {
        let values = |entry| {
            let subject = Subject::of(view, entry);
            self.0.iter().map(|criterion| subject.value(&criterion.attribute)).collect()
        };
        let mut ranked: Vec<(Vec<Option<Value>>, &Entry)> =
            entries.iter().map(|&entry| (values(entry), entry)).collect();
        ranked.order_by(|(a, _), (b, _)| self.compare(a, b));
        *entries = ranked.into_iter().map(|(_, entry)| entry).collect();
    }

    fn compare(&self, a: &[Option<Value>], b: &[Option<Value>]) -> Ordering {
        let pairs = self.0.iter().zip(a.iter().zip(b));
        let orders = pairs.map(|(criterion, (a, b))| criterion.compare(a.as_ref(), b.as_ref()));
        orders.fold(Ordering::Equal, Ordering::then)
    }
}

impl Criterion {
    fn read(
        text: &str,
        place: Span,
        vocabulary: &Vocabulary,
        own: &OwnNames,
    ) -> Result<Self, PlacedError> {
        let name = text.strip_prefix('-').unwrap_or(text).trim_start();
        let place = place.part(text, name);
        if name.is_empty() {
            return Err(PlacedError::new(place, "a key is missing"));
        }
        let attribute = Attribute::named(name, vocabulary, own)
            .ok_or_else(|| unknown_key(name, place, vocabulary, own))?;
        check_is_in_register(&attribute, place)?;
        if matches!(attribute.kind(), ValueKind::Answer | ValueKind::Whole) {
            return Err(PlacedError::new(place, format!("`{name}` gives no order")));
        }
        Ok(Self { attribute, is_descending: text.starts_with('-') })
    }

    /// Entries without a value come last in both directions.
    fn compare(&self, a: Option<&Value>, b: Option<&Value>) -> Ordering {
        match (a, b) {
            (Some(a), Some(b)) if self.is_descending => b.cmp(a),
            (Some(a), Some(b)) => a.cmp(b),
            (a, b) => a.is_none().cmp(&b.is_none()),
        }
    }
}
