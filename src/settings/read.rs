//! `read:` of a configuration: plain data.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::vocabulary::UniqueMap;

/// Where the entries of some files are. Nothing is guessed there. Of several that match a file, the
/// last one counts.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct ReadSettings {
    /// Globs of the files, relative to this file.
    pub(super) files: OneOrMore,
    /// Where their entries are. What one of them takes, a later one leaves.
    pub(super) entries: Vec<PlaceSettings>,
    /// The headings of sections without entries, and the IDs and titles of what is no entry. `*`
    /// stands for any text.
    #[serde(default)]
    pub(super) skip: OneOrMore,
    /// What the words and signs of the files for states mean: `{ '🟡': Open, parked: Blocked }`.
    #[serde(default)]
    pub(super) statuses: UniqueMap<String>,
    /// `merge`: what several places say of one ID is one entry. `keep`: each of them is one. Default:
    /// merge.
    #[serde(default)]
    pub(super) same_id: SameId,
}

/// What is made of several places with one ID.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum SameId {
    /// One entry.
    #[default]
    Merge,
    /// An entry of each.
    Keep,
}

/// A place of entries: one of the four.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PlaceSettings {
    /// Each heading is an entry.
    pub(super) headings: Option<HeadingSettings>,
    /// Each row of the tables is an entry.
    pub(super) rows: Option<RowSettings>,
    /// Each item of the lists is an entry.
    pub(super) items: Option<ItemSettings>,
    /// Each paragraph that opens in bold is an entry.
    pub(super) paragraphs: Option<ParagraphSettings>,
}

/// Headings that are entries.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct HeadingSettings {
    /// Their level: 3 for `###`. Default: any.
    pub(super) level: Option<u8>,
    /// Their texts. `*` stands for any text. Default: any.
    pub(super) named: OneOrMore,
    /// Headings above them. `*` stands for any text. Default: any.
    pub(super) under: OneOrMore,
    /// The field whose value is the heading above: `status`.
    pub(super) above: Option<String>,
    /// The labels below them: `{ title: Title, severity: Risk }`.
    pub(super) fields: UniqueMap<FieldNames>,
}

/// Rows that are entries.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct RowSettings {
    /// Headings above them. `*` stands for any text. Default: any.
    pub(super) under: OneOrMore,
    /// The field whose value is the heading above: `status`.
    pub(super) above: Option<String>,
    /// The columns by their headers, or by their place from 1: `{ title: Missing operation, id: 1 }`.
    /// Only the tables with all of them are meant.
    pub(super) columns: UniqueMap<FieldNames>,
}

/// Items of lists that are entries.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct ItemSettings {
    /// Headings above them. `*` stands for any text. Default: any.
    pub(super) under: OneOrMore,
    /// The field whose value is the heading above: `status`.
    pub(super) above: Option<String>,
    /// In how many lists they are. Default: 1, the outermost.
    pub(super) depth: Option<u8>,
    /// Whether only items with a box are meant. Default: false.
    pub(super) boxes: bool,
    /// The labels in them: `{ owner: Team }`.
    pub(super) fields: UniqueMap<FieldNames>,
}

/// Paragraphs that are entries.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct ParagraphSettings {
    /// Headings above them. `*` stands for any text. Default: any.
    pub(super) under: OneOrMore,
    /// The field whose value is the heading above: `status`.
    pub(super) above: Option<String>,
}

/// A text, or a list of texts of which one has to fit.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged, expecting = "a text, or a list of texts")]
pub(crate) enum OneOrMore {
    /// `Open*`
    One(String),
    /// `['Open*', 'Known gaps']`
    More(Vec<String>),
}

impl Default for OneOrMore {
    fn default() -> Self {
        Self::More(Vec::new())
    }
}

impl OneOrMore {
    pub(super) fn list(&self) -> &[String] {
        match self {
            Self::One(one) => std::slice::from_ref(one),
            Self::More(more) => more,
        }
    }
}

/// A label or the header of a column, the place of a column from 1, or a list of labels or headers of
/// which one has to fit.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(
    untagged,
    expecting = "a label or the header of a column, a list of these, or the place of a column from 1"
)]
pub(crate) enum FieldNames {
    /// `1`
    Number(u16),
    /// `Risk`
    One(String),
    /// `[Risk, Issue]`
    More(Vec<String>),
}
