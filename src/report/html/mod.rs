//! A report as one HTML page that loads nothing else.

mod anchors;
pub(super) mod codes;
mod controls;
mod details;
mod elements;
mod entries;
mod figures;
mod page;

pub(crate) use page::page;
