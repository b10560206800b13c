//! The attributes of one entry.

use std::borrow::Cow;

use jiff::civil::Date;

use super::attribute::{Attribute, ValueKind};
use super::context::RegisterView;
use super::own_names::compact;
use super::value::Value;
use crate::register::{Entry, Field, Profile, TrackedValues};
use crate::text::Span;
use crate::values;
use crate::vocabulary::{Key, fold};

/// An entry, its register, and its tracked values.
pub(super) struct Subject<'a> {
    pub(crate) view: RegisterView<'a>,
    entry: &'a Entry,
    tracked: TrackedValues<'a>,
}

impl<'a> Subject<'a> {
    pub(super) fn of(view: RegisterView<'a>, entry: &'a Entry) -> Self {
        let tracked = TrackedValues::of(view.register, entry, view.policy, view.vocabulary);
        Self { view, entry, tracked }
    }

    /// The value of an attribute, if it is understood.
    pub(super) fn value(&self, attribute: &Attribute) -> Option<Value> {
        let words = self.view.vocabulary;
        let text = || self.texts(attribute).into_iter().next().filter(|text| self.is_given(text));
        match attribute.kind() {
            ValueKind::State => {
                let state = self.tracked.meaning();
                state.map(|state| Value::of_status(state, self.view.policy, words))
            }
            ValueKind::Priority => {
                Value::priority(self.view.policy.level_words(&text()?, words), words)
            }
            ValueKind::Severity => {
                Value::severity(self.view.policy.level_words(&text()?, words), words)
            }
            ValueKind::Duration => self.tracked.sla.map(Value::duration),
            ValueKind::Day => self.day(attribute).map(Value::Day),
            ValueKind::Elapsed => self.age().map(Value::of_days),
            ValueKind::Numbered => Some(Value::numbered(&text()?)),
            ValueKind::Text => Some(Value::text(&text()?)),
            ValueKind::LevelOrText => {
                self.texts(attribute).iter().find_map(|text| Value::severity(text, words))
            }
            ValueKind::Flag => self.days_overdue().map(Value::of_days),
            ValueKind::Answer | ValueKind::Whole => None,
        }
    }

    /// The texts of an attribute as written: the whole value first, then its parts, if any.
    pub(super) fn texts(&self, attribute: &Attribute) -> Vec<Cow<'a, str>> {
        let Self { view: RegisterView { register, .. }, entry, .. } = *self;
        let text = |span: Span| vec![Cow::Borrowed(register.text(span))];
        let key = match attribute {
            Attribute::Field(key) => *key,
            Attribute::Own(label) => return self.own_fields(label),
            Attribute::Number => return entry.number.map(text).unwrap_or_default(),
            Attribute::Title => return text(entry.title),
            Attribute::Heading => return text(entry.heading),
            Attribute::Path => return vec![Cow::Borrowed(&**register.source.path())],
            Attribute::Language => return vec![Cow::Borrowed(&register.language)],
            Attribute::Text => {
                let whole = std::iter::once(entry.span).chain(entry.detail);
                return whole.map(|span| Cow::Borrowed(register.text(span))).collect();
            }
            Attribute::Overdue | Attribute::Open | Attribute::Closed => return Vec::new(),
        };
        let computed = |value: Option<String>| value.map(Cow::Owned).into_iter().collect();
        match key {
            Key::Id => entry.id.or(self.ordinal()).map(text).unwrap_or_default(),
            Key::Due => computed(self.due().map(|due| due.to_string())),
            Key::Age => computed(self.age().map(|age| age.to_string())),
            Key::Area if !entry.area.is_empty() => self.area(),
            Key::Gap if entry.field(key).is_none() => text(entry.heading),
            Key::Impact => [self.fields(Key::Severity), self.fields(key)].concat(),
            Key::SourcePage => self.with_parts(key, register.source_pages(entry)),
            Key::Endpoints => self.with_parts(key, register.endpoints(entry)),
            key => self.fields(key),
        }
    }

    /// The number of an entry that serves as its ID.
    fn ordinal(&self) -> Option<Span> {
        self.entry.number.filter(|_| self.view.register.profile == Profile::Generic)
    }

    /// Whether an attribute has a value other than a placeholder.
    pub(super) fn has(&self, attribute: &Attribute) -> bool {
        match attribute.kind() {
            ValueKind::Flag => self.days_overdue().is_some(),
            ValueKind::Answer => {
                let RegisterView { policy, vocabulary, .. } = self.view;
                self.tracked.is_over(policy, vocabulary) == (*attribute == Attribute::Closed)
            }
            // A word for what is to be filled in may be a state.
            ValueKind::State if self.tracked.meaning().is_some() => true,
            _ => self.texts(attribute).iter().any(|text| self.is_given(text)),
        }
    }

    /// Whether an attribute contains some folded words.
    pub(super) fn contains(&self, attribute: &Attribute, folded: &str) -> bool {
        self.texts(attribute).iter().any(|text| fold(text).contains(folded))
    }

    /// Whether an attribute means the same as a text.
    pub(super) fn is_same(&self, attribute: &Attribute, wanted: &str) -> bool {
        let RegisterView { policy, vocabulary, .. } = self.view;
        let means_same = |text: &str| match attribute {
            Attribute::Field(key) => policy.same_value(*key, text, wanted, vocabulary),
            _ => fold(text) == fold(wanted),
        };
        self.texts(attribute).iter().any(|text| means_same(text))
    }

    /// Whether a text is a value, and no placeholder.
    fn is_given(&self, text: &str) -> bool {
        self.view.vocabulary.placeholder(text).is_none()
    }

    fn day(&self, attribute: &Attribute) -> Option<Date> {
        match attribute {
            Attribute::Field(Key::Due) => self.due(),
            Attribute::Field(Key::FirstSeen) => self.tracked.first_seen,
            Attribute::Field(Key::AcceptedUntil) => self.tracked.accepted_until,
            _ => values::day_of(self.texts(attribute).first()?, self.view.vocabulary),
        }
    }

    /// The last day on which it is in time. Where it states no SLA, that of its priority counts.
    fn due(&self) -> Option<Date> {
        let RegisterView { register, policy, vocabulary, .. } = self.view;
        self.tracked.due.or_else(|| {
            let seen = self.tracked.first_seen?;
            let value = |key| register.value_of(self.entry, key);
            Some(policy.sla_by_level(value, vocabulary)?.due(seen, &policy.calendar))
        })
    }

    fn age(&self) -> Option<i64> {
        Some((self.view.today - self.tracked.first_seen?).get_days().into())
    }

    /// How many days it is past its due date; nothing if it is in time, repaired or accepted.
    fn days_overdue(&self) -> Option<i64> {
        let RegisterView { policy, vocabulary, today, .. } = self.view;
        let days = i64::from((today - self.due()?).get_days());
        (days > 0 && self.tracked.awaits_repair(today, policy, vocabulary)).then_some(days)
    }

    /// The menu path of the heading, whole and step by step.
    fn area(&self) -> Vec<Cow<'a, str>> {
        let steps = self.entry.area.iter().map(|&step| self.view.register.text(step));
        let steps: Vec<&str> = steps.collect();
        let whole = Cow::Owned(steps.join(" → "));
        std::iter::once(whole).chain(steps.into_iter().map(Cow::Borrowed)).collect()
    }

    /// The fields of a key: those of the entry, or those of the register.
    fn fields(&self, key: Key) -> Vec<Cow<'a, str>> {
        let RegisterView { register, .. } = self.view;
        let of_register = register.metadata.iter().chain(&register.policy_lines);
        let of_register = of_register.filter(|_| key.is_of_register());
        let fields = self.entry.fields.iter().chain(of_register);
        let is_filled = |field: &&Field| field.key == Some(key) && !field.value.is_empty();
        fields
            .filter(is_filled)
            .map(|field| register.bare(field.value))
            .filter(|text| !text.is_empty())
            .map(Cow::Borrowed)
            .collect()
    }

    /// The values below a label of the team's own.
    fn own_fields(&self, label: &str) -> Vec<Cow<'a, str>> {
        let register = self.view.register;
        let is_meant = |field: &&Field| {
            field.key.is_none()
                && !field.value.is_empty()
                && compact(register.text(field.label)) == label
        };
        let fields = self.entry.fields.iter().filter(is_meant);
        fields.map(|field| Cow::Borrowed(register.bare(field.value))).collect()
    }

    fn with_parts(&self, key: Key, parts: Vec<Span>) -> Vec<Cow<'a, str>> {
        let parts = parts.into_iter().map(|part| Cow::Borrowed(self.view.register.text(part)));
        self.fields(key).into_iter().chain(parts).collect()
    }
}
