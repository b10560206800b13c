//! `weakened-gate`: a branch that leaves out what it would be checked against. `lint` reports the comments, and
//! the run what the configuration and `.gitignore` hide.

use super::{Check, Findings, Group, Rule};
use crate::finding::{Finding, Level};
use crate::settings::{LevelSetting, Loosening};
use crate::text::Span;

pub(crate) const RULE: Rule = Rule {
    name: "weakened-gate",
    group: Group::Ignores,
    level: Level::Warning,
    fixes: None,
    page: include_str!("weakened_gate.md"),
    check: Check::Reading,
};

/// Reports a comment that this branch adds.
pub(crate) fn describe_comment(found: &mut Findings, rule: Span, name: &str) {
    let message = format!("this branch adds a comment that ignores `{name}`");
    add(found, rule, message);
}

/// Reports what the configuration of this branch leaves out. Where its base has no configuration, that of
/// the branch counts.
pub(crate) fn describe_loosening(
    found: &mut Findings,
    place: Span,
    loosening: &Loosening,
    has_base: bool,
) {
    let r#where = |paths: &[String]| match paths {
        [] => String::new(),
        paths => format!(" in `{}`", paths.join("`, `")),
    };
    let message = match loosening {
        Loosening::Exclude(glob) => format!("this branch excludes the files of `{glob}`"),
        Loosening::Level { rule, level: LevelSetting::Off, paths } => {
            format!("this branch switches `{rule}` off{}", r#where(paths))
        }
        Loosening::Level { rule, level, paths } => {
            format!("this branch lowers `{rule}` to `{}`{}", level.name(), r#where(paths))
        }
        Loosening::Ignore { rule, paths, .. } => {
            format!("this branch ignores findings of `{rule}`{}", r#where(paths))
        }
        Loosening::NoRoutes => "this branch takes `routes:` out of the configuration".to_owned(),
        Loosening::Routes { .. } => "this branch no longer calls the contract complete".to_owned(),
        Loosening::NoPages => "this branch takes `pages:` out of the configuration".to_owned(),
        Loosening::Pages(_) => "this branch compares other pages than its base".to_owned(),
        Loosening::LongestAcceptance(Some(max)) => {
            format!("this branch lets entries be accepted for `{max}`, longer than its base")
        }
        Loosening::LongestAcceptance(None) => {
            "this branch lets entries be accepted for any time".to_owned()
        }
        Loosening::NamelessAcceptance => {
            "this branch no longer asks who accepted an entry".to_owned()
        }
        Loosening::Read(_) if !has_base => {
            "this branch says by `read:` where the entries are".to_owned()
        }
        Loosening::Read(_) => {
            "this branch changes `read:`; this check uses the version of its base".to_owned()
        }
    };
    let finding = add(found, place, message);
    if !has_base {
        finding.help(
            "the base has no configuration, so that of the branch counts; who reviews it decides",
        );
    }
}

/// Reports a register that this branch hides from the run.
pub(crate) fn describe_hidden(found: &mut Findings, place: Span) {
    let message = "this branch hides this register, by `.gitignore` or by its configuration; it was \
                   read anyway";
    add(found, place, message.to_owned());
}

fn add(found: &mut Findings, place: Span, message: String) -> &mut Finding {
    found.at(place, message).help(
        "what the branch does to entries is judged by the configuration and the comments of its base; \
         who reviews it decides",
    )
}
