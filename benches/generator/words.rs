//! What a language brings to a generated register.

/// The templates of a language and the faults it can tell of.
pub struct Words {
    /// The code of the language, as it stands in paths.
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
    /// What follows the last entry.
    pub foot: &'static str,
    /// What can be wrong, in the order of [`super::panel::CALLS`].
    pub faults: [Fault; super::panel::CALLS.len()],
}

/// One thing that can be wrong with any screen of the panel.
pub struct Fault {
    /// The last part of the heading, and the table's short text.
    pub gap: &'static str,
    /// What people see.
    pub symptom: &'static str,
    /// What may be behind it.
    pub cause: &'static str,
    /// What it costs.
    pub impact: &'static str,
    /// What to do meanwhile.
    pub workaround: &'static str,
    /// What to hand on with a ticket.
    pub evidence: &'static str,
    /// What ought to happen.
    pub expected: &'static str,
    /// What happens.
    pub actual: &'static str,
    /// What proves the repair.
    pub verification: &'static str,
    /// The workaround, short, for the table.
    pub detour: &'static str,
    /// The verification, short, for the table.
    pub proof: &'static str,
}
