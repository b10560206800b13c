//! `accept:` of a configuration: what is asked of entries that are accepted until a day.

use super::configuration::{AcceptSettings, ConfigError, NameNeed};
use super::resolve::Resolver;
use crate::values::Sla;
use crate::vocabulary::Vocabulary;

/// What is asked of entries that are accepted until a day.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Acceptance {
    /// How far ahead the day may be.
    pub max: Option<Sla>,
    pub needs_name: bool,
}

impl Acceptance {
    /// Whether an entry may be accepted for longer than another configuration allows.
    pub(super) fn lasts_longer_than(self, other: Self) -> bool {
        match (self.max, other.max) {
            (Some(own), Some(other)) => own.is_longer_than(other),
            (own, other) => own.is_none() && other.is_some(),
        }
    }
}

impl Resolver<'_> {
    pub(super) fn acceptance(
        &self,
        accept: &AcceptSettings,
        vocabulary: &Vocabulary,
    ) -> Result<Acceptance, ConfigError> {
        let read = |text: &String| {
            if let Some((max, "")) = Sla::parse(text, vocabulary) {
                return Ok(max);
            }
            Err(self.error(text, format!("`{text}` is not a duration: write `90d` or `26w`")))
        };
        let max = accept.max.as_ref().map(read).transpose()?;
        Ok(Acceptance { max, needs_name: accept.by == NameNeed::Required })
    }
}
