//! The texts of a generated register that depend on the language.

/// The templates and faults of one language.
pub struct Words {
    /// The code of the language, as used in paths.
    pub code: &'static str,
    /// From the title to the head of the triage table.
    pub head: &'static str,
    /// A row of the triage table.
    pub row: &'static str,
    /// From the end of the triage table to the first entry.
    pub middle: &'static str,
    /// An entry.
    pub entry: &'static str,
    /// The last field of an entry that is closed.
    pub closure: &'static str,
    /// The text behind the last entry.
    pub foot: &'static str,
    /// The faults, in the order of [`super::panel::CALLS`].
    pub faults: [Fault; super::panel::CALLS.len()],
}

/// A fault that any screen of the panel can have.
pub struct Fault {
    /// The last part of the heading, and the short text in the table.
    pub gap: &'static str,
    /// The symptom.
    pub symptom: &'static str,
    /// The likely cause.
    pub cause: &'static str,
    /// The impact.
    pub impact: &'static str,
    /// The workaround.
    pub workaround: &'static str,
    /// The escalation package.
    pub evidence: &'static str,
    /// The expected behaviour.
    pub expected: &'static str,
    /// The actual behaviour.
    pub actual: &'static str,
    /// The verification.
    pub verification: &'static str,
    /// The workaround, short, for the table.
    pub detour: &'static str,
    /// The verification, short, for the table.
    pub proof: &'static str,
}
