//! The rules: one row each in a table, one file each in `rules/`, its page beside it.

mod context;
mod findings;
mod page;
mod pair;
mod turned;

use crate::finding::{Level, Safety};
use crate::vocabulary::nearest;

pub use context::{Context, Pages, History, Environment};
pub use findings::Findings;
pub use invalid_utf8::describe as describe_invalid_utf8;
pub use page::Line;
pub use pair::PairContext;
pub use too_deep::describe as describe_too_deep;
pub use turned::Turned;
pub use unpaired_register::describe as describe_unpaired_register;

/// One rule.
#[derive(Debug)]
pub struct Rule {
    /// Its name: the defect it finds.
    pub name: &'static str,
    /// How much its findings matter unless the configuration says otherwise.
    pub level: Level,
    /// How safe its fixes are, when it has any.
    pub fixes: Option<Safety>,
    /// Its page, in Markdown.
    pub page: &'static str,
    /// How it looks for the defect.
    pub check: Check,
}

/// How a rule looks for its defect.
#[derive(Debug)]
pub enum Check {
    /// In one register.
    Register(fn(&Context<'_>, &mut Findings)),
    /// In all registers of a run; the findings of each in the same order.
    Run(fn(&[Context<'_>], &mut [Findings])),
    /// In what became of a register's entries since a commit, where that is asked for.
    Change(fn(&Context<'_>, &mut Findings)),
    /// In both.
    RegisterAndChange(fn(&Context<'_>, &mut Findings)),
    /// In a register and its translation.
    Pair(fn(&PairContext<'_>, &mut Findings)),
    /// While reading a file or its ignore comments, where `lint` reports it by name.
    Reading,
}

/// The names of the rules that tell what `gapreg triage` would change.
pub const TRIAGE: [&str; 7] = [
    "missing-triage",
    "stale-triage-row",
    "untracked-entry",
    "orphan-triage-row",
    "broken-triage-row",
    "unordered-triage-row",
    "unaligned-triage",
];

/// The rule of that name.
pub fn rule(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.name == name)
}

/// The names of all rules, in the order of [`RULES`].
pub fn names() -> Vec<&'static str> {
    RULES.iter().map(|rule| rule.name).collect()
}

/// The rule that was meant by a name that is none: the closest, else the only one that holds it.
pub fn meant(name: &str) -> Option<&'static str> {
    nearest(name, names().into_iter()).or_else(|| {
        let mut holding = RULES.iter().filter(|rule| name.len() > 2 && rule.name.contains(name));
        let first = holding.next()?;
        holding.next().is_none().then_some(first.name)
    })
}

/// What to say of a name that is no rule's.
pub fn unknown(name: &str) -> String {
    match meant(name) {
        Some(meant) => format!("there is no rule `{name}`; did you mean `{meant}`?"),
        None => format!("there is no rule `{name}`; `gapreg rules` lists them"),
    }
}

/// Declares the modules of the rules and the table of them, in the order of the book.
macro_rules! rules {
    ($($module:ident),* $(,)?) => {
        $(mod $module;)*

        /// Every rule.
        pub static RULES: &[Rule] = &[$($module::RULE),*];
    };
}

rules![
    // Fields.
    missing_field,
    empty_field,
    placeholder_value,
    repeated_field,
    unknown_field,
    unknown_value,
    variant_spelling,
    bad_date,
    // Identity.
    missing_id,
    malformed_id,
    mismatched_id,
    duplicate_id,
    // Promises.
    bad_sla,
    sla_off_default,
    sla_overdue,
    unknown_status,
    status_without_evidence,
    policy_conflict,
    // What a change may not do.
    skipped_status,
    status_taken_back,
    changed_first_seen,
    changed_id,
    reused_id,
    removed_entry,
    // Structure.
    repeated_number,
    unordered_number,
    no_entries,
    // The triage table.
    missing_triage,
    stale_triage_row,
    untracked_entry,
    orphan_triage_row,
    broken_triage_row,
    unordered_triage_row,
    unaligned_triage,
    unknown_column,
    contradicting_row,
    // Translations.
    unpaired_register,
    unmirrored_entry,
    extra_mirror_entry,
    mirror_order,
    mirror_value,
    mirror_field,
    mirror_code,
    mirror_shape,
    mirror_table,
    mirror_untranslated,
    mirror_outdated,
    // Pages of the manual.
    source_page_missing,
    source_page_language,
    // Letters.
    mojibake,
    lost_letters,
    bidi_control,
    invalid_utf8,
    too_deep,
    // Silencing.
    unused_ignore,
    unknown_rule,
    unexplained_ignore,
];

#[cfg(test)]
mod tests;
