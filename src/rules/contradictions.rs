//! The rules about what a translation and its leading register contradict each other in: one for
//! each kind of contradiction. `mirror` finds them.

use super::{Check, Group, Rule};
use crate::finding::{Level, Safety};
use crate::mirror::ContradictionKind;

const fn rule(
    name: &'static str,
    kind: ContradictionKind,
    level: Level,
    fixes: Option<Safety>,
    page: &'static str,
) -> Rule {
    Rule { name, group: Group::Mirror, level, fixes, page, check: Check::Contradiction(kind) }
}

/// An entry that has no translation.
pub(super) const UNMIRRORED_ENTRY: Rule = rule(
    "unmirrored-entry",
    ContradictionKind::Missing,
    Level::Error,
    None,
    include_str!("unmirrored_entry.md"),
);

/// A translation of no entry.
pub(super) const EXTRA_MIRROR_ENTRY: Rule = rule(
    "extra-mirror-entry",
    ContradictionKind::Extra,
    Level::Error,
    None,
    include_str!("extra_mirror_entry.md"),
);

/// Entries in another order than in the leading register.
pub(super) const MIRROR_ORDER: Rule = rule(
    "mirror-order",
    ContradictionKind::Order,
    Level::Warning,
    Some(Safety::Safe),
    include_str!("mirror_order.md"),
);

/// A tracked value that the translation states otherwise.
pub(crate) const MIRROR_VALUE: Rule = rule(
    "mirror-value",
    ContradictionKind::Value,
    Level::Error,
    Some(Safety::Safe),
    include_str!("mirror_value.md"),
);

/// A field that the translation lacks, adds or moves.
pub(crate) const MIRROR_FIELD: Rule = rule(
    "mirror-field",
    ContradictionKind::Field,
    Level::Error,
    Some(Safety::Safe),
    include_str!("mirror_field.md"),
);

/// Code, numbers and addresses that differ.
pub(crate) const MIRROR_CODE: Rule = rule(
    "mirror-code",
    ContradictionKind::Code,
    Level::Error,
    Some(Safety::Safe),
    include_str!("mirror_code.md"),
);

/// Lists of another shape.
pub(super) const MIRROR_SHAPE: Rule = rule(
    "mirror-shape",
    ContradictionKind::Shape,
    Level::Warning,
    None,
    include_str!("mirror_shape.md"),
);

/// Triage tables that differ.
pub(crate) const MIRROR_TABLE: Rule = rule(
    "mirror-table",
    ContradictionKind::Table,
    Level::Error,
    Some(Safety::Safe),
    include_str!("mirror_table.md"),
);

/// Words that are not translated.
pub(super) const MIRROR_UNTRANSLATED: Rule = rule(
    "mirror-untranslated",
    ContradictionKind::Untranslated,
    Level::Warning,
    None,
    include_str!("mirror_untranslated.md"),
);
