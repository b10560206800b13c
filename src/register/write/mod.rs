//! Edits and new entries, in the form in which the register is written.

mod aligned_fixes;
mod alignment;
mod entries;
mod fields;
mod form;
mod formatted;
mod heading_id;
mod items;
mod labels;
mod own_forms;
mod own_words;
mod rows;
mod value_lines;
mod values;
mod yaml_box;

pub(crate) use own_forms::OwnForms;
pub(crate) use own_words::without_day;
pub(crate) use rows::NewRow;
pub(crate) use values::Replacement;
