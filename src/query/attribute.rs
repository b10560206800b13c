//! What can be asked of an entry, by name.

use super::error::Slip;
use crate::text::Span;
use crate::vocabulary::{Key, Vocabulary, fold, nearest};

/// What an entry is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Attribute {
    /// A field, or what is worked out from fields.
    Field(Key),
    /// The number in its heading.
    Number,
    /// The last part of its heading.
    Title,
    /// Its heading, without number and ID.
    Heading,
    /// The file it stands in.
    Path,
    /// The language of that file.
    Language,
    /// Whether it should have been repaired by now.
    Overdue,
    /// All of it.
    Text,
}

/// What kind of value it has: how that is read from an expression, and how it compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// By its place in the flow.
    State,
    /// By its rank, P0 before P1.
    Priority,
    /// By its rank, Low before Critical.
    Severity,
    /// By its length.
    Duration,
    /// By the calendar.
    Day,
    /// By their count.
    Days,
    /// By its letters and, among these, its numbers: IDs, versions, numbers of sections.
    Numbered,
    /// By its letters, or as a number where it is nothing else.
    Text,
    /// It is so or not.
    Flag,
    /// Too long to be compared as a whole.
    Whole,
}

/// The names that no vocabulary gives.
const OWN_NAMES: [(&str, Attribute); 7] = [
    ("number", Attribute::Number),
    ("title", Attribute::Title),
    ("heading", Attribute::Heading),
    ("path", Attribute::Path),
    ("language", Attribute::Language),
    ("overdue", Attribute::Overdue),
    ("text", Attribute::Text),
];

impl Attribute {
    /// What a name means, in any language, case and spacing: `first seen`, `first_seen` and
    /// `FirstSeen` are one.
    pub(super) fn named(name: &str, vocabulary: &Vocabulary) -> Option<Self> {
        let squeezed = squeezed(name);
        if squeezed.is_empty() {
            return None;
        }
        let own = OWN_NAMES.iter().find(|(own, _)| *own == squeezed);
        if let Some((_, attribute)) = own {
            return Some(*attribute);
        }
        let known = || vocabulary.key_named(name).or_else(|| vocabulary.key(name));
        let spelled = || {
            let mut labels = labels(vocabulary);
            labels.find(|(_, label)| self::squeezed(label) == squeezed).map(|(key, _)| key)
        };
        known().or_else(spelled).map(Self::Field)
    }

    /// The name that was meant by one that means nothing.
    fn nearest<'v>(name: &str, vocabulary: &'v Vocabulary) -> Option<&'v str> {
        let spaced = name.replace(['-', '_'], " ");
        let own = OWN_NAMES.iter().map(|(own, _)| *own);
        nearest(&spaced, own.chain(labels(vocabulary).map(|(_, label)| label)))
    }

    /// The kind of its value.
    pub(super) fn kind(self) -> Kind {
        match self {
            Self::Overdue => Kind::Flag,
            Self::Text => Kind::Whole,
            Self::Number => Kind::Numbered,
            Self::Title | Self::Heading | Self::Path | Self::Language => Kind::Text,
            Self::Field(key) => match key {
                Key::Status => Kind::State,
                Key::Priority => Kind::Priority,
                Key::Severity => Kind::Severity,
                Key::Sla => Kind::Duration,
                Key::FirstSeen | Key::LastReviewed | Key::Due => Kind::Day,
                Key::Age => Kind::Days,
                Key::Id | Key::TargetVersion => Kind::Numbered,
                _ => Kind::Text,
            },
        }
    }
}

/// What to say of a name that means nothing.
pub(super) fn unknown_key(name: &str, place: Span, vocabulary: &Vocabulary) -> Slip {
    let near = Attribute::nearest(name, vocabulary);
    let help = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
    Slip::new(place, format!("no field is called `{name}`{help}"))
}

/// Refuses what a register alone does not tell.
pub(super) fn check_is_told(attribute: Attribute, place: Span) -> Result<(), Slip> {
    if attribute != Attribute::Field(Key::LastChange) {
        return Ok(());
    }
    Err(Slip::new(place, "the register does not tell when an entry was changed; git does"))
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

/// The letters and digits of a name alone.
fn squeezed(name: &str) -> String {
    fold(name).chars().filter(|c| c.is_alphanumeric()).collect()
}
