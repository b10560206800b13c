//! Which form a register is in, and so which fields the rules ask for.

/// The form of a register.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Profile {
    /// Today's form: a heading for each gap, and all the fields that make it closeable.
    #[default]
    BackendGap,
    /// Any other: its own columns and labels are what can be asked of it.
    Generic,
}
