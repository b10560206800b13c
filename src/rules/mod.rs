//! The rules: one row each in a table. A rule has a file of its own, and its page beside it.

mod acceptance_too_long;
mod acceptance_without_name;
mod ambiguous_page_gap;
mod bad_date;
mod bad_sla;
mod bidi_control;
mod broken_triage_row;
mod change;
mod changed_first_seen;
mod changed_id;
mod closed_but_absent;
mod conflict_marker;
mod context;
mod contradicting_box;
mod contradicting_heading;
mod contradicting_row;
mod contradictions;
mod copied_entry;
mod cut_off_register;
mod duplicate_id;
mod empty_field;
mod entry_without_page_gap;
mod expected;
mod expired_ignore;
mod explained;
mod findings;
mod invalid_utf8;
mod joined;
mod last_edits;
mod lost_letters;
mod malformed_heading;
mod malformed_id;
mod manual_context;
mod mirror_outdated;
mod mismatched_id;
mod missing_field;
mod missing_id;
mod missing_triage;
mod mojibake;
mod no_entries;
mod numbering;
mod odd_character;
mod open_but_declared;
mod orphan_triage_row;
mod own_spelling;
mod own_values;
mod page;
mod page_contradicts_entry;
mod page_gap_without_id;
mod pair;
mod placeholder_value;
mod policy_conflict;
mod removed_entry;
mod repeated_field;
mod repeated_number;
mod reused_id;
mod rule;
mod skipped_status;
mod sla_off_default;
mod sla_overdue;
mod source_page_language;
mod source_page_missing;
mod split_table;
mod stale_triage_row;
mod status_taken_back;
mod status_without_evidence;
mod too_deep;
mod unaligned_triage;
mod unclosed_block;
mod undeclared_status;
mod unescaped_pipe;
mod uneven_row;
mod unexplained_ignore;
mod unknown_column;
mod unknown_field;
mod unknown_page_id;
mod unknown_rule;
mod unknown_status;
mod unknown_value;
mod unordered_number;
mod unordered_triage_row;
mod unpaired_register;
mod unread;
mod untracked_entry;
mod untracked_page_gap;
mod unused_ignore;
mod variant_spelling;
mod weakened_gate;

use crate::vocabulary::nearest;

pub(crate) use change::ChangeContext;
pub(crate) use context::Context;
pub use context::{Environment, History, Pages, Purpose, Revisions};
pub(crate) use contradictions::{MIRROR_CODE, MIRROR_FIELD, MIRROR_TABLE, MIRROR_VALUE};
pub(crate) use expected::{is_frequent, recommended, required, required_today, usual_of_sections};
pub(crate) use findings::{Findings, MOST_SHOWN, quoted};
pub(crate) use joined::{are_alike, in_one, in_words_of, of_fields, of_habit};
pub(crate) use last_edits::entry_below;
pub use last_edits::{LastEdits, Writer};
pub(crate) use manual_context::ManualContext;
pub(crate) use page::LineKind;
pub(crate) use page_gap_without_id::RULE as PAGE_GAP_WITHOUT_ID;
pub(crate) use pair::PairContext;
pub(crate) use rule::Check;
pub use rule::{Group, Rule};

// What `lint` finds itself, and reports by these.
pub(crate) use conflict_marker::{RULE as CONFLICT_MARKER, describe as describe_conflict_marker};
pub(crate) use expired_ignore::{
    Lapse, RULE as EXPIRED_IGNORE, describe as describe_expired_ignore,
};
pub(crate) use invalid_utf8::{RULE as INVALID_UTF8, describe as describe_invalid_utf8};
pub(crate) use missing_field::RULE as MISSING_FIELD;
pub(crate) use source_page_missing::RULE as SOURCE_PAGE_MISSING;
pub(crate) use stale_triage_row::RULE as STALE_TRIAGE_ROW;
pub(crate) use too_deep::{RULE as TOO_DEEP, describe as describe_too_deep};
pub(crate) use unclosed_block::RULE as UNCLOSED_BLOCK;
pub(crate) use unexplained_ignore::RULE as UNEXPLAINED_IGNORE;
pub(crate) use unknown_rule::RULE as UNKNOWN_RULE;
pub(crate) use unpaired_register::{
    RULE as UNPAIRED_REGISTER, describe as describe_unpaired_register,
};
pub(crate) use unused_ignore::RULE as UNUSED_IGNORE;
pub(crate) use weakened_gate::{
    RULE as WEAKENED_GATE, describe_comment as describe_new_ignore,
    describe_hidden as describe_hidden_register, describe_loosening,
};

/// Every rule, in the order of the book; those of a group follow each other.
pub static RULES: &[Rule] = &[
    // Fields.
    missing_field::RULE,
    empty_field::RULE,
    placeholder_value::RULE,
    repeated_field::RULE,
    unknown_field::RULE,
    unknown_value::RULE,
    variant_spelling::RULE,
    bad_date::RULE,
    odd_character::RULE,
    // Identity.
    missing_id::RULE,
    malformed_id::RULE,
    mismatched_id::RULE,
    duplicate_id::RULE,
    copied_entry::RULE,
    // Promises.
    bad_sla::RULE,
    sla_off_default::RULE,
    sla_overdue::RULE,
    unknown_status::RULE,
    status_without_evidence::RULE,
    contradicting_box::RULE,
    contradicting_heading::RULE,
    policy_conflict::RULE,
    acceptance_too_long::RULE,
    acceptance_without_name::RULE,
    // Changes.
    skipped_status::RULE,
    status_taken_back::RULE,
    changed_first_seen::RULE,
    changed_id::RULE,
    reused_id::RULE,
    removed_entry::RULE,
    // Structure.
    repeated_number::RULE,
    unordered_number::RULE,
    no_entries::RULE,
    malformed_heading::RULE,
    cut_off_register::RULE,
    unclosed_block::RULE,
    // The triage table against the entries.
    missing_triage::RULE,
    stale_triage_row::RULE,
    untracked_entry::RULE,
    orphan_triage_row::RULE,
    broken_triage_row::RULE,
    unordered_triage_row::RULE,
    unaligned_triage::RULE,
    // Other faults of tables.
    split_table::RULE,
    unknown_column::RULE,
    contradicting_row::RULE,
    unescaped_pipe::RULE,
    uneven_row::RULE,
    // Translations.
    unpaired_register::RULE,
    contradictions::UNMIRRORED_ENTRY,
    contradictions::EXTRA_MIRROR_ENTRY,
    contradictions::MIRROR_ORDER,
    contradictions::MIRROR_VALUE,
    contradictions::MIRROR_FIELD,
    contradictions::MIRROR_CODE,
    contradictions::MIRROR_SHAPE,
    contradictions::MIRROR_TABLE,
    contradictions::MIRROR_UNTRANSLATED,
    mirror_outdated::RULE,
    // Pages of the manual.
    source_page_missing::RULE,
    source_page_language::RULE,
    untracked_page_gap::RULE,
    page_contradicts_entry::RULE,
    ambiguous_page_gap::RULE,
    unknown_page_id::RULE,
    page_gap_without_id::RULE,
    entry_without_page_gap::RULE,
    // Endpoints, against a route contract.
    closed_but_absent::RULE,
    open_but_declared::RULE,
    undeclared_status::RULE,
    // Letters.
    mojibake::RULE,
    lost_letters::RULE,
    bidi_control::RULE,
    invalid_utf8::RULE,
    too_deep::RULE,
    conflict_marker::RULE,
    // Ignore comments.
    unused_ignore::RULE,
    expired_ignore::RULE,
    unknown_rule::RULE,
    unexplained_ignore::RULE,
    weakened_gate::RULE,
];

/// The rule of that name.
pub fn rule(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.name == name)
}

/// The names of all rules, in the order of [`RULES`].
pub fn names() -> Vec<&'static str> {
    RULES.iter().map(|rule| rule.name).collect()
}

/// The rules of a group.
pub fn of_group(group: Group) -> impl Iterator<Item = &'static Rule> {
    RULES.iter().filter(move |rule| rule.group == group)
}

/// The rule that an unknown name was meant for: the closest, else the only one whose name holds it.
pub(crate) fn meant(name: &str) -> Option<&'static str> {
    nearest(name, names().into_iter()).or_else(|| {
        let mut holding = RULES.iter().filter(|rule| name.len() > 2 && rule.name.contains(name));
        let first = holding.next()?;
        holding.next().is_none().then_some(first.name)
    })
}

/// The message about a name that no rule has.
pub(crate) fn unknown(name: &str) -> String {
    match meant(name) {
        Some(meant) => format!("there is no rule `{name}`; did you mean `{meant}`?"),
        None => format!("there is no rule `{name}`; `gapreg rules` lists them"),
    }
}

#[cfg(test)]
mod tests;
