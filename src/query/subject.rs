//! An entry as an expression looks at it.

use std::borrow::Cow;

use jiff::civil::Date;

use super::View;
use super::attribute::{Attribute, Kind};
use super::value::Value;
use crate::register::{Entry, Field, TrackedValues};
use crate::text::Span;
use crate::values;
use crate::vocabulary::{Key, fold};

/// An entry, its register, and what its tracked fields mean.
pub(super) struct Subject<'a> {
    pub view: View<'a>,
    entry: &'a Entry,
    tracked: TrackedValues<'a>,
}

impl<'a> Subject<'a> {
    pub(super) fn of(view: View<'a>, entry: &'a Entry) -> Self {
        let tracked = TrackedValues::of(view.register, entry, view.policy, view.vocabulary);
        Self { view, entry, tracked }
    }

    /// What an attribute says, where it says something that is understood.
    pub(super) fn value(&self, attribute: Attribute) -> Option<Value> {
        let words = self.view.vocabulary;
        let text = || self.texts(attribute).into_iter().next().filter(|text| self.tells(text));
        match attribute.kind() {
            Kind::State => self.tracked.state.map(Value::State),
            Kind::Priority => Value::priority(&text()?, words),
            Kind::Severity => Value::severity(&text()?, words),
            Kind::Duration => self.tracked.sla.map(Value::duration),
            Kind::Day => self.day(attribute).map(Value::Day),
            Kind::Days => self.age().map(Value::Days),
            Kind::Numbered => Some(Value::numbered(&text()?)),
            Kind::Text => Some(Value::text(&text()?)),
            Kind::Flag | Kind::Whole => None,
        }
    }

    /// What an attribute says, as it is written: the whole of it first, then its parts, where it
    /// has any.
    pub(super) fn texts(&self, attribute: Attribute) -> Vec<Cow<'a, str>> {
        let Self { view: View { register, .. }, entry, .. } = *self;
        let text = |span: Span| vec![Cow::Borrowed(register.text(span))];
        let key = match attribute {
            Attribute::Field(key) => key,
            Attribute::Number => return entry.number.map(text).unwrap_or_default(),
            Attribute::Title => return text(entry.title),
            Attribute::Heading => return text(entry.heading),
            Attribute::Path => return vec![Cow::Borrowed(&**register.source.path())],
            Attribute::Language => return vec![Cow::Borrowed(&register.language)],
            Attribute::Text => return text(entry.span),
            Attribute::Overdue => return Vec::new(),
        };
        let told = |value: Option<String>| value.map(Cow::Owned).into_iter().collect();
        match key {
            Key::Id => entry.id.map(text).unwrap_or_default(),
            Key::Due => told(self.tracked.due.map(|due| due.to_string())),
            Key::Age => told(self.age().map(|age| age.to_string())),
            Key::Area if !entry.area.is_empty() => self.area(),
            Key::Gap if entry.field(key).is_none() => text(entry.heading),
            Key::SourcePage => self.with_parts(key, register.source_pages(entry)),
            Key::Endpoints => self.with_parts(key, register.endpoints(entry)),
            key => self.fields(key),
        }
    }

    /// Whether an attribute is there, and no placeholder.
    pub(super) fn has(&self, attribute: Attribute) -> bool {
        match attribute.kind() {
            Kind::Flag => self.is_overdue(),
            // `TODO` is a state where states are written.
            Kind::State if self.tracked.state.is_some() => true,
            _ => self.texts(attribute).iter().any(|text| self.tells(text)),
        }
    }

    /// Whether an attribute holds some words, whatever their case.
    pub(super) fn contains(&self, attribute: Attribute, folded: &str) -> bool {
        self.texts(attribute).iter().any(|text| fold(text).contains(folded))
    }

    /// Whether an attribute says the same as a text, in other words perhaps.
    pub(super) fn says(&self, attribute: Attribute, wanted: &str) -> bool {
        let View { policy, vocabulary, .. } = self.view;
        let is_same = |text: &str| match attribute {
            Attribute::Field(key) => policy.same_value(key, text, wanted, vocabulary),
            _ => fold(text) == fold(wanted),
        };
        self.texts(attribute).iter().any(|text| is_same(text))
    }

    /// Whether a text says more than that there is nothing to say.
    fn tells(&self, text: &str) -> bool {
        self.view.vocabulary.placeholder(text).is_none()
    }

    fn day(&self, attribute: Attribute) -> Option<Date> {
        match attribute {
            Attribute::Field(Key::Due) => self.tracked.due,
            Attribute::Field(Key::FirstSeen) => self.tracked.first_seen,
            _ => values::parse_date(self.texts(attribute).first()?),
        }
    }

    fn age(&self) -> Option<i64> {
        Some((self.view.today - self.tracked.first_seen?).get_days().into())
    }

    fn is_overdue(&self) -> bool {
        let View { policy, vocabulary, today, .. } = self.view;
        self.tracked.due.is_some_and(|due| due < today)
            && !self.tracked.is_repaired(policy, vocabulary)
    }

    /// The menu path of the heading, whole and step by step.
    fn area(&self) -> Vec<Cow<'a, str>> {
        let steps = self.entry.area.iter().map(|&step| self.view.register.text(step));
        let steps: Vec<&str> = steps.collect();
        let whole = Cow::Owned(steps.join(" → "));
        std::iter::once(whole).chain(steps.into_iter().map(Cow::Borrowed)).collect()
    }

    /// The fields of a key: the entry's, or those at the front of the file that speak for all.
    fn fields(&self, key: Key) -> Vec<Cow<'a, str>> {
        let View { register, .. } = self.view;
        let of_register = register.metadata.iter().chain(&register.policy_lines);
        let of_register = of_register.filter(|_| key.is_of_register());
        let fields = self.entry.fields.iter().chain(of_register);
        let is_given = |field: &&Field| field.key == Some(key) && !field.value.is_empty();
        fields
            .filter(is_given)
            .map(|field| register.bare(field.value))
            .filter(|text| !text.is_empty())
            .map(Cow::Borrowed)
            .collect()
    }

    fn with_parts(&self, key: Key, parts: Vec<Span>) -> Vec<Cow<'a, str>> {
        let parts = parts.into_iter().map(|part| Cow::Borrowed(self.view.register.text(part)));
        self.fields(key).into_iter().chain(parts).collect()
    }
}
