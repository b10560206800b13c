//! `unpaired-register`: a register without a translation. `lint` reports it.

use super::{Check, Findings, Group, Rule};
use crate::finding::Level;
use crate::register::Register;
use crate::text::Span;

pub(crate) const RULE: Rule = Rule {
    name: "unpaired-register",
    group: Group::Mirror,
    level: Level::Warning,
    fixes: None,
    page: include_str!("unpaired_register.md"),
    check: Check::Reading,
};

/// Reports a register that has no translation, or none in some languages of the configuration.
pub(crate) fn describe(found: &mut Findings, register: &Register<'_>, missing: &[&str]) {
    let place = register.title.unwrap_or(Span::at(register.source.body_start()));
    let into = match missing {
        [] => String::new(),
        codes => format!(" into {}", codes.join(", ")),
    };
    let language = &register.language;
    found
        .at(place, format!("this register ({language}) has no translation{into}"))
        .help("a translation lies in the folder of its language, or has it in its name");
}
