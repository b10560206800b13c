//! The attributes of an entry, by name.

use super::error::PlacedError;
use super::own_names::{OwnNames, compact};
use crate::text::Span;
use crate::vocabulary::{Key, Vocabulary, nearest};

/// A property of an entry that expressions name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Attribute {
    /// A field, or a value computed from fields.
    Field(Key),
    /// A field or a column of the team's own, by the letters and digits of its label.
    Own(String),
    /// The number in its heading.
    Number,
    /// The last part of its heading.
    Title,
    /// Its heading, without number and ID.
    Heading,
    /// The path of its file.
    Path,
    /// The language of that file.
    Language,
    /// Whether it is past its due date and not repaired, and for how long.
    Overdue,
    /// Whether something is left to repair.
    Open,
    /// Whether it is repaired, or closed without a repair.
    Closed,
    /// Its whole text.
    Text,
}

/// The kind of an attribute's value: how it is read from an expression, and how it compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ValueKind {
    /// Compares by its index in the flow.
    State,
    /// Compares by its rank, P0 before P1.
    Priority,
    /// Compares by its rank, Low before Critical.
    Severity,
    /// Compares by its length.
    Duration,
    /// Compares by the calendar.
    Day,
    /// Compares by its length; a number alone counts days.
    Elapsed,
    /// Compares by its letters, runs of digits as numbers: IDs, versions, section numbers.
    Numbered,
    /// Compares as a number if it is only that, else by its letters.
    Text,
    /// A level, which compares by its rank, and a sentence: the two meanings of `Impact`.
    LevelOrText,
    /// Yes or no; compares by the time that it has been yes.
    Flag,
    /// Yes or no, and nothing that compares.
    Answer,
    /// A whole text: searched, not compared.
    Whole,
}

/// The attributes that are no fields.
const OWN_NAMES: [(&str, Attribute); 9] = [
    ("number", Attribute::Number),
    ("title", Attribute::Title),
    ("heading", Attribute::Heading),
    ("path", Attribute::Path),
    ("language", Attribute::Language),
    ("overdue", Attribute::Overdue),
    ("open", Attribute::Open),
    ("closed", Attribute::Closed),
    ("text", Attribute::Text),
];

impl Attribute {
    /// The attribute of a name, in any language, case and spacing: `first seen`, `first_seen` and
    /// `FirstSeen` are the same.
    pub(super) fn named(name: &str, vocabulary: &Vocabulary, own: &OwnNames) -> Option<Self> {
        let compact = compact(name);
        if compact.is_empty() {
            return None;
        }
        let fixed = OWN_NAMES.iter().find(|(own, _)| *own == compact);
        if let Some((_, attribute)) = fixed {
            return Some(attribute.clone());
        }
        let known = || vocabulary.key_named(name).or_else(|| vocabulary.key(name));
        let spelled = || {
            let mut labels = labels(vocabulary);
            labels.find(|(_, label)| self::compact(label) == compact).map(|(key, _)| key)
        };
        // Beside a column `Owner`, `Team` is another one, and no word for it.
        let is_other = |key: &Key| own.has_label(name) && !vocabulary.is_name(name, *key);
        let key = own.key_of_column(name).or_else(known).or_else(spelled);
        let key = key.filter(|key| !is_other(key));
        key.map(Self::Field).or_else(|| own.has_label(name).then_some(Self::Own(compact)))
    }

    /// The known name closest to an unknown one.
    fn nearest<'v>(name: &str, vocabulary: &'v Vocabulary, own: &'v OwnNames) -> Option<&'v str> {
        let spaced = name.replace(['-', '_'], " ");
        let fixed = OWN_NAMES.iter().map(|(own, _)| *own);
        let fixed = fixed.chain(own.labels());
        nearest(&spaced, fixed.chain(labels(vocabulary).map(|(_, label)| label)))
    }

    pub(super) fn kind(&self) -> ValueKind {
        match self {
            Self::Overdue => ValueKind::Flag,
            Self::Open | Self::Closed => ValueKind::Answer,
            Self::Text => ValueKind::Whole,
            Self::Number => ValueKind::Numbered,
            Self::Title | Self::Heading | Self::Path | Self::Language | Self::Own(_) => {
                ValueKind::Text
            }
            Self::Field(key) => match *key {
                Key::Status => ValueKind::State,
                Key::Priority => ValueKind::Priority,
                Key::Severity => ValueKind::Severity,
                Key::Impact => ValueKind::LevelOrText,
                Key::Sla => ValueKind::Duration,
                Key::FirstSeen | Key::LastReviewed | Key::Due | Key::AcceptedUntil => {
                    ValueKind::Day
                }
                Key::Age => ValueKind::Elapsed,
                Key::Id | Key::TargetVersion => ValueKind::Numbered,
                _ => ValueKind::Text,
            },
        }
    }
}

impl ValueKind {
    /// Whether an entry and its translation mean the same by such values, whatever their words.
    pub(super) fn is_shared(self) -> bool {
        !matches!(self, Self::Numbered | Self::Text | Self::LevelOrText | Self::Whole)
    }

    /// Whether a value may be several bare words: `today + 7d`, `90 days`.
    pub(super) fn has_amounts(self) -> bool {
        matches!(self, Self::Day | Self::Duration | Self::Elapsed | Self::Flag)
    }
}

/// The error for an unknown name.
pub(super) fn unknown_key(
    name: &str,
    place: Span,
    vocabulary: &Vocabulary,
    own: &OwnNames,
) -> PlacedError {
    let near = Attribute::nearest(name, vocabulary, own);
    let help = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
    PlacedError::new(place, format!("no field is called `{name}`{help}"))
}

/// Rejects the attributes that are not in a register: the last change is known to git only.
pub(super) fn check_is_in_register(attribute: &Attribute, place: Span) -> Result<(), PlacedError> {
    if *attribute != Attribute::Field(Key::LastChange) {
        return Ok(());
    }
    Err(PlacedError::new(place, "the register does not say when an entry was changed; git does"))
}

/// Every label of every language and every canonical name, with its key.
fn labels(vocabulary: &Vocabulary) -> impl Iterator<Item = (Key, &str)> {
    let languages = vocabulary.languages().filter_map(|language| vocabulary.words(language));
    let labels = languages.flat_map(|words| &words.labels);
    labels
        .filter_map(|(name, spellings)| Some((vocabulary.key_named(name)?, name, spellings)))
        .flat_map(|(key, name, spellings)| {
            let all = std::iter::once(name).chain(spellings);
            all.map(move |label| (key, label.as_str()))
        })
}
