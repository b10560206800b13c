//! When each entry was last changed, from the older texts of its register.

use std::collections::HashMap;

use jiff::civil::Date;

use crate::register::{Entry, Reading, Register};
use crate::text::Source;

/// An entry that no version up to here has otherwise, and the day of the oldest of them.
struct Unchanged<'n> {
    id: &'n String,
    text: &'n String,
    since: Date,
}

/// By ID, the day on which each entry was last changed; today for what no version has yet.
/// `versions` are the older texts of the file, the newest first.
pub(crate) fn last_changes<E>(
    register: &Register<'_>,
    reading: Reading<'_>,
    today: Date,
    is_shallow: bool,
    versions: impl Iterator<Item = Result<(Date, String), E>>,
) -> Result<HashMap<String, Date>, E> {
    let now = entry_texts(register);
    let mut days: HashMap<String, Date> = HashMap::with_capacity(now.len());
    let mut unchanged: Vec<Unchanged<'_>> =
        now.iter().map(|(id, text)| Unchanged { id, text, since: today }).collect();
    for version in versions {
        if unchanged.is_empty() {
            break;
        }
        let (day, text) = version?;
        let source = Source::new(register.source.path().clone(), text);
        let older =
            Register::parse(&source, reading).map(|older| entry_texts(&older)).unwrap_or_default();
        let is_same = |entry: &Unchanged<'_>| older.get(entry.id) == Some(entry.text);
        let (same, changed): (Vec<_>, Vec<_>) = unchanged.into_iter().partition(is_same);
        days.extend(changed.into_iter().map(|entry| (entry.id.clone(), entry.since)));
        unchanged = same.into_iter().map(|entry| Unchanged { since: day, ..entry }).collect();
    }
    // In a shallow clone, an entry that the oldest version has as it is now may be older still.
    if !is_shallow {
        days.extend(unchanged.into_iter().map(|entry| (entry.id.clone(), entry.since)));
    }
    Ok(days)
}

/// The text of each entry by its ID; of two with one ID, of the first.
fn entry_texts(register: &Register<'_>) -> HashMap<String, String> {
    let entries = register.entries.iter().rev();
    let text = |entry: &Entry| register.text(entry.span).replace('\r', "");
    entries.filter_map(|entry| Some((register.id(entry)?.to_owned(), text(entry)))).collect()
}
