//! Whether a file of any name is a register.

use crate::register::{Entry, Field};
use crate::vocabulary::Key;

/// The fields that say what became of a gap, or whose it is.
const MARKS: [Key; 5] = [Key::Status, Key::Priority, Key::Severity, Key::Owner, Key::Sla];

/// Whether most entries have what only entries have: an ID, a state, a level, an owner, or several
/// fields under known names. Below the title of what is no register, such as a changelog, the headings above
/// the entries say nothing: `[Unreleased]`, `Fixed`.
pub(super) fn have_most_marks(entries: &[Entry], has_other_title: bool) -> bool {
    const SEVERAL: usize = 2;
    let has_marks = |entry: &&Entry| {
        let is_own = |field: &&Field| !has_other_title || entry.has_within(field);
        let known = entry.fields.iter().filter(is_own).filter_map(|field| field.key);
        entry.id.is_some()
            || known.clone().any(|key| MARKS.contains(&key))
            || known.filter(|key| key.belongs_to_entry()).count() >= SEVERAL
    };
    !entries.is_empty() && entries.iter().filter(has_marks).count() * 2 >= entries.len()
}
