//! The cells of triage tables of which somebody accepted that they say something else than their entries.

use super::{Scope, ignores, level, policy};
use crate::finding::Finding;
use crate::register::Register;
use crate::rules::{Check, Context, Environment, STALE_TRIAGE_ROW};
use crate::settings::Settings;

/// The cells that a comment or the configuration ignores, by ID and the name of the key.
pub(crate) fn accepted_cells(
    register: &Register<'_>,
    settings: &Settings,
    environment: Environment<'_>,
) -> Vec<(String, String)> {
    let rule = &STALE_TRIAGE_ROW;
    let Check::Register(check) = rule.check else { return Vec::new() };
    let Some(mut found) = level::findings_of(rule, register, settings) else { return Vec::new() };
    let policy = policy(register, settings);
    check(&Context::new(register, &policy, settings, environment), &mut found);
    let registers = std::slice::from_ref(register);
    let sifted = ignores::silence(found.into_vec(), registers, settings, Scope::Mirrors, None);
    let cell = |finding: &Finding| {
        Some((finding.entry.as_deref()?.to_owned(), finding.field.as_deref()?.to_owned()))
    };
    sifted.ignored.iter().filter_map(cell).collect()
}
