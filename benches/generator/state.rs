//! How much is wrong with a generated register.

/// How much is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nothing.
    Sound,
    /// One value of every tenth entry.
    Typical,
    /// Several values and a label of every entry.
    Foul,
}

/// What is wrong with an entry: the name of a value, and what is written for it.
const FAULTS: [(&str, &str); 3] = [("status", "Opne"), ("seen", "2026-02-31"), ("sla", "soonish")];

impl State {
    /// All of them.
    #[allow(dead_code, reason = "not every bench asks for all states")]
    pub const ALL: [Self; 3] = [Self::Sound, Self::Typical, Self::Foul];

    /// Spoils what is wrong among the values of an entry.
    pub fn spoil(self, number: usize, values: &mut [(&'static str, String)]) {
        let faults = match self {
            Self::Typical if number.is_multiple_of(10) => &FAULTS[number / 10 % 3..][..1],
            Self::Foul => &FAULTS[..],
            _ => &[],
        };
        for (name, value) in values {
            if let Some((_, wrong)) = faults.iter().find(|(fault, _)| fault == name) {
                (*wrong).clone_into(value);
            }
        }
    }

    /// A field with a misspelt label, one of several.
    pub fn extra_field(self, number: usize) -> &'static str {
        const FIELDS: [&str; 3] =
            ["- **Workaruond:** Wait.\n", "- **Verificaton:** Look.\n", "- **Enviroment:** all\n"];
        if self == Self::Foul { FIELDS[number % 3] } else { "" }
    }
}
