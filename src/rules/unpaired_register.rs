//! `unpaired-register`: a register without a translation. `lint` reports it while pairing.

use super::{Check, Findings, Rule};
use crate::finding::Level;
use crate::register::Register;
use crate::text::Span;

pub(super) const RULE: Rule = Rule {
    name: "unpaired-register",
    level: Level::Warning,
    fixes: None,
    page: include_str!("unpaired_register.md"),
    check: Check::Reading,
};

/// Describes a register that has no partner.
pub fn describe(found: &mut Findings, register: &Register<'_>) {
    let place = register.title.unwrap_or(Span::at(register.source.body_start()));
    found
        .at(place, format!("this register ({}) has no translation", register.language))
        .help("a translation lies in the folder of its language, or has it in its name");
}
