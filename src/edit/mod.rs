//! Changes that people ask for: fields set, entries added, old registers adopted, tables brought up
//! to date. What is written is read back first, by [`mod@verify`].

mod add;
pub mod adopt;
mod around_entry;
mod beside;
mod changes;
mod chapter;
mod configuration;
mod declaration;
mod dispute;
mod field;
mod heading_sign;
mod last_changes;
mod named;
mod new_heading;
mod pull;
mod rows;
mod seen_states;
mod set;
mod shared_id;
mod state_name;
mod status;
mod stub;
mod stub_values;
mod table;
mod target;
mod verify;
mod withheld;
mod words;
mod yaml;

pub(crate) use add::{Addition, add, place_for};
pub(crate) use changes::{table_changes, value_changes};
pub(crate) use configuration::configuration;
pub(crate) use dispute::{MergedLine, TextLine};
pub(crate) use field::FieldValue;
pub(crate) use last_changes::last_changes;
pub(crate) use named::{key_named, named};
pub(crate) use pull::{NotPulled, PulledCell, newer_cells, pull, pulled};
pub(crate) use rows::with_rows_of;
pub(crate) use set::{SetOptions, SetText, is_at_home, set};
pub(crate) use stub::{Stubbed, accept, stub, withheld};
pub use table::{NoTable, TableOutcome, Tally};
pub(crate) use target::{EditRefusal, EditTarget};
pub(crate) use verify::{Expectation, ExpectedTable, edited, verify};
pub use withheld::Withheld;
