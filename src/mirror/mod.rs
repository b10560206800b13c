//! Registers and their translations: which belong together, entry by entry, and in what they
//! contradict each other.

mod align;
mod areas;
mod assignment;
mod code;
mod code_words;
mod compare;
mod contradiction;
mod counterparts;
mod crossed;
mod difference;
mod entries;
mod entry;
mod families;
mod field;
mod field_pairs;
mod free_text;
mod joining;
mod label_habits;
mod left_entries;
mod left_fields;
mod literals;
mod marks;
mod named_files;
mod names;
mod newer;
mod other_gap;
mod outdated;
mod outdated_memory;
mod pair;
mod pairing;
mod prose;
mod quiet;
mod same_labels;
mod same_place;
mod shape;
mod similarity;
mod status;
mod strangers;
mod table;
mod unknown_labels;
mod unknown_words;
mod value;

pub use align::{Bond, DoubtfulPair, EntryPair};
pub(crate) use compare::{contradictions, one_sided};
pub(crate) use contradiction::{Contradiction, ContradictionKind, LastEdited};
pub(crate) use difference::in_language;
pub(crate) use families::{Family, family, family_by_name, id_scope, language_rank};
pub(crate) use marks::{
    REVIEWED_MARK, Reviewed, UNTRANSLATED_MARK, mark_of, review_mark, reviewed,
};
pub(crate) use named_files::{files_named, meant_paths};
pub(crate) use newer::later_changes;
pub use newer::{LaterChanges, NewerValues};
pub(crate) use outdated::outdated;
pub use outdated::{CommitTime, FileRevision, Outdated, PastContent, PastRegister};
pub(crate) use outdated_memory::OutdatedMemory;
pub use pair::Pair;
pub(crate) use pairing::{
    Paired, Pairing, families_of, families_of_paths, groups, is_one_family, name_languages, pair_up,
};
pub(crate) use same_place::at_its_place;

pub(crate) use quiet::KnownPairs;
pub use status::LanguageStatus;
pub(crate) use status::{Lag, LaggingEntry, PairFindings, in_all, statuses};

#[cfg(test)]
mod tests;
