//! `unpaired-register`: a register without a translation. `lint` reports it.

use super::{Check, Findings, Group, Rule};
use crate::finding::{Finding, Level};
use crate::register::Register;
use crate::text::Span;

pub(crate) const RULE: Rule = Rule {
    name: "unpaired-register",
    group: Group::Mirror,
    level: Level::Error,
    fixes: None,
    page: include_str!("unpaired_register.md"),
    check: Check::Reading,
};

/// Reports a register that has no translation, or none in some languages of the configuration.
/// `lost` is the register that it was paired with at the base.
pub(crate) fn describe<'f>(
    found: &'f mut Findings,
    register: &Register<'_>,
    missing: &[&str],
    lost: Option<&str>,
) -> &'f mut Finding {
    let place = register.title.unwrap_or(Span::at(register.source.body_start()));
    let into = match missing {
        [] => String::new(),
        codes => format!(" into {}", codes.join(", ")),
    };
    let language = &register.tag;
    let message = match lost {
        Some(other) => format!(
            "this register ({language}) has no translation{into} any more: it was compared with \
             `{other}`"
        ),
        None if missing.is_empty() => {
            format!("no register in another language belongs to this one ({language})")
        }
        None => format!("this register ({language}) has no translation{into}"),
    };
    found
        .at(place, message)
        .help(
            "the path of a translation differs in the language alone; else link one file from the top of \
             the other",
        )
}
