//! `accept:` of a configuration: what is asked of entries that are accepted until a day.

use schemars::JsonSchema;
use serde::Deserialize;

use super::ConfigError;
use super::resolve::Resolver;
use crate::values::Sla;
use crate::vocabulary::Vocabulary;

/// What is asked of entries that are accepted until a day.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct AcceptSettings {
    /// How far ahead the day may be: `180d`. Default: any.
    pub(super) max: Option<String>,
    /// Whether `Accepted by` has to name somebody. Default: optional.
    pub(super) by: NameNeed,
}

/// Whether a name is needed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum NameNeed {
    /// It is.
    Required,
    /// It is not.
    #[default]
    Optional,
}

/// The same with the time read.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Acceptance {
    /// How far ahead the day may be.
    pub max: Option<Sla>,
    pub needs_name: bool,
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
