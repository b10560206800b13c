//! The triage table: what it should say, and where the one in the register says something else.
//!
//! There is one renderer. A drift is a difference from what it would write, and every fix is a part
//! of that text, so the linter and `gapreg triage` cannot disagree.

mod cells;
mod draft;
mod edits;
mod id_cells;
mod input;
mod insert;
mod newer;
mod order;
mod placing;
mod reasons;
mod refusal;
mod style;
mod summary;

pub(crate) use draft::Displaced;
pub use draft::{Drift, Stale, TableDraft};
pub use input::{Include, Options, TableInput, Times};
pub(crate) use insert::{has_insertion, insertion, without_row};
pub use newer::NewerCells;
pub(crate) use newer::keys_of_rows;
pub(crate) use reasons::{homeless, stuck};
pub use refusal::TableRefusal;
pub(crate) use refusal::table_without_ids;
pub use style::cell_text;

#[cfg(test)]
mod tests;
