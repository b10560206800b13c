//! What words can mean, other than a key.

/// A section of a register, by its heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Section {
    /// The triage table.
    Triage,
    /// The entries.
    Gaps,
    /// Text about the register itself.
    Notes,
    /// No entries, although it may look like some: a legend, totals, a log.
    Others,
}

impl Section {
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "triage" => Self::Triage,
            "gaps" => Self::Gaps,
            "notes" => Self::Notes,
            "others" => Self::Others,
            _ => return None,
        })
    }
}

/// A word in place of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Placeholder {
    /// The value is not known yet: `TBD`.
    ToCome,
    /// There is no value: `N/A`.
    Absent,
}

/// The unit of a duration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Unit {
    /// `h`
    Hour,
    /// `d`
    Day,
    /// `bd`: Monday to Friday.
    BusinessDay,
    /// `w`
    Week,
    /// `mo`: thirty days.
    Month,
}

impl Unit {
    /// Its short sign, which is also its name in the vocabulary.
    pub(crate) fn sign(self) -> &'static str {
        match self {
            Self::Hour => "h",
            Self::Day => "d",
            Self::BusinessDay => "bd",
            Self::Week => "w",
            Self::Month => "mo",
        }
    }

    pub(super) fn named(sign: &str) -> Option<Self> {
        [Self::Hour, Self::Day, Self::BusinessDay, Self::Week, Self::Month]
            .into_iter()
            .find(|unit| unit.sign() == sign)
    }
}
