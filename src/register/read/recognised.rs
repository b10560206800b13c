//! Whether a file of any name is a register.

use crate::register::Entry;
use crate::vocabulary::Key;

/// The fields that say what became of a gap, or whose it is.
const MARKS: [Key; 5] = [Key::Status, Key::Priority, Key::Severity, Key::Owner, Key::Sla];

/// Whether most entries have what only entries have: an ID, a state, a level, an owner, or several
/// fields under known names.
pub(super) fn have_most_marks(entries: &[Entry]) -> bool {
    const SEVERAL: usize = 2;
    let has_marks = |entry: &&Entry| {
        let known = entry.fields.iter().filter_map(|field| field.key);
        entry.id.is_some()
            || MARKS.iter().any(|&key| entry.field(key).is_some())
            || known.filter(|key| key.belongs_to_entry()).count() >= SEVERAL
    };
    !entries.is_empty() && entries.iter().filter(has_marks).count() * 2 >= entries.len()
}
