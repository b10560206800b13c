//! The state of an entry's translations, from what was found.

use jiff::civil::Date;

use super::open_register::OpenRegister;
use crate::finding::Finding;
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

/// The findings that say how translations lag behind, with the languages of their registers.
pub(super) struct Lagging(Vec<(String, Lag, Finding)>);

impl Lagging {
    /// What was found in registers that are compared.
    pub(super) fn of(open: OpenRegister<'_>, registers: &[Register<'_>]) -> Self {
        let lag = |finding: &Finding| rules::rule(finding.rule).and_then(Rule::lag);
        let of_register = |register: &Register<'_>| {
            let found = open.workspace.results.findings_of(register.source.path());
            let tag = register.tag.clone();
            let lagging =
                found.into_iter().filter_map(move |one| Some((tag.clone(), lag(&one)?, one)));
            lagging.collect::<Vec<_>>()
        };
        Self(registers.iter().flat_map(of_register).collect())
    }

    /// How the translations of an entry are behind, the worst of each language first.
    pub(super) fn of_entry(&self, name: &str) -> Vec<Behind> {
        let own = self.0.iter().filter(|(_, _, found)| found.entry.as_deref() == Some(name));
        let behind = own.map(|(language, lag, found)| Behind {
            language: language.clone(),
            state: state(*lag, &found.message),
            message: found.message.clone(),
        });
        behind.collect()
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
