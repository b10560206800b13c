//! Pages of the manual: their gap sections, and what these say of the entries of registers.
//!
//! Everything here is a function of texts.

mod compare;
mod ids;
mod page;
mod pieces;
mod reader;
mod remarks;
mod section;
mod standing;
mod tagging;

pub(crate) use compare::{
    ComparedPages, EntryPlace, GapMatch, HeldEntry, HeldPage, compare, endpoint_key,
};
pub(crate) use page::{Page, PageGap, PageReading, Standing};
pub(crate) use reader::{may_have_gaps, parsed_pages};
pub(crate) use tagging::id_edit;

#[cfg(test)]
mod tests;
