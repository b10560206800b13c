//! The state of an entry's translations, from what was found.

use std::collections::HashMap;

use jiff::civil::Date;

use super::open_register::OpenRegister;
use crate::mirror::Lag;
use crate::register::Register;
use crate::rules::{self, Rule};

/// Why a translation of an entry is behind.
pub(super) struct Behind {
    /// The tag of the language.
    pub language: String,
    /// `missing`, `outdated since 2026-05-03`.
    pub state: String,
    pub message: String,
}

/// How the translations of entries are behind, by the names of the entries.
pub(super) struct Lagging(HashMap<String, Vec<Behind>>);

impl Lagging {
    /// What was found in registers that are compared.
    pub(super) fn of(open: OpenRegister<'_>, registers: &[Register<'_>]) -> Self {
        let mut all: HashMap<String, Vec<Behind>> = HashMap::new();
        for register in registers {
            for found in open.workspace.results.findings_of(register.source.path()) {
                let lag = rules::rule(found.rule).and_then(Rule::lag);
                if let Some((name, lag)) = found.entry.as_deref().zip(lag) {
                    let language = register.tag.clone();
                    let state = state(lag, &found.message);
                    let message = found.message.to_string();
                    all.entry(name.to_string()).or_default().push(Behind {
                        language,
                        state,
                        message,
                    });
                }
            }
        }
        Self(all)
    }

    /// How the translations of an entry are behind.
    pub(super) fn of_entry(&self, name: &str) -> &[Behind] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }
}

fn state(lag: Lag, message: &str) -> String {
    match lag {
        Lag::Missing => "missing".to_owned(),
        Lag::Contradicting => "contradicts".to_owned(),
        Lag::Untranslated => "not translated".to_owned(),
        Lag::Outdated => {
            let day = message.split_whitespace().find_map(|word| word.parse::<Date>().ok());
            day.map_or("outdated".to_owned(), |day| format!("outdated since {day}"))
        }
    }
}
