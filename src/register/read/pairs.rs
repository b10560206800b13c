//! Tables of labels and values, each of which holds the fields of one entry.

use crate::vocabulary::{Key, KeySet, Vocabulary};

/// Whether the two columns of a table are the labels and values of one entry's fields, whatever the header
/// says: `| Status | Open |` above `| Owner | Mia |`. What explains labels says so in sentences, and what
/// is missing in each area is no value of a field. `header` is that of the second column.
pub(super) fn are_fields<'t>(
    header: &str,
    rows: impl Iterator<Item = (&'t str, &'t str)>,
    words: &Vocabulary,
) -> bool {
    const SEVERAL: usize = 2;
    const MOST_WORDS: usize = 4;
    let mut count = 0;
    let mut known = 0;
    let mut tracked = KeySet::default();
    let mut has_level = false;
    for (name, value) in rows {
        count += 1;
        let Some(key) = words.key(bare(name)) else { continue };
        known += usize::from(key.belongs_to_entry() || key.is_short());
        if key.is_tracked() && key != Key::Id && value.split_whitespace().count() <= MOST_WORDS {
            tracked.insert(key);
            has_level |= match key {
                Key::Status => words.status(value).is_some(),
                Key::Priority | Key::Severity => words.level(value).is_some(),
                _ => false,
            };
        }
    }
    let names_gaps = matches!(words.key(header), Some(Key::Gap | Key::Endpoints));
    !names_gaps && has_level && tracked.len() >= SEVERAL && known * 10 >= count * 6
}

/// A name without the marks around it.
pub(super) fn bare(name: &str) -> &str {
    name.trim_matches(['*', '_', '`', ' ']).trim_end_matches([':', '：'])
}
